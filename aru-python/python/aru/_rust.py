"""A declaration as the text of a crate of Rust."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from . import _aru
from ._errors import BuildError

_CRATE = """\
#![allow(warnings)]

{items}

::aru_macros::recurrent_net! {{
{text}
}}

#[unsafe(no_mangle)]
pub static ARU_MODULE: ::aru::__private::Module = ::aru::__private::Module::{kind}::<{type}>();
"""

#: What the library is called elsewhere, ``crate: ::rnn;``; or a comment, which stays.
_LIBRARY = re.compile(r"(//[^\n]*|/\*.*?\*/)|\bcrate\s*:(?!:)[^;]*;", re.DOTALL)


def library_text(text: str, source: str, name: str, given: tuple[Any, ...], dtype: str) -> str:
    """The ``lib.rs`` of a module with the network of that name.

    Masks and starts are numbers of a network and no code, so that any will do here: all pairs, and zeros.
    """
    sizes, masks, starts = given
    networks, named_masks, named_starts = _aru.in_rust(text, source, sizes, masks, starts)
    items = {size: f"pub const {{}}: usize = {units};" for size, units in sizes.items()}
    for path, is_function, (targets, sources) in named_masks:
        items[path] = (
            "pub fn {}(_: usize, _: usize) -> bool {{ true }}"
            if is_function
            else f"pub const {{}}: [[bool; {sources}]; {targets}] = [[true; {sources}]; {targets}];"
        )
    for path, axes in named_starts:
        items[path] = f"pub fn {{}}({', '.join(['_: usize'] * axes)}) -> f64 {{{{ 0.0 }}}}"
    constants = dict(networks)[name]
    number, kind = ("f32", "single") if dtype == "float32" else ("f64", "double")
    arguments = ", ".join([number, *(str(sizes[constant]) for constant in constants)])
    return _CRATE.format(
        items="\n".join(_modules(_placed(items))),
        text=_LIBRARY.sub(lambda found: found[1] or "", text.lstrip("\ufeff")),
        kind=kind,
        type=f"{name}<{arguments}>",
    )


def _placed(items: dict[str, str]) -> list[tuple[tuple[str, ...], str]]:
    """Each item by its path within the crate."""
    placed: dict[tuple[str, ...], tuple[str, str]] = {}
    for path, item in sorted(items.items()):
        parts = path.split("::")
        while parts[1:] and parts[0] in ("crate", "self"):
            parts.pop(0)
        if "super" in parts or "" in parts:
            raise BuildError(
                f"`{path}` is outside of the crate that aru.compiled builds: write `{parts[-1]}` or `of::{parts[-1]}`"
            )
        other, known = placed.setdefault(tuple(parts), (path, item))
        if known != item:
            raise BuildError(
                f"`{other}` and `{path}` are one thing to Rust, which aru.compiled has build them: give both the same"
            )
    return [(parts, item) for parts, (_, item) in placed.items()]


def _modules(items: Iterable[tuple[tuple[str, ...], str]]) -> Iterable[str]:
    """Each item in the module of its path."""
    modules: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for (first, *rest), item in items:
        if not rest:
            yield item.format(first)
        else:
            modules.setdefault(first, []).append((tuple(rest), item))
    for module, inside in modules.items():
        yield f"pub mod {module} {{"
        yield from _modules(inside)
        yield "}"
