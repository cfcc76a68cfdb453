//! A tile over all steps of its sequences, chunk by chunk: forward, or forward and back.

use std::ops::Range;

use ndarray::ArrayView3;

use crate::arrays::Sequential;
use crate::block::{Block, LANES};
use crate::chunks::chunks;
use crate::network::Network;
use crate::score::Batch;
use crate::tile::Tile;

/// Runs the sequences of an array tile by tile; `after` sees each chunk of steps of each tile of sequences.
pub(crate) fn run_all<N: Network, const TRACE: bool>(
    tile: &mut Tile<N::Scalar>,
    network: &N,
    inputs: &ArrayView3<'_, N::Scalar>,
    mut after: impl FnMut(&mut Tile<N::Scalar>, Range<usize>, Range<usize>),
) {
    let (sequences, steps, _) = inputs.dim();
    let inputs = inputs.as_standard_layout();
    let inputs = Sequential::new(inputs.view()).expect("a copy in C order, if need be");
    let which: Vec<usize> = (0..sequences).collect();
    for lanes in which.chunks(LANES) {
        let sequences = lanes[0]..lanes[0] + lanes.len();
        run_chunks::<N, TRACE>(
            tile,
            network,
            inputs,
            |_| steps,
            lanes,
            steps,
            |tile, chunk| {
                after(tile, sequences.clone(), chunk);
            },
        );
    }
}

/// Runs a tile over all its chunks of steps; `after` sees each.
pub(crate) fn run_chunks<N: Network, const TRACE: bool>(
    tile: &mut Tile<N::Scalar>,
    network: &N,
    inputs: Sequential<'_, N::Scalar>,
    length: impl Fn(usize) -> usize + Copy,
    lanes: &[usize],
    steps: usize,
    mut after: impl FnMut(&mut Tile<N::Scalar>, Range<usize>),
) {
    tile.begin(network);
    for chunk in chunks(steps, tile.room()) {
        tile.load_inputs::<N>(inputs, length, lanes, chunk.clone());
        tile.forward::<N, TRACE>(network, chunk.len());
        after(tile, chunk.clone());
        if chunk.end < steps {
            tile.carry_forward(chunk.len());
        }
    }
}

/// Adds the gradient of a tile's part of the loss, times `scale`; returns the sum of weight x error. `after` sees each
/// chunk, the last one first.
///
/// All chunks but the last run forward twice: once to find the rows before each, once more from there just before
/// their backward pass, so that the memory used does not grow with the number of steps.
pub(crate) fn add_gradient<N: Network>(
    tile: &mut Tile<N::Scalar>,
    network: &N,
    batch: &Batch<'_, '_, N::Scalar>,
    scale: f64,
    lanes: &[usize],
    gradients: &mut [Block<N::Scalar>],
    mut after: impl FnMut(&Tile<N::Scalar>, Range<usize>),
) -> f64 {
    let (inputs, length) = (batch.inputs(), |sequence| batch.data.length(sequence));
    let steps = batch.longest(lanes);
    if steps == 0 {
        return 0.0;
    }
    let last = chunks(steps, tile.room()).len() - 1;
    tile.begin(network);
    for (number, chunk) in chunks(steps, tile.room()).enumerate().take(last) {
        tile.save_carry(number);
        tile.load_inputs::<N>(inputs, length, lanes, chunk.clone());
        tile.forward::<N, false>(network, chunk.len());
        tile.carry_forward(chunk.len());
    }
    let mut loss = 0.0;
    for (number, chunk) in chunks(steps, tile.room()).enumerate().rev() {
        if number < last {
            tile.restore_carry(number);
            tile.carry_backward(chunk.len());
        } else {
            tile.clear_adjoints(chunk.len());
        }
        tile.load_inputs::<N>(inputs, length, lanes, chunk.clone());
        tile.forward::<N, false>(network, chunk.len());
        loss += tile.add_losses(batch, lanes, chunk.clone(), Some(scale));
        tile.backward(network, gradients, chunk.len());
        after(tile, chunk);
    }
    tile.add_initial_gradients(gradients);
    loss
}
