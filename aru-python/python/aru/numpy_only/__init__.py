"""Networks that were saved, read and run by NumPy alone: nothing compiled is needed, and this folder can be taken elsewhere.

It follows the declaration in the file word by word, one step at a time: slow, and plain enough to be read. Inputs are an array
[trial, step, feature] or [step, feature]; it takes no noise, no lengths, no lists of trials and no :class:`aru.Data`. Pass another
``xp``, a module with the functions of NumPy such as ``jax.numpy``, and it is differentiated; PyTorch has
``net.torch_module()``.

>>> from aru import numpy_only
>>> net = numpy_only.load("paper.safetensors")   # doctest: +SKIP
>>> y = net.run(x)                                # doctest: +SKIP
"""

from __future__ import annotations

import json
import os
import struct
import zlib
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ._run import Run
from ._tensors import plain

#: The newest format of files that this code reads.
NEWEST_FORMAT = 2

#: Bytes of a header, as the format has it.
LONGEST_HEADER = 100_000_000

#: What the format calls the numbers of an array.
TYPES = {"F32": "<f4", "F64": "<f8"}


def dtype_of(path: str | os.PathLike[str]) -> str:
    """``float64`` where the first array of a file has such numbers, else ``float32``.

    Raises
    ------
    ValueError
        It is no safetensors file.
    """
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", (file.read(8) + bytes(8))[:8])
        # A longer one is none of this format, and may be more than memory holds.
        content = file.read(min(length, LONGEST_HEADER))
    try:
        header = json.loads(content.decode())
        types = [entry["dtype"] for name, entry in header.items() if name != "__metadata__"]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _refused(path, "it is no safetensors file, or is damaged") from error
    return "float64" if types[:1] == ["F64"] else "float32"


def _refused(path: str | os.PathLike[str], why: str) -> ValueError:
    return ValueError(f"cannot read `{os.fspath(path)}`: {why}")


def read(path: str | os.PathLike[str]) -> tuple[dict[str, str], dict[str, NDArray[Any]]]:
    """Metadata and arrays of a safetensors file.

    Raises
    ------
    ValueError
        It is no such file, or its bytes have changed since it was written.
    """
    with open(path, "rb") as file:
        content = file.read()
    if len(content) < 8:
        raise _refused(path, "it is no safetensors file")
    (length,) = struct.unpack("<Q", content[:8])
    try:
        header = json.loads(content[8 : 8 + length].decode())
        metadata = header.pop("__metadata__", {})
        data = content[8 + length :]
        arrays = {
            name: np.frombuffer(data[slice(*entry["data_offsets"])], TYPES[entry["dtype"]]).reshape(entry["shape"])
            for name, entry in header.items()
        }
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _refused(path, "it is no safetensors file, or is damaged") from error
    checksum = metadata.get("aru.checksum")
    if checksum is not None:
        # It counts as zeros where it stands itself.
        place = content.index(b'"aru.checksum":"') + len(b'"aru.checksum":"')
        blank = content[:place] + b"0" * len(checksum) + content[place + len(checksum) :]
        if f"{zlib.crc32(blank):08x}" != checksum:
            raise _refused(path, "it is damaged: its checksum is another; take a copy of it")
    return metadata, arrays


def load(path: str | os.PathLike[str], dtype: Any = None) -> Loaded:
    """Reads what ``save`` wrote, in Python or in Rust.

    Parameters
    ----------
    path : path
        A safetensors file.
    dtype : dtype, optional
        What parameters become; unless said, they stay what they are in the file.

    Raises
    ------
    ValueError
        The file holds no network, is damaged, or of a newer version.
    """
    metadata, parameters = read(path)
    declaration, newest = metadata.get("aru.declaration"), metadata.get("aru.format", "")
    if declaration is None:
        raise ValueError(f"cannot read `{os.fspath(path)}`: it holds no network; `save` writes such files")
    if not newest.isdigit() or not 1 <= int(newest) <= NEWEST_FORMAT:
        raise ValueError(
            f"cannot read `{os.fspath(path)}`: it is of format {newest}, this version reads up to {NEWEST_FORMAT}"
        )
    if dtype is not None:
        parameters = {name: values.astype(dtype, copy=False) for name, values in parameters.items()}
    return Loaded(json.loads(declaration), parameters)


class Loaded:
    """A network as data: its declaration, and its parameters by name.

    Attributes
    ----------
    description : dict
        The declaration.
    parameters : dict of arrays
        Every parameter in its shape. They may be changed.
    """

    def __init__(self, description: dict[str, Any], parameters: dict[str, NDArray[Any]]) -> None:
        self.description = description
        missing = [one["name"] for one in description["parameters"] if one["name"] not in parameters]
        if missing:
            raise ValueError(f"the file lacks the parameter `{missing[0]}`")
        self.parameters = {one["name"]: parameters[one["name"]].copy() for one in description["parameters"]}

    @property
    def name(self) -> str:
        """That of its declaration."""
        return self.description["name"]

    @property
    def dt(self) -> float | None:
        """Length of a step in seconds, where it is declared."""
        return self.description["dt"]

    def keys(self) -> list[str]:
        """The names of all parameters."""
        return list(self.parameters)

    def __iter__(self) -> Iterator[str]:
        return iter(self.parameters)

    def __getitem__(self, name: str) -> NDArray[Any]:
        """A parameter; of a rate also the time constant in seconds, ``hidden.tau_s``, where there is a ``dt``."""
        rate = name.replace(".tau_", ".alpha_")
        if rate != name and self.dt is not None and rate in self.parameters:
            return self.dt / self.parameters[rate]
        return self.parameters[name]

    def run(self, inputs: ArrayLike, xp: Any = np, parameters: dict[str, Any] | None = None) -> Any:
        """Outputs for inputs [trial, step, feature] (or [step, feature]), all side by side along the last axis.

        ``xp`` is ``numpy`` or a module with its functions, such as ``jax.numpy``; ``parameters`` are used in place of the
        network's own. There is no noise, and trials are of one length.
        """
        return self.trace(inputs, xp, parameters)["outputs"]

    predict = run

    def trace(self, inputs: ArrayLike, xp: Any = np, parameters: dict[str, Any] | None = None) -> dict[str, Any]:
        """Every value that an equation assigns, ``hidden.rate`` [trial, step, unit], and the ``outputs``."""
        _check_module(xp)
        inputs = plain(inputs)
        given = xp.asarray(inputs)
        is_single = given.ndim == 2
        if is_single:
            given = given[None]
        width = sum(one["size"] for one in self.description["inputs"])
        if given.ndim != 3 or given.shape[2] != width:
            raise ValueError(f"inputs has shape {tuple(np.shape(inputs))}, expected [trial, step, {width}]")
        run = Run(self.description, self.parameters if parameters is None else parameters, given, xp)
        for step in range(given.shape[1]):
            for layer in self.description["order"]:
                run.step(layer, step)
        traced = run.finished()
        return {name: values[0] for name, values in traced.items()} if is_single else traced

    def __repr__(self) -> str:
        dt = f", dt {1e3 * self.dt:g} ms" if self.dt else ""
        rows = [f"    {name:28} {list(values.shape)}" for name, values in self.parameters.items()]
        return "\n".join([f"{self.name}{dt}, run by NumPy", *rows])


def _check_module(xp: Any) -> None:
    """Whether a module has the functions of NumPy, with what NumPy's take."""
    try:
        xp.result_type(np.dtype("float32"), np.dtype("float64"))
    except (AttributeError, TypeError):
        raise TypeError(
            f"xp is {getattr(xp, '__name__', repr(xp))}; expected numpy, or a module of the same functions such as jax.numpy; for "
            "PyTorch there is aru.load(path).torch_module()"
        ) from None
