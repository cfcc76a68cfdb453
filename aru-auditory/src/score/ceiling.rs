//! The ceiling of Hsu, Borst and Theunissen (2004), from halves of the trials.

use super::moments::{correlation, mean, mean_of};

/// All splits of ten trials.
const SPLITS: usize = 126;

/// sqrt(2 rho / (1 + rho)), rho the mean over splits of the correlation of the two halves' means.
///
/// Splits come in lexicographic order of the half that has trial 0, up to 126 of them, which are all for ten trials. Of an
/// odd number of trials the last is left out. NaN of fewer than two trials or two bins, where the mean of a half does not
/// vary, and where rho is not above zero.
pub(super) fn cc_max(trials: &[Vec<f64>]) -> f64 {
    let trials = &trials[..trials.len() - trials.len() % 2];
    let Some(first) = trials.first() else {
        return f64::NAN;
    };
    let mean_of_half =
        |half: &[usize]| mean_of(half.iter().map(|&trial| trials[trial].as_slice()), first.len());
    let correlations = halves(trials.len()).map(|half| {
        let other: Vec<usize> = (0..trials.len()).filter(|trial| !half.contains(trial)).collect();
        correlation(&mean_of_half(&half), &mean_of_half(&other))
    });
    let rho = mean(&correlations.take(SPLITS).collect::<Vec<f64>>());
    if rho > 0.0 {
        (2.0 * rho / (1.0 + rho)).sqrt()
    } else {
        f64::NAN
    }
}

/// The halves of an even number of trials that have trial 0, in lexicographic order.
fn halves(trials: usize) -> impl Iterator<Item = Vec<usize>> {
    let size = trials / 2;
    std::iter::successors(Some((0..size).collect()), move |half: &Vec<usize>| {
        // The last that can move on does, and those behind it follow.
        let moving = (1..size)
            .rev()
            .find(|&place| half[place] < trials - size + place)?;
        let mut next = half.clone();
        let following = half[moving] + 1..;
        for (trial, follower) in next[moving..].iter_mut().zip(following) {
            *trial = follower;
        }
        Some(next)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_split_comes_once() {
        for (trials, splits) in [(2, 1), (4, 3), (6, 10), (8, 35), (10, 126), (12, 462)] {
            let all: Vec<Vec<usize>> = halves(trials).collect();
            assert_eq!(all.len(), splits);
            assert!(all.is_sorted());
            assert!(all.windows(2).all(|pair| pair[0] != pair[1]));
            let is_half = |half: &Vec<usize>| half.len() == trials / 2 && half[0] == 0 && half.is_sorted();
            assert!(all.iter().all(is_half));
        }
        assert_eq!(halves(4).collect::<Vec<_>>(), [[0, 1], [0, 2], [0, 3]]);
    }
}
