//! How much past a network knows of: three numbers for each neuron, by the same functions for a fitted network and for a
//! simulated neuron's own.

use aru::analysis::{Lags, Null, Span, WindowCurve, window_curves_by};
use aru::auditory::recordings::Recordings;
use aru::auditory::score::Pooling;
use aru::prelude::*;

/// The memory of one output, `rate`.
#[derive(Clone, Debug)]
pub struct Memory {
    /// Norms over bands of the settled map round the mean sound, the lag of now first: how the network reacts there.
    pub strength: Vec<f64>,
    /// Where 95 % of the squares of the map lie.
    pub within: Span,
    /// Where the map is last above 1 % of its largest.
    pub reach: Span,
    /// CCnorm over how much past a prediction sees: what the score needs.
    pub curve: WindowCurve,
}

impl Memory {
    /// That of each neuron of a network, whose inputs are standardised. Round silence simulated neurons are shut, so that the
    /// map is one round the mean sound.
    pub fn of<N: Network>(net: &N, songs: &Recordings, windows: &[usize]) -> aru::Result<Vec<Memory>> {
        let map = net.grad_map(Null::Zero, Lags::until_forgotten(), "rate")?;
        let data = songs.sequences::<N::Scalar>()?;
        let curves = window_curves_by(net, &data, windows, |predicted| {
            let table = songs.score(predicted, Pooling::Joined)?;
            Ok(table.neurons().iter().map(|(_, score)| score.cc_norm).collect())
        })?;
        let of_neuron = |(neuron, curve)| {
            let own = map.unit(neuron)?;
            Ok(Memory {
                strength: own.strength(),
                within: own.within(0.95)?,
                reach: own.reach(0.01)?,
                curve,
            })
        };
        curves.into_iter().enumerate().map(of_neuron).collect()
    }

    /// The shortest window, in seconds, that has 99 % of the full score; none where there is no score.
    pub fn needed(&self) -> Option<f64> {
        self.curve.memory(0.99).ok()??.seconds()
    }
}

/// Windows in bins from one to `longest`, each about a fifth longer than the one before: fine enough to tell factors of 1.5.
pub fn windows(longest: usize) -> Vec<usize> {
    let next = |&window: &usize| Some((window + 1).max((1.2 * window as f64).round() as usize));
    let mut windows: Vec<usize> = std::iter::successors(Some(1), next)
        .take_while(|&window| window < longest)
        .collect();
    windows.push(longest);
    windows
}
