//! What emitted code calls. Nobody else should: it changes without notice.

pub use std::borrow::Cow;
pub use std::vec::Vec;

pub use crate::network::emitted::Emitted;
pub use crate::network::mask::Matrix;
pub use crate::network::plan::{AdjointRows, Plan, SeriesPlan};
pub use crate::network::program::Program;
pub use crate::network::programmed::Programmed;
pub use crate::numerics::activation::{Activation, Given};
pub use crate::numerics::block::Block;
pub use crate::numerics::dispatch::{Isa, Module, instruction_set, sources};
pub use crate::numerics::lanes::Lanes;
pub use crate::numerics::layout::Form;
pub use crate::numerics::norm::Groups;
pub use crate::numerics::parts::{
    both_kinds, choose, choose_mut, choose_rows, choose_rows_mut, kept_of, more_than_one, part_of, same_size,
    size, split, wrong_workspace,
};
pub use crate::numerics::patches::{Declared, Patches, checked};
pub use crate::numerics::series::Series;

use ndarray::{Array3, ArrayView3};

use crate::data::sequences::Sequences;
use crate::error::Result;
use crate::loss::Loss;
use crate::network::gradients::Gradients;
use crate::numerics::scalar::Scalar;
use crate::run::network::Network;
use crate::run::noise::Noise;
use crate::run::pass::Pass;
use crate::run::penalties::Penalties;
use crate::run::questions::{Asked, draws_for, losses_for};

/// Time constants dt / alpha in seconds, of rate constants at a step of `dt` seconds.
pub fn seconds<T: Scalar>(alpha: &[T], dt: f64) -> Vec<T> {
    alpha
        .iter()
        .map(|&alpha| T::from_f64(dt / alpha.to_f64()))
        .collect()
}

/// Delays in seconds, from steps of `dt` seconds.
pub fn delay_times<T: Scalar>(steps: &[T], dt: f64) -> Vec<T> {
    steps
        .iter()
        .map(|&steps| T::from_f64(steps.to_f64() * dt))
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
    (noise, penalties): (&Noise, &Penalties),
    steps: usize,
) -> Result<BothGradients<N::Scalar>> {
    let data = Sequences::new(inputs, targets)?;
    let program = network.program();
    let own = &[];
    let asked = Asked {
        loss,
        own,
        noise,
        penalties,
        starts: &[],
    };
    let losses = losses_for(&program, &asked, &data)?;
    let penalised = penalties.resolve(&program)?;
    let draws = draws_for(&program, noise, &data)?;
    let objective = asked.objective(&losses, &draws, penalised.as_ref());
    let which: Vec<usize> = (0..data.len()).collect();
    let mut gradient = vec![N::Scalar::ZERO; network.values().len()];
    let mut pass = Pass::with_chunks_of(program, steps, 1)?;
    let loss = pass.loss_and_gradient(network.values(), &data, &which, objective, &mut gradient);
    let by_inputs = pass.input_gradients(network.values(), &data, objective);
    Ok((
        Gradients::new(program.description, [loss, pass.penalty()], gradient),
        by_inputs,
    ))
}

/// What the laboratory needs of the core.
pub mod lab {
    pub use crate::files;
    pub use crate::names::unknown;
    pub use crate::network::constants::tau_named;
    pub use crate::network::difference::check_same;
    pub use crate::network::initial::{draw, fnv1a, stream};
    pub use crate::network::parameters::index_of;
    pub use crate::numerics::interrupt::{Interrupt, is_unwanted};
    pub use crate::run::jacobian::{PartOfState, StepMap};
    pub use crate::training::progress::Reporter;
    pub use crate::warnings::warn;
}

/// What the benches time.
pub mod bench {
    pub use crate::numerics::dispatch::{InstructionSet, Task, dispatch_with};
    pub use crate::numerics::layout::{InLanes, Layout};
}
