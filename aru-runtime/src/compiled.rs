//! Passes, compiled in this crate once for each scalar.
//!
//! A generic function is compiled in the crate that names its types, so every user's crate would compile all that a pass
//! runs. Methods of `f32` and of `f64` are no longer generic.
// The trait cannot be named outside this crate.
#![allow(private_interfaces)]

use ndarray::{Array3, ArrayView3};

use crate::block::{Block, LANES};
use crate::losses::Losses;
use crate::pass::Pass;
use crate::scalar::Scalar;
use crate::sequences::Sequences;
use crate::trainer::group_pass::{self, LaneSets};

macro_rules! compiled {
    ($($(#[$doc:meta])* fn $name:ident($pass:ident: $type:ty $(, $argument:ident: $of:ty)*) -> $output:ty = $method:ident;)*) => {
        /// What a pass does.
        pub trait Compiled: Sized {$(
            $(#[$doc])*
            fn $name($pass: &mut $type $(, $argument: $of)*) -> $output
            where
                Self: Scalar;
        )*}

        compiled!(@impl f32 $($name($pass: $type $(, $argument: $of)*) -> $output = $method;)*);
        compiled!(@impl f64 $($name($pass: $type $(, $argument: $of)*) -> $output = $method;)*);
    };
    (@impl $scalar:ident $($name:ident($pass:ident: $type:ty $(, $argument:ident: $of:ty)*) -> $output:ty = $method:ident;)*) => {
        impl Compiled for $scalar {$(
            fn $name($pass: &mut $type $(, $argument: $of)*) -> $output {
                $pass.$method($($argument),*)
            }
        )*}
    };
}

compiled! {
    /// See [`Pass::loss_and_gradient`].
    fn loss_and_gradient_of_pass(
        pass: Pass<Self>, parameters: &[Self], data: &Sequences<Self>, which: &[usize],
        losses: &Losses<'_, Self>, gradient: &mut [Self]
    ) -> f64 = loss_and_gradient;
    /// See [`Pass::loss`].
    fn loss_of_pass(
        pass: Pass<Self>, parameters: &[Self], data: &Sequences<Self>, which: &[usize], losses: &Losses<'_, Self>
    ) -> f64 = loss;
    /// See [`Pass::outputs`].
    fn outputs_of_pass(
        pass: Pass<Self>, parameters: &[Self], inputs: &ArrayView3<'_, Self>
    ) -> Array3<Self> = outputs;
    /// See [`Pass::input_gradients`].
    fn input_gradients_of_pass(
        pass: Pass<Self>, parameters: &[Self], data: &Sequences<Self>, losses: &Losses<'_, Self>
    ) -> Array3<Self> = input_gradients;
    /// See [`group_pass::Pass::loss_and_gradient`].
    fn loss_and_gradient_of_group(
        pass: group_pass::Pass<Self>, parameters: &[Block<Self>], data: &LaneSets<'_, Self>, which: &[usize],
        totals: [f64; LANES], losses: &Losses<'_, Self>
    ) -> [f64; LANES] = loss_and_gradient;
    /// See [`group_pass::Pass::loss`].
    fn loss_of_group(
        pass: group_pass::Pass<Self>, parameters: &[Block<Self>], data: &LaneSets<'_, Self>,
        losses: &Losses<'_, Self>
    ) -> [f64; LANES] = loss;
}
