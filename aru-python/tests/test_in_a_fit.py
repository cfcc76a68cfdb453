"""What cannot be done with a network while it is in a fit, and what can."""

import copy
import os
import pickle
import threading

import aru
import numpy as np
import pytest


def test_a_network_that_is_in_a_fit_is_not_set(Paper, data):
    net, started, go_on = Paper(H=4), threading.Event(), threading.Event()
    bystander = net.copy()

    def on_epoch(epoch, shown):
        started.set()
        go_on.wait(20)
        # What is shown is a copy, which may be set; that the fit writes over is read alone.
        shown["y.bias"] = 1.0
        return np.isfinite(net["y.bias"]).all()

    thread = threading.Thread(target=net.fit, args=data, kwargs={"epochs": 5, "on_epoch": on_epoch})
    thread.start()
    assert started.wait(20)
    try:
        for change in (
            lambda: net.__setitem__("y.bias", 100.0),
            lambda: net.__setitem__("hidden.alpha_s", 0.3),
            lambda: net.update({"y.bias": 100.0}),
            lambda: net.load_matching("nothing"),
        ):
            with pytest.raises(RuntimeError, match="cannot be set while the network is in a fit.*net.copy"):
                change()
        assert net.run(data[0]).shape == data[1].shape
        for other in (bystander, net.copy(), copy.deepcopy(net), pickle.loads(pickle.dumps(net))):
            other["y.bias"] = 100.0
            assert (other["y.bias"] == 100).all()
    finally:
        go_on.set()
        thread.join(20)
    net["y.bias"] = 100.0
    assert (net["y.bias"] == 100).all()


def test_two_fits_of_one_network_at_once_are_refused(Paper, data):
    """What one of them has learned would be lost without a word."""
    net, started, go_on = Paper(H=4), threading.Event(), threading.Event()

    def on_epoch(epoch, shown):
        started.set()
        go_on.wait(20)

    thread = threading.Thread(target=net.fit, args=data, kwargs={"epochs": 2, "on_epoch": on_epoch})
    thread.start()
    assert started.wait(20)
    try:
        with pytest.raises(
            RuntimeError, match=r"the network is in a fit already, .*wait for the fit, or fit a copy, net.copy\(\)"
        ):
            net.fit(*data, epochs=1)
        with pytest.raises(RuntimeError, match="network 1 of the ensemble is in a fit already"):
            aru.Ensemble([net.copy(), net]).fit(*data, epochs=1)
        with pytest.raises(RuntimeError, match="cannot be set while"):
            net["y.bias"] = 1.0
        net.copy().fit(*data, epochs=1)
    finally:
        go_on.set()
        thread.join(20)
    assert net.history.epochs == 2
    assert net.fit(*data, epochs=1).epochs == 1


def test_a_fit_within_a_fit_is_refused(Paper, data):
    net, nets = Paper(H=4), Paper.seeds(range(3), H=4)
    with pytest.raises(RuntimeError, match="in a fit already"):
        net.fit(*data, epochs=2, on_epoch=lambda epoch, shown: net.fit(*data, epochs=1))

    def generate(which):
        def made(epoch, random):
            which.fit(*data, epochs=1)
            return data

        return made

    for which, message in (
        (nets, "network 0 of the ensemble"),
        (nets[1], "the network"),
        (nets[1:], "network 0 of the ens"),
    ):
        with pytest.raises(RuntimeError, match=f"{message}.* is in a fit already"):
            nets.fit(generate(which), epochs=1)
    with pytest.raises(ValueError, match=r"network 2 of the ensemble is network 0 again, which learns once; give a copy"):
        aru.Ensemble([nets[0], nets[1], nets[0]]).fit(*data, epochs=1)
    # What failed leaves no mark.
    net.fit(*data, epochs=1)
    nets.fit(*data, epochs=1)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_forked_process_is_in_no_fit_of_its_parent(Paper, data):
    net, answers = Paper(H=4), []

    def on_epoch(epoch, shown):
        child = os.fork()
        if child == 0:
            try:
                net["y.bias"] = 1.0
                net.fit(*data, epochs=1)
                os._exit(7)
            finally:
                os._exit(1)
        answers.append(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))

    net.fit(*data, epochs=1, on_epoch=on_epoch)
    assert answers == [7]


def test_after_a_fit_that_failed_a_network_may_be_set(Paper, data):
    net = Paper(H=4)

    def fails(epoch, shown):
        net["y.bias"] = 1.0

    with pytest.raises(RuntimeError, match="`y.bias` cannot be set while"):
        net.fit(*data, epochs=2, on_epoch=fails)
    with pytest.raises(ValueError):
        net.fit(data[0], data[1][:, :3])
    net["y.bias"] = 1.0
    nets = Paper.seeds(range(2), H=4)

    def generate(epoch, random):
        nets[1]["y.bias"] = 3.0
        return data

    with pytest.raises(RuntimeError, match="in a fit"):
        nets.fit(generate, epochs=1)
    nets["y.bias"] = 2.0
    assert (nets["y.bias"] == 2).all()
