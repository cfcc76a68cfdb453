"""The settings of a fit: what keywords may be, and what the extension takes."""

from __future__ import annotations

import difflib
import inspect
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Union

import numpy as np

from ._arrays import array3, whole
from ._checkpoints import checkpoint_of, resume_of
from ._checks import Unreadable, by_name, checked, flag, names, number, numbers, optional, shown
from ._errors import _warn


@dataclass(frozen=True)
class Adam:
    """Adam, as in PyTorch: ``epsilon`` is added to the root of the corrected second moment.

    Parameters
    ----------
    learning_rate : float
        Above zero.
    beta1, beta2 : float
        How much of the mean gradient, and of the mean squared gradient, is kept from update to update.
    epsilon : float
        Above zero.
    """

    learning_rate: float = 1e-3
    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8


@dataclass(frozen=True)
class Sgd:
    """Gradient descent.

    Parameters
    ----------
    learning_rate : float
        Above zero.
    momentum : float
        How much of the velocity is kept from update to update.
    nesterov : bool
        Nesterov's momentum in place of the classical one.
    """

    learning_rate: float = 1e-3
    momentum: float = 0.0
    nesterov: bool = False


@dataclass(frozen=True)
class Cosine:
    """Rates of learning that fall to ``floor`` (a part of them) along half a cosine, after ``warm_up`` epochs of rise.

    With w = ``warm_up``, f = ``floor``, and n epochs, the factor of epoch e, from 1, is

    - e / (w + 1) while e <= w,
    - f + (1 - f) (1 + cos(pi (e - 1 - w) / (n - w))) / 2 from then on: 1 in epoch w + 1, and nearly f in the last.

    ``warm_up`` is below the number of epochs, or the rates never leave the rise: a ``UserWarning``.
    """

    warm_up: int = 0
    floor: float = 0.0


@dataclass(frozen=True)
class Step:
    """Rates of learning times ``factor`` after every ``every`` epochs."""

    every: int
    factor: float


@dataclass(frozen=True)
class Anneal:
    """How the spread of a learned delay narrows: over a part ``over`` of the epochs it falls to the part ``to``, then to zero."""

    over: float = 0.5
    to: float = 0.01


#: What losses are called.
LOSSES = ("mse", "cross_entropy", "poisson")

#: The name of a loss, or with what it is multiplied by.
Loss = Union[str, "tuple[str, float]"]
Losses = Union[Loss, Mapping[str | None, Loss]]
Noise = Union[None, bool, int, Mapping[str, Any]]
Penalties = Union[Mapping[str, "tuple[str, float] | list[tuple[str, float]]"], Sequence["tuple[str, str, float]"]]

NAMES = {"adam": Adam, "sgd": Sgd}


def optimiser_of(given: Any, learning_rate: float | None) -> tuple[str, dict[str, float]]:
    """The name of an optimiser and its numbers."""
    if isinstance(given, str):
        if given.lower() not in NAMES:
            raise ValueError(f'optimiser is {given!r}; expected "adam", "sgd", aru.Adam(..) or aru.Sgd(..)')
        kind = NAMES[given.lower()]
        given = kind() if learning_rate is None else kind(number("learning_rate", learning_rate))
    elif learning_rate is not None:
        raise ValueError("learning_rate is given twice: by itself, and with the optimiser")
    name = {kind: name for name, kind in NAMES.items()}.get(type(given))
    if name is None:
        raise ValueError(f'optimiser is {shown(given)}; expected "adam", "sgd", aru.Adam(..) or aru.Sgd(..)')
    # Nesterov's momentum is a truth value.
    readers = {key: flag if isinstance(value, bool) else number for key, value in vars(type(given)()).items()}
    read = {key: readers[key](f"{key} of {type(given).__name__}", value) for key, value in vars(given).items()}
    return name, {key: float(value) for key, value in read.items()}


def losses_of(given: Losses) -> tuple[tuple[str, float], list[tuple[str, str, float]]]:
    """The loss of all outputs without one of their own (the key None), and those of single ones."""
    if not isinstance(given, Mapping):
        return _loss(given), []
    own = [(str(output), *_loss(loss)) for output, loss in given.items() if output is not None]
    return _loss(given.get(None, "mse")), own


def _loss(given: Loss) -> tuple[str, float]:
    name, weight = (given, 1.0) if isinstance(given, str) else given if _is_pair(given) else (None, 1.0)
    if name is None:
        raise ValueError(
            f"loss is {shown(given)}; expected {', '.join(map(repr, LOSSES))}, a pair of one and its weight, or a dict of such "
            "by outputs"
        )
    if name not in LOSSES:
        raise ValueError(f"no loss named {name!r}; expected {', '.join(map(repr, LOSSES[:-1]))} or {LOSSES[-1]!r}")
    return name, number(f"weight of the loss {name!r}", weight)


def _is_pair(given: Any) -> bool:
    return isinstance(given, tuple) and len(given) == 2 and isinstance(given[0], str)


def noise_of(given: Noise) -> Any:
    """None, False, a seed, or arrays [trial, step, unit] of float64 for each layer."""
    if given is None or isinstance(given, (bool, np.bool_)):
        return None if given is None else bool(given)
    if isinstance(given, Mapping):
        return {str(layer): array3(array, f"noise of {layer}").astype(np.float64) for layer, array in given.items()}
    return whole("noise", given, 0)


def noise_of_fit(given: Noise) -> Any:
    """The same of a fit, where True is what layers declare, drawn by the seed of the fit; the extension has None for it."""
    if given is None:
        raise ValueError(
            "noise is None; expected True, which is the noise that layers declare, False for none, a seed, or a dict of arrays "
            "[trial, step, unit] by layers"
        )
    noise = noise_of(given)
    return None if noise is True else noise


def penalties_of(given: Penalties | None) -> list[tuple[str, str, float]]:
    """What, how, times what."""
    if given is None:
        return []

    def read(terms: Any) -> list[tuple[str, str, float]]:
        listed = (
            [term for on, some in terms.items() for term in _of_name(on, some)]
            if isinstance(terms, Mapping)
            else list(terms)
        )
        if not all(len(term) == 3 and isinstance(term[0], str) and isinstance(term[1], str) for term in listed):
            raise Unreadable
        return [(on, kind, number(f"factor of the penalty {kind!r} of {on!r}", factor)) for on, kind, factor in listed]

    return checked(
        "penalties",
        given,
        read,
        '{"hidden.rate": ("square", 0.1)}, where a name has several a list of such pairs, or [("hidden.rate", "square", 0.1)], '
        "names, kinds and factors",
    )


def _in_steps(name: str) -> str:
    """A learned delay by the name under which it is kept, where it is called by that of its time."""
    return name.removesuffix("_time") if name.endswith(".delay_time") else name


def _of_name(on: str, given: Any) -> list[tuple[Any, ...]]:
    """A pair of kind and factor, or a list of such pairs, for one name."""
    pairs = given if isinstance(given, list) and not (given and isinstance(given[0], str)) else [given]
    if isinstance(given, str):
        raise ValueError(f"the penalty of {on!r} is {given!r}; its factor is missing: ({given!r}, 1e-3)")
    if not pairs:
        raise Unreadable
    return [(on, *pair) for pair in pairs]


def _anneal_of(given: Any) -> list[tuple[str, float, float]]:
    """Name, over, to."""
    annealed = []
    for name, one in by_name("anneal", given, '{"a_to_b": aru.Anneal(0.5, 0.01)}').items():
        pair = tuple(vars(one).values()) if isinstance(one, Anneal) else one
        over, to = checked(f"anneal of {name!r}", pair, _pair, "aru.Anneal(over, to), or (over, to)")
        annealed.append((name, over, to))
    return annealed


def _pair(given: Any) -> tuple[float, float]:
    if len(given) != 2:
        raise Unreadable
    return number("over of Anneal", given[0]), number("to of Anneal", given[1])


def _rates_of(given: Any) -> list[tuple[str, float]]:
    rates = by_name("learning_rates", given, '{"hidden.alpha_s": 1e-2}, rates by names; learning_rate is that of all')
    return [(name, number(f"learning_rates of {name!r}", rate)) for name, rate in rates.items()]


def _schedule_of(given: Any, epochs: int) -> Any:
    if given is None:
        return None
    if isinstance(given, str) and given == "cosine":
        given = Cosine()
    if given is Cosine or given is Step:
        arguments = "warm_up=5" if given is Cosine else "every=30, factor=0.5"
        raise ValueError(f"schedule is the class {given.__name__}; expected one of it, aru.{given.__name__}({arguments})")
    if isinstance(given, Cosine):
        warm_up = whole("warm_up of Cosine", given.warm_up, 0)
        if warm_up >= epochs:
            _warn(
                f"warm_up of Cosine is {warm_up}, and the fit has {epochs} epochs: the rates of learning rise to its end and do not "
                "fall; give fewer epochs of rise"
            )
        return "cosine", [warm_up, number("floor of Cosine", given.floor)]
    if isinstance(given, Step):
        return "step", [whole("every of Step", given.every, 1), number("factor of Step", given.factor)]
    if callable(given):
        return "factors", [number(f"schedule of epoch {epoch}", given(epoch, epochs)) for epoch in range(1, epochs + 1)]
    if isinstance(given, (Sequence, np.ndarray)) and not isinstance(given, str):
        if len(given) != epochs:
            raise ValueError(f"schedule has {len(given)} factors, expected {epochs}, one an epoch")
        return "factors", numbers("schedule", given, "a number for each epoch")
    raise ValueError(
        f'schedule is {shown(given)}; expected "cosine", aru.Cosine(..), aru.Step(..), a factor for each epoch, or a function of '
        "the epoch (from 1) and the number of epochs"
    )


def settings(
    *,
    loss: Losses = "mse",
    optimiser: str | Adam | Sgd = "adam",
    learning_rate: float | None = None,
    learning_rates: Mapping[str, float] | None = None,
    batch_size: int = 20,
    epochs: int = 100,
    shuffle: bool = True,
    seed: int = 0,
    noise: Noise = True,
    schedule: Any = None,
    clip_norm: float | None = None,
    truncate: int | None = None,
    freeze: str | Sequence[str] = (),
    weight_decay: float = 0.0,
    l2: float = 0.0,
    penalties: Penalties | None = None,
    anneal: Mapping[str, Anneal | tuple[float, float]] | None = None,
    early_stopping: int | None = None,
    restore_best: bool = False,
    threads: int = 1,
    lockstep: bool = False,
    checkpoint: str | os.PathLike[str] | None = None,
    checkpoint_every: str | float | None = None,
    resume: bool | str = False,
    **unknown: Any,
) -> dict[str, Any]:
    """Every setting of a fit, as the extension takes it."""
    for name in unknown:
        raise TypeError(f"a fit has no setting `{name}`{_nearest(name)}")
    count = whole("epochs", epochs, 1)
    return {
        "optimiser": optimiser_of(optimiser, learning_rate),
        "losses": losses_of(loss),
        "epochs": count,
        "batch_size": whole("batch_size", batch_size, 1),
        "shuffle": flag("shuffle", shuffle),
        "seed": whole("seed", seed, 0),
        "noise": noise_of_fit(noise),
        "clip_norm": optional(number, "clip_norm", clip_norm),
        "truncate": optional(whole, "truncate", truncate, 1),
        "freeze": [_in_steps(name) for name in names("freeze", freeze)],
        "learning_rates": [(_in_steps(name), rate) for name, rate in _rates_of(learning_rates)],
        "weight_decay": number("weight_decay", weight_decay),
        "l2": number("l2", l2),
        "anneal": _anneal_of(anneal),
        "penalties": penalties_of(penalties),
        "early_stopping": optional(whole, "early_stopping", early_stopping, 1),
        "restore_best": flag("restore_best", restore_best),
        "threads": whole("threads", threads, 1),
        "lockstep": flag("lockstep", lockstep),
        "schedule": _schedule_of(schedule, count),
        "checkpoint": checkpoint_of(checkpoint, checkpoint_every),
        "resume": resume_of(resume),
    }


#: What settings are called elsewhere.
ELSEWHERE = {
    "batch": "batch_size",
    "grad_clip": "clip_norm",
    "iterations": "epochs",
    "lr": "learning_rate",
    "max_epochs": "epochs",
    "n_epochs": "epochs",
    "num_epochs": "epochs",
    "optimizer": "optimiser",
    "patience": "early_stopping",
    "random_state": "seed",
    "sample_weight": "weights",
    "validation_data": "validation",
    "verbose": "progress",
}


def _nearest(name: str) -> str:
    """The setting that was probably meant."""
    if name == "on_epoch":
        return " of many networks; fit one by itself"
    known = [*inspect.signature(settings).parameters, "lengths", "on_epoch", "progress", "validation", "weights"]
    meant = ELSEWHERE.get(name) or next(iter(difflib.get_close_matches(name, known, 1)), None)
    return "; help(aru.Network.fit) has all of them" if meant is None else f", did you mean `{meant}`?"


#: ``generate(epoch, random)`` makes the data of an epoch.
Generate = Callable[[int, np.random.Generator], Any]
