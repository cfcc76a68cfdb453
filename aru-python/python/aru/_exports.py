"""Networks in other languages."""

from __future__ import annotations

from typing import Any

from ._torch import module_class


class Exports:
    """What a network is elsewhere, as text."""

    __slots__ = ()

    _core: Any
    dtype: Any
    name: Any
    parameters: Any

    def to_pytorch(self) -> str:
        """A PyTorch module of its own, as text of a Python file; it reads what :meth:`save` wrote."""
        return self._core.export(language="pytorch")

    def torch_module(self) -> Any:
        """The same as a ``torch.nn.Module`` with the parameters as they are now; needs ``pip install torch safetensors``.

        It has the dtype of the network, and so must its inputs; noise, ``module(x, noise={"hidden": xi})``, names every layer that
        has some, and without it there is none. To keep a module, save its ``state_dict``: ``torch.save(module.state_dict(), path)``
        needs nothing of this package to be read. The module itself can be copied and pickled; it is built anew where ``aru`` is
        there, and ``torch.load(path, weights_only=False)`` reads it.

        Its outputs are those of :meth:`run` up to rounding, and the keys of its ``state_dict`` are the names of parameters, so
        that what was trained there comes back by name. PyTorch's optimisers do not keep bounds and Dale's law: a value beyond
        them is refused here, unless ``clip`` moves it to the nearest allowed one. ``net.bounds(name)`` are these, and with them
        ``clamp_`` after each step of an optimiser keeps a parameter within.

        Examples
        --------
        >>> module = net.torch_module()                             # doctest: +SKIP
        >>> y = module(torch.as_tensor(x))                          # doctest: +SKIP
        >>> net.update(module.state_dict(), clip=True)              # doctest: +SKIP
        >>> bounds = {name: [torch.tensor(end) for end in net.bounds(name)] for name in net}  # doctest: +SKIP
        >>> with torch.no_grad():                                   # doctest: +SKIP
        ...     for name, values in module.named_parameters():      # after each optimiser.step()
        ...         values.clamp_(*bounds[name])
        """
        made = module_class(self.to_pytorch(), self.name)
        import torch

        values = {name: torch.from_numpy(array.copy()) for name, array in self.parameters.items()}
        module = made().to(getattr(torch, self.dtype.name))
        module.load_state_dict(values)
        return module

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
