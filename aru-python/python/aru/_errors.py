"""Exceptions of the package's own; data and settings that cannot work are ``ValueError``, files ``OSError``."""

from __future__ import annotations

import sys
import warnings
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ._history import History


class UnknownNameError(KeyError):
    """A name that the network does not have; the message has the nearest ones."""

    def __str__(self) -> str:
        # A KeyError prints the repr of its argument.
        return str(self.args[0]) if self.args else ""


class TrainingError(RuntimeError):
    """A fit that cannot go on: a loss, a gradient or a parameter has left the finite numbers.

    The network holds the last state that was good.

    Attributes
    ----------
    history : History
        The epochs that came to their end.
    """

    history: History | None = None


class BuildError(RuntimeError):
    """What :func:`aru.compiled` needs could not be built; the message says why, and what cargo said."""


def _warn(text: str) -> None:
    """Warns of what the library has said, at the line that has called the package."""
    level, frame = 1, sys._getframe()
    while frame.f_back and frame.f_globals.get("__name__", "").partition(".")[0] == "aru":
        level, frame = level + 1, frame.f_back
    warnings.warn(text, UserWarning, stacklevel=level)
