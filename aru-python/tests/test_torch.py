"""Networks as modules of PyTorch: kept, copied, and what is told where something is not there."""

import copy
import io
import pickle
import sys

import aru
import numpy as np
import pytest
from declarations import NOISY, PAPER
from golden import GIVEN, NAMES, text

torch = pytest.importorskip("torch")
pytest.importorskip("safetensors")


@pytest.mark.parametrize("name", NAMES)
def test_modules_can_be_pickled(name):
    """Their class is in no file, and pickle looked for it by its name."""
    net = aru.net(text(name), name=name)(seed=1, dtype="float64", **GIVEN.get(name, {}))
    module = net.torch_module()
    x = torch.tensor(np.random.default_rng(1).normal(size=(2, 8, sum(net.inputs.values()))))
    expected = module.eval()(x)
    kept = io.BytesIO()
    torch.save(module, kept)
    kept.seek(0)
    for other in (pickle.loads(pickle.dumps(module)), copy.deepcopy(module), torch.load(kept, weights_only=False)):
        assert torch.equal(other(x), expected) and not other.training
        assert type(other) is type(module) and list(other.state_dict()) == list(module.state_dict())
        with torch.no_grad():
            next(other.parameters()).add_(1)
        assert torch.equal(module(x), expected)


class Derived(type(aru.net(PAPER)(H=3).torch_module())):
    pass


def test_modules_of_a_derived_class_stay_of_it():
    module = Derived()
    for other in (copy.deepcopy(module), pickle.loads(pickle.dumps(module))):
        assert type(other) is Derived and other.state_dict().keys() == module.state_dict().keys()


def test_a_module_has_the_dtype_of_the_network():
    net = aru.net(NOISY)(dtype="float32")
    module = net.torch_module()
    assert pickle.loads(pickle.dumps(module.double())).state_dict()["y.bias"].dtype == torch.float64
    assert type(net.torch_module()) is type(aru.net(NOISY)(seed=3).torch_module())


@pytest.mark.parametrize("missing", ["torch", "safetensors"])
def test_what_is_not_installed_is_told_with_the_way(missing, monkeypatch):
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(ModuleNotFoundError, match=f"needs {missing}, which is not installed: pip install torch safetensors"):
        aru.net(PAPER)(H=2).torch_module()


def test_a_module_says_what_it_takes():
    declared = "struct Two { input x: 2; layer a: Aru<3> { alpha_s: 0.5; alpha_r: 1.0; noise: normal(0.1); } "
    declared += "layer b: Aru<3> { alpha_s: 0.5; alpha_r: 1.0; noise: normal(0.1); } output y: 1; x -> a -> b -> y; }"
    module = aru.net(declared)(seed=1).torch_module()
    x = torch.zeros(4, 5, 2)
    for wrong in (x[0], x[..., :1], x.numpy()):
        with pytest.raises(ValueError, match=r"x has shape \(.*\), expected a tensor \[sequence, step, 2\]"):
            module(wrong)
    with pytest.raises(ValueError, match=r"noise of \['b'\] is missing; zeros stand for none"):
        module(x, noise={"a": torch.zeros(4, 5, 3)})
    assert module(x, noise={"a": torch.zeros(4, 5, 3), "b": torch.zeros(4, 5, 3)}).shape == (4, 5, 1)
