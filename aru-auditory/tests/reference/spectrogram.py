"""A sound, and its mel spectrogram by the definition, for tests/front_end.rs: python3 spectrogram.py > spectrogram.json.

It writes sweep.wav too. The transform is a sum of complex exponentials at 4096 points of frequency, since bands are
integrals over a spectrum that is known wherever it is asked for; tests/front_end.rs says how near the two must be.
"""

import json
import wave

import numpy as np

rate, dt, window, bands, low, high = 8000, 0.0055, 0.016, 9, 100.0, 3600.0
rng = np.random.default_rng(5)
n = np.arange(437)
sound = 0.6 * np.sin(2 * np.pi * (300 * n / rate + 0.5 * 40000 * (n / rate) ** 2)) + 0.05 * rng.normal(size=n.size)
sound = np.round(np.clip(sound, -1, 1) * 32767).astype("<i2")
with wave.open("sweep.wav", "wb") as file:
    file.setnchannels(1)
    file.setsampwidth(2)
    file.setframerate(rate)
    file.writeframes(sound.tobytes())
sound = sound / 32768.0

mel = 2595 * np.log10(1 + np.array([low, high]) / 700)
edges = 700 * (10 ** (np.linspace(mel[0], mel[1], bands + 2) / 2595) - 1)
frequencies = np.arange(2049) * rate / 4096
triangles = np.array([np.interp(frequencies, edges[b : b + 3], [0, 1, 0], 0, 0) for b in range(bands)])
taps = round(window * rate)
hann = 0.5 - 0.5 * np.cos(2 * np.pi * (np.arange(taps) + 0.5) / taps)
rows = []
for k in range(int(np.ceil(sound.size / rate / dt))):
    end = round((k + 1) * dt * rate)
    at = np.arange(end - taps, end)
    frame = np.where((at >= 0) & (at < sound.size), sound[np.clip(at, 0, sound.size - 1)], 0) * hann
    spectrum = np.abs(np.exp(-2j * np.pi * np.outer(frequencies, np.arange(taps)) / rate) @ frame) ** 2
    spectrum[1:-1] *= 2
    rows.append((triangles @ spectrum / (4096 * (hann**2).sum())).tolist())
print(json.dumps({"dt": dt, "window": window, "low": low, "high": high, "power": rows}))
