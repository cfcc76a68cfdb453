"""Scores of random neurons in f64, for tests/scores.rs: python3 scores.py > scores.json."""

import itertools
import json
import math

import numpy as np

rng = np.random.default_rng(20)


def correlation(a, b):
    if len(a) < 2 or np.ptp(a) == 0 or np.ptp(b) == 0:
        return math.nan
    return float(np.corrcoef(a, b)[0, 1])


def signal_power(y):
    trials, bins = y.shape
    if trials < 2 or bins < 2:
        return math.nan
    of_mean = np.var(y.mean(axis=0), ddof=1)
    return float((trials * of_mean - np.var(y, axis=1, ddof=1).mean()) / (trials - 1))


def cc_max(y):
    y = y[: len(y) // 2 * 2]
    trials = len(y)
    if trials < 2:
        return math.nan
    found = []
    for half in itertools.islice(itertools.combinations(range(trials), trials // 2), 126):
        if 0 not in half:
            break
        other = [trial for trial in range(trials) if trial not in half]
        found.append(correlation(y[list(half)].mean(axis=0), y[other].mean(axis=0)))
    rho = float(np.mean(found))
    return math.sqrt(2 * rho / (1 + rho)) if rho > 0 else math.nan


def pooled(measure, clips, by_clip):
    if by_clip:
        values = np.array([measure(y) for _, y in clips])
        lengths = np.array([len(p) for p, _ in clips], dtype=float)
        kept = ~np.isnan(values)
        return float((values * lengths)[kept].sum() / lengths[kept].sum()) if kept.any() else math.nan
    most = max(len(y) for _, y in clips)
    rows = np.arange(most)
    return measure(np.concatenate([y[rows % len(y)] for _, y in clips], axis=1))


def bits_per_spike(clips):
    rates = np.concatenate([np.tile(p, len(y)) for p, y in clips])
    counts = np.concatenate([y.ravel() for _, y in clips])
    if counts.sum() == 0 or (rates < 0).any() or ((rates == 0) & (counts > 0)).any():
        return math.nan
    with np.errstate(divide="ignore", invalid="ignore"):
        gain = np.where(counts > 0, counts * np.log(rates / counts.mean()), 0.0)
    return float((gain - rates + counts.mean()).sum() / math.log(2) / counts.sum())


def scores(clips, by_clip):
    prediction = np.concatenate([p for p, _ in clips])
    mean = np.concatenate([y.mean(axis=0) for _, y in clips])
    raw = correlation(prediction, mean)
    power = pooled(signal_power, clips, by_clip)
    ceiling = pooled(cc_max, clips, by_clip)
    single = max(len(y) for _, y in clips) == 1
    if single:
        norm = hsu = raw
    else:
        norm = math.nan
        if power > 0 and np.ptp(prediction) > 0:
            norm = float(np.cov(prediction, mean)[0, 1] / math.sqrt(np.var(prediction, ddof=1) * power))
        hsu = raw / ceiling
    return {
        "cc_raw": raw,
        "signal_power": power,
        "cc_norm": norm,
        "cc_max": ceiling,
        "cc_norm_hsu": hsu,
        "bits_per_spike": bits_per_spike(clips),
    }


def neuron(shapes, gain=1.0, smoothed=False, error=0.3):
    """Poisson counts of a rate that wanders, and a prediction that is off by some noise."""
    clips = []
    for trials, bins in shapes:
        rate = np.exp(np.convolve(rng.normal(size=bins + 8), np.ones(9) / 3, "valid")) * gain
        y = rng.poisson(rate, size=(trials, bins)).astype(float)
        if smoothed:
            window = np.hanning(5)
            y = np.array([np.convolve(row, window)[2 : 2 + bins] for row in y])
        clips.append((rate * np.exp(error * rng.normal(size=bins)), y))
    return clips


def plain(value):
    return None if math.isnan(value) else value


cases = {
    "ten trials": neuron([(10, 60)]),
    "three clips": neuron([(10, 40), (10, 25), (10, 33)], gain=0.3),
    "trials of different number": neuron([(4, 40), (7, 31), (3, 20)]),
    "a clip with one trial": neuron([(1, 40), (6, 31)]),
    "single trials": neuron([(1, 40), (1, 15)]),
    "twenty trials": neuron([(20, 50)], gain=0.2),
    "smoothed": neuron([(8, 60), (8, 30)], smoothed=True),
    "noise": [(rng.random(30), rng.poisson(0.5, size=(4, 30)).astype(float)) for _ in range(2)],
    "a clip of one bin": neuron([(4, 1), (4, 30)]),
    "a bad prediction": neuron([(6, 50)], error=3.0),
    "large numbers": [(1e6 + p, 1e6 + y) for p, y in neuron([(6, 50)])],
}
report = []
for name, clips in cases.items():
    report.append(
        {
            "name": name,
            "clips": [{"prediction": p.tolist(), "trials": y.tolist()} for p, y in clips],
            "joined": {key: plain(value) for key, value in scores(clips, False).items()},
            "by_clip": {key: plain(value) for key, value in scores(clips, True).items()},
        }
    )
print(json.dumps(report, indent=None, separators=(",", ":")).replace('{"name"', '\n{"name"'))
