//! Variances and covariances with n - 1, in two passes.

/// Of two or more values.
pub(super) fn variance(values: &[f64]) -> f64 {
    covariance(values, values)
}

pub(super) fn covariance(a: &[f64], b: &[f64]) -> f64 {
    let (mean_a, mean_b) = (mean(a), mean(b));
    let products = a.iter().zip(b).map(|(a, b)| (a - mean_a) * (b - mean_b));
    products.sum::<f64>() / (a.len() as f64 - 1.0)
}

pub(super) fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// By how much of the largest of them numbers differ that are the same but for rounding: more than summing some hundred
/// trials in another order can make of a mean.
const ROUNDING: f64 = 1e-13;

/// Whether all are the same number but for rounding: the mean of such is not always that number, nor their variance zero.
pub(super) fn is_constant(values: &[f64]) -> bool {
    let largest = values
        .iter()
        .fold(0.0_f64, |largest, value| largest.max(value.abs()));
    values
        .iter()
        .all(|value| (value - values[0]).abs() <= ROUNDING * largest)
}

/// Pearson's; NaN of fewer than two values or where either does not vary.
pub(super) fn correlation(a: &[f64], b: &[f64]) -> f64 {
    if a.len() < 2 || is_constant(a) || is_constant(b) {
        return f64::NAN;
    }
    covariance(a, b) / (variance(a).sqrt() * variance(b).sqrt())
}

/// The mean of rows, value by value.
pub(super) fn mean_of<'a>(rows: impl ExactSizeIterator<Item = &'a [f64]>, length: usize) -> Vec<f64> {
    let number = rows.len() as f64;
    let mut mean = vec![0.0; length];
    for row in rows {
        for (sum, value) in mean.iter_mut().zip(row) {
            *sum += value;
        }
    }
    mean.iter_mut().for_each(|sum| *sum /= number);
    mean
}
