//! Whether all numbers of many are finite: nearly always they are, and one pass in vectors tells so.

use crate::numerics::dispatch::{Isa, Task, dispatch};
use crate::numerics::scalar::Scalar;

/// True where no number is NaN or infinite.
pub(crate) fn are_finite<T: Scalar>(numbers: &[T]) -> bool {
    dispatch(AreFinite(numbers))
}

struct AreFinite<'n, T>(&'n [T]);

impl<T: Scalar> Task for AreFinite<'_, T> {
    type Output = bool;

    #[inline(always)]
    fn run<I: Isa>(self, _: I) -> bool {
        // Without a branch for each, so that it vectorises.
        self.0.iter().fold(true, |all, number| all & number.is_finite())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_among_many_is_found_wherever_it_stands() {
        for length in [0, 1, 15, 16, 17, 100] {
            let mut numbers = vec![f32::MAX; length];
            assert!(are_finite(&numbers));
            for place in 0..length {
                for bad in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
                    let good = std::mem::replace(&mut numbers[place], bad);
                    assert!(!are_finite(&numbers), "{bad} at {place} of {length}");
                    numbers[place] = good;
                }
            }
        }
    }
}
