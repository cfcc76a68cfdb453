"""Data sets: what takes them, and how they are cut."""

import aru
import numpy as np
import pytest


def test_whatever_runs_takes_data(Paper, data):
    net, whole = Paper(H=4), aru.Data(*data)
    assert np.array_equal(net.run(whole), net.run(data[0]))
    lengths = [5 + trial % 16 for trial in range(len(data[0]))]
    padded = aru.Data(*data, lengths=lengths)
    assert np.array_equal(net.run(padded), net.run(data[0], lengths=lengths), equal_nan=True)
    traced, expected = net.trace(padded), net.trace(data[0], lengths=lengths)
    assert all(np.array_equal(traced[name], expected[name], equal_nan=True) for name in expected)
    found = net.fixed_points(padded, starts=5)
    assert repr(found) == repr(net.fixed_points(data[0], lengths=lengths, starts=5))
    assert np.array_equal(Paper.seeds(range(2), H=4).run(whole)[0], Paper(H=4, seed=0).run(data[0]))
    with pytest.raises(ValueError, match="the data have their own lengths; give nothing else"):
        net.run(padded, lengths=lengths)


def test_what_takes_arrays_alone_says_so(Paper, data):
    net, whole = Paper(H=4), aru.Data(*data)
    with pytest.raises(ValueError, match="inputs is an aru.Data, expected an array, .*give data.inputs"):
        net.pull_back(whole, data[1])
    with pytest.raises(ValueError, match="give data.inputs"):
        net.stream().step(whole)


def test_columns_of_a_frame_are_taken_by_their_place(Paper, data):
    pandas = pytest.importorskip("pandas")
    net = Paper(H=4)
    frame = pandas.DataFrame(data[0][0], columns=["right", "left"])
    assert np.array_equal(net.run(frame), net.run(data[0][0]))
    assert np.array_equal(net.run(frame[["left", "right"]]), net.run(data[0][0][:, ::-1]))
    assert "DataFrame" in aru.Data.__doc__ and "DataFrame" in aru.Estimator.__doc__


def test_windows_hold_every_step_once():
    x = np.arange(1000.0).reshape(2, 500, 1)
    windows = aru.Data(x, -x).windows(200, 150, 50)
    assert [int(first) for first in windows.inputs[:, 0, 0]] == [0, 150, 300, 500, 650, 800]
    assert windows.lengths is None and np.array_equal(windows.targets, -windows.inputs)
    counted = windows.inputs[windows.weights > 0]
    assert sorted(counted.ravel()) == [*range(50, 500), *range(550, 1000)]
    # The last one is the first that reaches the end.
    uneven = aru.Data(np.zeros((7000, 1)), np.zeros((7000, 1))).windows(500, 400, 100)
    assert len(uneven) == 18 and uneven.lengths[17] == 200
    assert np.array_equal(uneven.weights.sum(axis=1), [400] * 17 + [100])


def test_windows_keep_lengths_weights_and_what_is_missing(Timed):
    random = np.random.default_rng(1)
    trials, targets = (
        [random.normal(size=(steps, 2)) for steps in (40, 25)],
        [random.normal(size=steps) for steps in (40, 25)],
    )
    targets[0][7] = np.nan
    weights = [random.uniform(size=steps) for steps in (40, 25)]
    whole = aru.Data(trials, targets, weights)
    windows = whole.windows(20, 15, 5)
    assert windows.lengths == [20, 20, 10, 20, 10]
    assert np.isnan(windows.targets[0, 7, 0]) and np.array_equal(windows.inputs[1, :20], trials[0][15:35])
    assert np.array_equal(windows.weights[1, 5:20], weights[0][20:35]) and not windows.weights[:, :5].any()
    assert np.array_equal(whole.weights[0, :40], weights[0]), "those of the whole are as they were"
    assert np.isfinite(Timed(H=3).fit(windows, epochs=1)["train_loss"][0])
    by_output = aru.Data(trials, targets, [weight[:, np.newaxis] for weight in weights]).windows(20, 15, 5)
    assert np.array_equal(by_output.weights.reshape(windows.weights.shape), windows.weights)


def test_a_window_for_each_step_shows_how_much_past_is_used(Paper, data):
    """What the README has in place of Rust's window curve."""
    net, steps = Paper(H=4, dtype="float64"), 6
    windows = aru.Data(*data).windows(steps, 1, steps - 1)
    counted = net.evaluate(windows).outputs[windows.weights > 0].reshape(len(data[0]), -1, 2)
    expected = np.stack([net.run(data[0][:, end - steps : end])[:, -1] for end in range(steps, 21)], axis=1)
    assert counted.shape == (24, 15, 2) and np.allclose(counted, expected, atol=1e-14)


def test_a_map_is_a_step_pulled_back(Paper, data):
    """What the README has in place of Rust's gradient maps."""
    net = Paper(H=4, dtype="float64")
    last = np.zeros((1, 20, 2))
    last[0, -1, 1] = 1
    found = net.pull_back(data[0][:1], last)[0, ::-1]
    moved, step = data[0][:1].copy(), 1e-6
    moved[0, -3, 0] += step
    measured = (net.run(moved) - net.run(data[0][:1]))[0, -1, 1] / step
    assert found.shape == (20, 2) and found[2, 0] == pytest.approx(measured, rel=1e-4)


def test_windows_that_cannot_be_are_told():
    data = aru.Data([np.zeros((40, 1)), np.zeros((25, 1))], [np.zeros((40, 1)), np.zeros((25, 1))])
    with pytest.raises(ValueError, match="length of the windows is 41; expected at most 40, the steps of the longest trial"):
        data.windows(41, 10)
    with pytest.raises(ValueError, match="stride of the windows is 0; expected a whole number, 1 or more"):
        data.windows(20, 0)
    for burn_in, length in ((20, 20), (25, 30)):
        with pytest.raises(ValueError, match=f"burn_in is {burn_in}, which leaves no step"):
            data.windows(length, 10, burn_in)


def test_pairs_without_targets_are_told_of(Paper, data):
    x, y = data
    with pytest.raises(ValueError, match=r"targets are missing; .*aru.Data\(inputs, targets\)"):
        Paper(H=3).fit([(x[0], y[0]), (x[1], y[1])])
    with pytest.raises(ValueError, match="targets are missing$"):
        Paper(H=3).fit(x)


def test_anything_may_stand_beyond_the_lengths(Paper, data):
    """The largest number of float64 stands for what is missing in some files: more than float32 holds."""
    x = np.array(data[0], np.float64)
    y = np.array(data[1], np.float64)
    trials, steps = x.shape[:2]
    lengths = [steps - 2] * trials
    expected = Paper(H=3).evaluate(x, y, lengths=lengths).loss
    x[:, steps - 2 :] = y[:, steps - 2 :] = np.finfo(np.float64).max
    assert Paper(H=3).evaluate(x, y, lengths=lengths).loss == expected
    x[0, 0] = 1e300
    with pytest.raises(ValueError, match="of size 1e\\+300, is more than float32 holds"):
        Paper(H=3).run(x, lengths=lengths)


def test_classes_are_a_whole_number_however_they_are_written(data):
    labels = np.arange(len(data[0])) % 3
    assert np.array_equal(aru.Data.labelled(data[0], labels, 3.0).targets, aru.Data.labelled(data[0], labels, 3).targets)


def test_shapes_are_told_as_they_were_given(Paper, data):
    x, y = data[0][..., :1], data[1][..., 0]
    trials, steps = y.shape
    faults = [
        ((x, y[:, 1:]), rf"targets has shape \({trials}, {steps - 1}\), expected \({trials}, {steps}\) of one output or "),
        ((x, y[1:]), rf"targets has shape \({trials - 1}, {steps}\), {trials - 1} trials where the inputs have {trials}$"),
        ((x, y[1:, :, np.newaxis]), rf"targets has shape \({trials - 1}, {steps}, 1\), {trials - 1} trials where"),
        (
            (x, y[:, 1:, np.newaxis]),
            rf"targets has shape \({trials}, {steps - 1}, 1\), {steps - 1} steps where the inputs have {steps}$",
        ),
        ((x, y[:, 0]), rf"targets has shape \({trials},\), expected .*goes through aru.Data.labelled"),
        ((x[0], y[0, 1:]), rf"targets has shape \({steps - 1},\), {steps - 1} steps where the inputs have {steps}$"),
        ((x[0], y[0, 1:, np.newaxis]), rf"targets has shape \({steps - 1}, 1\), {steps - 1} steps where"),
        ((x[0], y), rf"targets has shape \({trials}, {steps}\), {trials} steps where the inputs have {steps}$"),
        (
            (x[..., 0], y[..., np.newaxis]),
            rf"targets has shape \({trials}, {steps}, 1\), {trials} trials where the inputs have 1; where inputs are {trials} "
            rf"trials of {steps} steps with one feature, write inputs\[..., np.newaxis\]$",
        ),
        ((x, 3.0), r"targets has shape \(\), expected \[trial, step, feature\]"),
    ]
    for given, message in faults:
        with pytest.raises(ValueError, match=message):
            aru.Data(*given)
    assert aru.Data(x[:1], y[0, :, np.newaxis]).targets.shape == (1, steps, 1)


def test_trials_of_one_feature_need_their_axis(data):
    net = aru.net("struct One { input x: 1; layer h: Elman<2> { activation: tanh; } output y: 1; x -> h -> y; }")()
    x, y = data[0][..., 0], data[1][..., 0]
    trials, steps = y.shape
    told = (
        rf"inputs has shape \({trials}, {steps}\), a single trial of {trials} steps with {steps} features, where the network has 1, "
        rf"1 of `x`; where inputs are {trials} trials of {steps} steps with one feature, write inputs\[..., np.newaxis\]"
    )
    for ask in (
        lambda: net.run(x),
        lambda: net.trace(x),
        lambda: net.fit(x, y[:, 0]),
        lambda: net.evaluate(x, y).loss,
        lambda: net.fixed_points(x),
        lambda: net.pull_back(x, y),
    ):
        with pytest.raises(ValueError, match=told):
            ask()
    assert net.run(x[..., np.newaxis]).shape == (trials, steps, 1)
    assert net.run(x[0][:, np.newaxis]).shape == (steps, 1)


def test_labels_are_taken_where_they_are_whole():
    x = np.zeros((4, 3, 2))
    expected = aru.Data.labelled(x, [1, 0, 1, 0], 2).targets
    for labels in (
        [True, False, True, False],
        np.array([1.0, 0.0, 1.0, 0.0]),
        np.array([1, 0, 1, 0], object),
        np.uint8([1, 0, 1, 0]),
    ):
        assert np.array_equal(aru.Data.labelled(x, labels, 2).targets, expected)
    for labels, message in (
        ([1.0, 0.5, 1.0, 0.0], r"label of trial 1 is 0.5, which is no whole number; .* labels.astype\(int\)"),
        ([1.0, 0.0, np.nan, 0.0], "label of trial 2 is missing, NaN; leave such trials out"),
        ([1, 0, 2, 0], "label of trial 2 is 2; expected 0 to 1, one of 2 classes"),
        ([1, 0, -1.0, 0], "label of trial 2 is -1; expected 0 to 1"),
        ([1, 0, np.inf, 0], "label of trial 2 is inf; expected 0 to 1"),
        (["a", "b", "a", "b"], r"labels are names; .* np.unique\(labels, return_inverse=True\)\[1\]"),
        (np.eye(4), r"labels have shape \(4, 4\) .*labels.argmax\(axis=1\)"),
        ([1, 0], r"labels have shape \(2,\), expected \(4,\)"),
    ):
        with pytest.raises(ValueError, match=message):
            aru.Data.labelled(x, labels, 2)


def test_what_makes_data_is_no_data(Paper):
    """Loaders and generators that were called: targets were missing, and that was all."""

    class Loader:
        def __iter__(self):
            return iter([])

        def __len__(self):
            return 3

        def __getitem__(self, place):
            raise IndexError

    for given in (Loader(), (one for one in [1]), iter([1]), zip([1], [2])):
        with pytest.raises(ValueError, match=r"inputs is a \w+, and targets are missing; .* generate\(epoch, random\)"):
            Paper(H=2).fit(given)
    for given in (np.zeros((2, 3, 2)), [np.zeros((3, 2))]):
        with pytest.raises(ValueError, match="^targets are missing$"):
            Paper(H=2).fit(given)


def test_weights_of_a_list_are_as_long_as_its_trials(Paper, data):
    net, (x, y) = Paper(H=3), data
    trials, targets = [x[0], x[1, :5]], [y[0], y[1, :5]]
    with pytest.raises(ValueError, match="targets are a list of 1 trials, expected 2, as many as the inputs"):
        aru.Data(trials, targets[:1])
    good = net.evaluate(trials, targets, weights=[np.ones(20), np.ones(5)]).loss
    assert good == net.evaluate(trials, targets).loss
    for own, found in ((np.ones(3), 3), (np.append(np.ones(5), -1), 6), (np.ones((40, 2)), 40)):
        with pytest.raises(ValueError, match=f"weights of trial 1 have {found} steps, expected 5, as many as its inputs"):
            net.evaluate(trials, targets, weights=[np.ones((20, 2)) if own.ndim == 2 else np.ones(20), own])
    with pytest.raises(ValueError, match="weights of trial 1 have 3 steps, expected 20, as many as its inputs"):
        net.evaluate([x[0], x[1]], [y[0], y[1]], weights=[np.ones(20), np.ones(3)])
    with pytest.raises(ValueError, match="weights are a list of 1 trials, expected 2, as many as the inputs"):
        net.evaluate(trials, targets, weights=[np.ones(20)])
    # Beside an array that is padded they may be as long as it is, or as its trials.
    for own in ([np.ones(20)] * 2, [np.ones(20), np.ones(5)]):
        assert aru.Data(x[:2], y[:2], own, lengths=[20, 5]).weights.shape == (2, 20)


def test_what_is_no_number_is_refused_wherever_it_stands(Paper):
    pandas = pytest.importorskip("pandas")
    net = Paper(H=3)
    dates = pandas.date_range("2020", periods=3)
    for odd in (dates, dates.tz_localize("UTC"), dates - dates[0], ["1", "2", "3"]):
        with pytest.raises(ValueError, match="inputs holds what is no number in `when`; expected an array of real numbers"):
            net.run(pandas.DataFrame({"when": odd, "rate": [1.0, 2.0, 3.0]}))
    with pytest.raises(ValueError, match="inputs holds what is no number; expected"):
        net.run(np.array([["1", 2.0]], object))
    nullable = pandas.DataFrame({"a": pandas.array([1, 2, 3], "Int64"), "b": [1.0, 2.0, 3.0]})
    assert net.run(nullable).shape == (3, 2)


def test_several_inputs_in_a_tuple_or_a_dict_are_told_how_they_stand(Paper):
    pandas = pytest.importorskip("pandas")
    net, one = Paper(H=3), np.zeros((4, 6, 1))
    with pytest.raises(
        ValueError, match=r"inputs are 2 arrays .* in the order declared: np.concatenate\(\[a, b\], axis=-1\)"
    ):
        net.run((one, one))
    with pytest.raises(
        ValueError, match=r"inputs is a dict, .*np.concatenate\(\[values\[name\] for name in net.inputs\], axis=-1\)"
    ):
        net.run({"x": one})
    with pytest.raises(ValueError, match=r"of one feature, \[trial\[:, np.newaxis\] for trial in trials\]"):
        net.run([np.zeros(5), np.zeros(7)])
    frame = pandas.DataFrame({"trial": [0, 0, 1], "a": [1.0, 2.0, 3.0]})
    with pytest.raises(ValueError, match=r"DataFrameGroupBy, expected a list .*for _, group in frame.groupby\(..\)\]"):
        net.run(frame.groupby("trial"))


def test_targets_of_other_outputs_than_the_network_has_are_told(Paper, data):
    x, y = data
    with pytest.raises(ValueError, match="targets have 1 output in each step, where the network has 2: 2 of `y`"):
        Paper(H=3).fit(x, y[:, :, 0])


def test_data_without_a_step_are_refused(Paper, data):
    x, y = data
    for ask in (lambda: Paper(H=3).run(x[:, :0]), lambda: aru.Data(x[:, :0], y[:, :0]), lambda: Paper(H=3).trace(x[:0])):
        with pytest.raises(ValueError, match="expected at least one trial, one step and one feature"):
            ask()


def test_data_sets_are_joined(Paper, data):
    x, y = data
    parts = [
        aru.Data(x[:2], y[:2]),
        aru.Data(x[2:4], y[2:4], np.full((2, 20), 2.0), lengths=[5, 20]),
        aru.Data(x[4, :7], y[4, :7], np.ones((7, 2))),
    ]
    whole = aru.Data.joined(parts)
    assert whole.lengths == [20, 20, 5, 20, 7] and whole.weights.shape == (5, 20, 2)
    assert (whole.weights[2, :5] == 2).all() and (whole.weights[0] == 1).all()
    net = Paper(H=3, dtype="float64")
    losses = [net.evaluate(part).loss for part in parts]
    assert net.evaluate(whole).loss == pytest.approx(np.average(losses, weights=[40, 50, 7]))
    assert np.array_equal(net.run(whole)[2, :5], net.run(x[2, :5]))
    assert aru.Data.joined([parts[0], parts[0]]).weights is None
    with pytest.raises(ValueError, match="parts are no list of aru.Data"):
        aru.Data.joined([x])
