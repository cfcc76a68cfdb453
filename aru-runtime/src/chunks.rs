//! How many steps run at a time, and what memory that takes.

use std::ops::Range;

use crate::block::Block;
use crate::layout::{Layout, MOST_SEQUENCES};
use crate::layout_choice::{cost, has_large_layers, layout_for};
use crate::plan::{AdjointRows, Plan, SeriesPlan};
use crate::prepared::gathered_blocks;
use crate::program::Program;
use crate::scalar::Scalar;

/// Series up to this size are kept for the whole sequence: to fetch them again from a slower cache costs less than to
/// compute them again.
const WHOLE_BYTES: usize = 8 * 1024 * 1024;

/// What the series of a chunk should take together where that is too little: a common L2 cache.
const CHUNK_BYTES: usize = 1024 * 1024;

/// The same for layers so large that to fetch their series even from main memory costs less than to compute them again.
const WHOLE_BYTES_OF_LARGE: usize = 256 * 1024 * 1024;

/// See above.
const CHUNK_BYTES_OF_LARGE: usize = 64 * 1024 * 1024;

/// Bytes that are fetched from main memory in the time of a multiply-add of a block.
const BYTES_A_MULTIPLY_ADD: usize = 8;

/// Shorter chunks would cost more in calls and carries than they save in memory traffic.
const SHORTEST_CHUNK: usize = 32;

/// Bytes that training needs.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Memory {
    /// Values and adjoints of a chunk, at most: once a thread.
    pub(crate) workspace: usize,
    /// The rows before a chunk: once a thread for each chunk of a sequence that needs several.
    pub(crate) carry: usize,
    /// Steps of such a chunk.
    pub(crate) steps: usize,
    /// The gradient that one of the partial sums of a batch gathers.
    pub(crate) gradient: usize,
}

/// What training needs at most, whatever the sequences and batches.
pub(crate) fn memory<T: Scalar>(program: &Program<T>) -> Memory {
    let of_batches = (1..=MOST_SEQUENCES).map(|sequences| layout_for(program, sequences));
    let layouts = of_batches.chain([Layout::of_networks(MOST_SEQUENCES)]);
    let all = layouts.map(|layout| memory_of(program, layout));
    all.reduce(|a, b| Memory {
        workspace: a.workspace.max(b.workspace),
        carry: a.carry.max(b.carry),
        steps: a.steps.min(b.steps),
        gradient: a.gradient.max(b.gradient),
    })
    .unwrap_or_else(|| unreachable!("a batch has a sequence"))
}

fn memory_of<T: Scalar>(program: &Program<T>, layout: Layout) -> Memory {
    let block = size_of::<Block<T>>();
    let gradient = gathered_blocks(program.forms(), layout);
    let carry = |copies: fn(AdjointRows) -> usize| -> usize {
        let rows = kept(program.plan)
            .map(|series| series.before * layout.blocks(series.units) * copies(series.adjoint));
        rows.sum::<usize>() * block
    };
    let with_adjoint = |adjoint| 1 + usize::from(adjoint != AdjointRows::Absent);
    let steps = chunk_steps(program, layout, usize::MAX);
    let longest_whole = limits(program, layout).0 / bytes_of_a_step(program, layout).max(1);
    Memory {
        workspace: steps.max(longest_whole) * bytes_of_a_step(program, layout) + carry(with_adjoint),
        carry: carry(|_| 1),
        steps,
        gradient: gradient * block,
    }
}

/// Series that training keeps.
fn kept(plan: &'static Plan) -> impl Iterator<Item = &'static SeriesPlan> {
    plan.series.iter().filter(|series| !series.trace_only)
}

fn bytes_of_a_step<T: Scalar>(program: &Program<T>, layout: Layout) -> usize {
    let blocks = kept(program.plan)
        .map(|series| layout.blocks(series.units) * (1 + usize::from(series.adjoint.are_many())));
    blocks.sum::<usize>() * size_of::<Block<T>>()
}

/// Bytes of series that are kept for the whole sequence, and of a chunk where that is too little.
fn limits<T: Scalar>(program: &Program<T>, layout: Layout) -> (usize, usize) {
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
    use crate::paper::Paper;

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

    #[test]
    fn short_sequences_stay_whole_and_long_ones_take_bounded_memory() {
        let program = Program::of::<Paper<f32, 10>>();
        let layout = layout_for(&program, MOST_SEQUENCES);
        assert_eq!(chunk_steps(&program, layout, 20), 20);
        assert_eq!(chunk_steps(&program, layout, 0), 1);
        let memory = memory(&program);
        assert_eq!(chunk_steps(&program, layout, 1_000_000), memory.steps);
        assert!(memory.workspace <= WHOLE_BYTES + 2 * memory.carry);
        assert_eq!(
            memory.carry,
            2 * 20 * 64,
            "two states of ten units, a row each, for twice 16 sequences"
        );
        assert_eq!(memory.gradient, (140 + 2 * 32 + 2) * 64);
        let program = Program::of::<Paper<f64, 500>>();
        let layout = layout_for(&program, MOST_SEQUENCES);
        let steps = chunk_steps(&program, layout, 1_000_000);
        let bytes = steps * bytes_of_a_step(&program, layout);
        assert!(
            steps >= SHORTEST_CHUNK && bytes <= CHUNK_BYTES_OF_LARGE,
            "{steps} steps"
        );
        assert_eq!(chunk_steps(&program, layout, 100), 100);
    }
}
