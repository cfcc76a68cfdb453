//! A block as a [`Real`]: what an activation of a user's type is computed on where a network runs.
//!
//! `Activation::value` is code of the user's that has no attribute of ours: where the compiler does not inline it, it is
//! built for any processor. So what takes many instructions is a kernel, built for the set in use, and only single
//! operations on blocks are compiled along with it.

use std::marker::PhantomData;
use std::ops::{Add, Div, Mul, Neg, Sub};

use super::{Isa, Registers};
use crate::numerics::block::Block;
use crate::numerics::lanes::Lanes;
use crate::numerics::layout::Layout;
use crate::numerics::real::{Real, sealed::Sealed};
use crate::numerics::scalar::Scalar;

/// A block in a function that runs on an instruction set.
///
/// The type is known to this crate alone: the one that hands it to a user's function is [`Many::map`], which is shown an
/// `I`. Whatever that function makes of it, constants too, it makes on this machine.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Many<T, I> {
    block: Block<T>,
    set: PhantomData<I>,
}

impl<T: Scalar, I: Isa> Many<T, I> {
    /// A function of blocks.
    #[inline(always)]
    pub(crate) fn map<const K: usize>(
        _: I,
        x: [Block<T>; K],
        function: impl FnOnce([Self; K]) -> Self,
    ) -> Block<T> {
        function(x.map(Self::of)).block
    }

    #[inline(always)]
    fn of(block: Block<T>) -> Self {
        Many {
            block,
            set: PhantomData,
        }
    }

    #[inline(always)]
    fn isa(self) -> I {
        // SAFETY: a `Many` is made by `map`, to which an `I` is shown, and by what `map` calls.
        unsafe { I::shown() }
    }

    #[inline(always)]
    fn lanes(self) -> Lanes<T, I> {
        Lanes::new(self.isa(), Layout::ONE)
    }
}

macro_rules! operators {
    ($($trait:ident $method:ident),*) => {$(
        impl<T: Scalar, I: Isa> $trait for Many<T, I> {
            type Output = Self;

            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                Self::of(self.block.$method(other.block))
            }
        }
    )*};
}

operators!(Add add, Sub sub, Mul mul, Div div);

impl<T: Scalar, I: Isa> Neg for Many<T, I> {
    type Output = Self;

    #[inline(always)]
    fn neg(self) -> Self {
        Self::of(-self.block)
    }
}

macro_rules! kernels {
    ($($name:ident $kernel:ident),*) => {$(
        #[inline(always)]
        fn $name(mut self) -> Self {
            T::Registers::<I>::KERNELS.$kernel(self.isa(), &mut self.block);
            self
        }
    )*};
}

macro_rules! of_lanes {
    ($($name:ident($($other:ident: Self),*; $($number:ident: f64)?)),*) => {$(
        #[inline(always)]
        fn $name(self, $($other: Self,)* $($number: f64)?) -> Self {
            Self::of(self.lanes().$name(self.block, $($other.block,)* $($number)?))
        }
    )*};
}

impl<T, I> Sealed for Many<T, I> {}

impl<T: Scalar, I: Isa> Real for Many<T, I> {
    #[inline(always)]
    fn number(value: f64) -> Self {
        Self::of(Block::splat(T::from_f64(value)))
    }

    kernels!(exp exp_of, ln ln_of, sigmoid sigmoid_of, tanh tanh_of, softplus softplus_of, elu elu_of);

    of_lanes!(sqrt(;), sin(;), cos(;), relu(;), abs(;), leaky_relu(; slope: f64), pow(; exponent: f64));
    of_lanes!(max(other: Self;), min(other: Self;));
    of_lanes!(select_above(other: Self, taken: Self, rest: Self;));
    of_lanes!(select_at_least(other: Self, taken: Self, rest: Self;));
}
