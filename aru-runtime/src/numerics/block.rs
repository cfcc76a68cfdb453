//! Sixteen values that move together.
//!
//! A block holds one quantity for 16 sequences of a batch (or 16 networks, or 16 units): the unit of all arithmetic.
//! It has the same length for every scalar and instruction set; the compiler maps it to the registers there are.

use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub};

use crate::numerics::scalar::Scalar;

/// Number of lanes of a [`Block`].
pub const LANES: usize = 16;

/// One quantity in 16 lanes, aligned to a cache line.
///
/// Arithmetic is lane by lane, and a plain number acts on every lane:
///
/// ```
/// use aru::__private::Block;
/// let alpha = Block([0.25_f64; 16]);
/// let rate = (1.0 - alpha) * Block([2.0; 16]) + alpha;
/// assert_eq!(rate.0, [1.75; 16]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(C, align(64))]
pub struct Block<T>(pub [T; LANES]);

impl<T: Scalar> Block<T> {
    /// Every lane zero.
    pub const ZERO: Self = Block([T::ZERO; LANES]);

    /// Every lane the same value.
    #[inline(always)]
    pub fn splat(value: T) -> Self {
        Block([value; LANES])
    }

    /// The function of every lane.
    #[inline(always)]
    pub fn map(self, function: impl Fn(T) -> T) -> Self {
        let mut out = self;
        for lane in 0..LANES {
            out.0[lane] = function(self.0[lane]);
        }
        out
    }

    /// The function of the lanes of two blocks.
    #[inline(always)]
    pub fn zip(self, other: Self, function: impl Fn(T, T) -> T) -> Self {
        let mut out = self;
        for lane in 0..LANES {
            out.0[lane] = function(self.0[lane], other.0[lane]);
        }
        out
    }

    /// Sum over the lanes, always in the same order: halves are added to halves.
    #[inline(always)]
    pub fn sum(self) -> T {
        let mut lanes = self.0;
        let mut half = LANES / 2;
        while half > 0 {
            for lane in 0..half {
                lanes[lane] += lanes[lane + half];
            }
            half /= 2;
        }
        lanes[0]
    }
}

macro_rules! lane_by_lane {
    ($($trait:ident $method:ident $operator:tt),*) => {$(
        impl<T: Scalar> $trait for Block<T> {
            type Output = Self;
            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                self.zip(other, |a, b| a $operator b)
            }
        }

        impl<T: Scalar> $trait<Block<T>> for f64 {
            type Output = Block<T>;
            #[inline(always)]
            fn $method(self, other: Block<T>) -> Block<T> {
                let number = T::from_f64(self);
                other.map(|b| number $operator b)
            }
        }

        impl<T: Scalar> $trait<f64> for Block<T> {
            type Output = Self;
            #[inline(always)]
            fn $method(self, other: f64) -> Self {
                let number = T::from_f64(other);
                self.map(|a| a $operator number)
            }
        }
    )*};
}

lane_by_lane!(Add add +, Sub sub -, Mul mul *, Div div /);

impl<T: Scalar> Neg for Block<T> {
    type Output = Self;
    #[inline(always)]
    fn neg(self) -> Self {
        self.map(|a| -a)
    }
}

impl<T: Scalar> AddAssign for Block<T> {
    #[inline(always)]
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}
