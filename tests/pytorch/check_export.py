"""Holds exported PyTorch modules against reference cases.

    python check_export.py FOLDER...

Each folder is a case, or holds folders that are: `net.py`, what `to_pytorch()` wrote; `net.safetensors`, what `save` wrote
for the network with the parameters of the case; `golden.safetensors`, the reference in the form of tests/golden; and, where
the case has penalties, which belong to training and not to the module, `golden.json`. Needs torch, numpy and safetensors.
Says of each case what differs and 'agrees' or 'differs'; the exit status says so too.

Asked of the module: one class derived from torch.nn.Module that stands in `net.py`, the last of it; `load(path, dtype)` that
makes it from the file alone, and refuses one with a value that the declaration excludes; `forward(x, noise=None)` of x [sequence, step, input] to [sequence, step, output]; `trace(x,
noise=None)` that returns outputs and a dict of every traced value; state_dict keys that are the names of the parameters.
"""

import importlib.util
import json
import re
import sys
import tempfile
from pathlib import Path

import torch
from safetensors import safe_open
from safetensors.torch import load_file, save_file

# Of outputs, states and loss, relative above one; of a gradient, relative to its largest element; in single precision.
VALUES, GRADIENTS, SINGLE = 1e-10, 1e-10, 2e-5
MODULES = ("torch", "safetensors", "math", "typing", "__future__", "pathlib")


def apart(found, expected):
    """The largest difference, relative to what is above one."""
    if found.shape != expected.shape:
        return float("inf")
    difference = (found.detach() - expected).abs() / expected.abs().clamp(min=1)
    return float(difference.max()) if expected.numel() else 0.0


class Judge:
    """Finds what differs in one case."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.faults, self.worst = [], {}
        self.file = load_file(self.folder / "golden.safetensors")
        self.noise = self.group("noise") or None

    def group(self, group):
        return {name[len(group) + 1 :]: value for name, value in self.file.items() if name.startswith(group + "/")}

    def see(self, what, error, limit, group=None):
        if not error <= limit:  # NaN differs
            self.faults.append(f"{what}: {error:.1e}")
        group = group or what
        self.worst[group] = max(self.worst.get(group, 0.0), error)

    def run(self):
        kind = self.module()
        net = kind.load(self.folder / "net.safetensors", dtype=torch.float64)
        self.parameters(net)
        self.values(net)
        self.gradients(net)
        self.single_precision(kind)
        self.state_dict(kind, net)
        self.refusals(kind)

    def module(self):
        """The class in `net.py`."""
        text = (self.folder / "net.py").read_text(encoding="utf-8")
        for name in re.findall(r"^\s*(?:import|from)\s+(\w+)", text, re.M):
            if name not in MODULES:
                self.faults.append(f"imports {name}")
        for path in re.findall(r"[\"'](/[\w./-]{3,}|[A-Z]:\\[^\"']+)[\"']", text):
            self.faults.append(f"holds the path {path}")
        spec = importlib.util.spec_from_file_location("net", self.folder / "net.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        own = (value for value in vars(module).values() if isinstance(value, type) and value.__module__ == "net")
        return [value for value in own if issubclass(value, torch.nn.Module)][-1]

    def parameters(self, net):
        """Names, shapes, values, and which are trained."""
        expected, trained = self.group("parameters"), set(self.group("gradients"))
        found = net.state_dict()
        for name in sorted(set(found) ^ set(expected)):
            self.faults.append(f"{name}: only in the {'module' if name in found else 'reference'}")
        for name in set(found) & set(expected):
            if found[name].shape != expected[name].shape or not torch.equal(found[name], expected[name]):
                self.faults.append(f"{name}: shape {list(found[name].shape)} or values differ")
        for name in sorted({name for name, value in net.named_parameters() if value.requires_grad} ^ trained):
            self.faults.append(f"{name}: {'fixed' if name not in trained else 'trained'} in the reference alone")

    def values(self, net):
        """Outputs and states within the lengths."""
        x = self.file["inputs"]
        lengths = self.file.get("lengths", torch.full((len(x),), float(x.shape[1])))
        self.counts = (torch.arange(x.shape[1]).expand(len(x), -1) < lengths.reshape(-1, 1)).to(x.dtype)
        self.y, self.traced = net.trace(x, self.noise)
        self.see("outputs", self.within(self.y, self.file["outputs"]), VALUES)
        if not torch.equal(net(x, noise=self.noise), self.y):
            self.faults.append("trace gives other outputs than forward")
        for name, expected in self.group("states").items():
            if name not in self.traced:
                self.faults.append(f"state {name}: not traced")
                continue
            self.see(f"state {name}", self.within(self.traced[name], expected), VALUES, "states")
        noise = self.noise and {name: value[:1] for name, value in self.noise.items()}
        self.see("first sequence alone", apart(net(x[:1], noise), self.y[:1].detach()), 1e-13)

    def within(self, found, expected):
        """How far apart values are within the lengths: some references run on beyond."""
        counts = self.counts[..., None]
        return apart(found * counts, expected * counts)

    def gradients(self, net):
        """The loss, and the derivatives of loss and penalties."""
        counts, expected = self.counts, self.group("gradients")
        loss = (counts * ((self.y - self.file["targets"]) ** 2).mean(2)).sum() / counts.sum()
        self.see("loss", apart(loss.reshape(1), self.file["loss"]), VALUES)
        named = dict(net.named_parameters())
        penalty = self.penalty(named)
        if "penalty" in self.file:
            self.see("penalty", apart(penalty.reshape(1), self.file["penalty"]), VALUES)
        (loss + penalty).backward()
        largest = max(float(gradient.abs().max()) for gradient in expected.values())
        for name in set(expected) & set(named):
            gradient = named[name].grad
            found = torch.zeros_like(expected[name]) if gradient is None else gradient
            scale = max(float(expected[name].abs().max()), 1e-6 * largest)
            error = float((found - expected[name]).abs().max()) / scale
            self.see(f"gradient {name}", error, GRADIENTS, "gradients")

    def penalty(self, named):
        """The sum of lambda x penalty."""
        total, case = torch.zeros((), dtype=torch.float64), self.folder / "golden.json"
        for item in json.loads(case.read_text()).get("penalties", []) if case.exists() else []:
            if item["kind"] in ("l1", "l2"):
                weight = named[item["on"]]
                value = weight.abs().sum() if item["kind"] == "l1" else (weight**2).sum() / 2
            else:
                values, counts = self.traced[item["on"]], self.counts
                if item["kind"] == "smoothness":
                    values, counts = values[:, 1:] - values[:, :-1], counts[:, 1:]
                value = (counts * (values**2).mean(2)).sum() / counts.sum().clamp(min=1)
            total = total + item["lambda"] * value
        return total

    def single_precision(self, kind):
        net = kind.load(self.folder / "net.safetensors")
        noise = self.noise and {name: value.float() for name, value in self.noise.items()}
        with torch.no_grad():
            y = net(self.file["inputs"].float(), noise)
        if y.dtype != torch.float32:
            self.faults.append(f"float32 gives {y.dtype}")
        self.see("float32", self.within(y.double(), self.file["outputs"]), SINGLE)

    def state_dict(self, kind, net):
        """What a module says of its state, another takes; modes change nothing."""
        other = kind().double()
        other.load_state_dict(net.state_dict())
        other.eval()
        with torch.no_grad():
            if not torch.equal(other(self.file["inputs"], self.noise), self.y.detach()):
                self.faults.append("a module with its state gives other outputs")

    def refusals(self, kind):
        """A file with one value that its declaration excludes is not loaded, and the error says which."""
        saved = self.folder / "net.safetensors"
        with safe_open(saved, "pt") as file:
            declaration = json.loads(file.metadata()["aru.declaration"])
        values = load_file(saved)
        for parameter in declaration["parameters"]:
            name = parameter["name"]
            for place, wrong in excluded(declaration, parameter, values):
                spoilt = {other: value.clone() for other, value in values.items()}
                spoilt[name].view(-1)[place] = wrong
                with tempfile.TemporaryDirectory() as folder:
                    path = Path(folder) / "spoilt.safetensors"
                    save_file(spoilt, path)
                    try:
                        kind.load(path, dtype=torch.float64)
                        said = "loads"
                    except ValueError as error:
                        said = str(error)
                index = [int(axis) for axis in torch.unravel_index(torch.tensor(place), values[name].shape)]
                if not said.startswith(f"{name} holds ") or f" at {index}; it must be " not in said:
                    self.faults.append(f"{name} with {wrong} at {index}: {said}")


def excluded(declaration, parameter, values):
    """Places in a parameter, and a number that each cannot have."""
    value, bounds = values[parameter["name"]], parameter["bounds"]
    last = value.numel() - 1
    yield last, float("nan")
    if "Mask" in parameter["role"]:
        yield last, 0.5
    if "Interval" in bounds:
        low, high = bounds["Interval"]["low"], bounds["Interval"]["high"]
        yield from [(last, low - 0.5)] * (low is not None)
        yield from [(0, high + 0.5)] * (high is not None)
    if "Logistic" in bounds:
        yield last, bounds["Logistic"]["low"]
        yield 0, bounds["Logistic"]["high"]
    if "Weight" not in parameter["role"]:
        return
    form = declaration["links"][parameter["role"]["Weight"]["link"]].get("form", "Dense")
    linked = torch.ones_like(value).view(-1)
    if "Sparse" in form:
        linked = values[declaration["parameters"][form["Sparse"]["mask"]]["name"]].reshape(-1)
    if "Masked" in form:
        linked = torch.tensor(form["Masked"], dtype=torch.float64).reshape(-1)
    linked = linked.repeat(value.numel() // linked.numel())
    for place in torch.nonzero(linked == 0).flatten().tolist()[-1:]:
        yield place, 1.0 if "Signed" not in bounds else sign(bounds, place)
    if "Signed" in bounds:
        for kind in (1.0, -1.0):
            own = [place for place in torch.nonzero(linked).flatten().tolist() if sign(bounds, place) == kind]
            if own:
                yield own[-1], -kind


def sign(bounds, place):
    """That of a weight under Dale's law."""
    return 1.0 if place % bounds["Signed"]["sources"] < bounds["Signed"]["excitatory"] else -1.0


def cases(folders):
    for folder in map(Path, folders):
        found = sorted(path.parent for path in folder.glob("*/net.py"))
        yield from found or [folder]


def main(folders):
    torch.set_num_threads(1)
    differing, count = 0, 0
    for folder in cases(folders):
        judge = Judge(folder)
        try:
            judge.run()
        except Exception as error:
            judge.faults.append(f"{type(error).__name__}: {error}")
        for fault in judge.faults:
            print(f"{folder.name}: {fault}")
        worst = ", ".join(f"{what} {error:.1e}" for what, error in judge.worst.items())
        print(f"{folder.name}: {worst} {'differs' if judge.faults else 'agrees'}")
        count, differing = count + 1, differing + bool(judge.faults)
    print(f"{count - differing} of {count} exported modules agree with PyTorch {torch.__version__}")
    return int(differing > 0 or count == 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
