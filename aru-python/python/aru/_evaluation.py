"""What a network does on a data set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

from ._data import Data
from ._named import Gradients
from ._settings import Losses, Noise, losses_of, noise_of, penalties_of


class Evaluation:
    """Losses, scores, gradients and outputs of a network on data. Each is computed anew when it is asked for."""

    __slots__ = ("_asked", "_core", "_data")

    def __init__(self, core: Any, data: Data, loss: Losses, noise: Noise, penalties: Any) -> None:
        # What is done with the network later does not change what is asked of it now.
        self._core, self._data = core.copy(), data
        self._asked = (losses_of(loss), noise_of(noise), penalties_of(penalties))

    def _ask(self, what: str) -> Any:
        return self._core.ask(what, self._data.arrays(self._core), *self._asked)

    def _as_given(self, array: NDArray[Any]) -> NDArray[Any]:
        return array[0] if self._data.is_single else array

    @property
    def loss(self) -> float:
        """sum(weight x error) / sum(weight) over all steps that count, of all outputs."""
        return self._ask("loss")

    @property
    def losses(self) -> dict[str, float]:
        """What each output adds to the loss, by its name: its weighted errors, times its factor, over the weights of all outputs.

        They add up to :attr:`loss` where each output has a loss of its own. Where outputs do not all count in the same steps (NaN in
        targets of one of them), that divisor is no output's own: :attr:`mean_squared_error`, :attr:`bits_per_spike` and
        :attr:`accuracies` say how good each is over the steps in which it counts itself.
        """
        return self._ask("loss_by_output")

    @property
    def outputs(self) -> NDArray[Any]:
        """[trial, step, output], NaN beyond the length of a trial; [step, output] of data that were given as [step, feature]."""
        return self._as_given(self._ask("outputs"))

    @property
    def gradients(self) -> dict[str, NDArray[Any]]:
        """The derivative of the loss, and of penalties, with respect to every learned parameter, by its name.

        That of a constant in logistic bounds is with respect to the constant itself. Rates are the parameters, and that with
        respect to a time constant is -(alpha / tau) times that of its rate: tau = dt / alpha.
        """
        return Gradients("gradient", self._ask("gradients")[2])

    @property
    def penalty(self) -> float:
        """The penalties, each times its factor."""
        return self._ask("gradients")[1]

    @property
    def input_gradients(self) -> NDArray[Any]:
        """The derivative with respect to every input: [trial, step, feature], or [step, feature] as the data were given.

        Zero beyond the length of a trial.
        """
        return self._as_given(self._ask("input_gradients"))

    @property
    def correlation(self) -> NDArray[Any]:
        """Pearson's, of outputs and targets over all steps that count: [unit], NaN for a unit that does not vary."""
        return self._ask("correlation")

    @property
    def mean_squared_error(self) -> NDArray[Any]:
        """The weighted mean of squared errors over the steps in which each unit counts itself: [unit]."""
        return self._ask("mean_squared_error")

    @property
    def variance_explained(self) -> NDArray[Any]:
        """1 - squared errors / squared deviations of the targets from their mean, over all steps that count: [unit]."""
        return self._ask("variance_explained")

    @property
    def bits_per_spike(self) -> NDArray[Any]:
        """How much more likely the counts are under the outputs than under their own mean, as Poisson counts: [unit].

        Targets are spike counts and outputs the counts expected in a step. In bits for each spike; 0 for a prediction that knows
        the mean alone, NaN of a unit without a spike, and of an output that holds what is no rate, beside others that do.
        """
        return self._ask("bits_per_spike")

    @property
    def accuracy(self) -> float:
        """The share of trials in which the class of the mean output, over the steps that count, is that of the targets.

        The units of the output are the classes. Of several outputs :attr:`accuracies` has one each.
        """
        outputs = [name for name, _ in self._core.ends[1]]
        if len(outputs) > 1:
            named = ", ".join(f"`{name}`" for name in outputs)
            raise ValueError(f"the network has {len(outputs)} outputs, {named}; `accuracies` has the accuracy of each")
        return next(iter(self.accuracies.values()))

    @property
    def accuracies(self) -> dict[str, float]:
        """The accuracy of each output alone, by its name; NaN of one with fewer than two units, or whose targets are missing."""
        return self._ask("accuracies")

    def check(self) -> GradientReport:
        """Holds the gradient against differences of the loss; see :meth:`Network.check_gradients`."""
        is_correct, error, text, rows = self._ask("check")
        return GradientReport(is_correct, error, tuple(ParameterReport(*row) for row in rows), text)

    def __repr__(self) -> str:
        return f"Evaluation({self._data!r}, loss={self.loss:.6g})"


@dataclass(frozen=True)
class ParameterReport:
    """The gradient of one parameter, or the derivative of a loss with respect to the outputs, derived and measured."""

    name: str
    index: list[int]
    derived: float
    measured: float
    error: float
    uncertain: int
    elements: int


@dataclass(frozen=True)
class GradientReport:
    """What a check of gradients found; true where it is correct, a table where it is printed.

    Attributes
    ----------
    is_correct : bool
        Every element could be told, and no error is above a millionth.
    error : float
        The largest, relative to the largest element of its parameter.
    parameters : tuple of ParameterReport
        Every learned parameter, and every loss.
    """

    is_correct: bool
    error: float
    parameters: tuple[ParameterReport, ...]
    _text: str

    def __bool__(self) -> bool:
        return self.is_correct

    def __repr__(self) -> str:
        return self._text
