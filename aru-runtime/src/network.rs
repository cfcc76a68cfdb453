//! The trait of every declared network.

use std::fmt::Debug;

use ndarray::{Array3, ArrayView3};

use crate::description::Description;
use crate::error::Result;
use crate::gradients::Gradients;
use crate::initial;
use crate::lanes::Lanes;
use crate::loss::Loss;
use crate::losses::Losses;
use crate::pass::Pass;
use crate::plan::Plan;
use crate::scalar::Scalar;
use crate::sequences::Sequences;
use crate::series::Series;
use crate::tile::range_of_parameter;

/// A network that `recurrent_net!` has made.
pub trait Network: Clone + Debug + Send + Sync + Sized + 'static {
    /// `f32` or `f64`.
    type Scalar: Scalar;
    /// The same network in another scalar.
    type With<U: Scalar>: Network<Scalar = U>;
    /// The declaration as plain data.
    const DESCRIPTION: Description;

    /// What the emitted code keeps while it runs.
    #[doc(hidden)]
    const PLAN: Plan;

    /// The network with these parameters, in the order of the description.
    #[doc(hidden)]
    fn from_values(values: Vec<Self::Scalar>) -> Self;

    /// Every parameter, in the order of the description.
    #[doc(hidden)]
    fn values(&self) -> &[Self::Scalar];

    /// Every parameter, to be written.
    #[doc(hidden)]
    fn values_mut(&mut self) -> &mut [Self::Scalar];

    /// Steps `0..steps` of a chunk, from the carry in front of each series.
    #[doc(hidden)]
    fn forward_chunk<L: Lanes<Scalar = Self::Scalar>, const TRACE: bool>(
        lanes: L,
        parameters: &[L::Value],
        values: &mut [Series<Self::Scalar>],
        steps: usize,
    );

    /// The reverse of `forward_chunk`: takes the adjoints of outputs (and of whatever else has one), adds to those
    /// of the rows before the chunk and to the gradient of the parameters.
    #[doc(hidden)]
    fn backward_chunk<L: Lanes<Scalar = Self::Scalar>>(
        lanes: L,
        parameters: &[L::Value],
        values: &[Series<Self::Scalar>],
        adjoints: &mut [Series<Self::Scalar>],
        gradients: &mut [L::Gradient],
        steps: usize,
    );

    /// A network with parameters drawn as declared. The same seed gives the same numbers, whatever the scalar, the
    /// machine and the rest of the declaration: each parameter draws from a stream of its own.
    fn new(seed: u64) -> Self {
        Self::from_values(initial::draw(description::<Self>(), seed))
    }

    /// The outputs: [sequence, step, output], several outputs side by side in the order declared.
    ///
    /// # Errors
    /// The inputs are not [sequence, step, input], or hold a number that is not finite.
    fn run(&self, inputs: ArrayView3<'_, Self::Scalar>) -> Result<Array3<Self::Scalar>> {
        Ok(Pass::new(inputs.dim().1, 1)?.outputs(self, &inputs))
    }

    /// The loss over all sequences and steps, and its derivative with respect to every learned parameter.
    ///
    /// # Errors
    /// An array of another shape than the network needs, or with a number that is not finite.
    fn loss_and_gradients(
        &self,
        inputs: ArrayView3<'_, Self::Scalar>,
        targets: ArrayView3<'_, Self::Scalar>,
        loss: &dyn Loss<Self::Scalar>,
    ) -> Result<(f64, Gradients<Self::Scalar>)> {
        let data = Sequences::new(inputs, targets)?;
        let which: Vec<usize> = (0..data.len()).collect();
        let mut gradient = vec![Self::Scalar::ZERO; self.values().len()];
        let losses = Losses::of_all::<Self>(loss);
        let mut pass = Pass::new(data.steps(), 1)?;
        let loss = pass.loss_and_gradient(self, &data, &which, &losses, &mut gradient);
        Ok((loss, Gradients::new::<Self>(gradient)))
    }

    /// The values of parameter number `index` of the description.
    #[doc(hidden)]
    fn parameter_at(&self, index: usize) -> &[Self::Scalar] {
        &self.values()[range_of_parameter::<Self>(index)]
    }
}

/// The declaration of a network type.
pub(crate) fn description<N: Network>() -> &'static Description {
    const { &N::DESCRIPTION }
}
