"""Tensors of PyTorch, which NumPy does not take in every form."""

from __future__ import annotations

from typing import Any

import numpy as np


def plain(values: Any) -> Any:
    """Tensors of PyTorch as arrays of NumPy, on any device and in a graph or not; also those of a list. All else as it is."""
    if hasattr(values, "detach"):
        values = values.detach().cpu()
        try:
            return np.asarray(values)
        except TypeError:  # a type that NumPy has not, such as bfloat16
            return np.asarray(values.float())
    if isinstance(values, (list, tuple)) and any(hasattr(one, "detach") for one in values):
        return [plain(one) for one in values]
    return values
