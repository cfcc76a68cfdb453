//! Names that the emitted code might want for itself: values, gradients and the adjoint hold whatever they are.

use aru::Model;
use aru_declared::checks;
use aru_declared::sample::Extent;

#[allow(non_snake_case)]
mod declared {
    use aru::prelude::*;

    /// Constants that locals of the same name would be taken for.
    #[allow(dead_code)]
    pub const I: usize = 3;
    pub const TRACE: usize = 4;

    recurrent_net! {
        /// `d_v` is what the adjoint of `v` would be called.
        unit Second {
            constant k;
            d_v = 0.5 * prev(d_v) + 0.5 * (drive - prev(v));
            v = prev(v) + k * d_v;
            emit v;
        }
        /// `d_gain` is what the gradient of `gain` would be called.
        unit Gains {
            constant gain, d_gain;
            v = gain * drive + d_gain * prev(v);
            emit v;
        }
        /// `recur_a` is what `recur(a)` would be called.
        unit Ports {
            ports a, recur_a;
            h = 0.5 * prev(h) + tanh(a + recur(a)) * recur_a;
            emit h;
        }
        /// Names of rows and of the locals of a chunk.
        unit Rows {
            constant rate_before, drive_now, lanes;
            unit = tanh(drive) * drive_now;
            t = sigmoid(unit) + lanes;
            sigmoid_of_unit = exp(-t);
            steps = sigmoid(t) * sigmoid_of_unit;
            rate = 0.5 * prev(rate) + rate_before * steps;
            emit rate;
        }

        pub struct Derivatives {
            input x: 2;
            layer second: Second<3> { k: learn global(0.3); initial: learn; }
            layer gains: Gains<2> { gain: learn global(0.5); d_gain: learn per_unit(0.3); }
            layer d_gains: Ports<2>;
            output y: 1;
            x -> second -> gains -> d_gains -> y;
            d_gains ~> d_gains;
        }

        pub struct Flattened {
            input delay: 2;
            input I: 1;
            layer x: Gru<3>;
            layer x_recurrent: Elman<TRACE>;
            layer a: Rows<3> {
                rate_before: learn global(0.3);
                drive_now: learn per_unit(0.7);
                lanes: learn global(0.1);
            }
            output adjoints: 2;
            delay -> x { delays: 0..3; }
            I -> a;
            x -> x_recurrent -> a -> adjoints;
            x ~> x { delays: [1, 3]; }
            a ~> x;
        }

        pub struct Sizes<const L: usize, const U: usize> {
            input X: L;
            layer V: Elman<U> { initial: learn; }
            output y: 1;
            X -> V -> y;
            V ~> V;
        }
    }
}

fn check(model: Model, name: &str) {
    let extent = Extent {
        sequences: 3,
        steps: 9,
        gain: 0.9,
    };
    checks::check_values(model, name, extent);
    checks::check_gradients(model, name, extent);
    checks::check_dot_product(model, name);
}

#[test]
fn names_of_derivatives() {
    check(Model::of::<declared::Derivatives<f64>>(), "derivatives");
}

#[test]
fn names_that_flatten_alike_and_names_of_locals() {
    check(Model::of::<declared::Flattened<f64>>(), "flattened");
}

#[test]
fn names_of_generic_parameters() {
    check(Model::of::<declared::Sizes<f64, 2, 3>>(), "sizes");
}
