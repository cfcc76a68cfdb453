//! Which layout suits a batch: an estimate of what each would cost.

use crate::network::description::Initial;
use crate::network::program::Program;
use crate::numerics::block::LANES;
use crate::numerics::layout::{Form, InLanes, Layout, MOST_SEQUENCES};
use crate::numerics::scalar::Scalar;
use crate::numerics::sparse;

/// Networks with more units in a layer, input or output run with units in the lanes: weights are packed for the caches
/// then.
const SMALL: usize = 64;

/// From so many units on they go in the lanes where both ways cost the same: a row of sources stays in the first cache.
const MIDDLING: usize = 32;

/// From so many sequences on, batches of large layers make two tiles, for two threads.
const SHARED: usize = 16;

/// What the equations of a block of units cost, in multiply-adds of a block.
const EQUATIONS: usize = 40;

/// The layout for a batch of so many sequences; its tiles are as equal as can be.
pub(crate) fn layout_for<T: Scalar>(program: &Program<T>, sequences: usize) -> Layout {
    let sequences = sequences.max(1);
    let is_large = has_large_layers(program);
    let least = if is_large && sequences >= SHARED { 2 } else { 1 };
    let tiles = sequences.div_ceil(MOST_SEQUENCES).max(least);
    let units = Layout {
        lanes: InLanes::Units,
        members: sequences.div_ceil(tiles),
        gradients: true,
    };
    if is_large && !large_weights_are_lists(program) {
        return units;
    }
    let blocks_of_sequences = sequences.div_ceil(LANES);
    let batch = Layout {
        lanes: InLanes::Sequences,
        members: match is_large {
            // As many tiles as there can be: threads share them.
            true => 1,
            false => blocks_of_sequences.div_ceil(blocks_of_sequences.div_ceil(2)),
        },
        gradients: true,
    };
    let tiles_of = |layout: Layout| sequences.div_ceil(layout.sequences());
    // Of large layers, what one of two threads has to do.
    let threads = if is_large { 2 } else { 1 };
    let cost_of = |layout: Layout| tiles_of(layout).div_ceil(threads) * cost(program, layout);
    let (by_units, by_sequences) = (cost_of(units), cost_of(batch));
    if by_units < by_sequences || (by_units == by_sequences && largest(program) >= MIDDLING) {
        units
    } else {
        batch
    }
}

/// What a multiply-add costs in the small product of a band, in those of a large one.
const SMALL_PRODUCTS: usize = 2;

/// What a step of a tile costs beside its products and equations, in multiply-adds of a block: calls, and rows that are
/// found.
const STEP: usize = 80;

/// What it costs to put a step of a sequence into the lanes, and its loss, where lanes read sequences of their own; a
/// network of an ensemble with data of its own has half of it.
const SEQUENCE: usize = 60;

/// Whether 16 lanes of networks, of which so many are in use, take clearly less time for a batch than these networks one
/// after another; `own_data` where each reads sequences of its own. Measured on layers of 4 to 100 units.
pub(crate) fn is_faster_in_lockstep<T: Scalar>(
    program: &Program<T>,
    networks: usize,
    batch: usize,
    own_data: bool,
) -> bool {
    let layout = layout_for(program, batch);
    let alone = batch.div_ceil(layout.sequences()) * (cost(program, layout) + STEP) + SEQUENCE * batch;
    let layout = Layout::of_networks(batch);
    // 16 sets of large weights are more than the second cache holds.
    let from_memory = if has_large_layers(program) { 2 } else { 1 };
    let tiles = batch.div_ceil(layout.members) * (from_memory * cost(program, layout) + STEP);
    let read = if own_data {
        SEQUENCE / 2 * networks * batch
    } else {
        0
    };
    5 * (tiles + read) <= 4 * networks * alone
}

/// Whether weights are more than the first cache holds.
pub(crate) fn has_large_layers<T: Scalar>(program: &Program<T>) -> bool {
    largest(program) > SMALL
}

/// Whether large layers may yet be cheap with sequences in the lanes: every large weight is packed as lists of its pairs
/// there.
fn large_weights_are_lists<T: Scalar>(program: &Program<T>) -> bool {
    let mut forms = program.plan.forms.iter().enumerate();
    forms.all(|(index, &form)| match form {
        Form::Weight(_, targets, sources) => targets <= SMALL || sources <= SMALL,
        Form::Sparse(_, targets, sources) => {
            let dense = targets * sources;
            targets <= SMALL || sources <= SMALL || cost_of_sparse(program, index, [targets, sources]) < dense
        }
        Form::Patches(..)
        | Form::Units(..)
        | Form::PerBand(..)
        | Form::PerChannel(..)
        | Form::Global
        | Form::Unread(_) => true,
    })
}

/// What a product with a weight of few pairs costs where lanes are sequences, with the mask that is drawn for it: the
/// parameter in front of it.
fn cost_of_sparse<T: Scalar>(program: &Program<T>, weight: usize, [targets, sources]: [usize; 2]) -> usize {
    let mask = weight
        .checked_sub(1)
        .map(|mask| &program.description.parameters[mask]);
    let pairs = match mask.map(|mask| mask.initial) {
        Some(Initial::Sources(kept)) => targets * kept,
        _ => targets * sources,
    };
    match sparse::lists_pay([targets, sources], pairs) {
        true => sparse::COST * pairs,
        false => targets * sources,
    }
}

/// Units of the largest layer, input or output.
fn largest<T: Scalar>(program: &Program<T>) -> usize {
    let units = program.plan.series.iter().map(|series| series.units);
    units.max().unwrap_or(0)
}

/// What a step of a tile costs, forwards and backwards.
pub(crate) fn cost<T: Scalar>(program: &Program<T>, layout: Layout) -> usize {
    let forms = program.plan.forms.iter().enumerate();
    let products = forms.map(|(index, &form)| match (form, layout.lanes) {
        (Form::Weight(parts, targets, sources) | Form::Sparse(parts, targets, sources), InLanes::Units) => {
            let forwards = sources * targets.div_ceil(LANES);
            let backwards = 2 * targets * sources.div_ceil(LANES);
            parts * layout.members * (forwards + backwards)
        }
        (Form::Patches(parts, patches), InLanes::Units) => {
            let forwards = patches.targets().div_ceil(LANES) * patches.read().units();
            let backwards = patches.sources().div_ceil(LANES) * patches.read_by().units();
            let gradient = patches.targets() * patches.blocks_of_patch();
            parts * layout.members * (forwards + backwards + gradient)
        }
        (Form::Patches(parts, patches), _) => 3 * SMALL_PRODUCTS * parts * layout.members * patches.pairs(),
        (Form::Sparse(parts, targets, sources), InLanes::Sequences) => {
            3 * parts * layout.members * cost_of_sparse(program, index, [targets, sources])
        }
        (Form::Weight(parts, targets, sources) | Form::Sparse(parts, targets, sources), _) => {
            3 * parts * layout.members * targets * sources
        }
        _ => 0,
    });
    let layers = program
        .description
        .layers
        .iter()
        .map(|layer| layout.blocks(layer.size));
    products.sum::<usize>() + EQUATIONS * layers.sum::<usize>()
}

#[cfg(test)]
mod tests {
    use aru_macros::recurrent_net;

    use super::*;
    use crate::paper::Paper;

    recurrent_net! {
        struct Scattered<const H: usize> {
            input x: 8;
            layer hidden: Aru<H> { alpha_s: 0.5; alpha_r: 1.0; }
            output y: 4;
            x -> hidden -> y;
            hidden ~> hidden { density: 0.1; }
        }
    }

    recurrent_net! {
        struct OneLinkOfTwo<const H: usize> {
            input x: 8;
            layer hidden: Aru<H> { alpha_s: 0.5; alpha_r: 1.0; }
            output y: 4;
            x -> hidden -> y;
            hidden ~> hidden { density: 0.1; }
            hidden ~> other;
            layer other: Aru<H> { alpha_s: 0.5; alpha_r: 1.0; }
            other ~> hidden;
        }
    }

    #[test]
    fn large_layers_of_few_pairs_put_sequences_in_the_lanes_where_there_are_enough() {
        let lanes_for = |sequences| layout_for(&Program::of::<Scattered<f32, 256>>(), sequences);
        assert_eq!(lanes_for(1).lanes, InLanes::Units);
        let expected = Layout {
            lanes: InLanes::Sequences,
            members: 1,
            gradients: true,
        };
        for sequences in [32, 64, 1000] {
            assert_eq!(lanes_for(sequences), expected, "{sequences}");
        }
        // One dense weight among them is read from the caches as panels are.
        let mixed = Program::of::<OneLinkOfTwo<f32, 256>>();
        assert_eq!(layout_for(&mixed, 32).lanes, InLanes::Units);
    }

    #[test]
    fn small_layers_put_sequences_in_the_lanes_as_soon_as_there_are_enough() {
        let small = Program::of::<Paper<f32, 10>>();
        let layout = |sequences| {
            let Layout { lanes, members, .. } = layout_for(&small, sequences);
            (lanes, members)
        };
        assert_eq!(layout(1), (InLanes::Units, 1));
        assert_eq!(layout(0), (InLanes::Units, 1));
        assert_eq!(layout(16), (InLanes::Sequences, 1));
        assert_eq!(layout(20), (InLanes::Sequences, 2));
        assert_eq!(layout(400), (InLanes::Sequences, 2));
    }

    #[test]
    fn few_inputs_and_outputs_leave_lanes_of_units_empty() {
        let lanes_for = |program: &Program<f32>| layout_for(program, 64).lanes;
        assert_eq!(lanes_for(&Program::of::<Paper<f32, 16>>()), InLanes::Sequences);
        assert_eq!(lanes_for(&Program::of::<Paper<f32, 32>>()), InLanes::Sequences);
        assert_eq!(lanes_for(&Program::of::<Paper<f32, 64>>()), InLanes::Sequences);
    }

    #[test]
    fn tiles_of_large_layers_are_equal() {
        let large = Program::of::<Paper<f32, 256>>();
        for (sequences, members) in [
            (1, 1),
            (15, 15),
            (20, 10),
            (33, 17),
            (64, 32),
            (100, 25),
            (1000, 32),
        ] {
            let expected = Layout {
                lanes: InLanes::Units,
                members,
                gradients: true,
            };
            assert_eq!(layout_for(&large, sequences), expected, "{sequences} sequences");
        }
    }

    #[test]
    fn a_tile_has_room_for_what_it_is_given() {
        for sequences in 1..200 {
            for layout in [
                layout_for(&Program::of::<Paper<f32, 10>>(), sequences),
                layout_for(&Program::of::<Paper<f32, 256>>(), sequences),
            ] {
                assert!((1..=MOST_SEQUENCES).contains(&layout.sequences()), "{layout:?}");
            }
        }
    }
}
