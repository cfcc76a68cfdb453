"""Networks in other languages."""

from __future__ import annotations

from typing import Any


class Exports:
    """What a network is elsewhere, as text."""

    __slots__ = ()

    _core: Any

    def to_pytorch(self) -> str:
        """A PyTorch module of its own, as text of a Python file; it reads what :meth:`save` wrote."""
        return self._core.export(language="pytorch")

    def to_latex(self) -> str:
        """The equations, for a document that loads amsmath."""
        return self._core.export(language="latex")

    def to_svg(self) -> str:
        """A figure of layers and links."""
        return self._core.export(language="svg")

    def to_dot(self) -> str:
        """The same figure for Graphviz."""
        return self._core.export(language="dot")

    def to_c(self) -> str:
        """One file of C99 that does what :meth:`stream` does, with the parameters as they are now."""
        return self._core.export(language="c")

    def to_json(self) -> str:
        """The declaration as data."""
        return self._core.export(language="json")

    def _repr_svg_(self) -> str:
        return self.to_svg()
