"""The reference cases of tests/golden: texts, and what an independent implementation gave for them."""

import json
import os
from pathlib import Path

import numpy as np
from aru import numpy_only

FOLDER = Path(os.environ.get("ARU_GOLDEN", Path(__file__).parents[2] / "tests" / "golden"))

#: An activation in Rust cannot be in a text; `ties` is of a step after which rounding decides.
NAMES = sorted(path.stem for path in FOLDER.glob("*.rs") if path.stem != "custom_activation")


def pairs(targets, sources, linked):
    return np.array([[linked(target, source) for source in range(sources)] for target in range(targets)])


def not_self(size):
    return ~np.eye(size, dtype=bool)


#: What the texts name, as its Rust has it.
GIVEN = {
    "masked": {
        "MASKED_X_TO_A": np.array([[1, 0, 1], [0, 1, 0], [1, 1, 1], [0, 0, 0], [0, 1, 1]], dtype=bool),
        "masked_not_self": not_self(5),
        "masked_even": pairs(5, 4, lambda target, source: (target + source) % 2 == 0),
    },
    "cortex": {
        "cortex_not_self": not_self(6),
        "cortex_from_the_first_three": pairs(6, 6, lambda target, source: source < 3),
    },
    "dale": {"dale_not_self": not_self(5)},
}


def text(name):
    source = (FOLDER / f"{name}.rs").read_text()
    return source[source.index("{", source.index("recurrent_net!")) + 1 : source.rindex("}")]


class Golden:
    def __init__(self, name):
        self.name, self.text = name, text(name)
        self.arrays = numpy_only.read(FOLDER / f"{name}.safetensors")[1]
        self.json = json.loads((FOLDER / f"{name}.json").read_text())
        self.lengths = self.arrays.get("lengths")
        if self.lengths is not None:
            self.lengths = [int(length) for length in self.lengths.ravel()]

    def group(self, name):
        return {key[len(name) + 1 :]: value for key, value in self.arrays.items() if key.startswith(f"{name}/")}

    @property
    def noise(self):
        return self.group("noise") or None

    @property
    def penalties(self):
        kinds = {"l1": "l1", "l2": "l2", "square": "square", "smoothness": "smoothness"}
        return [(one["on"], kinds[one["kind"].lower()], one["lambda"]) for one in self.json.get("penalties", [])]

    def within(self, array):
        """Zero beyond the lengths."""
        array = np.array(array, dtype=np.float64)
        for trial, length in enumerate(self.lengths or []):
            array[trial, length:] = 0
        return array
