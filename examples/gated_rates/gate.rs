//! What a trained gate does.

use anyhow::Result;
use aru::prelude::*;
use ndarray::{Axis, s};
use serde::{Deserialize, Serialize};

use super::world;

/// The gate of a trained network on its validation data, and filters without a network beside it.
#[derive(Serialize, Deserialize)]
pub struct Gate {
    /// alpha_s, the mean over units and over all steps in which the cue is 1, and in which it is -1.
    pub alpha: [f64; 2],
    /// Losses of the best filters of one rate and of two, over the variance of the targets.
    pub filters: [f64; 2],
    /// The first sequence, step by step.
    pub shown: Shown,
}

/// A sequence.
#[derive(Serialize, Deserialize)]
pub struct Shown {
    pub seen: Vec<f32>,
    pub cue: Vec<f32>,
    pub value: Vec<f32>,
    pub estimate: Vec<f32>,
    /// The mean over units of alpha_s.
    pub alpha: Vec<f32>,
}

impl Gate {
    /// Looks at the gate of `net`, a network whose `hidden.alpha_s` is gated.
    pub fn new(
        net: &impl Network<Scalar = f32>,
        train: &Sequences<f32>,
        valid: &Sequences<f32>,
    ) -> Result<Self> {
        let trace = net.trace(valid.inputs())?;
        let alpha = trace
            .state("hidden.alpha_s")?
            .mean_axis(Axis(2))
            .expect("the layer has units");
        let cues = valid.inputs();
        let cues = cues.slice(s![.., .., 1]);
        let mean_where = |cue: f32| {
            let alphas = alpha.iter().zip(&cues).filter(|(_, other)| **other == cue);
            let (sum, count) = alphas.fold((0.0, 0.0), |(sum, count), (&alpha, _)| {
                (sum + f64::from(alpha), count + 1.0)
            });
            sum / count
        };
        let variance = valid.targets().mapv(f64::from).var(0.0);
        Ok(Gate {
            alpha: [mean_where(1.0), mean_where(-1.0)],
            filters: world::best_filters(train, valid).map(|loss| loss / variance),
            shown: Shown {
                seen: valid.inputs().slice(s![0, .., 0]).to_vec(),
                cue: cues.row(0).to_vec(),
                value: valid.targets().slice(s![0, .., 0]).to_vec(),
                estimate: trace.outputs().slice(s![0, .., 0]).to_vec(),
                alpha: alpha.row(0).to_vec(),
            },
        })
    }
}
