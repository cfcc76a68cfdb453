//! How many steps a map needs: as many as no longer change its numbers.

use std::ops::Range;

use aru_runtime::Result;
use aru_runtime::description::Description;
use ndarray::{Array2, Array3, ArrayView2, Axis, s};

use super::super::responds::Responds;
use super::measured::{steps_reached, steps_within, strength};
use super::{GradMap, Kind, Lags, SHARE, THRESHOLD};

/// More steps than these are not tried.
const MOST: usize = 1 << 16;

/// What is tried first, but for what declared delays reach.
const FIRST: usize = 64;

/// Outputs whose derivatives are taken at a time: those of a tile.
const TOGETHER: usize = 32;

/// The derivatives of the last values of some outputs with respect to every step of a sound: [output, lag, feature].
pub(super) fn derivatives(
    network: &dyn Responds,
    sound: ArrayView2<'_, f64>,
    columns: Range<usize>,
) -> Result<Array3<f64>> {
    let (steps, features) = sound.dim();
    let outputs = network.description().output_size();
    let mut values = Array3::zeros((columns.len(), steps, features));
    let groups = values.axis_chunks_iter_mut(Axis(0), TOGETHER);
    for (first, mut group) in columns.step_by(TOGETHER).zip(groups) {
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

/// The map round a frame, of as many steps as it takes.
///
/// Before step 0 inputs are zero and states are the initial ones. With twice the steps that lies twice as far back; once the
/// numbers of every unit, and of the population, stay what they are, it does not matter.
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
    let most = match lags.0 {
        Kind::UntilForgotten => MOST,
        Kind::Last(steps) => MOST.max(steps),
    };
    let mut steps = first(network.description(), lags).min(most);
    let mut before = None;
    loop {
        let sound = Array2::from_shape_fn((steps, frame.len()), |(_, feature)| frame[feature]);
        let values = derivatives(network, sound.view(), columns.clone())?;
        let values = values.slice_move(s![.., ..steps.min(wanted), ..]);
        let numbers = numbers(&values);
        let is_over = wanted <= steps || numbers.iter().all(|&[_, reach]| reach < steps);
        let stays = is_over && before.as_ref() == Some(&numbers);
        if stays || steps == most {
            return Ok(map(values.as_standard_layout().into_owned(), stays));
        }
        before = Some(numbers);
        steps = (2 * steps).min(most);
    }
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

/// Both numbers of every unit, and of their mean.
fn numbers(values: &Array3<f64>) -> Vec<[usize; 2]> {
    let mean = values.sum_axis(Axis(0));
    let all = values.outer_iter().chain([mean.view()]);
    let of_map = |map: ArrayView2<'_, f64>| {
        let strength = strength(map);
        [
            steps_within(&strength, SHARE),
            steps_reached(&strength, THRESHOLD),
        ]
    };
    all.map(of_map).collect()
}
