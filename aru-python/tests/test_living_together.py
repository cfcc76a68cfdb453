"""Fits among threads, forked processes and signals; memory over many fits."""

import gc
import multiprocessing
import os
import pickle
import signal
import subprocess
import sys
import threading
import time

import aru
import numpy as np
import pytest
from declarations import PAPER


@pytest.fixture(autouse=True)
def hears_control_c():
    """Whoever starts Python behind `&` has it ignore Ctrl-C."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def long():
    """Data of which an update takes longer than Ctrl-C may wait."""
    random = np.random.default_rng(1)
    inputs = random.normal(size=(32, 20_000, 2)).astype(np.float32)
    return inputs, 0.5 + 0.1 * np.tanh(inputs)


def interrupt_after(seconds):
    """Sends SIGINT to this process; when it did."""
    sent = []

    def send():
        sent.append(time.perf_counter())
        os.kill(os.getpid(), signal.SIGINT)

    timer = threading.Timer(seconds, send)
    timer.start()
    return sent, timer


@pytest.fixture
def wide():
    """Data of which a chunk of steps takes long where layers are large."""
    random = np.random.default_rng(1)
    inputs = random.normal(size=(64, 1000, 2)).astype(np.float32)
    return inputs, 0.5 + 0.1 * np.tanh(inputs)


@pytest.mark.parametrize("epochs", ["short", "long", "wide"])
def test_control_c_stops_at_once_and_keeps_the_network(Paper, data, long, wide, epochs):
    given = {"short": data, "long": long, "wide": wide}[epochs]
    waited = []
    for after in (0.4, 0.5, 0.65):
        net = Paper(H={"short": 4, "long": 64, "wide": 512}[epochs], seed=1)
        before = net.parameters
        sent, timer = interrupt_after(after)
        with pytest.raises(KeyboardInterrupt):
            net.fit(*given, epochs=10**9, batch_size=4 if epochs == "short" else 64)
        waited.append(time.perf_counter() - sent[0])
        timer.join()
        assert net.history.stopped == "interrupted"
        assert all(np.isfinite(net[name]).all() for name in net)
        if epochs == "short":
            assert net.history.epochs > 0
            assert not np.array_equal(net["x_to_hidden.weight"], before["x_to_hidden.weight"])
    # Where others use the machine a single one may wait for them.
    assert min(waited) < 0.1, waited


def test_control_c_stops_an_ensemble(Paper, data):
    nets = Paper.seeds(range(20), H=4)
    sent, timer = interrupt_after(0.3)
    with pytest.raises(KeyboardInterrupt):
        nets.fit(*data, epochs=10**9, lockstep=True)
    timer.join()
    assert {net.history.stopped for net in nets} == {"interrupted"}


@pytest.mark.parametrize("what", ["run", "trace", "evaluate", "gradients", "check_gradients", "fixed_points"])
def test_control_c_stops_whatever_takes_long(Paper, long, what):
    net = Paper(H=96, seed=1)
    inputs, targets = long
    does = {
        "run": lambda: net.run(np.concatenate([inputs] * 4)),
        "trace": lambda: net.trace(inputs[:16]),
        "evaluate": lambda: net.evaluate(np.concatenate([inputs] * 4), np.concatenate([targets] * 4)).loss,
        "gradients": lambda: net.evaluate(inputs, targets).gradients,
        "check_gradients": lambda: net.check_gradients(inputs[:20, :50], targets[:20, :50]),
        "fixed_points": lambda: net.fixed_points(inputs[:4, :100], starts=20_000),
    }[what]
    before = net.parameters
    sent, timer = interrupt_after(0.2)
    with pytest.raises(KeyboardInterrupt):
        does()
    waited = time.perf_counter() - sent[0]
    timer.join()
    # Each would take seconds; a machine that others use may let this wait.
    assert waited < 0.5, waited
    assert all(np.array_equal(net[name], before[name]) for name in net)


def test_what_was_interrupted_goes_on(Paper, data, tmp_path):
    def interrupt(epoch, net):
        if epoch["epoch"] == 20:
            os.kill(os.getpid(), signal.SIGINT)

    keywords = {"epochs": 60, "batch_size": 3, "checkpoint": tmp_path / "fit.checkpoint", "resume": True}
    whole, parts, again = (Paper(H=8, seed=1) for _ in range(3))
    with pytest.raises(KeyboardInterrupt):
        parts.fit(*data, on_epoch=interrupt, **keywords)
    assert 20 <= parts.history.epochs < 60
    assert again.fit(*data, **keywords).epochs == 60
    whole.fit(*data, epochs=60, batch_size=3)
    assert all(np.array_equal(again[name], whole[name]) for name in whole)


def test_other_threads_run_meanwhile(Paper, data):
    """A thread that counts gets on while another trains."""
    counted, is_over = [0], threading.Event()

    def count():
        while not is_over.is_set():
            counted[0] += 1
            time.sleep(0.001)

    counter = threading.Thread(target=count)
    counter.start()
    Paper(H=16).fit(*data, epochs=10**6, on_epoch=_after(0.5))
    is_over.set()
    counter.join()
    assert counted[0] > 50


def _after(seconds):
    end = time.monotonic() + seconds
    return lambda epoch, net: time.monotonic() > end


def test_fits_in_threads(Paper, data):
    expected = Paper(H=4, seed=1)
    expected.fit(*data, epochs=20)
    nets = [Paper(H=4, seed=1) for _ in range(8)]
    threads = [threading.Thread(target=net.fit, args=data, kwargs={"epochs": 20, "threads": 2}) for net in nets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
        assert not thread.is_alive()
    for net in nets:
        assert all(np.array_equal(net[name], expected[name]) for name in net)


def test_one_network_in_several_threads(Paper, data):
    """Nothing crashes; a fit that another one would write over is refused."""
    net, ends = Paper(H=4, seed=1), []

    def fit():
        try:
            ends.append(net.fit(*data, epochs=5).stopped)
        except RuntimeError as error:
            ends.append(str(error)[:36])

    threads = [threading.Thread(target=fit) for _ in range(4)]
    for thread in threads:
        thread.start()
    for _ in range(50):
        assert np.isfinite(net.run(data[0])).all()
    for thread in threads:
        thread.join(60)
        assert not thread.is_alive()
    assert "finished" in ends and set(ends) <= {"finished", "the network is in a fit already, and"} and len(ends) == 4


def _fit_in_child(net, data, queue):
    net.fit(*data, epochs=5, threads=2)
    queue.put(net["hidden.alpha_s"])


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_fits_in_other_processes(Paper, data, method):
    if method not in multiprocessing.get_all_start_methods():
        pytest.skip(f"this system has no {method}")
    net = Paper(H=4, seed=1)
    expected = net.copy()
    # Threads of this process have run before it forks.
    expected.fit(*data, epochs=5, threads=2)
    context = multiprocessing.get_context(method)
    queue = context.Queue()
    children = [context.Process(target=_fit_in_child, args=(net, data, queue)) for _ in range(2)]
    for child in children:
        child.start()
    found = [queue.get(timeout=120) for _ in children]
    for child in children:
        child.join(60)
        assert child.exitcode == 0
    assert all(np.array_equal(one, expected["hidden.alpha_s"]) for one in found)


def _resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.skipif(not os.path.exists("/proc/self/statm"), reason="this system does not tell how much memory is used")
def test_memory_does_not_grow(Paper, data):
    def use(times):
        for _ in range(times):
            net = Paper(H=16)
            net.fit(*data, epochs=1, validation=data, on_epoch=lambda epoch, net: False)
            net.trace(data[0])
        gc.collect()
        return _resident()

    use(200)
    before = use(100)
    after = use(1000)
    # The data of one fit are 31 kB.
    assert after - before < 4 << 20


@pytest.mark.skipif(not os.path.exists("/proc/self/statm"), reason="this system does not tell how much memory is used")
def test_memory_does_not_grow_with_texts_and_files(Paper, tmp_path):
    """The same declaration is kept once, wherever it comes from."""
    path = tmp_path / "paper.safetensors"
    Paper(H=16).save(path)

    def use(times):
        for _ in range(times):
            aru.net(PAPER)(H=16)
            pickle.loads(pickle.dumps(aru.load(path)))
        gc.collect()
        return _resident()

    use(50)
    before = use(50)
    after = use(400)
    # The file has 3 kB, its declaration 4 kB.
    assert after - before < 2 << 20


def test_a_script_that_ends_while_a_thread_trains(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(
        "import threading, numpy as np, aru\n"
        "net = aru.net('struct N { input x: 1; layer h: Elman<4>; output y: 1; x -> h -> y; h ~> h; }')()\n"
        "x = np.ones((4, 10, 1))\n"
        "threading.Thread(target=net.fit, args=(x, x), kwargs={'epochs': 10**9}, daemon=True).start()\n"
    )
    done = subprocess.run([sys.executable, script], timeout=60, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
