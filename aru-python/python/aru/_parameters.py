"""What a network is made of: parameters by name, sizes of its ends."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ._arrays import numbers, ready
from ._bounds import allowed, allowed_times, parameters_of
from ._checks import flag, shown
from ._errors import UnknownNameError
from ._fitting import setting
from ._named import near


class Parameters:
    """Parameters of a network by their names."""

    __slots__ = ()

    _core: Any

    # What it is.

    @property
    def name(self) -> str:
        """That of its declaration."""
        return self._core.name

    @property
    def dtype(self) -> np.dtype[Any]:
        """``float32`` or ``float64``."""
        return np.dtype(self._core.dtype)

    @property
    def dt(self) -> float | None:
        """Length of a step in seconds, where it is declared."""
        return self._core.dt

    @property
    def inputs(self) -> dict[str, int]:
        """Features of each input, in the order in which they stand side by side."""
        return dict(self._core.ends[0])

    @property
    def outputs(self) -> dict[str, int]:
        """Units of each output, in the order in which they stand side by side."""
        return dict(self._core.ends[1])

    # Parameters.

    def keys(self) -> list[str]:
        """The names of all parameters, in the order declared."""
        return [name for name, *_ in self._core.parameters]

    @property
    def learned(self) -> list[str]:
        """The names of those that are declared ``learn``."""
        return [name for name, _, is_learned, _ in self._core.parameters if is_learned]

    @property
    def parameters(self) -> dict[str, NDArray[Any]]:
        """Every parameter by its name."""
        return {name: self[name] for name in self.keys()}

    def __iter__(self) -> Iterator[str]:
        return iter(self.keys())

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self._own(name) in self.keys()

    def __getitem__(self, name: str) -> NDArray[Any]:
        """A copy of a parameter in its shape, which cannot be written to: ``net[name] = values`` sets it.

        A weight is [target, source], with a leading axis of delays where its link has several. A time constant,
        ``hidden.tau_s``, is in seconds; a learned delay, ``x_to_hidden.delay``, in steps, and where the declaration has a
        ``dt``, ``x_to_hidden.delay_time`` is the same in seconds.

        Examples
        --------
        >>> net["y.bias"] = net["y.bias"] + 1     # doctest: +SKIP

        and not ``net["y.bias"] += 1``, which NumPy refuses: it would write to the copy.
        """
        own = self._own(name)
        values = self._read(own)
        if own != name:
            dt = self.dtype.type(self.dt)
            values = values * dt if self._is_delay_time(name) else dt / values
        values.flags.writeable = False
        return values

    def __setitem__(self, name: str, values: ArrayLike) -> None:
        """Sets a parameter from an array of its shape, or all of its elements from one number.

        A time constant and a ``delay_time`` are in seconds, a ``delay`` is in steps. While the network is in a fit, in another
        thread or in ``on_epoch``, this is a ``RuntimeError``: the fit would write over it.
        """
        kept, array = self._shaped(name, values)
        with setting(self, f"`{name}`"), self._in_its_unit(name):
            self._core.set(kept, array)

    def update(self, values: Mapping[str, ArrayLike], *, clip: bool = False) -> list[str]:
        """Sets many parameters, all or none: where one is refused, the network stays as it was.

        Parameters
        ----------
        values : dict of arrays
            Parameters by name, each as in ``net[name] = values``, in any order; those that are left out stay as they are. What
            ``module.state_dict()`` of PyTorch or ``load_file`` of safetensors gives is of this form.
        clip : bool
            Whether finite values beyond the bounds are moved to the nearest allowed ones, the ends of :meth:`bounds`: constants
            and delays into their range, weights that have crossed zero against Dale's law to zero. What a mask leaves out must
            be zero all the same. At the end of logistic bounds the gradient nearly vanishes: a fit does not soon leave it.

        Returns
        -------
        list of str
            The names of those that were moved; none without ``clip``.

        Raises
        ------
        ValueError, KeyError
            Values that cannot be set, or a name that there is not.

        Examples
        --------
        >>> net.update(module.state_dict(), clip=True)                      # doctest: +SKIP
        ['hidden.alpha_s']
        """
        if not isinstance(values, Mapping):
            way = "; give its parameters, module.state_dict()" if hasattr(values, "state_dict") else ""
            raise TypeError(f"values is {shown(values)}; expected a dict of arrays by the names of parameters{way}")
        is_clipped = flag("clip", clip)
        given = self._by_own_name(values)
        known = {parameter["name"]: parameter for parameter in self._declared()} if is_clipped else {}
        taken, moved = [], []
        # In the order declared: a mask stands before the weight of which it says what is linked.
        for own in self.keys():
            if own not in given:
                continue
            kept, array = self._shaped(given[own], values[given[own]])
            if is_clipped:
                within = np.where(np.isfinite(array), np.clip(array, *self._ends(kept, known[own])), array)
                if not np.array_equal(within, array, equal_nan=True):
                    moved.append(given[own])
                array = within
            taken.append((given[own], kept, array))
        with setting(self, "parameters"):
            core = self._core.copy()
            for name, kept, array in taken:
                with self._in_its_unit(name):
                    core.set(kept, array)
            self._core = core
        return moved

    def bounds(self, name: str) -> tuple[NDArray[Any], NDArray[Any]]:
        """The least and the greatest value that each element of a parameter may have, in the shape and units of the parameter.

        Both may be set: of logistic bounds, whose ends are excluded, they are the nearest numbers within. Where there are no
        bounds they are infinite. By Dale's law they differ from source to source.

        Examples
        --------
        >>> low, high = net.bounds("hidden.tau_s")                       # doctest: +SKIP
        >>> weight.data.clamp_(*map(torch.tensor, net.bounds(name)))     # doctest: +SKIP
        """
        own = self._own(name)
        parameter = next((one for one in self._declared() if one["name"] == own), None)
        if parameter is None:
            self._read(name)  # which says what there is
        return self._ends(name, parameter or {})

    def _declared(self) -> list[dict[str, Any]]:
        """Every parameter as the declaration has it."""
        return parameters_of(json.loads(self._core.export(language="json")))

    def _ends(self, name: str, parameter: dict[str, Any]) -> tuple[NDArray[Any], NDArray[Any]]:
        if parameter["name"] == name:
            return allowed(parameter, self.dtype)
        if not self._is_delay_time(name):
            return allowed_times(parameter, self.dtype, float(self.dt or 0.0))
        low, high = (steps * self.dtype.type(self.dt) for steps in allowed(parameter, self.dtype))
        return low, high

    def _by_own_name(self, values: Mapping[str, Any]) -> dict[str, str]:
        """The name under which each parameter is given."""
        given: dict[str, str] = {}
        known = set(self.keys())
        for name in values:
            own = self._own(name)
            if own not in known:
                self._read(name)  # which says what there is
            if own in given:
                raise ValueError(f"`{given[own]}` and `{name}` are one parameter; give one of them")
            given[own] = name
        return given

    def _shaped(self, name: str, values: Any) -> tuple[str, NDArray[Any]]:
        """A name and values as the extension takes them: one number stands for all elements, delays are in steps."""
        array, own = numbers(values, f"`{name}`"), self._own(name)
        shape = next((tuple(shape) for known, shape, *_ in self._core.parameters if known == own), None)
        if shape is None:
            self._read(name)  # which says what there is
        elif array.ndim == 0:
            array = np.full(shape, array)
        elif array.shape != shape:
            raise ValueError(f"`{name}` has shape {array.shape}, expected {shape}")
        if own != name and self._is_delay_time(name):
            name, array = own, _steps(array, float(self.dt or 1.0), self.dtype)
        return name, ready(array, self._core.dtype)

    @contextlib.contextmanager
    def _in_its_unit(self, name: str) -> Iterator[None]:
        """Tells of a delay that was given in seconds in seconds, where the extension has steps."""
        try:
            yield
        except ValueError as error:
            told = re.fullmatch(
                r"`.*` holds (\S+) at (\[.*\]); it must lie between (\S+) and (\S+), ends included", str(error)
            )
            if told is None or not self._is_delay_time(name):
                raise
            value, low, high = (f"{float(steps) * float(self.dt or 1.0):.6g}" for steps in told.group(1, 3, 4))
            raise ValueError(
                f"`{name}` holds {value} at {told[2]}; it must lie between {low} and {high} seconds, ends included"
            ) from None

    def __getattr__(self, name: str) -> Any:
        """What somebody may take for an attribute: a parameter by its name, or a method that is called nearly so."""
        if not name.startswith("_"):
            named = self._known()
            of_it = [one for one in named if one.startswith(f"{name}.") or one.endswith(f".{name}")]
            if name in ("weights", "biases"):
                of_it = [one for one in named if one.endswith((".weight", ".bias"))]
            some = ", ".join(f"net[{one!r}]" for one in of_it[:4])
            way = f"; parameters are read by name, {some}" if of_it else near(name, _public(type(self)))
            raise AttributeError(f"a network has no attribute `{name}`{way}")
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")

    def _read(self, own: str) -> NDArray[Any]:
        """A parameter as it is kept; of a name that there is not the error has the nearest, those of times among them."""
        try:
            return self._core.get(own)
        except UnknownNameError as error:
            if ", expected one of " not in str(error):
                raise
            raise UnknownNameError(f"no parameter named `{own}`{self._meant(own)}") from None

    def _meant(self, name: str) -> str:
        """The names that begin or end with one that is near no other, or all, as the end of an error."""
        known = self._known()
        meant = [one for one in known if one.startswith(name) or one.endswith(f".{name}")] if name else []
        named = [f"`{one}`" for one in meant or known]
        return f", did you mean {' or '.join(named)}?" if 0 < len(meant) <= 3 else f", expected one of {', '.join(named)}"

    def _known(self) -> list[str]:
        """Every name by which a parameter is read, those of times before those of the rates that they stand for."""
        known = []
        for own, _, _, has_time in self._core.parameters:
            known += [own.replace(".alpha_", ".tau_")] if has_time else []
            known += [own, f"{own}_time"] if own.endswith(".delay") and self.dt is not None else [own]
        return known

    @staticmethod
    def _is_delay_time(name: str) -> bool:
        return name.endswith(".delay_time")

    def _own(self, name: str) -> str:
        """The parameter that is kept for a time: the rate of a time constant, the steps of a delay; else the name itself."""
        if not isinstance(name, str):
            raise TypeError(f"{shown(name)} is no name of a parameter; expected one such as {self.keys()[0]!r}")
        if ".tau_" in name:
            rate = name.replace(".tau_", ".alpha_")
            if any(has_time and own == rate for own, _, _, has_time in self._core.parameters):
                return rate
        elif self._is_delay_time(name) and self.dt is not None:
            delay = name.removesuffix("_time")
            if delay in self.keys():
                return delay
        return name

    @property
    def _times(self) -> dict[str, float]:
        """The step in seconds, by each rate that stands for a time constant."""
        return {name: self.dt for name, _, _, has_time in self._core.parameters if has_time and self.dt}


def _public(kind: type) -> list[str]:
    """Methods and attributes that are meant for users."""
    return [name for name in dir(kind) if not name.startswith("_")]


def _steps(times: NDArray[Any], dt: float, dtype: np.dtype[Any]) -> NDArray[Any]:
    """Times in seconds as steps. Whole ones stay whole where a time, which the dtype rounds, is off by a rounding."""
    steps = times.astype(np.float64) / dt
    whole = np.rint(steps)
    # That of the time, of the step where it was made of both, and of their product.
    rounding = 2 * np.finfo(dtype).eps * np.abs(whole)
    return np.where(np.abs(steps - whole) <= np.maximum(rounding, 5e-10), whole, steps)
