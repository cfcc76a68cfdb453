//! How a batch is cut: into tiles of sequences, chunks of steps, partial sums of tiles.

use std::slice::Chunks;

use crate::network::program::Program;
use crate::numerics::layout::Layout;
use crate::numerics::packing::gathered_blocks;
use crate::numerics::scalar::Scalar;
use crate::run::chunks::chunk_steps;
use crate::run::layout_choice::{cost, layout_for};

/// Most partial sums of a batch, whatever the number of threads.
pub(crate) const PARTIALS: usize = 16;

/// Multiply-adds of a block that a partial sum is worth: less would be lost in starting threads and adding up.
const WORK_OF_PARTIAL: usize = 300_000;

/// How batches of so many sequences are cut, kept for the next batch of as many. It depends on the network and its data
/// alone.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tiling {
    pub(crate) sequences: usize,
    /// Steps of the longest sequence that is expected.
    pub(crate) longest: usize,
    pub(crate) layout: Layout,
    /// Steps of a chunk.
    pub(crate) room: usize,
    /// Blocks in which a gradient is gathered.
    pub(crate) gathered: usize,
    /// Sequences of a partial sum.
    pub(crate) share: usize,
}

impl Tiling {
    /// For sequences of up to `longest` steps, of which adjoints go back `truncation`; `room` as tests ask for it.
    pub(crate) fn new<T: Scalar>(
        program: &Program<T>,
        sequences: usize,
        longest: usize,
        truncation: Option<usize>,
        room: Option<usize>,
    ) -> Self {
        Self::in_layout(
            program,
            layout_for(program, sequences),
            sequences,
            longest,
            truncation,
            room,
        )
    }

    /// The same in a layout that is given.
    pub(crate) fn in_layout<T: Scalar>(
        program: &Program<T>,
        layout: Layout,
        sequences: usize,
        longest: usize,
        truncation: Option<usize>,
        room: Option<usize>,
    ) -> Self {
        let part = truncation.map_or(longest, |part| part.min(longest));
        let tiles = sequences.div_ceil(layout.sequences());
        let work = longest.max(1) * cost(program, layout);
        let worthwhile = WORK_OF_PARTIAL.div_ceil(work).min(tiles.max(1));
        let tiles_of_partial = tiles.div_ceil(PARTIALS).max(worthwhile);
        Tiling {
            sequences,
            longest,
            layout,
            room: room.unwrap_or_else(|| chunk_steps(program, layout, part)),
            gathered: gathered_blocks(program.forms(), layout),
            share: layout.sequences() * tiles_of_partial,
        }
    }

    /// How many partial sums `which` is cut into.
    pub(crate) fn partials(&self, which: &[usize]) -> usize {
        which.len().div_ceil(self.share)
    }

    /// The sequences of each tile of a partial sum.
    pub(crate) fn tiles<'w>(&self, which: &'w [usize], partial: usize) -> Chunks<'w, usize> {
        let own = partial * self.share..which.len().min((partial + 1) * self.share);
        which[own].chunks(self.layout.sequences())
    }
}

#[cfg(test)]
mod tests {
    use super::Tiling;
    use crate::numerics::layout::{InLanes, Layout};

    #[test]
    fn every_sequence_is_in_one_tile_of_one_partial_sum() {
        let which: Vec<usize> = (100..167).collect();
        let tiling = Tiling {
            sequences: which.len(),
            longest: 1,
            layout: Layout {
                lanes: InLanes::Sequences,
                members: 1,
                gradients: true,
            },
            room: 1,
            gathered: 0,
            share: 32,
        };
        let tiles = (0..tiling.partials(&which)).flat_map(|partial| tiling.tiles(&which, partial));
        let sizes: Vec<usize> = tiles.clone().map(<[usize]>::len).collect();
        assert_eq!(sizes, [16, 16, 16, 16, 3]);
        assert_eq!(tiles.flatten().copied().collect::<Vec<_>>(), which);
        assert_eq!(tiling.partials(&[]), 0);
    }
}
