"""Many networks of one declaration that train side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from . import _aru
from ._arrays import is_ragged
from ._data import Trials, as_data, as_validation
from ._history import History
from ._network import Network
from ._progress import Progress
from ._settings import settings


class Ensemble(Sequence[Network]):
    """Networks that train side by side, 16 in lockstep: for seeds, data sets, or points of a grid of constants.

    ``Declaration.seeds`` and ``Declaration.grid`` make ensembles; so does a list of networks of one declaration and dtype.
    Each result is that of training the network alone, up to rounding.

    Examples
    --------
    >>> nets = Paper.seeds(range(16), H=32)                                   # doctest: +SKIP
    >>> nets.fit(x, y, epochs=100, validation=(x_val, y_val), restore_best=True)  # doctest: +SKIP
    >>> best = nets.best()                                                    # doctest: +SKIP
    """

    def __init__(self, networks: Iterable[Network]) -> None:
        self._networks = list(networks)
        if not self._networks:
            raise ValueError("an ensemble has at least one network")

    def __len__(self) -> int:
        return len(self._networks)

    def __iter__(self) -> Iterator[Network]:
        return iter(self._networks)

    def __getitem__(self, which: Any) -> Any:
        """A network by its place, some by a slice; or a parameter of all by its name: [network, ..]."""
        if isinstance(which, str):
            return np.stack([network[which] for network in self._networks])
        return Ensemble(self._networks[which]) if isinstance(which, slice) else self._networks[which]

    def __setitem__(self, name: str, values: ArrayLike) -> None:
        """Sets a parameter of every network: from one number, or an array [network, ..]."""
        array = np.asarray(values)
        if array.ndim and len(array) != len(self):
            raise ValueError(f"`{name}` has shape {array.shape}, expected {len(self)} values, one for each network")
        for place, network in enumerate(self._networks):
            network[name] = array[place] if array.ndim else array

    def run(self, inputs: Trials) -> NDArray[Any] | list[NDArray[Any]]:
        """The outputs of every network: [network, trial, step, output], or [network, step, output] of a single trial.

        Of a list of trials a list of arrays [network, step, output].
        """
        outputs = [network.run(inputs) for network in self._networks]
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

        A network that leaves the finite numbers has the error as ``history.error``, and does not touch the others. Ctrl-C as
        of :meth:`Network.fit`.

        Parameters
        ----------
        inputs : as of :meth:`Network.fit`, or a list of Data
            A list of :class:`Data` has one for each network.
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
        shown = Progress(progress, given["epochs"], f"{len(self)} networks")
        given["progress"] = shown if shown.is_on else None
        given["on_epoch"] = None
        first = self._networks[0]
        dtype = first._core.dtype
        if isinstance(inputs, list) and all(hasattr(one, "arrays") for one in inputs):
            if targets is not None or weights is not None or lengths is not None:
                raise ValueError("the data have their own targets, weights and lengths; give nothing else")
            data: Any = [one.arrays(dtype) for one in inputs]
            given["generate"] = None
        elif callable(inputs):
            data, given["generate"] = first._data_of(inputs, targets, weights, lengths, given["seed"])
        else:
            data, given["generate"] = as_data(inputs, targets, weights, lengths).arrays(dtype), None
        given["validation"] = _validation(validation, dtype)
        error, outcomes = _aru.fit_ensemble([network._core for network in self._networks], data, given)
        shown.close()
        histories = []
        for network, (columns, stopped, fault) in zip(self._networks, outcomes):
            history = History(columns, stopped, network._times)
            history.error = fault
            network.history = history
            histories.append(history)
        if error is not None:
            raise error
        return histories

    def best(self) -> Network:
        """That of the lowest validation loss, or without validation the lowest training loss, of the last fit."""
        losses = []
        for network in self._networks:
            history = network.history
            if history is None:
                raise ValueError("the ensemble has not been trained")
            column = history.get("validation_loss", history["train_loss"])
            losses.append(np.min(column) if len(column) and history.error is None else np.inf)
        return self._networks[int(np.argmin(losses))]

    def __repr__(self) -> str:
        return f"Ensemble({len(self)} networks {self._networks[0].name})"


def _validation(given: Any, dtype: str) -> Any:
    if given is None:
        return None
    if isinstance(given, list):
        return [as_validation(one).arrays(dtype) for one in given]
    return as_validation(given).arrays(dtype)
