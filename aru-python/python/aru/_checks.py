"""What a setting may be: each reader takes what fits, and names the setting where nothing does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

import numpy as np

T = TypeVar("T")


class Unreadable(Exception):
    """A value that a reader does not take; whoever knows the name of the setting says so."""


def checked(name: str, given: Any, read: Callable[[Any], T], expected: str) -> T:
    """What is read of a setting; a value that cannot be read is told with the name of the setting and what it may be.

    A reader that knows more than that raises a ``ValueError`` of its own, which goes through.
    """
    try:
        return read(given)
    except (Unreadable, TypeError, AttributeError, OverflowError):
        raise ValueError(f"{name} is {shown(given)}; expected {expected}") from None


def shown(given: Any) -> str:
    """A value as messages have it: in one line, and not all of a long one."""
    text = " ".join(repr(given).split())
    return text if len(text) <= 80 else f"a {type(given).__name__}, {text[:60]}.."


def number(name: str, given: Any) -> float:
    """A number, which text, truth values and lists are not."""
    return checked(name, given, _number, "a number")


def _number(given: Any) -> float:
    try:
        if not isinstance(given, (str, bytes, bool, np.bool_)) and np.ndim(given) == 0:
            return float(given)
    except ValueError:  # of lists of different length
        pass
    raise Unreadable


def flag(name: str, given: Any) -> bool:
    """True or False, and nothing that merely counts as one of them."""
    return checked(name, given, _flag, "True or False")


def _flag(given: Any) -> bool:
    if not isinstance(given, (bool, np.bool_)):
        raise Unreadable
    return bool(given)


def names(name: str, given: Any) -> list[str]:
    """A name, or several."""
    return checked(name, given, _names, "a name, or a sequence of names")


def _names(given: Any) -> list[str]:
    if isinstance(given, str):
        return [given]
    if isinstance(given, Mapping) or not isinstance(given, Iterable):
        raise Unreadable
    every = list(given)
    if not all(isinstance(one, str) for one in every):
        raise Unreadable
    return every


def by_name(name: str, given: Any, expected: str) -> dict[str, Any]:
    """Values by names; nothing where None is given."""
    return checked(name, given, _by_name, expected)


def _by_name(given: Any) -> dict[str, Any]:
    if given is None:
        return {}
    if not isinstance(given, Mapping) or not all(isinstance(key, str) for key in given):
        raise Unreadable
    return dict(given)


def function(name: str, given: Any) -> Any:
    """A function, or None."""
    return checked(name, given, _function, "a function, or None")


def _function(given: Any) -> Any:
    if given is not None and not callable(given):
        raise Unreadable
    return given


def optional(read: Callable[..., T], name: str, given: Any, *more: Any) -> T | None:
    """The same, or None where None is given."""
    return None if given is None else read(name, given, *more)


def numbers(name: str, given: Any, expected: str) -> list[float]:
    """Numbers in a row."""

    def read(row: Any) -> list[float]:
        if not isinstance(row, (Sequence, np.ndarray)) or isinstance(row, (str, bytes)):
            raise Unreadable
        return [_number(one) for one in row]

    return checked(name, given, read, expected)
