"""JAX: a whole epoch is one compiled function, a scan over batches around a scan over steps.

The variants differ in how many steps of the inner scan are unrolled.
"""

import os
import time

START = time.perf_counter()

import common

SETTING = common.Setting(__doc__)  # before the import: JAX makes a thread for each core it may use
os.environ.setdefault("JAX_PLATFORMS", "cpu")

import jax
import jax.numpy as jnp
import numpy as np
import optax
from jax import lax

IMPORTED = time.perf_counter() - START


def aru(p, x, unroll):
    """Outputs for inputs [step, sequence, feature]."""
    drive = x @ p["x_to_hidden"].T + p["bias"]
    weight = p["hidden_to_hidden"].T

    def step(state, drive):
        current, rate = state
        current = current + p["alpha_s"] * (drive + rate @ weight - current)
        rate = rate + p["alpha_r"] * (jax.nn.sigmoid(current) - rate)
        return (current, rate), rate

    shape = drive.shape[1:]
    start = jnp.broadcast_to(p["current"], shape), jnp.broadcast_to(p["rate"], shape)
    _, rates = lax.scan(step, start, drive, unroll=unroll)
    return jax.nn.sigmoid(rates @ p["hidden_to_y"].T + p["y_bias"])


def hierarchy(p, x, unroll):
    """The links to an area are one product."""
    drive = x @ p["x_to_first"].T + p["first_bias"]
    to_first = jnp.concatenate([p["first_to_first"], p["second_to_first"]], 1).T
    to_second = jnp.concatenate([p["first_to_second"], p["second_to_second"]], 1).T

    def area(name, current, rate, drive):
        current = current + p[f"{name}_alpha_s"] * (drive - current)
        return current, rate + p[f"{name}_alpha_r"] * (jax.nn.sigmoid(current) - rate)

    def step(state, drive):
        current1, rate1, current2, rate2 = state
        both = jnp.concatenate([rate1, rate2], 1)
        current1, rate1 = area("first", current1, rate1, drive + both @ to_first)
        both = jnp.concatenate([rate1, rate2], 1)
        current2, rate2 = area("second", current2, rate2, both @ to_second + p["second_bias"])
        return (current1, rate1, current2, rate2), rate1

    names = "first_current", "first_rate", "second_current", "second_rate"
    start = tuple(jnp.broadcast_to(p[name], drive.shape[1:]) for name in names)
    _, rates = lax.scan(step, start, drive, unroll=unroll)
    return rates @ p["first_to_y"].T + p["y_bias"]


def gru(p, x, unroll):
    drive = x @ p["x_to_hidden"].T + p["bias"]
    weight = p["hidden_to_hidden"].T
    n = weight.shape[0]

    def step(hidden, drive):
        own = hidden @ weight
        gates = jax.nn.sigmoid(drive[:, : 2 * n] + own[:, : 2 * n])
        r, z = gates[:, :n], gates[:, n:]
        candidate = jnp.tanh(drive[:, 2 * n :] + r * (own[:, 2 * n :] + p["recurrent_bias"]))
        hidden = candidate + z * (hidden - candidate)
        return hidden, hidden

    start = jnp.broadcast_to(p["hidden"], (x.shape[1], n))
    _, hidden = lax.scan(step, start, drive, unroll=unroll)
    return jax.nn.sigmoid(hidden @ p["hidden_to_y"].T + p["y_bias"])


def training(unroll):
    s = SETTING
    network = {"W7": hierarchy, "W8": gru, "W8L": gru}.get(s.workload, aru)
    batches = s.sequences // s.batch

    def in_batches(data):
        data = data.reshape(s.steps, batches, s.batch, s.features)
        return jnp.asarray(data.transpose(1, 0, 2, 3))

    x, y = (in_batches(data) for data in s.data())
    parameters = jax.tree.map(jnp.asarray, s.parameters())
    adam = optax.adam(1e-3)

    def loss(p, x, y):
        return jnp.mean((network(p, x, unroll) - y) ** 2)

    def update(state, batch):
        p, moments = state
        value, gradient = jax.value_and_grad(loss)(p, *batch)
        change, moments = adam.update(gradient, moments, p)
        return (optax.apply_updates(p, change), moments), value

    def epoch(state, x, y):
        return lax.scan(update, state, (x, y))

    start = adam.init
    if s.networks > 1:
        epoch, start = jax.vmap(epoch, in_axes=(0, None, None)), jax.vmap(start)
    epoch = jax.jit(epoch, donate_argnums=0)
    state = parameters, start(parameters)

    def run():
        nonlocal state
        state, losses = epoch(state, x, y)
        jax.block_until_ready((state, losses))
        return losses

    def first():  # mean over networks
        return np.asarray(run())[..., 0].mean()

    return first, run


def stream():
    s = SETTING
    x, y = (data[:, 0] for data in s.data())
    p = jax.tree.map(jnp.asarray, s.parameters())

    @jax.jit
    def step(p, current, rate, x):
        drive = p["x_to_hidden"] @ x + p["hidden_to_hidden"] @ rate + p["bias"]
        current = current + p["alpha_s"] * (drive - current)
        rate = rate + p["alpha_r"] * (jax.nn.sigmoid(current) - rate)
        return current, rate, jax.nn.sigmoid(p["hidden_to_y"] @ rate + p["y_bias"])

    inputs = [x[place % s.steps] for place in range(1000)]

    def first():
        current, rate, errors = p["current"], p["rate"], []
        for input, target in zip(x, y):
            current, rate, output = step(p, current, rate, input)
            errors.append(np.mean((np.asarray(output) - target) ** 2))
        return np.mean(errors)

    def run():
        current, rate = p["current"], p["rate"]
        for input in inputs:
            current, rate, output = step(p, current, rate, input)
        output.block_until_ready()

    return first, run


if __name__ == "__main__":
    if SETTING.workload == "S":
        variants = {"jit": stream}
    else:
        variants = {f"unroll {count}": lambda count=count: training(count) for count in (1, 4)}
    common.compete("jax", jax.__version__, SETTING, variants, IMPORTED)
