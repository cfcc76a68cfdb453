"""Names that there are not: which ones are near."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Any

from ._errors import UnknownNameError


def near(name: str, known: Iterable[str]) -> str:
    """The end of an error about a name: the nearest known ones, or all."""
    names = list(known)
    some = difflib.get_close_matches(name, names, 3, 0.7)
    listed = [f"`{one}`" for one in some or names]
    return f", did you mean {' or '.join(listed)}?" if some else f", expected one of {', '.join(listed)}"


class Named(dict[str, Any]):
    """A dict by name that says which names are near one that it has not. Copied or pickled it is a plain one."""

    __slots__ = ("_what",)

    def __init__(self, what: str, values: Any) -> None:
        super().__init__(values)
        self._what = what

    def __missing__(self, name: Any) -> Any:
        shown = name if isinstance(name, str) else repr(name)
        raise UnknownNameError(f"no {self._what} named `{shown}`{self._hint(shown)}")

    def _hint(self, name: str) -> str:
        return near(name, self)

    def __reduce__(self) -> tuple[Any, ...]:
        return dict, (dict(self),)


class Gradients(Named):
    """Gradients by the names of parameters, of which times are none."""

    __slots__ = ()

    def _hint(self, name: str) -> str:
        rate = name.replace(".tau_", ".alpha_")
        if rate != name and rate in self:
            return f": it is of the rate, `{rate}`, and that of the time constant is -(alpha / tau) times it"
        return super()._hint(name)
