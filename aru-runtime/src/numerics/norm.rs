//! Layer norm: a drive less its mean over units, divided by its standard deviation over them (Ba, Kiros and Hinton 2016).
//!
//! Every sum is taken in one order, whatever the layout: element i of a group to partial sum i mod 16, then halves of
//! these to halves. So the lanes of a block of units, and those of sequences, come to the same bits. Lanes that are left
//! over count for nothing: where lanes are units they hold what the last unit has, and adjoints of zero.

use std::ops::Range;

use crate::numerics::block::{Block, LANES};
use crate::numerics::dispatch::Isa;
use crate::numerics::dispatch::product::{numbers, numbers_mut};
use crate::numerics::layout::InLanes;
use crate::numerics::products::Job;
use crate::numerics::scalar::Scalar;
use crate::numerics::series::Series;

mod whole;
use whole::Whole;

/// Which units of a layer are normed together. Unit (b, c) of a layer of so many bands and channels is number
/// b x channels + c.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Groups {
    /// How many groups there are.
    count: usize,
    /// Units of a group.
    size: usize,
    /// From the first unit of a group to that of the next.
    apart: usize,
    /// From a unit of a group to the next.
    step: usize,
}

impl Groups {
    /// All units together.
    pub const fn all(units: usize) -> Self {
        Groups {
            count: 1,
            size: units,
            apart: units,
            step: 1,
        }
    }

    /// The channels of each band.
    pub const fn channels(bands: usize, channels: usize) -> Self {
        Groups {
            count: bands,
            size: channels,
            apart: channels,
            step: 1,
        }
    }

    /// The bands of each channel.
    pub const fn bands(bands: usize, channels: usize) -> Self {
        Groups {
            count: channels,
            size: bands,
            apart: 1,
            step: channels,
        }
    }

    /// Whether all of so many units are normed together.
    fn is_whole(self, units: usize) -> bool {
        self.count == 1 && self.size == units && self.step == 1
    }

    fn each(self) -> impl Iterator<Item = Group> {
        (0..self.count).map(move |number| Group {
            first: number * self.apart,
            size: self.size,
            step: self.step,
        })
    }
}

/// Units that are normed together.
#[derive(Clone, Copy)]
struct Group {
    first: usize,
    size: usize,
    step: usize,
}

/// z\[t\] = (u\[t\] - mean) / sqrt(variance + eps), in place of u\[t\]; drive\[t\] = gain z\[t\] + shift. Of each group
/// 1 / sqrt(variance + eps) is kept.
#[inline(always)]
pub(crate) fn norm<T: Scalar, I: Isa>(
    _: I,
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
    if layout.lanes == InLanes::Units && groups.is_whole(units) {
        let whole = Whole::new(units);
        for ((kept, drive), scales) in rows {
            whole.norm(eps, [gain, shift], [kept, scales], drive);
        }
        return;
    }
    for ((kept, drive), scales) in rows {
        if layout.lanes == InLanes::Units {
            let [kept, drive, scales] = [kept, drive, scales].map(numbers_mut);
            let affine = [numbers(gain), numbers(shift)];
            norm_row(groups, eps, affine, [&mut *kept, &mut *scales], &mut *drive);
            for (row, units) in [(kept, units), (drive, units), (scales, groups.count)] {
                let last = row[units - 1];
                row[units..].fill(last);
            }
        } else {
            norm_row(groups, eps, [gain, shift], [kept, scales], drive);
        }
    }
}

#[inline(always)]
fn norm_row<V: Element>(
    groups: Groups,
    eps: f64,
    [gain, shift]: [&[V]; 2],
    [kept, scales]: [&mut [V]; 2],
    drive: &mut [V],
) {
    let part = 1.0 / groups.size as f64;
    for (group, scale) in groups.each().zip(scales) {
        let mean = V::sum(group, &*kept).times(part);
        group.update(kept, [gain; 3], |u, _| u.minus(mean));
        let variance = V::sum_of_products(group, &*kept, &*kept).times(part);
        *scale = variance.root_inverse(eps);
        group.update(kept, [gain; 3], |u, _| u.product(*scale));
        group.update(drive, [&*kept, gain, shift], |_, [z, gain, shift]| {
            gain.product(z).plus(shift)
        });
    }
}

/// d_u\[t\] = (d_z - mean(d_z) - z mean(d_z z)) / sqrt(variance + eps), where d_z = gain d_drive\[t\].
#[inline(always)]
pub(crate) fn norm_transposed<T: Scalar, I: Isa>(
    _: I,
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
    if layout.lanes == InLanes::Units && groups.is_whole(units) {
        let whole = Whole::new(units);
        for (((d_sum, d_drive), kept), scales) in rows {
            whole.transposed([gain, d_drive, kept, scales], d_sum);
        }
        return;
    }
    for (((d_sum, d_drive), kept), scales) in rows {
        if layout.lanes == InLanes::Units {
            let d_sum = numbers_mut(d_sum);
            let [gain, d_drive, kept, scales] = [gain, d_drive, kept, scales].map(numbers);
            transposed_row(groups, [gain, d_drive, kept, scales], d_sum);
            d_sum[units..].fill(T::ZERO);
        } else {
            transposed_row(groups, [gain, d_drive, kept, scales], d_sum);
        }
    }
}

#[inline(always)]
fn transposed_row<V: Element>(groups: Groups, [gain, d_drive, kept, scales]: [&[V]; 4], d_sum: &mut [V]) {
    let part = 1.0 / groups.size as f64;
    for (group, &scale) in groups.each().zip(scales) {
        group.update(d_sum, [gain, d_drive, kept], |_, [gain, d_drive, _]| {
            gain.product(d_drive)
        });
        let mean = V::sum(group, d_sum).times(part);
        let along = V::sum_of_products(group, d_sum, kept).times(part);
        group.update(d_sum, [kept; 3], |d_z, [z, ..]| {
            scale.product(d_z.minus(mean).minus(z.product(along)))
        });
    }
}

impl Group {
    /// The places of its units, where they are neighbours.
    #[inline(always)]
    fn neighbours(self) -> Option<Range<usize>> {
        (self.step == 1).then(|| self.first..self.first + self.size)
    }

    /// The place of a unit.
    #[inline(always)]
    fn place(self, unit: usize) -> usize {
        self.first + unit * self.step
    }

    /// Each value of a row by itself and those of three other rows.
    #[inline(always)]
    fn update<V: Copy>(self, row: &mut [V], others: [&[V]; 3], new: impl Fn(V, [V; 3]) -> V) {
        match self.neighbours() {
            Some(places) => {
                let [a, b, c] = others.map(|other| &other[places.clone()]);
                for (((value, &a), &b), &c) in row[places].iter_mut().zip(a).zip(b).zip(c) {
                    *value = new(*value, [a, b, c]);
                }
            }
            None => {
                for unit in 0..self.size {
                    let place = self.place(unit);
                    row[place] = new(row[place], others.map(|other| other[place]));
                }
            }
        }
    }
}

/// What a unit has in a row: a number, or a block of them.
trait Element: Copy {
    fn plus(self, other: Self) -> Self;
    fn minus(self, other: Self) -> Self;
    fn product(self, other: Self) -> Self;
    fn times(self, number: f64) -> Self;

    /// 1 / sqrt(self + eps); NaN where self is infinite, so that a drive whose squares leave the finite numbers is told.
    fn root_inverse(self, eps: f64) -> Self;

    /// The sum over a group.
    fn sum(group: Group, row: &[Self]) -> Self;

    /// The sum over a group of the products of two rows.
    fn sum_of_products(group: Group, a: &[Self], b: &[Self]) -> Self;
}

impl<T: Scalar> Element for T {
    #[inline(always)]
    fn plus(self, other: Self) -> Self {
        self + other
    }

    #[inline(always)]
    fn minus(self, other: Self) -> Self {
        self - other
    }

    #[inline(always)]
    fn product(self, other: Self) -> Self {
        self * other
    }

    #[inline(always)]
    fn times(self, number: f64) -> Self {
        self * T::from_f64(number)
    }

    #[inline(always)]
    fn root_inverse(self, eps: f64) -> Self {
        T::ONE / (self + T::from_f64(eps)).sqrt() + T::ZERO * self
    }

    #[inline(always)]
    fn sum(group: Group, row: &[Self]) -> Self {
        lanes_sum(group, row, row, |a, _| a)
    }

    #[inline(always)]
    fn sum_of_products(group: Group, a: &[Self], b: &[Self]) -> Self {
        lanes_sum(group, a, b, |a, b| a * b)
    }
}

/// The sum of what two rows of numbers make of each unit of a group.
#[inline(always)]
fn lanes_sum<T: Scalar>(group: Group, a: &[T], b: &[T], value: impl Fn(T, T) -> T) -> T {
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

impl<T: Scalar> Element for Block<T> {
    #[inline(always)]
    fn plus(self, other: Self) -> Self {
        self + other
    }

    #[inline(always)]
    fn minus(self, other: Self) -> Self {
        self - other
    }

    #[inline(always)]
    fn product(self, other: Self) -> Self {
        self * other
    }

    #[inline(always)]
    fn times(self, number: f64) -> Self {
        self * number
    }

    #[inline(always)]
    fn root_inverse(self, eps: f64) -> Self {
        self.map(|variance| variance.root_inverse(eps))
    }

    #[inline(always)]
    fn sum(group: Group, row: &[Self]) -> Self {
        blocks_sum(group, |place| row[place])
    }

    #[inline(always)]
    fn sum_of_products(group: Group, a: &[Self], b: &[Self]) -> Self {
        blocks_sum(group, |place| a[place] * b[place])
    }
}

/// The sum of a block for each unit of a group, in the order of [`lanes_sum`].
#[inline(always)]
fn blocks_sum<T: Scalar>(group: Group, value: impl Fn(usize) -> Block<T>) -> Block<T> {
    let mut partial = [Block::<T>::ZERO; LANES];
    for (first, partial) in partial.iter_mut().enumerate().take(group.size) {
        // A sum of one begins at zero, as that of a lane does.
        let mut sum = Block::ZERO;
        for unit in (first..group.size).step_by(LANES) {
            sum += value(group.place(unit));
        }
        *partial = sum;
    }
    let mut half = LANES / 2;
    while half > 0 {
        for place in 0..half {
            let other = partial[place + half];
            partial[place] += other;
        }
        half /= 2;
    }
    partial[0]
}

#[cfg(test)]
mod tests;
