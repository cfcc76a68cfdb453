//! The networks of the workloads, their parameters and their data.
//!
//! Numbers are computed in f64 by the formulas of `benches/peers/common.py`, and rounded.

use anyhow::Result;
use aru::auditory::auditory_net;
use aru::prelude::*;
use ndarray::Array3;

auditory_net! {
    /// The model of Rançon, Masquelier and Cottereau (2025) for one neuron of their data set AA1.
    pub struct StateNet: StateNet(dt 5 ms, bands 32, kernel 7, stride 3, channels 7, neurons 1);
}

recurrent_net! {
    /// Eq. 20 of Quax, D'Asaro and van Gerven (2020).
    pub struct Paper<const I: usize, const H: usize> {
        input x: I;
        layer hidden: Aru<H> {
            alpha_s: learn global(0.34) in logistic(0, 1);
            alpha_r: learn global(0.68) in logistic(0, 1);
            initial: learn;
        }
        output y: I { activation: sigmoid; }
        x -> hidden;
        hidden ~> hidden;
        hidden -> y;
    }

    /// The same with gated units.
    pub struct Gated<const I: usize, const H: usize> {
        input x: I;
        layer hidden: Gru<H> { initial: learn; }
        output y: I { activation: sigmoid; }
        x -> hidden;
        hidden ~> hidden;
        hidden -> y;
    }

    /// Two areas with feedback, every unit with rate constants of its own.
    pub struct Hierarchy<const H: usize> {
        input x: 1;
        layer first: Aru<H> {
            alpha_s: learn per_unit(0.34) in logistic(0, 1);
            alpha_r: learn per_unit(0.68) in logistic(0, 1);
            initial: learn;
        }
        layer second: Aru<H> {
            alpha_s: learn per_unit(0.34) in logistic(0, 1);
            alpha_r: learn per_unit(0.68) in logistic(0, 1);
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

/// The network of a workload, or number `place` of W5.
///
/// Element k of a weight is sin(sqrt(2) k^2 + link + place) / sqrt(sources), links counted as in [`LINKS`]; the square
/// leaves no two rows alike. Rate constants are as declared, initial rates 0.5, gains of norms 1, all else zero.
pub fn network<N: Declared<Scalar = f32>>(place: usize) -> Result<N> {
    let mut net = N::new(0);
    let parameters: Vec<_> = net
        .parameters()
        .map(|parameter| (parameter.name(), parameter.shape()))
        .collect();
    for (name, shape) in parameters {
        let count: usize = shape.iter().product();
        let values = match name.split_once('.') {
            Some((_, "alpha_s" | "alpha_r")) => continue,
            Some((link, "weight")) => {
                let link = LINKS.iter().position(|known| *known == link);
                let phase = (link.expect("every link is known") + place) as f64;
                let wave = |k: usize| (2_f64.sqrt() * (k * k) as f64 + phase).sin();
                let scale = (shape[1] as f64).sqrt();
                (0..count).map(|k| (wave(k) / scale) as f32).collect()
            }
            Some((_, "initial.rate")) => vec![0.5; count],
            Some((_, "norm.gain")) => vec![1.0; count],
            _ => vec![0.0; count],
        };
        net.set(name, &values)?;
    }
    Ok(net)
}

/// A place for each link of any of the networks.
const LINKS: [&str; 13] = [
    "x_to_hidden",
    "hidden_to_hidden",
    "hidden_to_y",
    "x_to_first",
    "first_to_second",
    "first_to_first",
    "second_to_second",
    "second_to_first",
    "first_to_y",
    "sound_to_code",
    "code_to_memory",
    "memory_to_memory",
    "memory_to_rate",
];

/// Waves between 0.1 and 0.9.
pub fn data<N: Declared<Scalar = f32>>(sequences: usize, steps: usize) -> Result<Sequences<f32>> {
    let waves = |features: usize, phase: f64| {
        Array3::from_shape_fn((sequences, steps, features), |(sequence, step, feature)| {
            let angle = 0.3 * step as f64 + 0.7 * sequence as f64 + feature as f64 + phase;
            (0.5 + 0.4 * angle.sin()) as f32
        })
    };
    let (inputs, outputs) = (N::DESCRIPTION.input_size(), N::DESCRIPTION.output_size());
    Ok(Sequences::new(waves(inputs, 0.0), waves(outputs, 1.0))?)
}
