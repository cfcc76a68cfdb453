//! What values must be before anything is said about them.

use crate::fault::{check_finite, wrong_shape};
use aru_runtime::{Error, Result};

/// Refuses fewer values than `who` needs, and values that are not finite. `slice` names them: `the slice of values`.
pub(super) fn check(slice: &str, values: &[f64], fewest: usize, who: &str) -> Result<()> {
    if values.len() < fewest {
        let needed = match fewest {
            1 => "one value".to_owned(),
            _ => format!("{fewest} values"),
        };
        let (what, expected) = (
            format!("the length of {slice}"),
            format!("{who} needs at least {needed}"),
        );
        return Err(Error::setting(what, values.len(), expected));
    }
    check_finite(slice, values, &[values.len()])
}

/// As [`check`], for two slices that go together.
pub(super) fn check_pairs(a: &[f64], b: &[f64], fewest: usize, who: &str) -> Result<()> {
    if a.len() != b.len() {
        let expected = format!("[{}], as many as in the first: {who} compares pairs", a.len());
        return Err(wrong_shape("the second slice of values", expected, &[b.len()]));
    }
    check("the first slice of values", a, fewest, who)?;
    check("the second slice of values", b, fewest, who)
}

/// Whether values differ by more than the rounding of numbers of that size can make them.
pub(super) fn vary(values: &[f64], size: f64) -> bool {
    let largest = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let smallest = values.iter().copied().fold(f64::INFINITY, f64::min);
    largest - smallest > 4.0 * f64::EPSILON * size
}

/// The largest absolute value.
pub(super) fn size(values: &[f64]) -> f64 {
    values.iter().fold(0.0, |largest, value| value.abs().max(largest))
}

/// A power of two near a size. Values divided by it keep their digits, and their squares stay within the range of f64.
pub(super) fn unit(size: f64) -> f64 {
    // Beyond, the power itself or its inverse would leave that range; a size of zero ends up there too.
    2.0_f64.powi(size.log2().clamp(-1000.0, 1000.0) as i32)
}

pub(super) fn scaled(values: &[f64], unit: f64) -> Vec<f64> {
    values.iter().map(|value| value / unit).collect()
}
