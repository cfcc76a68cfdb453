"""Tensors of PyTorch wherever arrays are taken: in a graph, of types that NumPy has not, in lists."""

import warnings

import aru
import numpy as np
import pytest
from declarations import NOISY, PAPER

torch = pytest.importorskip("torch")


@pytest.fixture(params=["in a graph", "bfloat16", "float16"])
def tensor(request):
    """Makes a tensor of an array, and what its numbers are."""

    def made(array):
        if request.param == "in a graph":
            return torch.tensor(np.asarray(array, np.float64), requires_grad=True)
        return torch.tensor(array, dtype=getattr(torch, request.param))

    return made


def plain(tensor):
    return tensor.detach().double().numpy()


@pytest.fixture(autouse=True)
def no_warnings():
    """NumPy and PyTorch warn of conversions that they will not do one day."""
    with warnings.catch_warnings():
        warnings.filterwarnings("error", message=".*__array__.*")
        yield


def test_data_may_be_tensors(tensor, data):
    x, y = (tensor(array) for array in data)
    net = aru.net(PAPER)(H=4, dtype="float64")
    expected = net.run(plain(x))
    assert np.array_equal(net.run(x), expected)
    assert np.array_equal(net.run(x[0]), expected[0])
    lists = net.run([x[0], x[1, :7]])
    assert [trial.shape for trial in lists] == [(20, 2), (7, 2)] and np.array_equal(lists[0], expected[0])
    assert isinstance(net.run([x[0], x[1]]), list)
    assert np.array_equal(net.trace(x)["outputs"], expected)
    assert net.evaluate(x, y).loss == net.evaluate(plain(x), plain(y)).loss
    assert net.evaluate([x[0], x[1, :7]], [y[0], y[1, :7]], weights=[torch.ones(20), torch.ones(7)]).loss > 0
    assert net.pull_back(x, y).shape == x.shape
    assert net.fixed_points(x, at=tensor(np.zeros(2)), starts=3) is not None
    stream = net.stream()
    assert np.array_equal(stream.step(x[0, 0]), net.stream().step(plain(x[0, 0])))
    stream.state = {"hidden.rate": tensor(np.ones(4))}
    assert np.array_equal(stream.state["hidden.rate"], np.ones(4))
    assert len(net.fit(x, y, validation=(x, y), lengths=torch.full((24,), 9), epochs=1)) > 0
    labelled = aru.Data.labelled(x, torch.arange(24) % 3, 3)
    assert np.array_equal(labelled.targets[:, 0].argmax(axis=1), np.arange(24) % 3)
    with pytest.raises(ValueError, match=r"targets has shape \(3, 20, 2\), 3 trials where the inputs have 24"):
        net.fit(x, y[:3])


def test_parameters_masks_and_starts_may_be_tensors(tensor):
    net = aru.net(PAPER)(H=4, dtype="float64")
    net["y.bias"] = tensor([1.0, 2.0])
    assert np.array_equal(net["y.bias"], [1, 2])
    nets = aru.Ensemble([net, net.copy()])
    nets["hidden.alpha_s"] = tensor([[0.25], [0.5]])
    assert np.array_equal(nets["hidden.alpha_s"], [[0.25], [0.5]])
    grid = aru.net(PAPER).grid({"hidden.alpha_s": tensor([0.25, 0.5])}, H=4)
    assert np.array_equal(grid["hidden.alpha_s"], [[0.25], [0.5]])
    Given = aru.net(
        "struct S { input x: 2; layer h: Aru<3> { alpha_s: learn per_unit(by(RATES)) in 0.1..=1; alpha_r: 1.0; } output y: 1; "
        "x -> h { mask: PAIRS; } h -> y; }"
    )
    pairs = torch.tensor([[True, False], [False, True], [True, True]])
    given = Given(RATES=tensor([0.25, 0.5, 1.0]), PAIRS=pairs)
    assert np.array_equal(given["h.alpha_s"], [0.25, 0.5, 1.0])
    assert np.array_equal(given["x_to_h.weight"] != 0, pairs.numpy())


def test_noise_may_be_tensors(tensor):
    net, x = aru.net(NOISY)(dtype="float64"), np.ones((2, 5, 1))
    drawn = tensor(np.random.default_rng(0).normal(size=(2, 5, 3)))
    assert np.array_equal(net.run(x, noise={"hidden": drawn}), net.run(x, noise={"hidden": plain(drawn)}))


def test_an_estimator_takes_tensors(tensor, data):
    pytest.importorskip("sklearn")
    x, y = (tensor(array) for array in data)
    estimator = aru.Estimator(epochs=1).fit(x, y)
    assert np.isfinite(estimator.score(x, y)) and estimator.predict(x).shape == (24, 20, 2)
    rows = aru.Estimator(epochs=1).fit(x[:, 0], y[:, 0])
    assert np.isfinite(rows.score(x[:, 0], y[:, 0], sample_weight=tensor(np.ones(24))))


def test_numpy_alone_takes_tensors(tensor, data, tmp_path):
    net = aru.net(PAPER)(H=4, dtype="float64")
    net.save(tmp_path / "net.safetensors")
    alone = aru.numpy_only.load(tmp_path / "net.safetensors")
    x = tensor(data[0])
    assert np.allclose(alone.run(x), net.run(x), atol=1e-12)
    with pytest.raises(TypeError, match="xp is torch; expected numpy, or a module of the same functions such as jax.numpy"):
        alone.run(x, xp=torch)
