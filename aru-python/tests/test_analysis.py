"""Where networks rest, and how good they are."""

import aru
import numpy as np
import pytest

DECISION = """
/// Two populations that inhibit each other, and remember which was driven.
struct Decision {
    dt: 10 ms;
    input evidence: 2;
    layer rate: Aru<2> { tau_s: fixed global(100 ms); alpha_r: 1.0; activation: sigmoid; bias: fixed 1.0; }
    output choice: 1;

    evidence -> rate { weights: fixed 1.0; }
    rate ~> rate { weights: fixed 0.0; }
    rate -> choice;
}
"""


@pytest.fixture(scope="module", params=["float32", "float64"])
def decision(request):
    net = aru.net(DECISION)(seed=1, dtype=request.param)
    net["evidence_to_rate.weight"] = 4 * np.eye(2)
    net["rate_to_rate.weight"] = [[6, -8], [-8, 6]]
    evidence = np.zeros((8, 50, 2))
    evidence[::2, :20, 0] = evidence[1::2, :20, 1] = 1
    return net, evidence


def test_two_memories_and_the_edge_between_them(decision):
    net, evidence = decision
    points = net.fixed_points(evidence, at=[0, 0], starts=200, seed=1)
    assert [point.outside for point in points] == [0, 0, 1]
    assert [point.is_stable for point in points] == [True, True, False]
    assert sum(point.starts for point in (*points, *points.slow)) + points.lost == 200
    assert "3 fixed" in repr(points)
    for point in points:
        assert point.residual < 1e-10 and repr(point).startswith("stable" if point.is_stable else "1 eigenvalue outside")
        assert point.jacobian.shape == (len(point.names),) * 2
        assert np.allclose(np.sort_complex(np.linalg.eigvals(point.jacobian)), np.sort_complex(point.eigenvalues), atol=1e-8)
        grows = np.abs(point.eigenvalues) > 1
        inside = (np.abs(point.eigenvalues) > 0) & (np.abs(point.eigenvalues) < 1)
        assert (point.time_constants[grows] < 0).all() and grows.sum() == point.outside
        assert np.allclose(point.time_constants[inside], -0.01 / np.log(np.abs(point.eigenvalues[inside])))
        # It stays, on the edge too for a step.
        stream = net.stream()
        stream.state = point.state
        stream.step([0, 0])
        assert np.allclose(stream.state["rate.rate"], point.state["rate.rate"], atol=1e-5)
    assert points[0].time_constants[0] > 0 > points[2].time_constants[0]
    again = net.fixed_points(evidence, starts=200, seed=1, threads=2)
    assert all(np.array_equal(a.eigenvalues, b.eigenvalues) for a, b in zip(points, again))
    assert len(points[:2]) == 2


def test_what_cannot_be_searched_is_told(decision):
    net, evidence = decision
    with pytest.raises(ValueError, match=r"has shape \[3\], expected \[2\]"):
        net.fixed_points(evidence, at=[0, 0, 0])
    with pytest.raises(ValueError, match=r"expected \[feature\]"):
        net.fixed_points(evidence, at=[[0, 0]])
    with pytest.raises(ValueError, match="starts is 0"):
        net.fixed_points(evidence, starts=0)
    with pytest.raises(ValueError, match="jitter"):
        net.fixed_points(evidence, jitter=-1)
    with pytest.raises(ValueError, match="those of input `evidence`"):
        net.fixed_points(evidence[..., :1])
    without = aru.net("struct N { input x: 1; output y: 1; x -> y; }")()
    with pytest.raises(ValueError, match="state"):
        without.fixed_points(np.zeros((2, 5, 1)))


def test_scores_count_what_training_counts(Paper):
    net = Paper(H=4, seed=3, dtype="float64")
    x = np.random.default_rng(5).normal(size=(6, 12, 2))
    targets = np.random.default_rng(6).uniform(0.1, 0.9, size=(6, 12, 2))
    weights = np.ones((6, 12))
    weights[:, :4] = 0
    targets[2, 7, 1] = np.nan
    found, counts = net.run(x), weights.astype(bool)
    on = net.evaluate(x, targets, weights=weights)
    for unit in range(2):
        there = counts & np.isfinite(targets[..., unit])
        y, t = found[there][:, unit], targets[there][:, unit]
        assert on.correlation[unit] == pytest.approx(np.corrcoef(y, t)[0, 1])
        assert on.mean_squared_error[unit] == pytest.approx(np.mean((y - t) ** 2))
        assert on.variance_explained[unit] == pytest.approx(1 - np.sum((y - t) ** 2) / np.sum((t - t.mean()) ** 2))
    spikes = np.random.default_rng(7).poisson(0.5, size=(6, 12, 2)).astype(float)
    bits = net.evaluate(x, spikes, weights=weights, loss="poisson").bits_per_spike
    for unit in range(2):
        rate, count = found[counts][:, unit], spikes[counts][:, unit]
        gain = count * np.log(rate / count.mean()) - rate + count.mean()
        assert bits[unit] == pytest.approx(gain.sum() / np.log(2) / count.sum())
    labels = np.array([0, 1, 1, 0, 1, 0])
    data = aru.Data.labelled(x, labels, 2, last_step_only=True)
    assert net.evaluate(data).accuracy == np.mean(found[:, -1].argmax(axis=1) == labels)
    asked = np.zeros((6, 12), bool)
    asked[:, 3:9] = True
    data = aru.Data.labelled(x, labels, 2, weights=asked)
    assert net.evaluate(data).accuracy == np.mean(found[:, 3:9].mean(axis=1).argmax(axis=1) == labels)
    with pytest.raises(ValueError, match="last_step_only"):
        aru.Data.labelled(x, labels, 2, weights=asked, last_step_only=True)


def test_each_output_has_scores_of_its_own():
    """Classes of one output are no classes of another, and what is no rate leaves the scores of rates alone."""
    net = aru.net(
        """
        struct Both {
            input x: 2;
            layer h: Elman<5> { activation: tanh; }
            output choice: 3;
            output rate: 1 { activation: softplus; }
            output sure: 2;
            x -> h; h ~> h; h -> choice; h -> rate; h -> sure;
        }
        """
    )(seed=3, dtype="float64")
    random = np.random.default_rng(9)
    x, choice, sure = random.normal(size=(20, 8, 2)), random.integers(3, size=20), random.integers(2, size=20)
    targets = np.full((20, 8, 6), np.nan)
    # The choice is asked for at the end, the other at the beginning of some trials.
    targets[:, -1, :3], targets[:12, 0, 4:] = np.eye(3)[choice], np.eye(2)[sure[:12]]
    targets[..., 3] = random.poisson(0.5, size=(20, 8))
    on, found = (
        net.evaluate(x, targets, loss={"choice": "cross_entropy", "sure": "cross_entropy", "rate": "poisson"}),
        net.run(x),
    )
    assert on.accuracies == {
        "choice": np.mean(found[:, -1, :3].argmax(axis=1) == choice),
        "rate": pytest.approx(np.nan, nan_ok=True),
        "sure": np.mean(found[:12, 0, 4:].argmax(axis=1) == sure[:12]),
    }
    with pytest.raises(ValueError, match="has 3 outputs, `choice`, `rate`, `sure`; `accuracies` has the accuracy of each"):
        _ = on.accuracy
    counts, rate = targets[..., 3], found[..., 3]
    gain = counts * np.log(rate / counts.mean()) - rate + counts.mean()
    assert on.bits_per_spike[3] == pytest.approx(gain.sum() / np.log(2) / counts.sum())
    assert np.isnan(np.delete(on.bits_per_spike, 3)).all()
    alone = aru.net("struct Alone { input x: 2; output y: 2; x -> y; }")(dtype="float64")
    with pytest.raises(ValueError, match="a rate is zero or more"):
        _ = alone.evaluate(x, np.ones((20, 8, 2))).bits_per_spike


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_to_pytorch_and_back(Paper, dtype):
    torch = pytest.importorskip("torch")
    pytest.importorskip("safetensors")
    net = Paper(H=5, seed=2, dtype=dtype)
    x = np.random.default_rng(8).normal(size=(3, 15, 2)).astype(dtype)
    module = net.torch_module()
    close = 2e-5 if dtype == "float32" else 1e-12
    assert np.allclose(module(torch.from_numpy(x)).detach().numpy(), net.run(x), atol=close, rtol=0)
    assert set(module.state_dict()) == set(net.keys())
    optimiser = torch.optim.Adam(module.parameters(), 1e-2)
    for _ in range(3):
        optimiser.zero_grad()
        module(torch.from_numpy(x)).square().mean().backward()
        optimiser.step()
    before = net.run(x)
    for name, values in module.named_parameters():
        net[name] = values
    assert np.allclose(module(torch.from_numpy(x)).detach().numpy(), net.run(x), atol=close, rtol=0)
    assert not np.allclose(net.run(x), before, atol=1e-3)
    with torch.no_grad():
        module.state_dict()["hidden.alpha_s"].fill_(1.5)
    with pytest.raises(ValueError, match="between 0 and 1"):
        net["hidden.alpha_s"] = module.state_dict()["hidden.alpha_s"]


def test_a_state_without_bound_is_told(decision):
    text = "struct Grows { input x: 1; layer h: Aru<2> { alpha_s: fixed global(0.1); alpha_r: 1.0; activation: relu; } output y: 1; "
    net = aru.net(text + "x -> h; h ~> h; h -> y; }")(dtype="float64")
    net["h_to_h.weight"], net["h.bias"] = 2 * np.eye(2), 1.0
    found = net.fixed_points(np.ones((2, 10, 1)), at=0.0, starts=20)
    assert (len(found), found.lost, found.growing) == (0, 20, 20)
    assert repr(found).endswith(
        "from 20 of the 20 that led to neither the state is still growing after 2000 steps at this input: it may have no bound, and "
        "then no fixed point"
    )
