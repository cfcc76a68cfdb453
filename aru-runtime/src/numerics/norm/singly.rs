//! A group of which each number of a row is a unit: where lanes are units, and no block holds the group.

use super::groups::Group;
use crate::numerics::block::{Block, LANES};
use crate::numerics::scalar::Scalar;

/// 1 / sqrt(variance + eps); NaN where the variance is infinite, so that a drive whose squares leave the finite numbers is
/// told.
#[inline(always)]
pub(super) fn root_inverse<T: Scalar>(variance: T, eps: f64) -> T {
    T::ONE / (variance + T::from_f64(eps)).sqrt() + T::ZERO * variance
}

/// z = (u - mean) / sqrt(variance + eps) in place of u; gives 1 / sqrt(variance + eps).
#[inline(always)]
pub(super) fn standardise<T: Scalar>(group: Group, eps: f64, row: &mut [T]) -> T {
    let part = T::from_f64(1.0 / group.size as f64);
    let mean = sum(group, row, row, |u, _| u) * part;
    each(group, row, |u| *u = *u - mean);
    let variance = sum(group, row, row, |u, same| u * same) * part;
    let scale = root_inverse(variance, eps);
    each(group, row, |u| *u = *u * scale);
    scale
}

/// The adjoint of u in place of that of z.
#[inline(always)]
pub(super) fn standardise_transposed<T: Scalar>(group: Group, scale: T, kept: &[T], d_z: &mut [T]) {
    let part = T::from_f64(1.0 / group.size as f64);
    let mean = sum(group, d_z, d_z, |d_z, _| d_z) * part;
    let along = sum(group, d_z, kept, |d_z, z| d_z * z) * part;
    // Loops, since a closure of as much would not be inlined.
    match group.neighbours() {
        Some(places) => {
            let kept = &kept[places.clone()];
            for (d_z, &z) in d_z[places].iter_mut().zip(kept) {
                *d_z = scale * (*d_z - mean - z * along);
            }
        }
        None => {
            for place in (0..group.size).map(|unit| group.place(unit)) {
                d_z[place] = scale * (d_z[place] - mean - kept[place] * along);
            }
        }
    }
}

/// The sum of what two rows make of each unit of a group.
#[inline(always)]
fn sum<T: Scalar>(group: Group, a: &[T], b: &[T], value: impl Fn(T, T) -> T) -> T {
    let mut partial = Block::<T>::ZERO;
    match group.neighbours() {
        Some(places) => {
            let ((a, a_rest), (b, b_rest)) = (
                a[places.clone()].as_chunks::<LANES>(),
                b[places].as_chunks::<LANES>(),
            );
            for (a, b) in a.iter().zip(b) {
                for lane in 0..LANES {
                    partial.0[lane] += value(a[lane], b[lane]);
                }
            }
            for ((sum, &a), &b) in partial.0.iter_mut().zip(a_rest).zip(b_rest) {
                *sum += value(a, b);
            }
        }
        None => {
            for unit in 0..group.size {
                let place = group.place(unit);
                partial.0[unit % LANES] += value(a[place], b[place]);
            }
        }
    }
    partial.sum()
}

/// Every value of the group in a row.
#[inline(always)]
fn each<T>(group: Group, row: &mut [T], act: impl Fn(&mut T)) {
    match group.neighbours() {
        Some(places) => row[places].iter_mut().for_each(act),
        None => (0..group.size).for_each(|unit| act(&mut row[group.place(unit)])),
    }
}
