"""The network Everything of aru in PyTorch.

    net = Everything.load("net.safetensors")  # what `save` wrote
    y = net(x)                                # x [sequence, step, 4], y [sequence, step, 3]

The features of x are those of sound, cue, in this order.
The features of y are those of rate, choice, in this order.
Noise is a dict of standard normal numbers: fast [sequence, step, 5].
A step is 0.002 s, a rate alpha = dt / tau.
"""

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import nn


def power_law(x):
    """A supralinear rate."""
    # 0.5 * pow(relu(x), 2)
    return 0.5 * torch.relu(x) ** 2


def pairs(*rows):
    """Which sources, by column, a link joins to which targets, by row."""
    return torch.tensor([[float(pair) for pair in row] for row in rows])


def kernel(delay, spread, low, high):
    """The weights [step, 1 or source] of the steps from low to high around a delay; their sum is one."""
    steps = torch.arange(low, high + 1, dtype=delay.dtype, device=delay.device)[:, None]
    height = 1 + spread - torch.abs(steps - delay)
    height = torch.maximum(height, torch.zeros_like(height))
    return height / height.sum(0)


def check(name, value, holds, expected):
    """Refuses a value that a parameter cannot have, by its place."""
    wrong = holds.logical_not().nonzero().tolist()
    if wrong:
        found = value[tuple(wrong[0])].item()
        raise ValueError(f"{name} holds {found} at {wrong[0]}; it must be {expected}")


def signs(value, excitatory, sources):
    """1 for the first of the sources, which excite, and -1 for the others."""
    source = torch.arange(value.numel(), device=value.device).reshape(value.shape) % sources
    return torch.where(source < excitatory, 1, -1)


class Everything(nn.Module):
    """Everything that a declaration can say."""

    def __init__(self):
        """All parameters are zero until they are loaded."""
        super().__init__()
        # Bounds are told, not kept: optimisers of PyTorch do not know them.
        self._enter("sound_to_fast.weight", torch.zeros(4, 5, 3))
        self._enter("fast_to_fast.weight", torch.zeros(2, 5, 5))
        self._enter("gates_to_fast.alpha_s.weight", torch.zeros(5, 3))
        self._enter("cue_to_fast.alpha_s.weight", torch.zeros(5, 1))
        self._enter("fast_to_fast.alpha_s.weight", torch.zeros(5, 5))
        self._enter("fast.bias", torch.zeros(5))
        self._enter("fast.alpha_s.bias", torch.zeros(5))
        self._enter("fast.alpha_r", torch.zeros(5))  # in (0.01, 1)
        self._enter("fast.initial.current", torch.zeros(5))
        self._enter("fast.initial.rate", torch.zeros(5))
        self._enter("fast_to_slow.mask", torch.zeros(5, 5), trained=False)
        self._enter("fast_to_slow.weight", torch.zeros(5, 5))
        self._enter("fast_to_slow.delay", torch.zeros(1))  # in [1, 6]
        self._enter("fast_to_slow.spread", torch.zeros(1), trained=False)
        self._enter("slow_to_slow.weight", torch.zeros(5))  # >= 0 from 4 of 5 sources, else <= 0
        self._enter("slow.bias", torch.zeros(5))
        self._enter("slow.alpha_s", torch.zeros(1))  # in [0.01, 0.5]
        self._enter("slow_to_gates.mask", torch.zeros(3, 5), trained=False)
        self._enter("slow_to_gates.weight", torch.zeros(9, 5))  # >= 0 from 4 of 5 sources, else <= 0
        self._enter("gates_to_gates.weight", torch.zeros(9, 3))
        self._enter("gates.bias", torch.zeros(9))
        self._enter("gates.recurrent_bias", torch.zeros(3))
        self._enter("gates.initial.hidden", torch.zeros(3))
        self._enter("slow_to_rate.weight", torch.zeros(2, 5))
        self._enter("rate.bias", torch.zeros(2))
        self._enter("gates_to_choice.weight", torch.zeros(1, 3))
        self._enter("choice.bias", torch.zeros(1))
        self._enter(
            "fast_to_fast.weight.mask",
            pairs("01111", "10111", "11011", "11101", "11110"),
            trained=False,
            saved=False,
        )

    def _enter(self, name, tensor, trained=True, saved=True):
        """Enters a tensor by its name: it may be that of a method, which an attribute may not."""
        module, (*path, last) = self, name.split(".")
        for part in path:
            module = module._modules.setdefault(part, nn.Module())
        if trained:
            module._parameters[last] = nn.Parameter(tensor)
        else:
            module._buffers[last] = tensor
        if not saved:
            module._non_persistent_buffers_set.add(last)

    @classmethod
    def load(cls, path, dtype=torch.float32):
        """The network of a file that `save` wrote; an error says where it holds what cannot be."""
        net = cls().to(dtype)
        p = load_file(path)
        net.load_state_dict(p)
        for name, value in net.state_dict().items():
            check(name, value, value.isfinite(), "finite")
        value = p["fast_to_fast.weight"]
        check(
            "fast_to_fast.weight", value,
            (value == 0) | (dict(net.named_buffers())["fast_to_fast.weight.mask"].cpu() == 1),
            "0 where nothing is linked",
        )
        value = p["fast.alpha_r"]
        check(
            "fast.alpha_r", value,
            (0.01 < value) & (value < 1),
            "between 0.01 and 1, ends excluded",
        )
        value = p["fast_to_slow.mask"]
        check(
            "fast_to_slow.mask", value,
            (value == 0) | (value == 1),
            "0, or 1 where a pair is linked",
        )
        value = p["fast_to_slow.weight"]
        check(
            "fast_to_slow.weight", value,
            (value == 0) | (p["fast_to_slow.mask"] == 1),
            "0 where nothing is linked",
        )
        value = p["fast_to_slow.delay"]
        check(
            "fast_to_slow.delay", value,
            (1 <= value) & (value <= 6),
            "between 1 and 6, ends included",
        )
        value = p["fast_to_slow.spread"]
        check(
            "fast_to_slow.spread", value,
            (0 <= value) & (value <= 1000000),
            "between 0 and 1000000, ends included",
        )
        value = p["slow_to_slow.weight"]
        check(
            "slow_to_slow.weight", value,
            value * signs(value, 4, 5) >= 0,
            ">= 0 from the first 4 of 5 sources, <= 0 from the others",
        )
        value = p["slow.alpha_s"]
        check(
            "slow.alpha_s", value,
            (0.01 <= value) & (value <= 0.5),
            "between 0.01 and 0.5, ends included",
        )
        value = p["slow_to_gates.mask"]
        check(
            "slow_to_gates.mask", value,
            (value == 0) | (value == 1),
            "0, or 1 where a pair is linked",
        )
        value = p["slow_to_gates.weight"]
        check(
            "slow_to_gates.weight", value,
            value * signs(value, 4, 5) >= 0,
            ">= 0 from the first 4 of 5 sources, <= 0 from the others",
        )
        check(
            "slow_to_gates.weight", value,
            (value == 0) | (p["slow_to_gates.mask"].repeat(3, 1) == 1),
            "0 where nothing is linked",
        )
        return net

    def forward(self, x, noise=None):
        """The outputs [sequence, step, 3] for inputs [sequence, step, 4]."""
        return self.trace(x, noise)[0]

    def trace(self, x, noise=None):
        """The outputs, and every value by its name, each [sequence, step, unit]."""
        if not torch.is_tensor(x) or x.dim() != 3 or x.shape[2] != 4:
            raise ValueError(f"x has shape {tuple(x.shape)}, expected a tensor [sequence, step, 4]")
        if noise is not None and (missing := {"fast"} - set(noise)):
            raise ValueError(f"noise of {sorted(missing)} is missing; zeros stand for none")
        p = dict(self.named_parameters()) | dict(self.named_buffers())
        # Weights of pairs that are linked; the others are zero.
        p["fast_to_fast.weight"] = p["fast_to_fast.weight"] * p["fast_to_fast.weight.mask"]
        p["fast_to_slow.weight"] = p["fast_to_slow.weight"] * p["fast_to_slow.mask"]
        p["slow_to_gates.weight"] = p["slow_to_gates.weight"] * p["slow_to_gates.mask"].repeat(3, 1)
        # Weights k of the past around a learned delay.
        p["fast_to_slow.delay.kernel"] = kernel(p["fast_to_slow.delay"], p["fast_to_slow.spread"], 1, 6)

        # A tensor [sequence, unit] a step.
        values = {
            "fast.alpha_s": [],
            "fast.current": [],
            "fast.rate": [],
            "slow.current": [],
            "slow.rate": [],
            "gates.r": [],
            "gates.z": [],
            "gates.n": [],
            "gates.hidden": [],
            "rate.value": [],
            "choice.value": [],
        }
        inputs = {"sound": x[:, :, 0:3].unbind(1), "cue": x[:, :, 3:4].unbind(1)}
        past = inputs | values
        # What has been before step 0.
        before = {
            "fast.current": p["fast.initial.current"].expand(len(x), -1),
            "fast.rate": p["fast.initial.rate"].expand(len(x), -1),
            "slow.current": x.new_zeros(len(x), 5),
            "slow.rate": x.new_zeros(len(x), 5),
            "gates.hidden": p["gates.initial.hidden"].expand(len(x), -1),
            "sound": x.new_zeros(len(x), 3),
        }

        def at(name, t):
            """A value of step t."""
            return past[name][t] if t >= 0 else before[name]

        for t in range(x.shape[1]):
            # fast: 5 units of Aru with alpha_s gated in (0.01, 0.5)
            alpha_r = p["fast.alpha_r"]  # [5]
            # drive = (sum of sound_to_fast.weight[d] sound[t - d], d from 0 to 3)
            #     + (sum of fast_to_fast.weight[d] fast.rate[t - d], d of 1, 4) + fast.bias
            drive = (
                sum(at("sound", t - d) @ w.T for d, w in enumerate(p["sound_to_fast.weight"]))
                + sum(at("fast.rate", t - d) @ w.T for d, w in zip([1, 4], p["fast_to_fast.weight"]))
                + p["fast.bias"]
            )
            # gate_of_alpha_s = gates_to_fast.alpha_s.weight gates.hidden[t - 3]
            #     + cue_to_fast.alpha_s.weight cue[t] + fast_to_fast.alpha_s.weight fast.rate[t - 1]
            #     + fast.alpha_s.bias
            gate_of_alpha_s = (
                at("gates.hidden", t - 3) @ p["gates_to_fast.alpha_s.weight"].T
                + at("cue", t) @ p["cue_to_fast.alpha_s.weight"].T
                + at("fast.rate", t - 1) @ p["fast_to_fast.alpha_s.weight"].T
                + p["fast.alpha_s.bias"]
            )
            # alpha_s = 0.01 + 0.49 * sigmoid(gate_of_alpha_s)
            alpha_s = 0.01 + 0.49 * torch.sigmoid(gate_of_alpha_s)
            values["fast.alpha_s"].append(alpha_s)
            # noise: drive + 0.1 sqrt((2 - alpha_s) / alpha_s) xi[t]
            if noise is not None:
                drive = drive + 0.1 * torch.sqrt((2 - alpha_s) / alpha_s) * noise["fast"][:, t]
            # current = (1 - alpha_s) * prev(current) + alpha_s * drive
            current = (1 - alpha_s) * at("fast.current", t - 1) + alpha_s * drive
            values["fast.current"].append(current)
            # rate = (1 - alpha_r) * prev(rate) + alpha_r * power_law(current)
            rate = (1 - alpha_r) * at("fast.rate", t - 1) + alpha_r * power_law(current)
            values["fast.rate"].append(rate)

            # slow: 5 units of Aru; alpha_r = 1
            alpha_s = p["slow.alpha_s"]  # [1]
            # drive = fast_to_slow.weight (sum of k[d] fast.rate[t - d], d from 1 to 6)
            #     + slow_to_slow.weight * slow.rate[t - 1] + slow.bias
            drive = (
                sum(k * at("fast.rate", t - d) for d, k in enumerate(p["fast_to_slow.delay.kernel"], 1))
                    @ p["fast_to_slow.weight"].T
                + at("slow.rate", t - 1) * p["slow_to_slow.weight"]
                + p["slow.bias"]
            )
            # current = (1 - alpha_s) * prev(current) + alpha_s * drive
            current = (1 - alpha_s) * at("slow.current", t - 1) + alpha_s * drive
            values["slow.current"].append(current)
            # rate = (1 - alpha_r) * prev(rate) + alpha_r * sigmoid(current)
            rate = torch.sigmoid(current)
            values["slow.rate"].append(rate)

            # gates: 3 units of Gru
            recurrent_bias = p["gates.recurrent_bias"]  # [3]
            # drive = slow_to_gates.weight slow.rate[t] + gates.bias
            drive = at("slow.rate", t) @ p["slow_to_gates.weight"].T + p["gates.bias"]
            reset, update, candidate = drive.chunk(3, -1)
            # recur = gates_to_gates.weight gates.hidden[t - 1]
            recur = at("gates.hidden", t - 1) @ p["gates_to_gates.weight"].T
            recur_reset, recur_update, recur_candidate = recur.chunk(3, -1)
            reset = reset + recur_reset
            update = update + recur_update
            # r = sigmoid(reset)
            r = torch.sigmoid(reset)
            values["gates.r"].append(r)
            # z = sigmoid(update)
            z = torch.sigmoid(update)
            values["gates.z"].append(z)
            # n = tanh(candidate + r * (recur(candidate) + recurrent_bias))
            n = torch.tanh(candidate + r * (recur_candidate + recurrent_bias))
            values["gates.n"].append(n)
            # hidden = (1 - z) * n + z * prev(hidden)
            hidden = (1 - z) * n + z * at("gates.hidden", t - 1)
            values["gates.hidden"].append(hidden)

            # rate: 2 units of Dense
            # drive = slow_to_rate.weight slow.rate[t] + rate.bias
            drive = at("slow.rate", t) @ p["slow_to_rate.weight"].T + p["rate.bias"]
            # value = softplus(drive)
            value = F.softplus(drive, threshold=40)
            values["rate.value"].append(value)

            # choice: 1 unit of Dense
            # drive = gates_to_choice.weight gates.hidden[t] + choice.bias
            drive = at("gates.hidden", t) @ p["gates_to_choice.weight"].T + p["choice.bias"]
            # value = drive
            value = drive
            values["choice.value"].append(value)

        outputs = torch.cat([
            torch.stack(values["rate.value"], 1),
            torch.stack(values["choice.value"], 1),
        ], 2)
        return outputs, {name: torch.stack(steps, 1) for name, steps in values.items()}
