//! The two number types that a network can run on.

use std::fmt::{Debug, Display};
use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub};

use crate::numerics::functions::Functions;

/// `f32` or `f64`: the first type parameter of every network.
///
/// ```
/// use aru::Scalar;
/// fn half<T: Scalar>(x: T) -> T {
///     x * T::from_f64(0.5)
/// }
/// assert_eq!(half(3.0_f32), 1.5);
/// ```
pub trait Scalar:
    Copy
    + Debug
    + Display
    + Default
    + PartialEq
    + PartialOrd
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Neg<Output = Self>
    + AddAssign
    + Sum
    + Send
    + Sync
    + Functions
    + Sealed
    + 'static
{
    /// The number zero.
    const ZERO: Self;
    /// The number one.
    const ONE: Self;
    /// `"f32"` or `"f64"`, as in saved files and messages.
    const NAME: &'static str;

    /// The nearest value of this type.
    fn from_f64(value: f64) -> Self;
    /// The value as `f64`, exact.
    fn to_f64(self) -> f64;
    /// Neither NaN nor infinite.
    fn is_finite(self) -> bool;
}

/// Keeps the number types to the two for which there are kernels.
mod sealed {
    /// Places in lists stand among the numbers of a packed weight, as bits: no arithmetic is done with them.
    pub trait Sealed {
        /// A place, as bits of a number.
        #[doc(hidden)]
        fn bits_of_place(place: usize) -> Self;
        /// The place whose bits these are.
        #[doc(hidden)]
        fn place_of_bits(self) -> usize;
        /// What leaves every number as it is where zero makes it zero: a mask, whatever the number.
        #[doc(hidden)]
        const ALL_BITS: Self;
        /// The bits that both have.
        #[doc(hidden)]
        fn with_bits_of(self, mask: Self) -> Self;
    }
}
pub(crate) use sealed::Sealed;

macro_rules! scalar {
    ($($scalar:ident of $bits:ident),*) => {$(
        impl Sealed for $scalar {
            #[inline(always)]
            fn bits_of_place(place: usize) -> Self {
                $scalar::from_bits(place as $bits)
            }

            #[inline(always)]
            fn place_of_bits(self) -> usize {
                self.to_bits() as usize
            }

            const ALL_BITS: Self = $scalar::from_bits($bits::MAX);

            #[inline(always)]
            fn with_bits_of(self, mask: Self) -> Self {
                $scalar::from_bits(self.to_bits() & mask.to_bits())
            }
        }

        impl Scalar for $scalar {
            const ZERO: Self = 0.0;
            const ONE: Self = 1.0;
            const NAME: &'static str = stringify!($scalar);

            #[inline(always)]
            fn from_f64(value: f64) -> Self {
                value as $scalar
            }

            #[inline(always)]
            fn to_f64(self) -> f64 {
                f64::from(self)
            }

            #[inline(always)]
            fn is_finite(self) -> bool {
                $scalar::is_finite(self)
            }
        }
    )*};
}

scalar!(f32 of u32, f64 of u64);
