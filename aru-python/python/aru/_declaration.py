"""Declarations: what a text says, ready to be given sizes."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from typing import Any

import numpy as np

from . import _aru
from ._arrays import dtype_of, whole
from ._checks import shown
from ._faults import led_by_the_cause
from ._network import Network
from .numpy_only._tensors import plain

#: What a text calls something of Rust's, or of the call's.
PATH = r"((?:\w+\s*::\s*)*[A-Za-z_]\w*(?:\s*::\s*<[^>]*>)?)"


class Declaration:
    """A declared network. Call it with its sizes to get a network.

    Attributes
    ----------
    name : str
        That of the ``struct``.
    sizes : tuple of str
        The names that a call gives numbers to.
    masks : tuple of str
        The names that a call gives a mask for, an array of bool [target, source]: ``mask: NAME``.
    starts : tuple of str
        The names that a call gives numbers for to start from, an array in the shape of the parameter: ``by(NAME)``.
    text : str
        What was declared.

    Examples
    --------
    >>> import aru
    >>> Leaky = aru.net("struct Leaky<const H: usize> { input x: 2; layer h: Elman<H>; output y: 1; x -> h -> y; h ~> h; }")
    >>> Leaky(H=32, seed=7)["x_to_h.weight"].shape
    (32, 2)
    """

    def __init__(self, text: str, source: str, name: str, docs: str, sizes: Iterable[str], compiler: Any = None) -> None:
        self.text, self._source, self.name = text, source, name
        self.sizes = tuple(sizes)
        # What gives its networks compiled code; None where they are read.
        self._compiler = compiler
        self.__doc__ = docs or Declaration.__doc__

    def __call__(self, *unnamed: Any, seed: int = 0, dtype: Any = "float32", **given: Any) -> Network:
        """A network with parameters drawn as declared.

        Parameters
        ----------
        seed : int
            The same seed gives the same numbers, on any machine.
        dtype : dtype
            ``float32`` or ``float64``.
        **given
            A whole number for each size that is a name. Where the text names masks (``mask: NAME``) and starts
            (``by(NAME)``): an array of bool [target, source], True where a pair is linked, such as
            ``NOT_SELF=~np.eye(32, dtype=bool)``, for which numbers that are 0 or 1 will do; an array of as many numbers as the
            parameter has, in the unit in which the text has it: those of a ``tau`` are times in seconds, those of an ``alpha``
            rates. A name with ``::`` in it goes through ``**{"path::NAME": ..}``.

        Returns
        -------
        Network

        Raises
        ------
        SyntaxError
            A size is missing, or something that depends on sizes is wrong: a mask or numbers to start from in another shape than
            the text has for them.
        ValueError
            A seed, a dtype, a size or an array cannot be what it is given for, whatever the sizes.
        BuildError, OSError
            Of :func:`compiled` alone: its code cannot be built, or not be kept.
        """
        if unnamed:
            given_by = ", ".join(f"{name}={value!r}" for name, value in zip(self.sizes, unnamed))
            raise TypeError(f"sizes are given by name: {self.name}({given_by or 'seed=..'})")
        return self._networks([seed], dtype, given)[0]

    def seeds(self, seeds: Iterable[int], *, dtype: Any = "float32", **given: Any) -> Any:
        """An :class:`Ensemble` of a network for each seed; ``given`` and what is raised as of a call."""
        from ._ensemble import Ensemble

        if not isinstance(seeds, Iterable) or isinstance(seeds, str):
            some = seeds if isinstance(seeds, (int, np.integer)) else 16
            raise ValueError(f"seeds is {shown(seeds)}; expected a seed for each network, such as range({some})")
        return Ensemble(self._networks(seeds, dtype, given))

    def grid(self, points: dict[str, Any], *, seed: int = 0, dtype: Any = "float32", **given: Any) -> Any:
        """An :class:`Ensemble` of a network for each point of a grid of constants.

        Parameters
        ----------
        points : dict
            Values for each of some parameters, such as ``{"hidden.tau_s": [0.01, 0.1], "hidden.tau_r": [0.02, 0.2]}``; every
            combination is a network, the last name changing fastest. Hold them with ``freeze`` in the fit.
        seed, dtype, **given
            As of a call, and so is what is raised; all networks start from the same seed.
        """
        from ._ensemble import Ensemble

        if not isinstance(points, dict) or not points:
            raise ValueError(f'points of a grid are {shown(points)}; expected {{"hidden.tau_s": [0.01, 0.1]}}')
        axes = [np.asarray(plain(values)) for values in points.values()]
        for name, axis in zip(points, axes):
            if axis.ndim == 0 or not len(axis):
                raise ValueError(
                    f"`{name}` of the grid is {shown(points[name])}; expected a list of values, such as [0.01, 0.1]"
                )
        (first,) = self._networks([seed], dtype, given)
        networks = []
        for place in np.ndindex(*(len(axis) for axis in axes)):
            network = first.copy()
            for name, axis, index in zip(points, axes, place):
                network[name] = axis[index]
            networks.append(network)
        return Ensemble(networks)

    def _networks(self, seeds: Iterable[int], dtype: Any, given: dict[str, Any], builds: bool = True) -> list[Network]:
        masks, starts = self.masks, self.starts
        for name, value in given.items():
            if name in starts and np.ndim(value) == 0 and not callable(value):
                raise ValueError(
                    f"{name} is {shown(value)}; it is a start: expected an array with a number for each element of the parameter that "
                    f"says `{self._start(name)}`; one number for all of them is written in the text itself"
                )
        arrays = (*masks, *starts)
        kept = {
            name: _given(name, value if name in arrays else _size(value), name in masks) for name, value in given.items()
        }
        kind, model = dtype_of(dtype), self._model(kept)
        drawn = [whole("seed", seed, 0) for seed in seeds]
        if self._compiler is not None:
            model = self._compiler.model(model, self, _apart(kept), kind, builds)
        return [Network(model.network(seed, kind), (self, kept)) for seed in drawn]

    @property
    def masks(self) -> tuple[str, ...]:
        return self._named(rf"\bmask\s*:\s*(?:by\s*\(\s*)?{PATH}")

    @property
    def starts(self) -> tuple[str, ...]:
        return self._named(rf"(?<!mask:)\bby\s*\(\s*{PATH}")

    def _named(self, pattern: str) -> tuple[str, ...]:
        """The paths that the text has in such a place, once each."""
        return tuple(dict.fromkeys(re.findall(pattern, re.sub(r"\bmask\s*:\s*", "mask:", self._without_comments()))))

    def _start(self, name: str) -> str:
        """What the text says of numbers to start from, such as ``tau_s: learn per_unit(by(NAME))``."""
        found = re.search(rf"\w+\s*:[^;{{}}]*\bby\s*\(\s*{re.escape(name)}\b[^;{{}}]*", self._without_comments())
        return " ".join(found[0].split()) if found else f"by({name})"

    def _without_comments(self) -> str:
        return re.sub(r"//[^\n]*|/\*.*?\*/", " ", self.text, flags=re.DOTALL)

    def _model(self, given: dict[str, Any]) -> Any:
        with led_by_the_cause(self.text, self.name, given):
            models = _aru.declare(self.text, self._source, *_apart(given))
        return next(model for model in models if model.name == self.name)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Declaration):
            return False
        return (self.text, self.name, self._compiler) == (other.text, other.name, other._compiler)

    def __hash__(self) -> int:
        return hash((self.text, self.name))

    def __repr__(self) -> str:
        given = [f"{size}=.." for size in self.sizes]
        given += [f"{mask}=mask" for mask in self.masks] + [f"{start}=start" for start in self.starts]
        return f"<declaration {self.name}({', '.join(given)})>"

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (self.text, self._source, self.name, self.__doc__, self.sizes, self._compiler)


def _again(text: str, source: str, name: str, docs: str, sizes: tuple[str, ...], compiler: Any = None) -> Declaration:
    return Declaration(text, source, name, docs, sizes, compiler)


def _apart(given: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """Sizes, masks and starts."""
    sizes = {name: value for name, value in given.items() if isinstance(value, int)}
    arrays = {name: value for name, value in given.items() if not isinstance(value, int)}
    masks = {name: array for name, array in arrays.items() if array.dtype == bool}
    starts = {name: array for name, array in arrays.items() if array.dtype != bool}
    return sizes, masks, starts


def _size(value: Any) -> Any:
    """What an array of one number holds: sizes are often counted by NumPy. All else as it is."""
    return value.item() if isinstance(value, np.ndarray) and value.size == 1 else value


def _given(name: str, value: Any, is_mask: bool) -> Any:
    """A size, a mask or a start."""
    if callable(value):
        way = (
            "an array of bool [target, source], such as ~np.eye(3, dtype=bool)"
            if is_mask
            else "a number, or an array of them"
        )
        raise ValueError(f"{name} is a function; expected {way}")
    value = plain(value)
    if is_mask and np.ndim(value) != 2:
        raise ValueError(f"{name} has shape {np.shape(value)}, expected a mask [target, source]")
    if np.ndim(value) == 0:
        return whole(name, value, 1)
    array = np.array(value)
    if is_mask and array.dtype != bool:
        if array.dtype.kind not in "fiu" or not np.isin(array, (0, 1)).all():
            raise ValueError(f"{name} is no mask: expected an array of bool, or of 0 and 1, [target, source]")
        array = array.astype(bool)
    if array.dtype == bool:
        if array.ndim != 2:
            raise ValueError(f"{name} has shape {array.shape}, expected a mask [target, source]")
        return array
    if array.dtype.kind not in "fiu":
        raise ValueError(f"{name} has dtype {array.dtype}, expected a size, a mask of bool, or numbers to start from")
    return array.astype(np.float64)


def nets(text: str | os.PathLike[str], *, name: str = "<declaration>") -> dict[str, Declaration]:
    """Every network that a text declares, by its name.

    Parameters
    ----------
    text : str or path
        Declarations, ``struct Name { .. }``, as docs/language.md has them; a ``pathlib.Path`` is that of a file with them.
    name : str
        What errors call the text; of a file its path.

    Raises
    ------
    SyntaxError
        With line, column and the way out; further faults are its notes, and all of them, as they print in Rust, its
        ``faults``.
    """
    if not isinstance(text, (str, os.PathLike)):
        ways = {"read": "give aru.net(file.read()), or pathlib.Path(file.name)", "sizes": "it is declared already: call it"}
        way = next((f"; {way}" for has, way in ways.items() if hasattr(text, has)), "")
        raise TypeError(f"a declaration is text, or the pathlib.Path of a file with it, not {shown(text)}{way}")
    if isinstance(text, os.PathLike):
        path = os.fspath(text)
        with open(path, encoding="utf-8") as file:
            text = file.read()
        name = path if name == "<declaration>" else name
    elif "{" not in text and len(text.split()) == 1:
        raise ValueError(f"{text!r} declares nothing; where it is a file, give aru.net(pathlib.Path({text!r}))")
    with led_by_the_cause(text):
        outlines = _aru.outlines(text, name)
    return {outline[0]: Declaration(text, name, *outline) for outline in outlines}


def net(text: str | os.PathLike[str], *, name: str = "<declaration>") -> Declaration:
    """The network that a text declares.

    Parameters
    ----------
    text : str or path
        One ``struct Name { .. }``, as docs/language.md has it; what stands between the braces of ``recurrent_net!`` in Rust. A
        ``pathlib.Path`` is that of a file with it.
    name : str
        What errors call the text; of a file its path.

    Returns
    -------
    Declaration
        Call it with its sizes: ``Paper(H=32, seed=7)``.

    Raises
    ------
    SyntaxError
        With line, column and the way out; further faults are its notes, and all of them, as they print in Rust, its
        ``faults``.
    """
    declared = nets(text, name=name)
    if len(declared) != 1:
        raise ValueError(f"the text declares {', '.join(declared)}; aru.nets(text) gives all of them")
    return next(iter(declared.values()))
