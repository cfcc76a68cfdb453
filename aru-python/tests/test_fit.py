"""Fits: data in every form, every setting, what they leave behind."""

import aru
import numpy as np
import pytest
from declarations import NOISY


def parameters(net):
    return np.concatenate([values.ravel() for values in net.parameters.values()])


def test_a_fit_learns(Paper, data):
    net = Paper(H=6, seed=7)
    before = net.evaluate(*data).loss
    history = net.fit(*data, epochs=60, batch_size=4, learning_rate=1e-2)
    assert history.stopped == "finished" and history.epochs == 60
    assert history["train_loss"][-1] < 0.2 * before
    assert net.evaluate(*data).loss < 0.2 * before
    assert net["hidden.alpha_s"] < 0.5, "that of the teacher is 0.2"
    assert net.history is history


def test_the_history_is_a_table(Paper, data):
    net = Paper(H=4)
    history = net.fit(*data, epochs=3, validation=data, penalties={"hidden.rate": ("square", 0.1)}, schedule="cosine")
    assert list(history["epoch"]) == [1, 2, 3]
    assert history["updates"][-1] == 6
    assert history["learning_rate"][0] == 1e-3 > history["learning_rate"][1]
    assert history["hidden.alpha_s"][-1] == net["hidden.alpha_s"].astype(float)
    assert "penalty" in history and "validation_loss" in history
    assert history.best == int(np.argmin(history["validation_loss"])) + 1
    frame = history.pandas()
    assert frame.shape[0] == 3 and frame.index.name == "epoch"
    assert frame["train_loss"].to_numpy() == pytest.approx(history["train_loss"])
    plain = Paper(H=4).fit(*data, epochs=1)
    assert "validation_loss" not in plain and "penalty" not in plain and plain.best is None


def test_the_same_seed_gives_the_same_bits(Paper, data):
    nets = [Paper(H=5, seed=1) for _ in range(3)]
    for net, threads in zip(nets, (1, 1, 2)):
        net.fit(*data, epochs=4, batch_size=24, seed=5, threads=threads)
    assert np.array_equal(parameters(nets[0]), parameters(nets[1]))
    assert np.array_equal(parameters(nets[0]), parameters(nets[2]))
    other = Paper(H=5, seed=1)
    other.fit(*data, epochs=4, batch_size=4, seed=6)
    assert not np.array_equal(parameters(nets[0]), parameters(other))


def test_trials_of_different_length(Paper, data):
    inputs, targets = data
    lengths = [5 + trial % 16 for trial in range(len(inputs))]
    ragged = [array[:length] for array, length in zip(inputs, lengths)], [a[:n] for a, n in zip(targets, lengths)]
    padded = [np.array(array) for array in data]
    for trial, length in enumerate(lengths):
        for array in padded:
            array[trial, length:] = np.nan
    by_list, by_length = Paper(H=4, seed=1), Paper(H=4, seed=1)
    by_list.fit(*ragged, epochs=3)
    by_length.fit(*padded, lengths=lengths, epochs=3)
    assert np.array_equal(parameters(by_list), parameters(by_length))
    weights = [np.ones(length) for length in lengths]
    weighted = Paper(H=4, seed=1)
    weighted.fit(*ragged, weights=weights, epochs=3)
    assert np.allclose(parameters(weighted), parameters(by_list), atol=1e-6)


def test_targets_that_are_nan_do_not_count(Paper, data):
    inputs, targets = data
    holes = targets.copy()
    holes[::2, 3:7] = np.nan
    weights = np.ones(targets.shape[:2])
    weights[::2, 3:7] = 0
    garbage = targets.copy()
    garbage[::2, 3:7] = 1e3
    missing, weighted = Paper(H=4, seed=1), Paper(H=4, seed=1)
    missing.fit(inputs, holes, epochs=3)
    weighted.fit(inputs, garbage, weights=weights, epochs=3)
    assert np.array_equal(parameters(missing), parameters(weighted))
    # Of a step with some, the others count.
    one = targets.copy()
    one[:, :, 0] = np.nan
    net = Paper(H=4, dtype="float64")
    expected = np.mean((net.run(inputs)[..., 1] - targets[..., 1]) ** 2)
    assert net.evaluate(inputs, one).loss == pytest.approx(expected)
    # Together with lengths, which may hide others.
    lengths = [20] * 23 + [10]
    holes[23, 10:] = np.nan
    assert np.isfinite(net.evaluate(inputs, holes, lengths=lengths).loss)


def test_weights_of_steps_outputs_and_trials(Paper, data):
    inputs, targets = data
    net = Paper(H=4, dtype="float64")
    errors = (net.run(inputs) - targets) ** 2
    random = np.random.default_rng(1)
    by_step = random.uniform(size=(24, 20))
    expected = np.sum(by_step * errors.mean(axis=2)) / by_step.sum()
    assert net.evaluate(inputs, targets, weights=by_step).loss == pytest.approx(expected)
    by_trial = random.uniform(size=24)
    expected = np.sum(by_trial[:, None, None] * errors) / (40 * by_trial.sum())
    assert net.evaluate(inputs, targets, weights=by_trial).loss == pytest.approx(expected)
    by_output = random.uniform(size=(24, 20, 2))
    expected = np.sum(by_output * errors) / by_output.sum()
    assert net.evaluate(inputs, targets, weights=by_output).loss == pytest.approx(expected)


def test_what_is_frozen_does_not_move(Paper, data):
    net = Paper(H=4)
    before = net.parameters
    net.fit(*data, epochs=2, freeze=["*.alpha_s", "hidden.bias"])
    moved = {name for name in net if not np.array_equal(net[name], before[name])}
    assert moved == set(net.learned) - {"hidden.alpha_s", "hidden.bias"}
    net.fit(*data, epochs=1, freeze="hidden")
    assert np.array_equal(net["hidden.alpha_s"], before["hidden.alpha_s"])


SETTINGS = {
    "sgd": {"optimiser": "sgd"},
    "nesterov": {"optimiser": aru.Sgd(0.01, momentum=0.9, nesterov=True)},
    "adam": {"optimiser": aru.Adam(0.01, beta1=0.8, beta2=0.9, epsilon=1e-6)},
    "rate": {"learning_rate": 0.02},
    "rates": {"learning_rates": {"hidden.alpha_s": 0.1}},
    "batches": {"batch_size": 5},
    "order": {"shuffle": False},
    "seed": {"seed": 9},
    "cosine": {"schedule": aru.Cosine(warm_up=1, floor=0.1)},
    "step": {"schedule": aru.Step(1, 0.5)},
    "factors": {"schedule": [1.0, 0.1, 0.5]},
    "function": {"schedule": lambda epoch, epochs: 1 / epoch},
    "clip": {"clip_norm": 1e-3, "optimiser": "sgd"},
    "truncate": {"truncate": 5},
    "decay": {"weight_decay": 0.5},
    "l2": {"l2": 0.5},
    "penalties": {"penalties": [("hidden.rate", "square", 1.0), ("*.weight", "l1", 0.1)]},
    "loss": {"loss": ("mse", 3.0), "optimiser": "sgd"},
    "poisson": {"loss": "poisson"},
    "own": {"loss": {"y": ("mse", 2.0)}, "optimiser": "sgd"},
}


@pytest.mark.parametrize("name", SETTINGS)
def test_every_setting_counts(Paper, data, name):
    """Each makes another network than the settings without it."""
    plain, other = Paper(H=4, seed=1), Paper(H=4, seed=1)
    given = SETTINGS[name]
    plain.fit(*data, epochs=3, **({"optimiser": "sgd"} if given.get("optimiser") == "sgd" and len(given) > 1 else {}))
    other.fit(*data, epochs=3, **given)
    assert not np.array_equal(parameters(plain), parameters(other))
    again = Paper(H=4, seed=1)
    again.fit(*data, epochs=3, **given)
    assert np.array_equal(parameters(again), parameters(other))


def test_schedules_are_what_they_say(Paper, data):
    def rates(schedule):
        return list(Paper(H=2).fit(*data, epochs=4, schedule=schedule)["learning_rate"] / 1e-3)

    assert rates([1, 0.5, 0.25, 2]) == pytest.approx([1, 0.5, 0.25, 2])
    assert rates(lambda epoch, epochs: epoch / epochs) == pytest.approx([0.25, 0.5, 0.75, 1])
    assert rates(aru.Step(2, 0.1)) == pytest.approx([1, 1, 0.1, 0.1])
    assert rates("cosine") == pytest.approx(rates(aru.Cosine()))


def test_validation_stops_and_restores(Paper, data):
    inputs, targets = data
    random = np.random.default_rng(1)
    noise = random.normal(size=targets[:6].shape)
    net = Paper(H=10, seed=1)
    history = net.fit(
        inputs[:6],
        noise,
        epochs=1000,
        learning_rate=0.05,
        validation=(inputs[6:], targets[6:]),
        early_stopping=5,
        restore_best=True,
    )
    assert history.stopped == "early" and history.epochs == history.best + 5
    found = net.evaluate(inputs[6:], targets[6:]).loss
    assert found == pytest.approx(history["validation_loss"].min(), rel=1e-6)


def test_noise_is_drawn_anew_unless_it_is_off():
    Noisy = aru.net(NOISY)
    x, y = np.ones((8, 10, 1)), np.zeros((8, 10, 2))
    nets = {}
    for name, noise in {"unset": {}, "declared": {"noise": True}, "off": {"noise": False}, "other": {"noise": 5}}.items():
        nets[name] = Noisy(seed=1)
        nets[name].fit(x, y, epochs=2, **noise)
    assert len({parameters(net).tobytes() for net in nets.values()}) == 3
    assert np.array_equal(parameters(nets["unset"]), parameters(nets["declared"]))


def test_no_noise_is_not_taken_for_that_declared(Paper, data):
    """None was the declared noise in a fit, and none in a run."""
    for which in (Paper(H=3), Paper.seeds([0, 1], H=3)):
        with pytest.raises(
            ValueError, match="noise is None; expected True, which is the noise that layers declare, False for none"
        ):
            which.fit(*data, epochs=1, noise=None)
    noisy, x = aru.net(NOISY)(), np.ones((2, 4, 1))
    assert np.array_equal(noisy.run(x, noise=None), noisy.run(x, noise=np.False_))
    # Where no layer has noise it is of no effect.
    net = Paper(H=3)
    assert np.array_equal(net.run(data[0], noise=3), net.run(data[0]))


def test_losses_of_outputs():
    net = aru.net(NOISY)(dtype="float64", seed=1)
    x = np.ones((8, 10, 1))
    counts = np.random.default_rng(1).poisson(1.0, size=(8, 10, 1))
    y = np.concatenate([np.zeros((8, 10, 1)), counts], axis=2)
    losses = {"y": ("mse", 0.5), "z": "poisson"}
    evaluation = net.evaluate(x, y, loss=losses)
    assert set(evaluation.losses) == {"y", "z"}
    assert evaluation.loss == pytest.approx(sum(evaluation.losses.values()))
    assert evaluation.losses["y"] == pytest.approx(0.5 * np.mean(net.run(x)[..., 0] ** 2))
    assert evaluation.check(), evaluation.check()
    net.fit(x, y, loss=losses, epochs=3, noise=False)
    assert net.evaluate(x, y, loss=losses).loss < evaluation.loss


def test_gradients_are_checked(Paper, data):
    inputs, targets = (array[:3, :6] for array in data)
    report = Paper(H=3).check_gradients(inputs, targets)
    assert report and report.is_correct and report.error < 1e-6
    assert "correct" in str(report)
    assert {row.name for row in report.parameters} >= {"hidden.alpha_s", "x_to_hidden.weight"}
    net = Paper(H=3, dtype="float64")
    evaluation = net.evaluate(inputs, targets)
    step = 1e-6
    moved = net.copy()
    moved["hidden.alpha_s"] = net["hidden.alpha_s"] + step
    measured = (moved.evaluate(inputs, targets).loss - evaluation.loss) / step
    assert evaluation.gradients["hidden.alpha_s"][0] == pytest.approx(measured, rel=1e-4)
    d_outputs = 2 * (net.run(inputs) - targets) / targets.size
    assert np.allclose(net.pull_back(inputs, d_outputs), evaluation.input_gradients, atol=1e-14)


def test_labels(data):
    text = "struct C { input x: 2; layer h: Elman<8>; output y: 3; x -> h -> y; h ~> h; }"
    inputs = np.concatenate([np.full((10, 6, 2), shift) + 0.01 * data[0][:10, :6] for shift in (-1.0, 0.0, 1.0)])
    labels = np.repeat([0, 1, 2], 10)
    trials = aru.Data.labelled(inputs, labels, 3, last_step_only=True)
    net = aru.net(text)(seed=2)
    net.fit(trials, loss="cross_entropy", epochs=200, learning_rate=0.02)
    assert np.array_equal(net.run(inputs)[:, -1].argmax(axis=1), labels)
    with pytest.raises(ValueError, match="label of trial 0 is 3; expected 0 to 2"):
        aru.Data.labelled(inputs, labels + 3, 3)
    with pytest.raises(ValueError, match=r"labels have shape \(4,\)|labels have shape"):
        aru.Data.labelled(inputs, labels[:4], 3)


def test_data_made_for_each_epoch(Paper):
    seen = []

    def generate(epoch, random):
        seen.append(epoch)
        x = random.normal(size=(6, 10, 2))
        return x, 0.5 + 0.1 * np.tanh(x)

    net, again = Paper(H=4, seed=1), Paper(H=4, seed=1)
    history = net.fit(generate, epochs=3, seed=5)
    assert seen == [1, 2, 3] and history.epochs == 3
    again.fit(generate, epochs=3, seed=5)
    assert np.array_equal(parameters(net), parameters(again))

    def fails(epoch, random):
        if epoch == 2:
            raise LookupError("no more")
        return generate(epoch, random)

    with pytest.raises(LookupError, match="no more"):
        net.fit(fails, epochs=3)
    assert net.history.epochs == 1


def test_every_epoch_is_shown(Paper, data):
    seen = []

    def on_epoch(epoch, net):
        seen.append((epoch["epoch"], float(net["hidden.alpha_s"][0])))
        return epoch["epoch"] == 3

    net = Paper(H=4)
    history = net.fit(*data, epochs=10, on_epoch=on_epoch)
    assert history.stopped == "observer" and [epoch for epoch, _ in seen] == [1, 2, 3]
    assert [alpha for _, alpha in seen] == pytest.approx(list(history["hidden.alpha_s"]))

    def fails(epoch, net):
        raise LookupError("enough")

    other = Paper(H=4)
    with pytest.raises(LookupError, match="enough"):
        other.fit(*data, epochs=10, on_epoch=fails)
    assert other.history.epochs == 1 and other.history.stopped is None

    def pressed(epoch, net):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        other.fit(*data, epochs=10, on_epoch=pressed)
    assert other.history.stopped == "interrupted"


def test_checkpoints_go_on(Paper, data, tmp_path):
    path = tmp_path / "fit.checkpoint"
    whole, parts = Paper(H=4, seed=1), Paper(H=4, seed=1)
    whole.fit(*data, epochs=6)
    parts.fit(*data, epochs=6, checkpoint=path, checkpoint_every="1 epoch", on_epoch=lambda epoch, net: epoch["epoch"] == 3)
    assert parts.history.epochs == 3
    with pytest.raises(OSError, match="resume=True"):
        Paper(H=4, seed=1).fit(*data, epochs=6, checkpoint=path)
    again = Paper(H=4, seed=1)
    history = again.fit(*data, epochs=6, checkpoint=path, resume=True)
    assert history.epochs == 6
    assert np.array_equal(parameters(again), parameters(whole))


def test_whether_to_resume_may_be_a_bool_of_numpy(Paper, data, tmp_path):
    net = Paper(H=4)
    net.fit(*data, epochs=2, checkpoint=tmp_path / "fit", checkpoint_every="1 epoch")
    ended = net["y.bias"]
    fresh = Paper(H=4)
    fresh.fit(*data, epochs=2, checkpoint=tmp_path / "fit", checkpoint_every="1 epoch", resume=np.bool_(True))
    assert np.array_equal(fresh["y.bias"], ended)
    with pytest.raises(OSError):
        fresh.fit(*data, epochs=2, checkpoint=tmp_path / "fit", resume=np.bool_(False))


def test_a_checkpoint_is_of_the_same_settings(Paper, data, tmp_path):
    path = tmp_path / "fit.checkpoint"
    Paper(H=4, seed=1).fit(*data, epochs=4, checkpoint=path, checkpoint_every="1 epoch")
    with pytest.raises(OSError, match="epochs"):
        Paper(H=4, seed=1).fit(*data, epochs=8, checkpoint=path, resume=True)
    # Between two renames a crash can leave the older one alone, from which a fit goes on.
    path.unlink()
    assert (tmp_path / "fit.checkpoint.older").exists()
    again, whole = Paper(H=4, seed=1), Paper(H=4, seed=1)
    assert again.fit(*data, epochs=4, checkpoint=path, resume=True).epochs == 4
    whole.fit(*data, epochs=4)
    assert np.array_equal(parameters(again), parameters(whole))


def test_what_a_history_has_not_on_epoch_records(Paper, data):
    biases = []
    history = Paper(H=3).fit(*data, epochs=3, on_epoch=lambda epoch, net: biases.append(net["y.bias"]))
    assert len(biases) == 3 and not np.array_equal(biases[0], biases[2]) and history.epochs == 3
    with pytest.raises(KeyError, match="it has constants alone, and `on_epoch` is shown the network itself"):
        history["y.bias"]
    assert 3 not in history and history.get(None) is None


def test_progress_is_lines_in_a_log(Paper, data, capfd):
    Paper(H=4).fit(*data, epochs=2)
    assert capfd.readouterr().err == ""
    Paper(H=4).fit(*data, epochs=2, progress=True)
    printed = capfd.readouterr().err
    assert printed.startswith("epoch 2/2") and "loss" in printed


def test_progress_is_one_line_of_a_terminal(Paper, data, monkeypatch, capfd):
    from aru import _progress

    monkeypatch.setattr(_progress, "_where", lambda: "terminal")
    monkeypatch.setattr(_progress, "PAUSE", 0.0)
    Paper(H=4).fit(*data, epochs=50, batch_size=12, progress=True, validation=data)
    printed = capfd.readouterr().err
    assert printed.count("\n") == 1 and printed.count("\r") > 1
    last = printed.rstrip("\n").split("\r")[-1]
    assert last.startswith("epoch 50/50") and "validation" in last


def test_targets_of_one_output_may_have_no_axis_for_it(Timed):
    x = np.random.default_rng(1).normal(size=(6, 12, 2))
    y = x.sum(axis=2)
    expected = Timed(H=3).fit(x, y[..., np.newaxis], epochs=2)["train_loss"]
    listed = Timed(H=3).fit([*x], [*y], epochs=2)["train_loss"]
    assert np.array_equal(Timed(H=3).fit(x, y, epochs=2)["train_loss"], expected)
    assert np.array_equal(listed, expected)
    alone = Timed(H=3).fit(x[0], y[0][:, np.newaxis], epochs=2)["train_loss"]
    assert np.array_equal(Timed(H=3).fit(x[0], y[0], epochs=2)["train_loss"], alone)
    assert np.array_equal(Timed(H=3).fit(x[:1], y[:1], epochs=2)["train_loss"], alone)
    with pytest.raises(ValueError, match="targets"):
        Timed(H=3).fit(x, y.T)
