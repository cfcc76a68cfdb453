//! Full states in a tile: written before a run or a step, read behind one.

use super::Tile;
use crate::numerics::scalar::Scalar;
use crate::run::lane_data::LaneData;
use crate::run::state::{Part, parts};

impl<T: Scalar> Tile<T> {
    /// Before step 0, where lanes start from states of their own: those instead of the initial ones.
    pub(crate) fn start_from(&mut self, lanes: &LaneData<'_, T>) {
        if !lanes.have_starts() {
            return;
        }
        let parts = parts(&self.program);
        for place in 0..self.layout.sequences() {
            if let Some(start) = lanes.at(place).start {
                self.write_state(&parts, place, start);
            }
        }
    }

    /// Writes the state of one sequence, of which all rows are carried.
    pub(crate) fn write_state(&mut self, parts: &[Part], place: usize, state: &[T]) {
        // What only a trace computes nothing reads.
        let there = |part: &&Part| !self.values[part.series].is_absent();
        let parts: Vec<&Part> = parts.iter().filter(there).collect();
        for part in parts {
            for (back, places) in part.each_row() {
                // Of a state that nothing reads again the row of the step itself is all there is.
                let back = self.values[part.series].reach(back);
                self.write_row(part, place, back, &state[places]);
            }
        }
    }

    fn write_row(&mut self, part: &Part, place: usize, back: usize, values: &[T]) {
        let (layout, series) = (self.layout, &mut self.values[part.series]);
        let width = series.width();
        let range = series.range(width, 0, back);
        let row = &mut series.blocks_mut()[range];
        for (unit, &value) in values.iter().enumerate() {
            let (block, lane) = layout.place(part.units, place, unit);
            row[block].0[lane] = value;
        }
    }

    /// Reads the state of one sequence behind so many steps of the chunk.
    pub(crate) fn read_state(&self, parts: &[Part], place: usize, steps: usize, state: &mut [T]) {
        for part in parts {
            let series = &self.values[part.series];
            for (back, places) in part.each_row() {
                let back = match steps {
                    0 => series.reach(back),
                    _ => back,
                };
                let row = &series.blocks()[series.range(series.width(), steps, back)];
                for (unit, value) in state[places].iter_mut().enumerate() {
                    let (block, lane) = self.layout.place(part.units, place, unit);
                    *value = row[block].0[lane];
                }
            }
        }
    }
}
