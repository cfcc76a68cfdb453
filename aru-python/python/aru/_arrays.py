"""Arrays as the extension takes them: of the network's dtype, with three axes, copied only where that is needed."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ._checks import shown
from .numpy_only._tensors import plain

#: The most that a whole number may be: what 64 bits hold.
MOST = 2**64 - 1


def whole(name: str, number: Any, least: int) -> int:
    """A whole number, which a truth value is not."""
    try:
        value = int(number)
        is_whole = value == number and not isinstance(number, (bool, np.bool_, str))
    except (TypeError, ValueError, OverflowError):
        is_whole = False
    if not is_whole or value < least:
        raise ValueError(f"{name} is {shown(number)}; expected a whole number, {least} or more")
    if value > MOST:
        raise ValueError(f"{name} is {shown(number)}; expected a whole number, at most 2**64 - 1")
    return value


def dtype_of(dtype: Any) -> str:
    """``float32`` or ``float64``, from anything that NumPy takes for one of them."""
    name = np.dtype(dtype).name
    if name not in ("float32", "float64"):
        raise ValueError(f"dtype is {name}; a network has float32 or float64")
    return name


def numbers(values: Any, what: str) -> NDArray[Any]:
    """An array of real numbers; what is masked or missing is NaN."""
    if hasattr(values, "inputs") and hasattr(values, "targets"):  # NumPy would take it for a list of its trials
        raise ValueError(f"{what} is an aru.Data, expected an array, or a list of arrays; give data.inputs")
    if hasattr(values, "get_group"):
        raise ValueError(
            f"{what} is a {type(values).__name__}, expected a list with an array for each trial: "
            "[group[columns].to_numpy() for _, group in frame.groupby(..)]"
        )
    values = plain(values)
    if isinstance(values, (list, tuple)) and values and all(getattr(one, "ndim", None) == 3 for one in values):
        raise ValueError(
            f"{what} are {len(values)} arrays [trial, step, feature], expected one, in which several inputs, or outputs, of a network "
            "stand side by side in the order declared: np.concatenate([a, b], axis=-1)"
        )
    if isinstance(values, np.ma.MaskedArray):
        kind = np.result_type(values.dtype, np.float32)
        values = np.where(np.ma.getmaskarray(values), kind.type(np.nan), values.data.astype(kind))
    try:
        array = np.asarray(values)
    except ValueError:
        is_of_one = isinstance(values, (list, tuple)) and all(axes(one) == 1 for one in values)
        way = "; of one feature, [trial[:, np.newaxis] for trial in trials]" if is_of_one else ""
        raise ValueError(
            f"{what} are lists of different length, which make no array; trials of different length are a list of arrays "
            f"[step, feature]{way}"
        ) from None
    if array.dtype.kind == "O":
        array = _of_objects(values, array, what)
    if array.dtype.kind not in "fiub":
        raise ValueError(f"{what} has dtype {array.dtype}, expected real numbers")
    return array


def _of_objects(values: Any, array: NDArray[Any], what: str) -> NDArray[Any]:
    """Numbers that were kept as objects, as those of pandas are that may be missing."""
    if array.ndim == 0:
        is_named = isinstance(values, dict)
        way = "; of several, np.concatenate([values[name] for name in net.inputs], axis=-1)" if is_named else ""
        raise ValueError(f"{what} is a {type(values).__name__}, expected an array, or a list of arrays{way}")
    try:
        if any(map(_is_no_number, array.flat)):
            raise TypeError
        if hasattr(values, "to_numpy"):
            return values.to_numpy(dtype=np.float64, na_value=np.nan)
        return array.astype(np.float64)
    except (TypeError, ValueError):
        columns = [str(name) for name, dtype in getattr(values, "dtypes", {}).items() if dtype.kind not in "fiub"]
        whose = f" in {', '.join(f'`{name}`' for name in columns)}" if columns else ""
        raise ValueError(
            f"{what} holds what is no number{whose}; expected an array of real numbers, or a list of one for each trial"
        ) from None


def _is_no_number(one: Any) -> bool:
    """Of what NumPy or pandas would make a number all the same: of text, and of dates, whose nanoseconds they would count."""
    return isinstance(one, (str, bytes)) or hasattr(one, "year") or hasattr(one, "total_seconds")


def ready(array: NDArray[Any], dtype: str, lengths: list[int] | None = None) -> NDArray[Any]:
    """The array itself where the extension can read it in place, else a copy. Any strides will do.

    What the dtype cannot hold is refused, but beyond the lengths of trials, where anything may stand.
    """
    try:
        with np.errstate(over="raise"):
            array = array.astype(dtype, copy=False)
    except FloatingPointError:
        counts = np.isfinite(array)
        if lengths is not None:
            within = np.arange(array.shape[1]) < np.asarray(lengths)[:, np.newaxis]
            counts &= within.reshape(*within.shape, *[1] * (array.ndim - 2))
        largest = np.abs(array, where=counts, out=np.zeros_like(array)).max()
        with np.errstate(over="ignore"):
            held = array.astype(dtype)
            is_held = np.isfinite(np.asarray(largest).astype(dtype))
        if not is_held:
            raise ValueError(
                f"a number that was given, of size {largest:.3g}, is more than {dtype} holds; scale the data, or make the network "
                'with dtype="float64"'
            ) from None
        array = held
    in_place = array.flags.aligned and all(stride % array.itemsize == 0 for stride in array.strides)
    return array if in_place else array.copy()


def axes(values: Any) -> int:
    """How many an array, or nested lists, have; of lists that make no array one."""
    if isinstance(ndim := getattr(values, "ndim", None), int):
        return ndim
    try:
        return np.asarray(plain(values)).ndim
    except ValueError:
        return 1


def is_ragged(values: Any) -> bool:
    """Whether it is a list of trials, each an array [step, feature] of its own: not an array that is written as lists."""
    if isinstance(values, np.ndarray) and values.dtype.kind == "O" and values.ndim == 1:
        values = list(values)
    if not isinstance(values, (list, tuple)) or not values or not all(axes(trial) == 2 for trial in values):
        return False
    return (
        any(isinstance(trial, np.ndarray) or hasattr(trial, "detach") for trial in values)
        or len({len(trial) for trial in values}) > 1
    )


def filled(trials: Any, what: str) -> tuple[NDArray[Any], list[int]]:
    """Trials [step, feature] of any length as one array, zero beyond their ends, and their lengths."""
    arrays = [numbers(trial, f"{what} of trial {place}") for place, trial in enumerate(trials)]
    for place, array in enumerate(arrays):
        if array.ndim != 2:
            is_label = what == "targets" and array.ndim == 0
            hint = ", a target for each step; a class for each trial goes through aru.Data.labelled" if is_label else ""
            expected = {"targets": "[step, output]"}.get(what, "[step, feature]")
            raise ValueError(f"{what} of trial {place} has shape {array.shape}, expected {expected}{hint}")
    width = arrays[0].shape[1]
    for place, array in enumerate(arrays):
        if array.shape[1] != width:
            raise ValueError(
                f"{what} of trial {place} has shape {array.shape}, expected [step, {width}], as many features as in trial 0"
            )
        if array.shape[0] == 0:
            raise ValueError(f"{what} of trial {place} has no step; leave an empty trial out")
    lengths = [len(array) for array in arrays]
    together = np.zeros((len(arrays), max(lengths), width), np.result_type(*arrays))
    for place, array in enumerate(arrays):
        together[place, : len(array)] = array
    return together, lengths


def array3(values: Any, what: str) -> NDArray[Any]:
    """An array [trial, step, feature]; one of two axes is a single trial."""
    array = numbers(values, what)
    if array.ndim in (2, 3) and 0 in array.shape:
        raise ValueError(f"{what} has shape {array.shape}; expected at least one trial, one step and one feature")
    if array.ndim == 2:
        return array[np.newaxis]
    if array.ndim != 3:
        hint = "; where there is one feature, write array[:, np.newaxis]" if array.ndim == 1 else ""
        raise ValueError(
            f"{what} has shape {array.shape}, expected [trial, step, feature], or [step, feature] of a single trial{hint}"
        )
    return array
