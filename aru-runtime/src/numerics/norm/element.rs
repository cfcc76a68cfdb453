//! What sums of a group are taken of: numbers, where lanes are units, and blocks.

use super::groups::Group;
use crate::numerics::block::{Block, LANES};
use crate::numerics::scalar::Scalar;

/// What a unit has in a row: a number, or a block of them.
pub(super) trait Element: Copy {
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

/// The sum of a block for each unit of a group, in the order of [`lanes_sum`], of the partial sums that have a unit alone.
#[inline(always)]
fn blocks_sum<T: Scalar>(group: Group, value: impl Fn(usize) -> Block<T>) -> Block<T> {
    every(group, &value, 0)
}

/// One of sixteen partial sums.
#[inline(always)]
fn sixteenth<T: Scalar>(group: Group, value: &impl Fn(usize) -> Block<T>, first: usize) -> Block<T> {
    // A sum of one begins at zero, as that of a lane does.
    let mut sum = Block::ZERO;
    let mut unit = first;
    while unit < group.size {
        sum += value(group.place(unit));
        unit += LANES;
    }
    sum
}

/// A sum of twice as much: no closures, which would not be inlined.
macro_rules! sum_of_halves {
    ($($name:ident: $half:ident, $apart:literal;)*) => {$(
        #[inline(always)]
        fn $name<T: Scalar>(group: Group, value: &impl Fn(usize) -> Block<T>, first: usize) -> Block<T> {
            let own = $half(group, value, first);
            if first + $apart < group.size {
                own + $half(group, value, first + $apart)
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
