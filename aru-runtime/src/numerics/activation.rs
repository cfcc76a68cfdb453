//! Activations of a user's own types: what one says of itself, and how it is computed.

mod check;
#[cfg(feature = "text")]
mod on_blocks;

pub use self::check::check_activation;
#[cfg(feature = "text")]
pub(crate) use self::on_blocks::OnBlocks;
pub use super::real::{Dual, Real};

/// An activation function in Rust, for what the language cannot say: a layer has it as `activation: custom(path);`.
///
/// The language itself comes first, `activation swish(x) = x * sigmoid(x);`: the macro derives that, and `DESCRIPTION`
/// has its expression.
///
/// ```
/// use aru::activation::check_activation;
/// use aru::prelude::*;
///
/// /// Half the square of what is above zero: a supralinear threshold unit.
/// pub struct ThresholdPower;
///
/// impl Activation for ThresholdPower {
///     const NAME: &'static str = "threshold_power";
///     const NON_NEGATIVE: bool = true;
///
///     fn value<R: Real>(x: R) -> R {
///         let above = x.relu();
///         R::number(0.5) * above * above
///     }
///
///     // The one that is provided is exact; this one takes fewer operations.
///     fn derivative<R: Real>(x: R, _y: R) -> R {
///         x.relu()
///     }
/// }
///
/// recurrent_net! {
///     struct Net {
///         input x: 1;
///         layer hidden: Elman<4> { activation: custom(ThresholdPower); }
///         output y: 1;
///         x -> hidden -> y;
///     }
/// }
///
/// check_activation::<ThresholdPower>()?;
/// assert!(Net::<f32>::new(1).summary().to_string().contains("custom(threshold_power)"));
/// # Ok::<(), aru::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no activation",
    label = "no type with `aru::activation::Activation`",
    note = "write `impl Activation for` it, with a `NAME` and a `value`"
)]
pub trait Activation: 'static {
    /// Its name in descriptions and files. A file with another one holds another network.
    const NAME: &'static str;
    /// It is never below zero, as what a unit that obeys Dale's law emits.
    const NON_NEGATIVE: bool = false;
    /// It is always above zero, as a rate that the Poisson loss scores. It is then never below zero either.
    const POSITIVE: bool = false;
    /// Its value in PyTorch, in terms of `x`: `"x * torch.sigmoid(x)"`.
    const PYTORCH: Option<&'static str> = None;
    /// Its value in LaTeX, in terms of `x`.
    const LATEX: Option<&'static str> = None;

    /// Its value at x. It is called on blocks of numbers, so that it cannot branch on them: see
    /// [`Real::select_above`].
    fn value<R: Real>(x: R) -> R;

    /// Its derivative at x, where y is its value there. The one that is provided is exact: `value` on dual numbers.
    #[inline(always)]
    fn derivative<R: Real>(x: R, y: R) -> R {
        let _ = y;
        Self::value(Dual::variable(x)).slope
    }
}

/// The type that a path of a declaration leads to: what is wrong with it is told there, once.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no activation",
    label = "no type with `aru::activation::Activation`",
    note = "write `impl Activation for` it, with a `NAME` and a `value`"
)]
pub trait Given {
    /// The type itself.
    type Activation: Activation;
}

impl<A: Activation> Given for A {
    type Activation = A;
}
