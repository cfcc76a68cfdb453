"""The network of the paper, trained in Python and in Rust: the same bits."""

import os
import subprocess
from pathlib import Path

import aru
import numpy as np
import pytest

PROGRAM = Path(os.environ.get("ARU_PAPER_BITS", Path(__file__).parents[2] / "target/release/examples/paper_bits"))


def numbers(factors, modulus):
    trial, step, feature = np.ogrid[:50, :30, :2]
    whole = (factors[0] * trial + factors[1] * step + factors[2] * feature) % modulus
    return whole.astype(np.float32) / np.float32(modulus)


@pytest.mark.skipif(
    not PROGRAM.exists(), reason=f"{PROGRAM} is not built: cargo build --release -p aru-python --example paper_bits"
)
def test_python_and_rust_give_the_same_bits(Paper, tmp_path):
    saved = tmp_path / "paper.safetensors"
    printed = subprocess.run([PROGRAM, saved], check=True, capture_output=True, text=True).stdout
    inputs, targets = numbers((7, 3, 5), 11), numbers((2, 5, 3), 13)
    net = Paper(H=10, seed=7)
    history = net.fit(
        inputs[:40],
        targets[:40],
        validation=(inputs[40:], targets[40:]),
        learning_rate=3e-3,
        batch_size=16,
        epochs=20,
        clip_norm=0.1,
        restore_best=True,
    )
    assert [f"{bits:016x}" for bits in history["train_loss"].view(np.uint64)] == printed.split()
    net.save(tmp_path / "own.safetensors")
    own, theirs = (aru.numpy_only.read(path)[1] for path in (tmp_path / "own.safetensors", saved))
    assert list(own) == list(theirs)
    for name in own:
        assert own[name].tobytes() == theirs[name].tobytes(), name
    # What Rust has saved goes on in Python.
    loaded = aru.load(saved)
    assert np.array_equal(loaded.run(inputs), net.run(inputs))
    for one in (loaded, net):
        one.fit(inputs, targets, epochs=2, batch_size=16)
    assert np.array_equal(loaded.history["train_loss"], net.history["train_loss"])
