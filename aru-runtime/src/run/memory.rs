//! How much memory training takes.

use std::fmt::{self, Display, Formatter};

use crate::network::plan::AdjointRows;
use crate::network::program::Program;
use crate::numerics::block::Block;
use crate::numerics::layout::{Layout, MOST_SEQUENCES};
use crate::numerics::packing::gathered_blocks;
use crate::numerics::scalar::Scalar;
use crate::run::chunks::{bytes_of_a_step, chunk_steps, kept, limits};
use crate::run::layout_choice::layout_for;

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
    let with_adjoint = |adjoint: AdjointRows| 1 + usize::from(adjoint.are_always_there());
    let steps = chunk_steps(program, layout, usize::MAX);
    let longest_whole = limits(program, layout).0 / bytes_of_a_step(program, layout).max(1);
    Memory {
        workspace: steps.max(longest_whole) * bytes_of_a_step(program, layout) + carry(with_adjoint),
        carry: carry(|_| 1),
        steps,
        gradient: gradient * block,
    }
}

impl Display for Memory {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "training takes up to {} a thread, ", in_bytes(self.workspace))?;
        // What keeps nothing from step to step takes no more for longer sequences.
        if self.carry > 0 {
            let carry = in_bytes(self.carry);
            write!(
                f,
                "{carry} more for each {} steps of longer sequences, ",
                self.steps
            )?;
        }
        write!(
            f,
            "and {} for each of up to 16 partial sums of a large batch",
            in_bytes(self.gradient)
        )
    }
}

fn in_bytes(bytes: usize) -> String {
    match bytes as f64 {
        bytes if bytes >= 1e9 => format!("{:.1} GB", bytes / 1e9),
        bytes if bytes >= 1e6 => format!("{:.1} MB", bytes / 1e6),
        bytes => format!("{:.1} kB", bytes / 1e3),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paper::Paper;
    use crate::run::chunks::{CHUNK_BYTES_OF_LARGE, SHORTEST_CHUNK, WHOLE_BYTES};

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
