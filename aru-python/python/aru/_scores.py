"""How an estimator says how good a network is: by what it was trained for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import r2_score

from ._arrays import is_ragged
from ._data import Data
from ._settings import Losses, losses_of


def score_of(loss: Losses, outputs: Iterable[str]) -> str:
    """``"r2"``, ``"accuracy"``, or ``"loss"`` where neither says what was learned."""
    (of_all, _), own = losses_of(loss)
    by_output = {output: kind for output, kind, _ in own}
    kinds = {by_output.get(output, of_all) for output in outputs}
    return {"mse": "r2", "cross_entropy": "accuracy"}.get(kinds.pop(), "loss") if len(kinds) == 1 else "loss"


def r2(found: Any, expected: Any, is_of_trials: bool, sample_weight: Any) -> float:
    """The coefficient of determination of all steps that have a target, the mean over outputs."""
    if is_ragged(found):
        lengths = [len(trial) for trial in found]
        found, expected = np.concatenate(found), np.concatenate([np.asarray(trial) for trial in expected])
        sample_weight = None if sample_weight is None else np.repeat(sample_weight, lengths)
    found, expected = np.asarray(found), np.asarray(expected)
    if is_of_trials:
        steps = found.shape[1]
        found, expected = (array.reshape(len(array) * steps, -1) for array in (found, expected))
        sample_weight = None if sample_weight is None else np.repeat(sample_weight, steps)
    if np.isnan(expected.astype(float)).any():
        there = ~np.isnan(expected.reshape(len(expected), -1).astype(float)).any(axis=1)
        found, expected = found[there], expected[there]
        sample_weight = None if sample_weight is None else np.asarray(sample_weight)[there]
    return float(r2_score(expected, found, sample_weight=sample_weight))


def accuracy(outputs: NDArray[Any], data: Data, sizes: Iterable[int], sample_weight: Any = None) -> float:
    """The share of trials whose class is right, the mean over outputs of so many units each.

    A trial's class is that of the mean output over its steps that count, as of :attr:`Evaluation.accuracy`.
    """
    trials, steps, _ = data.targets.shape
    within = np.arange(steps) < np.asarray(data.lengths or [steps] * trials)[:, np.newaxis]
    shares, first = [], 0
    for size in sizes:
        units = slice(first, first + size)
        first += size
        targets = data.targets[..., units]
        counts = within & ~np.isnan(targets).any(axis=2)
        some = counts.any(axis=1)
        if not some.any():
            raise ValueError("y has no class in any trial: all of its steps are NaN")
        right = _classes(outputs[..., units], counts) == _classes(targets, counts)
        weights = None if sample_weight is None else np.asarray(sample_weight, float)[some]
        shares.append(np.average(right[some], weights=weights))
    return float(np.mean(shares))


def _classes(values: NDArray[Any], counts: NDArray[Any]) -> NDArray[Any]:
    """Of each trial the class whose sum over the steps that count is the largest, of equal ones the first."""
    return np.where(counts[..., np.newaxis], values, 0).sum(axis=1).argmax(axis=1)
