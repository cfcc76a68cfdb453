"""A scikit-learn estimator."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, RegressorMixin
from sklearn.utils import check_random_state
from sklearn.utils.validation import _check_sample_weight, check_array, check_is_fitted, validate_data

from ._arrays import axes, is_ragged
from ._checks import number, shown
from ._data import Data
from ._declaration import Declaration, net
from ._network import Network
from ._scores import accuracy, r2, score_of
from ._shapes import targets_of
from .numpy_only._tensors import plain

#: What is trained where nothing is declared.
DEFAULT = """
/// Units whose time constants are learned, each its own, and a linear readout.
struct Regressor<const I: usize, const H: usize, const O: usize> {
    input x: I;
    layer hidden: Aru<H> {
        alpha_s: learn per_unit(0.5) in logistic(0, 1);
        alpha_r: 1.0;
        activation: tanh;
    }
    output y: O { activation: identity; }

    x -> hidden -> y;
    hidden ~> hidden;
}
"""


class Estimator(RegressorMixin, BaseEstimator):
    """A network as an estimator of scikit-learn, for pipelines, searches and cross-validation over trials.

    Parameters
    ----------
    declaration : str or Declaration, optional
        What is trained: a text, or what :func:`aru.net` made of it. Unless given, one layer of 16 units with a time constant each.
    sizes : dict, optional
        What the declaration is called with. Sizes ``I`` and ``O`` that are not given are the numbers of features of ``X`` and
        ``y``; of the network that is trained unless one is declared, ``H`` is 16 unless given. A search over one of them
        names it so: ``{"sizes__H": [8, 32]}``.
    random_state : int, RandomState or None
        Of the parameters at the start and the order of trials.
    dtype : {"float64", "float32"}
    epochs, batch_size, optimiser, learning_rate, loss, schedule, clip_norm, truncate, freeze, weight_decay, l2, threads
        As of :meth:`Network.fit`. What :meth:`score` is depends on the ``loss``. Other settings of a fit it has not:
        ``penalties``, ``noise`` (it is that declared), ``learning_rates``, ``anneal``, ``shuffle``, checkpoints, ``on_epoch``.
    validation_fraction : float
        The part of the trials, drawn by ``random_state``, that is held out as validation: 0, none, unless set.
    early_stopping, restore_best
        As of :meth:`Network.fit`; they need a ``validation_fraction``.

    Attributes
    ----------
    network_ : Network
        The trained network.
    history_ : History
        Of its fit.
    n_features_in_ : int

    Notes
    -----
    ``X`` is [trial, step, feature], or a list of trials [step, feature]; ``y`` the same, or without its last axis. With two
    axes, as elsewhere in scikit-learn, rows are trials of a single step; two axes are what ``StandardScaler`` takes, and what a
    search with ``scoring="r2"`` can compare: with three, leave ``scoring`` out. Columns of a DataFrame are taken by their place;
    of one with names :meth:`predict` refuses, as all of scikit-learn does, columns of other names or in another order.

    Classes, for ``loss="cross_entropy"``, are one-hots: ``np.eye(classes)[labels]`` with two axes, and for trials of many steps
    ``aru.Data.labelled(X, labels, classes).targets``, where NaN in the other steps leaves those that count. To scikit-learn it
    is a regressor all the same: folds with as many of each class are ``cv=list(StratifiedKFold(5).split(X, labels))``.

    Examples
    --------
    >>> from sklearn.model_selection import GridSearchCV, StratifiedKFold          # doctest: +SKIP
    >>> search = GridSearchCV(aru.Estimator(), {"sizes__H": [8, 32]}).fit(x, y)    # doctest: +SKIP

    and of classes, where the best is that of the highest accuracy:

    >>> y = aru.Data.labelled(x, labels, 3).targets                                # doctest: +SKIP
    >>> folds = list(StratifiedKFold(5).split(x, labels))                          # doctest: +SKIP
    >>> estimator = aru.Estimator(loss="cross_entropy")                            # doctest: +SKIP
    >>> search = GridSearchCV(estimator, {"sizes__H": [8, 32]}, cv=folds).fit(x, y)    # doctest: +SKIP
    >>> search.best_params_, search.best_score_                                    # doctest: +SKIP
    """

    def __init__(
        self,
        declaration: str | Declaration | None = None,
        *,
        sizes: dict[str, Any] | None = None,
        random_state: Any = 0,
        dtype: str = "float64",
        epochs: int = 200,
        batch_size: int = 20,
        optimiser: Any = "adam",
        learning_rate: float | None = 1e-2,
        loss: Any = "mse",
        schedule: Any = None,
        clip_norm: float | None = None,
        truncate: int | None = None,
        freeze: Any = (),
        weight_decay: float = 0.0,
        l2: float = 0.0,
        threads: int = 1,
        validation_fraction: float = 0.0,
        early_stopping: int | None = None,
        restore_best: bool = False,
    ) -> None:
        self.declaration = declaration
        self.sizes = sizes
        self.random_state = random_state
        self.dtype = dtype
        self.epochs = epochs
        self.batch_size = batch_size
        self.optimiser = optimiser
        self.learning_rate = learning_rate
        self.loss = loss
        self.schedule = schedule
        self.clip_norm = clip_norm
        self.truncate = truncate
        self.freeze = freeze
        self.weight_decay = weight_decay
        self.l2 = l2
        self.threads = threads
        self.validation_fraction = validation_fraction
        self.early_stopping = early_stopping
        self.restore_best = restore_best

    def set_params(self, **params: Any) -> Estimator:
        """Sets parameters by name, and sizes of the declaration as ``sizes__H``."""
        own = {name: value for name, value in params.items() if not name.startswith("sizes__")}
        super().set_params(**own)
        sizes = {name.removeprefix("sizes__"): value for name, value in params.items() if name not in own}
        if sizes:
            self.sizes = {**(self.sizes or {}), **sizes}
        return self

    def fit(self, X: Any, y: Any, sample_weight: Any = None) -> Estimator:
        """Trains a new network.

        Parameters
        ----------
        X, y : arrays, or lists of arrays
            Inputs and targets; NaN in targets of [trial, step, output] does not count.
        sample_weight : array [trial], optional
            How much each trial counts.
        """
        data = self._data(X, y, sample_weight, is_first=True)
        if self._is_column and score_of(self.loss, ["y"]) == "accuracy":
            raise ValueError(
                f'y has one number for each {"trial" if data.inputs.shape[1] == 1 else "step"}; the loss "cross_entropy" takes a unit '
                "for each class, one-hots, np.eye(classes)[labels]"
            )
        seed = self._seed()
        self.network_ = self._declared()(
            seed=seed, dtype=self.dtype, **self._sizes(data.inputs.shape[2], data.targets.shape[2])
        )
        data, validation = self._split(data, seed)
        self.history_ = self.network_.fit(
            data,
            validation=validation,
            seed=seed,
            progress=False,
            early_stopping=self.early_stopping,
            restore_best=self.restore_best,
            epochs=self.epochs,
            batch_size=self.batch_size,
            optimiser=self.optimiser,
            learning_rate=self.learning_rate,
            loss=self.loss,
            schedule=self.schedule,
            clip_norm=self.clip_norm,
            truncate=self.truncate,
            freeze=self.freeze,
            weight_decay=self.weight_decay,
            l2=self.l2,
            threads=self.threads,
        )
        return self

    def predict(self, X: Any) -> Any:
        """The outputs, in the form in which ``y`` was."""
        check_is_fitted(self)
        X = plain(X)
        if is_ragged(X):
            outputs = self.network_.run(X)
            return [trial[:, 0] for trial in outputs] if self._is_column else outputs
        array = self._inputs(X)
        outputs = np.asarray(self.network_.run(array[:, np.newaxis] if array.ndim == 2 else array))
        if array.ndim == 2:
            outputs = outputs[:, 0]
        return outputs[..., 0] if self._is_column else outputs

    def score(self, X: Any, y: Any, sample_weight: Any = None) -> float:
        """How good the predictions are, the higher the better; which measure it is depends on the ``loss``.

        Of ``"mse"``
            The coefficient of determination of all steps that have a target, the mean over outputs.
        Of ``"cross_entropy"``
            The share of trials that are classified right, as ``net.evaluate(X, y).accuracy``: by the class of the mean output over
            the steps that have a target. Of several outputs the mean.
        Of ``"poisson"``, and of several outputs with losses of different kinds
            Minus the loss. It may be above zero, and says which of two networks is better on the same ``X`` and ``y``.
        """
        check_is_fitted(self)
        X, y, sample_weight = plain(X), plain(y), plain(sample_weight)
        outputs = self.network_.outputs
        measure = score_of(self.loss, outputs)
        if measure == "r2":
            return r2(self.predict(X), y, not is_ragged(X) and axes(X) == 3, sample_weight)
        data = self._data(X, y, sample_weight)
        if measure == "loss":
            return -self.network_.evaluate(data, loss=self.loss).loss
        found = self.network_.run(data)
        return accuracy(np.asarray(found), data, outputs.values(), sample_weight)

    def _seed(self) -> int:
        """What parameters and the order of trials are drawn by."""
        try:
            return int(check_random_state(self.random_state).randint(2**31))
        except ValueError:
            raise ValueError(
                f"random_state is {shown(self.random_state)}; expected a whole number from 0 to 2**32 - 1, a numpy.random.RandomState, "
                "or None"
            ) from None

    def _split(self, data: Data, seed: int) -> tuple[Data, Data | None]:
        """Trials to learn from, and those that are held out."""
        fraction = number("validation_fraction", self.validation_fraction)
        if not 0 <= fraction < 1:
            raise ValueError(f"validation_fraction is {fraction}; expected 0 or more and below 1, a part of the trials")
        if fraction == 0:
            if self.early_stopping is not None or self.restore_best:
                raise ValueError("early_stopping and restore_best need trials to watch; give validation_fraction=0.2")
            return data, None
        held = max(1, round(fraction * len(data)))
        if held >= len(data):
            raise ValueError(f"{len(data)} trials leave none to learn from where {held} are held out; give more of them")
        order = np.random.default_rng(seed).permutation(len(data))
        return data[np.sort(order[held:])], data[np.sort(order[:held])]

    def _declared(self) -> Declaration:
        given = DEFAULT if self.declaration is None else self.declaration
        if isinstance(given, Network):
            raise TypeError("declaration is a network; give what made it, aru.net(text), and its sizes, sizes={..}")
        return given if isinstance(given, Declaration) else net(given)

    def _sizes(self, features: int, outputs: int) -> dict[str, Any]:
        sizes = dict(self.sizes or {})
        known = {"I": features, "O": outputs}
        if self.declaration is None:
            known["H"] = 16
        for name in self._declared().sizes:
            if name not in sizes and name in known:
                sizes[name] = known[name]
        return sizes

    def _inputs(self, X: Any) -> NDArray[Any]:
        """Checked as scikit-learn does."""
        if axes(X) == 3:
            array = check_array(X, allow_nd=True, dtype=self.dtype)
            if array.shape[2] != self.n_features_in_:
                raise ValueError(
                    f"X has {array.shape[2]} features, but {type(self).__name__} is expecting {self.n_features_in_} features as input"
                )
            return array
        return validate_data(self, X, reset=False, dtype=self.dtype)

    def _data(self, X: Any, y: Any, sample_weight: Any, is_first: bool = False) -> Data:
        """Inputs and targets; the first ones say how many features there are, and whether outputs have an axis."""
        X, y, sample_weight = plain(X), plain(y), plain(sample_weight)
        if is_ragged(X):
            data = Data(X, y)
            if sample_weight is not None:
                data.weights = np.repeat(np.asarray(sample_weight, float)[:, np.newaxis], data.inputs.shape[1], axis=1)
            if is_first:
                self.n_features_in_, self._is_column = data.inputs.shape[2], axes(y[0]) == 1
            return data
        if axes(X) == 3:
            inputs = check_array(X, allow_nd=True, dtype=self.dtype) if is_first else self._inputs(X)
            is_column = axes(y) == 2
            targets = check_array(_of_steps(y, inputs.shape), allow_nd=True, dtype=self.dtype, ensure_all_finite="allow-nan")
            if is_first:
                self.n_features_in_ = inputs.shape[2]
        else:
            inputs, targets = validate_data(self, X, y, reset=is_first, multi_output=True, y_numeric=True, dtype=self.dtype)
            is_column = targets.ndim == 1
            inputs, targets = inputs[:, np.newaxis], targets.reshape(len(targets), 1, -1)
        if is_first:
            self._is_column = is_column
        weights = None if sample_weight is None else _check_sample_weight(sample_weight, inputs)
        return Data(inputs, targets, weights)

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.target_tags.multi_output = True
        tags.input_tags.three_d_array = True
        return tags


def _of_steps(y: Any, of_inputs: tuple[int, ...]) -> NDArray[Any]:
    """Targets for inputs [trial, step, feature]; where they are none, the way to those of classes is that of ``y``."""
    try:
        return targets_of(y, of_inputs, is_single=False)
    except ValueError as error:
        if "aru.Data.labelled" not in str(error):
            raise
        raise ValueError(f"{error}, y=aru.Data.labelled(X, labels, classes).targets") from None
