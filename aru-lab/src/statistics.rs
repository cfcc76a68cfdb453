//! Numbers that sum up a handful of trials, and tests of whether two handfuls differ.
//!
//! Every function takes slices of f64 and refuses values that are not finite. Sums are taken in the order given, so the
//! same values give the same bits.

mod check;
mod correlation;
mod mirror;
mod t_test;
#[cfg(test)]
mod tests;

use self::check::{check, scaled, size, unit};
use aru_runtime::{Error, Result};

pub use correlation::{Correlation, pearson, spearman};
pub use mirror::mirror_test;
pub use t_test::{TTest, paired_t_test, welch_t_test};

const SLICE: &str = "the slice of values";

/// The mean, in the unit of the values.
///
/// # Errors
/// No values, or one that is not finite.
///
/// ```
/// use aru::statistics::mean;
/// # fn main() -> aru::Result<()> {
/// assert_eq!(mean(&[1.0, 2.0, 6.0])?, 3.0);
/// # Ok(())
/// # }
/// ```
pub fn mean(values: &[f64]) -> Result<f64> {
    check(SLICE, values, 1, "a mean")?;
    let unit = unit(size(values));
    Ok(unit * mean_of(&scaled(values, unit)))
}

/// The standard deviation of the population that the values are a sample of, estimated with n - 1, in their unit.
///
/// # Errors
/// Fewer than two values, one that is not finite, or values so far apart that the result is not.
///
/// ```
/// use aru::statistics::standard_deviation;
/// # fn main() -> aru::Result<()> {
/// assert_eq!(standard_deviation(&[1.0, 3.0, 5.0])?, 2.0);
/// # Ok(())
/// # }
/// ```
pub fn standard_deviation(values: &[f64]) -> Result<f64> {
    check(SLICE, values, 2, "a standard deviation")?;
    let unit = unit(size(values));
    let deviation = unit * variance_of(&scaled(values, unit)).sqrt();
    match deviation.is_finite() {
        true => Ok(deviation),
        false => Err(Error::setting(
            "the standard deviation",
            deviation,
            "it is too large for f64; divide the values by one number",
        )),
    }
}

/// The standard error of the mean: the standard deviation divided by the square root of the number of values.
///
/// # Errors
/// As [`standard_deviation`].
///
/// ```
/// use aru::statistics::standard_error;
/// # fn main() -> aru::Result<()> {
/// assert_eq!(standard_error(&[1.0, 1.0, 5.0, 5.0])?, (16.0_f64 / 3.0).sqrt() / 2.0);
/// # Ok(())
/// # }
/// ```
pub fn standard_error(values: &[f64]) -> Result<f64> {
    check(SLICE, values, 2, "a standard error")?;
    Ok(standard_deviation(values)? / (values.len() as f64).sqrt())
}

/// The value in the middle, or the mean of the two there, in the unit of the values.
///
/// # Errors
/// As [`quantile`].
///
/// ```
/// use aru::statistics::median;
/// # fn main() -> aru::Result<()> {
/// assert_eq!(median(&[3.0, 1.0, 2.0, 10.0])?, 2.5);
/// # Ok(())
/// # }
/// ```
pub fn median(values: &[f64]) -> Result<f64> {
    quantile(values, 0.5)
}

/// The value below which a `part` between 0 and 1 of the values lies, in their unit.
///
/// Between two values it runs linearly, as in NumPy's `quantile(values, part)` and as definition 7 of Hyndman and Fan
/// (The American Statistician 50, 361, 1996).
///
/// # Errors
/// No values, one that is not finite, or a `part` outside 0 to 1.
///
/// ```
/// use aru::statistics::quantile;
/// # fn main() -> aru::Result<()> {
/// assert_eq!(quantile(&[4.0, 0.0, 1.0], 0.75)?, 2.5);
/// # Ok(())
/// # }
/// ```
pub fn quantile(values: &[f64], part: f64) -> Result<f64> {
    check(SLICE, values, 1, "a quantile")?;
    if !(0.0..=1.0).contains(&part) {
        return Err(Error::setting(
            "the part of a quantile",
            part,
            "it must lie between 0 and 1; the median is at 0.5",
        ));
    }
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let place = part * (sorted.len() - 1) as f64;
    let (below, above) = (sorted[place.floor() as usize], sorted[place.ceil() as usize]);
    // Neither the difference of two large values nor a value times zero may spoil what lies between them.
    let share = place - place.floor();
    Ok(if share == 0.0 {
        below
    } else {
        below * (1.0 - share) + above * share
    })
}

/// The mean of finite values. Sums are of differences from the first, so that equal values have themselves as their
/// mean.
fn mean_of(values: &[f64]) -> f64 {
    let first = values[0];
    first + values.iter().map(|value| value - first).sum::<f64>() / values.len() as f64
}

/// The variance of two or more finite values, with n - 1.
fn variance_of(values: &[f64]) -> f64 {
    let mean = mean_of(values);
    values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (values.len() - 1) as f64
}
