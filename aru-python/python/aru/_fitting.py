"""Which networks are in a fit: what is set meanwhile, or learned in another fit, would be written over when it ends."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Iterator
from typing import Any

# A handler of signals may set a parameter too, in the thread that holds it.
_lock = threading.RLock()
#: The networks that are in a fit, by their identity: the fits keep them alive.
_fits: set[int] = set()


def _renew() -> None:
    """In a child that was forked no fit runs, and the thread that holds the lock is not there."""
    global _lock
    _lock = threading.RLock()
    _fits.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_renew)


@contextlib.contextmanager
def fitting(*networks: Any) -> Iterator[None]:
    """Marks networks as being in a fit, until it ends in whatever way; what is in one already begins no other."""
    mine: dict[int, int] = {}
    try:
        with _lock:
            places: dict[int, int] = {}
            for place, network in enumerate(networks):
                which = "the network" if len(networks) == 1 else f"network {place} of the ensemble"
                if id(network) in _fits:
                    raise RuntimeError(
                        f"{which} is in a fit already, and what one of two fits learns would be lost; wait for the fit, or fit a copy, "
                        "net.copy()"
                    )
                if id(network) in places:
                    raise ValueError(
                        f"{which} is network {places[id(network)]} again, which learns once; give a copy, net.copy()"
                    )
                places[id(network)] = place
            # Before the marks are set: Ctrl-C may come between the two.
            mine = places
            _fits.update(mine)
        yield
    finally:
        with _lock:
            _fits.difference_update(mine)


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
