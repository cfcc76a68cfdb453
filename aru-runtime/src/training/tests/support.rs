//! Networks and data for the tests of training.

use std::borrow::Cow::Borrowed;

use ndarray::Array3;

use crate::data::sequences::Sequences;
use crate::loss::MeanSquaredError;
use crate::network::description::*;
use crate::network::emitted::Emitted;
use crate::network::plan::{AdjointRows, Plan, SeriesPlan};
use crate::numerics::block::Block;
use crate::numerics::dispatch::Isa;
use crate::numerics::lanes::Lanes;
use crate::numerics::layout::Form;
use crate::numerics::scalar::Scalar;
use crate::numerics::series::Series;
use crate::paper::Paper;
use crate::run::declared::Declared;
use crate::run::network::Network;

/// Hidden units of the networks here.
pub(super) const H: usize = 4;

/// The network of Eq. 20 as everywhere in the paper: both rates learned under a logistic.
pub(super) type Net = Paper<f64, H>;

/// One leaky unit, which is the output: y = (1 - alpha_s) prev(y) + alpha_s (weight x + bias), whose rate is declared
/// in one of three ways.
#[derive(Clone, Debug)]
pub(super) struct Leaky<T, const KIND: usize>(Vec<T>);

/// `learn global(0.5)`
pub(super) type Unbounded = Leaky<f64, 0>;
/// `learn global(0.5) in 0.1..=0.6`
pub(super) type InInterval = Leaky<f64, 1>;
/// `fixed global(0.5)`
pub(super) type Fixed = Leaky<f32, 2>;

const KINDS: [(bool, Bounds); 3] = [
    (true, Bounds::Free),
    (true, Bounds::Interval { low: 0.1, high: 0.6 }),
    (false, Bounds::Free),
];

const fn parameter(name: &'static str, role: Role, initial: f64) -> Parameter {
    Parameter {
        name: Borrowed(name),
        shape: Borrowed(&[1]),
        role,
        learn: true,
        initial: Initial::Number(initial),
        bounds: Bounds::Free,
        declared_as_time: false,
    }
}

impl<T: Scalar, const KIND: usize> Leaky<T, KIND> {
    const PARAMETERS: &'static [Parameter] = &[
        parameter("x_to_y.weight", Role::Weight { link: 0 }, 0.8),
        parameter("y.bias", Role::Bias { layer: 0 }, 0.1),
        Parameter {
            name: Borrowed("y.alpha_s"),
            shape: Borrowed(&[1]),
            role: Role::Constant {
                layer: 0,
                scope: Scope::Global,
            },
            learn: KINDS[KIND].0,
            initial: Initial::Number(0.5),
            bounds: KINDS[KIND].1,
            declared_as_time: false,
        },
    ];
}

const fn series(name: &'static str, before: usize) -> SeriesPlan {
    SeriesPlan {
        name,
        units: 1,
        before,
        trace_only: false,
        adjoint: AdjointRows::Summed,
        initial: None,
    }
}

impl<T: Scalar, const KIND: usize> Leaky<T, KIND> {
    /// As a type that the macro writes has it.
    pub(super) fn new(seed: u64) -> Self {
        Declared::new(seed)
    }
}

impl<T: Scalar, const KIND: usize> Emitted for Leaky<T, KIND> {
    type Number = T;
    type Over<U: Scalar> = Leaky<U, KIND>;

    const DECLARATION: Description = Description {
        name: Borrowed("Leaky"),
        docs: Borrowed(""),
        dt: None,
        inputs: Borrowed(&[Input {
            name: Borrowed("x"),
            docs: Borrowed(""),
            size: 1,
            channels: 1,
        }]),
        layers: Borrowed(&[Layer {
            name: Borrowed("y"),
            docs: Borrowed(""),
            is_output: true,
            size: 1,
            channels: 1,
            unit: 0,
            activation: Some(Activation::Identity),
            constants: Borrowed(&[Constant {
                name: Borrowed("alpha_s"),
                is_rate: true,
                folded: None,
            }]),
            noise: None,
        }]),
        links: Borrowed(&[Link {
            port: None,
            learned_delay: None,
            docs: Borrowed(""),
            source: Source::Input(0),
            target: 0,
            delays: Borrowed(&[0]),
            weight: Some(0),
            form: LinkForm::Dense,
        }]),
        parameters: Borrowed(Self::PARAMETERS),
        units: Borrowed(&[]),
        order: Borrowed(&[0]),
    };
    const PLAN: Plan = Plan {
        series: &[series("x", 0), series("y", 1)],
        outputs: &[1],
        forms: &[Form::Global, Form::Global, Form::Global],
        traced: &[("y.value", 1)],
    };

    fn from_values(values: Vec<T>) -> Self {
        Leaky(values)
    }

    fn values(&self) -> &[T] {
        &self.0
    }

    fn values_mut(&mut self) -> &mut [T] {
        &mut self.0
    }

    #[inline(always)]
    fn forward_chunk<I: Isa, const TRACE: bool>(
        lanes: Lanes<T, I>,
        parameters: &[Block<T>],
        values: &mut [Series<T>],
        steps: usize,
    ) {
        let [x, y] = values else { unreachable!() };
        let [weight, bias, alpha_s] = [0, 1, 2].map(|index| lanes.global(&parameters[index..]));
        for t in 0..steps {
            let x = lanes.row::<1>(x, t, 0);
            let (before, now) = lanes.before_and_now::<1>(y, t);
            for unit in 0..lanes.blocks(1) {
                let drive = weight * x[unit] + bias;
                now[unit] = (1.0 - alpha_s) * before[unit] + alpha_s * drive;
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
        let ([x, y], [_, d_y]) = (values, adjoints) else {
            unreachable!()
        };
        let [weight, bias, alpha_s] = [0, 1, 2].map(|index| lanes.global(&parameters[index..]));
        for t in (0..steps).rev() {
            let (x, before) = (lanes.row::<1>(x, t, 0), lanes.row::<1>(y, t, 1));
            let (d_before, d_now) = lanes.before_and_now::<1>(d_y, t);
            for unit in 0..lanes.blocks(1) {
                let d = d_now[unit];
                d_before[unit] += (1.0 - alpha_s) * d;
                lanes.add_global(&mut gradients[0..1], alpha_s * d * x[unit]);
                lanes.add_global(&mut gradients[1..2], alpha_s * d);
                lanes.add_global(&mut gradients[2..3], (weight * x[unit] + bias - before[unit]) * d);
            }
        }
    }
}

/// What the leaky unit answers to white noise with this rate.
pub(super) fn leaky<T: Scalar>(alpha_s: f64) -> Sequences<T> {
    use rand::{RngExt, SeedableRng};
    let mut random = rand_chacha::ChaCha8Rng::seed_from_u64(3);
    let inputs = Array3::from_shape_fn((40, 20, 1), |_| T::from_f64(random.random_range(-1.0..1.0)));
    let mut teacher = Leaky::<T, 0>::new(0);
    teacher.set("y.alpha_s", &[T::from_f64(alpha_s)]).unwrap();
    let targets = teacher.run(inputs.view()).unwrap();
    Sequences::new(inputs, targets).unwrap()
}

/// Smooth inputs of two features, another phase each sequence.
pub(super) fn inputs(sequences: usize, steps: usize) -> Array3<f64> {
    Array3::from_shape_fn((sequences, steps, 2), |(sequence, step, feature)| {
        let phase = 1.3 * sequence as f64 + 0.4 * (1.0 + feature as f64) * step as f64;
        5.0 * phase.sin() + (0.3 * phase).cos()
    })
}

/// A network of this seed with weights three times as strong into and out of the hidden layer.
pub(super) fn strong(seed: u64) -> Net {
    let mut net = Net::new(seed);
    for name in ["x_to_hidden.weight", "hidden_to_y.weight"] {
        let stronger: Vec<f64> = values(&net, name).iter().map(|weight| 3.0 * weight).collect();
        net.set(name, &stronger).unwrap();
    }
    net
}

/// Smooth inputs with what a strong network of this seed and these rates answers.
pub(super) fn taught(sequences: usize, seed: u64, rates: (f64, f64)) -> Sequences<f64> {
    let mut teacher = strong(seed);
    teacher.set("hidden.alpha_s", &[rates.0]).unwrap();
    teacher.set("hidden.alpha_r", &[rates.1]).unwrap();
    let inputs = inputs(sequences, 20);
    let targets = teacher.run(inputs.view()).unwrap();
    Sequences::new(inputs, targets).unwrap()
}

/// Mean squared error over a whole data set without lengths or weights.
pub(super) fn loss<N: Network>(network: &N, data: &Sequences<N::Scalar>) -> f64 {
    network
        .loss_and_gradients(data.inputs(), data.targets(), &MeanSquaredError)
        .unwrap()
        .0
}

/// Values of one parameter.
pub(super) fn values<N: Network>(network: &N, name: &str) -> Vec<N::Scalar> {
    network.parameter(name).unwrap().values().to_vec()
}
