//! Groups of few neighbours where units lie in the lanes: each in a short block of its own.
//!
//! A block reaches beyond its group. What it reads there is masked, and what it writes there the next group writes anew, so
//! groups go in their order, and from one row to another. Those at the end of a row that have no room are normed number by
//! number.

use super::groups::Groups;
use super::singly::{root_inverse, standardise, standardise_transposed};
use super::{affine_row, clear_left_over, fill_left_over};
use crate::numerics::block::Block;
use crate::numerics::dispatch::product::{numbers, numbers_mut};
use crate::numerics::scalar::Scalar;

/// Groups of up to N units, whose sums have the order of all sums here: N is a power of two, and 16 at most.
pub(super) struct Neighbours<T, const N: usize> {
    groups: Groups,
    /// All bits in the lanes of a group, none in those beyond it.
    mask: [T; N],
    /// 1 / units of a group.
    part: T,
}

impl<T: Scalar, const N: usize> Neighbours<T, N> {
    /// `None` where groups are no neighbours, or larger.
    #[inline(always)]
    pub(super) fn new(groups: Groups) -> Option<Self> {
        if groups.step > 1 || groups.size > N {
            return None;
        }
        let mut mask = [T::ZERO; N];
        mask[..groups.size].fill(T::ALL_BITS);
        Some(Neighbours {
            groups,
            mask,
            part: T::from_f64(1.0 / groups.size as f64),
        })
    }

    /// How many groups of a row of so many numbers have room for a block.
    #[inline(always)]
    fn with_room(&self, numbers: usize) -> usize {
        let beyond = numbers.checked_sub(N);
        beyond.map_or(0, |last| (last / self.groups.size + 1).min(self.groups.count))
    }

    #[inline(always)]
    fn masked(&self, mut lanes: [T; N]) -> [T; N] {
        for (lane, mask) in lanes.iter_mut().zip(self.mask) {
            *lane = lane.with_bits_of(mask);
        }
        lanes
    }

    /// The units of a group that has room, and zeros.
    #[inline(always)]
    fn read(&self, row: &[T], first: usize) -> [T; N] {
        let lanes: &[T; N] = row[first..first + N].try_into().expect("so many");
        self.masked(*lanes)
    }

    /// The mean over the units of a group.
    #[inline(always)]
    fn mean(&self, mut lanes: [T; N]) -> T {
        let mut half = N / 2;
        while half > 0 {
            for lane in 0..half {
                lanes[lane] += lanes[lane + half];
            }
            half /= 2;
        }
        // All sums begin at zero: none is -0.
        (T::ZERO + lanes[0]) * self.part
    }

    /// What [`norm`](super::norm) does with a row.
    #[inline(always)]
    pub(super) fn norm(
        &self,
        eps: f64,
        affine: [&[Block<T>]; 2],
        [kept, scales]: [&mut [Block<T>]; 2],
        drive: &mut [Block<T>],
    ) {
        let (groups, units) = (self.groups, self.groups.count * self.groups.size);
        let (u, z, of_groups) = (numbers(kept), numbers_mut(drive), numbers_mut(scales));
        let room = self.with_room(u.len());
        for (group, scale) in of_groups[..room].iter_mut().enumerate() {
            let first = group * groups.size;
            let lanes = self.read(u, first);
            let mean = self.mean(lanes);
            let lanes = self.masked(lanes.map(|u| u - mean));
            let variance = self.mean(lanes.map(|u| u * u));
            *scale = root_inverse(variance, eps);
            z[first..first + N].copy_from_slice(&lanes.map(|u| u * *scale));
        }
        let rest = room * groups.size..units;
        z[rest.clone()].copy_from_slice(&u[rest]);
        for (group, scale) in groups.each().zip(of_groups).skip(room) {
            *scale = standardise(group, eps, z);
        }
        fill_left_over(drive, units);
        fill_left_over(scales, groups.count);
        kept.copy_from_slice(drive);
        affine_row(affine, kept, drive);
    }

    /// What [`norm_transposed`](super::norm_transposed) does with a row.
    #[inline(always)]
    pub(super) fn transposed(&self, given: [&[Block<T>]; 4], d_sum: &mut [Block<T>]) {
        let (groups, units) = (self.groups, self.groups.count * self.groups.size);
        let ([gain, d_drive, z, scales], d_u) = (given.map(numbers), numbers_mut(d_sum));
        let room = self.with_room(z.len());
        for (group, &scale) in scales[..room].iter().enumerate() {
            let first = group * groups.size;
            let (gain, z) = (self.read(gain, first), self.read(z, first));
            let mut d_z = self.read(d_drive, first);
            let mut along = z;
            for lane in 0..N {
                d_z[lane] = gain[lane] * d_z[lane];
                along[lane] = d_z[lane] * z[lane];
            }
            let (mean, along) = (self.mean(d_z), self.mean(along));
            for lane in 0..N {
                d_z[lane] = scale * (d_z[lane] - mean - z[lane] * along);
            }
            d_u[first..first + N].copy_from_slice(&d_z);
        }
        for place in room * groups.size..units {
            d_u[place] = gain[place] * d_drive[place];
        }
        for (group, &scale) in groups.each().zip(scales).skip(room) {
            standardise_transposed(group, scale, z, d_u);
        }
        clear_left_over(d_sum, units);
    }
}
