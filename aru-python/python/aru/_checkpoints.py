"""Files by which a fit goes on: what a setting of them may be."""

from __future__ import annotations

import os
from typing import Any

import numpy as np

from ._checks import Unreadable, checked, number, shown


def checkpoint_of(path: Any, every: Any) -> tuple[str, str, float] | None:
    """A file, a unit and how many of it lie between two writes; None where nothing is written."""
    if path is None:
        if every is not None:
            raise ValueError(f"checkpoint_every is {shown(every)}; name the file to write, `checkpoint=path`")
        return None
    file = os.fsdecode(checked("checkpoint", path, os.fspath, "a path"))
    return file, *checked("checkpoint_every", 5.0 if every is None else every, _every, EVERY)


#: What an interval may be.
EVERY = 'minutes, or such as "10 epochs", "1000 updates"'


def _every(given: Any) -> tuple[str, float]:
    count, unit = (given.split() + ["", ""])[:2] if isinstance(given, str) else (given, "minutes")
    units = {"epoch": "epochs", "update": "updates", "minute": "minutes", "min": "minutes"}
    unit = units.get(unit, unit)
    try:
        value = float(count) if isinstance(given, str) else number("checkpoint_every", count)
    except ValueError:
        raise Unreadable from None
    if unit not in units.values() or not value >= 0:
        raise Unreadable
    return unit, value


def resume_of(given: Any) -> bool | None:
    """Whether a checkpoint has to be there; None where the fit does not go on from one."""
    answers = {False: None, True: False, "required": True}
    if not isinstance(given, (bool, np.bool_, str)) or given not in answers:
        raise ValueError(f'resume is {shown(given)}; expected False, True (where there is a checkpoint), or "required"')
    return answers[given]
