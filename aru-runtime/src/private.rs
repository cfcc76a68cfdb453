//! What emitted code calls. Nobody else should: it changes without notice.

pub use crate::block::Block;
pub use crate::dispatch::Isa;
pub use crate::lanes::Lanes;
pub use crate::layout::Form;
pub use crate::plan::{AdjointRows, Plan, SeriesPlan, split, wrong_workspace};
pub use crate::series::Series;

use ndarray::{Array3, ArrayView3};

use crate::error::Result;
use crate::gradients::Gradients;
use crate::loss::Loss;
use crate::network::{Network, losses_for};
use crate::pass::Pass;
use crate::program::Program;
use crate::scalar::Scalar;
use crate::sequences::Sequences;

/// Time constants dt / alpha in seconds, of rate constants at a step of `dt` seconds.
pub fn seconds<T: Scalar>(alpha: &[T], dt: f64) -> Vec<T> {
    alpha
        .iter()
        .map(|&alpha| T::from_f64(dt / alpha.to_f64()))
        .collect()
}

/// Gradients of parameters, and of inputs.
pub type BothGradients<T> = (Gradients<T>, Array3<T>);

/// The gradients of parameters and of inputs, in chunks of so many steps whatever the memory: for tests of emitted code.
///
/// # Errors
/// As [`Network::loss_and_gradients`].
pub fn gradients_in_chunks<N: Network>(
    network: &N,
    inputs: ArrayView3<'_, N::Scalar>,
    targets: ArrayView3<'_, N::Scalar>,
    loss: &dyn Loss<N::Scalar>,
    steps: usize,
) -> Result<BothGradients<N::Scalar>> {
    let data = Sequences::new(inputs, targets)?;
    let losses = losses_for::<N>(loss, &data)?;
    let which: Vec<usize> = (0..data.len()).collect();
    let mut gradient = vec![N::Scalar::ZERO; network.values().len()];
    let mut pass = Pass::with_chunks_of(Program::of::<N>(), steps, 1)?;
    pass.loss_and_gradient(network.values(), &data, &which, &losses, &mut gradient);
    let by_inputs = pass.input_gradients(network.values(), &data, &losses);
    Ok((Gradients::new::<N>(gradient), by_inputs))
}
