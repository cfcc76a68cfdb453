"""Errors of a declaration lead with the fault that has the cause, and say what a call was to give."""

import pickle
import sys

import aru
import numpy as np
import pytest

GIVEN = """
struct Net<const H: usize> {
    dt: 1 ms;
    input x: 2;
    layer h: Aru<H> { tau_s: learn per_unit(by(TAUS)); alpha_r: 1.0; }
    output y: 1;
    x -> h;
    h ~> h { mask: NOT_SELF; }
    x -> y { mask: by(own::even); }   // mask: NONE; by(NONE)
    h -> y;
}
"""


def fault(make):
    with pytest.raises(SyntaxError) as caught:
        make()
    return caught.value


def notes(error):
    if sys.version_info < (3, 11):
        pytest.skip("this Python has no notes")
    return [note.splitlines()[0].removeprefix("error: ") for note in error.__notes__]


def test_what_only_points_does_not_lead():
    error = fault(
        lambda: aru.net("struct N {\n input x: 1;\n layer h: Elman<3>;\n output y: 1;\n x -> h -> y;\n  x -> h;\n}")
    )
    assert error.msg == "a second link from `x` to `h`; remove it, or give one link several `delays`"
    assert (error.lineno, error.offset, error.end_lineno, error.end_offset) == (6, 3, 6, 9)
    assert error.text == "  x -> h;\n" and str(error).startswith("a second link")
    assert [one.splitlines()[0] for one in error.faults] == [
        "error: the first link from `x` to `h` is here",
        "error: a second link from `x` to `h`",
    ]
    assert notes(error) == ["the first link from `x` to `h` is here"]
    assert pickle.loads(pickle.dumps(error)).msg == error.msg


def test_a_misspelt_setting_leads_before_what_is_missing_then():
    text = "struct N { dt: 1 ms;\n input x: 1;\n layer h: Aru<3> { tau_x: 5 ms; alpha_r: 1.0; }\n output y: 1;\n x -> h -> y;\n}"
    error = fault(lambda: aru.net(text))
    assert error.msg == "`Aru` has no setting named `tau_x`; did you mean `tau_s`?"
    assert (error.lineno, error.text[error.offset - 1 : error.end_offset - 1]) == (3, "tau_x")
    assert notes(error) == ["the layer `h` must set `tau_s` of its unit `Aru`"]
    # What is missing by itself leads.
    error = fault(lambda: aru.net(text.replace("tau_x: 5 ms; ", "").replace("x -> h -> y", "x -> h -> z")))
    assert error.msg.startswith("the layer `h` must set `tau_s`")
    assert notes(error)[0].startswith("no input, layer or output named `z`")


def test_the_others_stay_in_the_order_of_the_text():
    text = "struct N {\n input x: 1;\n layer h: Elman<3>;\n output y: 1;\n x -> h -> y;\n x -> h;\n x -> h;\n}"
    error = fault(lambda: aru.net(text))
    assert error.lineno == 6
    assert notes(error) == ["the first link from `x` to `h` is here", "a second link from `x` to `h`"]
    error = fault(lambda: aru.net("struct N {\n input x: 1;\n layer h: Elmann<3>;\n output y: 1;\n x -> z;\n}"))
    assert error.lineno == 3 and len(error.faults) == 2 and notes(error)[0].startswith("no input, layer or output named `z`")


def test_a_size_of_another_name_is_told_the_right_way_round():
    error = fault(lambda: aru.net(GIVEN)(h=3))
    assert error.msg == "no number is given for the size `H`; the call gives `h`, which is none; write `Net(.., H=..)`"
    assert "did you mean" not in error.faults[0]
    error = fault(lambda: aru.net("struct N { input x: K; output y: 1; x -> y; }")())
    assert error.msg.endswith("write a number, or give one for `K` in the call")


def test_what_a_mask_and_a_start_take_is_said():
    declared = aru.net(GIVEN)
    off, even = ~np.eye(3, dtype=bool), np.ones((1, 2), dtype=bool)
    rest = {"H": 3, "TAUS": [0.01, 0.02, 0.03], "NOT_SELF": off, "own::even": even}

    def without(name):
        return fault(lambda: declared(**{key: value for key, value in rest.items() if key != name})).msg

    assert without("NOT_SELF").endswith(
        "or give one in the call, `Net(.., NOT_SELF=..)`, an array of bool [target, source], True where a pair is linked"
    )
    assert '`Net(.., **{"own::even": ..})`, an array of bool' in without("own::even")
    assert without("TAUS").endswith(
        "`Net(.., TAUS=..)`, an array in the shape of the parameter, for a time constant of times in seconds"
    )
    assert np.allclose(declared(**rest)["h.tau_s"], rest["TAUS"])
    # A name that is misspelt leads.
    error = fault(lambda: declared(H=3, not_self=off, TAUS=rest["TAUS"], **{"own::even": even}))
    assert error.msg == "no mask or start of this text is named `not_self`, which is given; did you mean `NOT_SELF`?"
    assert notes(error)[0] == "`NOT_SELF` is not given"


def test_a_declaration_shows_what_a_call_gives():
    declared = aru.net(GIVEN)
    assert declared.sizes == ("H",)
    assert declared.masks == ("NOT_SELF", "own::even") and declared.starts == ("TAUS",)
    assert repr(declared) == "<declaration Net(H=.., NOT_SELF=mask, own::even=mask, TAUS=start)>"
    plain = aru.net("struct N { input x: 1; output y: 1; x -> y; }")
    assert repr(plain) == "<declaration N()>" and plain.masks == plain.starts == ()


def test_what_is_no_size_mask_or_start_is_told():
    declared = aru.net(GIVEN)

    def wrong(kind, do):
        with pytest.raises(kind) as caught:
            do()
        return str(caught.value)

    assert wrong(ValueError, lambda: declared(H=3, NOT_SELF=lambda target, source: target != source)).startswith(
        "NOT_SELF is a function; expected an array of bool [target, source], such as ~np.eye"
    )
    assert wrong(ValueError, lambda: declared(H=3, TAUS=lambda unit: 0.1)).startswith(
        "TAUS is a function; expected a number, or"
    )
    assert wrong(ValueError, lambda: declared(H=3, NOT_SELF=1)) == "NOT_SELF has shape (), expected a mask [target, source]"
    assert wrong(ValueError, lambda: declared(H=True)) == "H is True; expected a whole number, 1 or more"
    assert "pathlib.Path of a file with it, not None" in wrong(TypeError, lambda: aru.net(None))
    with open(__file__) as file:
        assert "aru.net(file.read())" in wrong(TypeError, lambda: aru.net(file))
    assert "declared already: call it" in wrong(TypeError, lambda: aru.net(declared))
    small = aru.net("struct N { input x: 1; layer h: Elman<2>; output y: 1; x -> h -> y; }")
    assert wrong(ValueError, lambda: small.grid({"h.bias": 0.1})) == (
        "`h.bias` of the grid is 0.1; expected a list of values, such as [0.01, 0.1]"
    )
    assert "points of a grid are 3" in wrong(ValueError, lambda: small.grid(3))
    assert "such as range(16)" in wrong(ValueError, lambda: small.seeds(None))


def test_one_number_is_no_start_of_many():
    """It was taken for a size that is no whole number."""
    Given = aru.net(
        "struct S<const H: usize> { dt: 1 ms; input x: 2; layer h: Aru<H> {\n"
        " tau_s: learn per_unit(by(TAUS)) in logistic(1 ms, 200 ms); // of by(OTHERS)\n alpha_r: 1.0; } output y: 1; x -> h -> y; }"
    )
    for wrong in (0.01, 3, np.float32(0.01)):
        with pytest.raises(
            ValueError,
            match=r"^TAUS is .*; it is a start: expected an array with a number for each element of "
            r"the parameter that says `tau_s: learn per_unit\(by\(TAUS\)\) in logistic\(1 ms, 200 ms\)`",
        ):
            Given(H=4, TAUS=wrong)
    with pytest.raises(SyntaxError, match="4 elements, and 2 values"):
        Given(H=4, TAUS=[0.01, 0.02])
