"""The network Paper of aru in PyTorch.

    net = Paper.load("net.safetensors")  # what `save` wrote
    y = net(x)                           # x [sequence, step, 2], y [sequence, step, 2]
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


class Paper(nn.Module):
    """The network of Eq. 20 of Quax, D'Asaro and van Gerven (2020)."""

    def __init__(self):
        """All parameters are zero until they are loaded."""
        super().__init__()
        # Bounds are told, not kept: optimisers of PyTorch do not know them.
        self._enter("x_to_hidden.weight", torch.zeros(10, 2))
        self._enter("hidden_to_hidden.weight", torch.zeros(10, 10))
        self._enter("hidden.bias", torch.zeros(10))
        self._enter("hidden.alpha_s", torch.zeros(1))  # in (0, 1)
        self._enter("hidden.alpha_r", torch.zeros(1))  # in (0, 1)
        self._enter("hidden.initial.current", torch.zeros(10))
        self._enter("hidden.initial.rate", torch.zeros(10))
        self._enter("hidden_to_y.weight", torch.zeros(2, 10))
        self._enter("y.bias", torch.zeros(2))

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
        value = p["hidden.alpha_s"]
        check("hidden.alpha_s", value, (0 < value) & (value < 1), "between 0 and 1, ends excluded")
        value = p["hidden.alpha_r"]
        check("hidden.alpha_r", value, (0 < value) & (value < 1), "between 0 and 1, ends excluded")
        return net

    def forward(self, x, noise=None):
        """The outputs [sequence, step, 2] for inputs [sequence, step, 2]."""
        return self.trace(x, noise)[0]

    def trace(self, x, noise=None):
        """The outputs, and every value by its name, each [sequence, step, unit]."""
        if not torch.is_tensor(x) or x.dim() != 3 or x.shape[2] != 2:
            raise ValueError(f"x has shape {tuple(x.shape)}, expected a tensor [sequence, step, 2]")
        p = dict(self.named_parameters())

        # A tensor [sequence, unit] a step.
        values = {"hidden.current": [], "hidden.rate": [], "y.value": []}
        inputs = {"x": x.unbind(1)}
        past = inputs | values
        # What has been before step 0.
        before = {
            "hidden.current": p["hidden.initial.current"].expand(len(x), -1),
            "hidden.rate": p["hidden.initial.rate"].expand(len(x), -1),
        }

        def at(name, t):
            """A value of step t."""
            return past[name][t] if t >= 0 else before[name]

        for t in range(x.shape[1]):
            # hidden: 10 units of Aru
            alpha_s = p["hidden.alpha_s"]  # [1]
            alpha_r = p["hidden.alpha_r"]  # [1]
            # drive = x_to_hidden.weight x[t] + hidden_to_hidden.weight hidden.rate[t - 1]
            #     + hidden.bias
            drive = (
                at("x", t) @ p["x_to_hidden.weight"].T
                + at("hidden.rate", t - 1) @ p["hidden_to_hidden.weight"].T
                + p["hidden.bias"]
            )
            # current = (1 - alpha_s) * prev(current) + alpha_s * drive
            current = (1 - alpha_s) * at("hidden.current", t - 1) + alpha_s * drive
            values["hidden.current"].append(current)
            # rate = (1 - alpha_r) * prev(rate) + alpha_r * sigmoid(current)
            rate = (1 - alpha_r) * at("hidden.rate", t - 1) + alpha_r * torch.sigmoid(current)
            values["hidden.rate"].append(rate)

            # y: 2 units of Dense
            # drive = hidden_to_y.weight hidden.rate[t] + y.bias
            drive = at("hidden.rate", t) @ p["hidden_to_y.weight"].T + p["y.bias"]
            # value = sigmoid(drive)
            value = torch.sigmoid(drive)
            values["y.value"].append(value)

        outputs = torch.stack(values["y.value"], 1)
        return outputs, {name: torch.stack(steps, 1) for name, steps in values.items()}
