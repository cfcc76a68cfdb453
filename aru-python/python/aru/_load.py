"""Saved networks."""

from __future__ import annotations

import os
from typing import Any

from . import numpy_only


def load(path: str | os.PathLike[str]) -> Any:
    """Reads what ``save`` wrote, in Python or in Rust, whatever network it is.

    Parameters
    ----------
    path : path
        A safetensors file.

    Returns
    -------
    numpy_only.Loaded
        Parameters by name, ``run`` and ``trace``; run by NumPy.

    Raises
    ------
    ValueError
        The file holds no network, is damaged, or of a newer version.
    OSError
        It cannot be read.
    """
    return numpy_only.load(path)
