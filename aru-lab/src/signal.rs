//! Signals sampled at equal steps: smoothing of spike trains and of random inputs, and band-limited noise.
//!
//! A filter takes one signal and returns one of the same length. For an array `[sequence, step, feature]`,
//! filter each `lane` of `Axis(1)`.

mod noise;

use ndarray::{Array1, ArrayView1};

pub use noise::band_limited_noise;

use crate::fault::check_finite;
use aru_runtime::numerics::scalar::Scalar;
use aru_runtime::{Error, Result};

/// The signal convolved with a Gaussian whose standard deviation is `sigma` steps, cut at `reach` steps to either
/// side.
///
/// The weights sum to one, and the signal counts as zero beyond its ends: NumPy's `convolve(signal, weights, "same")`.
/// A spike train in counts a step becomes a firing rate in spikes a step; within `reach` of an end it is too low.
///
/// # Errors
///
/// A `sigma` that is not positive, a `reach` of zero, or a value that is not finite.
///
/// ```
/// use aru::signal::gaussian;
/// use ndarray::array;
/// # fn main() -> aru::Result<()> {
/// let rate = gaussian(array![0.0, 0.0, 1.0, 0.0, 0.0].view(), 2.0, 8)?;
/// assert!(rate[2] > rate[1] && rate[1] == rate[3]);
/// # Ok(())
/// # }
/// ```
pub fn gaussian<T: Scalar>(signal: ArrayView1<'_, T>, sigma: f64, reach: usize) -> Result<Array1<T>> {
    if !(sigma.is_finite() && sigma > 0.0) {
        return Err(Error::setting(
            "standard deviation of the Gaussian",
            sigma,
            "expected a positive number of steps",
        ));
    }
    if reach == 0 {
        return Err(Error::setting(
            "reach of the Gaussian",
            reach,
            "expected at least one step, and better four `sigma`",
        ));
    }
    let signal = finite(signal)?;
    let steps = signal.len();
    // Beyond 40 standard deviations a weight is zero in f64.
    let reach = reach.min((40.0 * sigma).ceil() as usize);
    let half: Vec<f64> = (0..=reach)
        .map(|k| (-0.5 * (k as f64 / sigma).powi(2)).exp())
        .collect();
    let total = half[0] + 2.0 * half[1..].iter().sum::<f64>();
    Ok((0..steps)
        .map(|t| {
            let near = t.saturating_sub(reach)..steps.min(t.saturating_add(reach + 1));
            T::from_f64(near.map(|s| half[t.abs_diff(s)] * signal[s]).sum::<f64>() / total)
        })
        .collect())
}

/// The signal smoothed by fitting a polynomial of degree `order` to the `window` values around each step, as Savitzky
/// and Golay (Analytical Chemistry 36, 1627, 1964).
///
/// The first and last `window / 2` values are those of the polynomials fitted to the first and last window: SciPy's
/// `savgol_filter(signal, window, order)`, mode `interp`.
///
/// # Errors
///
/// A window that is even or longer than the signal, an order that is not below the window, or a value that is not
/// finite.
///
/// ```
/// use aru::signal::savitzky_golay;
/// use ndarray::Array1;
/// # fn main() -> aru::Result<()> {
/// let parabola = Array1::from_shape_fn(20, |t| (t as f64 - 4.0).powi(2));
/// let smooth = savitzky_golay(parabola.view(), 7, 2)?;
/// assert!((smooth - parabola).iter().all(|error| error.abs() < 1e-10));
/// # Ok(())
/// # }
/// ```
pub fn savitzky_golay<T: Scalar>(
    signal: ArrayView1<'_, T>,
    window: usize,
    order: usize,
) -> Result<Array1<T>> {
    let steps = signal.len();
    if window.is_multiple_of(2) || window > steps {
        let expected = format!("expected an odd number of at most {steps}, the length of the signal");
        return Err(Error::setting(
            "window of the Savitzky-Golay filter",
            window,
            &expected,
        ));
    }
    if order >= window {
        let expected = format!("expected less than {window}, the window");
        return Err(Error::setting(
            "order of the Savitzky-Golay filter",
            order,
            &expected,
        ));
    }
    let signal = finite(signal)?;
    let fit = polynomial_fit(window, order);
    let half = window / 2;
    Ok((0..steps)
        .map(|t| {
            let first = t.saturating_sub(half).min(steps - window);
            let weights = &fit[(t - first) * window..][..window];
            T::from_f64(dot(weights, &signal[first..]))
        })
        .collect())
}

/// The matrix, `[window, window]`, that takes the values of a window to those of the polynomial that fits them best:
/// Q Qᵀ, where Q's columns are orthonormal polynomials on the window.
fn polynomial_fit(window: usize, order: usize) -> Vec<f64> {
    let half = (window / 2) as f64;
    let mut basis: Vec<Vec<f64>> = Vec::with_capacity(order + 1);
    for degree in 0..=order {
        // Between -1 and 1, so that high powers stay of one size.
        let mut column: Vec<f64> = (0..window)
            .map(|t| ((t as f64 - half) / half.max(1.0)).powi(degree as i32))
            .collect();
        // Twice is enough to be exact to rounding.
        for _ in 0..2 {
            for earlier in &basis {
                let overlap = dot(&column, earlier);
                column
                    .iter_mut()
                    .zip(earlier)
                    .for_each(|(value, other)| *value -= overlap * other);
            }
        }
        let norm = dot(&column, &column).sqrt();
        column.iter_mut().for_each(|value| *value /= norm);
        basis.push(column);
    }
    (0..window * window)
        .map(|place| {
            basis
                .iter()
                .map(|column| column[place / window] * column[place % window])
                .sum()
        })
        .collect()
}

pub(crate) fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// The signal in f64, if all of it is finite.
fn finite<T: Scalar>(signal: ArrayView1<'_, T>) -> Result<Vec<f64>> {
    check_finite("the signal", signal, &[signal.len()])?;
    Ok(signal.iter().map(|value| value.to_f64()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    fn assert_close(found: &Array1<f64>, expected: &[f64], tolerance: f64) {
        assert_eq!(found.len(), expected.len());
        for (found, expected) in found.iter().zip(expected) {
            assert!((found - expected).abs() < tolerance, "{found} and {expected}");
        }
    }

    /// sin(t) + t^2 / 10, as in the SciPy calls below.
    fn signal(steps: usize) -> Array1<f64> {
        Array1::from_shape_fn(steps, |t| (t as f64).sin() + (t as f64).powi(2) / 10.0)
    }

    /// `savgol_filter(x, 7, 2)` of SciPy 1.17.1.
    #[test]
    fn window_seven_of_order_two_is_that_of_scipy() {
        assert_close(
            &savitzky_golay(signal(12).view(), 7, 2).unwrap(),
            &[
                0.49538065059996256,
                0.5213306599085259,
                0.689684423555486,
                1.0004419415408448,
                1.0613470262881808,
                1.817487170940704,
                3.401126463061172,
                5.367609167890896,
                7.1041741602519,
                8.570231873966103,
                9.832496239003067,
                10.890967255362785,
            ],
            1e-12,
        );
    }

    /// `savgol_filter(x, 5, 3)`.
    #[test]
    fn window_five_of_order_three_is_that_of_scipy() {
        assert_close(
            &savitzky_golay(signal(12).view(), 5, 3).unwrap(),
            &[
                -0.010980258488214899,
                0.9853920187607602,
                1.2434158758963876,
                1.0308954052799009,
                0.8980303027041631,
                1.6105529025230985,
                3.3408290618668506,
                5.509385786502205,
                7.317676029353974,
                8.482259162897542,
                9.475885104006775,
                11.095033239725254,
            ],
            1e-12,
        );
    }

    /// `savgol_filter(x, 11, 4)`.
    #[test]
    fn a_window_as_long_as_the_signal_is_that_of_scipy() {
        assert_close(
            &savitzky_golay(signal(11).view(), 11, 4).unwrap(),
            &[
                0.0015629177928314897,
                1.0491245426415023,
                1.1031275422174922,
                0.9284930714716905,
                1.0602533220325163,
                1.8035515222060177,
                3.233641936975375,
                5.195889868001896,
                7.305771653624019,
                8.948874668857812,
                9.280897325396886,
            ],
            1e-12,
        );
    }

    /// `numpy.convolve([1, 0, 0, 2, 1], w / w.sum(), "same")` with `w = numpy.exp(-0.5 * (numpy.arange(-2, 3) / 1.5)**2)`.
    #[test]
    fn a_gaussian_is_the_convolution_of_numpy() {
        let rate = gaussian(array![1.0, 0.0, 0.0, 2.0, 1.0].view(), 1.5, 2).unwrap();
        assert_close(
            &rate,
            &[
                0.29208171834287244,
                0.4740375250717772,
                0.7079182816571276,
                0.8180441932710951,
                0.759843231513573,
            ],
            1e-14,
        );
    }

    #[test]
    fn a_gaussian_keeps_the_mass_of_a_spike() {
        let mut spikes = Array1::<f64>::zeros(41);
        spikes[20] = 1.0;
        let rate = gaussian(spikes.view(), 2.0, 8).unwrap();
        assert!((rate.sum() - 1.0).abs() < 1e-14);
        assert_eq!((rate[11], rate[29]), (0.0, 0.0));
        assert!((rate[22] / rate[20] - (-0.5_f64).exp()).abs() < 1e-14);
    }

    #[test]
    fn settings_that_cannot_work_are_refused() {
        let message = |result: Result<Array1<f64>>| result.unwrap_err().to_string();
        let signal = signal(9);
        assert_eq!(
            message(savitzky_golay(signal.view(), 6, 2)),
            "window of the Savitzky-Golay filter is 6; expected an odd number of at most 9, the length of the signal"
        );
        message(savitzky_golay(signal.view(), 11, 2));
        assert_eq!(
            message(savitzky_golay(signal.view(), 5, 5)),
            "order of the Savitzky-Golay filter is 5; expected less than 5, the window"
        );
        assert_eq!(
            message(gaussian(signal.view(), -1.0, 8)),
            "standard deviation of the Gaussian is -1; expected a positive number of steps"
        );
        message(gaussian(signal.view(), f64::NAN, 8));
        message(gaussian(signal.view(), 1.0, 0));
        assert_eq!(
            message(gaussian(array![0.0, f64::NAN].view(), 1.0, 4)),
            "the signal holds NaN at [1]; values must be finite"
        );
    }

    #[test]
    fn an_empty_signal_stays_empty() {
        assert!(
            gaussian(Array1::<f32>::zeros(0).view(), 2.0, 8)
                .unwrap()
                .is_empty()
        );
    }
}
