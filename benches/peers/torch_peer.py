"""PyTorch: the loop over steps is Python's.

tuned: few operations a step (lerp, addmm, unbind), Adam fused.
compiled: the whole network compiled, its loop unrolled; where sequences are long that would take many minutes.
nn.GRU: PyTorch's own, for W8 and StateNet.
traced: of a stream, the step recorded by the older compiler, which costs less to call.
"""

import time

START = time.perf_counter()

import common

SETTING = common.Setting(__doc__)

import numpy as np
import torch
from torch import nn
from torch.nn.functional import layer_norm, linear, mse_loss

torch.set_num_threads(SETTING.threads)
IMPORTED = time.perf_counter() - START


def follow(current, rate, drive, alpha_s, alpha_r):
    current = torch.lerp(current, drive, alpha_s)
    return current, torch.lerp(rate, torch.sigmoid(current), alpha_r)


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        for name, values in SETTING.parameters().items():
            setattr(self, name, nn.Parameter(torch.from_numpy(values)))

    def start(self, x, *names):
        return [getattr(self, name).expand(x.shape[1], -1) for name in names]


class Aru(Network):
    def forward(self, x):
        current, rate = self.start(x, "current", "rate")
        weight = self.hidden_to_hidden.t()
        rates = []
        for drive in linear(x, self.x_to_hidden, self.bias).unbind(0):
            drive = torch.addmm(drive, rate, weight)
            current, rate = follow(current, rate, drive, self.alpha_s, self.alpha_r)
            rates.append(rate)
        return torch.sigmoid(linear(torch.stack(rates), self.hidden_to_y, self.y_bias))


class Hierarchy(Network):
    """The links to an area are one product."""

    def forward(self, x):
        states = "first_current", "first_rate", "second_current", "second_rate"
        current1, rate1, current2, rate2 = self.start(x, *states)
        to_first = torch.cat([self.first_to_first, self.second_to_first], 1).t()
        to_second = torch.cat([self.first_to_second, self.second_to_second], 1).t()
        rates = []
        for drive in linear(x, self.x_to_first, self.first_bias).unbind(0):
            drive = torch.addmm(drive, torch.cat([rate1, rate2], 1), to_first)
            current1, rate1 = follow(current1, rate1, drive, self.first_alpha_s, self.first_alpha_r)
            drive = torch.addmm(self.second_bias, torch.cat([rate1, rate2], 1), to_second)
            current2, rate2 = follow(current2, rate2, drive, self.second_alpha_s, self.second_alpha_r)
            rates.append(rate1)
        return linear(torch.stack(rates), self.first_to_y, self.y_bias)


class Ensemble(Network):
    """W5: all networks at once, in a leading dimension."""

    def forward(self, x):
        steps, batch, _ = x.shape
        networks, n, _ = self.hidden_to_hidden.shape
        current, rate = (state[:, None].expand(-1, batch, -1) for state in (self.current, self.rate))
        alpha_s, alpha_r = self.alpha_s[:, None], self.alpha_r[:, None]
        weight = self.hidden_to_hidden.transpose(1, 2)
        x = x.reshape(1, steps * batch, -1).expand(networks, -1, -1)
        drives = torch.baddbmm(self.bias[:, None], x, self.x_to_hidden.transpose(1, 2))
        rates = []
        for drive in drives.view(networks, steps, batch, n).unbind(1):
            current, rate = follow(current, rate, torch.baddbmm(drive, rate, weight), alpha_s, alpha_r)
            rates.append(rate)
        rates = torch.stack(rates, 1).view(networks, steps * batch, n)
        y = torch.baddbmm(self.y_bias[:, None], rates, self.hidden_to_y.transpose(1, 2))
        return torch.sigmoid(y).view(networks, steps, batch, -1)


class Gru(Network):
    def forward(self, x):
        n = SETTING.hidden
        (hidden,) = self.start(x, "hidden")
        weight = self.hidden_to_hidden.t()
        bias = torch.cat([self.recurrent_bias.new_zeros(2 * n), self.recurrent_bias])
        drives = linear(x, self.x_to_hidden, self.bias).split([2 * n, n], -1)
        states = []
        for gates, drive in zip(*(drive.unbind(0) for drive in drives)):
            own, recurrent = torch.addmm(bias, hidden, weight).split([2 * n, n], -1)
            reset, update = torch.sigmoid(gates + own).chunk(2, -1)
            hidden = torch.lerp(torch.tanh(torch.addcmul(drive, reset, recurrent)), hidden, update)
            states.append(hidden)
        return torch.sigmoid(linear(torch.stack(states), self.hidden_to_y, self.y_bias))


class OwnGru(Network):
    """PyTorch's own. It has two biases more, which are zero in the first loss."""

    def __init__(self):
        super().__init__()
        self.cell = nn.GRU(SETTING.features, SETTING.hidden)
        with torch.no_grad():
            self.cell.weight_ih_l0.copy_(self.x_to_hidden)
            self.cell.weight_hh_l0.copy_(self.hidden_to_hidden)
            self.cell.bias_ih_l0.zero_()
            self.cell.bias_hh_l0.zero_()
        del self.x_to_hidden, self.hidden_to_hidden, self.bias, self.recurrent_bias

    def forward(self, x):
        hidden, _ = self.cell(x, self.hidden.expand(1, x.shape[1], -1).contiguous())
        return torch.sigmoid(linear(hidden, self.hidden_to_y, self.y_bias))


class StateNet(Network):
    """The code, the readout and the products with the code over all steps at once; the memory is PyTorch's own."""

    def __init__(self):
        super().__init__()
        self.memory = nn.GRU(SETTING.hidden, SETTING.hidden)
        with torch.no_grad():
            self.memory.weight_ih_l0.copy_(self.code_to_memory)
            self.memory.weight_hh_l0.copy_(self.memory_to_memory)
            self.memory.bias_ih_l0.zero_()
            self.memory.bias_hh_l0.zero_()
        del self.code_to_memory, self.memory_to_memory, self.memory_bias, self.recurrent_bias

    def forward(self, x):
        memory, _ = self.memory(self.code(x))
        return linear(memory, self.memory_to_rate, self.rate_bias)

    def code(self, x):
        """Each position of the code reads its own bands: weights [position, channel, band]."""
        patches = x.unfold(-1, common.KERNEL, common.STRIDE)
        weight = self.sound_to_code.view(-1, common.CHANNELS, common.KERNEL)
        drive = torch.einsum("tbpk,pck->tbpc", patches, weight) + self.code_bias.view(-1, common.CHANNELS)
        normed = layer_norm(drive, (common.CHANNELS,), self.code_gain, self.code_shift)
        return torch.sigmoid(normed).flatten(-2)


class OwnStateNet(StateNet):
    """The memory by hand, with the biases that ours has and few operations a step."""

    def __init__(self):
        Network.__init__(self)

    def forward(self, x):
        n = SETTING.hidden
        hidden = x.new_zeros(x.shape[1], n)
        weight = self.memory_to_memory.t()
        bias = torch.cat([self.recurrent_bias.new_zeros(2 * n), self.recurrent_bias])
        drives = linear(self.code(x), self.code_to_memory, self.memory_bias).split([2 * n, n], -1)
        states = []
        for gates, drive in zip(*(drive.unbind(0) for drive in drives)):
            own, recurrent = torch.addmm(bias, hidden, weight).split([2 * n, n], -1)
            reset, update = torch.sigmoid(gates + own).chunk(2, -1)
            hidden = torch.lerp(torch.tanh(torch.addcmul(drive, reset, recurrent)), hidden, update)
            states.append(hidden)
        return linear(torch.stack(states), self.memory_to_rate, self.rate_bias)


def training(make):
    s = SETTING
    x, y = (torch.from_numpy(data).split(s.batch, 1) for data in s.data())
    batches = [(x.contiguous(), y.contiguous()) for x, y in zip(x, y)]
    network = make()
    adam = torch.optim.Adam(network.parameters(), lr=1e-3, fused=True)

    def update(x, y):
        adam.zero_grad(set_to_none=True)
        output = network(x)
        if s.networks == 1:
            loss = mse_loss(output, y)
        else:
            loss = ((output - y) ** 2).mean((1, 2, 3)).sum()
        loss.backward()
        adam.step()
        return loss

    def run():
        return [update(x, y) for x, y in batches]

    return (lambda: run()[0].item() / s.networks), run


def stream():
    s = SETTING
    x, y = (torch.from_numpy(data[:, 0].copy()) for data in s.data())
    p = {name: torch.from_numpy(values) for name, values in s.parameters().items()}
    # Both links to the hidden layer are one product.
    weight = torch.cat([p["hidden_to_hidden"], p["x_to_hidden"]], 1)

    def step(current, rate, x):
        drive = torch.addmv(p["bias"], weight, torch.cat([rate, x]))
        current = torch.lerp(current, drive, p["alpha_s"])
        rate = torch.lerp(rate, torch.sigmoid(current), p["alpha_r"])
        return current, rate, torch.sigmoid(torch.addmv(p["y_bias"], p["hidden_to_y"], rate))

    step = torch.jit.trace(step, (p["current"], p["rate"], x[0]))
    inputs = [x[place % s.steps] for place in range(1000)]

    @torch.inference_mode()
    def first():
        current, rate, errors = p["current"], p["rate"], []
        for input, target in zip(x, y):
            current, rate, output = step(current, rate, input)
            errors.append(mse_loss(output, target).item())
        return np.mean(errors)

    @torch.inference_mode()
    def run():
        current, rate = p["current"], p["rate"]
        for input in inputs:
            current, rate, output = step(current, rate, input)

    return first, run


def variants():
    if SETTING.workload == "S":
        return {"traced": stream}
    networks = {"W5": Ensemble, "W7": Hierarchy, "W8": Gru, "W8L": Gru}
    if SETTING.workload == "SN":
        found = {"tuned": OwnStateNet, "nn.GRU": StateNet}
        return {name: lambda make=make: training(make) for name, make in found.items()}
    network = networks.get(SETTING.workload, Aru)
    found = {"tuned": network}
    if SETTING.workload in ("W8", "W8L"):
        found["nn.GRU"] = OwnGru
    if SETTING.steps <= 20:
        found["compiled"] = lambda: torch.compile(network())
    return {name: lambda make=make: training(make) for name, make in found.items()}


if __name__ == "__main__":
    common.compete("pytorch", torch.__version__, SETTING, variants(), IMPORTED)
