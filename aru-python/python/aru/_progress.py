"""How far a fit is: one line of a terminal that is written over, or a bar in a notebook."""

from __future__ import annotations

import sys
import time
from html import escape
from typing import Any

#: Fits that are over sooner show nothing, unless they are asked to.
PATIENCE = 1.0

#: Between two changes of what is shown.
PAUSE = 0.1

#: Between two lines of a log file.
LONG_PAUSE = 10.0


class Progress:
    """Shows epochs as they go by. ``progress`` is True, False, or None: only to somebody who looks, and not at once."""

    def __init__(self, progress: bool | None, epochs: int, what: str = "epoch") -> None:
        self._total, self._what = epochs, what
        self._started = time.monotonic()
        self._last = self._started
        self._handle: Any = None
        self._width = 0
        self._has_shown = False
        self._is_eager = bool(progress)
        self._where = "nowhere" if progress is False else _where()
        if progress is None and self._where == "log":
            self._where = "nowhere"

    @property
    def is_on(self) -> bool:
        return self._where != "nowhere"

    def __call__(self, epoch: dict[str, Any] | None = None) -> None:
        """After some epoch, which is not necessarily the next."""
        now = time.monotonic()
        waited = self._started if not self._has_shown else self._last
        pause = LONG_PAUSE if self._where == "log" else PAUSE if self._has_shown or self._is_eager else PATIENCE
        if now - waited >= pause:
            self._last = now
            self._show(epoch)

    def close(self, epoch: dict[str, Any] | None = None) -> None:
        """The last word, if there was one before or it was asked for."""
        if not self.is_on or not (self._has_shown or (self._is_eager and epoch is not None)):
            return
        self._show(epoch)
        if self._where == "terminal":
            print(file=sys.stderr)

    def _show(self, epoch: dict[str, Any] | None) -> None:
        self._has_shown = True
        text, part = self._text(epoch)
        if self._where == "notebook":
            self._show_in_notebook(text, part)
        elif self._where == "terminal":
            # What was longer before is written over.
            print("\r" + text.ljust(self._width), end="", file=sys.stderr, flush=True)
            self._width = len(text)
        else:
            print(text, file=sys.stderr, flush=True)

    def _text(self, epoch: dict[str, Any] | None) -> tuple[str, float]:
        seconds = time.monotonic() - self._started
        if epoch is None:
            return f"{self._what}, {_time(seconds)}", 0.0
        done = epoch["epoch"]
        text = f"{self._what} {done}/{self._total}, {_time(seconds)}"
        if done < self._total:
            text += f", {_time(seconds / done * (self._total - done))} left"
        text += f": loss {epoch['train_loss']:.4e}"
        if epoch.get("validation_loss") is not None:
            text += f", validation {epoch['validation_loss']:.4e}"
        return text, done / self._total

    def _show_in_notebook(self, text: str, part: float) -> None:
        from IPython.display import HTML, display

        html = HTML(f'<progress value="{part:.4f}" max="1"></progress> <code>{escape(text)}</code>')
        if self._handle is None:
            self._handle = display(html, display_id=True)
        else:
            self._handle.update(html)


def _where() -> str:
    """Who looks: a notebook, a terminal, or a log file."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    if shell is not None and hasattr(shell, "kernel"):
        return "notebook"
    return "terminal" if sys.stderr is not None and sys.stderr.isatty() else "log"


def _time(seconds: float) -> str:
    if seconds < 60:
        return f"{seconds:.0f} s"
    minutes, seconds = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
