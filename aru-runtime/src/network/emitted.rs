//! The contract between the code that `recurrent_net!` emits and what runs it.

use std::fmt::Debug;

use crate::network::description::Description;
use crate::network::parameters;
use crate::network::plan::Plan;
use crate::numerics::block::Block;
use crate::numerics::dispatch::Isa;
use crate::numerics::lanes::Lanes;
use crate::numerics::scalar::Scalar;
use crate::numerics::series::Series;

/// What the macro writes for a declaration. The runtime takes it as [`Programmed`](crate::network::programmed::Programmed),
/// and whoever uses a network calls [`Network`](crate::Network), which stands on that.
pub trait Emitted: Clone + Debug + Send + Sync + Sized + 'static {
    /// `f32` or `f64`.
    type Number: Scalar;
    /// The same network in another scalar.
    type Over<U: Scalar>: Emitted<Number = U>;
    /// The declaration as plain data.
    const DECLARATION: Description;

    /// What the emitted code keeps while it runs.
    const PLAN: Plan;

    /// The layers with noise on their drive, by index, each with the series of its standard normal numbers.
    const NOISE: &'static [(usize, usize)] = &[];

    /// The network with these parameters, in the order of the description.
    fn from_values(values: Vec<Self::Number>) -> Self;

    /// Every parameter, in the order of the description.
    fn values(&self) -> &[Self::Number];

    /// Every parameter, to be written.
    fn values_mut(&mut self) -> &mut [Self::Number];

    /// Steps `0..steps` of a chunk, from the carry in front of each series.
    fn forward_chunk<I: Isa, const TRACE: bool>(
        lanes: Lanes<Self::Number, I>,
        parameters: &[Block<Self::Number>],
        values: &mut [Series<Self::Number>],
        steps: usize,
    );

    /// The reverse of `forward_chunk`: takes the adjoints of outputs (and of whatever else has one), adds to those
    /// of the rows before the chunk and to the gradient of the parameters. Of adjoints, rows that are summed hold what
    /// later chunks and the loss gave, a row that is carried what the step after the chunk left there, and rows that
    /// are written anything.
    fn backward_chunk<I: Isa>(
        lanes: Lanes<Self::Number, I>,
        parameters: &[Block<Self::Number>],
        values: &[Series<Self::Number>],
        adjoints: &mut [Series<Self::Number>],
        gradients: &mut [Block<Self::Number>],
        steps: usize,
    );

    /// The values of parameter number `index` of the description.
    fn parameter_at(&self, index: usize) -> &[Self::Number] {
        &self.values()[parameters::range_of(description::<Self>(), index)]
    }
}

/// The declaration of a network type.
pub(crate) fn description<N: Emitted>() -> &'static Description {
    const { &N::DECLARATION }
}
