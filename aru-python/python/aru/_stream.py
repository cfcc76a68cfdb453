"""A network one step at a time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NoReturn

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ._arrays import numbers, ready


class State(dict[str, NDArray[Any]]):
    """All that a stream knew of the past when it was asked: arrays by name, which cannot be written to.

    ``stream.state = values`` sets the parts that a dict has. Copied or pickled it is plain data, a dict.
    """

    __slots__ = ()

    def __init__(self, parts: Mapping[str, NDArray[Any]]) -> None:
        super().__init__(parts)
        for array in self.values():
            array.flags.writeable = False

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise TypeError(
            "a state that was read is a copy, and what is written to it would not reach the stream: set the parts that change, "
            "`stream.state = {name: values}`; the others stay as they are"
        )

    __setitem__ = __delitem__ = __ior__ = _refuse
    update = setdefault = pop = popitem = clear = _refuse

    def __reduce__(self) -> tuple[Any, ...]:
        return dict, (dict(self),)


class Stream:
    """A running network: it keeps its states from step to step.

    It owns a copy of the parameters: what is done with the network later does not change it.

    Examples
    --------
    >>> stream = net.stream()                      # doctest: +SKIP
    >>> for sample in samples:                     # doctest: +SKIP
    ...     rate = stream.step(sample)
    """

    __slots__ = ("_core", "_dtype")

    def __init__(self, core: Any, dtype: str) -> None:
        self._core, self._dtype = core, dtype

    def step(self, inputs: ArrayLike) -> NDArray[Any]:
        """Goes one step on.

        Parameters
        ----------
        inputs : array [feature]
            One number a feature of all inputs side by side; of a single feature, the number.

        Returns
        -------
        array [unit]
            Of all outputs side by side.
        """
        array = np.atleast_1d(numbers(inputs, "the input of a step"))
        if array.ndim != 1:
            raise ValueError(f"the input of a step has shape {array.shape}, expected [feature]")
        return self._core.step(ready(array, self._dtype))

    __call__ = step

    def restart(self) -> None:
        """Back to before step 0."""
        self._core.restart()

    @property
    def state(self) -> State:
        """All that it knows of the past, by name: ``hidden.rate`` [unit], and what delayed links still read, ``line/hidden``.

        Setting it goes on from there; a dict with some of the parts will do, and the others stay as they are. What is read is a
        copy that cannot be written to.

        Examples
        --------
        >>> stream.state = {"hidden.rate": stream.state["hidden.rate"] + 1}     # doctest: +SKIP
        >>> before = stream.state                                               # doctest: +SKIP
        >>> stream.state = before                                               # doctest: +SKIP
        """
        return State(self._core.state())

    @state.setter
    def state(self, parts: Mapping[str, ArrayLike]) -> None:
        self._core.set_state(
            {str(name): np.atleast_1d(ready(numbers(part, name), self._dtype)) for name, part in parts.items()}
        )

    def copy(self) -> Stream:
        """Another one in the same state."""
        return Stream(self._core.copy(), self._dtype)

    __copy__ = copy

    def __deepcopy__(self, memo: Any) -> Stream:
        return self.copy()
