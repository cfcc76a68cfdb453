"""A declaration as the text of a crate of Rust."""

import aru
import pytest
from aru import _rust


def written(paths):
    return " ".join(_rust._modules(_rust._placed({path: "const {}: X;" for path in paths})))


def test_a_module_is_written_once():
    expected = "pub mod of { const A: X; const B: X; pub mod deep { const C: X; } }"
    assert written(["crate::of::A", "of::B", "self::of::deep::C"]) == expected
    assert written(["crate::A", "of::B"]) == "const A: X; pub mod of { const B: X; }"
    assert written(["crate::A", "A"]) == "const A: X;"


@pytest.mark.parametrize("path", ["super::A", "crate::super::of::A", "::of::A"])
def test_what_is_outside_is_refused(path):
    with pytest.raises(aru.BuildError, match=f"`{path}` is outside .*: write `A` or `of::A`"):
        written([path])


def test_two_numbers_for_one_thing_are_refused():
    with pytest.raises(aru.BuildError, match="`A` and `crate::A` are one thing to Rust"):
        _rust._placed({"A": "const {}: usize = 1;", "crate::A": "const {}: usize = 2;"})


def test_what_the_library_is_called_elsewhere_is_left_out():
    text = """
        // The line crate: ::rnn; is for others.
        /* crate: x; */ crate: ::rnn;
        struct Net { input x: crate::SIZE; output y: 1; x -> y; }"""
    library = _rust.library_text(text, "<text>", "Net", ({"crate::SIZE": 2}, {}, {}), "float32")
    assert "crate: ::rnn; is for others" in library and "/* crate: x; */ \n" in library
    assert "input x: crate::SIZE;" in library and "pub const SIZE: usize = 2;" in library
    assert library.count("::rnn") == 1 and "single::<Net<f32>>" in library
