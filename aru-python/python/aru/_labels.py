"""Labels of trials: a class each, as whole numbers from 0."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ._arrays import numbers
from .numpy_only._tensors import plain


def labels_of(given: Any, classes: int) -> NDArray[Any]:
    """The class of each trial, from whole numbers, truth values, or floats that are whole."""
    labels = plain(given)
    if np.asarray(labels).dtype.kind in "US":
        raise ValueError(
            "labels are names; expected a number for each trial, np.unique(labels, return_inverse=True)[1], which numbers the names "
            "in their order"
        )
    array = numbers(labels, "labels")
    if array.ndim != 1:
        way = "; of one-hots [trial, class] it is labels.argmax(axis=1)" if array.ndim == 2 and array.shape[1] > 1 else ""
        raise ValueError(f"labels have shape {array.shape} and dtype {array.dtype}, expected whole numbers [trial]{way}")
    missing = np.flatnonzero(np.isnan(array))
    if missing.size:
        raise ValueError(f"label of trial {missing[0]} is missing, NaN; leave such trials out, with their inputs")
    broken = np.flatnonzero(array != np.rint(array))
    if broken.size:
        place = broken[0]
        raise ValueError(
            f"label of trial {place} is {array[place]:g}, which is no whole number; where what is behind the point may go, "
            "labels.astype(int)"
        )
    wrong = np.flatnonzero((array < 0) | (array >= classes))
    if wrong.size:
        place = wrong[0]
        raise ValueError(
            f"label of trial {place} is {array[place]:g}; expected 0 to {classes - 1}, one of {classes} classes"
        )
    return array.astype(np.int64)
