//! The noise of a tile's layers.

use std::ops::Range;

use super::Tile;
use crate::numerics::block::Block;
use crate::numerics::scalar::Scalar;
use crate::run::lane_data::LaneData;
use crate::run::noise::rows;

impl<T: Scalar> Tile<T> {
    /// Puts the numbers of some steps into their series; zero where there is no noise.
    pub(super) fn load_noise(&mut self, lanes: &LaneData<'_, T>, steps: Range<usize>) {
        let Some(draws) = lanes.draws() else {
            return self.silence();
        };
        for (&(_, series), draw) in self.program.noise.iter().zip(draws.layers) {
            let units = self.program.plan.series[series].units;
            let blocks = self.values[series].blocks_mut();
            rows::fill(
                self.layout,
                lanes,
                (draw, draws.epoch),
                units,
                steps.clone(),
                blocks,
            );
        }
        self.is_silent = false;
    }

    /// Nothing but zero, unless that is so already.
    pub(super) fn silence(&mut self) {
        if !self.is_silent {
            for &(_, series) in self.program.noise {
                self.values[series].blocks_mut().fill(Block::ZERO);
            }
            self.is_silent = true;
        }
    }
}
