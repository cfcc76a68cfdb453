//! The paper's network written by hand in the form that `recurrent_net!` emits, for the tests of this crate.

use std::borrow::Cow::Borrowed;

use crate::network::description::*;
use crate::network::emitted::Emitted;
use crate::network::plan::{AdjointRows, Plan, SeriesPlan};
use crate::numerics::block::Block;
use crate::numerics::dispatch::Isa;
use crate::numerics::lanes::Lanes;
use crate::numerics::layout::Form;
use crate::numerics::scalar::Scalar;
use crate::numerics::series::Series;

#[derive(Clone, Debug)]
pub struct Paper<T, const H: usize> {
    values: Vec<T>,
}

macro_rules! parameter {
    ($name:literal, $shape:expr, $role:expr, $initial:expr $(,)?) => {
        parameter!($name, $shape, $role, $initial, Bounds::Free)
    };
    ($name:literal, $shape:expr, $role:expr, $initial:expr, $bounds:expr $(,)?) => {
        Parameter {
            name: Borrowed($name),
            shape: Borrowed($shape),
            role: $role,
            learn: true,
            initial: $initial,
            bounds: $bounds,
            declared_as_time: false,
        }
    };
}

impl<T: Scalar, const H: usize> Paper<T, H> {
    const FORMS: [Form; 9] = [
        Form::Weight(1, H, 2),
        Form::Weight(1, H, H),
        Form::Units(1, H),
        Form::Global,
        Form::Global,
        Form::Units(1, H),
        Form::Units(1, H),
        Form::Weight(1, 2, H),
        Form::Units(1, 2),
    ];
}

impl<T: Scalar, const H: usize> Emitted for Paper<T, H> {
    type Number = T;
    type Over<U: Scalar> = Paper<U, H>;

    const DECLARATION: Description = Description {
        name: Borrowed("Paper"),
        docs: Borrowed("The network of Eq. 20."),
        dt: None,
        inputs: Borrowed(&[Input {
            name: Borrowed("x"),
            docs: Borrowed(""),
            size: 2,
        }]),
        layers: Borrowed(&[
            Layer {
                name: Borrowed("hidden"),
                docs: Borrowed(""),
                is_output: false,
                size: H,
                unit: 0,
                activation: Some(Activation::Sigmoid),
                constants: Borrowed(&[
                    Constant {
                        name: Borrowed("alpha_s"),
                        is_rate: true,
                        folded: None,
                    },
                    Constant {
                        name: Borrowed("alpha_r"),
                        is_rate: true,
                        folded: None,
                    },
                ]),
            },
            Layer {
                name: Borrowed("y"),
                docs: Borrowed(""),
                is_output: true,
                size: 2,
                unit: 1,
                activation: Some(Activation::Sigmoid),
                constants: Borrowed(&[]),
            },
        ]),
        links: Borrowed(&[
            Link {
                docs: Borrowed(""),
                source: Source::Input(0),
                target: 0,
                delays: Borrowed(&[0]),
                weight: 0,
            },
            Link {
                docs: Borrowed(""),
                source: Source::Layer(0),
                target: 0,
                delays: Borrowed(&[1]),
                weight: 1,
            },
            Link {
                docs: Borrowed(""),
                source: Source::Layer(0),
                target: 1,
                delays: Borrowed(&[0]),
                weight: 7,
            },
        ]),
        parameters: Borrowed(&[
            parameter!(
                "x_to_hidden.weight",
                &[H, 2],
                Role::Weight { link: 0 },
                Initial::Lecun
            ),
            parameter!(
                "hidden_to_hidden.weight",
                &[H, H],
                Role::Weight { link: 1 },
                Initial::Lecun
            ),
            parameter!("hidden.bias", &[H], Role::Bias { layer: 0 }, Initial::Zeros),
            parameter!(
                "hidden.alpha_s",
                &[1],
                Role::Constant {
                    layer: 0,
                    scope: Scope::Global
                },
                Initial::Number(0.5),
                Bounds::Logistic {
                    low: 0.0,
                    high: 1.0,
                    slope: 1.5
                },
            ),
            parameter!(
                "hidden.alpha_r",
                &[1],
                Role::Constant {
                    layer: 0,
                    scope: Scope::Global
                },
                Initial::Number(0.5),
                Bounds::Logistic {
                    low: 0.0,
                    high: 1.0,
                    slope: 1.5
                },
            ),
            parameter!(
                "hidden.initial.current",
                &[H],
                Role::InitialState { layer: 0 },
                Initial::Zeros
            ),
            parameter!(
                "hidden.initial.rate",
                &[H],
                Role::InitialState { layer: 0 },
                Initial::Zeros
            ),
            parameter!(
                "hidden_to_y.weight",
                &[2, H],
                Role::Weight { link: 2 },
                Initial::Lecun
            ),
            parameter!("y.bias", &[2], Role::Bias { layer: 1 }, Initial::Zeros),
        ]),
        units: Borrowed(&[]),
        order: Borrowed(&[0, 1]),
    };

    const PLAN: Plan = Plan {
        series: &[
            SeriesPlan {
                name: "x",
                units: 2,
                before: 0,
                trace_only: false,
                adjoint: AdjointRows::Summed,
                initial: None,
            },
            SeriesPlan {
                name: "hidden_drive",
                units: H,
                before: 0,
                trace_only: false,
                adjoint: AdjointRows::Written,
                initial: None,
            },
            SeriesPlan {
                name: "hidden_current",
                units: H,
                before: 1,
                trace_only: false,
                adjoint: AdjointRows::Carried,
                initial: Some(5),
            },
            SeriesPlan {
                name: "hidden_activation",
                units: H,
                before: 0,
                trace_only: false,
                adjoint: AdjointRows::Absent,
                initial: None,
            },
            SeriesPlan {
                name: "hidden_rate",
                units: H,
                before: 1,
                trace_only: false,
                adjoint: AdjointRows::Summed,
                initial: Some(6),
            },
            SeriesPlan {
                name: "y_drive",
                units: 2,
                before: 0,
                trace_only: false,
                adjoint: AdjointRows::Written,
                initial: None,
            },
            SeriesPlan {
                name: "y_value",
                units: 2,
                before: 0,
                trace_only: false,
                adjoint: AdjointRows::Summed,
                initial: None,
            },
        ],
        outputs: &[6],
        forms: &Self::FORMS,
        traced: &[("hidden.current", 2), ("hidden.rate", 4), ("y.value", 6)],
    };

    fn from_values(values: Vec<T>) -> Self {
        Paper { values }
    }

    fn values(&self) -> &[T] {
        &self.values
    }

    fn values_mut(&mut self) -> &mut [T] {
        &mut self.values
    }

    #[inline(always)]
    fn forward_chunk<I: Isa, const TRACE: bool>(
        lanes: Lanes<T, I>,
        parameters: &[Block<T>],
        values: &mut [Series<T>],
        steps: usize,
    ) {
        let [
            x,
            hidden_drive,
            hidden_current,
            hidden_activation,
            hidden_rate,
            y_drive,
            y_value,
        ] = values
        else {
            unreachable!()
        };
        let [
            x_to_hidden,
            hidden_to_hidden,
            hidden_bias,
            hidden_alpha_s,
            hidden_alpha_r,
            _,
            _,
            hidden_to_y,
            y_bias,
        ] = lanes.split(parameters, Self::FORMS);

        let alpha_s = lanes.global(hidden_alpha_s);
        let alpha_r = lanes.global(hidden_alpha_r);
        lanes.multiply_onto(
            hidden_bias,
            lanes.weight::<H, 2>(x_to_hidden),
            x.back(0),
            hidden_drive,
            0..steps,
        );
        for t in 0..steps {
            lanes.multiply(
                lanes.weight::<H, H>(hidden_to_hidden),
                hidden_rate.back(1),
                hidden_drive,
                t..t + 1,
            );
            let drive = lanes.row::<H>(hidden_drive, t, 0);
            let (current_before, current_now) = lanes.before_and_now::<H>(hidden_current, t);
            let activation_now = lanes.row_mut::<H>(hidden_activation, t, 0);
            let (rate_before, rate_now) = lanes.before_and_now::<H>(hidden_rate, t);
            for unit in 0..lanes.blocks(H) {
                let drive = drive[unit];
                let current = (1.0 - alpha_s) * current_before[unit] + alpha_s * drive;
                let activation = lanes.sigmoid(current);
                let rate = (1.0 - alpha_r) * rate_before[unit] + alpha_r * activation;
                current_now[unit] = current;
                activation_now[unit] = activation;
                rate_now[unit] = rate;
            }
        }
        lanes.multiply_onto(
            y_bias,
            lanes.weight::<2, H>(hidden_to_y),
            hidden_rate.back(0),
            y_drive,
            0..steps,
        );
        for t in 0..steps {
            let drive = lanes.row::<2>(y_drive, t, 0);
            let value_now = lanes.row_mut::<2>(y_value, t, 0);
            for unit in 0..lanes.blocks(2) {
                let value = lanes.sigmoid(drive[unit]);
                value_now[unit] = value;
            }
        }
    }

    #[inline(always)]
    fn backward_chunk<I: Isa>(
        lanes: Lanes<T, I>,
        parameters: &[Block<T>],
        values: &[Series<T>],
        adjoints: &mut [Series<T>],
        gradients: &mut [Block<T>],
        steps: usize,
    ) {
        let [
            x,
            hidden_drive,
            hidden_current,
            hidden_activation,
            hidden_rate,
            _,
            y_value,
        ] = values
        else {
            unreachable!()
        };
        let [
            d_x,
            d_hidden_drive,
            d_hidden_current,
            _,
            d_hidden_rate,
            d_y_drive,
            d_y_value,
        ] = adjoints
        else {
            unreachable!()
        };
        let [
            x_to_hidden,
            hidden_to_hidden,
            _,
            hidden_alpha_s,
            hidden_alpha_r,
            _,
            _,
            hidden_to_y,
            _,
        ] = lanes.split(parameters, Self::FORMS);
        let [
            d_x_to_hidden,
            d_hidden_to_hidden,
            d_hidden_bias,
            d_hidden_alpha_s,
            d_hidden_alpha_r,
            _,
            _,
            d_hidden_to_y,
            d_y_bias,
        ] = lanes.split_mut(gradients, Self::FORMS);

        for t in (0..steps).rev() {
            let value = lanes.row::<2>(y_value, t, 0);
            let d_value = lanes.row::<2>(d_y_value, t, 0);
            let d_drive_now = lanes.row_mut::<2>(d_y_drive, t, 0);
            for unit in 0..lanes.blocks(2) {
                let value = value[unit];
                let d_drive = d_value[unit] * (value * (1.0 - value));
                d_drive_now[unit] = d_drive;
            }
        }
        lanes.multiply_transposed(
            lanes.weight::<2, H>(hidden_to_y),
            d_y_drive,
            d_hidden_rate.back_mut(0),
            0..steps,
        );
        lanes.weight_gradient(
            d_y_drive,
            hidden_rate.back(0),
            0..steps,
            lanes.weight_mut::<2, H>(d_hidden_to_y),
        );
        lanes.bias_gradient::<2>(d_y_drive, 0..steps, d_y_bias);

        let alpha_s = lanes.global(hidden_alpha_s);
        let alpha_r = lanes.global(hidden_alpha_r);
        let mut d_alpha_s = lanes.number(0.0);
        let mut d_alpha_r = lanes.number(0.0);
        for t in (0..steps).rev() {
            let drive = lanes.row::<H>(hidden_drive, t, 0);
            let current_before = lanes.row::<H>(hidden_current, t, 1);
            let activation = lanes.row::<H>(hidden_activation, t, 0);
            let rate_before = lanes.row::<H>(hidden_rate, t, 1);
            let d_drive_now = lanes.row_mut::<H>(d_hidden_drive, t, 0);
            let d_current_carried = lanes.carried::<H>(d_hidden_current);
            let (d_rate_before, d_rate_now) = lanes.before_and_now::<H>(d_hidden_rate, t);
            for unit in 0..lanes.blocks(H) {
                let activation = activation[unit];
                let d_rate = d_rate_now[unit];
                d_rate_before[unit] += (1.0 - alpha_r) * d_rate;
                d_alpha_r += (activation - rate_before[unit]) * d_rate;
                let d_current =
                    d_current_carried[unit] + alpha_r * d_rate * (activation * (1.0 - activation));
                d_current_carried[unit] = (1.0 - alpha_s) * d_current;
                d_alpha_s += (drive[unit] - current_before[unit]) * d_current;
                d_drive_now[unit] = alpha_s * d_current;
            }
            lanes.multiply_transposed(
                lanes.weight::<H, H>(hidden_to_hidden),
                d_hidden_drive,
                d_hidden_rate.back_mut(1),
                t..t + 1,
            );
        }
        lanes.add_global(d_hidden_alpha_s, d_alpha_s);
        lanes.add_global(d_hidden_alpha_r, d_alpha_r);
        if !d_x.is_absent() {
            lanes.multiply_transposed(
                lanes.weight::<H, 2>(x_to_hidden),
                d_hidden_drive,
                d_x.back_mut(0),
                0..steps,
            );
        }
        lanes.weight_gradient(
            d_hidden_drive,
            x.back(0),
            0..steps,
            lanes.weight_mut::<H, 2>(d_x_to_hidden),
        );
        lanes.weight_gradient(
            d_hidden_drive,
            hidden_rate.back(1),
            0..steps,
            lanes.weight_mut::<H, H>(d_hidden_to_hidden),
        );
        lanes.bias_gradient::<H>(d_hidden_drive, 0..steps, d_hidden_bias);
    }
}
