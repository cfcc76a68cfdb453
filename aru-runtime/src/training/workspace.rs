//! The parameters of networks that train in lockstep, and the passes over their batches: for one network, and for 16.

use crate::error::Result;
use crate::loss::losses::Losses;
use crate::network::program::Program;
use crate::numerics::block::{Block, LANES};
use crate::numerics::dispatch::product::{numbers, numbers_mut};
use crate::numerics::interrupt::Interrupt;
use crate::numerics::scalar::Scalar;
use crate::run::group_pass::GroupPass;
use crate::run::objective::Objective;
use crate::run::pass::Pass;
use crate::run::sets::Sets;

/// `WIDTH` networks of one declaration. Arrays over parameters hold all copies of the first element, then all of the
/// second; where there are fewer networks than lanes, those left over are copies of the first.
pub(super) trait Workspace<T: Scalar, const WIDTH: usize> {
    /// Every parameter of every network.
    fn parameters(&self) -> &[T];

    /// Every parameter, to be moved.
    fn parameters_mut(&mut self) -> &mut [T];

    /// Derivative of each network's loss with respect to every parameter, as the last batch gave it.
    fn gradient(&self) -> &[T];

    /// The penalties of each network in that batch.
    fn penalty(&self) -> [f64; WIDTH];

    /// The loss of each network over a batch; its derivative is then the [`gradient`](Self::gradient).
    fn loss_and_gradient(
        &mut self,
        data: &Sets<'_, T, WIDTH>,
        batch: &[usize],
        objective: Objective<'_, T>,
    ) -> [f64; WIDTH];

    /// The loss of a network whose gradient is not finite, and that gradient, as they are without the others; None where
    /// there is no other way.
    fn alone(
        &mut self,
        lane: usize,
        data: &Sets<'_, T, WIDTH>,
        batch: &[usize],
        objective: Objective<'_, T>,
    ) -> Option<f64>;

    /// The loss of each network over all of its data.
    fn loss(&mut self, data: &Sets<'_, T, WIDTH>, losses: &Losses<'_, T>) -> [f64; WIDTH];

    /// The loss of a network over all of its data as it is without the others; None where there is no other way.
    fn loss_alone(&mut self, lane: usize, data: &Sets<'_, T, WIDTH>, losses: &Losses<'_, T>) -> Option<f64>;

    /// Gives a network the parameters that it is left with.
    fn leave(&mut self, lane: usize, parameters: &[T]);
}

/// One network; its batches are spread over lanes and threads.
pub(super) struct One<'n, T: Scalar> {
    network: &'n mut [T],
    gradient: Vec<T>,
    pass: Pass<T>,
    /// Every sequence of the validation data.
    everything: Vec<usize>,
}

impl<'n, T: Scalar> One<'n, T> {
    /// For sequences of about so many steps; `truncation` and `threads` as in the trainer.
    pub(super) fn new(
        program: Program<T>,
        network: &'n mut [T],
        steps: usize,
        truncation: Option<usize>,
        threads: usize,
    ) -> Result<Self> {
        Ok(One {
            gradient: vec![T::ZERO; network.len()],
            pass: Pass::new(program, steps, threads)?.truncated(truncation),
            everything: Vec::new(),
            network,
        })
    }

    /// The same, whose passes may be cut short.
    pub(super) fn interrupted_by(mut self, interrupt: &Interrupt) -> Self {
        self.pass = self.pass.interrupted_by(interrupt);
        self
    }
}

impl<T: Scalar> Workspace<T, 1> for One<'_, T> {
    fn parameters(&self) -> &[T] {
        self.network
    }

    fn parameters_mut(&mut self) -> &mut [T] {
        self.network
    }

    fn gradient(&self) -> &[T] {
        &self.gradient
    }

    fn penalty(&self) -> [f64; 1] {
        [self.pass.penalty()]
    }

    fn loss_and_gradient(
        &mut self,
        data: &Sets<'_, T, 1>,
        batch: &[usize],
        objective: Objective<'_, T>,
    ) -> [f64; 1] {
        let (pass, network, gradient) = (&mut self.pass, &*self.network, &mut self.gradient);
        [pass.loss_and_gradient(network, data.of(0), batch, objective, gradient)]
    }

    fn alone(&mut self, _: usize, _: &Sets<'_, T, 1>, _: &[usize], _: Objective<'_, T>) -> Option<f64> {
        None
    }

    fn loss(&mut self, data: &Sets<'_, T, 1>, losses: &Losses<'_, T>) -> [f64; 1] {
        let (pass, all) = (&mut self.pass, &mut self.everything);
        all.clear();
        all.extend(0..data.len());
        [pass.loss(self.network, data.of(0), all, losses)]
    }

    fn loss_alone(&mut self, _: usize, _: &Sets<'_, T, 1>, _: &Losses<'_, T>) -> Option<f64> {
        None
    }

    fn leave(&mut self, _: usize, parameters: &[T]) {
        self.network.copy_from_slice(parameters);
    }
}

/// Up to 16 networks, one in each lane.
pub(super) struct Sixteen<'n, 'p, T: Scalar> {
    networks: &'n mut [&'p mut [T]],
    parameters: Vec<Block<T>>,
    pass: GroupPass<T>,
}

impl<'n, 'p, T: Scalar> Sixteen<'n, 'p, T> {
    /// For sequences of about so many steps; `truncation` as in the trainer.
    pub(super) fn new(
        program: Program<T>,
        networks: &'n mut [&'p mut [T]],
        steps: usize,
        truncation: Option<usize>,
    ) -> Result<Self> {
        let count = networks[0].len();
        let in_lane = |lane: usize| networks.get(lane).unwrap_or(&networks[0]);
        let block = |parameter: usize| Block(std::array::from_fn(|lane| in_lane(lane)[parameter]));
        Ok(Sixteen {
            parameters: (0..count).map(block).collect(),
            pass: GroupPass::new(program, count, steps, truncation)?,
            networks,
        })
    }

    /// The same, whose passes may be cut short.
    pub(super) fn interrupted_by(mut self, interrupt: &Interrupt) -> Self {
        self.pass = self.pass.interrupted_by(interrupt);
        self
    }
}

impl<T: Scalar> Workspace<T, LANES> for Sixteen<'_, '_, T> {
    fn parameters(&self) -> &[T] {
        numbers(&self.parameters)
    }

    fn parameters_mut(&mut self) -> &mut [T] {
        numbers_mut(&mut self.parameters)
    }

    fn gradient(&self) -> &[T] {
        numbers(&self.pass.gradient)
    }

    fn penalty(&self) -> [f64; LANES] {
        self.pass.penalty
    }

    fn loss_and_gradient(
        &mut self,
        data: &Sets<'_, T, LANES>,
        batch: &[usize],
        objective: Objective<'_, T>,
    ) -> [f64; LANES] {
        self.pass
            .loss_and_gradient(&self.parameters, data, batch, objective)
    }

    fn alone(
        &mut self,
        lane: usize,
        data: &Sets<'_, T, LANES>,
        batch: &[usize],
        objective: Objective<'_, T>,
    ) -> Option<f64> {
        let (pass, parameters) = (&mut self.pass, &self.parameters);
        pass.alone(lane, parameters, data, batch, objective).ok()
    }

    fn loss(&mut self, data: &Sets<'_, T, LANES>, losses: &Losses<'_, T>) -> [f64; LANES] {
        self.pass.loss(&self.parameters, data, losses)
    }

    fn loss_alone(&mut self, lane: usize, data: &Sets<'_, T, LANES>, losses: &Losses<'_, T>) -> Option<f64> {
        self.pass.loss_alone(lane, &self.parameters, data, losses).ok()
    }

    fn leave(&mut self, lane: usize, parameters: &[T]) {
        self.networks[lane].copy_from_slice(parameters);
    }
}
