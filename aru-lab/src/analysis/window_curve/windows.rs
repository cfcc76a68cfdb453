//! Predictions that see the last steps alone.

use aru_runtime::data::sequences::Sequences;
use aru_runtime::numerics::scalar::Scalar;
use aru_runtime::{Error, Network, Result};
use ndarray::{Array3, s};

/// Numbers of inputs, and of outputs, that are laid out at a time, but for a tile of windows, which there always is.
const NUMBERS: usize = 1 << 21;

/// Windows of a tile.
const TILE: usize = 32;

/// What the network predicts of each step when it sees only the last `window` steps, that one among them:
/// `[sequence, step, output]`, NaN beyond the lengths. Before the window it is in its initial state.
///
/// # Errors
/// A window of no step; inputs that do not fit the network; outputs that are not finite.
pub fn windowed<N: Network>(
    network: &N,
    songs: &Sequences<N::Scalar>,
    window: usize,
) -> Result<Array3<N::Scalar>> {
    if window == 0 {
        return Err(no_step());
    }
    let full = network.evaluate(songs).outputs()?;
    from_full(network, songs, window, &full)
}

pub(super) fn no_step() -> Error {
    Error::setting("the steps of a window", 0, "expected at least that of now, 1")
}

/// The same, given what it predicts of each step when it sees all before.
///
/// A window is a sequence of its own, so that windows fill the lanes of a batch. The first steps of a song see all that there is.
pub(super) fn from_full<N: Network>(
    network: &N,
    songs: &Sequences<N::Scalar>,
    window: usize,
    full: &Array3<N::Scalar>,
) -> Result<Array3<N::Scalar>> {
    let mut predicted = full.clone();
    let inputs = songs.inputs();
    let (features, outputs) = (inputs.dim().2, full.dim().2);
    let ends = (0..songs.len()).flat_map(|song| (window..songs.length(song)).map(move |step| (song, step)));
    let ends: Vec<(usize, usize)> = ends.collect();
    if ends.is_empty() {
        // No song is longer, however long the window.
        return Ok(predicted);
    }
    let many = at_a_time(window, features.max(outputs));
    let mut room = Array3::from_elem((many.min(ends.len()), window, features), N::Scalar::ZERO);
    for ends in ends.chunks(many) {
        for (&(song, step), mut own) in ends.iter().zip(room.outer_iter_mut()) {
            own.assign(&inputs.slice(s![song, step + 1 - window..=step, ..]));
        }
        let outputs = network.run(room.slice(s![..ends.len(), .., ..]))?;
        for (&(song, step), own) in ends.iter().zip(outputs.outer_iter()) {
            predicted
                .slice_mut(s![song, step, ..])
                .assign(&own.slice(s![window - 1, ..]));
        }
    }
    Ok(predicted)
}

/// How many windows are run at a time, of so many numbers in each step.
fn at_a_time(window: usize, numbers: usize) -> usize {
    let fit = NUMBERS / (window * numbers).max(1);
    (fit / TILE * TILE).max(TILE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_laid_out_is_bounded_by_inputs_and_by_outputs() {
        for (window, numbers) in [(1, 1), (10, 100), (128, 34), (7, 3)] {
            let many = at_a_time(window, numbers);
            assert!(
                many.is_multiple_of(TILE) && many * window * numbers <= NUMBERS,
                "{window} {numbers}: {many}"
            );
        }
        assert_eq!(at_a_time(1 << 20, 100), TILE, "a tile there always is");
    }
}
