"""The estimator of scikit-learn: its own checks, and what they do not know."""

import aru
import numpy as np
import pytest
from declarations import TIMED
from sklearn.base import clone
from sklearn.model_selection import GridSearchCV, StratifiedKFold, cross_val_score
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
    search = GridSearchCV(aru.Estimator(TIMED, sizes={"H": 3}, epochs=2), {"sizes__H": [2, 8], "epochs": [1, 2]}, cv=2).fit(
        x, y
    )
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


@pytest.fixture
def classes():
    """Three classes, told by the sign of a weak mean in much noise."""
    random = np.random.default_rng(5)
    labels = np.arange(60) % 3
    means = np.array([[0.6, 0.0], [-0.6, 0.6], [0.0, -0.6]])
    return random.normal(size=(60, 15, 2)) + means[labels][:, np.newaxis], labels


def test_classes_are_scored_by_accuracy(classes):
    """The R2 of logits against one-hots, which was taken, chooses nonsense."""
    x, labels = classes
    y = np.array(aru.Data.labelled(x, labels, 3).targets)
    estimator = aru.Estimator(loss="cross_entropy", epochs=30).fit(x[:40], y[:40])
    score = estimator.score(x[40:], y[40:])
    assert score == estimator.network_.evaluate(x[40:], y[40:]).accuracy and 0.6 < score <= 1
    late = y.copy()
    late[:, :-4] = np.nan
    assert estimator.score(x, late) == estimator.network_.evaluate(x, late).accuracy
    ragged = [one[: 5 + n % 10] for n, one in enumerate(x)], [one[: 5 + n % 10] for n, one in enumerate(y)]
    assert estimator.score(*ragged) == estimator.network_.evaluate(*ragged).accuracy
    assert aru.Estimator(loss="cross_entropy", epochs=1).fit(*ragged).score(*ragged) <= 1
    right = estimator.predict(x).mean(axis=1).argmax(axis=1) == labels
    assert estimator.score(x, y, sample_weight=right + 1e-9) == pytest.approx(1.0)
    flat = aru.Estimator(loss=("cross_entropy", 2.0), epochs=30).fit(x.mean(axis=1), np.eye(3)[labels])
    assert flat.score(x.mean(axis=1), np.eye(3)[labels]) > 0.6
    with pytest.raises(ValueError, match="y has no class in any trial"):
        estimator.score(x, np.full_like(y, np.nan))


def test_a_search_over_classes_finds_the_highest_accuracy(classes):
    x, labels = classes
    y = aru.Data.labelled(x, labels, 3).targets
    folds = list(StratifiedKFold(3).split(x, labels))
    # Large logits are right, and far from one-hots.
    search = GridSearchCV(aru.Estimator(loss="cross_entropy"), {"epochs": [1, 60]}, cv=folds).fit(x, y)
    assert search.best_params_ == {"epochs": 60} and 0.5 < search.best_score_ <= 1


def test_counts_are_scored_by_their_loss():
    text = "struct Rates { input x: 2; layer h: Elman<4>; output y: 1 { activation: softplus; } x -> h -> y; h ~> h; }"
    random = np.random.default_rng(2)
    x = random.normal(size=(20, 10, 2))
    y = random.poisson(np.exp(0.5 * x[..., :1])).astype(float)
    poor, good = (aru.Estimator(text, loss="poisson", epochs=epochs).fit(x, y) for epochs in (1, 100))
    assert good.score(x, y) > poor.score(x, y)
    assert good.score(x, y) == -good.network_.evaluate(x, y, loss="poisson").loss
    assert good.score(x[:1], y[:1]) == pytest.approx(good.score(x, y, sample_weight=np.eye(20)[0]))


def test_several_outputs_are_scored_by_what_they_have_learned(classes):
    x, labels = classes
    text = """
    struct Two {
        input x: 2;
        layer h: Elman<6>;
        output kind: 3;
        output place: 2;
        x -> h;
        h ~> h;
        h -> kind;
        h -> place;
    }"""
    kind = aru.Data.labelled(x, labels, 3).targets
    place = aru.Data.labelled(x, np.minimum(labels, 1), 2).targets
    both = np.concatenate([kind, place], axis=2)
    estimator = aru.Estimator(text, loss="cross_entropy", epochs=3)
    with pytest.raises(ValueError):
        estimator.fit(x, np.concatenate([kind, kind], axis=2))
    estimator = aru.Estimator(text, loss={"kind": "cross_entropy", "place": "cross_entropy"}, epochs=20).fit(x, both)
    found = estimator.predict(x).mean(axis=1)
    expected = np.mean([found[:, :3].argmax(axis=1) == labels, found[:, 3:].argmax(axis=1) == np.minimum(labels, 1)])
    assert estimator.score(x, both) == pytest.approx(expected)
    mixed = aru.Estimator(text, loss={"kind": "cross_entropy"}, epochs=2).fit(x, both)
    assert mixed.score(x, both) == -mixed.network_.evaluate(x, both, loss={"kind": "cross_entropy"}).loss


def test_one_target_a_trial_is_told_as_by_a_fit(classes):
    """scikit-learn's advice to reshape y led to the next error."""
    x, labels = classes
    for wrong in (labels, np.eye(3)[labels], list(labels)):
        with pytest.raises(
            ValueError,
            match=r"^targets has shape .*, a target for each step of each trial; where a trial has one "
            r"alone, the others are NaN, .* y=aru.Data.labelled\(X, labels, classes\).targets$",
        ):
            aru.Estimator(loss="cross_entropy", epochs=1).fit(x, wrong)
    with pytest.raises(ValueError, match=r"targets of trial 0 has shape \(\), expected \[step, output\].*aru.Data.labelled"):
        aru.Estimator(epochs=1).fit([x[0], x[1, :3]], labels[:2])
    with pytest.raises(ValueError, match="y has one number for each trial; .*one-hots, np.eye"):
        aru.Estimator(loss="cross_entropy", epochs=1).fit(x[:, 0], labels)


def test_a_random_state_that_is_none_is_named(leaky):
    for wrong in (1.5, -1, "seed", np.random.default_rng(1)):
        with pytest.raises(ValueError, match="random_state is .*; expected a whole number from 0 to"):
            aru.Estimator(epochs=1, random_state=wrong).fit(*leaky)
    same = [aru.Estimator(epochs=1, random_state=np.random.RandomState(3)).fit(*leaky) for _ in range(2)]
    assert np.array_equal(same[0].predict(leaky[0]), same[1].predict(leaky[0]))
