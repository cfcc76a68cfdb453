"""Modules of PyTorch, made of their text."""

from __future__ import annotations

import copyreg
import functools
from typing import Any


def module_class(text: str, name: str) -> Any:
    """The class that the text of an export declares; of one text it is one class, and its modules can be pickled."""
    try:
        import safetensors  # noqa: F401
        import torch  # noqa: F401
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError(
            f"a module of PyTorch needs {error.name}, which is not installed: pip install torch safetensors", name=error.name
        ) from None
    return _made(text, name)


@functools.lru_cache(maxsize=64)
def _made(text: str, name: str) -> Any:
    import torch

    space: dict[str, Any] = {"__name__": f"{name} in PyTorch"}
    exec(compile(text, f"<{name} in PyTorch>", "exec"), space)
    own = [one for one in space.values() if isinstance(one, type) and one.__module__ == space["__name__"]]
    made: Any
    (made,) = (one for one in own if issubclass(one, torch.nn.Module))

    def reduce(module: Any) -> tuple[Any, ...]:
        if type(module) is not made:  # a class that was derived from it, which is found by its name
            return copyreg.__newobj__, (type(module),), module.__dict__  # type: ignore[attr-defined]
        # Nobody finds this one by its name: what it is made of goes with the module.
        return _empty, (text, name), module.__dict__

    made.__reduce__ = reduce
    return made


def _empty(text: str, name: str) -> Any:
    """What gets the state of a module that was pickled."""
    made = module_class(text, name)
    return made.__new__(made)
