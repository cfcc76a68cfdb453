//! Activations of one's own in every place where a declaration may stand, with names that meet those of emitted code.
use aru::prelude::*;

mod inside {
    use aru::prelude::*;

    /// Called like what emitted code and the library have.
    #[allow(non_camel_case_types)]
    pub struct T;

    impl Activation for T {
        const NAME: &'static str = "t";

        fn value<R: Real>(x: R) -> R {
            x.tanh()
        }
    }

    pub struct Steep<const N: usize>;

    impl<const N: usize> Activation for Steep<N> {
        const NAME: &'static str = "steep";
        const LATEX: Option<&'static str> = Some(r"\tanh(N x)");

        fn value<R: Real>(x: R) -> R {
            (R::number(N as f64) * x).tanh()
        }
    }
}
use inside::T;

recurrent_net! {
    /// Documented.
    activation x(x_) = x_ * sigmoid(x_);

    struct Net<const H: usize> {
        input x: 2;
        layer h: Aru<H> { alpha_s: 0.5; alpha_r: 1.0; activation: custom(T); }
        layer k: Elman<3> { activation: custom(inside::Steep<3>); }
        layer l: Dense<3> { activation: custom(self::inside::Steep::<2>); }
        output y: 1 { activation: x; }
        x -> h -> k -> l -> y;
        h ~> h;
    }
}

fn main() {
    struct Local;

    impl Activation for Local {
        const NAME: &'static str = "local";

        fn value<R: Real>(x: R) -> R {
            x.relu() * x.relu()
        }
    }

    recurrent_net! {
        struct InAFunction { input x: 1; output y: 1 { activation: custom(Local); } x -> y; }
    }
    let inputs = aru::ndarray::Array3::from_elem((1, 4, 2), 0.5);
    assert!(Net::<f64, 4>::new(1).run(inputs.view()).is_ok());
    let inputs = aru::ndarray::Array3::from_elem((1, 4, 1), 0.5_f32);
    assert!(InAFunction::<f32>::new(1).run(inputs.view()).is_ok());
}
