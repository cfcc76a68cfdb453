"""The least and the greatest value that each element of a parameter may have, out of the declaration."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Ends = tuple["NDArray[Any]", "NDArray[Any]"]


def allowed(parameter: dict[str, Any], dtype: np.dtype[Any]) -> Ends:
    """The ends for a parameter of a declaration as data, both of which may be set, in its shape."""
    form, given = _form(parameter)
    low: Any = -np.inf
    high: Any = np.inf
    if "Mask" in parameter["role"]:
        low, high = 0.0, 1.0
    elif form == "Signed":
        sources = np.arange(int(np.prod(parameter["shape"]))) % given["sources"]
        excites = (sources < given["excitatory"]).reshape(parameter["shape"])
        low, high = np.where(excites, 0.0, -np.inf), np.where(excites, np.inf, 0.0)
    elif form == "Interval":
        low, high = given["low"], given["high"]
    elif form == "Logistic":
        # The ends themselves belong to no number that is learned.
        low = np.nextafter(dtype.type(given["low"]), dtype.type(np.inf))
        high = np.nextafter(dtype.type(given["high"]), dtype.type(-np.inf))
    return _filled(parameter, dtype, low, high)


def allowed_times(parameter: dict[str, Any], dtype: np.dtype[Any], dt: float) -> Ends:
    """The same of a rate as time constants in seconds."""
    form, given = _form(parameter)
    if form not in ("Interval", "Logistic"):
        # A fixed one is what could be declared: a step at least.
        return _filled(parameter, dtype, 0.0 if parameter["learn"] else dt, np.inf)
    least, greatest = (dt / rate if rate > 0 else np.inf for rate in (given["high"], given["low"]))
    if form == "Interval":
        return _filled(parameter, dtype, least, greatest)
    return _filled(parameter, dtype, _inside(least, np.inf, dtype), _inside(greatest, 0.0, dtype))


def _inside(end: float, towards: float, dtype: np.dtype[Any]) -> Any:
    """An end that the dtype holds exactly is excluded; another stands for a time just inside."""
    held = dtype.type(end)
    return np.nextafter(held, dtype.type(towards)) if float(held) == end else held


def _form(parameter: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    bounds = parameter["bounds"]
    if isinstance(bounds, str):
        return bounds, {}
    ((form, given),) = bounds.items()
    return form, given


def _filled(parameter: dict[str, Any], dtype: np.dtype[Any], low: Any, high: Any) -> Ends:
    shape = tuple(parameter["shape"])
    return np.broadcast_to(np.asarray(low, dtype), shape), np.broadcast_to(np.asarray(high, dtype), shape)
