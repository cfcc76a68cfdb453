"""What a fit leaves behind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ._errors import UnknownNameError
from ._named import Named


class History(Mapping[str, "NDArray[Any]"]):
    """The epochs of a fit: a mapping from names to arrays with a number an epoch.

    ``epoch`` (from 1), ``updates`` (so far), ``train_loss``, ``validation_loss`` and ``penalty`` (where there are some),
    ``learning_rate`` (as scheduled), ``gradient_norm`` (mean before clipping), ``seconds``; and each constant by its name:
    ``hidden.alpha_s``, where it has a value a unit its mean, with the standard deviation as ``hidden.alpha_s.sd``. Where the
    declaration has a ``dt``, ``hidden.tau_s`` of a constant of one value is there too, in seconds.

    What else there is, each unit's own constant, learned delays or weights, ``on_epoch`` records of the network it is shown:
    ``fit(.., on_epoch=lambda epoch, net: delays.append(net["x_to_hidden.delay"]))`` (``append`` answers None: the fit goes on).

    Attributes
    ----------
    stopped : str or None
        Why the fit came to its end: ``"finished"``, ``"early"`` (no improvement), ``"observer"`` (``on_epoch``),
        ``"interrupted"`` (Ctrl-C), ``"stalled"`` (steps below the precision of the dtype); None where it ended in an error.
    error : Exception or None
        That error, of a network of an ensemble; of a single network it is raised.
    """

    __slots__ = ("_columns", "error", "stopped")

    error: BaseException | None

    def __init__(
        self, columns: Mapping[str, NDArray[Any]], stopped: str | None, times: Mapping[str, float] | None = None
    ) -> None:
        self._columns = _with_times(columns, times or {})
        self.stopped, self.error = stopped, None

    def __getitem__(self, name: str) -> NDArray[Any]:
        if name not in self._columns:
            if not isinstance(name, str):
                raise UnknownNameError(f"no column named {name!r}: columns have names, expected one of {', '.join(self)}")
            rate = name.replace(".tau_", ".alpha_")
            hint = ", expected one of " + ", ".join(f"`{one}`" for one in self)
            if name.endswith((".delay", ".delay_time", ".weight", ".bias")):
                hint = "; of parameters it has constants alone, and `on_epoch` is shown the network itself"
            elif rate != name and f"{rate}.sd" in self._columns:
                hint = f"; units have one each: `{rate}` is the mean rate, and `on_epoch` is shown the network itself"
            raise UnknownNameError(f"no column named `{name}`{hint}")
        return self._columns[name]

    def __getattr__(self, name: str) -> Any:
        """What somebody may take for a column: the way to it."""
        if not name.startswith("_") and name in self._columns:
            raise AttributeError(f"a history has no attribute `{name}`; it is a column, history[{name!r}]")
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")

    def __eq__(self, other: object) -> bool:
        """Whether all columns have the same names and numbers, and the fits came to the same end."""
        if not isinstance(other, History):
            return NotImplemented
        is_same = self.stopped == other.stopped and self._columns.keys() == other._columns.keys()
        return is_same and all(np.array_equal(self[name], other[name], equal_nan=True) for name in self)

    __hash__ = None  # type: ignore[assignment]

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)

    @property
    def epochs(self) -> int:
        """How many came to their end."""
        return len(self._columns["epoch"])

    @property
    def best(self) -> int | None:
        """The epoch (from 1) of the lowest validation loss, the first of several; None without validation."""
        losses = self._columns.get("validation_loss")
        if losses is None or not len(losses):
            return None
        return int(self._columns["epoch"][int(np.argmin(losses))])

    def last(self) -> dict[str, Any] | None:
        """The last epoch as a row, where there is one."""
        return {name: values[-1] for name, values in self.items()} if self.epochs else None

    def pandas(self) -> Any:
        """The same as a ``pandas.DataFrame``, a row an epoch."""
        import pandas

        return pandas.DataFrame(self._columns).set_index("epoch")

    def __repr__(self) -> str:
        error = "" if self.error is None else f", error={type(self.error).__name__}({str(self.error)!r})"
        if not self.epochs:
            return f"History(no epoch, stopped={self.stopped!r}{error})"
        losses = [
            f"{name}={self._columns[name][-1]:.4g}" for name in ("train_loss", "validation_loss") if name in self._columns
        ]
        return f"History({self.epochs} epochs, {', '.join(losses)}, stopped={self.stopped!r}{error})"

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (self._columns, self.stopped, self.error)


def row(epoch: Mapping[str, Any], times: Mapping[str, float]) -> Named:
    """An epoch that is over, as a row of the history will have it."""
    there = {name: value for name, value in epoch.items() if value is not None}
    return Named("entry of an epoch", _with_times(there, times))


def _with_times(values: Mapping[str, Any], times: Mapping[str, float]) -> dict[str, Any]:
    """The same with the time constant of each rate that has one value, whose step in seconds is given."""
    rates = {name: dt for name, dt in times.items() if name in values and f"{name}.sd" not in values}
    return {**values, **{name.replace(".alpha_", ".tau_"): dt / values[name] for name, dt in rates.items()}}


def _again(columns: dict[str, NDArray[Any]], stopped: str | None, error: BaseException | None = None) -> History:
    history = History(columns, stopped)
    history.error = error
    return history
