"""The least and the greatest value that each element of a parameter may have, out of the declaration."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Ends = tuple["NDArray[Any]", "NDArray[Any]"]


def parameters_of(declared: dict[str, Any]) -> list[dict[str, Any]]:
    """The parameters of a declaration as data, each rate that has an end besides its bounds with it: ``up_to``.

    A fixed rate is what could be declared, above 0 and at 2 or below; one by which noise is scaled, below 2.
    """
    for parameter in declared["parameters"]:
        if "Constant" not in parameter["role"]:
            continue
        layer = declared["layers"][parameter["role"]["Constant"]["layer"]]
        rates = [constant["name"] for constant in layer["constants"] if constant.get("is_rate")]
        name = parameter["name"].rpartition(".")[2]
        if layer.get("noise") is not None and name == "alpha_s":
            parameter["up_to"] = "below 2"
        elif name in rates and not parameter["learn"] and parameter["bounds"] == "Free":
            parameter["up_to"] = "2"
    return declared["parameters"]


def allowed(parameter: dict[str, Any], dtype: np.dtype[Any]) -> Ends:
    """The ends for a parameter of :func:`parameters_of`, both of which may be set, in its shape."""
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
    if "up_to" in parameter:
        two = dtype.type(2)
        low = max(low, np.nextafter(dtype.type(0), two))
        high = min(high, two if parameter["up_to"] == "2" else np.nextafter(two, dtype.type(0)))
    return _filled(parameter, dtype, low, high)


def allowed_times(parameter: dict[str, Any], dtype: np.dtype[Any], dt: float) -> Ends:
    """The same of a rate as time constants in seconds."""
    form, given = _form(parameter)
    # The rate of a time is a number of the dtype; that of one that scales noise is below 2, also as it is rounded.
    least = max(float(np.finfo(dtype).tiny), 4 * dt / float(np.finfo(dtype).max))
    if parameter.get("up_to") == "below 2":
        least = dt / (2 - 8 * float(np.finfo(dtype).eps))
    if form not in ("Interval", "Logistic"):
        # A fixed one is what could be declared: a step at least.
        return _filled(parameter, dtype, least if parameter["learn"] else max(least, dt), np.inf)
    shortest, longest = (dt / rate if rate > 0 else np.inf for rate in (given["high"], given["low"]))
    if form == "Logistic":
        shortest, longest = _inside(shortest, np.inf, dtype), _inside(longest, 0.0, dtype)
    else:
        # What is read at an end may be a rounding beyond it, and may be set.
        read = [dtype.type(dt) / dtype.type(rate) if rate > 0 else np.inf for rate in (given["high"], given["low"])]
        shortest, longest = min(dtype.type(shortest), read[0]), max(dtype.type(longest), read[1])
    return _filled(parameter, dtype, max(shortest, least), longest)


def _inside(end: float, towards: float, dtype: np.dtype[Any]) -> Any:
    """The number next to an end, which is excluded."""
    return np.nextafter(dtype.type(end), dtype.type(towards))


def _form(parameter: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    bounds = parameter["bounds"]
    if isinstance(bounds, str):
        return bounds, {}
    ((form, given),) = bounds.items()
    return form, given


def _filled(parameter: dict[str, Any], dtype: np.dtype[Any], low: Any, high: Any) -> Ends:
    shape = tuple(parameter["shape"])
    return np.broadcast_to(np.asarray(low, dtype), shape), np.broadcast_to(np.asarray(high, dtype), shape)
