"""Settings of every kind that they are not: each is told by its name, with what it may be."""

import inspect
import warnings

import aru
import numpy as np
import pytest
from aru import _settings

#: For each setting what it cannot be, beside what nothing can.
WRONG = {
    "loss": [3, None, ("mse", "a"), {"y": 3}, ["mse"]],
    "optimiser": [3, None, aru.Adam("a"), aru.Adam(0.1, beta1=None), aru.Sgd(0.1, nesterov="yes"), aru.Sgd],
    "learning_rate": ["a", True, [1e-3], [[1], [1, 2]], np.zeros(3), {}],
    "learning_rates": [1e-3, "a", [0.1], {"hidden": "a"}, {"hidden": None}, {3: 0.1}],
    "batch_size": ["a", None, True, 2.5, [3]],
    "epochs": ["a", None, True, 2.5, [3], float("inf")],
    "shuffle": ["no", "yes", None, 0, 1, []],
    "seed": ["a", None, True, -1, 0.5],
    "noise": ["a", 0.5, [1], {"hidden": "a"}],
    "schedule": [3, "cosin", aru.Cosine(0, "a"), aru.Step(1, None), lambda epoch, epochs: None, ["a"], {}],
    "clip_norm": ["a", True, [1.0]],
    "truncate": ["a", True, 1.5],
    "freeze": [3, True, None, [3], {"hidden": 1}, b"hidden"],
    "weight_decay": ["a", None, True, [0.1]],
    "l2": ["a", None, True, [0.1]],
    "penalties": [3, "a", {"hidden.rate": 0.1}, {"hidden.rate": ("square", "a")}, [3], [("hidden.rate", "square")]],
    "anneal": [3, "a", {"hidden": 3}, {"hidden": (1, 2, 3)}, {"hidden": aru.Anneal("a", 0.1)}, {"hidden": None}],
    "early_stopping": ["a", True, 0.5],
    "restore_best": ["no", None, 1],
    "threads": ["a", None, True, 0],
    "lockstep": ["no", None, 1],
    "checkpoint": [3, True, ["a"]],
    "checkpoint_every": ["10 apples", "", [], -1.0, True, float("nan")],
    "resume": ["no", None, 1, [], 2],
    "progress": ["yes", 1, "no"],
    "on_epoch": [3, "print", []],
}

#: What messages call the parts of a setting.
PARTS = {
    "optimiser": ("of Adam", "of Sgd"),
    "schedule": ("of Cosine", "of Step"),
    "penalties": ("penalty",),
    "anneal": ("of Anneal",),
}


def test_every_setting_is_there():
    known = {name for name in inspect.signature(_settings.settings).parameters if name != "unknown"}
    assert set(WRONG) == known | {"progress", "on_epoch"}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_setting_is_told_by_its_name(Paper, data, name, tmp_path):
    net = Paper(H=3)
    before = net.parameters
    for value in WRONG[name]:
        beside = {"checkpoint": tmp_path / "fit"} if name == "checkpoint_every" else {}
        with pytest.raises(ValueError) as caught:
            net.fit(*data, **{"epochs": 2, **beside, name: value})
        message = str(caught.value)
        assert any(word in message for word in (name, *PARTS.get(name, ()))), (value, message)
        assert not message.startswith(("could not", "invalid literal")) and "object" not in message, message
        assert "expected" in message, message
    assert all(np.array_equal(net[one], before[one]) for one in before)


def test_settings_that_nothing_would_read_are_refused(Paper, data):
    with pytest.raises(ValueError, match="checkpoint_every is '1 epoch'; name the file to write, `checkpoint=path`"):
        Paper(H=3).fit(*data, epochs=1, checkpoint_every="1 epoch")
    with pytest.raises(ValueError, match="progress is 'yes'; expected True or False"):
        Paper.seeds(range(2), H=3).fit(*data, epochs=1, progress="yes")


def test_numbers_of_numpy_are_numbers(Paper, data):
    plain, other = Paper(H=3, seed=1), Paper(H=3, seed=1)
    plain.fit(*data, epochs=2, learning_rate=0.5, clip_norm=1, weight_decay=0, shuffle=False)
    other.fit(
        *data,
        epochs=np.int64(2),
        learning_rate=np.float32(0.5),
        clip_norm=np.array(1.0),
        weight_decay=np.uint8(0),
        shuffle=np.False_,
    )
    assert all(np.array_equal(plain[name], other[name]) for name in plain)


def test_a_long_value_is_not_shown_whole(Paper, data):
    with pytest.raises(ValueError) as caught:
        Paper(H=3).fit(*data, clip_norm=np.zeros((100, 100)))
    assert len(str(caught.value)) < 120 and str(caught.value).startswith("clip_norm is ")


def test_what_is_asked_of_a_network_is_checked_too(Paper, data):
    net = Paper(H=3)
    with pytest.raises(ValueError, match="weight of the loss 'mse' is 'a'; expected a number"):
        net.evaluate(*data, loss=("mse", "a"))
    with pytest.raises(ValueError, match="jitter is 'a'; expected a number"):
        net.fixed_points(data[0], jitter="a")
    with pytest.raises(ValueError, match="lengths is 3; expected a whole number for each trial"):
        net.run(data[0], lengths=3)


def test_whole_numbers_of_more_than_64_bits_are_told(Paper, data):
    with pytest.raises(ValueError, match="epochs is 1e\\+30; expected a whole number, at most"):
        Paper(H=2).fit(*data, epochs=1e30)
    with pytest.raises(ValueError, match="seed is .*; expected a whole number, at most"):
        Paper(H=2, seed=2**70)


def test_a_name_may_have_several_penalties(Paper, data):
    net = Paper(H=3)
    listed = [("hidden.rate", "square", 0.1), ("hidden.rate", "smoothness", 0.2), ("*.weight", "l1", 0.3)]
    by_name = {"hidden.rate": [("square", 0.1), ("smoothness", 0.2)], "*.weight": ("l1", 0.3)}
    found, expected = (net.evaluate(*data, penalties=given).penalty for given in (by_name, listed))
    assert found == expected > 0
    net.fit(*data, epochs=1, penalties=by_name)
    for wrong in (
        {"hidden.rate": []},
        {"hidden.rate": [("square",)]},
        {"hidden.rate": ("square", 0.1, 0.2)},
        {"hidden.rate": 3},
    ):
        with pytest.raises(ValueError, match="penalties is .*; expected .*, where a name has several a list of such pairs"):
            net.fit(*data, epochs=1, penalties=wrong)


def test_a_penalty_says_what_it_takes(Paper, data):
    for which in (Paper(H=3), Paper.seeds([0, 1], H=3)):
        with pytest.raises(
            ValueError, match=r'"\*.weight" is on a weight; it acts on traced values, .*"l1" and "l2" act on weights'
        ):
            which.fit(*data, epochs=1, penalties={"*.weight": ("square", 1.0)})


def test_a_cosine_that_never_falls_is_told(Paper, data):
    with pytest.warns(UserWarning, match="warm_up of Cosine is 20, and the fit has 6 epochs") as told:
        history = Paper(H=3).fit(*data, epochs=6, schedule=aru.Cosine(warm_up=20))
    assert told[0].filename == __file__
    assert history["learning_rate"][-1] == pytest.approx(1e-3 * 6 / 21)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        history = Paper(H=3).fit(*data, epochs=6, schedule=aru.Cosine(warm_up=2, floor=0.1))
    epochs = np.arange(1, 7)
    fall = 0.1 + 0.9 * (1 + np.cos(np.pi * (epochs - 3) / 4)) / 2
    assert history["learning_rate"] == pytest.approx(1e-3 * np.where(epochs <= 2, epochs / 3, fall))


def test_what_on_epoch_returns_is_true_or_false(Paper, data):
    net = Paper(H=3)
    for answer in (np.ones(3), np.eye(2)):
        with pytest.raises(
            ValueError, match="on_epoch has returned .*; whatever is true ends the fit: return None, True or False"
        ):
            net.fit(*data, epochs=2, on_epoch=lambda epoch, shown, answer=answer: answer)
    for answer, epochs in ((None, 3), ([], 3), (0.0, 3), ("end", 1), (np.bool_(True), 1)):
        assert net.fit(*data, epochs=3, on_epoch=lambda epoch, shown, answer=answer: answer).epochs == epochs
