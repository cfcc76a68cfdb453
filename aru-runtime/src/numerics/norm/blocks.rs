//! A group of which each block holds a unit: where lanes are sequences or networks, and of groups side by side.
//!
//! Registers are spelled out, since the compiler finds none in sums of this order.

use super::groups::Group;
use super::singly::root_inverse;
use crate::numerics::block::{Block, LANES};
use crate::numerics::dispatch::{Isa, Registers};
use crate::numerics::scalar::Scalar;

/// z = (u - mean) / sqrt(variance + eps) in place of u; gives 1 / sqrt(variance + eps).
#[inline(always)]
pub(super) fn standardise<T: Scalar, I: Isa>(
    isa: I,
    group: Group,
    eps: f64,
    row: &mut [Block<T>],
) -> Block<T> {
    let part = T::Registers::splat(isa, T::from_f64(1.0 / group.size as f64));
    let mean = every(isa, group, &Values(row), 0).product(part);
    let variance = every(isa, group, &Squares(row, mean), 0).product(part);
    let mut scale = Block::ZERO;
    variance.store(&mut scale);
    let scale = scale.map(|variance| root_inverse(variance, eps));
    let times = T::Registers::load(isa, &scale);
    for unit in 0..group.size {
        let u = &mut row[group.place(unit)];
        T::Registers::load(isa, u)
            .difference(mean)
            .product(times)
            .store(u);
    }
    scale
}

/// The adjoint of u in place of that of z.
#[inline(always)]
pub(super) fn standardise_transposed<T: Scalar, I: Isa>(
    isa: I,
    group: Group,
    scale: &Block<T>,
    kept: &[Block<T>],
    d_z: &mut [Block<T>],
) {
    let part = T::Registers::splat(isa, T::from_f64(1.0 / group.size as f64));
    let mean = every(isa, group, &Values(d_z), 0).product(part);
    let along = every(isa, group, &Products(d_z, kept), 0).product(part);
    let scale = T::Registers::load(isa, scale);
    for unit in 0..group.size {
        let place = group.place(unit);
        let along = T::Registers::load(isa, &kept[place]).product(along);
        let d_u = T::Registers::load(isa, &d_z[place])
            .difference(mean)
            .difference(along);
        scale.product(d_u).store(&mut d_z[place]);
    }
}

/// What is summed over a group. No closures, which would not be inlined.
trait Summand<T: Scalar, I: Isa> {
    /// That of the unit at a place.
    fn at(&self, isa: I, place: usize) -> T::Registers<I>;
}

struct Values<'a, T>(&'a [Block<T>]);

impl<T: Scalar, I: Isa> Summand<T, I> for Values<'_, T> {
    #[inline(always)]
    fn at(&self, isa: I, place: usize) -> T::Registers<I> {
        T::Registers::load(isa, &self.0[place])
    }
}

/// (a - mean)^2.
struct Squares<'a, T, R>(&'a [Block<T>], R);

impl<T: Scalar, I: Isa> Summand<T, I> for Squares<'_, T, T::Registers<I>> {
    #[inline(always)]
    fn at(&self, isa: I, place: usize) -> T::Registers<I> {
        let apart = T::Registers::load(isa, &self.0[place]).difference(self.1);
        apart.product(apart)
    }
}

struct Products<'a, T>(&'a [Block<T>], &'a [Block<T>]);

impl<T: Scalar, I: Isa> Summand<T, I> for Products<'_, T> {
    #[inline(always)]
    fn at(&self, isa: I, place: usize) -> T::Registers<I> {
        T::Registers::load(isa, &self.0[place]).product(T::Registers::load(isa, &self.1[place]))
    }
}

/// One of the sixteen partial sums over a group.
#[inline(always)]
fn sixteenth<T: Scalar, I: Isa>(
    isa: I,
    group: Group,
    of: &impl Summand<T, I>,
    first: usize,
) -> T::Registers<I> {
    // A sum of one begins at zero, as that of a lane does.
    let mut sum = T::Registers::splat(isa, T::ZERO);
    let mut unit = first;
    while unit < group.size {
        sum.add(of.at(isa, group.place(unit)));
        unit += LANES;
    }
    sum
}

/// A sum of twice as much.
macro_rules! sum_of_halves {
    ($($name:ident: $half:ident, $apart:literal;)*) => {$(
        #[inline(always)]
        fn $name<T: Scalar, I: Isa>(
            isa: I,
            group: Group,
            of: &impl Summand<T, I>,
            first: usize,
        ) -> T::Registers<I> {
            let own = $half(isa, group, of, first);
            if first + $apart < group.size {
                own.sum($half(isa, group, of, first + $apart))
            } else {
                own
            }
        }
    )*};
}

sum_of_halves! {
    eighth: sixteenth, 8;
    quarter: eighth, 4;
    half: quarter, 2;
    every: half, 1;
}
