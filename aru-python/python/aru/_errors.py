"""Exceptions of the package's own; data and settings that cannot work are ``ValueError``, files ``OSError``."""

from __future__ import annotations

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
