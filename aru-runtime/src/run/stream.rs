//! One step at a time: a network that runs along with what it listens to.

use std::marker::PhantomData;

use crate::error::{Error, Result};
use crate::loss::losses::{OutputColumns, columns_of_outputs};
use crate::numerics::dispatch::product::numbers;
use crate::numerics::interrupt::{Interrupt, undisturbed};
use crate::numerics::layout::Layout;
use crate::numerics::packing::Prepared;
use crate::numerics::scalar::Scalar;
use crate::run::network::Network;
use crate::run::state::{Part, State, has_folded, initial_state, parts};
use crate::run::tile::Tile;

/// A running network: it keeps its states from step to step and allocates nothing.
///
/// It owns what it needs, a copy of the parameters among it: it can be moved into a thread, a struct or a callback, and
/// what is done with the network later does not change it.
///
/// ```
/// # use aru::prelude::*;
/// # mod net { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doctests/net.rs")); }
/// # use net::Net;
/// let mut stream = Net::<f32>::new(1).stream();
/// let running = std::thread::spawn(move || {
///     let outputs: Vec<f32> = [0.5, 1.0].iter().map(|&sample| stream.step(&[sample])[0]).collect();
///     (outputs, stream.state())
/// });
/// let (outputs, state) = running.join().unwrap();
/// assert_eq!(outputs.len(), 2);
/// assert_eq!(state.get("hidden.rate")?.len(), 3);
/// # Ok::<(), aru::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Stream<N: Network> {
    network: PhantomData<N>,
    tile: Tile<N::Scalar>,
    prepared: Prepared<N::Scalar>,
    /// Input features.
    features: usize,
    /// Where outputs are found.
    columns: Vec<OutputColumns>,
    output: Vec<N::Scalar>,
    /// What a full state is made of.
    parts: Vec<Part>,
    /// That before step 0.
    initial: State<N>,
}

impl<N: Network> Stream<N> {
    pub(crate) fn new(network: &N) -> Self {
        let plain = network.program();
        // A state that nothing reads is a part of the full state all the same.
        let program = match has_folded(&plain) {
            true => network.traced_program(),
            false => plain,
        };
        let parts = parts(&program);
        let initial = initial_state(network, &parts);
        let mut stream = Stream {
            network: PhantomData,
            // Made in work that may be cut short, a stream may outlive it.
            tile: Tile::new(program).interrupted_by(&Interrupt::default()),
            prepared: Prepared::default(),
            features: program.description.input_size(),
            columns: columns_of_outputs(&program).collect(),
            output: vec![N::Scalar::ZERO; program.description.output_size()],
            parts,
            initial,
        };
        stream.tile.arrange_for_stream();
        stream
            .prepared
            .set(program.forms(), Layout::ONE, network.values());
        stream.restart();
        stream
    }

    /// Back to before step 0.
    pub fn restart(&mut self) {
        self.tile.begin_with_history(self.prepared.get(), usize::MAX);
        self.tile.write_state(&self.parts, 0, self.initial.values());
    }

    /// All that it knows of the past.
    pub fn state(&self) -> State<N> {
        let mut state = self.initial.clone();
        self.copy_state(&mut state);
        state
    }

    /// The same, in the place of another one: nothing is allocated.
    ///
    /// # Panics
    /// Where that is of another declaration, which of types by `recurrent_net!` none can be: a mistake in the program.
    pub fn copy_state(&self, state: &mut State<N>) {
        self.check(state).unwrap_or_else(|error| panic!("{error}"));
        self.tile.read_state(&self.parts, 0, 0, state.values_mut());
    }

    /// Goes on from a state, as if it had come to that itself.
    ///
    /// # Panics
    /// Where the state is of another declaration, which of types by `recurrent_net!` none can be: a mistake in the program.
    /// [`try_set_state`](Stream::try_set_state) refuses it.
    pub fn set_state(&mut self, state: &State<N>) {
        self.try_set_state(state)
            .unwrap_or_else(|error| panic!("{error}"));
    }

    /// [`set_state`](Stream::set_state) for a state of unknown origin.
    ///
    /// # Errors
    /// The state is of another declaration than the network. The stream stays as it was.
    ///
    /// ```
    /// # use aru::prelude::*;
    /// # mod net { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doctests/net.rs")); }
    /// # use net::Net;
    /// let net = Net::<f32>::new(1);
    /// let mut stream = net.stream();
    /// stream.step(&[0.5]);
    /// stream.try_set_state(&net.initial_state())?;
    /// assert_eq!(stream.state(), net.initial_state());
    /// # Ok::<(), aru::Error>(())
    /// ```
    pub fn try_set_state(&mut self, state: &State<N>) -> Result<()> {
        self.check(state)?;
        self.tile.begin_with_history(self.prepared.get(), usize::MAX);
        self.tile.write_state(&self.parts, 0, state.values());
        Ok(())
    }

    /// Refuses a state of another declaration.
    fn check(&self, state: &State<N>) -> Result<()> {
        state.check(self.initial.description())
    }

    /// Goes one step on: takes one number a feature of all inputs side by side, returns one a unit of all outputs.
    ///
    /// NaN among the inputs goes into the states and stays there; [`try_step`](Stream::try_step) refuses it.
    ///
    /// # Panics
    /// Where `input` has another length than the network has input features: a mistake in the program, as an index
    /// beyond an array is.
    pub fn step(&mut self, input: &[N::Scalar]) -> &[N::Scalar] {
        assert_eq!(
            input.len(),
            self.features,
            "length of a step's input against the network's input features"
        );
        self.tile.set_inputs(input);
        // Half a step would spoil the state for all steps to come.
        undisturbed(|| self.tile.forward(self.prepared.get(), 1));
        for columns in &self.columns {
            let row = self.tile.row(columns.series, 0);
            let output = &mut self.output[columns.first..columns.first + columns.count];
            output.copy_from_slice(&numbers(row)[..columns.count]);
        }
        self.tile.go_on();
        &self.output
    }

    /// [`step`](Stream::step) for input of unknown origin.
    ///
    /// # Errors
    /// Another length than the network has input features, or a number that is not finite. The states stay as they
    /// were, and the stream may go on.
    pub fn try_step(&mut self, input: &[N::Scalar]) -> Result<&[N::Scalar]> {
        let features = self.features;
        if input.len() != features {
            let expected = format!("[{features}], one number a feature of all inputs side by side");
            return Err(Error::shape("the input of a step", expected, &[input.len()]));
        }
        if let Some(place) = input.iter().position(|value| !value.is_finite()) {
            return Err(Error::NotFinite {
                what: "the input of a step".to_string(),
                index: vec![place],
                value: input[place].to_f64(),
            });
        }
        Ok(self.step(input))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};

    use ndarray::Array3;

    use super::*;
    use crate::numerics::interrupt::interruptible;
    use crate::paper::Paper;

    /// Large enough that its products ask whether they are wanted.
    #[test]
    fn no_flag_cuts_a_step_short() {
        let network = Paper::<f32, 600>::new(5);
        let flag = Arc::new(AtomicBool::new(false));
        let mut alone = network.stream();
        let mut kept = interruptible(&flag, || network.stream()).expect("nobody has ended it");
        let mut within = network.stream();
        flag.store(true, Ordering::Relaxed);
        for step in 0..3 {
            let input = [0.5, 0.1 * step as f32];
            let expected = alone.step(&input).to_vec();
            assert_eq!(kept.step(&input), expected, "made in work that has ended");
            assert!(interruptible(&flag, || within.step(&input).to_vec()).is_none());
            assert!(
                within.state() == alone.state(),
                "it goes on after work that was ended"
            );
        }
    }

    #[test]
    fn a_stream_is_a_run() {
        let network = Paper::<f64, 4>::new(5);
        let inputs = Array3::from_shape_fn((1, 50, 2), |(_, t, f)| ((3 * t + f) % 7) as f64 / 7.0);
        let outputs = network.run(inputs.view()).unwrap();
        let mut stream = network.stream();
        for _ in 0..2 {
            for (input, expected) in inputs
                .outer_iter()
                .next()
                .unwrap()
                .outer_iter()
                .zip(outputs.rows())
            {
                let output = stream.step(input.as_slice().unwrap());
                for (output, expected) in output.iter().zip(expected) {
                    assert!((output - expected).abs() < 1e-14);
                }
            }
            stream.restart();
        }
    }

    #[test]
    fn bad_input_is_refused_and_leaves_no_mark() {
        let network = Paper::<f32, 4>::new(5);
        let (mut stream, mut undisturbed) = (network.stream(), network.stream());
        assert_eq!(stream.step(&[1.0, 2.0]), undisturbed.step(&[1.0, 2.0]));
        assert_eq!(
            stream.try_step(&[1.0]).unwrap_err().to_string(),
            "the input of a step has shape [1], expected [2], one number a feature of all inputs side by side"
        );
        assert_eq!(
            stream.try_step(&[1.0, f32::NAN]).unwrap_err().to_string(),
            "the input of a step holds NaN at [1]; values must be finite"
        );
        assert_eq!(
            stream.try_step(&[3.0, 4.0]).unwrap(),
            undisturbed.step(&[3.0, 4.0])
        );
    }
}
