"""Firing-rate recurrent networks whose time constants are learned.

A network is declared as text, gets its sizes, and is trained on arrays [trial, step, feature]:

>>> import aru, numpy as np
>>> Paper = aru.net('''
... struct Paper<const H: usize> {
...     input x: 2;
...     layer hidden: Aru<H> {
...         alpha_s: learn global(0.5) in logistic(0, 1);
...         alpha_r: learn global(0.5) in logistic(0, 1);
...         initial: learn;
...     }
...     output y: 2 { activation: sigmoid; }
...     x -> hidden;
...     hidden ~> hidden;
...     hidden -> y;
... }''')
>>> net = Paper(H=10, seed=7)
>>> x = np.sin(np.arange(4 * 20 * 2).reshape(4, 20, 2))
>>> history = net.fit(x, 0.5 + 0.3 * x, epochs=3)
>>> net["hidden.alpha_s"].shape
(1,)

``help(aru.Network)`` has what a network does, ``help(aru.Network.fit)`` all settings. ``aru.Estimator`` is an estimator of
scikit-learn, which is loaded when it is asked for; ``aru.numpy_only`` reads and runs saved networks by NumPy alone.
"""

from __future__ import annotations

import atexit
import os
from typing import Any

from ._data import Data
from ._errors import BuildError, TrainingError, UnknownNameError
from ._history import History
from ._load import load
from ._settings import Adam, Anneal, Cosine, Sgd, Step

try:
    from . import _aru
except ImportError as error:  # NumPy alone still loads and runs what was saved.
    _missing: ImportError | None = error
    __version__ = "unknown"
else:
    from ._analysis import FixedPoint, FixedPoints
    from ._compiled import compiled
    from ._declaration import Declaration, net, nets
    from ._ensemble import Ensemble
    from ._evaluation import Evaluation, GradientReport, ParameterReport
    from ._network import Network
    from ._stream import Stream

    # Fits of threads that are still running end before Python does, and forked processes have none of them.
    atexit.register(_aru.close)
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=_aru.forked)
    _missing = None
    __version__ = _aru.__version__

__all__ = [
    "Adam",
    "Anneal",
    "BuildError",
    "Cosine",
    "Data",
    "Declaration",
    "Ensemble",
    "Estimator",
    "Evaluation",
    "FixedPoint",
    "FixedPoints",
    "GradientReport",
    "History",
    "Network",
    "ParameterReport",
    "Sgd",
    "Step",
    "Stream",
    "TrainingError",
    "UnknownNameError",
    "compiled",
    "load",
    "net",
    "nets",
]


def __getattr__(name: str) -> Any:
    if name == "Estimator":
        # scikit-learn is loaded by those who use it.
        from ._estimator import Estimator

        return Estimator
    if _missing is not None and name in __all__:
        raise ImportError(
            f"aru.{name} needs the compiled part of the package, which cannot be loaded: {_missing}"
        ) from _missing
    raise AttributeError(f"module 'aru' has no attribute {name!r}")
