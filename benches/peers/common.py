"""What the peers share: options, workloads, data, initial parameters, timing, and the line that is printed.

Data and parameters are those of `benches/workloads/networks.rs`: the same formulas in f64, rounded to f32.
"""

import argparse
import json
import os
import time

import numpy as np

# Inputs (as many as outputs, but for the one of StateNet), hidden units, steps, batch, and sequences where they are not one batch.
WORKLOADS = {
    "W1": (2, 10, 20, 20, 400),
    "W2": (2, 100, 20, 20, 400),
    "W3": (16, 256, 100, 64, None),
    "W4": (32, 1024, 100, 64, None),
    "W5": (2, 10, 20, 20, 400),  # 64 networks
    "W6": (2, 10, 2000, 20, None),
    "W7": (1, 10, 200, 20, None),  # two areas
    "W8": (2, 10, 20, 20, 400),  # GRU
    "W8L": (16, 256, 100, 64, None),  # GRU
    "SN": (32, 63, 400, 1, 12),  # StateNet, one output
    "S": (2, 10, 20, 1, None),  # a step of a stream
}
NETWORKS = 64
REPEATS = 7
# A variant that takes seconds an epoch is repeated less often.
LONGEST = 20.0

LINKS = [
    "x_to_hidden",
    "hidden_to_hidden",
    "hidden_to_y",
    "x_to_first",
    "first_to_second",
    "first_to_first",
    "second_to_second",
    "second_to_first",
    "first_to_y",
    "sound_to_code",
    "code_to_memory",
    "memory_to_memory",
    "memory_to_rate",
]
# StateNet: each position of its code reads so many bands, so far apart, with so many units.
KERNEL, STRIDE, CHANNELS = 7, 3, 7


class Setting:
    """A workload with its sizes, as asked for on the command line. Threads are held to so many cores."""

    def __init__(self, description):
        parser = argparse.ArgumentParser(description=description)
        parser.add_argument("--workload", required=True, choices=WORKLOADS)
        parser.add_argument("--batch", type=int, help="sequences in a batch")
        parser.add_argument("--steps", type=int, help="steps of a sequence")
        parser.add_argument("--hidden", type=int, help="units of the hidden layer")
        parser.add_argument("--threads", type=int, default=1)
        parser.add_argument("--seconds", type=float, default=1.0, help="measures each variant at least so long")
        parser.add_argument("--variant", action="append", help="only this one; may be given several times")
        options = parser.parse_args()
        self.workload = options.workload
        self.features, hidden, steps, batch, sequences = WORKLOADS[options.workload]
        self.hidden = options.hidden or hidden
        self.steps = options.steps or steps
        self.batch = options.batch or batch
        self.sequences = sequences or self.batch
        if self.sequences % self.batch:
            parser.error(f"{self.sequences} sequences do not make batches of {self.batch}")
        self.threads = options.threads
        self.seconds = options.seconds
        self.only = options.variant
        self.networks = NETWORKS if self.workload == "W5" else 1
        self.outputs = 1 if self.workload == "SN" else self.features
        cores = sorted(os.sched_getaffinity(0))
        if len(cores) < self.threads:
            parser.error(f"{self.threads} threads on {len(cores)} cores")
        os.sched_setaffinity(0, cores[: self.threads])

    def data(self):
        """Inputs and targets, [step, sequence, feature]: waves between 0.1 and 0.9."""

        def waves(features, phase):
            step = np.arange(self.steps, dtype=np.float64)[:, None, None]
            sequence = np.arange(self.sequences, dtype=np.float64)[None, :, None]
            feature = np.arange(features, dtype=np.float64)
            angle = 0.3 * step + 0.7 * sequence + feature + phase
            return (0.5 + 0.4 * np.sin(angle)).astype(np.float32)

        return waves(self.features, 0.0), waves(self.outputs, 1.0)

    def weight(self, link, targets, sources):
        """[target, source]; for W5 with an axis of networks in front."""
        k = np.arange(targets * sources, dtype=np.float64)
        places = np.arange(self.networks)[:, None] + LINKS.index(link)
        values = (np.sin(np.sqrt(2.0) * (k * k) + places) / np.sqrt(float(sources))).astype(np.float32)
        shape = (targets, sources) if self.networks == 1 else (self.networks, targets, sources)
        return values.reshape(shape)

    def constant(self, count, value):
        shape = (count,) if self.networks == 1 else (self.networks, count)
        return np.full(shape, value, np.float32)

    def parameters(self):
        """Every parameter by name, as the network of the workload has them."""
        n, f = self.hidden, self.features
        if self.workload == "W7":
            areas = {}
            for area, source, other in (("first", "x", "second"), ("second", "first", "first")):
                areas[f"{source}_to_{area}"] = self.weight(f"{source}_to_{area}", n, f if source == "x" else n)
                areas[f"{area}_to_{area}"] = self.weight(f"{area}_to_{area}", n, n)
                areas[f"{area}_bias"] = self.constant(n, 0.0)
                areas[f"{area}_alpha_s"] = self.constant(n, 0.34)
                areas[f"{area}_alpha_r"] = self.constant(n, 0.68)
                areas[f"{area}_current"] = self.constant(n, 0.0)
                areas[f"{area}_rate"] = self.constant(n, 0.5)
            areas["second_to_first"] = self.weight("second_to_first", n, n)
            return areas | {"first_to_y": self.weight("first_to_y", f, n), "y_bias": self.constant(f, 0.0)}
        if self.workload == "SN":
            return {
                "sound_to_code": self.weight("sound_to_code", n, KERNEL),
                "code_bias": self.constant(n, 0.0),
                "code_gain": self.constant(CHANNELS, 1.0),
                "code_shift": self.constant(CHANNELS, 0.0),
                "code_to_memory": self.weight("code_to_memory", 3 * n, n),
                "memory_to_memory": self.weight("memory_to_memory", 3 * n, n),
                "memory_bias": self.constant(3 * n, 0.0),
                "recurrent_bias": self.constant(n, 0.0),
                "memory_to_rate": self.weight("memory_to_rate", 1, n),
                "rate_bias": self.constant(1, 0.0),
            }
        ports = 3 if self.workload in ("W8", "W8L") else 1
        shared = {
            "x_to_hidden": self.weight("x_to_hidden", ports * n, f),
            "hidden_to_hidden": self.weight("hidden_to_hidden", ports * n, n),
            "hidden_to_y": self.weight("hidden_to_y", f, n),
            "bias": self.constant(ports * n, 0.0),
            "y_bias": self.constant(f, 0.0),
        }
        if ports == 3:
            return shared | {"recurrent_bias": self.constant(n, 0.0), "hidden": self.constant(n, 0.0)}
        return shared | {
            "alpha_s": self.constant(1, 0.34),
            "alpha_r": self.constant(1, 0.68),
            "current": self.constant(n, 0.0),
            "rate": self.constant(n, 0.5),
        }


def compete(system, version, setting, variants, imported):
    """Measures every variant and prints the line of the fastest.

    A variant is a function that gets ready and returns two: one that trains the first epoch and returns the loss of its
    first batch, and one that trains another epoch. Of a stream: the loss of the first sequence, and 1000 steps.
    `imported` is how long the imports took.
    """
    names = [name for name in variants if not setting.only or name in setting.only]
    if not names:
        raise SystemExit(f"{system} has {', '.join(variants) or 'nothing'} for {setting.workload}")
    lines = [_measure(name, variants[name], setting, imported) for name in names]
    best = min(lines, key=lambda line: line["median"])
    print(json.dumps({"system": system} | best | {"version": version}), flush=True)


def _measure(name, prepare, setting, imported):
    start = time.perf_counter()
    first, epoch = prepare()
    first_loss = float(first())
    start_up = imported + time.perf_counter() - start
    scale = 1e-3 if setting.workload == "S" else 1.0
    epoch()
    times, begin = [], time.perf_counter()
    while True:
        start = time.perf_counter()
        epoch()
        now = time.perf_counter()
        times.append(scale * (now - start))
        enough = len(times) >= REPEATS and now - begin >= setting.seconds
        if enough or (len(times) >= 3 and now - begin > LONGEST):
            break
    return {
        "workload": setting.workload,
        "batch": setting.batch,
        "threads": setting.threads,
        "unit": "step" if setting.workload == "S" else "epoch",
        "median": float(np.median(times)),
        "best": min(times),
        "first_loss": first_loss,
        "start_up": round(start_up, 4),
        "N": setting.hidden,
        "T": setting.steps,
        "variant": name,
    }
