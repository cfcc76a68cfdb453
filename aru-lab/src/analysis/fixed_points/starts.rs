//! Where searches start: at states that the network passes on given data, each number moved a little.

use std::collections::BTreeMap;

use aru_runtime::__private::lab::{PartOfState, stream};
use aru_runtime::data::sequences::Sequences;
use aru_runtime::numerics::scalar::Scalar;
use aru_runtime::{Error, Network, Result};
use ndarray::s;
use rand::RngExt;
use rand_distr::StandardNormal;

use crate::analysis::wide;

/// How starts are drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Draw {
    pub(super) count: usize,
    pub(super) seed: u64,
    /// Standard deviation of what is added.
    pub(super) jitter: f64,
}

/// The unknowns of each start: each step of each sequence, within their lengths, has the same chance.
///
/// # Errors
/// The network cannot run on the data.
pub(super) fn starts<N: Network>(
    network: &N,
    data: &Sequences<N::Scalar>,
    parts: &[PartOfState],
    unknowns: &[usize],
    draw: Draw,
) -> Result<Vec<Vec<f64>>> {
    let ends: Vec<usize> = (0..data.len())
        .scan(0, |end, sequence| {
            *end += data.length(sequence);
            Some(*end)
        })
        .collect();
    let total = ends.last().copied().unwrap_or(0);
    if total == 0 {
        return Err(Error::setting(
            "the number of steps of the data to start from",
            0,
            "expected at least one sequence of at least one step",
        ));
    }
    let mut random = stream(draw.seed, "analysis.starts");
    let mut by_sequence: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
    let mut starts = Vec::with_capacity(draw.count);
    for start in 0..draw.count {
        let place = random.random_range(0..total);
        let sequence = ends.partition_point(|&end| end <= place);
        let step = place - (ends[sequence] - data.length(sequence));
        by_sequence.entry(sequence).or_default().push((start, step));
        let jitter = |_: &usize| draw.jitter * random.sample::<f64, _>(StandardNormal);
        starts.push(unknowns.iter().map(jitter).collect::<Vec<f64>>());
    }
    let network = wide(network);
    let mut state = vec![0.0; parts.last().map_or(0, |part| part.places.end)];
    for (sequence, drawn) in by_sequence {
        let longest = drawn.iter().map(|&(_, step)| step + 1).max().unwrap_or(0);
        let inputs = data.inputs();
        let inputs = inputs.slice(s![sequence..sequence + 1, ..longest, ..]);
        let trace = network.trace(inputs.mapv(Scalar::to_f64).view())?;
        for (start, step) in drawn {
            // Rows of a line that are older do not matter: its first is the unknown.
            for part in parts {
                let value = trace.state(part.value)?;
                for (unit, place) in part.places.clone().take(part.units).enumerate() {
                    state[place] = value[[0, step, unit]];
                }
            }
            for (number, &place) in starts[start].iter_mut().zip(unknowns) {
                *number += state[place];
            }
        }
    }
    Ok(starts)
}
