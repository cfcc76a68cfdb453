"""Which fault of a declaration its ``SyntaxError`` leads with, and what a call was to give."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

#: What only points to the place that another fault is about.
POINTER = re.compile(r" is here$")

#: Faults that follow from another one, and those that they follow from; of both in a text the latter leads.
CAUSES = (
    (re.compile(r"must set .* of its unit (?P<of>`\w+`)$"), "{of} has no setting named "),
    (re.compile(r"^no number is given for the size |is not given$"), ", which is given"),
)

#: A fault as it prints: rule, place, and below the line itself the caret and the way out.
PRINTED = re.compile(
    r"error: (?P<rule>.*?)\n +--> .*:(?P<line>\d+):(?P<column>\d+)\n(?P<shown>.*?)(?:\n +\|\n +(?:= help: (?P<help>.*))?)?$",
    re.DOTALL,
)


@dataclass(frozen=True)
class Fault:
    """What is read of a printed fault."""

    rule: str
    help: str | None
    line: int
    column: int
    width: int

    @classmethod
    def of(cls, printed: str) -> Fault | None:
        """None where it is printed otherwise."""
        found = PRINTED.match(printed)
        if found is None:
            return None
        carets = re.search(r"\| +(\^+)\s*$", found["shown"])
        return cls(found["rule"], found["help"], int(found["line"]), int(found["column"]), len(carets[1]) if carets else 1)


@contextlib.contextmanager
def led_by_the_cause(text: str, name: str = "", given: Iterable[str] = ()) -> Iterator[None]:
    """Errors of a text lead with the fault that has the cause; ``given`` is what a call of the network of that name had."""
    try:
        yield
    except SyntaxError as error:
        before = list(getattr(error, "faults", []))
        printed = [_with_call(one, name, set(given)) for one in before]
        faults = [Fault.of(one) for one in printed]
        known = [fault for fault in faults if fault is not None]
        if not known or len(known) < len(faults):
            raise
        first = min(range(len(known)), key=lambda place: (_rank(known[place], known), place))
        if first == 0 and printed == before:
            raise
        _lead(error, text, known[first])
        error.faults = printed  # type: ignore[attr-defined]
        if hasattr(error, "add_note"):  # Python 3.10 has no notes
            error.__notes__ = [one for place, one in enumerate(printed) if place != first]
        raise


def _rank(fault: Fault, faults: list[Fault]) -> int:
    """The lowest leads: a cause, what follows from one, what only points."""
    if POINTER.search(fault.rule):
        return 2
    for consequence, cause in CAUSES:
        found = consequence.search(fault.rule)
        if found and any(cause.format(**found.groupdict()) in other.rule for other in faults):
            return 1
    return 0


def _lead(error: SyntaxError, text: str, fault: Fault) -> None:
    """Makes it the one that is told with line and caret."""
    error.msg = fault.rule if fault.help is None else f"{fault.rule}; {fault.help}"
    lines = text.splitlines()
    error.text = (lines[fault.line - 1] if fault.line <= len(lines) else "") + "\n"
    error.lineno = error.end_lineno = fault.line
    error.offset, error.end_offset = fault.column, fault.column + fault.width
    place = (error.filename, error.lineno, error.offset, error.text, error.end_lineno, error.end_offset)
    error.args = (error.msg, place)


def _with_call(printed: str, name: str, given: set[str]) -> str:
    """A fault about what a call did not give, with the keyword that gives it."""
    fault = Fault.of(printed)
    if fault is None or fault.help is None:
        return printed
    size = re.match(r"no number is given for the size `(.+)`$", fault.rule)
    meant = re.match(r"did you mean `(.+)`\?$", fault.help)
    if size and meant and meant[1] in given:
        return printed.replace(fault.help, f"the call gives `{meant[1]}`, which is none; write {_call(name, size[1])}")
    array = re.match(r"`(.+)` is not given$", fault.rule)
    if array and fault.help.endswith(" give one in the call"):
        is_mask = "`density`" in fault.help
        kind = (
            "an array of bool [target, source], True where a pair is linked"
            if is_mask
            else "an array in the shape of the parameter, for a time constant of times in seconds"
        )
        return printed.replace(fault.help, f"{fault.help}, {_call(name, array[1])}, {kind}")
    return printed


def _call(name: str, keyword: str) -> str:
    """How something is given by its name."""
    given = f"{keyword}=.." if keyword.isidentifier() else f'**{{"{keyword}": ..}}'
    return f"`{name}(.., {given})`"
