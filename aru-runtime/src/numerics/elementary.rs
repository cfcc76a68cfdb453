//! Functions of a block in place, compiled once for each scalar and instruction set: what an activation of a user's type
//! calls, whose own code the compiler may have built for any processor.

use crate::numerics::block::Block;
use crate::numerics::dispatch::Isa;
use crate::numerics::lanes::Lanes;
use crate::numerics::layout::Layout;
use crate::numerics::scalar::Scalar;

macro_rules! elementary {
    ($($(#[$doc:meta])* $kernel:ident = $function:ident;)*) => {$(
        $(#[$doc])*
        #[inline(always)]
        pub(crate) fn $kernel<T: Scalar, I: Isa>(isa: I, x: &mut Block<T>) {
            *x = Lanes::new(isa, Layout::ONE).$function(*x);
        }
    )*};
}

elementary! {
    /// exp(x).
    exp_of = exp;
    /// Natural logarithm.
    ln_of = ln;
    /// 1 / (1 + exp(-x)).
    sigmoid_of = sigmoid;
    /// Hyperbolic tangent.
    tanh_of = tanh;
    /// ln(1 + exp(x)).
    softplus_of = softplus;
    /// x above zero, exp(x) - 1 below.
    elu_of = elu;
}
