//! Which layout suits a batch: an estimate of what each would cost.

use crate::block::LANES;
use crate::layout::{Form, InLanes, Layout, MOST_SEQUENCES};
use crate::program::Program;
use crate::scalar::Scalar;

/// Layers of more units run with their units in the lanes: their weights are packed for the caches then.
const SMALL: usize = 64;

/// What the equations of a block of units cost, in multiply-adds of a block.
const EQUATIONS: usize = 40;

/// The layout for a batch of so many sequences; its tiles are as equal as can be.
pub(crate) fn layout_for<T: Scalar>(program: &Program<T>, sequences: usize) -> Layout {
    let sequences = sequences.max(1);
    let tiles = sequences.div_ceil(MOST_SEQUENCES);
    let units = Layout {
        lanes: InLanes::Units,
        members: sequences.div_ceil(tiles),
    };
    let largest = program.plan.series.iter().map(|series| series.units).max();
    if largest.unwrap_or(0) > SMALL {
        return units;
    }
    let blocks_of_sequences = sequences.div_ceil(LANES);
    let batch = Layout {
        lanes: InLanes::Sequences,
        members: blocks_of_sequences.div_ceil(blocks_of_sequences.div_ceil(2)),
    };
    let tiles_of = |layout: Layout| sequences.div_ceil(layout.sequences());
    let cost_of = |layout: Layout| tiles_of(layout) * cost(program, layout);
    if cost_of(units) < cost_of(batch) {
        units
    } else {
        batch
    }
}

/// What a step of a tile costs, forwards and backwards.
pub(crate) fn cost<T: Scalar>(program: &Program<T>, layout: Layout) -> usize {
    let products = program.plan.forms.iter().map(|&form| match (form, layout.lanes) {
        (Form::Weight(parts, targets, sources), InLanes::Units) => {
            let forwards = sources * targets.div_ceil(LANES);
            let backwards = 2 * targets * sources.div_ceil(LANES);
            parts * layout.members * (forwards + backwards)
        }
        (Form::Weight(parts, targets, sources), _) => 3 * parts * layout.members * targets * sources,
        _ => 0,
    });
    let layers = program
        .description
        .layers
        .iter()
        .map(|layer| layout.blocks(layer.size));
    products.sum::<usize>() + EQUATIONS * layers.sum::<usize>()
}
