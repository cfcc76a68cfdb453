"""Networks whose code the macro of Rust has written: ``aru.compiled``."""

from __future__ import annotations

import contextlib
import copy
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import _aru
from ._build import Crate, build, is_clone
from ._declaration import Declaration, nets
from ._errors import BuildError
from ._kept import find
from ._rust import library_text


@dataclass(frozen=True)
class Compiler:
    """How a declaration gets the code of its networks."""

    #: A clone of the repository; without one that which the package was built from.
    source: str | None

    def model(self, model: Any, declared: Declaration, given: tuple[Any, ...], dtype: str, builds: bool) -> Any:
        """The same model with code for that dtype; as it is where there is none and none is to be built."""
        crate = Crate(declared.name, library_text(declared.text, declared._source, declared.name, given, dtype), self.source)
        faults = {}
        for library in find(crate.key):
            try:
                return model.with_module(library)
            except ValueError as error:
                faults[library] = error
        if not builds:
            return model
        try:
            library = build(crate, faults)
        except BuildError as error:
            if not faults:
                raise
            kept = "".join(f"\nWhat was kept cannot be used, {path}: {fault}" for path, fault in faults.items())
            raise BuildError(f"{error}{kept}") from next(iter(faults.values()))
        try:
            return model.with_module(library)
        except ValueError as error:
            raise BuildError(
                f"what was built for {declared.name} cannot be used, {library}: {error}; "
                "ARU_CACHE names another folder to keep it in; aru.net(text) has the same bits"
            ) from error


def compiled(
    text: str | os.PathLike[str] | Declaration, *, name: str = "<declaration>", source: str | os.PathLike[str] | None = None
) -> Declaration:
    """The network that a text declares, as of :func:`net`, with code that is built for it.

    Its networks have the same bits and take less time where layers are small: their equations are compiled, not read. The
    first network of some sizes and a dtype waits for cargo, which has to be there (https://rustup.rs, Rust 1.89 or later;
    ``rustup update``): minutes for the library, once and after each installation, then some seconds for each declaration. What
    was built is kept, for other processes of this user too, in the folder that the environment variable ``ARU_CACHE`` names,
    or ``aru`` in the user's folder of caches. Files of it are run: nobody else should be able to write there. Masks, starts and
    seeds are not built anew.

    What was pickled runs with what is kept where it is unpickled, else as a network of :func:`net`; so does what :func:`load`
    reads. ``net.is_compiled`` says which. Whatever is computed in the other dtype, such as ``check_gradients`` of a network of
    float32, is read as ever. Ctrl-C ends a fit after the chunk of steps that is running.

    Parameters
    ----------
    text, name
        As of :func:`net`; or a declaration, as one of several of a text is: ``aru.compiled(aru.nets(text)["Paper"])``.
    source : path, optional
        A clone of the repository with the sources that this package was built from, to build the library of; unless given,
        what the environment variable ``ARU_SOURCE`` names, or else the clone that the package was installed from.

    Returns
    -------
    Declaration
        Call it with its sizes: ``Paper(H=32, seed=7)``.

    Raises
    ------
    SyntaxError
        As of :func:`net`.
    ValueError
        The text declares several networks; ``source`` or ``ARU_SOURCE`` is no clone, or one of another version.
    BuildError
        When a network is made: there is no cargo or no clone, the clone has changed since the package was installed, or cargo
        cannot build the code.
    OSError
        When a network is made: the folder of what is kept cannot be written to.
    """
    place = _source(source)
    if not isinstance(text, Declaration):
        declared = nets(text, name=name)
        if len(declared) != 1:
            one = f"aru.compiled(aru.nets(text)[{next(iter(declared), 'NAME')!r}])"
            raise ValueError(f"the text declares {', '.join(declared)}, expected one network: {one} is one of several")
        (text,) = declared.values()
    own = copy.copy(text)
    own._compiler = Compiler(place)
    return own


def _source(source: str | os.PathLike[str] | None) -> str | None:
    """The clone that is asked for, if one is."""
    asked = "ARU_SOURCE" if source is None else "source"
    given = os.environ.get("ARU_SOURCE") if source is None else os.fsdecode(source)
    if not given:
        return None
    given = os.path.abspath(given)
    if not is_clone(given):
        raise ValueError(f"{asked} is {given!r}, expected a clone of the repository of aru")
    try:
        given.encode()
    except UnicodeEncodeError as error:
        raise ValueError(f"{asked} is {given!r}, which is no UTF-8: cargo takes no such path; move the clone") from error
    with contextlib.suppress(OSError, UnicodeDecodeError):
        manifest = Path(given, "Cargo.toml").read_text(encoding="utf-8")
        found = re.search(r'^\[workspace\.package\]\n(?:[^\[].*\n)*?version = "(.*)"', manifest, re.MULTILINE)
        if found and found[1] != _aru.__version__:
            raise ValueError(
                f"{asked} is {given!r}, aru {found[1]}, and this package is aru {_aru.__version__}: "
                f"pip install {os.path.join(given, 'aru-python')} makes them one"
            )
    return given
