//! Statements as data. Their meaning is that of `program/statement.rs` in the compiler, of which they are a copy with sizes
//! that are numbers.

use super::equations::Units;
use crate::numerics::norm::Groups;
use crate::numerics::patches::Patches;

/// A statement. Indices are those of series and parameters.
#[derive(Debug)]
pub(crate) enum Statement {
    /// drive\[t\] = bias, or 0.
    Start {
        drive: usize,
        units: usize,
        bias: Option<Part>,
    },
    /// drive\[t\] += W source\[t - delay\]; with a bias drive\[t\] = bias + W source\[t - delay\].
    Multiply { product: Product, onto: Option<Part> },
    /// d_source\[t - delay\] += W' d_drive\[t\].
    MultiplyTransposed(Product),
    /// d_W += sum over t of d_drive\[t\] source\[t - delay\]'.
    WeightGradient(Product),
    /// mixed\[t\] = sum over k of w_k source\[t - k\].
    Mix(Mix),
    /// d_source\[t - k\] += w_k d_mixed\[t\].
    MixTransposed(Mix),
    /// d_delay += sum over t and k of dw_k / d(delay) source\[t - k\] d_mixed\[t\].
    DelayGradient(Mix),
    /// drive\[t\] = gain z + shift with z = (u\[t\] - mean) / sqrt(variance + eps).
    Norm(Norm),
    /// Its reverse.
    NormTransposed(Norm),
    /// d_bias += sum over t of d_drive\[t\].
    BiasGradient { drive: usize, units: usize, bias: Part },
    /// Equations of a layer in a step.
    Units(Units),
    /// Step after step, to the last or back to the first.
    Steps { backwards: bool, body: Vec<Statement> },
    /// Where the network is traced, or somebody asks for this series.
    IfTraced { series: usize, body: Vec<Statement> },
    /// Where somebody asks for the derivative with respect to this series.
    IfAsked { series: usize, body: Vec<Statement> },
}

/// One of the equal parts of a parameter: that of a port.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Part {
    pub(crate) parameter: usize,
    pub(crate) index: usize,
}

/// What one port gets over a link.
#[derive(Debug)]
pub(crate) struct Product {
    pub(crate) form: ProductForm,
    /// None of an identity.
    pub(crate) weight: Option<usize>,
    /// Part of the weight, and delay in steps.
    pub(crate) taps: Vec<(usize, usize)>,
    pub(crate) source: usize,
    pub(crate) drive: usize,
    /// Units of the target and of the source.
    pub(crate) sizes: [usize; 2],
}

/// What a weight is multiplied with.
#[derive(Clone, Copy, Debug)]
pub(crate) enum ProductForm {
    Dense,
    Sparse,
    Diagonal,
    Patches(Patches),
    Identity,
}

/// What a link with a learned delay reads.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mix {
    pub(crate) source: usize,
    pub(crate) mixed: usize,
    /// Units of both.
    pub(crate) units: usize,
    /// The parameter that says where.
    pub(crate) delay: usize,
    pub(crate) spread: Spread,
    /// The steps that it may reach.
    pub(crate) low: usize,
    pub(crate) high: usize,
}

/// How wide a mix is.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Spread {
    Folded(f64),
    /// The parameter that says it.
    Stored(usize),
}

/// The norm of a port.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Norm {
    pub(crate) units: usize,
    pub(crate) groups: Groups,
    pub(crate) eps: f64,
    pub(crate) gain: Part,
    pub(crate) shift: Part,
    pub(crate) sum: usize,
    pub(crate) scale: usize,
    pub(crate) drive: usize,
}
