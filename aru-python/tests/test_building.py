"""What `aru.compiled` does around cargo, and what may go wrong there: nothing is built, the cargo of these tests is a script."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import aru
import pytest
from aru import _aru, _build, _kept
from declarations import PAPER

needs_script = pytest.mark.skipif(os.name == "nt", reason="the cargo of this test is a script")

LIBRARY = "aru-runtime/src/lib.rs"


def folder_of_sources(folder: Path) -> Path:
    for package in ("aru-compiler", "aru-macros", "aru-runtime"):
        (folder / package / "src").mkdir(parents=True)
        (folder / package / "Cargo.toml").write_text("")
        (folder / package / "src" / "lib.rs").write_text("mod one;\n")
    (folder / "Cargo.toml").write_text(
        f'[workspace]\n\n[workspace.package]\nedition = "2024"\nversion = "{aru.__version__}"\n'
    )
    return folder


@pytest.fixture
def clone(tmp_path, monkeypatch):
    """A folder that looks like a clone, of whose sources this package was built."""
    folder = folder_of_sources(tmp_path / "clone")
    monkeypatch.setattr(_aru, "sources", _aru.sources_of(str(folder)))
    monkeypatch.setenv("ARU_SOURCE", str(folder))
    return folder


@pytest.fixture
def somewhere(tmp_path, monkeypatch):
    """An empty folder to keep things in."""
    monkeypatch.setenv("ARU_CACHE", str(tmp_path / "kept"))
    return tmp_path / "kept"


@pytest.fixture
def cargo(no_cargo, tmp_path):
    """A cargo that says it has built something, which is no library; what it was called with."""
    built, calls = tmp_path / "built.so", tmp_path / "calls"
    built.write_bytes(b"no library")
    calls.write_text("")

    def write(first=""):
        no_cargo.write_text(
            f'#!/bin/sh\n{first}\necho "$1" >> "{calls}"\n'
            "name=$(sed -n 's/^name = \"\\(.*\\)\"/\\1/p' Cargo.toml | tr - _)\n"
            f'echo \'{{"reason":"compiler-artifact","target":{{"name":"\'$name\'"}},"filenames":["{built}"]}}\'\n'
        )

    write()
    return write, lambda: calls.read_text().split()


def crate(text="text", source=None):
    return _build.Crate("Net", text, source)


def test_without_cargo_the_error_has_the_way_out(somewhere, clone, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("CARGO_HOME", str(tmp_path))
    declared = aru.compiled(PAPER)
    with pytest.raises(
        aru.BuildError, match=r"install Rust 1\.\d+ or later from https://rustup.rs; aru.net\(text\) gives the same"
    ):
        declared(H=3)
    assert not somewhere.exists()
    assert f"Rust {_aru.rust_version} or later" in aru.compiled.__doc__


@needs_script
def test_what_cargo_says_is_shown(somewhere, clone, no_cargo, capfd):
    no_cargo.write_text("#!/bin/sh\nfor i in $(seq 40); do echo line $i >&2; done\nexit 101\n")
    with pytest.raises(
        aru.BuildError, match="could not build the code of Paper, which takes Rust 1.* or later .*rustup update"
    ) as raised:
        aru.compiled(PAPER)(H=3)
    assert str(raised.value).endswith("\nline 39\nline 40") and "line 10\n" not in str(raised.value)
    assert "aru: building the code of Paper with cargo, once (some seconds, minutes where" in capfd.readouterr().err
    assert not list(somewhere.glob("*-*"))


@needs_script
def test_what_is_no_module_is_refused(somewhere, clone, cargo):
    """What was kept and cannot be opened is built anew once, and the error names the file."""
    _, calls = cargo
    for expected in (["build"], ["clean", "build"]):
        before = len(calls())
        with pytest.raises(
            aru.BuildError, match=r"what was built for Paper cannot be used, .*kept.*\.so: .*ARU_CACHE .*aru.net"
        ):
            aru.compiled(PAPER)(H=3)
        assert calls()[before:] == expected
    assert len(list(somewhere.glob("*-*"))) == 1


@needs_script
def test_why_what_was_kept_cannot_be_used_is_said_where_nothing_can_be_built(somewhere, clone, cargo, no_cargo):
    with pytest.raises(aru.BuildError, match="was built"):
        aru.compiled(PAPER)(H=3)
    (library,) = somewhere.glob("*-*")
    no_cargo.write_text("#!/bin/sh\nexit 1\n")
    with pytest.raises(aru.BuildError) as raised:
        aru.compiled(PAPER)(H=3)
    assert f"What was kept cannot be used, {library}: " in str(raised.value)
    assert isinstance(raised.value.__cause__, ValueError)


def test_a_folder_that_cannot_be_written_is_named(tmp_path, monkeypatch, clone, no_cargo):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("ARU_CACHE", str(tmp_path / "file" / "kept"))
    with pytest.raises(OSError, match="cannot be kept in .*kept: .*ARU_CACHE names another folder"):
        aru.compiled(PAPER)(H=3)


def test_faults_of_the_call_come_first(somewhere, clone, no_cargo):
    with pytest.raises(SyntaxError, match="no input, layer or output named `z`") as raised:
        aru.compiled("struct Net { input x: 1; output y: 1; x -> z; }")
    assert (raised.value.lineno, raised.value.offset) == (1, 44)
    with pytest.raises(SyntaxError, match="no number is given for the size `H`"):
        aru.compiled(PAPER)()
    with pytest.raises(ValueError, match="seed is -1"):
        aru.compiled(PAPER)(H=3, seed=-1)
    assert not somewhere.exists()


def test_of_several_networks_one_is_chosen(clone):
    text = "".join(f"struct {name} {{ input x: 1; output y: 1; x -> y; }}" for name in ("One", "Two"))
    with pytest.raises(
        ValueError, match=r"declares One, Two, expected one network: aru.compiled\(aru.nets\(text\)\['One'\]\)"
    ):
        aru.compiled(text)
    read = aru.nets(text)["Two"]
    declared = aru.compiled(read)
    assert declared.name == "Two" and declared != read == aru.nets(text)["Two"]


# The clone.


def test_a_source_that_is_no_clone_is_refused(tmp_path, monkeypatch):
    with pytest.raises(ValueError, match="source is .*, expected a clone of the repository"):
        aru.compiled(PAPER, source=tmp_path)
    monkeypatch.setenv("ARU_SOURCE", str(tmp_path))
    with pytest.raises(ValueError, match="ARU_SOURCE is "):
        aru.compiled(PAPER)


def test_a_clone_of_another_version_is_refused_at_once(clone):
    manifest = clone / "Cargo.toml"
    manifest.write_text(manifest.read_text().replace(aru.__version__, "99.0.0"))
    with pytest.raises(
        ValueError, match=f"ARU_SOURCE is .*clone', aru 99.0.0, and this package is aru {aru.__version__}: pip install"
    ):
        aru.compiled(PAPER)


def test_the_version_of_this_repository_is_found(monkeypatch):
    """Where its manifest stands otherwise the version is not compared."""
    source = os.environ.get("ARU_SOURCE")
    if not source:
        pytest.skip("ARU_SOURCE names no clone of the repository")
    monkeypatch.setattr(_aru, "__version__", "99.0.0")
    with pytest.raises(ValueError, match=r"aru \d+\.\d+\.\d+, and this package is aru 99.0.0"):
        aru.compiled(PAPER)


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are text there")
def test_a_clone_that_cargo_cannot_be_told_is_refused(tmp_path):
    folder = folder_of_sources(Path(os.fsdecode(os.fsencode(tmp_path) + b"/cl\xf6ne")))
    with pytest.raises(ValueError, match="is no UTF-8"):
        aru.compiled(PAPER, source=folder)


def test_sources_are_known_by_their_content(tmp_path):
    one, other = folder_of_sources(tmp_path / "one"), folder_of_sources(tmp_path / "tests" / "other")
    number = _aru.sources_of(str(one))
    assert _aru.sources_of(str(other)) == number
    (one / "aru-macros" / "src" / "lib.rs").write_text("mod other;\n")
    (other / LIBRARY).write_text("mod other;\n")
    assert len({_aru.sources_of(str(one)), _aru.sources_of(str(other)), number}) == 3
    with pytest.raises(OSError, match="aru-compiler"):
        _aru.sources_of(str(tmp_path))


@needs_script
def test_only_the_sources_of_the_package_are_built(somewhere, clone, cargo, monkeypatch):
    write, calls = cargo
    # They change while cargo reads them.
    write(f'echo "mod other;" > "{clone / LIBRARY}"')
    for count in (1, 1):
        with pytest.raises(aru.BuildError, match="clone has other sources of aru than .* pip install .*clone/aru-python"):
            aru.compiled(PAPER)(H=3)
        assert len(calls()) == count
    assert not list(somewhere.glob("*-*"))


def test_the_clone_of_the_package_is_the_default(somewhere, clone, no_cargo, monkeypatch, tmp_path):
    monkeypatch.delenv("ARU_SOURCE")
    monkeypatch.setattr(_aru, "package", str(clone / "aru-python"))
    (clone / "Cargo.lock").write_text("version = 4\n")
    with pytest.raises(aru.BuildError, match="cargo was called"):
        aru.compiled(PAPER)(H=3)
    (manifest,) = somewhere.glob("crates/*/Cargo.toml")
    assert str(clone / "aru-runtime") in manifest.read_text()
    assert (manifest.parent / "Cargo.lock").read_text() == "version = 4\n"
    monkeypatch.setattr(_aru, "package", str(tmp_path / "gone" / "aru-python"))
    with pytest.raises(
        aru.BuildError, match=f"is not there, .*gone: ARU_SOURCE or source names one, of version {aru.__version__}"
    ):
        aru.compiled(PAPER)(H=3)


def test_a_list_of_versions_that_cannot_be_read_is_named(somewhere, clone, no_cargo):
    (clone / "Cargo.lock").mkdir()
    with pytest.raises(OSError, match=r"clone.Cargo\.lock cannot be read"):
        aru.compiled(PAPER)(H=3)


# The crate.


@pytest.mark.parametrize("name", ["with a space", "épées", "\N{EARTH GLOBE ASIA-AUSTRALIA}", 'a"b\\c\x7f'])
def test_any_place_can_be_written_down(name):
    tomllib = pytest.importorskip("tomllib")
    manifest = tomllib.loads(crate().manifest(f"/home/{name}"))
    assert Path(manifest["dependencies"]["aru"]["path"]) == Path(f"/home/{name}/aru-runtime")
    assert Path(manifest["dependencies"]["aru-macros"]["path"]) == Path(f"/home/{name}/aru-macros")
    assert manifest["package"]["rust-version"] == _aru.rust_version


def test_the_key_has_all_that_the_result_depends_on(monkeypatch):
    keys = [crate().key, crate("other").key]
    for name in ("sources", "target", "instruction_set", "__version__"):
        with monkeypatch.context() as patch:
            patch.setattr(_aru, name, "other")
            keys.append(crate().key)
    assert len(set(keys)) == 6
    # Of two clones of the same sources the result is one.
    assert crate(source="/one").key == crate(source="/other").key == crate().key


@needs_script
def test_cargo_is_asked_for_what_the_crate_says(somewhere, clone, cargo, monkeypatch, tmp_path):
    write, _ = cargo
    write(f'env > "{tmp_path / "environment"}"')
    for name, value in {
        "RUSTFLAGS": "-D warnings",
        "CARGO_ENCODED_RUSTFLAGS": "-D\x1fwarnings",
        "CARGO_PROFILE_DEV_OPT_LEVEL": "0",
        "CARGO_PROFILE_DEV_LTO": "fat",
        "CARGO_BUILD_TARGET": "wasm32-unknown-unknown",
        "CARGO_BUILD_JOBS": "1",
    }.items():
        monkeypatch.setenv(name, value)
    _build.build(crate(source=str(clone)))
    environment = dict(line.split("=", 1) for line in (tmp_path / "environment").read_text().splitlines() if "=" in line)
    assert environment["CARGO_ENCODED_RUSTFLAGS"] == "", "which comes before RUSTFLAGS"
    assert environment["CARGO_PROFILE_DEV_OPT_LEVEL"] == "3" and environment["CARGO_BUILD_JOBS"] == "1"
    assert not {"CARGO_PROFILE_DEV_LTO", "CARGO_BUILD_TARGET"} & set(environment)
    assert environment["ARU_ISA"] == _aru.instruction_set


# What is kept.


@needs_script
def test_many_may_build_at_once(somewhere, clone, cargo):
    """Threads wait for one of them; processes agree on one file, which is whole."""
    write, calls = cargo
    write("sleep 0.2")
    found = []
    threads = [threading.Thread(target=lambda: found.append(_build.build(crate(source=str(clone))))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4 and len(set(found)) == 1 and calls() == ["build"]

    script = (
        "import sys\nfrom aru import _aru, _build\n_aru.sources = sys.argv[1]\n"
        "print(_build.build(_build.Crate('Net', 'another text', sys.argv[2])))\n"
    )
    command = [sys.executable, "-c", script, _aru.sources, str(clone)]
    processes = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    kept = {process.communicate()[0].strip() for process in processes}
    assert all(process.returncode == 0 for process in processes)
    assert kept == set(_kept.find(crate("another text").key)) and len(kept) == 1
    assert not list(somewhere.rglob(".*"))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")
def test_a_child_does_not_wait_for_threads_of_its_parent():
    with _build._building:
        child = os.fork()
        if child == 0:
            os._exit(0 if _build._building.acquire(blocking=False) else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
