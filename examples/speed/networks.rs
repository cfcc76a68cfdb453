//! The networks, as Rust and as text.

use aru::prelude::*;

macro_rules! declared {
    ($($declaration:tt)*) => {
        recurrent_net! { $($declaration)* }

        /// The same as text.
        pub const TEXT: &str = stringify!($($declaration)*);
    };
}

declared! {
    /// Eq. 20 of Quax, D'Asaro and van Gerven (2020).
    pub struct Paper<const I: usize, const H: usize> {
        input x: I;
        layer hidden: Aru<H> {
            alpha_s: learn global(0.5) in logistic(0, 1);
            alpha_r: learn global(0.5) in logistic(0, 1);
            initial: learn;
        }
        output y: I { activation: sigmoid; }
        x -> hidden;
        hidden ~> hidden;
        hidden -> y;
    }

    /// The same with gated units.
    pub struct Gated<const H: usize> {
        input x: 2;
        layer hidden: Gru<H> { initial: learn; }
        output y: 2 { activation: sigmoid; }
        x -> hidden;
        hidden ~> hidden;
        hidden -> y;
    }

    /// Two areas with feedback, every unit with rate constants of its own.
    pub struct Hierarchy<const H: usize> {
        input x: 1;
        layer first: Aru<H> {
            alpha_s: learn per_unit(0.5) in logistic(0, 1);
            alpha_r: learn per_unit(0.5) in logistic(0, 1);
            initial: learn;
        }
        layer second: Aru<H> {
            alpha_s: learn per_unit(0.5) in logistic(0, 1);
            alpha_r: learn per_unit(0.5) in logistic(0, 1);
            initial: learn;
        }
        output y: 1;
        x -> first -> second;
        first ~> first;
        second ~> second;
        second ~> first;
        first -> y;
    }
}
