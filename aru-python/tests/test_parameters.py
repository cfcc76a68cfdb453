"""Parameters that are set together, their bounds and units."""

import json

import aru
import numpy as np
import pytest
from golden import GIVEN, NAMES, text

DELAYED = """
struct Delayed {
    dt: 1 ms;
    input x: 2;
    layer hidden: Aru<3> { tau_s: learn per_unit(20 ms) in logistic(1 ms, 200 ms); alpha_r: 1.0; }
    output y: 1;
    x ~> hidden { delay: learn(3 ms) in 1 ms..=12 ms; }
    hidden -> y;
}
"""

DALE = """
struct Dale {
    input x: 2;
    layer hidden: Aru<5> {
        alpha_s: learn global(0.5) in logistic(0, 1);
        alpha_r: learn global(0.5) in 0.1..=0.9;
        activation: sigmoid;
        sign: dale(excitatory 0.6);
    }
    output y: 1;
    x -> hidden;
    hidden ~> hidden;
    hidden -> y;
}
"""


class Tensor:
    """What a parameter in a `state_dict` of PyTorch has of a tensor, where there is none."""

    def __init__(self, array):
        self.array = array

    def detach(self):
        return self

    def cpu(self):
        return self.array


def test_an_update_is_all_or_nothing():
    net = aru.net(DALE)(seed=1)
    before = net.parameters
    moved = {name: Tensor(np.float32(1.125) * values) for name, values in before.items()}
    moved["hidden.alpha_s"] = Tensor(np.float32([1.0]))
    with pytest.raises(ValueError, match="`hidden.alpha_s` holds 1 .*strictly between 0 and 1"):
        net.update(moved)
    with pytest.raises(KeyError, match="did you mean `hidden.alpha_s`"):
        net.update({"y.bias": 1.0, "hidden.alfa_s": 0.5})
    with pytest.raises(ValueError, match=r"`y.bias` has shape \(2,\), expected \(1,\)"):
        net.update({"hidden.bias": 0.5, "y.bias": [1.0, 2.0]})
    with pytest.raises(TypeError, match="3 is no name of a parameter; expected one such as 'x_to_hidden.weight'"):
        net.update({3: 1.0})
    with pytest.raises(TypeError, match=r"module.state_dict\(\)"):
        net.update(type("Module", (), {"state_dict": dict})())
    assert all(np.array_equal(net[name], before[name]) for name in before)
    assert net.update({"y.bias": 2, "hidden.bias": np.arange(5)}) == []
    assert net["y.bias"] == 2 and np.array_equal(net["hidden.bias"], np.arange(5))
    assert np.array_equal(net["x_to_hidden.weight"], before["x_to_hidden.weight"])


def test_what_lies_beyond_the_bounds_may_be_moved():
    net = aru.net(DALE)(seed=1)
    values = dict(net.parameters)
    values["hidden.alpha_s"] = [1.5]
    values["hidden.alpha_r"] = [-3.0]
    values["hidden_to_hidden.weight"] = np.where(np.arange(25).reshape(5, 5) % 2, -0.5, 0.5)
    with pytest.raises(ValueError):
        net.update(values)
    assert net.update(values, clip=True) == ["hidden_to_hidden.weight", "hidden.alpha_s", "hidden.alpha_r"]
    assert net["hidden.alpha_s"] == np.nextafter(np.float32(1), np.float32(0))
    assert net["hidden.alpha_r"] == np.float32(0.1)
    weight = net["hidden_to_hidden.weight"]
    assert np.array_equal(weight[:, :3], np.maximum(values["hidden_to_hidden.weight"][:, :3], 0))
    assert np.array_equal(weight[:, 3:], np.minimum(values["hidden_to_hidden.weight"][:, 3:], 0))
    assert net.update({"hidden.alpha_s": 0.25}, clip=True) == []
    for wrong in (np.nan, np.inf):
        with pytest.raises(ValueError, match="alpha_s"):
            net.update({"hidden.alpha_s": wrong}, clip=True)
    with pytest.raises(ValueError, match="clip is 'yes'; expected True or False"):
        net.update({}, clip="yes")


def test_the_order_of_an_update_is_that_of_the_declaration():
    """A mask that links anew stands before its weight, whatever the order in which they are given."""
    Sparse = aru.net("struct S { input x: 3; layer h: Elman<4>; output y: 1; x -> h { density: 0.5; } h -> y; }")
    net, other = Sparse(seed=1), Sparse(seed=2)
    assert not np.array_equal(net["x_to_h.mask"], other["x_to_h.mask"])
    net.update(dict(reversed(other.parameters.items())))
    assert all(np.array_equal(net[name], other[name]) for name in other)


def test_times_in_an_update_are_in_seconds():
    net = aru.net(DELAYED)(dtype="float64")
    net.update({"hidden.tau_s": [0.005, 0.01, 0.02], "x_to_hidden.delay_time": 0.007})
    assert net["hidden.tau_s"] == pytest.approx([0.005, 0.01, 0.02])
    assert net["x_to_hidden.delay"] == 7
    with pytest.raises(ValueError, match="`hidden.tau_s` and `hidden.alpha_s` are one parameter"):
        net.update({"hidden.tau_s": 0.01, "hidden.alpha_s": 0.1})
    assert net.update({"hidden.tau_s": [1e-9, 0.01, 5.0]}, clip=True) == ["hidden.tau_s"]
    assert net["hidden.tau_s"] == pytest.approx([0.001, 0.01, 0.2])


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("name", [*NAMES, "delayed", "interval"])
def test_both_ends_of_the_bounds_may_be_set(name, dtype):
    here = {"delayed": DELAYED, "interval": DELAYED.replace("logistic(1 ms, 200 ms)", "3 ms..=70 ms")}
    net = aru.net(here.get(name) or text(name), name=name)(dtype=dtype, **GIVEN.get(name, {}))
    bounded = 0
    for own in net.keys():
        other = [own.replace(".alpha_", ".tau_"), f"{own}_time"]
        for one in [own, *(timed for timed in other if timed != own and timed in net)]:
            low, high = net.bounds(one)
            assert low.shape == high.shape == net[one].shape and low.dtype == net.dtype
            assert (low <= net[one]).all() and (net[one] <= high).all()
            for end, outwards in ((low, -np.inf), (high, np.inf)):
                if np.isfinite(end).all():
                    net[one] = end
                    if "mask" not in one and one == own:  # times are rounded on the way
                        beyond = np.nextafter(end, np.asarray(outwards, dtype))
                        with pytest.raises(ValueError, match="strictly|between|at 0|included|at 2 or below"):
                            net[one] = beyond
                        assert net.update({one: beyond}, clip=True) == [one]
                    bounded += 1
    assert bounded or name not in ("cortex", "dale", "learned_delay", "delayed", "interval")


def test_an_excluded_end_is_refused_or_told():
    """float32 has for 200 ms a number that may be read of a rate next to the end."""
    timed = aru.net(DELAYED)
    with pytest.raises(
        ValueError, match=r"`hidden.tau_s` holds 0.2 at \[0\]; it must lie strictly between 0.001 and 0.2 seconds"
    ):
        timed(dtype="float64")["hidden.tau_s"] = 0.2
    net = timed()
    with pytest.warns(
        UserWarning, match="`hidden.tau_s` was set to 0.2 s and 2 more, an end of its range, which a logistic exclud"
    ):
        net["hidden.tau_s"] = 0.2
    assert (net["hidden.alpha_s"] > 0.005).all() and np.allclose(net["hidden.tau_s"], 0.2)


def test_bounds_are_named_and_signed():
    net = aru.net(DALE)()
    low, high = net.bounds("hidden_to_y.weight")
    assert np.array_equal(low, np.float32([[0, 0, 0, -np.inf, -np.inf]]))
    assert np.array_equal(high, np.float32([[np.inf, np.inf, np.inf, 0, 0]]))
    with pytest.raises(KeyError, match="did you mean `hidden.alpha_s`"):
        net.bounds("hidden.alfa_s")
    timed = aru.net(DELAYED)(dtype="float64")
    low, high = timed.bounds("hidden.tau_s")
    assert low == pytest.approx(0.001) and high == pytest.approx(0.2) and high.max() < 0.2
    assert [float(end[0]) for end in timed.bounds("x_to_hidden.delay")] == [1, 12]
    assert [float(end[0]) for end in timed.bounds("x_to_hidden.delay_time")] == pytest.approx([0.001, 0.012])


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_the_ends_of_rates_without_bounds_can_be_set(dtype):
    """What no range says: a fixed rate is what could be declared, and one that scales noise stays below 2."""
    text = """
    struct N {
        dt: 1 ms;
        input x: 1;
        layer h: Aru<3> { tau_s: learn per_unit(10 ms); tau_r: fixed per_unit(5 ms); NOISE }
        output y: 1;
        x -> h -> y;
    }"""
    for noise in ("", "noise: normal(0.1);"):
        net = aru.net(text.replace("NOISE", noise))(dtype=dtype)
        for name in ("h.tau_s", "h.tau_r", "h.alpha_s", "h.alpha_r"):
            low, high = net.bounds(name)
            for end in (low, high):
                if np.isfinite(end).all():
                    net[name] = end
            for far in (-1.0, 0.0, 1e30):
                moved = net.update({name: far}, clip=True)
                assert np.all((net[name] >= low * (1 - 1e-6)) & (net[name] <= high)), name
                assert bool(moved) == bool((far < low).any() or (far > high).any())
        assert np.all(net.bounds("h.alpha_r")[1] == 2)
        assert np.all(net.bounds("h.alpha_s")[1] < 2) == bool(noise)


def test_learned_delays_are_in_steps_and_in_seconds():
    for dtype in ("float32", "float64"):
        net = aru.net(DELAYED)(dtype=dtype)
        assert net["x_to_hidden.delay"] == 3
        assert net["x_to_hidden.delay_time"] == pytest.approx(0.003)
        for steps in range(1, 13):
            net["x_to_hidden.delay_time"] = steps * 0.001
            assert net["x_to_hidden.delay"] == steps
            net["x_to_hidden.delay_time"] = net["x_to_hidden.delay_time"]
        assert "x_to_hidden.delay_time" in net and "x_to_hidden.delay_time" not in list(net)
        with pytest.raises(ValueError, match="`x_to_hidden.delay` holds 0.012"):
            net["x_to_hidden.delay"] = 0.012
    assert "in steps" in aru.Network.__getitem__.__doc__
    stepped = aru.net(
        DELAYED.replace("dt: 1 ms;", "")
        .replace("tau_s: learn per_unit(20 ms) in logistic(1 ms, 200 ms)", "alpha_s: 1.0")
        .replace(" ms", "")
    )
    with pytest.raises(KeyError):
        stepped()["x_to_hidden.delay_time"]


@pytest.mark.parametrize("dt", [0.1, 0.3, 0.7, 1, 2, 10])
@pytest.mark.parametrize("times", [3, 7, 11, 31])
def test_a_time_that_is_read_at_an_end_can_be_set(dt, times):
    text = (
        f"struct N {{ dt: {dt} ms; input x: 1; layer h: Aru<3> {{ tau_s: 20 ms; "
        f"tau_r: learn per_unit({3 * times * dt:.4f} ms) in {times * dt:.4f} ms..={33.3 * times * dt:.4f} ms; }} "
        "output y: 1; x -> h -> y; }"
    )
    for dtype in ("float32", "float64"):
        net = aru.net(text)(dtype=dtype)
        low, high = net.bounds("h.tau_r")
        for end in net.bounds("h.alpha_r"):
            net["h.alpha_r"] = end
            read = net["h.tau_r"]
            assert (low <= read).all() and (read <= high).all()
            net["h.tau_r"] = read
            assert net.update({"h.tau_r": read}, clip=True) == []


@pytest.mark.parametrize("dt", [0.1, 0.3, 0.7, 1, 3])
@pytest.mark.parametrize("steps", [3, 99, 300, 1001])
def test_the_ends_of_a_delay_can_be_set_in_seconds(dt, steps):
    text = (
        f"struct N {{ dt: {dt} ms; input x: 1; layer h: Elman<3>; output y: 1; "
        f"x ~> h {{ delay: learn(2.0) in 1..={steps}; }} h -> y; }}"
    )
    for dtype in ("float32", "float64"):
        net = aru.net(text)(dtype=dtype)
        for end, expected in zip(net.bounds("x_to_h.delay_time"), (1, steps)):
            net["x_to_h.delay_time"] = end
            assert net["x_to_h.delay"] == expected
            assert net.update({"x_to_h.delay_time": net["x_to_h.delay_time"]}, clip=True) == []
        assert net.update({"x_to_h.delay_time": 10 * steps * dt}, clip=True) == ["x_to_h.delay_time"]
        assert net["x_to_h.delay"] == steps
        # Between steps it stays there.
        net["x_to_h.delay_time"] = 1.75e-3 * dt
        assert net["x_to_h.delay"] == pytest.approx(1.75)


def test_parameters_of_a_file_without_a_network(Paper, tmp_path):
    """`load` reads networks; arrays by names go into one that is declared."""
    net, other = Paper(H=4, seed=1), Paper(H=4, seed=2)
    net.save(tmp_path / "net.safetensors")
    _, arrays = aru.numpy_only.read(tmp_path / "net.safetensors")
    (tmp_path / "arrays.safetensors").write_bytes(_without_metadata((tmp_path / "net.safetensors").read_bytes()))
    for read in (aru.load, other.load_matching):
        with pytest.raises(ValueError, match=r"holds no network: .*; arrays .* net.update\(safetensors.numpy.load_file"):
            read(tmp_path / "arrays.safetensors")
    other.update(arrays)
    assert all(np.array_equal(net[name], other[name]) for name in net)


def _without_metadata(content):
    """The file as others write it, who know no declaration."""
    length = int.from_bytes(content[:8], "little")
    header = json.loads(content[8 : 8 + length])
    del header["__metadata__"]
    short = json.dumps(header).encode()
    return len(short).to_bytes(8, "little") + short + content[8 + length :]


def test_a_module_of_pytorch_comes_back(data):
    torch = pytest.importorskip("torch")
    pytest.importorskip("safetensors")
    net = aru.net(DALE)(seed=1)
    module = net.torch_module()
    x = torch.as_tensor(data[0], dtype=torch.float32)
    optimiser = torch.optim.Adam(module.parameters(), lr=0.3)
    for _ in range(5):
        optimiser.zero_grad()
        ((module(x) - 3.0) ** 2).mean().backward()
        optimiser.step()
    before = net.parameters
    with pytest.raises(ValueError):
        net.update(module.state_dict())
    assert all(np.array_equal(net[name], before[name]) for name in before)
    moved = net.update(module.state_dict(), clip=True)
    assert moved and not np.array_equal(net["x_to_hidden.weight"], before["x_to_hidden.weight"])
    with torch.no_grad():
        for name, values in module.named_parameters():
            values.clamp_(*(torch.tensor(end) for end in net.bounds(name)))
    assert net.update(module.state_dict()) == []


def test_the_nearest_names_are_those_of_times_too():
    """`h.tau` is too far from `h.tau_s` for a slip of the pen, and the list of all had rates alone."""
    Short = aru.net(
        "struct S { dt: 1 ms; input x: 2; layer h: Aru<3> { tau_s: learn global(20 ms); alpha_r: 1.0; } output y: 1; "
        "x ~> h { delay: learn(3 ms) in 1 ms..=9 ms; } h -> y; }"
    )
    net = Short()
    asks = (
        lambda name: net[name],
        lambda name: net.__setitem__(name, 0.1),
        lambda name: net.__setitem__(name, [0.1, 0.2]),
        lambda name: net.update({name: 0.1}),
        lambda name: net.update({name: 0.1}, clip=True),
        lambda name: net.bounds(name),
        lambda name: aru.Ensemble([net])[name],
        lambda name: aru.Ensemble([net]).__setitem__(name, 0.1),
        lambda name: Short.grid({name: [0.1]}),
    )
    for name, meant in (
        ("h.tau", r", did you mean `h.tau_s`\?"),
        ("tau_s", r", did you mean `h.tau_s`\?"),
        ("h", ", expected one of `h.bias`, `h.tau_s`, `h.alpha_s`, `h_to_y.weight`"),
        ("", ", expected one of `x_to_h.weight`, `x_to_h.delay`, `x_to_h.delay_time`, `h.bias`, `h.tau_s`, `h.alpha_s`, .*"),
    ):
        for ask in asks:
            with pytest.raises(KeyError, match=f"^no parameter named `{name}`{meant}$"):
                ask(name)
