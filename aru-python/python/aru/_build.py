"""Libraries with the code of a network: built by cargo, and kept."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path

from . import _aru
from ._errors import BuildError

#: Optimised as a release is; the profile `dev` alone has the kernels of one instruction set, which takes a fraction of the time.
_MANIFEST = """\
[package]
name = "{name}"
version = "0.0.0"
edition = "2024"
publish = false

[lib]
path = "lib.rs"
crate-type = ["cdylib"]

[dependencies]
aru = {{ package = "aru-runtime", {runtime}, default-features = false }}
aru-macros = {{ {macros} }}

[workspace]

[profile.dev]
opt-level = 3
debug = false
debug-assertions = false
overflow-checks = false
incremental = false
strip = true
"""

#: What the library of a module is made of.
_PACKAGES = ("aru-compiler", "aru-macros", "aru-runtime")

_ELSE = "aru.net(text) gives the same network with the same bits, with nothing to build"

# Cargo lets one process at a time build; this is for the threads of one.
_building = threading.Lock()


@dataclass(frozen=True)
class Crate:
    """What is built."""

    network: str
    text: str
    #: Of the sources of the library.
    library: str
    source: str | None

    @functools.cached_property
    def key(self) -> str:
        """All that the result depends on."""
        parts = (self.text, self.library, _MANIFEST, _aru.__version__, _aru.instruction_set, sys.platform)
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:24]

    @property
    def name(self) -> str:
        return f"aru-module-{self.key}"

    def manifest(self) -> str:
        def package(name: str) -> str:
            if self.source is None:
                return f'version = "={_aru.__version__}"'
            return f"path = {json.dumps(os.path.join(self.source, name))}"

        return _MANIFEST.format(name=self.name, runtime=package("aru-runtime"), macros=package("aru-macros"))


def folder() -> Path:
    """Where what was built is kept."""
    own = os.environ.get("ARU_CACHE")
    if own:
        return Path(own).absolute()
    if sys.platform == "win32":
        user = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
    elif sys.platform == "darwin":
        user = Path.home() / "Library" / "Caches"
    else:
        user = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(user) / "aru"


@functools.lru_cache(maxsize=None)
def fingerprint(source: str | None) -> str:
    """What tells one library from another: its version, of a clone its content."""
    if source is None:
        return "crates.io"
    content = hashlib.sha256()
    for package in _PACKAGES:
        for path in sorted(Path(source, package).rglob("*")):
            if path.suffix in (".rs", ".toml") and "tests" not in path.parts:
                content.update(path.relative_to(source).as_posix().encode() + b"\0" + path.read_bytes())
    return content.hexdigest()


def find(crate: Crate) -> str | None:
    """The library of a crate, where it was built before. One whose content is not that which was built is removed."""
    for path in folder().glob(f"{crate.key}-*"):
        with contextlib.suppress(OSError):
            if path.stem == f"{crate.key}-{_checksum(path)}":
                return str(path)
            path.unlink()
    return None


def _checksum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def build(crate: Crate) -> str:
    """Has cargo build the library of a crate, and keeps it."""
    cargo = _cargo()
    if cargo is None:
        raise BuildError(f"aru.compiled needs cargo, and there is none: install Rust from https://rustup.rs; {_ELSE}")
    with _building:
        place = folder()
        try:
            is_first = not (place / "target").exists()
            own = place / "crates" / crate.key
            own.mkdir(parents=True, exist_ok=True, mode=0o700)
            _write(own / "Cargo.toml", crate.manifest())
            _write(own / "lib.rs", crate.text)
            lock = own / "Cargo.lock"
            if crate.source is not None and not lock.exists() and (known := Path(crate.source, "Cargo.lock")).exists():
                # The versions of other packages that the library was tried with.
                _write(lock, known.read_text(encoding="utf-8"))
        except OSError as error:
            raise _not_written(place, error) from error
        how_long = "the first one takes some minutes, later ones seconds" if is_first else "some seconds"
        print(f"aru: building the code of {crate.network} with cargo, once ({how_long})", file=sys.stderr, flush=True)
        built = _run(cargo, own, place / "target", crate)
        try:
            return _keep(built, place, crate.key)
        except OSError as error:
            raise _not_written(place, error) from error


def _cargo() -> str | None:
    """That of the path, or where rustup puts it."""
    home = os.environ.get("CARGO_HOME") or Path.home() / ".cargo"
    return shutil.which("cargo") or shutil.which("cargo", path=str(Path(home) / "bin"))


def _run(cargo: str, own: Path, target: Path, crate: Crate) -> Path:
    """The library that cargo has built."""
    environment = {**os.environ, "CARGO_TARGET_DIR": str(target), "ARU_ISA": _aru.instruction_set}
    command = [cargo, "build", "--lib", "--message-format=json-render-diagnostics"]
    try:
        done = subprocess.run(
            command, cwd=own, env=environment, capture_output=True, encoding="utf-8", errors="replace", stdin=subprocess.DEVNULL
        )
    except OSError as error:
        raise BuildError(f"{cargo} cannot be started: {error}; {_ELSE}") from error
    if done.returncode == 0:
        for line in done.stdout.splitlines():
            message = json.loads(line) if line.startswith("{") else {}
            if message.get("reason") == "compiler-artifact" and message["target"]["name"] == crate.name.replace("-", "_"):
                return Path(next(name for name in message["filenames"] if name.endswith((".so", ".dylib", ".dll"))))
    said = "\n".join(done.stderr.rstrip().splitlines()[-30:])
    where = "" if crate.source else " (ARU_SOURCE can name a clone of the repository in place of crates.io)"
    raise BuildError(f"cargo could not build the code of {crate.network}{where}; {_ELSE}. It said:\n{said}")


def _keep(built: Path, place: Path, key: str) -> str:
    """A copy whose name has its checksum, there whole or not at all."""
    handle, copy = tempfile.mkstemp(dir=place, prefix=f".{key}-")
    os.close(handle)
    try:
        shutil.copyfile(built, copy)
        kept = place / f"{key}-{_checksum(Path(copy))}{built.suffix}"
        os.replace(copy, kept)
    except BaseException:
        Path(copy).unlink(missing_ok=True)
        raise
    return str(kept)


def _write(path: Path, text: str) -> None:
    """Not where it is that already: cargo would build anew."""
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")


def _not_written(place: Path, error: OSError) -> OSError:
    fault = error.strerror or error
    return type(error)(f"what aru.compiled builds cannot be kept in {place}: {fault}; ARU_CACHE names another folder")
