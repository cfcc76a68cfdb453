//! Passes, compiled in this crate once for each scalar.
//!
//! A generic function is compiled in the crate that names its types, so every user's crate would compile all that a pass
//! runs. What stands in a table of `f32` and in one of `f64` is no longer generic.

use std::any::Any;

use ndarray::{Array3, ArrayView3};

use crate::data::sequences::Sequences;
use crate::error::Result;
use crate::loss::losses::Losses;
use crate::numerics::block::{Block, LANES};
use crate::numerics::scalar::Scalar;
use crate::run::group_pass::GroupPass;
use crate::run::pass::Pass;
use crate::run::sets::Sets;

/// Parameters, data, which sequences, losses, gradient; the loss.
type LossAndGradient<T> = fn(&mut Pass<T>, &[T], &Sequences<T>, &[usize], &Losses<'_, T>, &mut [T]) -> f64;
/// The same without a gradient.
type Loss<T> = fn(&mut Pass<T>, &[T], &Sequences<T>, &[usize], &Losses<'_, T>) -> f64;
/// Parameters, inputs, lengths.
type Outputs<T> = fn(&mut Pass<T>, &[T], &ArrayView3<'_, T>, Option<&[usize]>) -> Result<Array3<T>>;
/// Parameters, data, losses.
type InputGradients<T> = fn(&mut Pass<T>, &[T], &Sequences<T>, &Losses<'_, T>) -> Array3<T>;
/// The data of 16 networks.
type GroupSets<'d, T> = Sets<'d, T, LANES>;
/// Parameters, data, which sequences, losses; the loss of each network.
type GroupLossAndGradient<T> =
    fn(&mut GroupPass<T>, &[Block<T>], &GroupSets<'_, T>, &[usize], &Losses<'_, T>) -> [f64; LANES];
/// A network, parameters, data, which sequences, losses; its loss.
type GroupAlone<T> =
    fn(&mut GroupPass<T>, usize, &[Block<T>], &GroupSets<'_, T>, &[usize], &Losses<'_, T>) -> Result<f64>;
/// Parameters, data, losses.
type GroupLoss<T> = fn(&mut GroupPass<T>, &[Block<T>], &GroupSets<'_, T>, &Losses<'_, T>) -> [f64; LANES];

/// What passes do, each field the method of its name.
pub(crate) struct Compiled<T: Scalar> {
    pub(crate) loss_and_gradient: LossAndGradient<T>,
    pub(crate) loss: Loss<T>,
    pub(crate) outputs: Outputs<T>,
    pub(crate) input_gradients: InputGradients<T>,
    pub(crate) group_loss_and_gradient: GroupLossAndGradient<T>,
    pub(crate) group_alone: GroupAlone<T>,
    pub(crate) group_loss: GroupLoss<T>,
}

impl<T: Scalar> Compiled<T> {
    const TABLE: Self = Compiled {
        loss_and_gradient: Pass::loss_and_gradient,
        loss: Pass::loss,
        outputs: Pass::outputs,
        input_gradients: Pass::input_gradients,
        group_loss_and_gradient: GroupPass::loss_and_gradient,
        group_alone: GroupPass::alone,
        group_loss: GroupPass::loss,
    };
}

static F32: Compiled<f32> = Compiled::TABLE;
static F64: Compiled<f64> = Compiled::TABLE;

/// The table of a scalar.
pub(crate) fn compiled<T: Scalar>() -> &'static Compiled<T> {
    let tables: [&'static dyn Any; 2] = [&F32, &F64];
    tables
        .into_iter()
        .find_map(|table| table.downcast_ref())
        .unwrap_or_else(|| unreachable!("a scalar is f32 or f64"))
}
