"""Networks: parameters by name, runs on arrays of every layout, streams, copies, exports."""

import copy
import pickle
import xml.etree.ElementTree

import aru
import numpy as np
import pytest
from declarations import NOISY


def test_a_network_gets_its_sizes(Paper):
    assert Paper.name == "Paper" and Paper.sizes == ("H",)
    assert Paper.__doc__ == "The network of Eq. 20."
    net = Paper(H=32, seed=7)
    assert net["hidden_to_hidden.weight"].shape == (32, 32)
    assert net.inputs == {"x": 2} and net.outputs == {"y": 2}
    assert net.dtype == np.float32 and Paper(H=3, dtype=float).dtype == np.float64
    assert np.array_equal(net["x_to_hidden.weight"], Paper(H=32, seed=7)["x_to_hidden.weight"])
    assert not np.array_equal(net["x_to_hidden.weight"], Paper(H=32, seed=8)["x_to_hidden.weight"])


def test_parameters_by_name(Paper):
    net = Paper(H=4)
    net["hidden.alpha_s"] = 0.25
    assert net["hidden.alpha_s"] == np.float32(0.25)
    weight = np.arange(8.0).reshape(4, 2)
    net["x_to_hidden.weight"] = weight
    assert np.array_equal(net["x_to_hidden.weight"], weight)
    net["x_to_hidden.weight"] = np.asfortranarray(weight)[:, ::-1]
    assert np.array_equal(net["x_to_hidden.weight"], weight[:, ::-1])
    assert "hidden.alpha_s" in net and "hidden.alfa_s" not in net
    assert list(net) == net.keys() == list(net.parameters)
    with pytest.raises(ValueError, match="read-only"):
        net["x_to_hidden.weight"][0, 0] = 1
    with pytest.raises(KeyError, match="did you mean `hidden.alpha_s`"):
        net["hidden.alfa_s"]
    with pytest.raises(KeyError, match="did you mean `hidden.alpha_s`"):
        net["hidden.alfa_s"] = 1
    with pytest.raises(ValueError, match=r"`x_to_hidden.weight` has shape \(2, 4\), expected \(4, 2\)"):
        net["x_to_hidden.weight"] = weight.T
    with pytest.raises(ValueError, match="strictly between 0 and 1"):
        net["hidden.alpha_s"] = 1.5
    assert net["hidden.alpha_s"] == np.float32(0.25)


def test_time_constants_are_in_seconds(Timed):
    net = Timed(H=3, dtype="float64")
    assert net.dt == 0.001
    assert net["hidden.tau_s"] == pytest.approx(0.02)
    net["hidden.tau_s"] = 0.05
    assert net["hidden.alpha_s"] == pytest.approx(0.02)
    assert "hidden.tau_s" in net
    history = net.fit(np.ones((4, 10, 2)), np.zeros((4, 10, 1)), epochs=2)
    assert history["hidden.tau_s"] == pytest.approx(0.001 / history["hidden.alpha_s"])
    assert history["hidden.tau_s"][-1] == pytest.approx(float(net["hidden.tau_s"][0]))


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_arrays_of_any_layout_give_the_same_bits(Paper, dtype):
    net = Paper(H=5, seed=1, dtype=dtype)
    inputs = np.random.default_rng(1).normal(size=(6, 9, 2)).astype(dtype)
    expected = net.run(inputs)
    assert expected.shape == (6, 9, 2) and expected.dtype == dtype
    by_step = np.ascontiguousarray(inputs.transpose(1, 0, 2)).transpose(1, 0, 2)
    layouts = {
        "fortran": np.asfortranarray(inputs),
        "step first": by_step,
        "negative": inputs[::-1, ::-1, ::-1].copy()[::-1, ::-1, ::-1],
        "every second": np.repeat(inputs, 2, axis=1)[:, ::2],
        "big endian": inputs.astype(inputs.dtype.newbyteorder(">")),
        "lists": inputs.tolist(),
    }
    record = np.zeros(inputs.shape, dtype=[("flag", "u1"), ("value", dtype)])
    record["value"] = inputs
    layouts["unaligned"] = record["value"]
    for name, layout in layouts.items():
        assert np.array_equal(net.run(layout), expected), name
        history = net.copy().fit(layout, expected, epochs=1)
        assert history["train_loss"] == net.copy().fit(inputs, expected, epochs=1)["train_loss"], name
    assert np.array_equal(net.run(np.broadcast_to(inputs[:1], inputs.shape)), np.repeat(expected[:1], 6, axis=0))


def test_what_is_run_is_not_copied(Paper):
    net = Paper(H=2)
    inputs = np.zeros((4, 5, 2), np.float32)
    inputs.flags.writeable = False
    assert net.run(inputs).shape == (4, 5, 2)
    from aru._arrays import array3, ready

    for layout in (inputs, inputs[:, ::-1], np.asfortranarray(inputs)):
        assert np.shares_memory(ready(array3(layout, "inputs"), "float32"), layout)


def test_one_trial_and_lists_of_trials(Paper):
    net = Paper(H=4, dtype="float64")
    inputs = np.random.default_rng(2).normal(size=(3, 8, 2))
    whole = net.run(inputs)
    assert np.allclose(net.run(inputs[0]), whole[0], atol=1e-14)
    assert net.trace(inputs[0])["hidden.rate"].shape == (8, 4)
    listed = net.run([inputs[0], inputs[1, :5]])
    assert [trial.shape for trial in listed] == [(8, 2), (5, 2)]
    assert np.allclose(listed[1], whole[1, :5], atol=1e-14)
    by_length = net.run(inputs, lengths=[8, 5, 1])
    assert np.isnan(by_length[1, 5:]).all() and np.allclose(by_length[1, :5], whole[1, :5], atol=1e-14)


def test_a_trace_has_every_value(Paper):
    net = Paper(H=4)
    inputs = np.ones((2, 5, 2))
    trace = net.trace(inputs)
    assert trace["hidden.rate"].shape == (2, 5, 4)
    assert np.array_equal(trace["outputs"], net.run(inputs))


def test_a_stream_is_a_run(Paper):
    net = Paper(H=4, dtype="float64")
    inputs = np.random.default_rng(4).normal(size=(12, 2))
    expected = net.run(inputs)
    stream = net.stream()
    assert np.allclose([stream.step(one) for one in inputs], expected, atol=1e-14)
    stream.restart()
    for one in inputs[:6]:
        stream(one)
    state, other = stream.state, stream.copy()
    assert state["hidden.rate"].shape == (4,)
    after = stream.step(inputs[6])
    assert np.array_equal(other.step(inputs[6]), after)
    stream.state = state
    assert np.array_equal(stream.step(inputs[6]), after)
    stream.state = {"hidden.rate": np.zeros(4)}
    assert not np.array_equal(stream.step(inputs[6]), after)
    with pytest.raises(ValueError, match=r"expected \[2\]"):
        stream.step([1.0])
    with pytest.raises(ValueError, match="NaN"):
        stream.step([1.0, np.nan])
    with pytest.raises(KeyError, match="no .* named `hidden.rat`"):
        stream.state = {"hidden.rat": np.zeros(4)}


def test_noise_is_where_it_is_handed_in():
    net = aru.net(NOISY)(dtype="float64")
    inputs = np.ones((2, 10, 1))
    silent = net.run(inputs)
    assert np.array_equal(net.run(inputs, noise={"hidden": np.zeros((2, 10, 3))}), silent)
    noisy = net.run(inputs, noise=3)
    assert not np.allclose(noisy, silent)
    assert np.array_equal(net.run(inputs, noise=3), noisy)
    with pytest.raises(ValueError, match="give a seed"):
        net.run(inputs, noise=True)


def test_pickle_and_copies_are_the_network(Paper, data):
    net = Paper(H=6, seed=2)
    net.fit(*data, epochs=2)
    again = pickle.loads(pickle.dumps(net))
    for other in (again, copy.copy(net), copy.deepcopy(net), net.copy()):
        assert all(np.array_equal(net[name], other[name]) for name in net)
        assert np.array_equal(other.run(data[0]), net.run(data[0]))
        assert np.array_equal(other.history["train_loss"], net.history["train_loss"])
        other["hidden.alpha_s"] = 0.125
        assert net["hidden.alpha_s"] != np.float32(0.125)
    masked = aru.net("struct M { input x: 2; layer h: Elman<2>; output y: 1; x -> h { mask: OWN; } h -> y; }")
    net = masked(OWN=np.eye(2, dtype=bool))
    assert np.array_equal(net["x_to_h.weight"] != 0, np.eye(2, dtype=bool))
    again = pickle.loads(pickle.dumps(net))
    assert np.array_equal(again["x_to_h.weight"], net["x_to_h.weight"])


def test_starts_are_given_by_name():
    text = "struct S { input x: 1; layer h: Elman<3> { bias: learn by(LADDER); } output y: 1; x -> h -> y; }"
    net = aru.net(text)(LADDER=[0.5, 1.0, 1.5])
    assert np.array_equal(net["h.bias"], np.float32([0.5, 1.0, 1.5]))
    with pytest.raises(SyntaxError, match="has 3 elements, and 2 values are given"):
        aru.net(text)(LADDER=[0.5, 1.0])
    with pytest.raises(SyntaxError, match=r"`h.bias` is to start from NaN at \[1\]; expected finite numbers"):
        aru.net(text)(LADDER=[0.5, np.nan, 1.0])


def test_what_it_shows(Paper):
    net = Paper(H=32)
    assert repr(net) == net.summary()
    assert "Paper" in repr(net) and "hidden" in repr(net)
    xml.etree.ElementTree.fromstring(net._repr_svg_())


def test_exports(Paper, tmp_path):
    net = Paper(H=3)
    assert "class Paper(" in net.to_pytorch()
    compile(net.to_pytorch(), "paper.py", "exec")
    assert r"\frac" in net.to_latex() or "W_{" in net.to_latex()
    assert net.to_dot().startswith("digraph")
    assert "Paper_step(" in net.to_c()
    assert '"name":"Paper"' in net.to_json()
    net.save(tmp_path / "paper.safetensors")
    other = Paper(H=3, seed=9)
    said = other.load_matching(tmp_path / "paper.safetensors")
    assert "x_to_hidden.weight" in said or "all" in said or said
    assert all(np.array_equal(net[name], other[name]) for name in net)


def test_files_that_are_damaged_or_missing(Paper, tmp_path):
    net = Paper(H=3)
    with pytest.raises(FileNotFoundError):
        net.load_matching(tmp_path / "none.safetensors")
    with pytest.raises(OSError):
        net.save(tmp_path / "no" / "folder" / "net.safetensors")
    net.save(tmp_path / "net.safetensors")
    content = bytearray((tmp_path / "net.safetensors").read_bytes())
    content[-3] ^= 4
    (tmp_path / "net.safetensors").write_bytes(content)
    with pytest.raises(ValueError, match="damaged"):
        aru.load(tmp_path / "net.safetensors")
    with pytest.raises((OSError, ValueError), match="damaged"):
        net.load_matching(tmp_path / "net.safetensors")
    (tmp_path / "text.safetensors").write_text("not at all")
    with pytest.raises(ValueError, match="safetensors"):
        aru.load(tmp_path / "text.safetensors")


def test_a_state_that_was_read_cannot_be_written_to(Paper):
    """It is a copy, and what was written to it never reached the stream."""
    stream = Paper(H=4, seed=2).stream()
    stream.step([0.1, 0.2])
    before = stream.state
    with pytest.raises(TypeError, match=r"`stream.state = \{name: values\}`; the others stay as they are"):
        stream.state["hidden.rate"] = np.ones(4)
    with pytest.raises(ValueError, match="read-only"):
        stream.state["hidden.rate"] += 1
    for change in ("update", "pop", "clear", "setdefault"):
        with pytest.raises(TypeError, match="is a copy"):
            getattr(before, change)("hidden.rate")
    with pytest.raises(TypeError, match="is a copy"):
        before |= {"hidden.rate": np.ones(4)}
    with pytest.raises(TypeError, match="is a copy"):
        del before["hidden.rate"]
    stream.state = {"hidden.rate": before["hidden.rate"] + 1}
    assert np.array_equal(stream.state["hidden.rate"], before["hidden.rate"] + 1)
    for kept in (before, dict(before), pickle.loads(pickle.dumps(before)), copy.copy(before), copy.deepcopy(before)):
        stream.state = kept
        assert all(np.array_equal(stream.state[name], before[name]) for name in before)
    changed = copy.deepcopy(before)
    changed["hidden.rate"] += 1
    stream.state = {**before, "hidden.rate": changed["hidden.rate"]}
    assert np.array_equal(stream.state["hidden.rate"], before["hidden.rate"] + 1)
