"""Which networks are in a fit: a parameter that is set meanwhile would be written over when it ends."""

from __future__ import annotations

import contextlib
import os
import threading
from collections import Counter
from collections.abc import Iterator
from typing import Any

# A handler of signals may set a parameter too, in the thread that holds it.
_lock = threading.RLock()
#: How many fits each network is in, by its identity: these fits keep it alive.
_fits: Counter[int] = Counter()


def _renew() -> None:
    """In a child that was forked no fit runs, and the thread that holds the lock is not there."""
    global _lock
    _lock = threading.RLock()
    _fits.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_renew)


@contextlib.contextmanager
def fitting(*networks: Any) -> Iterator[None]:
    """Marks networks as being in a fit, until it ends in whatever way. There may be several at once."""
    keys = [id(network) for network in networks]
    with _lock:
        _fits.update(keys)
    try:
        yield
    finally:
        with _lock:
            _fits.subtract(keys)
            for key in keys:
                if _fits[key] <= 0:
                    del _fits[key]


@contextlib.contextmanager
def setting(network: Any, what: str) -> Iterator[None]:
    """No fit begins while something is set, and nothing is set while one runs."""
    with _lock:
        if id(network) in _fits:
            raise RuntimeError(
                f"{what} cannot be set while the network is in a fit, which writes over it at its end; wait for the fit, or set it "
                "on a copy, net.copy()"
            )
        yield
