"""Saved networks."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from typing import Any

from . import numpy_only
from ._arrays import dtype_of

try:
    from . import _aru
except ImportError:  # NumPy alone runs what was saved.
    _aru = None  # type: ignore[assignment]


@contextlib.contextmanager
def reading_a_network() -> Iterator[None]:
    """A file without a network may still hold parameters: the error says where they go."""
    try:
        yield
    except ValueError as error:
        if "holds no network" not in str(error):
            raise
        raise ValueError(
            f"{error}; arrays by the names of parameters go into a network that is declared, "
            "net.update(safetensors.numpy.load_file(path))"
        ) from None


def load(path: str | os.PathLike[str], dtype: Any = None) -> Any:
    """Reads what ``save`` wrote, in Python or in Rust, whatever network it is: the file holds its declaration.

    Parameters
    ----------
    path : path
        A file that ``save`` wrote. It is of the form safetensors, but not every file of that form: one that
        ``safetensors.save_file`` wrote of parameters holds no declaration, and goes into a network that is declared,
        ``net.update(safetensors.numpy.load_file(path))``.
    dtype : dtype, optional
        ``float32`` or ``float64``; unless said, that of the file.

    Returns
    -------
    Network
        As any other: it runs with the bits of the one that was saved, and can be trained, saved, copied and pickled. The text
        of the declaration is not in the file, and no other network can be drawn from it: keep the text for that. Nor is the
        history: ``net.history`` is None, and pickle keeps it. Where the
        compiled part of the package is missing it is a :class:`numpy_only.Loaded`, with parameters by name, ``run`` and
        ``trace``.

    Raises
    ------
    ValueError
        The file holds no network, is damaged, or of a newer version; the network has an activation that is a type of Rust.
    OSError
        It cannot be read.

    Examples
    --------
    >>> net = aru.load("paper.safetensors")         # doctest: +SKIP
    >>> net.fit(x, y, epochs=10)                    # doctest: +SKIP
    """
    if dtype is None:
        dtype = numpy_only.dtype_of(path)
    kind = dtype_of(dtype)
    if _aru is None:
        return numpy_only.load(path, kind)
    from ._network import Network

    with reading_a_network():
        return Network(_aru.load(os.fspath(path), kind))
