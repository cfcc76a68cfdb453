//! Norms of drives.

use aru::description::NormOver;

use super::Interpreter;
use crate::number::{self, Number};

impl<N: Number> Interpreter<'_, N> {
    /// What the equations of a layer see in place of what links and bias give a port.
    pub(super) fn norm(&self, layer: usize, (port, own_ports): (usize, usize), drive: &mut [N]) {
        let Some(norm) = self.description.norm(layer) else {
            return;
        };
        let channels = self.layer(layer).channels;
        let group_of = |unit: usize| match norm.over {
            NormOver::Units => 0,
            NormOver::Channels => unit / channels,
            NormOver::Bands => unit % channels,
            other => panic!("the interpreter does not know a norm over {other:?}"),
        };
        // What is normed over all has a gain for each unit, over channels one for each of these.
        let own = |unit: usize| match norm.over {
            NormOver::Channels => unit % channels,
            NormOver::Bands => unit / channels,
            _ => unit,
        };
        let (gain, shift) = (&self.parameters[norm.gain], &self.parameters[norm.shift]);
        let given = drive.to_vec();
        for unit in 0..given.len() {
            let together = (0..given.len()).filter(|&other| group_of(other) == group_of(unit));
            let together: Vec<N> = together.map(|other| given[other]).collect();
            let mean_of = |values: &[N]| {
                let sum = values.iter().fold(N::constant(0.0), |sum, &value| sum + value);
                sum / N::constant(values.len() as f64)
            };
            let mean = mean_of(&together);
            let squares: Vec<N> = together.iter().map(|&u| (u - mean) * (u - mean)).collect();
            let deviation = number::power(mean_of(&squares) + N::constant(norm.eps), 0.5);
            let place = port * (gain.len() / own_ports) + own(unit);
            drive[unit] = gain[place] * ((given[unit] - mean) / deviation) + shift[place];
        }
    }
}
