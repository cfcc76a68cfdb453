"""The network None of aru in PyTorch.

    net = None_.load("net.safetensors")  # what `save` wrote
    y = net(x)                           # x [sequence, step, 3], y [sequence, step, 2]

The features of x are those of x, noise, in this order.
"""

import torch
from safetensors.torch import load_file
from torch import nn


def check(name, value, holds, expected):
    """Refuses a value that a parameter cannot have, by its place."""
    wrong = holds.logical_not().nonzero().tolist()
    if wrong:
        found = value[tuple(wrong[0])].item()
        raise ValueError(f"{name} holds {found} at {wrong[0]}; it must be {expected}")


class None_(nn.Module):
    def __init__(self):
        """All parameters are zero until they are loaded."""
        super().__init__()
        self._enter("x_to_half.weight", torch.zeros(3, 2))
        self._enter("noise_to_half.weight", torch.zeros(3, 1))
        self._enter("half.bias", torch.zeros(3))
        self._enter("half.p", torch.zeros(1))
        self._enter("half.initial.x", torch.zeros(3))
        self._enter("half_to_τ.weight", torch.zeros(3, 3))
        self._enter("τ_to_τ.weight", torch.zeros(3, 3))
        self._enter("τ.bias", torch.zeros(3))
        self._enter("τ_to_forward.weight", torch.zeros(2, 3))
        self._enter("forward.bias", torch.zeros(2))

    def _enter(self, name, tensor):
        """Enters a tensor by its name: it may be that of a method, which an attribute may not."""
        module, (*path, last) = self, name.split(".")
        for part in path:
            module = module._modules.setdefault(part, nn.Module())
        module._parameters[last] = nn.Parameter(tensor)

    @classmethod
    def load(cls, path, dtype=torch.float32):
        """The network of a file that `save` wrote; an error says where it holds what cannot be."""
        net = cls().to(dtype)
        p = load_file(path)
        net.load_state_dict(p)
        for name, value in net.state_dict().items():
            check(name, value, value.isfinite(), "finite")
        return net

    def forward(self, x, noise=None):
        """The outputs [sequence, step, 2] for inputs [sequence, step, 3]."""
        return self.trace(x, noise)[0]

    def trace(self, x, noise=None):
        """The outputs, and every value by its name, each [sequence, step, unit]."""
        if not torch.is_tensor(x) or x.dim() != 3 or x.shape[2] != 3:
            raise ValueError(f"x has shape {tuple(x.shape)}, expected a tensor [sequence, step, 3]")
        p = dict(self.named_parameters())

        # A tensor [sequence, unit] a step.
        values = {"half.t": [], "half.x": [], "τ.rate": [], "forward.value": []}
        inputs = {"x": x[:, :, 0:2].unbind(1), "noise": x[:, :, 2:3].unbind(1)}
        past = inputs | values
        # What has been before step 0.
        before = {
            "half.x": p["half.initial.x"].expand(len(x), -1),
            "τ.rate": x.new_zeros(len(x), 3),
        }

        def at(name, t):
            """A value of step t."""
            return past[name][t] if t >= 0 else before[name]

        for t in range(x.shape[1]):
            # half: 3 units of lambda; at = 0.3
            p_ = p["half.p"]  # [1]
            # drive = x_to_half.weight x[t] + noise_to_half.weight noise[t] + half.bias
            drive = (
                at("x", t) @ p["x_to_half.weight"].T
                + at("noise", t) @ p["noise_to_half.weight"].T
                + p["half.bias"]
            )
            # t = tanh(drive) * p
            t_ = torch.tanh(drive) * p_
            values["half.t"].append(t_)
            # x = 0.5 * prev(x) + at * t
            x_ = 0.5 * at("half.x", t - 1) + 0.3 * t_
            values["half.x"].append(x_)

            # τ: 3 units of Elman
            # drive = half_to_τ.weight half.x[t] + τ_to_τ.weight τ.rate[t - 1] + τ.bias
            drive = (
                at("half.x", t) @ p["half_to_τ.weight"].T
                + at("τ.rate", t - 1) @ p["τ_to_τ.weight"].T
                + p["τ.bias"]
            )
            # rate = sigmoid(drive)
            rate = torch.sigmoid(drive)
            values["τ.rate"].append(rate)

            # forward: 2 units of Dense
            # drive = τ_to_forward.weight τ.rate[t] + forward.bias
            drive = at("τ.rate", t) @ p["τ_to_forward.weight"].T + p["forward.bias"]
            # value = drive
            value = drive
            values["forward.value"].append(value)

        outputs = torch.stack(values["forward.value"], 1)
        return outputs, {name: torch.stack(steps, 1) for name, steps in values.items()}
