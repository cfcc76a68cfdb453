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
