"""Names that there are not, and things by other names: what leads to the right ones."""

import copy
import pickle

import aru
import numpy as np
import pytest

TIMED = """
struct Timed {
    dt: 1 ms;
    input x: 2;
    layer hidden: Aru<3> { tau_s: learn global(20 ms) in logistic(1 ms, 200 ms); alpha_r: 1.0; }
    output y: 2;
    x ~> hidden { delay: learn(3 ms) in 1 ms..=12 ms; }
    hidden ~> hidden;
    hidden -> y;
}
"""


@pytest.fixture
def timed(data):
    return aru.net(TIMED)(seed=1), data


def test_an_epoch_is_shown_as_the_history_has_it(timed):
    net, data = timed
    shown = []
    history = net.fit(*data, epochs=2, on_epoch=lambda epoch, net: shown.append(dict(epoch)))
    assert set(shown[1]) == set(history)
    assert all(shown[1][name] == pytest.approx(history[name][1]) for name in history)

    def misspells(epoch, net):
        return epoch["hidden.taus"]

    with pytest.raises(KeyError, match="no entry of an epoch named `hidden.taus`, did you mean `hidden.tau_s`"):
        net.fit(*data, epochs=2, on_epoch=misspells)


def test_names_of_answers_have_near_ones(timed):
    net, data = timed
    traced, gradients = net.trace(data[0]), net.evaluate(*data).gradients
    with pytest.raises(KeyError, match="no traced value named `hidden.rat`, did you mean `hidden.rate`"):
        traced["hidden.rat"]
    with pytest.raises(
        KeyError, match=r"no gradient named `hidden.tau_s`: it is of the rate, `hidden.alpha_s`, and .* -\(alpha / tau\)"
    ):
        gradients["hidden.tau_s"]
    with pytest.raises(KeyError, match="no gradient named `y.bis`, did you mean `y.bias`"):
        gradients["y.bis"]
    for again in (pickle.loads(pickle.dumps(traced)), copy.copy(traced), copy.deepcopy(traced)):
        assert type(again) is dict and np.array_equal(again["hidden.rate"], traced["hidden.rate"])
    # What the error says holds.
    wide = aru.net(TIMED)(seed=1, dtype="float64")
    tau, alpha = wide["hidden.tau_s"][0], wide["hidden.alpha_s"][0]
    of_rate = wide.evaluate(*data).gradients["hidden.alpha_s"][0]
    losses = []
    for moved in (tau * (1 - 1e-5), tau * (1 + 1e-5)):
        wide["hidden.tau_s"] = moved
        losses.append(wide.evaluate(*data).loss)
    assert (losses[1] - losses[0]) / (2e-5 * tau) == pytest.approx(-alpha / tau * of_rate, rel=1e-4)


def test_parameters_asked_for_as_attributes_are_shown_by_name(timed):
    net, data = timed
    for name, way in [
        ("hidden", r"net\['hidden.tau_s'\], net\['hidden.alpha_s'\]"),
        ("tau_s", r"parameters are read by name, net\['hidden.tau_s'\]"),
        ("weights", r"net\['x_to_hidden.weight'\]"),
        ("to_tex", "did you mean .*`to_latex`"),
    ]:
        with pytest.raises(AttributeError, match=f"a network has no attribute `{name}`.*{way}"):
            getattr(net, name)
    assert not hasattr(net, "detach") and not hasattr(net, "_repr_png_")
    history = net.fit(*data, epochs=1)
    with pytest.raises(AttributeError, match=r"it is a column, history\['train_loss'\]"):
        _ = history.train_loss
    for again in (copy.copy(net), copy.deepcopy(net), pickle.loads(pickle.dumps(net))):
        assert np.array_equal(again.run(data[0]), net.run(data[0]))


def test_histories_can_be_compared(timed):
    net, data = timed
    history = net.fit(*data, epochs=2)
    assert history == copy.copy(history) == pickle.loads(pickle.dumps(history))
    assert history != net.fit(*data, epochs=2) and history != 3


def test_delays_are_called_by_their_times_in_a_fit_too(timed):
    net, data = timed
    before = net["x_to_hidden.delay_time"]
    net.fit(*data, epochs=1, freeze="x_to_hidden.delay_time")
    assert np.array_equal(net["x_to_hidden.delay_time"], before)
    net.fit(*data, epochs=1, learning_rates={"x_to_hidden.delay_time": 0.1})
    assert not np.array_equal(net["x_to_hidden.delay_time"], before)


def test_a_delay_in_seconds_is_refused_in_seconds(timed):
    net, _ = timed
    told = r"`x_to_hidden.delay_time` holds 2 at \[0\]; it must lie between 0.001 and 0.012 seconds, ends included"
    with pytest.raises(ValueError, match=told):
        net["x_to_hidden.delay_time"] = 2.0
    with pytest.raises(ValueError, match=told):
        net.update({"x_to_hidden.delay_time": 2.0})
    assert net.update({"x_to_hidden.delay_time": 2.0}, clip=True) == ["x_to_hidden.delay_time"]
    with pytest.raises(ValueError, match=r"`x_to_hidden.delay` holds 20 at \[0\]; it must lie between 1 and 12"):
        net["x_to_hidden.delay"] = 20


def test_settings_that_lack_a_part_say_which(timed):
    net, data = timed
    with pytest.raises(ValueError, match=r"the penalty of '\*.weight' is 'l1'; its factor is missing: \('l1', 1e-3\)"):
        net.fit(*data, epochs=1, penalties={"*.weight": "l1"})
    for kind, way in ((aru.Cosine, "Cosine(warm_up=5)"), (aru.Step, "Step(every=30, factor=0.5)")):
        with pytest.raises(ValueError) as told:
            net.fit(*data, epochs=1, schedule=kind)
        assert str(told.value) == f"schedule is the class {kind.__name__}; expected one of it, aru.{way}"


def test_some_of_an_ensemble_are_chosen_as_of_an_array(Paper):
    nets = Paper.seeds(range(4), H=2)
    for which in (np.array([True, False, True, False]), [0, 2], np.array([0, 2])):
        some = nets[which]
        assert [one is other for one, other in zip(some, (nets[0], nets[2]))] == [True, True] and len(some) == 2
    with pytest.raises(ValueError, match="`hidden.alpha_s` is a dict, expected an array"):
        nets["hidden.alpha_s"] = {"a": 1}


def test_a_size_may_be_counted_by_numpy(Paper):
    assert Paper(H=np.array([4]))["hidden.bias"].shape == Paper(H=np.int64(4))["hidden.bias"].shape == (4,)
