//! Exported modules as text. What they compute is held in PyTorch by tests/pytorch.

use aru::prelude::*;
use expect_test::expect_file;

fn not_self(target: usize, source: usize) -> bool {
    target != source
}

recurrent_net! {
    /// The network of Eq. 20 of Quax, D'Asaro and van Gerven (2020).
    pub struct Paper<const H: usize> {
        input x: 2;
        layer hidden: Aru<H> {
            alpha_s: learn global(0.5) in logistic(0, 1);
            alpha_r: learn global(0.5) in logistic(0, 1);
            initial: learn;
        }
        output y: 2 { activation: sigmoid; }

        x -> hidden;
        hidden ~> hidden;
        hidden -> y;
    }
}

recurrent_net! {
    /// A supralinear rate.
    activation power_law(x) = 0.5 * pow(relu(x), 2);

    /// Everything that a declaration can say.
    pub struct Everything {
        dt: 2 ms;
        input sound: 3;
        input cue: 1;
        layer fast: Aru<5> {
            tau_s: gated(20 ms, from cue, fast) in logistic(4 ms, 200 ms);
            tau_r: learn per_unit(uniform(4 ms, 40 ms)) in logistic(2 ms, 200 ms);
            activation: power_law;
            initial: learn;
            noise: normal(0.1);
        }
        layer slow: Aru<5> {
            tau_s: learn global(50 ms) in 4 ms..=200 ms;
            alpha_r: 1.0;
            activation: sigmoid;
            sign: dale(excitatory 0.8);
        }
        layer gates: Gru<3> { initial: learn; }
        output rate: 2 { activation: softplus; }
        output choice: 1;

        sound -> fast { delays: 0..4; }
        fast ~> fast { mask: by(not_self); delays: [1, 4]; }
        fast ~> slow { delay: learn(7 ms) in 2 ms..=12 ms; spread: fixed 1.0; density: 0.6; }
        slow ~> slow { form: diagonal; }
        slow -> gates { density: 0.5; }
        gates ~> gates;
        slow -> rate { sign: free; }
        gates -> choice;
        gates ~> fast.alpha_s { delay: 6 ms; }
    }
}

/// Names that a module of PyTorch has methods of, that Python has as keywords, and that the file has itself.
#[allow(non_camel_case_types)]
mod names {
    use super::*;

    recurrent_net! {
        unit lambda {
            constant p, at;
            t = tanh(drive) * p;
            x = 0.5 * prev(x) + at * t;
            emit x;
        }
        pub struct None {
            input x: 2;
            input noise: 1;
            layer half: lambda<3> { p: learn global(0.5); at: 0.3; initial: learn; }
            layer τ: Elman<3>;
            output forward: 2;

            x -> half -> τ -> forward;
            noise -> half;
            τ ~> τ;
        }
    }
}

#[test]
fn the_network_of_the_paper() {
    let text = Paper::<f32, 10>::new(1).to_pytorch().unwrap();
    expect_file!["snapshots/paper.py"].assert_eq(&text);
    assert_eq!(
        text,
        Paper::<f64, 10>::new(2).to_pytorch().unwrap(),
        "values are in the saved file"
    );
}

#[test]
fn all_that_can_be_declared() {
    let text = Everything::<f32>::new(1).to_pytorch().unwrap();
    expect_file!["snapshots/everything.py"].assert_eq(&text);
}

#[test]
fn names_that_mean_something_else() {
    let text = names::None::<f32>::new(1).to_pytorch().unwrap();
    expect_file!["snapshots/names.py"].assert_eq(&text);
}

struct Unsaid;

impl Activation for Unsaid {
    const NAME: &'static str = "unsaid";

    fn value<R: Real>(x: R) -> R {
        x.tanh()
    }
}

recurrent_net! {
    struct Silent {
        input x: 1;
        layer hidden: Elman<2> { activation: custom(Unsaid); }
        output y: 1;
        x -> hidden -> y;
    }
}

#[test]
fn a_type_without_a_text_is_named() {
    let error = Silent::<f32>::new(1).to_pytorch().unwrap_err().to_string();
    assert!(
        error.starts_with("activation `unsaid`: it does not say what it is in PyTorch"),
        "{error}"
    );
    assert!(error.contains("const PYTORCH"), "{error}");
}
