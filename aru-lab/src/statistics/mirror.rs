//! Whether it matters which coordinate of a pair is which.

use rand::RngExt;

use super::check::{size, unit};
use crate::fault::check_finite;
use aru_runtime::__private::lab::stream;
use aru_runtime::{Error, Result};

/// Whether a cloud of pairs (a, b) is the same as its mirror image (b, a): the chance p of a cloud at least as unlike
/// its mirror image where it does not matter which of the two is a.
///
/// How unlike they are is their energy distance (Székely and Rizzo, Journal of Statistical Planning and Inference 143,
/// 1249, 2013), which sees any difference of the two distributions, not of their means alone. Chance is drawn by
/// swapping a and b of each pair or not, `permutations` times: p = (1 + clouds as unlike as this) / (permutations + 1).
/// Both coordinates must have one unit. n pairs have 2^(n-1) clouds that differ, so that p stays above 2^(1-n) or so.
///
/// The same points, permutations and seed give the same p. It takes 4 n² bytes and `permutations` n² / 2 steps.
///
/// # Errors
/// Fewer than two points, a coordinate that is not finite, or no permutations.
///
/// ```
/// use aru::statistics::mirror_test;
/// # fn main() -> aru::Result<()> {
/// // (alpha_s, alpha_r) of twelve networks: one is always the faster.
/// let found: Vec<[f64; 2]> = (0..12).map(|k| [0.1 + 0.01 * k as f64, 0.7 - 0.02 * k as f64]).collect();
/// assert!(mirror_test(&found, 999, 0)? < 0.01);
/// # Ok(())
/// # }
/// ```
pub fn mirror_test(points: &[[f64; 2]], permutations: usize, seed: u64) -> Result<f64> {
    check_points(points)?;
    if permutations == 0 {
        return Err(Error::setting(
            "the number of permutations",
            permutations,
            "it must be at least one; 9999 let p be as small as 1e-4",
        ));
    }
    let unit = unit(size(points.as_flattened()));
    let scaled: Vec<[f64; 2]> = points.iter().map(|pair| pair.map(|value| value / unit)).collect();
    let gains = gains(&scaled);
    let total: f64 = gains.iter().map(|gain| gain.abs()).sum();
    let mut field = vec![0.0; points.len()];
    let mut signs = vec![1.0; points.len()];
    // Clouds that are equal by symmetry may come out apart by rounding, and must count as equal.
    let observed = unlikeness(&gains, &signs, &mut field) - 1e-12 * total;
    let mut rng = stream(seed, "statistics::mirror_test");
    let mut as_unlike = 0;
    for _ in 0..permutations {
        for sign in &mut signs {
            *sign = if rng.random::<bool>() { -1.0 } else { 1.0 };
        }
        as_unlike += usize::from(unlikeness(&gains, &signs, &mut field) >= observed);
    }
    Ok((1 + as_unlike) as f64 / (permutations as f64 + 1.0))
}

/// For each two points i < j, row by row: how much further j's mirror image is from i than j itself. Swapping both
/// leaves it as it is, swapping one of them turns its sign.
fn gains(points: &[[f64; 2]]) -> Vec<f64> {
    let mut gains = Vec::with_capacity(points.len() * (points.len() - 1) / 2);
    for (place, [a, b]) in points.iter().enumerate() {
        for [c, d] in &points[place + 1..] {
            gains.push((a - d).hypot(b - c) - (a - c).hypot(b - d));
        }
    }
    gains
}

/// n² / 4 times the energy distance of the cloud, each pair swapped (-1) or not (1), from its mirror image, without the
/// distances of points from their own mirror images: swapping leaves those as they are.
fn unlikeness(gains: &[f64], signs: &[f64], field: &mut [f64]) -> f64 {
    field.fill(0.0);
    let mut rest = gains;
    for (place, sign) in signs.iter().enumerate() {
        let later = &mut field[place + 1..];
        let (row, others) = rest.split_at(later.len());
        later
            .iter_mut()
            .zip(row)
            .for_each(|(sum, gain)| *sum += sign * gain);
        rest = others;
    }
    signs.iter().zip(field).map(|(sign, sum)| sign * *sum).sum()
}

fn check_points(points: &[[f64; 2]]) -> Result<()> {
    if points.len() < 2 {
        return Err(Error::setting(
            "the number of points",
            points.len(),
            "a mirror test needs at least two, and eight before p can fall below 0.01",
        ));
    }
    check_finite("the slice of points", points.as_flattened(), &[points.len(), 2])
}
