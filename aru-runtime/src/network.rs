//! The trait of every declared network.

use std::fmt::Debug;

use crate::description::Description;
use crate::lanes::Lanes;
use crate::plan::Plan;
use crate::scalar::Scalar;
use crate::series::Series;

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
}
