"""Whether arrays fit each other and a network, told in the shapes in which they were given."""

from __future__ import annotations

from typing import Any

from numpy.typing import NDArray

from ._arrays import array3, numbers


def targets_of(targets: Any, of_inputs: tuple[int, ...], is_single: bool) -> NDArray[Any]:
    """Targets [trial, step, output] for inputs of that shape; [trial, step], or [step] of a single trial, are of one output."""
    array = numbers(targets, "targets")
    trials, steps, _ = of_inputs
    if array.shape == ((steps,) if is_single else (trials, steps)):
        return array.reshape(trials, steps, 1)
    begin = f"targets has shape {array.shape}"
    if is_single and array.ndim == 1:
        raise ValueError(f"{begin}, {len(array)} steps where the inputs have {steps}")
    if not is_single and trials > 1 and (array.ndim == 2 or array.shape == (trials,)):
        if array.ndim == 2 and array.shape[1] == steps:
            raise ValueError(f"{begin}, {len(array)} trials where the inputs have {trials}")
        raise ValueError(
            f"{begin}, expected ({trials}, {steps}) of one output or ({trials}, {steps}, outputs), a target for each step of each "
            "trial; where a trial has one alone, the others are NaN, and a class for each trial goes through aru.Data.labelled"
        )
    together = array3(array, "targets")
    if len(together) != trials:
        is_meant = is_single and len(together) == steps
        hint = f"; {_of_one_feature(of_inputs)}" if is_meant else ""
        found = f"{len(together)} trial{'s' * (len(together) > 1)}"
        raise ValueError(f"{begin}, {found} where the inputs have {trials}{hint}")
    if together.shape[1] != steps:
        raise ValueError(f"{begin}, {together.shape[1]} steps where the inputs have {steps}")
    return together


def single_trial_fits(core: Any, of_inputs: tuple[int, ...]) -> None:
    """Refuses [step, feature] with other features than the network has; of many trials the extension does that."""
    inputs, _ = core.ends
    features = sum(size for _, size in inputs)
    if of_inputs[2] == features:
        return
    named = ", ".join(f"{size} of `{name}`" for name, size in inputs)
    hint = f"; {_of_one_feature(of_inputs)}" if features == 1 else ""
    raise ValueError(
        f"inputs has shape {of_inputs[1:]}, a single trial of {of_inputs[1]} steps with {of_inputs[2]} features, where the network "
        f"has {features}, {named}{hint}"
    )


def targets_fit(core: Any, found: int) -> None:
    """Refuses targets of more or fewer outputs than the network has."""
    _, outputs = core.ends
    expected = sum(size for _, size in outputs)
    if found != expected:
        named = ", ".join(f"{size} of `{name}`" for name, size in outputs)
        raise ValueError(
            f"targets have {found} output{'s' * (found > 1)} in each step, where the network has {expected}: {named}"
        )


def _of_one_feature(of_inputs: tuple[int, ...]) -> str:
    """What inputs [trial, step] are taken for, and what would make them trials."""
    _, first, second = of_inputs
    return f"where inputs are {first} trials of {second} steps with one feature, write inputs[..., np.newaxis]"
