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

recurrent_net! {
    unit Cased {
        v = select(drive > 0, drive, 0) + 0.5 * prev(v);
        w = 2 * (select(drive > 0, drive, 0) - select(v > 1, v, 1));
        z = select(select(v > 1, w, v) >= 0, v, w);
        emit z;
    }
    struct Cases {
        input x: 1;
        layer c: Cased<2>;
        output y: 1;
        x -> c -> y;
    }
}

/// What stands behind cases would be read as a part of the last.
#[test]
fn cases_are_in_brackets_where_something_follows() {
    let latex = Cases::<f32>::new(1).to_latex();
    let [begin, end] = [r"\left(\begin{cases}", r"\end{cases}\right)"];
    let equations = latex.lines().filter(|line| line.contains("cases"));
    // Each pair of brackets, and the cases that stand alone.
    let counts: Vec<[usize; 3]> = equations
        .map(|line| [begin, end, r"\begin{cases}"].map(|part| line.matches(part).count()))
        .collect();
    let total = counts.iter().fold([0; 3], |sum, own| {
        std::array::from_fn(|place| sum[place] + own[place])
    });
    assert_eq!(total, [4, 4, 5], "{latex}");
}
