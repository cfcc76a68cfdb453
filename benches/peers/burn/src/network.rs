//! The network of Eq. 20 in burn, with its parameters and data by the formulas of `common.py`.

use std::ops::Range;

use burn::module::{Module, Param};
use burn::prelude::*;
use burn::tensor::TensorData;
use burn::tensor::activation::sigmoid;

use crate::Sizes;

/// Weights are \[source, target\], as a product from the left has them.
#[derive(Module, Debug)]
pub struct Aru {
    x_to_hidden: Param<Tensor<2>>,
    hidden_to_hidden: Param<Tensor<2>>,
    hidden_to_y: Param<Tensor<2>>,
    bias: Param<Tensor<2>>,
    y_bias: Param<Tensor<2>>,
    alpha_s: Param<Tensor<2>>,
    alpha_r: Param<Tensor<2>>,
    current: Param<Tensor<2>>,
    rate: Param<Tensor<2>>,
}

/// Whether inputs are multiplied by their weight step by step, or those of all steps at once.
#[derive(Clone, Copy)]
pub enum Inputs {
    EachStep,
    AllSteps,
}

impl Inputs {
    /// One tensor a step, \[sequence, feature\], or one for all, \[step x sequence, feature\].
    pub fn batch(self, sizes: Sizes, place: usize, device: &Device) -> Vec<Tensor<2>> {
        let sequences = place * sizes.batch..(place + 1) * sizes.batch;
        let of = |steps| waves(sizes, steps, sequences.clone(), 0.0, device);
        match self {
            Inputs::EachStep => (0..sizes.steps).map(|step| of(step..step + 1)).collect(),
            Inputs::AllSteps => vec![of(0..sizes.steps)],
        }
    }
}

/// \[step x sequence, feature\].
pub fn targets(sizes: Sizes, place: usize, device: &Device) -> Tensor<2> {
    waves(
        sizes,
        0..sizes.steps,
        place * sizes.batch..(place + 1) * sizes.batch,
        1.0,
        device,
    )
}

/// Waves between 0.1 and 0.9.
pub fn waves(
    sizes: Sizes,
    steps: Range<usize>,
    sequences: Range<usize>,
    phase: f64,
    device: &Device,
) -> Tensor<2> {
    let rows = steps.len() * sequences.len();
    let mut values = Vec::with_capacity(rows * sizes.features);
    for step in steps {
        for sequence in sequences.clone() {
            for feature in 0..sizes.features {
                let angle = 0.3 * step as f64 + 0.7 * sequence as f64 + feature as f64 + phase;
                values.push((0.5 + 0.4 * angle.sin()) as f32);
            }
        }
    }
    Tensor::from_data(TensorData::new(values, [rows, sizes.features]), device)
}

impl Aru {
    pub fn new(sizes: Sizes, device: &Device) -> Self {
        let Sizes { features, hidden, .. } = sizes;
        let weight = |link: usize, targets: usize, sources: usize| {
            let wave = |k: usize| (2_f64.sqrt() * (k * k) as f64 + link as f64).sin();
            let scale = (sources as f64).sqrt();
            // Element k of the matrix [target, source] that the other systems have.
            let element = |place: usize| (wave(place % targets * sources + place / targets) / scale) as f32;
            let values: Vec<f32> = (0..targets * sources).map(element).collect();
            Param::from_tensor(Tensor::<2>::from_data(
                TensorData::new(values, [sources, targets]),
                device,
            ))
        };
        let constant = |count: usize, value: f32| {
            let values = TensorData::new(vec![value; count], [1, count]);
            Param::from_tensor(Tensor::<2>::from_data(values, device))
        };
        Aru {
            x_to_hidden: weight(0, hidden, features),
            hidden_to_hidden: weight(1, hidden, hidden),
            hidden_to_y: weight(2, features, hidden),
            bias: constant(hidden, 0.0),
            y_bias: constant(features, 0.0),
            alpha_s: constant(1, 0.34),
            alpha_r: constant(1, 0.68),
            current: constant(hidden, 0.0),
            rate: constant(hidden, 0.5),
        }
    }

    /// Current and rate before step 0.
    pub fn start(&self, batch: usize) -> (Tensor<2>, Tensor<2>) {
        let hidden = self.hidden_to_hidden.val().dims()[0];
        let of = |state: &Param<Tensor<2>>| state.val().expand([batch, hidden]);
        (of(&self.current), of(&self.rate))
    }

    pub fn step(&self, state: (Tensor<2>, Tensor<2>), x: Tensor<2>) -> (Tensor<2>, Tensor<2>) {
        self.follow(state, x.matmul(self.x_to_hidden.val()) + self.bias.val())
    }

    pub fn read_out(&self, rate: Tensor<2>) -> Tensor<2> {
        sigmoid(rate.matmul(self.hidden_to_y.val()) + self.y_bias.val())
    }

    fn follow(&self, (current, rate): (Tensor<2>, Tensor<2>), drive: Tensor<2>) -> (Tensor<2>, Tensor<2>) {
        let drive = drive + rate.clone().matmul(self.hidden_to_hidden.val());
        let current = current.clone() + self.alpha_s.val() * (drive - current);
        let rate = rate.clone() + self.alpha_r.val() * (sigmoid(current.clone()) - rate);
        (current, rate)
    }

    /// Outputs of a batch, \[step x sequence, feature\].
    pub fn forward(&self, x: &[Tensor<2>], sizes: Sizes) -> Tensor<2> {
        let mut state = self.start(sizes.batch);
        let mut rates = Vec::with_capacity(sizes.steps);
        if let [all] = x {
            let drive = all.clone().matmul(self.x_to_hidden.val()) + self.bias.val();
            for drive in drive.chunk(sizes.steps, 0) {
                state = self.follow(state, drive);
                rates.push(state.1.clone());
            }
        } else {
            for x in x {
                state = self.step(state, x.clone());
                rates.push(state.1.clone());
            }
        }
        self.read_out(Tensor::cat(rates, 0))
    }
}
