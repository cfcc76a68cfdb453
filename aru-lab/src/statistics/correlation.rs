//! Whether two quantities go together: Pearson's and Spearman's correlation.

use ndarray::ArrayView1;
use serde::{Deserialize, Serialize};

use super::check::{check_pairs, scaled, size, unit};
use super::t_test::both_tails;
use crate::metrics;
use aru_runtime::{Error, Result};

/// What a test of correlation finds.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Correlation {
    /// The coefficient, from -1 to 1.
    pub r: f64,
    /// Chance of a coefficient at least as far from zero, on either side, where the two do not depend on each other.
    pub p: f64,
}

/// Pearson's correlation of two quantities measured together: how close they are to a line.
///
/// r is that of [`metrics::correlation`], p that of Student's t with n - 2 degrees of freedom, as in SciPy's
/// `pearsonr(a, b)`; it holds for normal values. Points on a line have p = 0.
///
/// # Errors
/// Slices of different lengths, fewer than three pairs, a value that is not finite, or a slice that does not vary.
///
/// ```
/// use aru::statistics::pearson;
/// # fn main() -> aru::Result<()> {
/// let found = pearson(&[1.0, 2.0, 3.0, 4.0], &[2.0, 4.1, 5.9, 8.0])?;
/// assert!(found.r > 0.99 && found.p < 0.01);
/// # Ok(())
/// # }
/// ```
pub fn pearson(a: &[f64], b: &[f64]) -> Result<Correlation> {
    check_pairs(a, b, 3, "Pearson's correlation")?;
    check_varies(a, b)?;
    correlation(&scaled(a, unit(size(a))), &scaled(b, unit(size(b))))
}

/// Spearman's correlation of two quantities measured together: how close one is to growing, or falling, with the
/// other.
///
/// r is Pearson's correlation of the ranks, where equal values share the mean of theirs; p is that of Student's t with
/// n - 2 degrees of freedom, as in SciPy's `spearmanr(a, b)`: good from ten pairs on. One order in both has p = 0.
///
/// # Errors
/// As [`pearson`].
///
/// ```
/// use aru::statistics::spearman;
/// # fn main() -> aru::Result<()> {
/// let found = spearman(&[1.0, 2.0, 3.0, 4.0], &[1.0, 8.0, 27.0, 64.0])?;
/// assert_eq!(found.r, 1.0);
/// # Ok(())
/// # }
/// ```
pub fn spearman(a: &[f64], b: &[f64]) -> Result<Correlation> {
    check_pairs(a, b, 3, "Spearman's correlation")?;
    check_varies(a, b)?;
    correlation(&ranks(a), &ranks(b))
}

fn correlation(a: &[f64], b: &[f64]) -> Result<Correlation> {
    let r = metrics::correlation(&ArrayView1::from(a), &ArrayView1::from(b))?;
    // What differs from one by no more than rounding is one: t would tell nothing but the rounding.
    if 1.0 - r.abs() < 4.0 * f64::EPSILON {
        return Ok(Correlation {
            r: r.signum(),
            p: 0.0,
        });
    }
    let freedom = (a.len() - 2) as f64;
    let t = r * (freedom / ((1.0 - r) * (1.0 + r))).sqrt();
    let p = both_tails(t, freedom)?;
    Ok(Correlation { r, p })
}

fn check_varies(a: &[f64], b: &[f64]) -> Result<()> {
    for (which, values) in [("first", a), ("second", b)] {
        if values.iter().all(|value| *value == values[0]) {
            let what = format!("every value of the {which} slice");
            return Err(Error::setting(
                &what,
                values[0],
                "only what varies can go together with something",
            ));
        }
    }
    Ok(())
}

/// Each value's place in their order, from 1; equal values share the mean of their places.
fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_unstable_by(|&i, &j| values[i].total_cmp(&values[j]));
    let mut ranks = vec![0.0; values.len()];
    let mut before = 0;
    // By `==`, since -0 is a value equal to 0.
    for equal in order.chunk_by(|&i, &j| values[i] == values[j]) {
        let rank = before as f64 + (equal.len() + 1) as f64 / 2.0;
        equal.iter().for_each(|&place| ranks[place] = rank);
        before += equal.len();
    }
    ranks
}
