//! How many steps a map needs: as many as no longer change its numbers.

use std::ops::Range;

use aru_runtime::Result;
use aru_runtime::description::Description;
use ndarray::{Array2, Array3, ArrayView2, Axis, s};

use super::super::responds::Responds;
use super::measured::{steps_reached, steps_within, strength};
use super::{GradMap, Kind, Lags, SHARE, THRESHOLD};

/// More steps than these are not tried, but for doublings of what is tried first.
const MOST: usize = 1 << 16;

/// What is tried first, but for what declared delays reach.
const FIRST: usize = 64;

/// How often the steps must be doubled, one time after the other, without a change. Once is not enough: what comes through
/// several slow layers in a row begins so late and so faintly that a single doubling may not see it.
const QUIET: usize = 2;

/// By how much a lag of a map may differ from that of half the steps, as a part of the largest strength.
const CHANGE: f64 = 1e-3;

/// Outputs whose derivatives are taken at a time: those of a tile, or fewer where sounds are long.
const TOGETHER: usize = 32;

/// Numbers of inputs, and of outputs, that are laid out at a time, but for those of one output.
const NUMBERS: usize = 1 << 22;

/// The derivatives of the last values of some outputs with respect to every step of a sound: [output, lag, feature].
pub(super) fn derivatives(
    network: &dyn Responds,
    sound: ArrayView2<'_, f64>,
    columns: Range<usize>,
) -> Result<Array3<f64>> {
    let (steps, features) = sound.dim();
    let outputs = network.description().output_size();
    let mut values = Array3::zeros((columns.len(), steps, features));
    let together = together(steps * features.max(outputs));
    let groups = values.axis_chunks_iter_mut(Axis(0), together);
    for (first, mut group) in columns.step_by(together).zip(groups) {
        let count = group.len_of(Axis(0));
        let mut inputs = Array3::zeros((count, steps, features));
        let mut d_outputs = Array3::zeros((count, steps, outputs));
        for sequence in 0..count {
            inputs.index_axis_mut(Axis(0), sequence).assign(&sound);
            d_outputs[[sequence, steps - 1, first + sequence]] = 1.0;
        }
        let adjoints = network.pull_back(inputs.view(), d_outputs.view())?;
        group.assign(&adjoints.slice(s![.., ..;-1, ..]));
    }
    Ok(values)
}

/// How many outputs are taken at a time where each needs so many numbers.
pub(super) fn together(numbers: usize) -> usize {
    (NUMBERS / numbers.max(1)).clamp(1, TOGETHER)
}

/// The map round a frame, of as many steps as it takes.
///
/// Before step 0 inputs are zero and states are the initial ones. With twice the steps that lies twice as far back; once two
/// doublings have left the map of every unit, and of the population, what it was, both its numbers and each of its lags, it
/// is taken not to matter. That is a test, not a proof: what begins after four times the steps is not seen.
pub(super) fn settled(
    network: &dyn Responds,
    frame: &[f64],
    columns: Range<usize>,
    lags: Lags,
    map: &dyn Fn(Array3<f64>, bool) -> GradMap,
) -> Result<GradMap> {
    let wanted = match lags.0 {
        Kind::UntilForgotten => usize::MAX,
        Kind::Last(steps) => steps,
    };
    let mut steps = first(network.description(), lags);
    let most = MOST.max(steps.saturating_mul(1 << QUIET));
    let mut before: Option<Array3<f64>> = None;
    let mut quiet = 0;
    loop {
        let sound = Array2::from_shape_fn((steps, frame.len()), |(_, feature)| frame[feature]);
        let values = derivatives(network, sound.view(), columns.clone())?;
        let values = values.slice_move(s![.., ..steps.min(wanted), ..]);
        let is_quiet = before.is_some_and(|before| stays(&before, &values));
        quiet = if is_quiet { quiet + 1 } else { 0 };
        if quiet == QUIET || steps == most {
            return Ok(map(values.as_standard_layout().into_owned(), quiet == QUIET));
        }
        before = Some(values);
        steps = steps.saturating_mul(2).min(most);
    }
}

/// Whether the maps of all units and their mean are what they were with fewer steps, in both numbers and lag by lag. Lags that
/// are new count as zero before.
fn stays(before: &Array3<f64>, now: &Array3<f64>) -> bool {
    let [mean_before, mean_now] = [before, now].map(|values| values.mean_axis(Axis(0)));
    let befores = before
        .outer_iter()
        .chain(mean_before.iter().map(|mean| mean.view()));
    let nows = now.outer_iter().chain(mean_now.iter().map(|mean| mean.view()));
    befores.zip(nows).all(|(before, now)| {
        let mut change = now.to_owned();
        let mut same = change.slice_mut(s![..before.nrows(), ..]);
        same -= &before;
        let [before, now, change] = [before, now, change.view()].map(strength);
        let largest = now.iter().copied().fold(0.0, f64::max);
        numbers(&before) == numbers(&now) && change.iter().all(|&change| change <= CHANGE * largest)
    })
}

/// What is tried first: what is asked for, and twice what all delays of the network reach together, so that no path of
/// links is too long to be seen.
fn first(description: &Description, lags: Lags) -> usize {
    let longest = description
        .links
        .iter()
        .map(|link| link.delays.iter().max().unwrap_or(&0));
    let delays: usize = longest.sum();
    let asked = match lags.0 {
        Kind::UntilForgotten => FIRST,
        Kind::Last(steps) => steps.max(FIRST),
    };
    asked.max(2 * (delays + 1))
}

/// Both numbers of a map that has these strengths.
fn numbers(strength: &[f64]) -> [usize; 2] {
    [steps_within(strength, SHARE), steps_reached(strength, THRESHOLD)]
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;

    #[test]
    fn only_as_many_outputs_are_laid_out_as_there_is_room_for() {
        assert_eq!(together(64 * 34), TOGETHER);
        assert_eq!(together(0), TOGETHER);
        assert_eq!(together(NUMBERS / 5), 5);
        assert_eq!(together(4 * NUMBERS), 1);
    }

    #[test]
    fn a_map_stays_where_no_lag_of_any_unit_changes() {
        let before = array![[[1.0], [0.5]], [[-1.0], [0.5]]];
        let of = |first: f64, late: f64| {
            let mut now = Array3::zeros((2, 4, 1));
            now.slice_mut(s![.., ..2, ..]).assign(&before);
            now[[1, 0, 0]] = -first;
            now[[1, 3, 0]] = late;
            now
        };
        assert!(stays(&before, &of(1.0, 0.0)));
        // By the mean alone, in which the units cancel, any change is large.
        assert!(!stays(&before, &of(1.002, 0.0)));
        // New, and too little to count in either number.
        assert!(!stays(&before, &of(1.0, 0.002)));
    }
}
