//! Comparisons that name what differs, where, and by how much.

/// How two values may differ.
#[derive(Clone, Copy, Debug)]
pub enum Tolerance {
    /// This much, absolute or relative to the value expected, whichever is larger.
    Each(f64),
    /// This much of the largest value expected in the whole tensor.
    OfLargest(f64),
}

/// Compares two lists and returns the largest deviation in units of what the tolerance is relative to. Panics, naming
/// `what` and the worst element, where it is above the tolerance, or anything is not finite.
pub fn assert_agree(what: &str, found: &[f64], expected: &[f64], tolerance: Tolerance) -> f64 {
    assert_eq!(found.len(), expected.len(), "{what}: number of values");
    let largest = expected
        .iter()
        .fold(0.0_f64, |largest, value| largest.max(value.abs()));
    let mut worst = 0.0;
    for (index, (&found, &expected)) in found.iter().zip(expected).enumerate() {
        assert!(
            found.is_finite() && expected.is_finite(),
            "{what}[{index}]: {found:e}, expected {expected:e}"
        );
        let difference = (found - expected).abs();
        let (deviation, limit) = match tolerance {
            Tolerance::Each(limit) => (difference / expected.abs().max(1.0), limit),
            // A tensor that is smaller than this is zero but for rounding, and so must be the other.
            Tolerance::OfLargest(limit) => (difference / largest.max(1e-5), limit),
        };
        assert!(
            deviation <= limit,
            "{what}[{index}]: {found:e}, expected {expected:e}, off by {deviation:e} where {tolerance:?} is allowed"
        );
        worst = f64::max(worst, deviation);
    }
    worst
}
