//! Equations in LaTeX: what functions are called and how they are defined. That LaTeX takes them is held by tests/emitted.

use aru::prelude::*;

/// The hyperbolic tangent of half of x.
struct Halved;

impl Activation for Halved {
    const NAME: &'static str = "halved";
    const LATEX: Option<&'static str> = Some(r"\tanh(x / 2)");

    fn value<R: Real>(x: R) -> R {
        (x * R::number(0.5)).tanh()
    }
}

/// One that says nothing of itself.
struct Silent;

impl Activation for Silent {
    const NAME: &'static str = "silent_one";

    fn value<R: Real>(x: R) -> R {
        x.tanh()
    }
}

recurrent_net! {
    unit Scaled {
        constant k;
        v = sqrt(2) * drive + k * exp(drive) + max(k, 0.5) * recur;
        emit v;
    }
    struct Net {
        input x: 1;
        layer a: Dense<2> { activation: custom(Halved); }
        layer b: Dense<2> { activation: custom(Silent); }
        layer c: Scaled<2> { k: 0.0; }
        output y: 1;
        x -> a -> b -> c -> y;
    }
}

#[test]
fn types_are_defined_by_what_they_say_and_numbers_are_folded() {
    let latex = Net::<f32>::new(1).to_latex();
    for part in [
        r"\textit{halved}(x) &= \tanh(x / 2)",
        r"\textit{silent\_one}\left(",
        // What is not exact stands as it is, and nothing else is left of the equation.
        r"v_{\text{c}}[t] &= \sqrt{2} \, \textit{drive}_{\text{c}}[t]",
    ] {
        assert!(latex.contains(part), "{part}\nis not in\n{latex}");
    }
    assert!(!latex.contains(r"\textit{silent\_one}(x) &="), "{latex}");
    assert!(!latex.contains(r"\exp"), "{latex}");
}
