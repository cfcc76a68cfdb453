//! Units and wirings at the edge of the language, each held against the interpreter and dual numbers as the generated
//! declarations are: aliases, equal states, states that nothing changes or reads, `recur` without an own link.

use aru_declared::checks;
use aru_declared::sample::Extent;

macro_rules! case {
    ($($(#[$doc:meta])* $module:ident: { $($declaration:tt)* })*) => {$(
        $(#[$doc])*
        mod $module {
            use super::{EXTENT, checks};
            use aru::Model;
            use aru::prelude::*;

            recurrent_net! { $($declaration)* }

            #[test]
            fn values_are_those_of_the_interpreter() {
                checks::check_values(Model::of::<Net<f64>>(), stringify!($module), EXTENT);
            }

            #[test]
            fn gradients_are_those_of_dual_numbers() {
                checks::check_gradients(Model::of::<Net<f64>>(), stringify!($module), EXTENT);
                checks::check_dot_product(Model::of::<Net<f64>>(), stringify!($module));
            }
        }
    )*};
}

const EXTENT: Extent = Extent {
    sequences: 3,
    steps: 8,
    gain: 0.9,
};

case! {
    /// What is emitted equals a state but is none: a delayed link reads zero before step 0, not the initial rate.
    alias_of_a_state: {
        unit Alias {
            constant alpha_s;
            rate = (1 - alpha_s) * prev(rate) + alpha_s * tanh(drive);
            out = rate;
            emit out;
        }
        pub struct Net {
            input x: 2;
            layer h: Alias<3> { alpha_s: learn per_unit(0.5); initial: learn; }
            output y: 1;
            x -> h;
            h ~> h { delays: [1, 3]; }
            h -> y;
        }
    }

    /// Two states with the same equation keep initial values of their own.
    equal_states: {
        unit Twins {
            one = tanh(drive + prev(two));
            two = tanh(drive + prev(two));
            sum = prev(one) + 2 * one - two;
            emit sum;
        }
        pub struct Net {
            input x: 2;
            layer h: Twins<3> { initial: learn; }
            output y: 2;
            x -> h;
            h ~> h;
            h -> y;
        }
    }

    /// States that trade places each step: `prev` is of the step before, whatever the order of the equations.
    trading_states: {
        unit Swap {
            one = 0.9 * prev(two);
            two = 0.8 * prev(one) + drive;
            emit one;
        }
        pub struct Net {
            input x: 1;
            layer h: Swap<2> { initial: learn; }
            output y: 1;
            x -> h;
            h ~> y { delay: 2; }
        }
    }

    /// A state that keeps its initial value for ever, and a value that is the state of the step before.
    held_state: {
        unit Held {
            offset = prev(offset);
            level = prev(level) / 2 + drive;
            before = prev(level) - offset;
            emit before;
        }
        pub struct Net {
            input x: 2;
            layer h: Held<3> { initial: learn; }
            output y: 2 { activation: tanh; }
            x -> h;
            h -> y;
            y ~> h { delays: 1..=2; }
        }
    }

    /// Without an own link `recur` is zero; what is computed from it alone is a constant.
    recur_without_own_link: {
        unit Lonely {
            ports push, pull;
            gate = sigmoid(pull + recur(pull));
            level = gate * tanh(push) + exp(0.1 * tanh(recur(push)));
            emit level;
        }
        pub struct Net {
            input x: 2;
            layer h: Lonely<2> {}
            layer g: Lonely<3> { bias: none; }
            output y: 1;
            x -> h -> g -> y;
            g ~> g { delays: [2, 1]; }
            g ~> h;
        }
    }

    /// The drive itself is emitted; numbers fold away; one value is read by nothing.
    passing_on: {
        unit Relay {
            constant gain;
            unused = exp(drive) * gain;
            nothing = 0 * drive + 1 - 1;
            copy = -(-drive) + nothing;
            emit copy;
        }
        pub struct Net {
            input x: 3;
            layer h: Relay<2> { gain: learn per_unit(0.5); }
            output y: 2 { bias: none; }
            x -> h;
            h ~> h { delay: 3; }
            h -> y;
        }
    }

    /// Both rates at one: states that only `trace` and the initial values know.
    folded_rates: {
        pub struct Net {
            input x: 2;
            layer h: Aru<3> { alpha_s: 1.0; alpha_r: 1.0; initial: learn; }
            layer g: Aru<2> { alpha_s: 1.3; alpha_r: 0.4; activation: softplus; initial: learn; }
            output y: 2;
            x -> h -> g -> y;
            h ~> h;
            g ~> g { delays: [4, 1]; }
            g ~> h { delay: 20; }
        }
    }

    /// The same function of the same value, twice, and an activation of two different ones.
    shared_terms: {
        unit Shared {
            constant alpha_s, tilt;
            level = (1 - alpha_s) * prev(level) + alpha_s * activation(drive);
            bent = activation(drive) * activation(tilt * level) / (1 + exp(-level));
            emit bent;
        }
        pub struct Net {
            input x: 2;
            layer h: Shared<3> { alpha_s: learn global(0.5); tilt: learn global(0.5); activation: elu; initial: learn; }
            output y: 1;
            x -> h;
            h ~> h;
            h -> y;
        }
    }
}
