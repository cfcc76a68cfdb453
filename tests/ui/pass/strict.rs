//! The strictest crate that a user can have.
#![forbid(unsafe_code)]
#![deny(
    warnings,
    missing_docs,
    missing_debug_implementations,
    unreachable_pub,
    unused_qualifications
)]
#![deny(nonstandard_style, rust_2018_idioms, let_underscore, future_incompatible)]

/// A module with a network in it.
pub mod nets {
    use aru::prelude::*;

    recurrent_net! {
        /// Two areas.
        pub struct Hierarchy<const H: usize> {
            dt: 5 ms;
            /// What comes in.
            input x: 1;
            /// The fast one.
            layer fast: Aru<H> {
                /// How fast.
                tau_s: learn global(20 ms) in logistic(5 ms, 200 ms);
                alpha_r: learn per_unit(0.5) in logistic(0, 1);
                initial: learn;
            }
            layer slow: Gru<3> { bias: none; }
            output y: 1;

            x -> fast -> slow -> y;
            /// Recurrence.
            fast ~> fast { delays: [1, 25 ms]; }
            slow ~> fast;
        }

        struct Private {
            input x: 1;
            output y: 1;

            x -> y;
        }
    }

    /// Uses the private one.
    pub fn private() -> usize {
        Private::<f64>::new(1).parameters().count()
    }
}

fn main() {
    let net = nets::Hierarchy::<f32, 4>::new(7);
    assert_eq!(net.fast().alpha_r().len(), 4);
    assert_eq!(net.fast().alpha_s(), [0.25]);
    assert_eq!(nets::private(), 2);
}
