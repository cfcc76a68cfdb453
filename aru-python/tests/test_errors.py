"""Errors: declarations as Python's own syntax errors, data and settings in Python's words."""

import re
import subprocess
import sys
import traceback
import warnings

import aru
import numpy as np
import pytest

#: What is Rust's alone: paths, methods, references, types.
RUST = re.compile(r"::|`\.|&|Sequences|Array3|recurrent_net|Resume|Penalty|Some\(|sequence|the macro|with the text")


def of_python(message):
    """The message, which has no word of Rust in it."""
    assert not RUST.search(message), message
    return message


WRONG = "struct Net {\n    input x: 1;\n    output y: 1;\n    x -> z;\n}"


def test_a_wrong_declaration_is_a_syntax_error_with_a_caret():
    with pytest.raises(SyntaxError) as caught:
        aru.net(WRONG, name="net.aru")
    error = caught.value
    assert error.msg == "no input, layer or output named `z`, expected `x` or `y`"
    assert (error.filename, error.lineno, error.offset) == ("net.aru", 4, 10)
    assert (error.end_lineno, error.end_offset) == (4, 11)
    assert error.text == "    x -> z;\n"
    printed = "".join(traceback.format_exception_only(SyntaxError, error))
    assert printed.splitlines()[:3] == ['  File "net.aru", line 4', "    x -> z;", "         ^"]
    assert error.faults[0].startswith("error: no input, layer or output named `z`")


def test_a_message_has_the_way_out():
    with pytest.raises(SyntaxError, match="did you mean `Elman`"):
        aru.net("struct Net { input x: 1; layer h: Elmann<3>; output y: 1; x -> h -> y; }")


def test_every_fault_is_told():
    text = "struct Net { input x: 1; layer h: Elmann<3>; output y: 1; x -> z; x -> h -> y; }"
    with pytest.raises(SyntaxError) as caught:
        aru.net(text)
    assert len(caught.value.faults) == 2
    if sys.version_info >= (3, 11):
        assert "no input, layer or output named `z`" in caught.value.__notes__[0]


def test_columns_count_characters():
    with pytest.raises(SyntaxError) as caught:
        aru.net("struct Net {\n    /* ägäis */ input x: 1; output y: 1; x -> z; }")
    error = caught.value
    assert error.text[error.offset - 1 : error.end_offset - 1] == "z"


def test_sizes_that_are_missing_or_unknown(Paper):
    with pytest.raises(SyntaxError, match="H"):
        Paper()
    with pytest.raises(SyntaxError, match="K"):
        Paper(H=3, K=4)
    for wrong in (0, -1, 2.5, "ten"):
        with pytest.raises(ValueError, match="H is .*; expected a whole number"):
            Paper(H=wrong)
    with pytest.raises(ValueError, match="dtype is float16"):
        Paper(H=3, dtype="float16")
    with pytest.raises(TypeError, match=r"sizes are given by name: Paper\(H=3\)"):
        Paper(3)
    with pytest.raises(ValueError, match="declares A, B; aru.nets"):
        aru.net("struct A { input x: 1; output y: 1; x -> y; } struct B { input x: 1; output y: 1; x -> y; }")


def test_a_script_prints_line_and_caret(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(f"import aru\naru.net({WRONG!r})\n")
    done = subprocess.run([sys.executable, script], capture_output=True, text=True)
    assert done.returncode == 1
    assert "    x -> z;\n         ^\nSyntaxError: no input, layer or output named `z`" in done.stderr


@pytest.fixture
def wrong(Paper):
    inputs, targets = np.zeros((4, 6, 2)), np.zeros((4, 6, 2))

    def of(**changes):
        given = {"inputs": inputs, "targets": targets, "epochs": 1, **changes}
        with pytest.raises(ValueError) as caught:
            Paper(H=3).fit(given.pop("inputs"), given.pop("targets"), **given)
        return of_python(str(caught.value))

    return of


def test_wrong_data_is_told_in_words(wrong):
    inputs = np.zeros((4, 6, 2))
    bad = inputs.copy()
    bad[1, 2, 0] = np.nan
    assert wrong(inputs=bad).startswith("inputs hold NaN at trial 1, step 2, feature 0")
    infinite = inputs.copy()
    infinite[3, 0, 1] = np.inf
    assert wrong(targets=infinite).startswith("targets hold inf at trial 3, step 0, feature 1")
    assert "inputs" in wrong(inputs=np.zeros((4, 6, 3)))
    assert wrong(targets=np.zeros((4, 5, 2))) == "targets has shape (4, 5, 2), 5 steps where the inputs have 6"
    assert "weights" in wrong(weights=np.zeros((4, 7)))
    assert "at least one step must count" in wrong(weights=np.zeros((4, 6)))
    assert "a weight is a finite number, zero or more" in wrong(weights=-np.ones((4, 6)))
    assert "length of trial 1 is 9" in wrong(lengths=[6, 9, 6, 6])
    assert "expected [4], one for each trial" in wrong(lengths=[6, 6])
    assert "expected [trial, step, feature]" in wrong(inputs=np.zeros(4))
    assert "real numbers" in wrong(inputs=inputs.astype(complex))
    assert "expected at least one trial, one step and one feature" in wrong(
        inputs=np.zeros((0, 6, 2)), targets=np.zeros((0, 6, 2))
    )
    assert "every target is NaN" in wrong(targets=np.full((4, 6, 2), np.nan))
    assert "of size 1e+300, is more than float32 holds" in wrong(inputs=np.full((4, 6, 2), 1e300))
    assert wrong(inputs=np.full((4, 6, 2), np.inf)).startswith("inputs hold inf")
    assert wrong(inputs=[np.zeros((3, 2)), np.zeros((4, 3))], targets=[np.zeros((3, 2)), np.zeros((4, 2))]) == (
        "inputs of trial 1 has shape (4, 3), expected [step, 2], as many features as in trial 0"
    )
    assert "targets of trial 1 have 3 steps, expected 4" in wrong(
        inputs=[np.zeros((3, 2)), np.zeros((4, 2))], targets=[np.zeros((3, 2)), np.zeros((3, 2))]
    )


def test_wrong_settings_are_told_in_words(wrong):
    for name in ("epochs", "batch_size", "threads", "truncate", "early_stopping"):
        for value in (0, -3, 1.5):
            assert wrong(**{name: value}).startswith(f"{name} is {value}; expected a whole number, 1 or more")
    assert "clip_norm" in wrong(clip_norm=-1.0)
    assert "learning" in wrong(learning_rate=0.0)
    assert "no loss named" in wrong(loss="mean")
    assert "optimiser is 'rmsprop'" in wrong(optimiser="rmsprop")
    assert "given twice" in wrong(optimiser=aru.Adam(0.1), learning_rate=0.1)
    assert "validation" in wrong(early_stopping=3)
    assert "validation" in wrong(validation=np.zeros((4, 6, 2)))
    assert "schedule has 2 factors, expected 1" in wrong(schedule=[1.0, 0.5])
    assert "checkpoint_every" in wrong(checkpoint="x", checkpoint_every="10 apples")
    assert "penalties" in wrong(penalties=[("hidden.rate", 0.1)])
    assert "no penalty named" in wrong(penalties={"hidden.rate": ("big", 0.1)})
    assert "cannot score output `y`" in wrong(loss={"y": ("mse", -1.0)})


def test_settings_of_another_kind_are_told_in_words(wrong, tmp_path):
    """What the library refuses in the words of its builder is told with the keywords."""
    assert wrong(resume=True) == "`resume` is True; name the file to go on from, `checkpoint=path`"
    assert wrong(resume="required").startswith('`resume` is "required"; name the file')
    assert "aru.Sgd(momentum=0.9, nesterov=True)" in wrong(optimiser=aru.Sgd(0.1, nesterov=True))
    assert wrong(early_stopping=3).endswith("give `validation=` (the training data, to watch their loss)")
    assert wrong(restore_best=True).endswith("give `validation=` (the training data, to watch their loss)")
    assert wrong(learning_rates={"hidden": 0.1}, freeze="hidden").startswith('learning_rates of "hidden" is without effect')
    assert wrong(anneal={"hidden": (0.5, 0.1)}, epochs=10).startswith(
        'anneal of "hidden" is without effect; what it names has no spread'
    )
    assert wrong(penalties={"hidden.rate": ("l1", 0.1)}).startswith('the penalty "l1" of "hidden.rate" is on a traced value')
    assert '"square" and "smoothness" act on values' in wrong(penalties={"hidden.rate": ("l2", 0.1)})
    assert '"l1" and "l2" act on weights' in wrong(penalties={"x_to_hidden.weight": ("square", 0.1)})
    assert "checkpoint_every" in wrong(checkpoint=tmp_path / "c", checkpoint_every="0 epochs")
    assert "frozen" in wrong(freeze="*")
    assert "noise" in wrong(noise={"hidden": np.zeros((4, 6, 3))})
    assert wrong(learning_rate=-1.0).startswith("learning_rate of Adam is -1")
    assert "takes logits and does the softmax itself" in wrong(loss="cross_entropy")
    message = "targets of `y` in the training data at trial 2, step 1 hold -1; the Poisson loss takes counts, zero or more"
    assert wrong(loss="poisson", targets=_negative_at(2, 1)) == message
    assert "lists of different length, which make no array" in wrong(inputs=[[1.0, 2.0], [3.0]])
    assert wrong(inputs=lambda epoch, random: 3, targets=None).startswith("what the function made is no aru.Data")


def _negative_at(trial, step):
    targets = np.ones((4, 6, 2))
    targets[trial, step, 0] = -1
    return targets


def test_checkpoints_that_are_there_or_not(Paper, tmp_path):
    net, x, path = Paper(H=3), np.zeros((4, 6, 2)), tmp_path / "fit.checkpoint"
    with pytest.raises(OSError, match="there is no checkpoint; `resume=True` begins anew"):
        net.fit(x, x, epochs=1, checkpoint=path, resume="required")
    net.fit(x, x, epochs=1, checkpoint=path, checkpoint_every="1 epoch")
    with pytest.raises(OSError, match="go on from it by `resume=True`, or move it away"):
        net.fit(x, x, epochs=1, checkpoint=path)
    other = aru.net("struct Other { input x: 2; output y: 2; x -> y; }")()
    with pytest.raises(OSError) as caught:
        other.fit(x, x, epochs=1, checkpoint=path, resume=True)
    of_python(str(caught.value))


DECLARATIONS = {
    "": "a text declares at least one network; add `struct Name { .. }`",
    "unit Mine { rate = drive; emit rate; }": "a text declares at least one network; add `struct Name { .. }`",
    "#[cfg(test)] struct N { input x: 1; output y: 1; x -> y; }": "a text is part of no build that `cfg` could ask",
    "struct N { input x: 1; #[cfg(test)] layer h: Elman<2>; output y: 1; x -> h -> y; }": "a text is part of no build",
    "pub unit Mine { rate = drive; emit rate; } struct N { input x: 1; output y: 1; x -> y; }": "within its text only",
    "struct N<const H: usize> { input x: H; output y: 1; x -> y; }": "no number is given for the size `H`",
    "struct N { input x: K; output y: 1; x -> y; }": "write a number, or give one for `K` in the call",
    "struct N { input x: 2; output y: 1; x -> y { mask: M; } }": "`M` is not given; write a `form` or a `density`, or give one in",
    "struct N { input x: 2; output y: 1 { bias: learn by(B); } x -> y; }": "`B` is not given; write what it starts from",
    "struct N { input x: 2; output y: 1 { activation: custom(A); } x -> y; }": "write it as an `activation` of the text",
    "struct N { input x: 1; output y: 1; x -> y }": "expected",
    "struct N { input x: 1; output y: 1; x -> y; ": "}",
}


@pytest.mark.parametrize("text", DECLARATIONS)
def test_declarations_are_told_in_words(text):
    with pytest.raises(SyntaxError) as caught:
        aru.net(text)()
    error = caught.value
    assert DECLARATIONS[text] in of_python(error.msg)
    assert error.faults and error.lineno >= 1
    for fault in error.faults:
        of_python(fault.splitlines()[0])


def test_names_that_there_are_not(Paper):
    net, x = Paper(H=3), np.zeros((4, 6, 2))
    for keywords in ({"freeze": "hidden.alfa_s"}, {"loss": {"z": "mse"}}, {"learning_rates": {"hiden": 0.1}}):
        with pytest.raises(KeyError, match="no .* named"):
            net.fit(x, x, epochs=1, **keywords)
    with pytest.raises(TypeError, match="epoch"):
        net.fit(x, x, epoch=1)


def test_a_fit_that_diverges_keeps_what_was_good(Paper, data):
    text = "struct Big { input x: 2; layer h: Elman<4> { activation: relu; } output y: 2; x -> h -> y; h ~> h; }"
    net = aru.net(text)(seed=1)
    before = net.parameters
    with pytest.raises(aru.TrainingError, match="training diverged in epoch") as caught:
        net.fit(*data, optimiser=aru.Sgd(1e9), epochs=50)
    history = caught.value.history
    assert history is net.history and history.stopped is None
    if not history.epochs:
        assert all(np.array_equal(net[name], before[name]) for name in before)
    assert all(np.isfinite(net[name]).all() for name in net)


def test_what_users_of_other_libraries_try(Paper, data, tmp_path):
    x, y = data
    net = Paper(H=3)

    def wrong(kind, do):
        with pytest.raises(kind) as caught:
            do()
        return str(caught.value)

    assert "did you mean `learning_rate`" in wrong(TypeError, lambda: net.fit(x, y, lr=1e-3))
    assert "did you mean `epochs`" in wrong(TypeError, lambda: net.fit(x, y, n_epochs=3))
    assert "did you mean `batch_size`" in wrong(TypeError, lambda: net.fit(x, y, batchsize=3))
    assert "help(aru.Network.fit)" in wrong(TypeError, lambda: net.fit(x, y, zzz=3))
    assert "fit one by itself" in wrong(TypeError, lambda: Paper.seeds(range(2), H=3).fit(x, y, on_epoch=print))
    assert "Paper(H=4)" in wrong(TypeError, lambda: Paper(4))
    assert "range(3)" in wrong(ValueError, lambda: Paper.seeds(3, H=4))
    assert "`loss`, expected one of `epoch`" in wrong(KeyError, lambda: net.fit(x, y, epochs=1)["loss"])
    assert "array[:, np.newaxis]" in wrong(ValueError, lambda: net.run(x[0, :, 0]))
    assert "aru.Data.labelled" in wrong(ValueError, lambda: net.fit(x, y[:, -1]))
    assert "x[80:]" in wrong(ValueError, lambda: net.fit(x, y, validation=0.2))
    assert "expected [feature]" in wrong(ValueError, lambda: net.stream().step(x[0]))
    assert "is a dict" in wrong(ValueError, lambda: net.run({"x": x}))
    masked = aru.net("struct M { input x: 2; layer h: Elman<2>; output y: 1; x -> h { mask: OWN; } h -> y; }")
    assert np.array_equal(masked(OWN=[[1, 0], [0, 1]])["x_to_h.weight"] != 0, np.eye(2, dtype=bool))
    assert "is no mask" in wrong(ValueError, lambda: masked(OWN=[[0.5, 0], [0, 1]]))
    timed = aru.net(
        "struct Timed { dt: 1 ms; input x: 2; layer h: Aru<2> { tau_s: learn per_unit(9 ms); alpha_r: 1.0; } output y: 2; x -> h -> y; }"
    )
    assert "units have one each" in wrong(KeyError, lambda: timed().fit(x, y, epochs=1)["h.tau_s"])
    path = tmp_path / "paper.aru"
    path.write_text(Paper.text)
    assert "pathlib.Path" in wrong(ValueError, lambda: aru.net(str(path)))
    assert aru.net(path) == Paper
    path.write_text(Paper.text.replace("x -> hidden;", "x -> hiden;"))
    with pytest.raises(SyntaxError) as caught:
        aru.net(path)
    assert caught.value.filename == str(path)


def test_frames_masks_and_objects_are_numbers(Paper):
    pandas = pytest.importorskip("pandas")
    random = np.random.default_rng(1)
    x, y = random.normal(size=(3, 12, 2)), random.uniform(size=(3, 12, 2))
    expected = Paper(H=3).fit(x, y, epochs=2)["train_loss"]

    def losses(inputs, targets):
        return Paper(H=3).fit(inputs, targets, epochs=2)["train_loss"]

    frames = [pandas.DataFrame(trial, columns=["a", "b"]) for trial in x]
    assert np.array_equal(losses(frames, [*y]), expected)
    assert np.array_equal(losses([frame.convert_dtypes() for frame in frames], [*y]), expected)
    assert np.array_equal(losses(x.astype(object), y), expected)
    apart = np.empty(3, object)
    apart[:] = [*x]
    assert np.array_equal(losses(apart, [*y]), expected)
    missing = y.copy()
    missing[1, 3:5] = np.nan
    assert np.array_equal(losses(x, np.ma.masked_array(np.nan_to_num(missing), np.isnan(missing))), losses(x, missing))
    assert not np.array_equal(losses(x, missing), expected)
    named = pandas.DataFrame({"time": ["one"] * 12, "a": 1.0})
    with pytest.raises(ValueError, match="no number in `time`"):
        Paper(H=3).run(named)


def test_an_ensemble_runs_trials_of_different_length(Paper):
    nets = Paper.seeds(range(3), H=4)
    x = np.random.default_rng(2).normal(size=(2, 9, 2))
    listed = nets.run([x[0], x[1, :5]])
    assert [trial.shape for trial in listed] == [(3, 9, 2), (3, 5, 2)]
    assert np.array_equal(listed[1][2], nets[2].run([x[0], x[1, :5]])[1])


TIMED = """
struct Timed {
    dt: 1 ms;
    input x: 1;
    layer h: Aru<3> { tau_s: learn per_unit(by(taus)) in logistic(1 ms, 100 ms); alpha_r: 1.0; }
    output y: 1;
    x -> h -> y;
}
"""


def test_the_library_warns_in_python():
    timed = aru.net(TIMED)
    with pytest.warns(
        UserWarning, match=r"of the 3 numbers that `h.tau_s` is to start from 3 lie outside .* seconds"
    ) as told:
        timed(taus=[5.0, 10.0, 20.0])
    assert told[0].filename == __file__
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        timed(taus=[0.005, 0.01, 0.02])
        with pytest.raises(UserWarning, match="start from"):
            timed(taus=[5.0, 10.0, 20.0])


def test_what_memory_has_no_room_for_is_an_error():
    text = "struct N<const H: usize> { input x: 1; layer h: Elman<H>; output y: 1; x -> h -> y; h ~> h; }"
    with pytest.raises(
        ValueError, match="the number of parameters of `N` is [0-9]+; more than memory has room for; give smaller"
    ):
        aru.net(text)(H=2**24)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="limits of memory are those of Linux")
def test_a_trace_that_memory_has_no_room_for_is_an_error():
    """Whose process would have ended with it."""
    script = """
import resource, aru, numpy as np
net = aru.net("struct N { input x: 1; layer h: Elman<1000>; output y: 1; x -> h -> y; }")()
x = np.zeros((1, 400_000, 1), np.float32)
with open("/proc/self/statm") as file:
    used = int(file.read().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (used + 2**30, resource.RLIM_INFINITY))
try:
    net.trace(x)
except ValueError as error:
    print(error)
"""
    told = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True).stdout
    assert told.startswith("the trace of 1 trials of 400000 steps is 1002 numbers a step; more than memory has room for;"), (
        told
    )


def test_validation_data_that_are_wrong_are_told_as_such(Paper, data):
    x, y = data
    with pytest.raises(ValueError, match="^validation: the number of targets is 0; every target is NaN"):
        Paper(H=3).fit(x, y, validation=(x, np.full_like(y, np.nan)), epochs=1)
    spoilt = x.copy()
    spoilt[2, 3, 0] = np.nan
    with pytest.raises(ValueError, match="^validation: inputs hold NaN at trial 2, step 3"):
        Paper(H=3).fit(x, y, validation=(spoilt, y), epochs=1)


def test_a_fit_that_goes_far_away_is_told(data):
    net = aru.net("struct N { input x: 2; output y: 2; x -> y; }")(seed=1)
    with pytest.warns(
        UserWarning, match="the loss has risen from .* a lower learning rate or `clip_norm` may keep it from that"
    ):
        net.fit(*data, optimiser="sgd", learning_rate=5.0, epochs=8)
