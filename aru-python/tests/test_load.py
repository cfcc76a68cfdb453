"""Saved networks: opened without their declaration, by the extension and by NumPy alone."""

import copy
import pickle
import subprocess
import sys

import aru
import numpy as np
import pytest
from aru import numpy_only


@pytest.fixture(params=["float32", "float64"])
def saved(Timed, data, tmp_path, request):
    """A network that was trained, and its file."""
    net = Timed(H=5, seed=3, dtype=request.param)
    net.fit(data[0], data[1][..., :1], epochs=2)
    path = tmp_path / "timed.safetensors"
    net.save(path)
    return net, path


def test_a_loaded_network_is_the_one_that_was_saved(saved, data):
    net, path = saved
    loaded = aru.load(path)
    assert type(loaded) is aru.Network
    assert (loaded.name, loaded.dtype, loaded.dt) == (net.name, net.dtype, net.dt)
    assert list(loaded) == list(net) and all(np.array_equal(loaded[name], net[name]) for name in net)
    assert np.array_equal(loaded["hidden.tau_s"], net["hidden.tau_s"])
    assert np.array_equal(loaded.run(data[0]), net.run(data[0]))
    assert loaded.summary() == net.summary() and loaded.to_svg() == net.to_svg()


def test_a_loaded_network_learns_as_any_other(saved, data, tmp_path):
    net, path = saved
    loaded, targets = aru.load(path), data[1][..., :1]
    net.fit(data[0], targets, epochs=3, seed=4)
    history = loaded.fit(data[0], targets, epochs=3, seed=4)
    assert np.array_equal(history["train_loss"], net.history["train_loss"])
    assert all(np.array_equal(loaded[name], net[name]) for name in net)
    assert loaded.check_gradients(data[0][:2, :5], targets[:2, :5])
    loaded.save(tmp_path / "again.safetensors")
    again = aru.load(tmp_path / "again.safetensors")
    assert all(np.array_equal(again[name], net[name]) for name in net)
    assert len(aru.Ensemble([again, loaded]).fit(data[0], targets, epochs=1)) == 2


def test_copies_and_pickles_of_a_loaded_network(saved, data):
    _, path = saved
    loaded = aru.load(path)
    loaded.fit(data[0], data[1][..., :1], epochs=1)
    for other in (pickle.loads(pickle.dumps(loaded)), copy.copy(loaded), copy.deepcopy(loaded), loaded.copy()):
        assert other.dtype == loaded.dtype
        assert all(np.array_equal(loaded[name], other[name]) for name in loaded)
        assert np.array_equal(other.run(data[0]), loaded.run(data[0]))
        assert np.array_equal(other.history["train_loss"], loaded.history["train_loss"])
        other["hidden.tau_s"] = 0.05
        assert not np.array_equal(other["hidden.tau_s"], loaded["hidden.tau_s"])


def test_a_dtype_may_be_asked_for(saved):
    net, path = saved
    for dtype in ("float32", "float64"):
        loaded = aru.load(path, dtype=dtype)
        assert loaded.dtype == dtype
        assert all(np.allclose(loaded[name], net[name], rtol=1e-6) for name in net)
    with pytest.raises(ValueError, match="dtype is float16"):
        aru.load(path, dtype="float16")


def test_what_starts_from_given_numbers_is_loaded_with_its_values(tmp_path):
    text = "struct S { input x: 1; layer h: Elman<3> { bias: learn by(LADDER); } output y: 1; x -> h -> y; }"
    net = aru.net(text)(LADDER=[0.5, 1.0, 1.5])
    net.save(tmp_path / "s.safetensors")
    loaded = aru.load(tmp_path / "s.safetensors")
    assert np.array_equal(loaded["h.bias"], np.float32([0.5, 1.0, 1.5]))
    assert np.array_equal(pickle.loads(pickle.dumps(loaded))["h.bias"], loaded["h.bias"])


def test_without_the_extension_numpy_runs_it(saved, data, tmp_path):
    net, path = saved
    np.save(tmp_path / "x.npy", data[0])
    script = tmp_path / "script.py"
    script.write_text(
        "import sys\n"
        "sys.modules['aru._aru'] = None   # as where it cannot be loaded\n"
        "import aru, numpy as np\n"
        "net = aru.load(sys.argv[1], dtype='float64')\n"
        "assert type(net) is aru.numpy_only.Loaded, type(net)\n"
        "np.save(sys.argv[3], net.run(np.load(sys.argv[2])))\n"
        "try:\n"
        "    aru.net('')\n"
        "except ImportError as error:\n"
        "    assert 'compiled part' in str(error), error\n"
        "else:\n"
        "    raise AssertionError('a declaration was read by nothing')\n"
    )
    subprocess.run([sys.executable, script, path, tmp_path / "x.npy", tmp_path / "y.npy"], check=True)
    assert np.allclose(np.load(tmp_path / "y.npy"), net.run(data[0]), atol=1e-6 if net.dtype == "float32" else 1e-12)


def test_files_that_hold_no_network(tmp_path):
    path = tmp_path / "net.safetensors"
    with pytest.raises(FileNotFoundError):
        aru.load(path)
    with pytest.raises(OSError):
        aru.load(tmp_path)
    for content in (b"", b"short", b"\xff" * 40, b"not at all a file of this kind", b"\x02\0\0\0\0\0\0\0{}"):
        path.write_bytes(content)
        for load in (aru.load, numpy_only.load):
            with pytest.raises(ValueError, match="no safetensors file|holds no network"):
                load(path)
