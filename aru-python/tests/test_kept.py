"""Where libraries that were built are kept."""

import os
import time
from pathlib import Path

import aru
import pytest
from aru import _build, _kept


def test_all_that_is_kept_under_a_key_is_found(tmp_path, monkeypatch):
    monkeypatch.setenv("ARU_CACHE", str(tmp_path / "kept"))
    (tmp_path / "kept").mkdir()
    kept = []
    for content in (b"one", b"two"):
        built = tmp_path / "built.so"
        built.write_bytes(content)
        kept += [_kept.keep(built, "key")]
    assert _kept.find("key") == sorted(kept)
    Path(kept[0]).write_bytes(b"damaged")
    assert _kept.find("key") == kept[1:] and not os.path.exists(kept[0])


def test_what_is_there_is_written_over_whole(tmp_path):
    path, killed, running = (tmp_path / name for name in ("lib.rs", ".killed.part", ".running.part"))
    for left in (killed, running):
        left.write_text("half")
    os.utime(killed, (time.time() - 7200,) * 2)
    path.write_bytes(b"\xff is no text")
    _kept.write(path, b"new")
    assert path.read_bytes() == b"new" and sorted(tmp_path.iterdir()) == [running, path]
    before = path.stat()
    _kept.write(path, b"new")
    assert path.stat().st_mtime_ns == before.st_mtime_ns and path.stat().st_ino == before.st_ino


def test_without_a_home_nothing_is_kept(monkeypatch):
    for name in ("ARU_CACHE", "XDG_CACHE_HOME", "LOCALAPPDATA", "CARGO_HOME"):
        monkeypatch.delenv(name, raising=False)

    def home():
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", home)
    assert _kept.find("key") == []
    with pytest.raises(OSError, match="has no home .*ARU_CACHE names another folder"):
        _kept.folder()
    monkeypatch.setenv("PATH", "")
    with pytest.raises(aru.BuildError, match="there is none"):
        _build.build(_build.Crate("Net", "text", None))
