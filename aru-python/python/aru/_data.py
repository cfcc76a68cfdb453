"""Data sets: inputs, targets, and which of them count."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Union

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ._arrays import array3, axes, filled, is_ragged, numbers, ready, whole
from ._checks import checked, flag
from ._labels import labels_of
from ._shapes import single_trial_fits, targets_fit, targets_of
from .numpy_only._tensors import plain

#: One array, or a list of trials that each have an array [step, feature].
Trials = Union[ArrayLike, Sequence[ArrayLike]]


class Data:
    """Inputs and targets of many trials.

    Parameters
    ----------
    inputs : array [trial, step, feature], [step, feature], or a list of arrays [step, feature]
        Several inputs of a network stand side by side along the last axis, in the order declared. A list may have trials of
        different length. Features are taken by their place: columns of a DataFrame in the order in which they stand there,
        whatever they are called; ``frame[["left", "right"]]`` puts them in another.
    targets : the same form
        As many trials and steps as the inputs, a feature for each unit of the outputs; for a single one the last axis may be left
        out. NaN does not count: a step without any target has weight zero, of one with some the others count. What is masked, by
        ``numpy.ma``, is NaN; of inputs nothing may be missing.
    weights : array, optional
        How much each step counts: [trial, step]; with a third axis, each output of each step; with one axis, each trial (of a
        single trial, each step). Zero or more; only their ratios matter. For a list of trials it is a list too, of arrays [step] or
        [step, output] that are as long as the trials, or of a number for each trial.
    lengths : sequence of int, optional
        The number of steps of each trial where arrays are padded. What lies beyond is ignored, NaN included.

    Notes
    -----
    Arrays are taken as they are, whatever their strides; the network copies them once, in its own dtype, when it trains.

    Examples
    --------
    >>> import numpy as np, aru
    >>> data = aru.Data([np.zeros((5, 2)), np.zeros((8, 2))], [np.ones((5, 1)), np.ones((8, 1))])
    >>> len(data), data.lengths
    (2, [5, 8])
    """

    __slots__ = ("_is_single", "inputs", "lengths", "targets", "weights")

    inputs: NDArray[Any]
    targets: NDArray[Any]
    weights: NDArray[Any] | None
    lengths: list[int] | None

    def __init__(
        self,
        inputs: Any,
        targets: Any,
        weights: Any = None,
        lengths: Sequence[int] | None = None,
    ) -> None:
        inputs, targets, weights = plain(inputs), plain(targets), plain(weights)
        is_single = self._is_single = not is_ragged(inputs) and axes(inputs) == 2
        self.lengths = (
            None
            if lengths is None
            else [
                whole(f"length of trial {trial}", length, 1)
                for trial, length in enumerate(checked("lengths", lengths, list, "a whole number for each trial"))
            ]
        )
        if is_ragged(inputs):
            if lengths is not None:
                raise ValueError("lengths are given for a list of trials; each has the length of its array")
            if not isinstance(targets, (list, tuple, np.ndarray)):
                raise ValueError("targets are no list with an array for each trial of the inputs")
            if len(targets) != len(inputs):
                raise ValueError(
                    f"targets are a list of {len(targets)} trials, expected {len(inputs)}, as many as the inputs"
                )
            self.inputs, self.lengths = filled(inputs, "inputs")
            self.targets, own = filled([_column(trial) for trial in targets], "targets")
            for place, (steps, expected) in enumerate(zip(own, self.lengths)):
                if steps != expected:
                    raise ValueError(
                        f"targets of trial {place} have {steps} steps, expected {expected}, as many as its inputs"
                    )
            if len(set(self.lengths)) == 1:
                self.lengths = None
        else:
            self.inputs = array3(inputs, "inputs")
            self.targets = targets_of(targets, self.inputs.shape, is_single)
        self.weights = None if weights is None else self._weights(weights, is_single, is_ragged(inputs))

    @classmethod
    def labelled(
        cls,
        inputs: Trials,
        labels: ArrayLike,
        classes: int,
        *,
        last_step_only: bool = False,
        weights: Trials | None = None,
        lengths: Sequence[int] | None = None,
    ) -> Data:
        """Trials with a label each, for the loss ``"cross_entropy"``.

        Parameters
        ----------
        inputs : as of :class:`Data`
        labels : array [trial] of int
            A class each, from 0 to ``classes - 1``; of bool False is 0 and True is 1, and floats that are whole will do. Names of
            classes become numbers by ``np.unique(labels, return_inverse=True)[1]``, in their order.
        classes : int
            How many there are: units of the output.
        last_step_only : bool
            Whether the class is asked for in the last step of a trial alone, or in every step.
        weights, lengths : optional
            As of :class:`Data`: weights say in which other steps the class is asked for.
        """
        classes = whole("classes", classes, 1)
        if flag("last_step_only", last_step_only) and weights is not None:
            raise ValueError("last_step_only says which steps count; give weights or last_step_only")
        classes_of = labels_of(labels, classes)
        if is_ragged(inputs):
            trials, own = filled(inputs, "inputs")
            lengths = own if lengths is None else lengths
        else:
            trials = array3(inputs, "inputs")
        if len(classes_of) != len(trials):
            raise ValueError(f"labels have shape {classes_of.shape}, expected ({len(trials)},), one for each trial")
        steps = trials.shape[1]
        one_hot = np.eye(classes, dtype=trials.dtype if trials.dtype.kind == "f" else np.float64)[classes_of]
        targets = np.broadcast_to(one_hot[:, np.newaxis], (len(trials), steps, classes))
        if last_step_only:
            weights = np.zeros((len(trials), steps))
            weights[np.arange(len(trials)), np.asarray(lengths) - 1 if lengths is not None else steps - 1] = 1
        return cls(trials, targets, weights, lengths)

    @classmethod
    def joined(cls, parts: Iterable[Data]) -> Data:
        """The trials of several data sets, one set after the other, whatever their lengths.

        Examples
        --------
        >>> aru.Data.joined([aru.Data(np.zeros((3, 10, 1)), np.ones((3, 10, 1))), aru.Data(np.zeros((25, 1)), np.ones((25, 1)))])
        Data(4 trials of 10 to 25 steps, 1 inputs, 1 targets)
        """
        all_parts = checked("parts", parts, list, "a list of aru.Data")
        if not all_parts or not all(isinstance(part, Data) for part in all_parts):
            raise ValueError("parts are no list of aru.Data, with at least one in it")
        are_weighted = any(part.weights is not None for part in all_parts)
        by_output = any(part.weights is not None and part.weights.ndim == 3 for part in all_parts)
        inputs, targets, weights = [], [], []
        for part in all_parts:
            for trial in range(len(part)):
                steps = slice(part.lengths[trial] if part.lengths else part.inputs.shape[1])
                inputs.append(part.inputs[trial, steps])
                targets.append(part.targets[trial, steps])
                own = np.ones(len(inputs[-1])) if part.weights is None else part.weights[trial, steps]
                weights.append(np.broadcast_to(own.T, targets[-1].T.shape).T if by_output and own.ndim == 1 else own)
        return cls(inputs, targets, weights if are_weighted else None)

    def windows(self, length: int, stride: int, burn_in: int = 0) -> Data:
        """Each trial cut into windows of ``length`` steps that start ``stride`` steps apart, as Rust's ``windows`` does.

        Parameters
        ----------
        length, stride : int
            In steps. The last window of a trial is the first that reaches its end, and may be shorter; it has its burn-in too, so that
            few of its steps may count.
        burn_in : int
            Steps at the beginning of each window that only let the state settle: they get weight zero. With a ``stride`` of
            ``length - burn_in`` every step after the first ``burn_in`` of a trial counts once.

        Examples
        --------
        >>> recording = aru.Data(np.zeros((7000, 1)), np.zeros((7000, 1)))
        >>> recording.windows(500, 400, 100)
        Data(18 trials of 200 to 500 steps, 1 inputs, 1 targets)
        """
        trials, steps, _ = self.inputs.shape
        ends = self.lengths or [steps] * trials
        length, stride = whole("length of the windows", length, 1), whole("stride of the windows", stride, 1)
        if length > max(ends):
            raise ValueError(
                f"length of the windows is {length}; expected at most {max(ends)}, the steps of the longest trial"
            )
        if whole("burn_in", burn_in, 0) >= min(length, *ends):
            raise ValueError(
                f"burn_in is {burn_in}, which leaves no step of a window or of the shortest trial; give a smaller one"
            )
        weights = np.array(np.ones((trials, steps)) if self.weights is None else self.weights)
        parts: list[list[NDArray[Any]]] = [[], [], []]
        for trial, end in enumerate(ends):
            for start in range(0, end - burn_in, stride):
                for part, array in zip(parts, (self.inputs, self.targets, weights)):
                    part.append(np.array(array[trial, start : min(start + length, end)]))
                parts[2][-1][:burn_in] = 0
                if start + length >= end:
                    break
        return Data(parts[0], parts[1], parts[2])

    def _weights(self, weights: Any, is_single: bool, is_list: bool) -> NDArray[Any]:
        trials, steps, _ = self.inputs.shape
        if (is_list or self.lengths) and isinstance(weights, (list, tuple)) and weights and axes(weights[0]) > 0:
            array, own = filled([_column(trial) for trial in weights], "weights")
            if len(own) != trials:
                raise ValueError(f"weights are a list of {len(own)} trials, expected {trials}, as many as the inputs")
            for place, (found, expected) in enumerate(zip(own, self.lengths or [steps] * trials)):
                # Beside an array that is padded they may be as long as that.
                if found != expected and (is_list or found != steps):
                    raise ValueError(
                        f"weights of trial {place} have {found} steps, expected {expected}, as many as its inputs"
                    )
            return array[..., 0] if axes(weights[0]) == 1 else array
        array = numbers(weights, "weights")
        if is_single and array.ndim < 3:
            array = array[np.newaxis]
        elif array.ndim == 1 and len(array) == trials:
            array = np.broadcast_to(array[:, np.newaxis], (trials, steps))
        if array.ndim not in (2, 3):
            raise ValueError(f"weights has shape {array.shape}, expected [trial, step] or [trial, step, output]")
        return array

    def arrays(self, core: Any) -> tuple[Any, ...]:
        """What the extension takes, for a network of its own."""
        if self._is_single:
            single_trial_fits(core, self.inputs.shape)
        targets_fit(core, self.targets.shape[2])
        dtype = core.dtype
        weights = None if self.weights is None else ready(self.weights, dtype, self.lengths)
        by_step, by_output = (weights, None) if weights is None or weights.ndim == 2 else (None, weights)
        inputs, targets = (ready(array, dtype, self.lengths) for array in (self.inputs, self.targets))
        return inputs, targets, by_step, by_output, self.lengths

    @property
    def is_single(self) -> bool:
        """Whether it is one trial that was given as [step, feature]."""
        return self._is_single

    def __len__(self) -> int:
        return len(self.inputs)

    def __getitem__(self, trials: Any) -> Data:
        """Some of the trials: a slice, a list of numbers or an array of bool."""
        chosen = np.arange(len(self))[trials]
        chosen = np.atleast_1d(chosen)
        some = object.__new__(Data)
        some._is_single = False
        some.inputs, some.targets = self.inputs[chosen], self.targets[chosen]
        some.weights = None if self.weights is None else self.weights[chosen]
        some.lengths = None if self.lengths is None else [self.lengths[place] for place in chosen]
        return some

    def __repr__(self) -> str:
        trials, steps, features = self.inputs.shape
        lengths = f"{steps}" if self.lengths is None else f"{min(self.lengths)} to {max(self.lengths)}"
        return f"Data({trials} trials of {lengths} steps, {features} inputs, {self.targets.shape[2]} targets)"


def _column(trial: ArrayLike) -> ArrayLike:
    """A trial of one target may have one axis."""
    return np.asarray(plain(trial))[:, np.newaxis] if axes(trial) == 1 else trial


def as_data(inputs: Any, targets: Any, weights: Any = None, lengths: Any = None) -> Data:
    """What a method was given, as data."""
    if isinstance(inputs, Data):
        if targets is not None or weights is not None or lengths is not None:
            raise ValueError("the data have their own targets, weights and lengths; give nothing else")
        return inputs
    if targets is None:
        pairs = isinstance(inputs, (list, tuple)) and any(isinstance(one, (tuple, Data)) for one in inputs)
        hint = "; of many trials give one list of inputs and one of targets, or aru.Data(inputs, targets)" if pairs else ""
        if not isinstance(inputs, (list, tuple)) and not hasattr(inputs, "__array__"):
            # A loader, a generator that was called already, an iterator: what makes data, in no form that is known.
            raise ValueError(
                f"inputs is a {type(inputs).__name__}, and targets are missing; expected arrays, inputs and targets, or aru.Data; or a "
                "function generate(epoch, random) that makes the data of each epoch and returns (inputs, targets)"
            )
        raise ValueError(f"targets are missing{hint}")
    return Data(inputs, targets, weights, lengths)


def as_validation(given: Any, what: str = "validation") -> Data:
    """``(inputs, targets)``, ``(inputs, targets, weights)`` or data."""
    if isinstance(given, Data):
        return given
    if isinstance(given, (tuple, list)) and len(given) in (2, 3) and not isinstance(given[0], Data):
        return Data(*given)
    raise ValueError(
        f"{what} is no aru.Data and no (inputs, targets) or (inputs, targets, weights); such as (x[80:], y[80:])"
    )


def inputs_of(data: Data, lengths: Sequence[int] | None) -> tuple[NDArray[Any], Sequence[int] | None]:
    """What of data a run takes, and their lengths."""
    if lengths is not None:
        raise ValueError("the data have their own lengths; give nothing else")
    return data.inputs, data.lengths


def as_given(outputs: NDArray[Any], inputs: Trials, data: Data) -> Any:
    """Outputs in the form of the inputs: of a list a list, of a single trial its array."""
    if is_ragged(inputs):
        lengths = data.lengths or [outputs.shape[1]] * len(outputs)
        return [trial[:length] for trial, length in zip(outputs, lengths)]
    return outputs[0] if axes(inputs) == 2 else outputs
