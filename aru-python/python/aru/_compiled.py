"""Networks whose code the macro of Rust has written: ``aru.compiled``."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any

from ._build import Crate, build, find, fingerprint
from ._declaration import Declaration, net
from ._errors import BuildError
from ._rust import library_text


@dataclass(frozen=True)
class Compiler:
    """How a declaration gets the code of its networks."""

    #: A clone of the repository; without one the library is that of crates.io.
    source: str | None

    def model(self, model: Any, declared: Declaration, given: tuple[Any, ...], dtype: str, builds: bool) -> Any:
        """The same model with code for that dtype; as it is where there is none and none is to be built."""
        if not builds and self.source is not None and not os.path.isdir(self.source):
            return model
        crate = Crate(
            declared.name,
            library_text(declared.text, declared._source, declared.name, given, dtype),
            fingerprint(self.source),
            self.source,
        )
        fault = None
        for path in (find, build) if builds else (find,):
            library = path(crate)
            if library is None:
                continue
            try:
                return model.with_module(library)
            except ValueError as error:
                fault = error
        if builds:
            raise BuildError(f"what was built for {declared.name} cannot be used: {fault}; aru.net(text) has the same bits")
        return model


def compiled(
    text: str | os.PathLike[str], *, name: str = "<declaration>", source: str | os.PathLike[str] | None = None
) -> Declaration:
    """The network that a text declares, as of :func:`net`, with code that is built for it.

    Its networks have the same bits and take less time where layers are small: their equations are compiled, not read. The
    first network of some sizes and a dtype waits for cargo, which has to be there (https://rustup.rs): minutes once, then some
    seconds for each declaration. What was built is kept, for other processes too, in the folder that the environment variable
    ``ARU_CACHE`` names, or ``aru`` in the user's folder of caches. Masks, starts and seeds are not built anew.

    What was pickled runs with what is kept where it is unpickled, else as a network of :func:`net`; so does what :func:`load`
    reads. ``net.is_compiled`` says which. Whatever is computed in the other dtype, such as ``check_gradients`` of a network of
    float32, is read as ever. Ctrl-C ends a fit after the chunk of steps that is running.

    Parameters
    ----------
    text, name
        As of :func:`net`.
    source : path, optional
        A clone of the repository that has the library, in the version of this package; unless given, what the environment
        variable ``ARU_SOURCE`` names, or else crates.io.

    Returns
    -------
    Declaration
        Call it with its sizes: ``Paper(H=32, seed=7)``.

    Raises
    ------
    SyntaxError
        As of :func:`net`.
    BuildError
        When a network is made: there is no cargo, or it cannot build the code.
    OSError
        When a network is made: the folder of what is kept cannot be written to.
    """
    given = os.environ.get("ARU_SOURCE") if source is None else os.fspath(source)
    if given:
        given = os.path.abspath(given)
        if not os.path.isfile(os.path.join(given, "aru-runtime", "Cargo.toml")):
            asked = "ARU_SOURCE" if source is None else "source"
            raise ValueError(f"{asked} is {given}, expected a clone of the repository of aru")
    declared = net(text, name=name)
    declared._compiler = Compiler(given or None)
    return declared
