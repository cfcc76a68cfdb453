//! Functions compiled in this crate once for each scalar.
//!
//! A generic function is compiled in the crate that names its types, so every user's crate would compile all that a fit or a
//! pass runs. What a static of `f32` and one of `f64` point to is no longer generic.

use std::any::Any;

/// A generic function by the type of its pointer: `compiled!(Sum<T>, sum)` is that of `T`.
macro_rules! compiled {
    ($pointer:ident<$scalar:ty>, $function:expr) => {{
        static F32: $pointer<f32> = $function;
        static F64: $pointer<f64> = $function;
        *$crate::numerics::compiled::of_scalar::<$pointer<$scalar>>(&F32, &F64)
    }};
}
pub(crate) use compiled;

/// The one of two that has the type asked for.
#[inline]
pub(crate) fn of_scalar<P: 'static>(f32: &'static dyn Any, f64: &'static dyn Any) -> &'static P {
    let found = f32.downcast_ref().or_else(|| f64.downcast_ref());
    found.unwrap_or_else(|| unreachable!("a scalar is f32 or f64"))
}
