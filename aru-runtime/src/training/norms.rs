//! The length of gradients.

use crate::numerics::dispatch::{Isa, Task};
use crate::numerics::scalar::Scalar;

/// Numbers summed side by side, so that the sum is made in vectors.
const SUMS: usize = 16;

/// The Euclidean norm of `WIDTH` gradients that stand side by side, element by element, in partial sums of `f64`.
pub(super) struct Norms<'g, T, const WIDTH: usize>(pub(super) &'g [T]);

impl<T: Scalar, const WIDTH: usize> Task for Norms<'_, T, WIDTH> {
    type Output = [f64; WIDTH];

    #[inline(always)]
    fn run<I: Isa>(self, _: I) -> [f64; WIDTH] {
        const { assert!(SUMS.is_multiple_of(WIDTH)) };
        let mut sums = [0.0_f64; SUMS];
        let (blocks, rest) = self.0.as_chunks::<SUMS>();
        for block in blocks {
            for (sum, &value) in sums.iter_mut().zip(block) {
                *sum += value.to_f64() * value.to_f64();
            }
        }
        for (sum, &value) in sums.iter_mut().zip(rest) {
            *sum += value.to_f64() * value.to_f64();
        }
        std::array::from_fn(|lane| sums.iter().skip(lane).step_by(WIDTH).sum::<f64>().sqrt())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numerics::dispatch::dispatch;

    fn norm<T: Scalar>(gradient: &[T]) -> f64 {
        dispatch(Norms::<T, 1>(gradient))[0]
    }

    #[test]
    fn the_norm_is_euclid_s_for_any_length() {
        for length in [0, 1, 15, 16, 17, 174] {
            let values: Vec<f32> = (0..length).map(|i| i as f32 - 3.5).collect();
            let expected = values.iter().map(|&x| f64::from(x).powi(2)).sum::<f64>().sqrt();
            assert!((norm(&values) - expected).abs() <= 1e-12 * expected);
        }
        assert!(norm(&[1.0, f64::NAN]).is_nan());
        assert_eq!(norm(&[f32::INFINITY, 1.0]), f64::INFINITY);
        assert!(norm(&[f32::MAX; 40]).is_finite());
    }

    #[test]
    fn gradients_side_by_side_have_norms_of_their_own() {
        let values: Vec<f64> = (0..32).map(f64::from).collect();
        let norms = dispatch(Norms::<f64, 16>(&values));
        for (lane, norm) in norms.into_iter().enumerate() {
            assert_eq!(norm, (values[lane].powi(2) + values[16 + lane].powi(2)).sqrt());
        }
    }
}
