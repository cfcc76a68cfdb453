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
import threading
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from . import _aru
from ._errors import BuildError
from ._kept import find, folder, keep, write

_MANIFEST = """\
[package]
name = "{name}"
version = "0.0.0"
edition = "2024"
rust-version = "{rust}"
publish = false

[lib]
path = "lib.rs"
crate-type = ["cdylib"]

[dependencies]
aru = {{ package = "aru-runtime", path = {runtime}, default-features = false }}
aru-macros = {{ path = {macros} }}

[workspace]
"""

#: Optimised as cargo's `release` is; `dev` alone has the kernels of one instruction set, which takes a fraction of the time.
#: As variables, which come before what a configuration of cargo says.
_PROFILE = {
    "CARGO_PROFILE_DEV_OPT_LEVEL": "3",
    "CARGO_PROFILE_DEV_CODEGEN_UNITS": "16",
    "CARGO_PROFILE_DEV_DEBUG": "false",
    "CARGO_PROFILE_DEV_DEBUG_ASSERTIONS": "false",
    "CARGO_PROFILE_DEV_OVERFLOW_CHECKS": "false",
    "CARGO_PROFILE_DEV_INCREMENTAL": "false",
    "CARGO_PROFILE_DEV_STRIP": "true",
    # Set and empty: no flags, from variables or a configuration. A lint that is an error would end the build.
    "CARGO_ENCODED_RUSTFLAGS": "",
}

_ELSE = "aru.net(text) gives the same network with the same bits, with nothing to build"
_RUST = f"Rust {_aru.rust_version} or later"

# Cargo lets one process at a time build; this is for the threads of one.
_building = threading.Lock()


def _renew() -> None:
    global _building
    _building = threading.Lock()


if hasattr(os, "register_at_fork"):
    # The thread that holds it is not in the child.
    os.register_at_fork(after_in_child=_renew)


@dataclass(frozen=True)
class Crate:
    """What is built."""

    network: str
    text: str
    #: A clone of the repository; the one that this package was built from where there is none.
    source: str | None

    @functools.cached_property
    def key(self) -> str:
        """All that the result depends on. Of the library it is the sources, which are those of this package."""
        library = (_aru.__version__, _aru.sources, _aru.target, _aru.instruction_set)
        return hashlib.sha256("\0".join((self.text, _MANIFEST, str(_PROFILE), *library)).encode()).hexdigest()[:24]

    @property
    def name(self) -> str:
        return f"aru-module-{self.key}"

    def manifest(self, clone: str) -> str:
        def path(package: str) -> str:
            # A string of JSON is one of TOML, but for these.
            return json.dumps(os.path.join(clone, package), ensure_ascii=False).replace("\x7f", "\\u007f")

        return _MANIFEST.format(
            name=self.name, rust=_aru.rust_version, runtime=path("aru-runtime"), macros=path("aru-macros")
        )


def is_clone(folder: str) -> bool:
    """Whether a folder has the library in it."""
    return os.path.isfile(os.path.join(folder, "aru-runtime", "Cargo.toml"))


def build(crate: Crate, unusable: Collection[str] = ()) -> str:
    """Has cargo build the library of a crate, and keeps it. What is kept and unusable is built anew."""
    cargo = _cargo()
    if cargo is None:
        raise BuildError(f"aru.compiled needs cargo, and there is none: install {_RUST} from https://rustup.rs; {_ELSE}")
    with _building:
        for path in find(crate.key):
            if path not in unusable:
                # Another thread has built it meanwhile.
                return path
        clone = _clone(crate.source)
        place = folder()
        own = place / "crates" / crate.key
        known = None if (own / "Cargo.lock").exists() else _lock(clone)
        try:
            own.mkdir(parents=True, exist_ok=True, mode=0o700)
            write(own / "Cargo.toml", crate.manifest(clone).encode())
            write(own / "lib.rs", crate.text.encode())
            if known:
                write(own / "Cargo.lock", known)
        except OSError as error:
            raise _not_written(place, error) from error
        how_long = "some seconds, minutes where the library has to be built first"
        print(f"aru: building the code of {crate.network} with cargo, once ({how_long})", file=sys.stderr, flush=True)
        built = _run(cargo, own, place / "target", crate, bool(unusable))
        # They may have changed while they were read.
        _clone(crate.source)
        try:
            return keep(built, crate.key)
        except OSError as error:
            raise _not_written(place, error) from error


def _cargo() -> str | None:
    """That of the path, or where rustup puts it."""
    found = shutil.which("cargo")
    # Path.home, where there is none.
    with contextlib.suppress(RuntimeError):
        home = os.environ.get("CARGO_HOME") or Path.home() / ".cargo"
        found = found or shutil.which("cargo", path=str(Path(home) / "bin"))
    return found


def _clone(source: str | None) -> str:
    """The clone to build from, which has the sources of this package: what is built of others has other bits."""
    clone = source or os.path.dirname(_aru.package)
    if not is_clone(clone):
        gone = "" if source else "the one that this package was built from "
        raise BuildError(
            f"aru.compiled builds from a clone of the repository of aru, and {gone}is not there, {clone}: "
            f"ARU_SOURCE or source names one, of version {_aru.__version__}; {_ELSE}"
        )
    if _aru.sources_of(clone) != _aru.sources:
        raise BuildError(
            f"{clone} has other sources of aru than this package was built from: "
            f"install it from there, pip install {os.path.join(clone, 'aru-python')}, and start Python anew; {_ELSE}"
        )
    return clone


def _lock(clone: str) -> bytes | None:
    """The versions of other packages that the library was tried with."""
    path = os.path.join(clone, "Cargo.lock")
    try:
        return Path(path).read_bytes() if os.path.exists(path) else None
    except OSError as error:
        raise OSError(
            f"{path} cannot be read: {error.strerror or error}; aru.compiled builds with the versions that it names"
        ) from error


def _run(cargo: str, own: Path, target: Path, crate: Crate, is_anew: bool) -> Path:
    """The library that cargo has built."""
    others = ("CARGO_PROFILE_", "CARGO_BUILD_TARGET")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(others)}
    environment.update(_PROFILE, CARGO_TARGET_DIR=str(target), ARU_ISA=_aru.instruction_set)

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        try:
            return subprocess.run(
                [cargo, *arguments],
                cwd=own,
                env=environment,
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                stdin=subprocess.DEVNULL,
            )
        except OSError as error:
            raise BuildError(f"{cargo} cannot be started: {error}; {_ELSE}") from error

    if is_anew:
        # Else it answers with what it has.
        run("clean", "--package", crate.name)
    done = run("build", "--lib", "--message-format=json-render-diagnostics")
    if done.returncode == 0:
        for line in done.stdout.splitlines():
            message = json.loads(line) if line.startswith("{") else {}
            if message.get("reason") == "compiler-artifact" and message["target"]["name"] == crate.name.replace("-", "_"):
                return Path(next(name for name in message["filenames"] if name.endswith((".so", ".dylib", ".dll"))))
    said = "\n".join(done.stderr.rstrip().splitlines()[-30:])
    raise BuildError(
        f"cargo could not build the code of {crate.network}, which takes {_RUST} (`rustup update`); {_ELSE}. It said:\n{said}"
    )


def _not_written(place: Path, error: OSError) -> OSError:
    fault = error.strerror or error
    return type(error)(f"what aru.compiled builds cannot be kept in {place}: {fault}; ARU_CACHE names another folder")
