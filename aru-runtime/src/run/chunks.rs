//! How many steps run at a time, and what memory that takes.

use std::ops::Range;

use crate::network::plan::{Plan, SeriesPlan};
use crate::network::program::Program;
use crate::numerics::block::Block;
use crate::numerics::layout::Layout;
use crate::numerics::scalar::Scalar;
use crate::run::layout_choice::{cost, has_large_layers};

/// Series up to this size are kept for the whole sequence: to fetch them again from a slower cache costs less than to
/// compute them again.
pub(super) const WHOLE_BYTES: usize = 8 * 1024 * 1024;

/// What the series of a chunk should take together where that is too little: a common L2 cache.
const CHUNK_BYTES: usize = 1024 * 1024;

/// The same for layers so large that to fetch their series even from main memory costs less than to compute them again.
const WHOLE_BYTES_OF_LARGE: usize = 256 * 1024 * 1024;

/// What the series of a chunk of such layers take together.
pub(super) const CHUNK_BYTES_OF_LARGE: usize = 64 * 1024 * 1024;

/// Bytes that are fetched from main memory in the time of a multiply-add of a block.
const BYTES_A_MULTIPLY_ADD: usize = 8;

/// Shorter chunks would cost more in calls and carries than they save in memory traffic.
pub(super) const SHORTEST_CHUNK: usize = 32;

/// Series that training keeps.
pub(super) fn kept(plan: &'static Plan) -> impl Iterator<Item = &'static SeriesPlan> {
    plan.series.iter().filter(|series| !series.trace_only)
}

pub(super) fn bytes_of_a_step<T: Scalar>(program: &Program<T>, layout: Layout) -> usize {
    let blocks = kept(program.plan)
        .map(|series| layout.blocks(series.units) * (1 + usize::from(series.adjoint.are_many())));
    blocks.sum::<usize>() * size_of::<Block<T>>()
}

/// Bytes of series that are kept for the whole sequence, and of a chunk where that is too little.
pub(super) fn limits<T: Scalar>(program: &Program<T>, layout: Layout) -> (usize, usize) {
    let forwards = cost(program, layout) / 3;
    let is_large = has_large_layers(program);
    if is_large && bytes_of_a_step(program, layout) < BYTES_A_MULTIPLY_ADD * forwards {
        (WHOLE_BYTES_OF_LARGE, CHUNK_BYTES_OF_LARGE)
    } else {
        (WHOLE_BYTES, CHUNK_BYTES)
    }
}

/// Steps of a chunk, for sequences of up to `longest` steps.
pub(crate) fn chunk_steps<T: Scalar>(program: &Program<T>, layout: Layout, longest: usize) -> usize {
    let of_bytes = |bytes: usize| bytes / bytes_of_a_step(program, layout).max(1);
    let (whole, chunk) = limits(program, layout);
    if longest <= of_bytes(whole) {
        return longest.max(1);
    }
    let delays = program.plan.series.iter().map(|series| series.before).max();
    of_bytes(chunk)
        .max(SHORTEST_CHUNK)
        .max(delays.unwrap_or(0))
        .min(longest)
}

/// The chunks of a number of steps: as few as have room, and as equal as can be.
pub(crate) fn chunks(
    steps: usize,
    room: usize,
) -> impl DoubleEndedIterator<Item = Range<usize>> + ExactSizeIterator + Clone {
    let count = steps.div_ceil(room);
    (0..count).map(move |chunk| chunk * steps / count..(chunk + 1) * steps / count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_are_few_equal_and_without_gaps() {
        for steps in 1..50 {
            for room in 1..50 {
                let all: Vec<Range<usize>> = chunks(steps, room).collect();
                assert_eq!(all.len(), steps.div_ceil(room));
                assert_eq!((all[0].start, all[all.len() - 1].end), (0, steps));
                assert!(all.windows(2).all(|pair| pair[0].end == pair[1].start));
                let lengths = all.iter().map(|chunk| chunk.len());
                let (shortest, longest) = (lengths.clone().min().unwrap(), lengths.max().unwrap());
                assert!(
                    shortest > 0 && longest <= room && longest - shortest <= 1,
                    "{all:?}"
                );
            }
        }
        assert_eq!(chunks(0, 5).len(), 0);
    }
}
