"""Many networks of one declaration that train side by side."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from . import _aru
from ._arrays import is_ragged, numbers
from ._checks import checked, flag, optional, shown
from ._data import Data, Trials, as_data, as_validation
from ._errors import TrainingError
from ._fitting import fitting
from ._history import History
from ._network import Network
from ._progress import Progress
from ._settings import Noise, settings


class Ensemble(Sequence[Network]):
    """Networks that train side by side, 16 in lockstep: for seeds, data sets, or points of a grid of constants.

    ``Declaration.seeds`` and ``Declaration.grid`` make ensembles; so does a list of networks of one declaration and dtype.
    Each result is that of training the network alone, up to rounding. What else a network does is asked of each:
    ``[net.evaluate(x, y).loss for net in nets]``.

    Examples
    --------
    >>> nets = Paper.seeds(range(16), H=32)                                   # doctest: +SKIP
    >>> nets.fit(x, y, epochs=100, validation=(x_val, y_val), restore_best=True)  # doctest: +SKIP
    >>> best = nets.best()                                                    # doctest: +SKIP
    """

    def __init__(self, networks: Iterable[Network]) -> None:
        self._networks = checked("networks of an ensemble", networks, list, "networks of one declaration")
        if not self._networks:
            raise ValueError("an ensemble has at least one network")
        first: Any = self._networks[0]
        for place, network in enumerate(self._networks):
            if not isinstance(network, Network):
                raise TypeError(f"network {place} of an ensemble is {shown(network)}; expected what a declaration makes")
            if network.dtype != first.dtype:
                raise ValueError(
                    f"network {place} has dtype {network.dtype}, and network 0 {first.dtype}; those of an ensemble have one dtype"
                )
            if not _is_like(network, first):
                raise ValueError(
                    f"network {place} is of another declaration than network 0, or has other sizes; those of an ensemble differ "
                    "in the values of their parameters alone"
                )

    def __len__(self) -> int:
        return len(self._networks)

    def __iter__(self) -> Iterator[Network]:
        return iter(self._networks)

    def __getitem__(self, which: Any) -> Any:
        """A network by its place, some by a slice, a list of places or an array of bool; or a parameter of all by its name, [network, ..], a copy that cannot be
        written to: ``nets[name] = values`` sets it.
        """
        if isinstance(which, str):
            values = np.stack([network[which] for network in self._networks])
            values.flags.writeable = False
            return values
        if isinstance(which, (list, np.ndarray)):
            chosen = np.atleast_1d(np.arange(len(self))[np.asarray(which)])
            return Ensemble([self._networks[place] for place in chosen])
        return Ensemble(self._networks[which]) if isinstance(which, slice) else self._networks[which]

    def __setitem__(self, name: str, values: ArrayLike) -> None:
        """Sets a parameter of every network, of all or of none: from one number, or an array [network, ..]."""
        array = numbers(values, f"`{name}`")
        if array.ndim and len(array) != len(self):
            raise ValueError(f"`{name}` has shape {array.shape}, expected {len(self)} values, one for each network")
        before: list[dict[str, NDArray[Any]]] = []
        try:
            for place, network in enumerate(self._networks):
                known = network.parameters
                network[name] = array[place] if array.ndim else array
                before.append(known)
        except BaseException:
            # What one of them refuses is set in none.
            for network, known in zip(self._networks, before):
                network.update(known)
            raise

    def __getattr__(self, name: str) -> Any:
        """What a network has and an ensemble has not: the way out."""
        if not name.startswith("_") and hasattr(Network, name):
            raise AttributeError(f"an ensemble has no `{name}`, its networks have: [network.{name} for network in nets]")
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")

    def run(
        self, inputs: Any, *, lengths: Sequence[int] | None = None, noise: Noise = None
    ) -> NDArray[Any] | list[NDArray[Any]]:
        """The outputs of every network: [network, trial, step, output], or [network, step, output] of a single trial.

        Of a list of trials a list of arrays [network, step, output]. ``lengths`` and ``noise`` as of :meth:`Network.run`; all
        networks get the same noise.
        """
        outputs = [network.run(inputs, lengths=lengths, noise=noise) for network in self._networks]
        return [np.stack(trial) for trial in zip(*outputs)] if is_ragged(inputs) else np.stack(outputs)

    def fit(
        self,
        inputs: Any,
        targets: Trials | None = None,
        *,
        weights: Trials | None = None,
        lengths: Sequence[int] | None = None,
        validation: Any = None,
        progress: bool | None = None,
        **keywords: Any,
    ) -> list[History]:
        """Trains all networks in place.

        A network that leaves the finite numbers has the error as ``history.error``, and does not touch the others; a
        ``RuntimeWarning`` names all of them. Ctrl-C, and what else is done with the networks meanwhile, as of
        :meth:`Network.fit`.

        Parameters
        ----------
        inputs : as of :meth:`Network.fit`, or a list of Data
            A list of :class:`Data`, or of pairs ``(inputs, targets)``, has one for each network.
        targets, weights, lengths
            As of :class:`Data`.
        validation : as of :meth:`Network.fit`, or a list of Data
        lockstep : bool
            Whether networks train in lockstep however few they are: then no bit of one depends on the others.
        threads : int
            Each takes a group of up to 16 networks, or a network.
        **keywords
            As of :meth:`Network.fit`, but ``on_epoch``.

        Returns
        -------
        list of History
            One for each network, also as ``network.history``.
        """
        given = settings(**keywords)
        bar = Progress(optional(flag, "progress", progress), given["epochs"], f"{len(self)} networks")
        given["progress"] = bar if bar.is_on else None
        given["on_epoch"] = None
        first = self._networks[0]
        core = first._core
        if _is_one_for_each(inputs, targets):
            if targets is not None or weights is not None or lengths is not None:
                raise ValueError("the data have their own targets, weights and lengths; give nothing else")
            data: Any = [as_validation(one, f"the data of network {place}").arrays(core) for place, one in enumerate(inputs)]
            given["generate"] = None
        elif callable(inputs):
            data, given["generate"] = first._data_of(inputs, targets, weights, lengths, given["seed"])
        else:
            data, given["generate"] = as_data(inputs, targets, weights, lengths).arrays(core), None
        given["validation"] = _validation(validation, core)
        with fitting(*self._networks):
            error, outcomes = _aru.fit_ensemble([network._core for network in self._networks], data, given)
        bar.close()
        histories = []
        for network, (columns, stopped, fault) in zip(self._networks, outcomes):
            history = History(columns, stopped, network._times)
            history.error = fault
            network.history = history
            histories.append(history)
        if error is not None:
            raise error
        failed = _failed(histories)
        if failed:
            warnings.warn(f"{failed}; `history.error` of each says why", RuntimeWarning, stacklevel=2)
        return histories

    def best(self) -> Network:
        """That of the lowest validation loss, or without validation the lowest training loss, of the last fit.

        Raises
        ------
        TrainingError
            None has come to the end of its fit.
        """
        losses = []
        for network in self._networks:
            history = network.history
            if history is None:
                raise ValueError("the ensemble has not been trained")
            column = history.get("validation_loss", history["train_loss"])
            losses.append(np.min(column) if len(column) and history.error is None else np.inf)
        failed = _failed([network.history for network in self._networks if network.history is not None])
        if failed and not np.isfinite(losses).any():
            raise TrainingError(f"{failed}: there is no best one")
        return self._networks[int(np.argmin(losses))]

    def __repr__(self) -> str:
        return f"Ensemble({len(self)} networks {self._networks[0].name})"


def _is_like(network: Network, other: Network) -> bool:
    """Whether both are of one declaration and sizes."""
    if network._made and other._made and all(one is same for one, same in zip(network._made, other._made)):
        return True  # of one call, which is known without writing them down
    return network.dt == other.dt and network._core.export(language="json") == other._core.export(language="json")


def _is_one_for_each(inputs: Any, targets: Any) -> bool:
    """Whether there is a data set for each network: a list of Data, or of pairs where no targets stand beside it."""
    if not isinstance(inputs, list) or not inputs:
        return False
    kinds = (Data, tuple) if targets is None else (Data,)
    return all(isinstance(one, kinds) for one in inputs)


def _failed(histories: list[History]) -> str:
    """Which networks came to no end, and why the first of them did not; empty where all did."""
    places = [place for place, history in enumerate(histories) if history.error is not None]
    if not places:
        return ""
    named = f"network {places[0]}" if len(places) == 1 else f"networks {', '.join(map(str, places[:-1]))} and {places[-1]}"
    return f"{len(places)} of {len(histories)} networks ended in an error, {named}: {histories[places[0]].error}"


def _validation(given: Any, core: Any) -> Any:
    if given is None:
        return None
    if isinstance(given, list):
        return [as_validation(one).arrays(core) for one in given]
    return as_validation(given).arrays(core)
