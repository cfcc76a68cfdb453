//! Whether the state of a network goes on growing while its input stays: then a search may find nothing, because there is
//! nothing.

use aru_runtime::__private::lab::is_unwanted;

/// Steps in which the size is measured first, and after which it is measured again for as long.
pub(super) const HALF: usize = 1000;
/// How much larger a state that grows has become: one that grows by the same in each step is twice as large.
const LARGER: f64 = 1.5;
/// No number of a bounded network.
const UNBOUNDED: f64 = 1e100;

/// Whether the largest number that the state passes in the second thousand steps is half as large again as in the first. One
/// that is bounded may do so too where it settles over thousands of steps.
pub(super) fn grows(start: &[f64], mut step: impl FnMut(&[f64]) -> Vec<f64>) -> bool {
    let mut state = start.to_vec();
    let mut sizes = [0.0_f64; 2];
    for size in &mut sizes {
        for _ in 0..HALF {
            if is_unwanted() {
                return false;
            }
            state = step(&state);
            let largest = state.iter().map(|value| value.abs());
            *size = largest.fold(*size, f64::max);
            if *size > UNBOUNDED || state.iter().any(|value| !value.is_finite()) {
                return true;
            }
        }
    }
    sizes[1] > LARGER * sizes[0]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn growth_by_a_factor_or_by_a_term_is_seen_and_what_turns_or_falls_is_not() {
        let start = [1.0, 0.0];
        let linear =
            |a: f64, b: f64, c: f64| move |z: &[f64]| vec![a * z[0] - b * z[1] + c, b * z[0] + a * z[1]];
        assert!(grows(&start, linear(1.001, 0.0, 0.0)));
        assert!(grows(&start, linear(1.0, 0.0, 1e-2)), "by the same in each step");
        assert!(grows(&start, linear(0.9, 0.5, 0.0)), "turning");
        assert!(grows(&start, linear(3.0, 0.0, 0.0)), "beyond all numbers");
        assert!(!grows(&start, linear(0.6, 0.8, 0.0)), "a circle");
        assert!(!grows(&start, linear(0.99, 0.0, 5.0)), "to a point far away");
        assert!(!grows(&start, linear(-0.5, 0.0, 0.0)));
        assert!(grows(&start, |_| vec![f64::NAN; 2]));
    }
}
