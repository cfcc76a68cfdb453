"""The estimator of scikit-learn: its own checks, and what they do not know."""

import aru
import numpy as np
import pytest
from declarations import TIMED
from sklearn.base import clone
from sklearn.model_selection import GridSearchCV, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.utils.estimator_checks import parametrize_with_checks

#: Trials are shuffled into batches: a trial of weight zero changes which others are together.
BATCHES = {
    "check_sample_weight_equivalence_on_dense_data": "batches are shuffled",
    "check_sample_weight_equivalence_on_sparse_data": "batches are shuffled",
}


@parametrize_with_checks([aru.Estimator(epochs=60)], expected_failed_checks=lambda _: BATCHES)
def test_checks_of_scikit_learn(estimator, check):
    check(estimator)


@pytest.fixture
def leaky():
    """A leaky average of the inputs."""
    x = np.random.default_rng(1).normal(size=(30, 25, 2))
    y, state = np.zeros((30, 25, 1)), np.zeros(30)
    for step in range(25):
        state = 0.8 * state + 0.2 * x[:, step].sum(axis=1)
        y[:, step, 0] = state
    return x, y


def test_trials_of_steps(leaky):
    x, y = leaky
    estimator = aru.Estimator(epochs=200).fit(x[:20], y[:20])
    assert estimator.predict(x[20:]).shape == (10, 25, 1)
    assert estimator.score(x[20:], y[20:]) > 0.9
    column = aru.Estimator(epochs=2).fit(x, y[..., 0])
    assert column.predict(x).shape == (30, 25)
    lists = aru.Estimator(epochs=2).fit(
        [one[: 5 + n % 20] for n, one in enumerate(x)], [one[: 5 + n % 20] for n, one in enumerate(y)]
    )
    assert lists.predict([x[0], x[1, :3]])[1].shape == (3, 1)
    missing = y.copy()
    missing[:, ::3] = np.nan
    assert np.isfinite(aru.Estimator(epochs=2).fit(x, missing).score(x, missing))
    with pytest.raises(ValueError, match="expecting 2 features"):
        estimator.predict(np.zeros((2, 3, 5)))


def test_a_declaration_of_ones_own(leaky):
    x, y = leaky
    estimator = aru.Estimator(TIMED, sizes={"H": 4}, epochs=3).fit(x, y)
    assert estimator.network_.name == "Timed" and estimator.network_.dt == 0.001
    copied = clone(aru.Estimator(aru.net(TIMED), sizes={"H": 4}, epochs=3)).fit(x, y)
    assert np.array_equal(copied.predict(x), estimator.predict(x))


def test_searches_and_pipelines(leaky):
    x, y = leaky
    search = GridSearchCV(aru.Estimator(epochs=20), {"sizes": [{"H": 2}, {"H": 8}]}, cv=2).fit(x, y)
    assert search.best_params_["sizes"]["H"] in (2, 8)
    search = GridSearchCV(aru.Estimator(TIMED, sizes={"H": 3}, epochs=2), {"sizes__H": [2, 8], "epochs": [1, 2]}, cv=2).fit(x, y)
    assert search.best_estimator_.network_["hidden.bias"].shape == (search.best_params_["sizes__H"],)
    flat, target = x.reshape(-1, 2), x.reshape(-1, 2).sum(axis=1)
    scores = cross_val_score(make_pipeline(StandardScaler(), aru.Estimator(epochs=40)), flat, target, cv=2)
    assert scores.min() > 0.8


def test_trials_may_be_held_out(leaky):
    x, y = leaky
    estimator = aru.Estimator(epochs=500, learning_rate=0.3, validation_fraction=0.2, early_stopping=3, restore_best=True)
    history = estimator.fit(x, y).history_
    assert history.stopped == "early" and history.epochs == history.best + 3
    order = np.random.default_rng(int(np.random.RandomState(0).randint(2**31))).permutation(30)
    held = np.sort(order[:6])
    assert estimator.network_.evaluate(x[held], y[held]).loss == pytest.approx(history["validation_loss"].min())
    assert "validation_loss" not in aru.Estimator(epochs=1).fit(x, y).history_
    for given, message in (
        ({"early_stopping": 3}, "need trials to watch; give validation_fraction=0.2"),
        ({"validation_fraction": 1.0}, "validation_fraction is 1.0; expected 0 or more and below 1"),
        ({"validation_fraction": 0.99}, "30 trials leave none to learn from where 30 are held out"),
    ):
        with pytest.raises(ValueError, match=message):
            aru.Estimator(epochs=1, **given).fit(x, y)


def test_a_network_is_no_declaration(leaky):
    with pytest.raises(TypeError, match=r"declaration is a network; give what made it, aru.net\(text\), and its sizes"):
        aru.Estimator(aru.net(TIMED)(H=3)).fit(*leaky)
