//! Which ends of searches are one point.

use std::cmp::Ordering;

use super::descent::End;

/// How far apart two states of one point may be, relative to the largest number of the state, or 1.
const APART: f64 = 1e-6;

/// One end for each point, that with the smallest residual, and how many there were.
pub(super) fn merged(mut ends: Vec<End>) -> Vec<(End, usize)> {
    ends.sort_by(|a, b| a.residual.total_cmp(&b.residual));
    let mut points: Vec<(End, usize)> = Vec::new();
    for end in ends {
        match points
            .iter_mut()
            .find(|(point, _)| are_one(&point.state, &end.state))
        {
            Some((_, count)) => *count += 1,
            None => points.push((end, 1)),
        }
    }
    points
}

fn are_one(a: &[f64], b: &[f64]) -> bool {
    let size = a.iter().fold(1.0, |size: f64, value| size.max(value.abs()));
    a.iter().zip(b).all(|(a, b)| (a - b).abs() <= APART * size)
}

/// By the number of eigenvalues outside of the circle, then by the numbers of the states, as far as rounding says nothing.
pub(super) fn order(outside: usize, state: &[f64], others: usize, other: &[f64]) -> Ordering {
    let coarse = |value: &f64| (value / APART).round() + 0.0;
    let pairs = state.iter().zip(other);
    let by_state = pairs
        .map(|(a, b)| coarse(a).total_cmp(&coarse(b)))
        .find(|order| order.is_ne());
    outside.cmp(&others).then(by_state.unwrap_or(Ordering::Equal))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_smaller_residual_stays() {
        let end = |first: f64, residual: f64| End {
            state: vec![first, 1.0],
            residual,
            is_converged: true,
            has_derivative: true,
            grows: false,
        };
        let points = merged(vec![end(2.0, 3e-13), end(0.5, 2e-13), end(2.0 + 1e-6, 1e-13)]);
        let found: Vec<(f64, usize)> = points.iter().map(|(end, count)| (end.state[0], *count)).collect();
        assert_eq!(found, [(2.0 + 1e-6, 2), (0.5, 1)]);
    }

    #[test]
    fn points_have_an_order_that_rounding_does_not_change() {
        assert_eq!(order(0, &[1e-17, 2.0], 0, &[-1e-17, 1.0]), Ordering::Greater);
        assert_eq!(order(1, &[0.0, 0.0], 0, &[5.0, 5.0]), Ordering::Greater);
    }
}
