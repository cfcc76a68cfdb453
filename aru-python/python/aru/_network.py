"""A network: parameters by name, runs, fits, exports."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from . import _aru
from ._analysis import Analysis
from ._arrays import array3, axes, filled, is_ragged, ready
from ._checks import flag, function, optional, shown
from ._data import Data, Trials, as_data, as_given, as_validation, inputs_of
from ._evaluation import Evaluation, GradientReport
from ._exports import Exports
from ._fitting import fitting, setting
from ._history import History, row
from ._load import reading_a_network
from ._named import Named
from ._parameters import Parameters
from ._progress import Progress
from ._settings import Losses, Noise, noise_of, settings
from ._shapes import single_trial_fits
from ._stream import Stream


class Network(Parameters, Exports, Analysis):
    """A network with its parameters. A :class:`Declaration` makes it, or :func:`aru.load`.

    Parameters are read and set by name, ``net["hidden.alpha_s"]``; where the declaration has a ``dt``, rates also as time
    constants in seconds, ``net["hidden.tau_s"]``. Arrays are [trial, step, feature]; of a single trial [step, feature] will do,
    and trials of different length are a list.

    Attributes
    ----------
    history : History or None
        That of the last fit.
    """

    __slots__ = ("_core", "_made", "history")

    history: History | None

    def __init__(self, core: Any, made: Any = None) -> None:
        # What made it, of a declaration: that and its arguments. One out of a file is known by its file alone.
        self._core, self._made, self.history = core, made, None

    # Runs.

    def run(
        self, inputs: Any, *, lengths: Sequence[int] | None = None, noise: Noise = None
    ) -> NDArray[Any] | list[NDArray[Any]]:
        """The outputs for inputs.

        Parameters
        ----------
        inputs : array [trial, step, feature], [step, feature], a list of arrays [step, feature], or Data
            Several inputs stand side by side along the last axis, in the order declared. An array of the network's dtype is
            not copied, whatever its strides. Of :class:`Data` its inputs and lengths.
        lengths : sequence of int, optional
            The number of steps of each trial; beyond them outputs are NaN.
        noise : int or dict of arrays [trial, step, unit], optional
            A seed, or standard normal numbers for each layer with noise. Unless given, and with None or False, there is none;
            a fit, unless told otherwise, has what is declared. A seed does nothing where no layer has noise.

        Returns
        -------
        array [trial, step, output], [step, output], or a list of arrays [step, output]
            As the inputs were given.
        """
        if isinstance(inputs, Data):
            inputs, lengths = inputs_of(inputs, lengths)
        if lengths is None and (noise is None or noise is False) and not is_ragged(inputs):
            array, is_single = array3(inputs, "inputs"), axes(inputs) == 2
            if is_single:
                single_trial_fits(self._core, array.shape)
            outputs = self._core.run(ready(array, self._core.dtype))
            return outputs[0] if is_single else outputs
        data = self._without_targets(inputs, lengths)
        outputs = self._core.ask("outputs", data.arrays(self._core), (("mse", 1.0), []), noise_of(noise), [])
        return as_given(outputs, inputs, data)

    __call__ = run
    predict = run

    def trace(self, inputs: Any, *, lengths: Sequence[int] | None = None, noise: Noise = None) -> dict[str, NDArray[Any]]:
        """What every unit does at every step.

        Parameters
        ----------
        inputs, lengths, noise
            As of :meth:`run`.

        Returns
        -------
        dict of arrays [trial, step, unit]
            Every state and intermediate value, ``hidden.current``, ``hidden.rate``; all outputs side by side as ``outputs``.
            Beyond the length of a trial they are NaN.
        """
        if isinstance(inputs, Data):
            inputs, lengths = inputs_of(inputs, lengths)
        data = self._without_targets(inputs, lengths)
        arrays = data.arrays(self._core)
        outputs, values = self._core.ask("trace", arrays, (("mse", 1.0), []), noise_of(noise), [])
        values["outputs"] = outputs
        is_single = not is_ragged(inputs) and axes(inputs) == 2
        return Named("traced value", {name: array[0] if is_single else array for name, array in values.items()})

    def stream(self) -> Stream:
        """The network one step at a time, from before step 0, with the parameters that it has now, whatever is set later."""
        return Stream(self._core.stream(), self._core.dtype)

    def pull_back(self, inputs: ArrayLike, d_outputs: ArrayLike) -> NDArray[Any]:
        """The adjoint of :meth:`run` at these inputs: what d L / d outputs is as d L / d inputs, for any L.

        Parameters
        ----------
        inputs : array [trial, step, feature] or [step, feature]
        d_outputs : array of the shape of the outputs

        Returns
        -------
        array of the shape of the inputs
        """
        dtype, array, is_single = self._core.dtype, array3(inputs, "inputs"), axes(inputs) == 2
        if is_single:
            single_trial_fits(self._core, array.shape)
        pulled = self._core.pull_back(ready(array, dtype), ready(array3(d_outputs, "d_outputs"), dtype))
        return pulled[0] if is_single else pulled

    def _without_targets(self, inputs: Any, lengths: Sequence[int] | None) -> Data:
        if isinstance(inputs, Data):
            inputs, lengths = inputs_of(inputs, lengths)
        trials, own = filled(inputs, "inputs") if is_ragged(inputs) else (array3(inputs, "inputs"), lengths)
        nothing = np.broadcast_to(np.zeros(1, trials.dtype), (*trials.shape[:2], sum(self.outputs.values())))
        data = Data(trials, nothing, lengths=own)
        data._is_single = not is_ragged(inputs) and axes(inputs) == 2
        return data

    # Training.

    def fit(
        self,
        inputs: Any,
        targets: Trials | None = None,
        *,
        weights: Trials | None = None,
        lengths: Sequence[int] | None = None,
        validation: Any = None,
        progress: bool | None = None,
        on_epoch: Callable[[dict[str, Any], Network], Any] | None = None,
        **keywords: Any,
    ) -> History:
        """Trains the network in place.

        Other threads of Python run meanwhile; they may read the network, as it was before the fit. Setting a parameter of it, or
        another fit of it, is a ``RuntimeError`` then. Ctrl-C ends it within about a tenth of a second, and the network keeps
        what it has learned up to the last whole update; ``KeyboardInterrupt`` is raised then.

        Parameters
        ----------
        inputs : array [trial, step, feature], [step, feature], a list of arrays [step, feature], Data, or a function
            A function makes the data of each epoch: ``generate(epoch, random)`` is given the number of the epoch, from 1, and a
            ``numpy.random.Generator`` that depends on it and on ``seed`` alone; it returns ``(inputs, targets)``,
            ``(inputs, targets, weights)`` or :class:`Data`.
        targets, weights, lengths
            As of :class:`Data`: NaN in targets does not count.
        validation : (inputs, targets), (inputs, targets, weights) or Data, optional
            What the loss is computed of after each epoch.
        progress : bool, optional
            Whether it is shown how far the fit is; unless said, only in a terminal or a notebook, and not of a short fit.
        on_epoch : function, optional
            ``on_epoch(epoch, network)`` is shown each epoch, a dict as of a row of the history, and a copy of the network as
            it is then, so that setting it changes nothing of the fit. Whatever is true that it returns ends the fit; None, as
            of a function that returns nothing, does not.
        loss : str, (str, float) or dict
            ``"mse"`` (as it is unless set), ``"cross_entropy"``, ``"poisson"`` (outputs are expected counts a step); or with what it
            is multiplied by, ``("mse", 0.1)``: the history, evaluations and validation have it with its factor; or a loss for each
            of some outputs by its name, that of the others under None.
        optimiser : str, Adam or Sgd
            ``"adam"`` unless set.
        learning_rate : float
            1e-3 unless set.
        learning_rates : dict of str to float
            Rates for some parameters; names as of ``freeze``, the last that matches counts.
        batch_size : int
            Trials in an update, 20 unless set.
        epochs : int
            How often every trial is gone through, 100 unless set.
        shuffle : bool
            Whether each epoch has an order of its own.
        seed : int
            Of the order of trials, of noise and of generated data.
        noise : bool, int or dict of arrays [trial, step, unit]
            Of layers that declare some: True, as it is unless set, has it drawn by ``seed``, anew in each epoch; a number is
            another seed for it, False is none, a dict has the standard normal numbers themselves. :meth:`run` and
            :meth:`evaluate`, and ``validation`` here, have none unless they are given it.
        schedule : "cosine", Cosine, Step, sequence of float or function
            How rates of learning change: a factor for each epoch, or a function of the epoch (from 1) and their number.
        clip_norm : float
            The most that the norm of the gradient may be.
        truncate : int
            Steps that gradients go back; unless set, all.
        freeze : str or sequence of str
            What is not trained: parameters (``hidden.alpha_s``, ``hidden.tau_s``), all of a layer or link (``hidden``), or
            patterns (``*.alpha_s``).
        weight_decay, l2 : float
            On the weights of links: apart from the gradient (AdamW), or in it.
        penalties : dict of str to (str, float) or to a list of such pairs, or list of (str, str, float)
            What is minimised beside the loss: ``{"hidden.rate": ("square", 0.1), "*.weight": ("l1", 1e-3)}``; the kinds are
            ``"l1"`` and ``"l2"`` of weights, ``"square"`` and ``"smoothness"`` of values of :meth:`trace`. Several of one name
            are a list, ``{"hidden.rate": [("square", 0.1), ("smoothness", 1.0)]}``, as is ``[("hidden.rate", "square", 0.1)]``.
        anneal : dict of str to Anneal or (over, to)
            Spreads of learned delays that narrow to zero.
        early_stopping : int
            Epochs without a new lowest validation loss after which the fit ends.
        restore_best : bool
            Whether the network is left as it was after the epoch of lowest validation loss.
        threads : int
            They change no bit of the result.
        checkpoint : path
            A file that holds all that the fit needs to go on.
        checkpoint_every : float or str
            Minutes (5 unless set), or such as ``"10 epochs"``, ``"1000 updates"``.
        resume : bool or "required"
            Whether the fit goes on from the checkpoint, where there is one, to the end it was going to: data and settings,
            ``epochs`` among them, have to be the same. To train longer than that fit again, which begins with the parameters as
            they are then. The checkpoint before the last is kept beside it, ``.older`` behind its name: where that alone is
            left the fit goes on from it; to begin anew, move both away.

        Returns
        -------
        History
            Also as ``net.history``.

        Raises
        ------
        ValueError
            Data or a setting that cannot work; the network is then as it was.
        OSError
            A checkpoint that cannot be written or read, or that is of a fit with other data or settings, ``epochs`` among them.
        RuntimeError
            The network is in another fit, in another thread or in the ensemble that it is part of.
        TrainingError
            The fit has left the finite numbers; its ``history`` has the epochs before, the network is the last that was good.
        """
        given = settings(**keywords)
        bar = Progress(optional(flag, "progress", progress), given["epochs"])
        given["progress"] = bar if bar.is_on else None
        watch = function("on_epoch", on_epoch)
        given["on_epoch"] = (
            None if watch is None else lambda epoch, core: _ends(watch(row(epoch, self._times), self._like(core)))
        )
        data, given["generate"] = self._data_of(inputs, targets, weights, lengths, given["seed"])
        given["validation"] = None if validation is None else as_validation(validation).arrays(self._core)
        with fitting(self):
            columns, stopped, error = self._core.fit(data, given)
        history = History(columns, stopped, self._times)
        bar.close(history.last())
        self.history = history
        if error is not None:
            raise _with_history(error, history)
        return history

    def _data_of(self, inputs: Any, targets: Any, weights: Any, lengths: Any, seed: int) -> tuple[Any, Any]:
        if not callable(inputs):
            return as_data(inputs, targets, weights, lengths).arrays(self._core), None
        if targets is not None or weights is not None or lengths is not None:
            raise ValueError("a function makes the data: give nothing beside it")

        def generate(epoch: int) -> tuple[Any, ...]:
            return _generated(inputs(epoch, np.random.default_rng([seed, epoch]))).arrays(self._core)

        return None, generate

    # Questions.

    def evaluate(
        self,
        inputs: Any,
        targets: Trials | None = None,
        *,
        weights: Trials | None = None,
        lengths: Sequence[int] | None = None,
        loss: Losses = "mse",
        noise: Noise = None,
        penalties: Any = None,
    ) -> Evaluation:
        """What the network does on data, as training counts them: losses, gradients, outputs, each computed when asked for.

        It keeps the parameters of this moment, whatever is done with the network later. The arrays are read each time: what is
        written to them later counts, but for lists of trials, which are copied.

        Parameters
        ----------
        inputs, targets, weights, lengths
            As of :class:`Data`.
        loss, penalties
            As of :meth:`fit`.
        noise : int or dict of arrays [trial, step, unit], optional
            As of :meth:`run`, unless given none.
        """
        return Evaluation(self._core, as_data(inputs, targets, weights, lengths), loss, noise, penalties)

    def check_gradients(self, inputs: Any, targets: Trials | None = None, **keywords: Any) -> GradientReport:
        """Holds the derived gradient against differences of the loss, element by element and in float64.

        It runs the network some ten times for each element: a few short trials are enough. Keywords as of :meth:`evaluate`.

        Examples
        --------
        >>> print(net.check_gradients(x, y))    # doctest: +SKIP
        >>> assert net.check_gradients(x, y)    # doctest: +SKIP
        """
        return self.evaluate(inputs, targets, **keywords).check()

    @property
    def is_compiled(self) -> bool:
        """Whether it runs code that was built for it, as of :func:`aru.compiled`; the bits are the same."""
        return self._core.is_compiled

    # Elsewhere.

    def save(self, path: str | os.PathLike[str]) -> None:
        """Writes parameters and declaration to a safetensors file, which Rust, PyTorch and :func:`aru.load` read.

        The history is not in it; pickle keeps that too.
        """
        self._core.save(os.fspath(path))

    def load_matching(self, path: str | os.PathLike[str]) -> str:
        """Takes from a file of :meth:`save`, of any network, what has the same name and shape; says what that was.

        Files of others, which hold no network, go through :meth:`update`: ``net.update(safetensors.numpy.load_file(path))``.
        """
        with setting(self, "parameters"), reading_a_network():
            return self._core.load_matching(os.fspath(path))

    def summary(self) -> str:
        """Layers, links, parameters and constants as a table, with notes on what to be careful with."""
        return self._core.summary()

    def copy(self) -> Network:
        """Another one with the same parameters and history."""
        copy = self._like(self._core.copy())
        copy.history = self.history
        return copy

    __copy__ = copy

    def __deepcopy__(self, memo: Any) -> Network:
        return self.copy()

    def _like(self, core: Any) -> Network:
        return Network(core, self._made)

    def __reduce__(self) -> tuple[Any, ...]:
        if self._made is None:
            return _from_file, (_as_file(self._core), self._core.dtype, self.history)
        declaration, given = self._made
        return _again, (declaration, given, self._core.dtype, self._core.values(), self.history)

    def __repr__(self) -> str:
        return self.summary()


def _again(declaration: Any, given: dict[str, Any], dtype: str, values: NDArray[Any], history: History | None) -> Network:
    """What was pickled."""
    # Nothing is built where it is unpickled.
    (network,) = declaration._networks([0], dtype, given, builds=False)
    first = 0
    for name, shape, *_ in network._core.parameters:
        length = int(np.prod(shape))
        network._core.set(name, values[first : first + length])
        first += length
    network.history = history
    return network


def _generated(made: Any) -> Data:
    return as_validation(made, "what the function made")


def _as_file(core: Any) -> bytes:
    """The content of the file that it is saved as."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "network.safetensors")
        core.save(path)
        with open(path, "rb") as file:
            return file.read()


def _from_file(content: bytes, dtype: str, history: History | None) -> Network:
    """What was pickled as a file."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "network.safetensors")
        with open(path, "wb") as file:
            file.write(content)
        network = Network(_aru.load(path, dtype))
    network.history = history
    return network


def _ends(answer: Any) -> bool:
    """Whether what ``on_epoch`` returned ends the fit."""
    try:
        return bool(answer)
    except (TypeError, ValueError):
        raise ValueError(
            f"on_epoch has returned {shown(answer)}, which is neither true nor false; whatever is true ends the fit: return None, True "
            "or False"
        ) from None


def _with_history(error: BaseException, history: History) -> BaseException:
    if hasattr(type(error), "history"):
        error.history = history  # type: ignore[attr-defined]
    return error
