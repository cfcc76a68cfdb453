//! Layer norm: a drive less its mean over units, divided by its standard deviation over them (Ba, Kiros and Hinton 2016).
//!
//! Every sum is taken in one order, whatever the layout: element i of a group to partial sum i mod 16, then halves of
//! these to halves. So the lanes of a block of units, and those of sequences, come to the same bits. Lanes that are left
//! over count for nothing: where lanes are units they hold what the last unit has, and adjoints of zero.

use crate::numerics::block::Block;
use crate::numerics::dispatch::Isa;
use crate::numerics::dispatch::product::{numbers, numbers_mut};
use crate::numerics::layout::InLanes;
use crate::numerics::products::Job;
use crate::numerics::scalar::Scalar;
use crate::numerics::series::Series;

mod blocks;
mod groups;
mod neighbours;
mod side_by_side;
mod singly;
mod whole;
pub use groups::Groups;
use neighbours::Neighbours;
use side_by_side::SideBySide;
use whole::Whole;

/// z\[t\] = (u\[t\] - mean) / sqrt(variance + eps), in place of u\[t\]; drive\[t\] = gain z\[t\] + shift. Of each group
/// 1 / sqrt(variance + eps) is kept.
#[inline(always)]
pub(crate) fn norm<T: Scalar, I: Isa>(
    isa: I,
    job: Job,
    (groups, eps): (Groups, f64),
    [gain, shift]: [&[Block<T>]; 2],
    [kept, scales]: [&mut Series<T>; 2],
    drive: &mut Series<T>,
) {
    let (layout, units) = (job.layout(), job.targets());
    let width = layout.blocks_of_member(units);
    let kept = job.write(kept, job.of_target());
    let scales = job.write(scales, (layout.blocks(groups.count), 0));
    let drives = job.write(drive, job.of_target());
    // Every member has the same parameters.
    let (gain, shift) = (&gain[..width], &shift[..width]);
    let rows = kept
        .chunks_exact_mut(width)
        .zip(drives.chunks_exact_mut(width))
        .zip(scales.chunks_exact_mut(layout.blocks_of_member(groups.count)));
    let affine = [gain, shift];
    if layout.lanes != InLanes::Units {
        for ((kept, drive), scales) in rows {
            for (group, scale) in groups.each().zip(scales) {
                *scale = blocks::standardise(isa, group, eps, kept);
            }
            affine_row(affine, kept, drive);
        }
    } else if groups.is_whole(units) {
        let whole = Whole::new(units);
        for ((kept, drive), scales) in rows {
            whole.norm(eps, affine, [kept, scales], drive);
        }
    } else if let Some(short) = Neighbours::<T, 8>::new(groups) {
        for ((kept, drive), scales) in rows {
            short.norm(eps, affine, [kept, scales], drive);
        }
    } else if let Some(long) = Neighbours::<T, 16>::new(groups) {
        for ((kept, drive), scales) in rows {
            long.norm(eps, affine, [kept, scales], drive);
        }
    } else if let Some(mut sides) = SideBySide::new(groups) {
        for ((kept, drive), scales) in rows {
            sides.norm(isa, eps, [numbers_mut(kept), numbers_mut(scales)]);
            fill_left_over(kept, units);
            fill_left_over(scales, groups.count);
            affine_row(affine, kept, drive);
        }
    } else {
        for ((kept, drive), scales) in rows {
            for (group, scale) in groups.each().zip(numbers_mut(scales)) {
                *scale = singly::standardise(group, eps, numbers_mut(kept));
            }
            fill_left_over(kept, units);
            fill_left_over(scales, groups.count);
            affine_row(affine, kept, drive);
        }
    }
}

/// The last of so many numbers of a row in lanes that are left over.
#[inline(always)]
fn fill_left_over<T: Scalar>(row: &mut [Block<T>], count: usize) {
    let row = numbers_mut(row);
    let last = row[count - 1];
    row[count..].fill(last);
}

/// Adjoints have nothing in lanes that are left over.
#[inline(always)]
fn clear_left_over<T: Scalar>(row: &mut [Block<T>], count: usize) {
    numbers_mut(row)[count..].fill(T::ZERO);
}

/// drive\[t\] = gain z\[t\] + shift.
#[inline(always)]
fn affine_row<T: Scalar>([gain, shift]: [&[Block<T>]; 2], kept: &[Block<T>], drive: &mut [Block<T>]) {
    for (((drive, &z), &gain), &shift) in drive.iter_mut().zip(kept).zip(gain).zip(shift) {
        *drive = gain * z + shift;
    }
}

/// d_u\[t\] = (d_z - mean(d_z) - z mean(d_z z)) / sqrt(variance + eps), where d_z = gain d_drive\[t\].
#[inline(always)]
pub(crate) fn norm_transposed<T: Scalar, I: Isa>(
    isa: I,
    job: Job,
    (groups, gain): (Groups, &[Block<T>]),
    d_drive: &Series<T>,
    [kept, scales]: [&Series<T>; 2],
    d_sum: &mut Series<T>,
) {
    let (layout, units) = (job.layout(), job.targets());
    let width = layout.blocks_of_member(units);
    let d_drives = job.read(d_drive, job.of_target());
    let kept = job.read(kept, job.of_target());
    let scales = job.read(scales, (layout.blocks(groups.count), 0));
    let d_sums = job.write(d_sum, job.of_target());
    let gain = &gain[..width];
    let rows = d_sums
        .chunks_exact_mut(width)
        .zip(d_drives.chunks_exact(width))
        .zip(kept.chunks_exact(width))
        .zip(scales.chunks_exact(layout.blocks_of_member(groups.count)));
    if layout.lanes != InLanes::Units {
        for (((d_sum, d_drive), kept), scales) in rows {
            scaled_row(gain, d_drive, d_sum);
            for (group, scale) in groups.each().zip(scales) {
                blocks::standardise_transposed(isa, group, scale, kept, d_sum);
            }
        }
    } else if groups.is_whole(units) {
        let whole = Whole::new(units);
        for (((d_sum, d_drive), kept), scales) in rows {
            whole.transposed([gain, d_drive, kept, scales], d_sum);
            clear_left_over(d_sum, units);
        }
    } else if let Some(short) = Neighbours::<T, 8>::new(groups) {
        for (((d_sum, d_drive), kept), scales) in rows {
            short.transposed([gain, d_drive, kept, scales], d_sum);
        }
    } else if let Some(long) = Neighbours::<T, 16>::new(groups) {
        for (((d_sum, d_drive), kept), scales) in rows {
            long.transposed([gain, d_drive, kept, scales], d_sum);
        }
    } else if let Some(mut sides) = SideBySide::new(groups) {
        for (((d_sum, d_drive), kept), scales) in rows {
            scaled_row(gain, d_drive, d_sum);
            sides.transposed(isa, [numbers(kept), numbers(scales)], numbers_mut(d_sum));
            clear_left_over(d_sum, units);
        }
    } else {
        for (((d_sum, d_drive), kept), scales) in rows {
            scaled_row(gain, d_drive, d_sum);
            for (group, &scale) in groups.each().zip(numbers(scales)) {
                singly::standardise_transposed(group, scale, numbers(kept), numbers_mut(d_sum));
            }
            clear_left_over(d_sum, units);
        }
    }
}

/// d_z = gain d_drive\[t\].
#[inline(always)]
fn scaled_row<T: Scalar>(gain: &[Block<T>], d_drive: &[Block<T>], d_z: &mut [Block<T>]) {
    for ((d_z, &gain), &d_drive) in d_z.iter_mut().zip(gain).zip(d_drive) {
        *d_z = gain * d_drive;
    }
}

#[cfg(test)]
mod tests;
