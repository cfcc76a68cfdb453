"""Networks whose code was built: the bits of those that are read; what may go wrong is in test_building.py.

What is built takes a clone of the repository, `ARU_SOURCE`, and cargo; `.ci/python` gives both.
"""

import copy
import os
import pickle
import shutil
import subprocess
import sys
from pathlib import Path

import aru
import numpy as np
import pytest

needs_source = pytest.mark.skipif(
    not os.environ.get("ARU_SOURCE") or shutil.which("cargo") is None,
    reason="ARU_SOURCE names no clone of the repository to build from, or there is no cargo",
)

#: All that changes what is built: masks, starts, noise, gates, delays, several inputs and outputs, units of one's own.
TEXT = """
/// A unit with a threshold.
unit Thresholded {
    constant alpha, threshold;
    level = (1 - alpha) * prev(level) + alpha * (drive + recur);
    rate = activation(level - threshold);
    emit rate;
}
activation hill(x) = x * x / (1 + x * x);
struct Areas<const H: usize> {
    dt: 1 ms;
    input x: 2;
    input cue: of::CUES;
    layer first: Aru<H> {
        tau_s: learn global(20 ms) in logistic(1 ms, 200 ms);
        alpha_r: gated(0.5, from cue) in logistic(0.05, 0.95);
        bias: learn by(LADDER);
        noise: normal(0.1);
    }
    layer second: Thresholded<4> { alpha: learn per_unit(0.4); threshold: 0.1; activation: hill; }
    output y: 1;
    output z: 2 { activation: sigmoid; }
    x -> first { mask: PAIRS; }
    cue -> first;
    first ~> first { mask: by(apart); delays: [1, 3]; }
    first ~> second { delay: learn(2.5) in 1..=5; }
    second ~> second;
    second -> y;
    second -> z;
}
"""

GIVEN = {
    "H": 5,
    "of::CUES": 1,
    "PAIRS": np.arange(10).reshape(5, 2) % 3 != 0,
    "apart": ~np.eye(5, dtype=bool),
    "LADDER": np.linspace(-0.2, 0.2, 5),
}


@pytest.fixture(scope="module")
def made():
    """A network of each dtype with built code, and the same ones that are read."""
    compiled, read = aru.compiled(TEXT), aru.net(TEXT)
    return {dtype: [one(dtype=dtype, seed=3, **GIVEN) for one in (compiled, read)] for dtype in ("float32", "float64")}


@pytest.fixture
def data():
    random = np.random.default_rng(5)
    return random.normal(size=(21, 12, 3)), random.uniform(size=(21, 12, 3))


def same(found, expected, what=""):
    assert np.asarray(found).tobytes() == np.asarray(expected).tobytes(), what


@needs_source
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_the_bits_are_those_of_what_is_read(made, data, dtype):
    compiled, read = (net.copy() for net in made[dtype])
    assert compiled.is_compiled and not read.is_compiled
    x, y = data
    same(compiled.run(x), read.run(x))
    same(compiled.run(x[:1]), read.run(x[:1]))
    found, expected = compiled.trace(x, noise=4), read.trace(x, noise=4)
    assert list(found) == list(expected) and len(found) > 5
    for name in expected:
        same(found[name], expected[name], name)
    found, expected = (net.evaluate(x, y, noise=4) for net in (compiled, read))
    same(found.loss, expected.loss)
    same(found.input_gradients, expected.input_gradients)
    for name, gradient in expected.gradients.items():
        same(found.gradients[name], gradient, name)
    one, other = compiled.stream(), read.stream()
    for step in x[0].astype(dtype):
        same(one.step(step), other.step(step))
    histories = [net.fit(x, y, epochs=20, batch_size=21, learning_rate=0.01) for net in (compiled, read)]
    same(histories[0]["train_loss"], histories[1]["train_loss"])
    for name in read.keys():
        same(compiled[name], read[name], name)
    assert compiled.is_compiled
    assert compiled.check_gradients(x[:2, :5], y[:2, :5])


@needs_source
def test_ensembles_and_copies_are_compiled(made, data):
    x, y = data
    fits = []
    for declare in (aru.compiled, aru.net):
        nets = declare(TEXT).seeds(range(3), **GIVEN)
        nets.fit(x, y, epochs=2, lockstep=True)
        fits.append(nets)
    assert all(net.is_compiled for net in fits[0])
    for name in fits[0][0].keys():
        same(fits[0][name], fits[1][name], name)
    assert copy.deepcopy(made["float32"][0]).is_compiled


@needs_source
def test_other_masks_starts_and_seeds_are_not_built_anew(made, no_cargo):
    other = {**GIVEN, "PAIRS": ~GIVEN["PAIRS"], "LADDER": np.zeros(5)}
    assert aru.compiled(TEXT)(seed=8, **other).is_compiled
    with pytest.raises(aru.BuildError, match="there is no cargo|was called"):
        aru.compiled(TEXT)(
            **{**GIVEN, "H": 6, "PAIRS": np.ones((6, 2), bool), "apart": ~np.eye(6, dtype=bool), "LADDER": np.ones(6)}
        )


@needs_source
def test_what_was_kept_is_used_by_another_process(made, no_cargo, tmp_path, data):
    x, _ = data
    net = made["float32"][0]
    (tmp_path / "net.pickle").write_bytes(pickle.dumps(net))
    np.save(tmp_path / "x.npy", x)
    script = (
        "import pickle, sys, numpy as np\n"
        "net = pickle.loads(open('net.pickle', 'rb').read())\n"
        "np.save('y.npy', net.run(np.load('x.npy')))\n"
        "print(net.is_compiled)\n"
    )
    kept = {}
    for cache in (None, str(tmp_path / "nothing kept")):
        environment = {**os.environ, **({"ARU_CACHE": cache} if cache else {})}
        done = subprocess.run(
            [sys.executable, "-c", script], cwd=tmp_path, env=environment, check=True, capture_output=True, text=True
        )
        kept[cache] = done.stdout.strip()
        same(np.load(tmp_path / "y.npy"), net.run(x))
    # Where nothing is kept nothing is built: it is read.
    assert list(kept.values()) == ["True", "False"]
    declared = pickle.loads(pickle.dumps(aru.compiled(TEXT)))
    assert declared == aru.compiled(TEXT) != aru.net(TEXT)
    assert declared(**GIVEN).is_compiled


@needs_source
def test_the_set_of_the_process_stays(made, no_cargo):
    """A module asks for none of its own: the variable may be another one by then."""
    script = (
        "import os, aru, test_compiled\n"
        "os.environ['ARU_ISA'] = 'no set at all'\n"
        "assert aru.compiled(test_compiled.TEXT)(**test_compiled.GIVEN).is_compiled\n"
    )
    here = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    done = subprocess.run([sys.executable, "-c", script], env=here, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


@needs_source
def test_saved_files_are_those_of_any_network(made, tmp_path, data):
    compiled, read = made["float64"]
    for name, net in (("compiled", compiled), ("read", read)):
        net.save(tmp_path / name)
    assert (tmp_path / "compiled").read_bytes() == (tmp_path / "read").read_bytes()
    loaded = aru.load(tmp_path / "compiled")
    assert not loaded.is_compiled
    same(loaded.run(data[0]), compiled.run(data[0]))


@needs_source
def test_a_damaged_library_is_built_again(made, tmp_path, monkeypatch, capfd):
    """In a folder of its own, with what was built linked into it: cargo has nothing to do."""
    from aru import _kept

    kept = _kept.folder()
    monkeypatch.setenv("ARU_CACHE", str(tmp_path))
    for name in ("target", "crates"):
        os.symlink(kept / name, tmp_path / name)
    script = "import aru, test_compiled\nassert aru.compiled(test_compiled.TEXT)(**test_compiled.GIVEN).is_compiled\n"
    here = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}

    def run():
        return subprocess.run([sys.executable, "-c", script], env=here, check=True, capture_output=True, text=True).stderr

    assert "building the code of Areas" in run()
    (library,) = tmp_path.glob("*-*")
    content = library.read_bytes()
    assert run() == "", "it is kept"
    for damaged in (content[: len(content) // 2], content[:5000] + bytes(100) + content[5100:], b""):
        library.write_bytes(damaged)
        assert "building the code of Areas" in run()
        assert library.read_bytes() == content
