"""Where libraries that were built are kept, each under a name with what it depends on and the checksum of its content."""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
import tempfile
import time
from pathlib import Path


def folder() -> Path:
    """Where what was built is kept. It belongs to one user: files of it are run."""
    own = os.environ.get("ARU_CACHE")
    if own:
        return Path(own).absolute()
    try:
        if sys.platform == "win32":
            user = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
        elif sys.platform == "darwin":
            user = Path.home() / "Library" / "Caches"
        else:
            user = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    except RuntimeError as error:
        raise OSError("this user has no home to keep what aru.compiled builds in; ARU_CACHE names another folder") from error
    return Path(user) / "aru"


def find(key: str) -> list[str]:
    """The libraries that are kept under a key. One whose content is not that which was built is removed."""
    found = []
    with contextlib.suppress(OSError):
        for path in sorted(folder().glob(f"{key}-*")):
            with contextlib.suppress(OSError):
                if path.stem == f"{key}-{_checksum(path.read_bytes())}":
                    found.append(str(path))
                else:
                    path.unlink()
    return found


def keep(built: Path, key: str) -> str:
    """Keeps a library; one that is kept already may be in use, and stays."""
    content = built.read_bytes()
    kept = folder() / f"{key}-{_checksum(content)}{built.suffix}"
    write(kept, content)
    return str(kept)


def write(path: Path, content: bytes) -> None:
    """A file with that content, there whole or not at all. Where it is that already it stays: cargo would build anew."""
    with contextlib.suppress(FileNotFoundError):
        if path.read_bytes() == content:
            return
    for left in path.parent.glob(".*.part"):
        # Of a process that was killed: to write one takes seconds.
        with contextlib.suppress(OSError):
            if time.time() - left.stat().st_mtime > 3600:
                left.unlink()
    handle, part = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.replace(part, path)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise


def _checksum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]
