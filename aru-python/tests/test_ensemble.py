"""Ensembles: seeds, grids of constants, data sets."""

import pickle
import warnings

import aru
import numpy as np
import pytest
from declarations import NOISY


def test_networks_of_seeds(Paper, data):
    nets = Paper.seeds(range(18), H=4)
    histories = nets.fit(*data, epochs=3, batch_size=6, lockstep=True, validation=data)
    assert len(nets) == len(histories) == 18
    assert nets["hidden.alpha_s"].shape == (18, 1)
    assert nets.run(data[0]).shape == (18, 24, 20, 2)
    for seed in (0, 5, 17):
        alone = Paper(H=4, seed=seed)
        history = alone.fit(*data, epochs=3, batch_size=6, validation=data)
        assert histories[seed]["train_loss"] == pytest.approx(history["train_loss"], rel=1e-4)
        assert np.allclose(alone["x_to_hidden.weight"], nets[seed]["x_to_hidden.weight"], atol=1e-4)
    losses = [history["validation_loss"].min() for history in histories]
    assert nets.best() is nets[int(np.argmin(losses))]


def test_a_grid_of_constants(Paper, data):
    grid = Paper.grid({"hidden.alpha_s": [0.1, 0.2, 0.3], "hidden.alpha_r": [0.4, 0.5]}, H=4, seed=1)
    assert len(grid) == 6
    expected = [(s, r) for s in (0.1, 0.2, 0.3) for r in (0.4, 0.5)]
    found = np.column_stack([grid["hidden.alpha_s"], grid["hidden.alpha_r"]])
    assert np.allclose(found, expected)
    grid.fit(*data, epochs=2, freeze="*.alpha_*")
    assert np.array_equal(np.column_stack([grid["hidden.alpha_s"], grid["hidden.alpha_r"]]), found)
    assert len({net["x_to_hidden.weight"].tobytes() for net in grid}) == 6


def test_a_data_set_for_each(Paper, data):
    inputs, targets = data
    sets = [aru.Data(inputs[first : first + 8], targets[first : first + 8]) for first in (0, 8, 16)]
    nets = aru.Ensemble([Paper(H=4, seed=1) for _ in range(3)])
    nets.fit(sets, epochs=2, batch_size=4, validation=sets)
    assert len({net["x_to_hidden.weight"].tobytes() for net in nets}) == 3
    with pytest.raises(ValueError, match="2"):
        nets.fit(sets[:2], epochs=1)


def test_one_that_diverges_is_told_of(Paper, data):
    text = "struct Big { input x: 2; layer h: Elman<4> { activation: relu; } output y: 2; x -> h -> y; h ~> h; }"
    nets = aru.net(text).seeds([1, 2])
    nets[1:]["h_to_h.weight"] = 1e18
    with pytest.warns(
        RuntimeWarning, match="1 of 2 networks ended in an error, network 1: training diverged in epoch 1"
    ) as told:
        good, bad = nets.fit(*data, epochs=2)
    assert told[0].filename == __file__ and "`history.error` of each says why" in str(told[0].message)
    assert good.error is None and good.epochs == 2
    assert isinstance(bad.error, aru.TrainingError)
    assert "error=TrainingError('training diverged" in repr(bad) and "error" not in repr(good)
    again = pickle.loads(pickle.dumps(nets[1])).history
    assert isinstance(again.error, aru.TrainingError) and repr(again) == repr(bad)
    assert nets.best() is nets[0]


def test_where_all_diverge_none_is_the_best(data):
    text = "struct Big { input x: 2; layer h: Elman<4> { activation: relu; } output y: 2; x -> h -> y; h ~> h; }"
    nets = aru.net(text).seeds([1, 2, 3])
    nets["h_to_h.weight"] = 1e18
    with pytest.warns(RuntimeWarning, match="3 of 3 networks ended in an error, networks 0, 1 and 2: training diverged"):
        nets.fit(*data, epochs=2)
    with pytest.raises(aru.TrainingError, match="3 of 3 networks ended in an error, .*: there is no best one"):
        nets.best()


def test_a_good_fit_warns_of_nothing(Paper, data):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        Paper.seeds(range(2), H=3).fit(*data, epochs=1)


def test_data_made_for_each_epoch(Paper):
    nets = Paper.seeds(range(2), H=3)
    histories = nets.fit(lambda epoch, random: (random.normal(size=(4, 5, 2)), np.zeros((4, 5, 2))), epochs=2)
    assert [history.epochs for history in histories] == [2, 2]


def test_what_cannot_be(Paper, data):
    with pytest.raises(ValueError, match="at least one network"):
        aru.Ensemble([])
    with pytest.raises(ValueError, match="one dtype"):
        aru.Ensemble([Paper(H=2), Paper(H=2, dtype=float)])
    with pytest.raises(ValueError, match="network 2 is of another declaration than network 0, or has other sizes"):
        aru.Ensemble([Paper(H=2), Paper(H=2, seed=1), Paper(H=3)])
    with pytest.raises(TypeError, match="network 1 of an ensemble is 3; expected what a declaration makes"):
        aru.Ensemble([Paper(H=2), 3])
    with pytest.raises(ValueError, match="networks of an ensemble is 3; expected networks of one declaration"):
        aru.Ensemble(3)
    nets = Paper.seeds(range(3), H=2)
    nets["hidden.alpha_s"] = [0.1, 0.2, 0.3]
    assert np.allclose(nets["hidden.alpha_s"].ravel(), [0.1, 0.2, 0.3])
    with pytest.raises(ValueError, match="3 values, one for each network"):
        nets["hidden.alpha_s"] = [0.1, 0.2]
    with pytest.raises(TypeError, match="on_epoch"):
        nets.fit(*data, epochs=1, on_epoch=print)


def test_a_parameter_is_set_in_all_or_in_none(Paper):
    nets = Paper.seeds(range(3), H=2)
    before = nets["hidden.alpha_s"]
    with pytest.raises(ValueError, match=r"`hidden.alpha_s` holds 1.5 at \[0\]"):
        nets["hidden.alpha_s"] = [[0.1], [0.2], [1.5]]
    assert np.array_equal(nets["hidden.alpha_s"], before)


def test_parameters_of_all_are_a_copy(Paper):
    nets = Paper.seeds(range(2), H=2)
    with pytest.raises(ValueError, match="read-only"):
        nets["hidden.bias"][0] = 1
    with pytest.raises(ValueError, match="read-only"):
        nets["hidden.bias"] += 1
    nets["hidden.bias"] = nets["hidden.bias"] + 1
    assert (nets["hidden.bias"] == 1).all()


def test_what_an_ensemble_has_not_is_asked_of_its_networks(Paper):
    nets = Paper.seeds(range(2), H=2)
    for name in ("evaluate", "history", "save", "trace"):
        with pytest.raises(
            AttributeError, match=rf"an ensemble has no `{name}`, .*: \[network.{name} for network in nets\]"
        ):
            getattr(nets, name)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        nets.nothing  # noqa: B018
    assert len(pickle.loads(pickle.dumps(nets))) == 2


def test_pairs_for_each(Paper, data):
    inputs, targets = data
    pairs = [(inputs[first : first + 8], targets[first : first + 8]) for first in (0, 8)]
    by_pairs, by_data = Paper.seeds([1, 1], H=3), Paper.seeds([1, 1], H=3)
    by_pairs.fit(pairs, epochs=2, validation=pairs)
    by_data.fit([aru.Data(*pair) for pair in pairs], epochs=2, validation=pairs)
    assert np.array_equal(by_pairs["x_to_hidden.weight"], by_data["x_to_hidden.weight"])
    with pytest.raises(ValueError, match="the data of network 1 is no aru.Data"):
        by_pairs.fit([pairs[0], (inputs,)], epochs=1)


def test_a_run_has_lengths_and_noise():
    nets = aru.net(NOISY).seeds(range(3))
    x = np.random.default_rng(1).normal(size=(2, 6, 1))
    found = nets.run(x, lengths=[6, 4], noise=1)
    assert np.array_equal(found, np.stack([net.run(x, lengths=[6, 4], noise=1) for net in nets]), equal_nan=True)
    assert np.isnan(found[:, 1, 4:]).all() and not np.array_equal(found[:, 0], nets.run(x)[:, 0])
    assert [one.shape for one in nets.run([x[0], x[1, :4]], noise=1)] == [(3, 6, 2), (3, 4, 2)]
