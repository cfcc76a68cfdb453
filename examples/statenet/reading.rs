//! What a trained network responds to: its gradient map, its dream, its memory, neuron by neuron.

use anyhow::Result;
use aru::analysis::{Dream, GradMap, Lags, Null, Reading as _};
use aru::prelude::*;
use ndarray::{ArrayView2, s};
use serde::{Deserialize, Serialize};

use crate::fit::Settings;
use crate::memory::{Curve, Length, Memory};
use crate::recorded::Recorded;

/// The most of a map that is kept for its figure, and the length of a dream, in bins: half a second of 5 ms.
pub const SHOWN: usize = 100;

/// Of one neuron.
#[derive(Clone, Serialize, Deserialize)]
pub struct Reading {
    pub memory: Memory,
    /// Step by step before now, the last [`SHOWN`] of it: what each band adds.
    pub map: Vec<Vec<f64>>,
    /// Whether the map is round the mean of the training sounds, since that round silence is zero.
    pub is_round_the_mean: bool,
    pub dream: Option<Dreamt>,
}

/// The sound that the neuron's output responds to most.
#[derive(Clone, Serialize, Deserialize)]
pub struct Dreamt {
    /// Step by step, the last one now.
    pub sound: Vec<Vec<f64>>,
    pub response: f64,
    /// The largest response to a training sound.
    pub largest: f64,
}

/// What a network does, beside the same network before training, and the window curves of its model.
pub fn of<N: Network<Scalar = f32>>(
    net: &N,
    untrained: &N,
    curves: Vec<Curve>,
    recorded: &Recorded,
    settings: &Settings,
) -> Result<Vec<Reading>> {
    let train = recorded.train.sequences::<f32>()?;
    let mean = Null::mean_of(&train)?;
    let maps = maps(net, &recorded.around)?;
    let before = self::maps(untrained, &recorded.around)?;
    let around_mean = match maps.iter().any(GradMap::is_zero) {
        true => Some(self::maps(net, &mean)?),
        false => None,
    };
    let mut readings = Vec::new();
    for (neuron, curve) in curves.into_iter().enumerate() {
        let other = around_mean.as_ref().filter(|_| maps[neuron].is_zero());
        let map = other.map_or(&maps[neuron], |around| &around[neuron]);
        let memory = Memory {
            map: Length::of_map(map)?,
            untrained: Some(Length::of_map(&before[neuron])?),
            curve,
        };
        readings.push(Reading {
            memory,
            map: shown(map),
            is_round_the_mean: other.is_some(),
            dream: match settings.dream {
                0 => None,
                updates => Some(dream(net, neuron, recorded, &train, updates)?),
            },
        });
    }
    Ok(readings)
}

/// The gradient map of each unit of the output.
pub fn maps<N: Network>(net: &N, null: &Null) -> Result<Vec<GradMap>> {
    let all = net.grad_map(null.clone(), Lags::until_forgotten(), "rate")?;
    let units = (0..all.units().len()).map(|unit| Ok(all.unit(unit)?));
    units.collect()
}

/// As much of a map as its figure shows.
pub fn shown(map: &GradMap) -> Vec<Vec<f64>> {
    let values = map.mean();
    rows(values.slice(s![..SHOWN.min(values.nrows()), ..]))
}

fn rows(values: ArrayView2<'_, f64>) -> Vec<Vec<f64>> {
    values.outer_iter().map(|row| row.to_vec()).collect()
}

fn dream<N: Network<Scalar = f32>>(
    net: &N,
    neuron: usize,
    recorded: &Recorded,
    train: &Sequences<f32>,
    updates: usize,
) -> Result<Dreamt> {
    let settings = Dream::default()
        .as_in(train)
        .null(recorded.silence.clone())
        .length(SHOWN)
        .updates(updates);
    let dreamt = net.dream("rate", neuron, settings)?;
    Ok(Dreamt {
        sound: rows(dreamt.sound()),
        response: dreamt.response(),
        largest: dreamt.largest_response(net, train)?.response,
    })
}
