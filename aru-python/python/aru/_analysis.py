"""Where a network rests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ._arrays import numbers, whole
from ._checks import number


@dataclass(frozen=True, eq=False)
class FixedPoint:
    """A state that stays as it is while the input does, or nearly so.

    Attributes
    ----------
    state : dict of arrays [unit]
        All that the network knows of the past, by name, ``hidden.rate``: what ``stream.state`` takes.
    outside : int
        Directions in which a small distance grows: 0 of a stable point, 1 of the edge between two basins.
    residual : float
        By how much the state does not stay: max |F(z) - z|.
    starts : int
        How many starts led here.
    eigenvalues : array [n] of complex
        Of the Jacobian of one step, the largest first.
    time_constants : array [n]
        What each means in time, -dt / ln |eigenvalue|: in it a distance falls to 1 / e. Infinite for 1, below zero where a
        distance grows. In seconds; where the declaration has no ``dt``, in steps.
    frequencies : array [n]
        How often a distance turns meanwhile: in Hz, or in turns a step.
    jacobian : array [n, n]
        How a small change of each number of the state (column) changes each number of the state after (row).
    names : list of str
        What rows and columns are, ``hidden.rate[3]``.
    """

    state: dict[str, NDArray[Any]]
    outside: int
    residual: float
    starts: int
    eigenvalues: NDArray[Any]
    time_constants: NDArray[Any]
    frequencies: NDArray[Any]
    jacobian: NDArray[Any]
    names: list[str]
    _text: str

    @property
    def is_stable(self) -> bool:
        """Whether every small distance falls, or stays as it is."""
        return self.outside == 0

    def __repr__(self) -> str:
        return self._text


class FixedPoints(Sequence[FixedPoint]):
    """What a search found: fixed points, those with the fewest unstable directions first; a table where it is printed.

    Attributes
    ----------
    slow : list of FixedPoint
        Where the search ended with a residual that is small, but no rounding: there the network hardly moves.
    lost : int
        How many starts led to neither.
    growing : int
        From how many of these the state is still growing after 2,000 steps at this input: it may have no bound, and then there
        may be no fixed point to be found.
    """

    __slots__ = ("_points", "_text", "growing", "lost", "slow")

    def __init__(self, points: list[FixedPoint], slow: list[FixedPoint], lost: int, growing: int, text: str) -> None:
        self._points, self.slow, self._text = points, slow, text
        self.lost, self.growing = lost, growing

    def __len__(self) -> int:
        return len(self._points)

    def __iter__(self) -> Iterator[FixedPoint]:
        return iter(self._points)

    def __getitem__(self, which: Any) -> Any:
        return self._points[which]

    def __repr__(self) -> str:
        return self._text.rstrip()


class Analysis:
    """What is asked of a network as a dynamical system."""

    __slots__ = ()

    _core: Any
    _without_targets: Any

    def fixed_points(
        self,
        inputs: Any,
        *,
        at: ArrayLike | None = None,
        lengths: Sequence[int] | None = None,
        starts: int = 100,
        seed: int = 0,
        jitter: float = 0.1,
        threads: int = 1,
    ) -> FixedPoints:
        """Looks for states that stay as they are while the input does, without noise and in float64.

        From many starts, each a state that the network passes on some trials, moved a little. Points from which the network goes
        away are found as well. It proves nothing of what it did not find: more starts, other trials and a larger jitter find more.

        Parameters
        ----------
        inputs : array [trial, step, feature], [step, feature], a list of arrays [step, feature], or Data
            Trials on which the network passes the starts: those that it was trained for.
        at : array [feature], optional
            The input that stays, one number a feature of all inputs side by side; of one feature, the number. Zero unless given.
        lengths : sequence of int, optional
            The number of steps of each trial.
        starts : int
            How many.
        seed : int
            Of the starts: the same seed finds the same points.
        jitter : float
            The standard deviation of the normal numbers by which each number of a start is moved.
        threads : int
            They change no result.

        Returns
        -------
        FixedPoints

        Raises
        ------
        ValueError
            Trials or an input that do not fit the network; a network that has no state.

        Examples
        --------
        >>> points = net.fixed_points(x, at=[0.0, 0.0], starts=200)             # doctest: +SKIP
        >>> print(points)                                                       # doctest: +SKIP
        >>> points[0].state["hidden.rate"], 1e3 * points[0].time_constants[0]   # doctest: +SKIP
        """
        stays = None if at is None else np.atleast_1d(numbers(at, "at")).astype(np.float64)
        if stays is not None and stays.ndim != 1:
            raise ValueError(f"at has shape {stays.shape}, expected [feature], the input of one step")
        search = {
            "input": None if stays is None else stays.tolist(),
            "starts": whole("starts", starts, 1),
            "seed": whole("seed", seed, 0),
            "jitter": number("jitter", jitter),
            "threads": whole("threads", threads, 1),
        }
        data = self._without_targets(inputs, lengths)
        fixed, slow, lost, growing, text = self._core.fixed_points(data.arrays(self._core), search)
        return FixedPoints([FixedPoint(**one) for one in fixed], [FixedPoint(**one) for one in slow], lost, growing, text)
