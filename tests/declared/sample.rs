//! Random networks and data for a declaration: every parameter drawn tame and not zero, so that a fault in any of
//! them shows.

use std::ops::Range;

use aru::Noise;
use aru::description::{Bounds, Description, Initial, LinkForm, NormPart, Parameter, Role};
use aru::prelude::*;
use aru::{AnyNetwork, Model};
use ndarray::s;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use aru_test_support::problem::{Draws, Problem, Sequence, to_array};

/// A network, and the same with data as a problem for the interpreter.
pub struct Sample {
    pub network: AnyNetwork<f64>,
    pub problem: Problem<'static>,
}

/// How large a sample is.
#[derive(Clone, Copy, Debug)]
pub struct Extent {
    pub sequences: usize,
    pub steps: usize,
    /// Weights are drawn with a variance of this squared over the fan-in, and gains of norms, which undo what weights are, as
    /// this on average. Below one a long recurrence forgets.
    pub gain: f64,
}

impl Sample {
    /// The first sample from this seed on in which every output varies: what a dead `relu` says of gradients is empty.
    pub fn draw(model: Model, extent: Extent, seed: u64) -> Self {
        let samples = (seed..seed + 1000).map(|seed| Self::draw_once(model, extent, seed));
        let mut alive = samples.filter(|sample| sample.every_output_varies());
        alive
            .next()
            .unwrap_or_else(|| panic!("{}: an output is constant for every seed", model.name()))
    }

    fn draw_once(model: Model, extent: Extent, seed: u64) -> Self {
        let description = model.description();
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let mut network = model
            .network::<f64>(seed)
            .expect("all that it starts from is known");
        let mut parameters: Vec<Vec<f64>> = Vec::new();
        for parameter in description.parameters.iter() {
            let mut values: Vec<f64> = match parameter.role {
                Role::Mask { .. } => mask(parameter, &mut random),
                _ => (0..parameter.len())
                    .map(|_| value(parameter, extent.gain, &mut random))
                    .collect(),
            };
            for (place, value) in values.iter_mut().enumerate() {
                *value = with_its_sign(parameter, place, *value);
                if !is_linked(description, parameter, &parameters, place) {
                    *value = 0.0;
                }
            }
            parameters.push(values);
        }
        for (parameter, values) in description.parameters.iter().zip(&parameters) {
            network
                .set(&parameter.name, values)
                .unwrap_or_else(|error| panic!("{}: {error}", parameter.name));
        }
        let inputs = sequences(extent, description.input_size(), &mut random);
        let targets = sequences(extent, description.output_size(), &mut random);
        let noisy = description.layers.iter().filter(|layer| layer.noise.is_some());
        let numbers = noisy.map(|layer| (layer.name.to_string(), sequences(extent, layer.size, &mut random)));
        let numbers: Vec<(String, Vec<Sequence<f64>>)> = numbers.collect();
        let of_sequence = |sequence: usize| -> Draws {
            let layers = numbers.iter();
            layers
                .map(|(name, all)| (name.clone(), all[sequence].clone()))
                .collect()
        };
        Sample {
            network,
            problem: Problem {
                description,
                parameters,
                inputs,
                targets,
                noise: (0..extent.sequences).map(of_sequence).collect(),
                penalties: Vec::new(),
                held: 0,
            },
        }
    }

    fn every_output_varies(&self) -> bool {
        let runs = self.problem.run();
        let first = &runs[0].outputs[0];
        (0..first.len()).all(|k| {
            runs.iter()
                .flat_map(|run| &run.outputs)
                .any(|step| step[k] != first[k])
        })
    }

    pub fn inputs(&self) -> ndarray::Array3<f64> {
        to_array(&self.problem.inputs)
    }

    pub fn data(&self) -> Sequences<f64> {
        Sequences::new(self.inputs(), self.targets()).expect("valid data")
    }

    /// Some steps of every sequence, and what the layers with noise get in them.
    pub fn part(&self, steps: Range<usize>) -> (Sequences<f64>, Noise) {
        let cut = |array: ndarray::Array3<f64>| array.slice(s![.., steps.clone(), ..]).to_owned();
        let data = Sequences::new(cut(self.inputs()), cut(self.targets())).expect("valid data");
        (data, self.noise_in(steps))
    }

    /// What the layers with noise get.
    pub fn noise(&self) -> Noise {
        self.noise_in(0..self.problem.inputs[0].len())
    }

    fn noise_in(&self, steps: Range<usize>) -> Noise {
        let draws = &self.problem.noise;
        let layers = draws[0].keys();
        let all = |layer: &String| {
            let own = draws.iter().map(|own| own[layer][steps.clone()].to_vec());
            own.collect::<Vec<_>>()
        };
        let given: Vec<_> = layers
            .map(|layer| (layer.clone(), to_array(&all(layer))))
            .collect();
        match given.is_empty() {
            true => Noise::Off,
            false => Noise::given(given),
        }
    }

    pub fn targets(&self) -> ndarray::Array3<f64> {
        to_array(&self.problem.targets)
    }
}

/// Some pairs of each row.
fn mask(parameter: &Parameter, random: &mut ChaCha8Rng) -> Vec<f64> {
    assert!(matches!(parameter.initial, Initial::Sources(_)));
    (0..parameter.len())
        .map(|_| f64::from(u8::from(random.random_bool(0.6))))
        .collect()
}

/// What has a sign of its own is so far from zero that differences do not change it.
fn with_its_sign(parameter: &Parameter, place: usize, value: f64) -> f64 {
    let Bounds::Signed { excitatory, sources } = parameter.bounds else {
        return value;
    };
    let magnitude = value.abs().max(0.01);
    if place % sources < excitatory {
        magnitude
    } else {
        -magnitude
    }
}

/// Whether an element of a parameter is there, given all parameters before it.
pub fn is_linked(
    description: &Description,
    parameter: &Parameter,
    before: &[Vec<f64>],
    place: usize,
) -> bool {
    let Role::Weight { link } = parameter.role else {
        return true;
    };
    match &description.links[link].form {
        LinkForm::Masked(mask) => mask.pairs()[place % mask.pairs().len()],
        LinkForm::Sparse { mask, .. } => before[*mask][place % before[*mask].len()] == 1.0,
        _ => true,
    }
}

fn value(parameter: &Parameter, gain: f64, random: &mut ChaCha8Rng) -> f64 {
    match (parameter.role, parameter.bounds) {
        (Role::Weight { .. }, _) => {
            // One number a unit, or a row of all sources.
            let fan_in = match parameter.shape.len() {
                1 => 1,
                axes => parameter.len() / parameter.shape[axes - 2],
            };
            // A uniform number has the variance (width / 2)^2 / 3.
            gain * (3.0 / fan_in as f64).sqrt() * random.random_range(-1.0..1.0)
        }
        (
            Role::Norm {
                part: NormPart::Gain, ..
            },
            _,
        ) => gain * random.random_range(0.5..1.5),
        (Role::Norm { .. }, _) => random.random_range(-0.5..0.5),
        (Role::Gate { .. }, _) => random.random_range(-1.0..1.0),
        (Role::Bias { .. } | Role::SharedBias { .. } | Role::InitialState { .. }, _) => {
            random.random_range(-0.5..0.5)
        }
        (Role::Constant { .. }, Bounds::Free) => random.random_range(0.2..0.9),
        (Role::Spread { .. }, _) => random.random_range(0.0..2.0),
        (
            Role::Constant { .. } | Role::Delay { .. },
            Bounds::Interval { low, high } | Bounds::Logistic { low, high, .. },
        ) => low + (high - low) * random.random_range(0.15..0.85),
        (role, bounds) => panic!("no way is known to draw {role:?} in {bounds:?}"),
    }
}

/// Numbers between -1 and 1.
pub fn sequences(extent: Extent, features: usize, random: &mut ChaCha8Rng) -> Vec<Sequence<f64>> {
    let mut step = || (0..features).map(|_| random.random_range(-1.0..1.0)).collect();
    (0..extent.sequences)
        .map(|_| (0..extent.steps).map(|_| step()).collect())
        .collect()
}
