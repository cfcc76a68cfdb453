//! Student's t: whether two means differ by more than chance makes them.

use serde::{Deserialize, Serialize};
use statrs::function::beta::checked_beta_reg;

use super::check::{check, check_pairs, scaled, size, unit, vary};
use super::{mean_of, variance_of};
use aru_runtime::{Error, Result};

/// What a t test finds.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct TTest {
    /// Difference of the means in standard errors: above zero where the first is the larger.
    pub t: f64,
    /// Degrees of freedom of t; no whole number with Welch's test.
    pub degrees_of_freedom: f64,
    /// Chance of a t at least as far from zero, on either side, where the true means are equal.
    pub p: f64,
}

/// Whether two independent samples have means that differ, two-sided, where their variances may differ too: Welch
/// (Biometrika 34, 28, 1947).
///
/// It is SciPy's `ttest_ind(a, b, equal_var=False)`. One of the samples may be constant.
///
/// # Errors
/// Fewer than two values in a sample, a value that is not finite, or two samples of which neither varies by more than
/// rounding: there is then no error to hold a difference against.
///
/// ```
/// use aru::statistics::welch_t_test;
/// # fn main() -> aru::Result<()> {
/// let test = welch_t_test(&[1.0, 2.0, 3.0], &[4.0, 5.0, 6.0, 7.0])?;
/// assert!(test.t < 0.0 && test.p < 0.05);
/// # Ok(())
/// # }
/// ```
pub fn welch_t_test(a: &[f64], b: &[f64]) -> Result<TTest> {
    const WHO: &str = "Welch's t test";
    check("the first slice of values", a, 2, WHO)?;
    check("the second slice of values", b, 2, WHO)?;
    if !vary(a, size(a)) && !vary(b, size(b)) {
        let found = format!("{}, and of the second {}", a[0], b[0]);
        return Err(Error::setting("every value of the first slice", found, CONSTANT));
    }
    let unit = unit(size(a).max(size(b)));
    let (a, b) = (&scaled(a, unit), &scaled(b, unit));
    let square_a = variance_of(a) / a.len() as f64;
    let square_b = variance_of(b) / b.len() as f64;
    // As shares, squares of squares cannot leave the range of f64.
    let share = square_a / (square_a + square_b);
    let freedom = 1.0 / (share.powi(2) / (a.len() - 1) as f64 + (1.0 - share).powi(2) / (b.len() - 1) as f64);
    t_test(mean_of(a) - mean_of(b), (square_a + square_b).sqrt(), freedom)
}

/// Whether the differences `a[i] - b[i]` have a mean other than zero, two-sided: Student (Biometrika 6, 1, 1908).
///
/// It is SciPy's `ttest_rel(a, b)`.
///
/// # Errors
/// Slices of different lengths, fewer than two pairs, a value that is not finite, or differences that do not vary by
/// more than rounding: there is then no error to hold their mean against.
///
/// ```
/// use aru::statistics::paired_t_test;
/// # fn main() -> aru::Result<()> {
/// let (before, after) = ([5.0, 9.0, 1.0, 7.0], [5.5, 9.6, 1.5, 7.4]);
/// assert!(paired_t_test(&before, &after)?.p < 0.01);
/// # Ok(())
/// # }
/// ```
pub fn paired_t_test(a: &[f64], b: &[f64]) -> Result<TTest> {
    check_pairs(a, b, 2, "a paired t test")?;
    let unit = unit(size(a).max(size(b)));
    let (a, b) = (scaled(a, unit), scaled(b, unit));
    let differences: Vec<f64> = a.iter().zip(&b).map(|(a, b)| a - b).collect();
    if !vary(&differences, size(&a).max(size(&b))) {
        return Err(Error::setting(
            "every difference of a pair",
            unit * differences[0],
            CONSTANT,
        ));
    }
    let error = (variance_of(&differences) / a.len() as f64).sqrt();
    t_test(mean_of(&differences), error, (a.len() - 1) as f64)
}

/// The way out where nothing varies.
const CONSTANT: &str =
    "a t test needs values that vary; where nothing was left to chance, state the values themselves";

fn t_test(difference: f64, error: f64, degrees_of_freedom: f64) -> Result<TTest> {
    let t = difference / error;
    let p = both_tails(t, degrees_of_freedom)?;
    Ok(TTest {
        t,
        degrees_of_freedom,
        p,
    })
}

/// The chance of a t at least as far from zero on either side.
///
/// A tail is taken from the tail itself, however small: one minus the rest would be zero below 1e-16. Near the middle it
/// is the rest that is small.
pub(super) fn both_tails(t: f64, degrees_of_freedom: f64) -> Result<f64> {
    let square = t * t;
    let sum = degrees_of_freedom + square;
    let p = if square < 1.0 {
        checked_beta_reg(0.5, 0.5 * degrees_of_freedom, square / sum).map(|rest| 1.0 - rest)
    } else {
        checked_beta_reg(0.5 * degrees_of_freedom, 0.5, degrees_of_freedom / sum)
    };
    p.map_err(|error| {
        Error::setting(
            "the degrees of freedom",
            degrees_of_freedom,
            format!("Student's t takes a positive number ({error}); give more values"),
        )
    })
}
