"""A declaration, run step by step."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from ._functions import activated, applied


class Run:
    """A run under way. Arrays are [trial, unit] of a step; parameters have as many axes as their link or layer needs."""

    def __init__(self, description: dict[str, Any], parameters: dict[str, Any], inputs: Any, xp: Any) -> None:
        self.description, self.parameters, self.inputs, self.xp = description, parameters, inputs, xp
        self.layers, self.units = description["layers"], description["units"]
        self.dtype = xp.result_type(inputs.dtype, *(values.dtype for values in parameters.values()))
        ends = np.cumsum([0] + [one["size"] for one in description["inputs"]])
        self.places = [slice(int(first), int(last)) for first, last in zip(ends, ends[1:])]
        self.roles = {one["name"]: one["role"] for one in description["parameters"]}
        #: Of each layer and step the values of its equations.
        self.assigned: list[list[list[Any]]] = [[] for _ in self.layers]
        self.gates: list[list[tuple[int, str]]] = [[] for _ in self.layers]
        self.norms: list[dict[str, Any]] = [{} for _ in self.layers]
        for name, role in self.roles.items():
            if "Gate" in role:
                self.gates[role["Gate"]["layer"]].append((role["Gate"]["port"], name))
            if "Norm" in role:
                self.norms[role["Norm"]["layer"]][role["Norm"]["part"]] = (name, role["Norm"])

    def finished(self) -> dict[str, Any]:
        traced, outputs = {}, []
        for layer, steps in zip(self.layers, self.assigned):
            unit = self.units[layer["unit"]]
            for place, equation in enumerate(unit["equations"]):
                traced[f"{layer['name']}.{equation['name']}"] = self.xp.stack([values[place] for values in steps], axis=1)
            if layer["is_output"]:
                outputs.append(self.xp.stack([values[unit["emit"]] for values in steps], axis=1))
        traced["outputs"] = self.xp.concatenate(outputs, axis=-1)
        return traced

    def zeros(self, size: int) -> Any:
        return self.xp.zeros((self.inputs.shape[0], size), self.dtype)

    def step(self, index: int, step: int) -> None:
        """Appends the values of a layer's equations."""
        layer = self.layers[index]
        drives, recurs = self.driven(index, step)
        values: list[Any] = []
        for equation in self.units[layer["unit"]]["equations"]:
            value = self.evaluate(equation["value"], index, step, drives, recurs, values, None)
            values.append(value + self.zeros(layer["size"]))
        self.assigned[index].append(values)

    # What a layer reads.

    def driven(self, index: int, step: int) -> tuple[list[Any], list[Any]]:
        """Of each port its drive, and what it gets over the layer's own link."""
        layer = self.layers[index]
        unit, size = self.units[layer["unit"]], layer["size"]
        count = len(unit["ports"])
        own_ports = count - len(self.gates[index])
        named = {port for equation in unit["equations"] for port in _recurs(equation["value"])}
        drives, recurs = ([self.zeros(size) for _ in range(count)] for _ in range(2))
        for link in self.description["links"]:
            if link["target"] != index:
                continue
            port = link.get("port")
            ports = list(range(own_ports)) if port is None else [port]
            parts = self.carried(link, step, len(ports))
            for port, part in zip(ports, parts):
                is_own = link["source"] == {"Layer": index}
                if is_own:
                    recurs[port] = part
                if not (is_own and port in named):
                    drives[port] = drives[port] + part
        bias = self.parameters.get(f"{layer['name']}.bias")
        for port in range(own_ports):
            if bias is not None:
                each = bias.shape[0] // own_ports
                part = bias[port * each : (port + 1) * each]
                drives[port] = drives[port] + self.spread(f"{layer['name']}.bias", part, layer)
            if self.norms[index]:
                drives[port] = self.normed(index, drives[port], port, own_ports)
        for port, name in self.gates[index]:
            drives[port] = drives[port] + self.parameters[name]
        return drives, recurs

    def carried(self, link: dict[str, Any], step: int, ports: int) -> list[Any]:
        """What a link brings to each of its ports: [trial, unit]."""
        layer = self.layers[link["target"]]
        size, channels = layer["size"], layer.get("channels", 1)
        sources = self.read_by(link, step)
        form, window = link.get("form", "Dense"), None
        if isinstance(form, dict):
            window = form.get("Local") or form.get("Conv")
        if form == "Identity":
            return [sum(sources[1:], sources[0]) for _ in range(ports)]
        weight = self.parameters[self.description["parameters"][link["weight"]]["name"]]
        if form == "Diagonal":
            weight = weight.reshape(len(sources), ports, size)
        elif window is None:
            weight = weight.reshape(len(sources), ports, size, -1)
        else:
            rows = channels if "Conv" in form else size
            of_source = self.channels_of(link["source"])
            weight = weight.reshape(len(sources), ports, rows, window["kernel"], of_source)
        carried = []
        for port in range(ports):
            total = self.zeros(size)
            for tap, source in enumerate(sources):
                own = weight[tap, port]
                if form == "Diagonal":
                    total = total + source * own
                elif window is None:
                    total = total + source @ own.T
                else:
                    total = total + self.patches(source, own, window, layer, "Conv" in form)
            carried.append(total)
        return carried

    def patches(self, source: Any, weight: Any, window: dict[str, int], layer: dict[str, Any], is_shared: bool) -> Any:
        """Band b reads the bands b stride - pad to that plus kernel, all their channels; those beyond the edge are zero."""
        xp = self.xp
        kernel, stride, pad = window["kernel"], window["stride"], window["pad"]
        channels = layer.get("channels", 1)
        bands, of_source = layer["size"] // channels, weight.shape[-1]
        trials = source.shape[0]
        by_band = source.reshape(trials, -1, of_source)
        after = max(0, (bands - 1) * stride - pad + kernel - by_band.shape[1])
        by_band = xp.pad(by_band, ((0, 0), (pad, after), (0, 0)))
        read = xp.stack([by_band[:, band * stride : band * stride + kernel] for band in range(bands)], axis=1)
        if is_shared:
            return xp.einsum("tbks,cks->tbc", read, weight).reshape(trials, -1)
        by_unit = weight.reshape(bands, channels, kernel, of_source)
        return xp.einsum("tbks,bcks->tbc", read, by_unit).reshape(trials, -1)

    def channels_of(self, source: dict[str, int]) -> int:
        ((kind, index),) = source.items()
        return self.description["inputs" if kind == "Input" else "layers"][index].get("channels", 1)

    def read_by(self, link: dict[str, Any], step: int) -> list[Any]:
        """What left the source of a link at each delay, or one mix of all of them."""
        learned = link.get("learned_delay")
        if learned is None:
            return [self.emission(link["source"], step - delay) for delay in link["delays"]]
        xp, all_parameters = self.xp, self.description["parameters"]
        ((kind, spread),) = learned["spread"].items()
        if kind == "Stored":
            spread = self.parameters[all_parameters[spread]["name"]][0]
        first, last = link["delays"]
        steps = list(range(first, last + 1))
        delay = self.parameters[all_parameters[learned["delay"]]["name"]]
        heights = [xp.maximum(0.0, 1.0 + spread - xp.abs(one - delay)) for one in steps]
        total = sum(heights[1:], heights[0])
        past = [self.emission(link["source"], step - one) for one in steps]
        mixed = [height / total * values for height, values in zip(heights, past)]
        return [sum(mixed[1:], mixed[0])]

    def emission(self, source: dict[str, int], step: int) -> Any:
        """What left a source in a step; before the first, its initial state, or zero."""
        ((kind, index),) = source.items()
        if kind == "Input":
            size = self.description["inputs"][index]["size"]
            return self.inputs[:, step, self.places[index]] if step >= 0 else self.zeros(size)
        unit = self.units[self.layers[index]["unit"]]
        if step >= 0:
            return self.assigned[index][step][unit["emit"]]
        return self.initial(index, unit["equations"][unit["emit"]]["name"])

    def initial(self, index: int, name: str) -> Any:
        layer = self.layers[index]
        start = self.parameters.get(f"{layer['name']}.initial.{name}")
        is_state = name in self.units[layer["unit"]]["states"]
        return self.zeros(layer["size"]) + (start if is_state and start is not None else 0)

    def normed(self, index: int, drive: Any, port: int, own_ports: int) -> Any:
        xp, layer = self.xp, self.layers[index]
        (gain, role), (shift, _) = self.norms[index]["Gain"], self.norms[index]["Shift"]
        trials, channels = drive.shape[0], layer.get("channels", 1)
        axes = {"Units": (1, 2), "Channels": (2,), "Bands": (1,)}[role["over"]]
        by_band = drive.reshape(trials, -1, channels)
        mean = by_band.mean(axis=axes, keepdims=True)
        centred = by_band - mean
        deviation = xp.sqrt((centred * centred).mean(axis=axes, keepdims=True) + role["eps"])
        shape = {"Units": (-1, channels), "Channels": (1, channels), "Bands": (-1, 1)}[role["over"]]

        def own(name: str) -> Any:
            values = self.parameters[name]
            each = values.shape[0] // own_ports
            return values[port * each : (port + 1) * each].reshape(shape)

        return (own(gain) * (centred / deviation) + own(shift)).reshape(trials, -1)

    # Equations.

    def spread(self, name: str, values: Any, layer: dict[str, Any]) -> Any:
        """A constant or a bias that units may share, one number a unit or one for all."""
        role = self.roles.get(name, {})
        scope = next((part["scope"] for part in role.values() if "scope" in part), "PerUnit")
        channels = layer.get("channels", 1)
        if scope == "PerBand":
            return self.xp.repeat(values, channels)
        if scope == "PerChannel":
            return self.xp.tile(values, layer["size"] // channels)
        return values

    def evaluate(
        self, expression: Any, index: int, step: int, drives: Any, recurs: Any, values: list[Any], argument: Any
    ) -> Any:
        if expression == "Argument":
            return argument
        ((kind, of),) = expression.items()
        layer = self.layers[index]
        unit = self.units[layer["unit"]]
        if kind == "Number":
            return of
        if kind == "Drive":
            return drives[of]
        if kind == "Recur":
            return recurs[of]
        if kind == "Value":
            return values[of]
        if kind == "Bias":
            name = f"{layer['name']}.{unit['biases'][of]}"
            own = self.parameters.get(name)
            return 0.0 if own is None else self.spread(name, own, layer)
        if kind == "Constant":
            constant = layer["constants"][of]
            if constant["folded"] is not None:
                return constant["folded"]
            name = f"{layer['name']}.{constant['name']}"
            return self.spread(name, self.parameters[name], layer)
        if kind == "Previous":
            name = unit["states"][of]
            if step == 0:
                return self.initial(index, name)
            place = [equation["name"] for equation in unit["equations"]].index(name)
            return self.assigned[index][step - 1][place]
        if kind != "Apply":
            raise ValueError(f"the file has an expression {kind!r}, which this version does not know")
        function, arguments = of
        found = [self.evaluate(one, index, step, drives, recurs, values, argument) for one in arguments]
        if function != "Activation":
            return applied(self.xp, function, found)
        own = layer["activation"]
        if isinstance(own, dict) and "Written" in own:
            return self.evaluate(own["Written"]["value"], index, step, drives, recurs, [], found[0])
        return activated(self.xp, own, found[0])


def _recurs(expression: Any) -> Iterator[int]:
    """The ports whose own link an expression names."""
    if isinstance(expression, dict):
        ((kind, of),) = expression.items()
        if kind == "Recur":
            yield of
        if kind == "Apply":
            for argument in of[1]:
                yield from _recurs(argument)
