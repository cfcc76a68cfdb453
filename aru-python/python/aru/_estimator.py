"""A scikit-learn estimator."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, RegressorMixin
from sklearn.metrics import r2_score
from sklearn.utils.validation import _check_sample_weight, check_array, check_is_fitted, validate_data

from ._arrays import axes, is_ragged
from ._checks import number
from ._data import Data
from ._declaration import Declaration, net
from ._network import Network

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
        As of :meth:`Network.fit`.
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
    axes, as elsewhere in scikit-learn, rows are trials of a single step. Columns of a DataFrame are taken by their place.

    Examples
    --------
    >>> from sklearn.model_selection import GridSearchCV              # doctest: +SKIP
    >>> search = GridSearchCV(aru.Estimator(), {"sizes__H": [8, 32]}).fit(x, y)   # doctest: +SKIP
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
        data = self._data(X, y, sample_weight)
        seed = (
            int(np.random.RandomState(self.random_state).randint(2**31))
            if not isinstance(self.random_state, np.random.RandomState)
            else int(self.random_state.randint(2**31))
        )
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
        if is_ragged(X):
            outputs = self.network_.run(X)
            return [trial[:, 0] for trial in outputs] if self._is_column else outputs
        array = self._inputs(X)
        outputs = np.asarray(self.network_.run(array[:, np.newaxis] if array.ndim == 2 else array))
        if array.ndim == 2:
            outputs = outputs[:, 0]
        return outputs[..., 0] if self._is_column else outputs

    def score(self, X: Any, y: Any, sample_weight: Any = None) -> float:
        """The coefficient of determination of all steps that have a target, the mean over outputs."""
        found, expected = self.predict(X), y
        if is_ragged(X):
            found, expected = np.concatenate(found), np.concatenate([np.asarray(trial) for trial in y])
        found, expected = np.asarray(found), np.asarray(expected)
        if not is_ragged(X) and axes(X) == 3:
            steps = found.shape[1]
            found, expected = (array.reshape(len(array) * steps, -1) for array in (found, expected))
            sample_weight = None if sample_weight is None else np.repeat(sample_weight, steps)
        if np.isnan(expected.astype(float)).any():
            there = ~np.isnan(expected.reshape(len(expected), -1).astype(float)).any(axis=1)
            found, expected = found[there], expected[there]
            sample_weight = None if sample_weight is None else np.asarray(sample_weight)[there]
        return float(r2_score(expected, found, sample_weight=sample_weight))

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

    def _data(self, X: Any, y: Any, sample_weight: Any) -> Data:
        if is_ragged(X):
            data = Data(X, y)
            self.n_features_in_, self._is_column = data.inputs.shape[2], axes(y[0]) == 1
            if sample_weight is not None:
                data.weights = np.repeat(np.asarray(sample_weight, float)[:, np.newaxis], data.inputs.shape[1], axis=1)
            return data
        if axes(X) == 3:
            inputs = check_array(X, allow_nd=True, dtype=self.dtype)
            targets = check_array(y, allow_nd=True, dtype=self.dtype, ensure_all_finite="allow-nan")
            self.n_features_in_, self._is_column = inputs.shape[2], targets.ndim == 2
            targets = targets[..., np.newaxis] if targets.ndim == 2 else targets
        else:
            inputs, targets = validate_data(self, X, y, multi_output=True, y_numeric=True, dtype=self.dtype)
            self._is_column = targets.ndim == 1
            inputs, targets = inputs[:, np.newaxis], targets.reshape(len(targets), 1, -1)
        weights = None if sample_weight is None else _check_sample_weight(sample_weight, inputs)
        return Data(inputs, targets, weights)

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.target_tags.multi_output = True
        tags.input_tags.three_d_array = True
        return tags
