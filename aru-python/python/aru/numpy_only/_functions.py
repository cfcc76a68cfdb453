"""Functions of declarations."""

from __future__ import annotations

from typing import Any


def _sigmoid(xp: Any, x: Any) -> Any:
    # Of the side on which nothing overflows.
    small = xp.exp(-xp.abs(x))
    return xp.where(x >= 0, 1 / (1 + small), small / (1 + small))


_OF_ONE: dict[str, Any] = {
    "Negate": lambda xp, a: -a,
    "Exp": lambda xp, a: xp.exp(a),
    "Ln": lambda xp, a: xp.log(a),
    "Sqrt": lambda xp, a: xp.sqrt(a),
    "Sigmoid": _sigmoid,
    "Tanh": lambda xp, a: xp.tanh(a),
    "Relu": lambda xp, a: xp.maximum(a, 0),
    "Softplus": lambda xp, a: xp.logaddexp(a, 0 * a),
    "Identity": lambda xp, a: a,
    "Elu": lambda xp, a: xp.where(a > 0, a, xp.expm1(xp.minimum(a, 0))),
    "Sin": lambda xp, a: xp.sin(a),
    "Cos": lambda xp, a: xp.cos(a),
    "Abs": lambda xp, a: xp.abs(a),
}

_OF_SEVERAL: dict[str, Any] = {
    "Add": lambda xp, a, b: a + b,
    "Subtract": lambda xp, a, b: a - b,
    "Multiply": lambda xp, a, b: a * b,
    "Divide": lambda xp, a, b: a / b,
    "Max": lambda xp, a, b: xp.maximum(a, b),
    "Min": lambda xp, a, b: xp.minimum(a, b),
    "Pow": lambda xp, a, b: xp.power(a, b),
    "SelectAbove": lambda xp, x, y, a, b: xp.where(x > y, a, b),
    "SelectAtLeast": lambda xp, x, y, a, b: xp.where(x >= y, a, b),
}


def applied(xp: Any, function: str, arguments: list[Any]) -> Any:
    known = _OF_ONE.get(function) or _OF_SEVERAL.get(function)
    if known is None:
        raise ValueError(f"the file has a function {function!r}, which this version does not know")
    return known(xp, *arguments)


def activated(xp: Any, activation: Any, x: Any) -> Any:
    if isinstance(activation, dict):
        if "LeakyRelu" in activation:
            return xp.where(x > 0, x, activation["LeakyRelu"] * x)
        name = activation.get("Custom", {}).get("name", activation)
        raise ValueError(f"the network has the activation {name!r} of a type of Rust, which is not in its file")
    return applied(xp, activation, [x])
