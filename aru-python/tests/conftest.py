import os
import sys
from pathlib import Path

import aru
import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent))

from declarations import PAPER, TIMED  # noqa: E402


@pytest.fixture(scope="session")
def Paper():
    return aru.net(PAPER)


@pytest.fixture(scope="session")
def Timed():
    return aru.net(TIMED)


@pytest.fixture
def data():
    """Inputs [trial, step, 2], and what a network with other constants makes of them."""
    random = np.random.default_rng(3)
    inputs = random.normal(size=(24, 20, 2))
    teacher = aru.net(PAPER)(H=6, seed=1, dtype="float64")
    teacher["hidden.alpha_s"] = 0.2
    return inputs, teacher.run(inputs)


@pytest.fixture
def no_cargo(tmp_path, monkeypatch):
    """The only cargo that there is fails."""
    folder = tmp_path / "bin"
    folder.mkdir()
    fake = folder / "cargo"
    fake.write_text("#!/bin/sh\necho 'cargo was called' >&2\nexit 1\n")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=os.pathsep)
    return fake
