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

recurrent_net! {
    struct Spectral {
        input sound: [9, 2];
        layer code: Aru<[4, 3]> {
            alpha_s: learn per_band(0.5) in logistic(0, 1);
            alpha_r: learn per_channel(0.5) in logistic(0, 1);
            bias: learn per_channel(zeros);
            norm: layer(over channels);
        }
        layer map: Gru<[4, 2]> { bias: learn per_band(zeros); }
        output y: 1;
        sound -> code { form: local(kernel 3, stride 2); }
        code ~> code { form: conv(kernel 3, pad 1); }
        code -> map.candidate { form: conv(kernel 3, pad 1); delays: [0, 2]; }
        map -> y;
    }
}

/// Each product once, with its own kernel, stride and pad, and who has a number in common.
#[test]
fn products_of_patches_are_defined_and_shared_numbers_told() {
    let latex = Spectral::<f32>::new(1).to_latex();
    for part in [
        r"\bigl(\operatorname{local}_{3,2}(W)\,a\bigr)_{b,c} &= \sum_{k=0}^{2} \sum_m W_{b,c;\,k,m}\,a_{2b+k,m}",
        r"\bigl(\operatorname{conv}_{3,1,1}(W)\,a\bigr)_{b,c} &= \sum_{k=0}^{2} \sum_m W_{c;\,k,m}\,a_{b+k-1,m}",
        r"\texttt{code.alpha\_s}, learned, one a band",
        r"\texttt{code.alpha\_r}, learned, one a channel",
        r"\texttt{code.bias}, learned, one a channel",
        r"\texttt{code.norm.gain}, learned, one a channel",
        r"\texttt{map.recurrent\_bias}, learned, one a band",
        r"\texttt{code\_to\_code.weight}, learned, shared by all bands",
        r"\texttt{sound\_to\_code.weight}, learned &",
    ] {
        assert!(latex.contains(part), "{part}\nis not in\n{latex}");
    }
    assert_eq!(latex.matches(r"_{b,c} &=").count(), 2, "{latex}");
}
