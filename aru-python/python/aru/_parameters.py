"""What a network is made of: parameters by name, sizes of its ends."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ._arrays import numbers, ready


class Parameters:
    """Parameters of a network by their names."""

    __slots__ = ()

    _core: Any

    # What it is.

    @property
    def name(self) -> str:
        """That of its declaration."""
        return self._core.name

    @property
    def dtype(self) -> np.dtype[Any]:
        """``float32`` or ``float64``."""
        return np.dtype(self._core.dtype)

    @property
    def dt(self) -> float | None:
        """Length of a step in seconds, where it is declared."""
        return self._core.dt

    @property
    def inputs(self) -> dict[str, int]:
        """Features of each input, in the order in which they stand side by side."""
        return dict(self._core.ends[0])

    @property
    def outputs(self) -> dict[str, int]:
        """Units of each output, in the order in which they stand side by side."""
        return dict(self._core.ends[1])

    # Parameters.

    def keys(self) -> list[str]:
        """The names of all parameters, in the order declared."""
        return [name for name, *_ in self._core.parameters]

    @property
    def learned(self) -> list[str]:
        """The names of those that are declared ``learn``."""
        return [name for name, _, is_learned, _ in self._core.parameters if is_learned]

    @property
    def parameters(self) -> dict[str, NDArray[Any]]:
        """Every parameter by its name."""
        return {name: self[name] for name in self.keys()}

    def __iter__(self) -> Iterator[str]:
        return iter(self.keys())

    def __contains__(self, name: object) -> bool:
        return name in self.keys() or (isinstance(name, str) and self._rate_of(name) is not None)

    def __getitem__(self, name: str) -> NDArray[Any]:
        """A copy of a parameter in its shape, which cannot be written to: ``net[name] = values`` sets it.

        A weight is [target, source], with a leading axis of delays where its link has several; a time constant,
        ``hidden.tau_s``, is in seconds.
        """
        rate = self._rate_of(name)
        values = self._core.get(name) if rate is None else self.dtype.type(self.dt) / self._core.get(rate)
        values.flags.writeable = False
        return values

    def __setitem__(self, name: str, values: ArrayLike) -> None:
        """Sets a parameter from an array of its shape, or all of its elements from one number; a time constant in seconds."""
        array = ready(numbers(values, f"`{name}`"), self._core.dtype)
        known = {own: tuple(shape) for own, shape, *_ in self._core.parameters}
        shape = known.get(self._rate_of(name) or name)
        if shape is not None and array.ndim == 0:
            array = np.full(shape, array)
        elif shape is not None and array.shape != shape:
            raise ValueError(f"`{name}` has shape {array.shape}, expected {shape}")
        self._core.set(name, array)

    def _rate_of(self, name: str) -> str | None:
        """The rate that is kept for a time constant."""
        if ".tau_" not in name:
            return None
        rate = name.replace(".tau_", ".alpha_")
        return next((own for own, _, _, has_time in self._core.parameters if has_time and own == rate), None)

    @property
    def _times(self) -> dict[str, float]:
        """The step in seconds, by each rate that stands for a time constant."""
        return {name: self.dt for name, _, _, has_time in self._core.parameters if has_time and self.dt}
