//! The trait of every network.

use std::path::Path;

use ndarray::{Array3, ArrayView3};

use crate::data::sequences::Sequences;
use crate::error::Result;
use crate::loss::Loss;
use crate::network::description::Description;
use crate::network::gradients::Gradients;
use crate::network::parameters::{self, Parameter};
use crate::network::programmed::Programmed;
use crate::network::saved::{self, Matching};
use crate::network::summary::Summary;
use crate::numerics::compiled::compiled;
use crate::numerics::scalar::Scalar;
use crate::run::continuing::{self, Continued, Starts};
use crate::run::evaluation::Evaluation;
use crate::run::gradient_check::{self, GradientReport};
use crate::run::memory::memory;
use crate::run::noise::Noise;
use crate::run::penalties::Penalties;
use crate::run::pull_back::{PullBack, pull_back};
use crate::run::questions::{OutputsOf, TraceOf, outputs, trace};
use crate::run::state::{State, initial_state, parts};
use crate::run::stream::Stream;
use crate::run::trace::Trace;

/// A network: with parameters, to be run and to be trained.
///
/// A function for any network takes `N: Network`, or `N: Network<Scalar = f32>`; one that makes networks of a type takes
/// `N: Declared`. What `recurrent_net!` has made is both: see [`Declared`](crate::Declared).
pub trait Network: Programmed<Number = <Self as Network>::Scalar> {
    /// `f32` or `f64`.
    type Scalar: Scalar;
    /// The same network in another scalar.
    type With<U: Scalar>: Network<Scalar = U>;

    /// The declaration as plain data. Of a type that `recurrent_net!` has made it is
    /// [`DESCRIPTION`](crate::Declared::DESCRIPTION).
    ///
    /// ```
    /// use aru::prelude::*;
    /// # mod net { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doctests/net.rs")); }
    /// # use net::Net;
    ///
    /// fn sizes(net: &impl Network) -> [usize; 2] {
    ///     [net.description().input_size(), net.description().output_size()]
    /// }
    ///
    /// let net = Net::<f32>::new(1);
    /// assert_eq!(sizes(&net), [1, 1]);
    /// assert_eq!(*net.description(), Net::<f32>::DESCRIPTION);
    /// ```
    fn description(&self) -> &'static Description {
        self.program().description
    }

    /// What the network does on a data set, as training sees it: lengths and weights count. See [`Evaluation`] for all
    /// that can be asked; `run`, `trace`, `loss_and_gradients` and `check_gradients` are its short forms for plain
    /// arrays.
    fn evaluate<'a>(&'a self, data: &'a Sequences<Self::Scalar>) -> Evaluation<'a, Self> {
        Evaluation::new(self, data)
    }

    /// The outputs for inputs \[sequence, step, input\]: \[sequence, step, output\]. Several inputs, and several
    /// outputs, stand side by side in the order declared.
    ///
    /// # Errors
    /// Inputs with another number of features than the network has, or with a number that is not finite; outputs that
    /// are not: the error names the layer, sequence and step where the first such value came from.
    ///
    /// ```
    /// # use aru::prelude::*;
    /// # mod net { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doctests/net.rs")); }
    /// # use net::Net;
    /// use ndarray::Array3;
    ///
    /// let net = Net::<f32>::new(1);
    /// let mut impulse = Array3::zeros((1, 100, 1));
    /// impulse[[0, 0, 0]] = 1.0;
    /// let response = net.run(impulse.view())?;
    /// assert_eq!(response.dim(), (1, 100, 1));
    /// # Ok::<(), aru::Error>(())
    /// ```
    fn run(&self, inputs: ArrayView3<'_, Self::Scalar>) -> Result<Array3<Self::Scalar>> {
        compiled!(OutputsOf<Self::Scalar>, outputs)(
            self.program(),
            self.values(),
            &inputs,
            None,
            (&Noise::Off, &[]),
        )
    }

    /// The outputs and everything behind them: each state and intermediate value of each unit at each step.
    ///
    /// # Errors
    /// As [`run`](Network::run), for states and intermediate values too.
    ///
    /// ```
    /// # use aru::prelude::*;
    /// # mod net { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doctests/net.rs")); }
    /// # use net::Net;
    /// # let x = ndarray::Array3::ones((4, 20, 1));
    /// let net = Net::<f32>::new(1);
    /// let trace = net.trace(x.view())?;
    /// assert_eq!(trace.state("hidden.rate")?.dim(), (4, 20, 3));
    /// assert_eq!(trace.output("y")?, net.run(x.view())?);
    /// # Ok::<(), aru::Error>(())
    /// ```
    fn trace(&self, inputs: ArrayView3<'_, Self::Scalar>) -> Result<Trace<Self::Scalar>> {
        compiled!(TraceOf<Self::Scalar>, trace)(
            self.traced_program(),
            self.values(),
            &inputs,
            None,
            (&Noise::Off, &[]),
        )
    }

    /// The loss over all sequences and steps, and its derivative with respect to every learned parameter.
    ///
    /// The derivative of a constant in logistic bounds is that with respect to the constant itself.
    ///
    /// # Errors
    /// Inputs or targets with another number of features than the network has, of different length, empty, or with a
    /// number that is not finite; a loss that cannot score an output or a target.
    ///
    /// ```
    /// # use aru::prelude::*;
    /// # mod net { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doctests/net.rs")); }
    /// # use net::Net;
    /// # let (x, targets) = (ndarray::Array3::ones((4, 20, 1)), ndarray::Array3::zeros((4, 20, 1)));
    /// let net = Net::<f64>::new(1);
    /// let (loss, gradients) = net.loss_and_gradients(x.view(), targets.view(), &MeanSquaredError)?;
    /// println!("the loss is {loss}");
    /// assert!(gradients.get("hidden.alpha_s").is_some());
    /// assert!(gradients.get("hidden.alpha_r").is_none(), "it is no parameter");
    /// # Ok::<(), aru::Error>(())
    /// ```
    fn loss_and_gradients(
        &self,
        inputs: ArrayView3<'_, Self::Scalar>,
        targets: ArrayView3<'_, Self::Scalar>,
        loss: &dyn Loss<Self::Scalar>,
    ) -> Result<(f64, Gradients<Self::Scalar>)> {
        let data = Sequences::new(inputs, targets)?;
        let gradients = self.evaluate(&data).gradients(loss)?;
        Ok((gradients.loss(), gradients))
    }

    /// The derivative of the loss over all sequences and steps with respect to every input: \[sequence, step, input\].
    ///
    /// # Errors
    /// As [`loss_and_gradients`](Network::loss_and_gradients).
    fn input_gradients(
        &self,
        inputs: ArrayView3<'_, Self::Scalar>,
        targets: ArrayView3<'_, Self::Scalar>,
        loss: &dyn Loss<Self::Scalar>,
    ) -> Result<Array3<Self::Scalar>> {
        self.evaluate(&Sequences::new(inputs, targets)?)
            .input_gradients(loss)
    }

    /// The adjoint of [`run`](Network::run) at these inputs: what adjoints of the outputs, \[sequence, step, output\], are as
    /// adjoints of the inputs, \[sequence, step, input\]. Outputs stand side by side as `run` gives them.
    ///
    /// With d L / d y as `d_outputs` it is d L / d x for any L; with a one at an output of a step and zero elsewhere it is how
    /// that number depends on every input before, which may be another one in each sequence. It is exact, without noise and
    /// from the initial state, and takes the memory of a gradient. Of a sequence that ends before the others the adjoints
    /// after its end are to be zero.
    ///
    /// # Errors
    /// Inputs with another number of features than the network has; adjoints of another shape than the outputs have; a number
    /// that is not finite, in one of them or in the result; of the result it is said where the network itself left them.
    ///
    /// ```
    /// # use aru::prelude::*;
    /// # mod net { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doctests/net.rs")); }
    /// # use net::Net;
    /// use ndarray::Array3;
    ///
    /// let net = Net::<f64>::new(1);
    /// let inputs = Array3::ones((1, 20, 1));
    /// // How the last output depends on the input of each step.
    /// let mut last = Array3::zeros((1, 20, 1));
    /// last[[0, 19, 0]] = 1.0;
    /// let influence = net.pull_back(inputs.view(), last.view())?;
    ///
    /// assert!(influence[[0, 19, 0]].abs() > influence[[0, 0, 0]].abs());
    /// # Ok::<(), aru::Error>(())
    /// ```
    fn pull_back(
        &self,
        inputs: ArrayView3<'_, Self::Scalar>,
        d_outputs: ArrayView3<'_, Self::Scalar>,
    ) -> Result<Array3<Self::Scalar>> {
        let pull_back = compiled!(PullBack<Self::Scalar>, pull_back);
        pull_back(self.program(), self.values(), &inputs, &d_outputs)
    }

    /// Holds the derived gradient against central differences of the loss, element by element and in `f64`, whatever
    /// the network's scalar. The report names the worst parameter.
    ///
    /// It runs the network some 6 to 16 times for each element: a few short sequences are enough. A loss of your own
    /// has to score `f64` for it.
    ///
    /// # Errors
    /// As [`loss_and_gradients`](Network::loss_and_gradients).
    ///
    /// ```
    /// # use aru::prelude::*;
    /// # mod net { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doctests/net.rs")); }
    /// # use net::Net;
    /// # let (x, targets) = (ndarray::Array3::ones((2, 5, 1)), ndarray::Array3::zeros((2, 5, 1)));
    /// let report = Net::<f32>::new(1).check_gradients(x.view(), targets.view(), &MeanSquaredError)?;
    /// println!("{report}");
    /// assert!(report.is_correct());
    /// # Ok::<(), aru::Error>(())
    /// ```
    fn check_gradients(
        &self,
        inputs: ArrayView3<'_, Self::Scalar>,
        targets: ArrayView3<'_, Self::Scalar>,
        loss: &dyn Loss<f64>,
    ) -> Result<GradientReport> {
        let data = Sequences::new(inputs.mapv(Scalar::to_f64), targets.mapv(Scalar::to_f64))?;
        let nothing = (&Noise::Off, &Penalties::new());
        gradient_check::check(self, &data, loss, &[], nothing, &[])
    }

    /// The network one step at a time, from before step 0.
    ///
    /// ```
    /// # use aru::prelude::*;
    /// # mod net { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doctests/net.rs")); }
    /// # use net::Net;
    /// let net = Net::<f32>::new(1);
    /// let mut stream = net.stream();
    /// for sample in [0.5, 1.0, -0.5] {
    ///     println!("{}", stream.step(&[sample])[0]);
    /// }
    /// ```
    fn stream(&self) -> Stream<Self> {
        Stream::new(self)
    }

    /// The full state before step 0.
    fn initial_state(&self) -> State<Self> {
        initial_state(self, &parts(&self.program()))
    }

    /// The outputs for inputs \[sequence, step, input\] that go on from a state, one for all sequences (`&state`) or one each
    /// (`&states`), with the states behind the last step. [`Evaluation::run_from`] is the same for a data set.
    ///
    /// # Errors
    /// As [`run`](Network::run); another number of states than there are sequences; a state of another declaration.
    ///
    /// ```
    /// # use aru::prelude::*;
    /// # mod net { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doctests/net.rs")); }
    /// # use net::Net;
    /// use ndarray::{Array3, s};
    ///
    /// let net = Net::<f64>::new(1);
    /// let x = Array3::from_shape_fn((4, 20, 1), |(i, t, _)| (i + t) as f64 / 20.0);
    /// let first = net.run_from(&net.initial_state(), x.slice(s![.., ..7, ..]))?;
    /// let rest = net.run_from(&first.states, x.slice(s![.., 7.., ..]))?;
    /// assert_eq!(rest.outputs, net.run(x.view())?.slice(s![.., 7.., ..]));
    /// # Ok::<(), aru::Error>(())
    /// ```
    fn run_from<'s>(
        &self,
        states: impl Into<Starts<'s, Self>>,
        inputs: ArrayView3<'_, Self::Scalar>,
    ) -> Result<Continued<Self>> {
        continuing::continued(self, states.into(), &inputs, None, &Noise::Off)
    }

    /// A parameter by name: `hidden.alpha_s`, `x_to_hidden.weight`.
    ///
    /// # Errors
    /// There is no such parameter; the error names the nearest. A time constant, `hidden.tau_s`, is kept as
    /// `hidden.alpha_s`, and a constant that is folded into the code is no parameter: the errors say so, and the way out.
    ///
    /// ```
    /// # use aru::prelude::*;
    /// # mod net { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doctests/net.rs")); }
    /// # use net::Net;
    /// let net = Net::<f32>::new(1);
    /// assert_eq!(net.parameter("hidden.alpha_s")?.values(), [0.5]);
    /// let folded = net.parameter("hidden.alpha_r").unwrap_err();
    /// assert!(folded.to_string().contains("declare `alpha_r: fixed global(0.5);` to set it"));
    /// # Ok::<(), aru::Error>(())
    /// ```
    fn parameter(&self, name: &str) -> Result<Parameter<'_, Self::Scalar>> {
        parameters::get(self, name)
    }

    /// Every parameter, in the order of the description.
    ///
    /// ```
    /// # use aru::prelude::*;
    /// # mod net { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doctests/net.rs")); }
    /// # use net::Net;
    /// let net = Net::<f32>::new(1);
    /// let names: Vec<&str> = net.parameters().map(|parameter| parameter.name()).collect();
    /// assert_eq!(names[0], "x_to_hidden.weight");
    /// assert!(names.contains(&"hidden.alpha_s"));
    /// ```
    fn parameters(&self) -> impl Iterator<Item = Parameter<'_, Self::Scalar>> {
        parameters::all(self)
    }

    /// Gives a parameter other values, row-major in its shape. A constant is set as itself, whatever its bounds.
    ///
    /// Where the declaration has a `dt`, a rate may be set by its time constant, in seconds: `hidden.tau_s` sets
    /// `hidden.alpha_s` to dt / tau.
    ///
    /// # Errors
    /// There is no such parameter (one that is folded into the code says how to declare it), its number of elements is another, a value is not finite or leaves the bounds
    /// (those of a logistic are excluded, those of an interval are not). The network is then as it was.
    ///
    /// ```
    /// # use aru::prelude::*;
    /// # mod net { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doctests/net.rs")); }
    /// # use net::Net;
    /// let mut net = Net::<f32>::new(1);
    /// net.set("hidden.alpha_s", &[0.1])?;
    /// assert_eq!(net.hidden().alpha_s(), [0.1]);
    /// assert!(net.set("hidden.alpha_s", &[1.5]).is_err(), "it leaves its bounds");
    ///
    /// recurrent_net! {
    ///     struct Timed {
    ///         dt: 1 ms;
    ///         input x: 1;
    ///         layer hidden: Aru<3> { tau_s: learn global(20 ms) in logistic(1 ms, 200 ms); alpha_r: 1.0; }
    ///         output y: 1;
    ///         x -> hidden -> y;
    ///     }
    /// }
    /// let mut net = Timed::<f64>::new(1);
    /// net.set("hidden.tau_s", &[0.05])?;
    /// assert_eq!(net.hidden().alpha_s(), [0.02]);
    /// # Ok::<(), aru::Error>(())
    /// ```
    fn set(&mut self, name: &str, values: &[Self::Scalar]) -> Result<()> {
        parameters::set(self, name, values)
    }

    /// Writes parameters and declaration to a safetensors file, which numerical Python opens too. The file is
    /// replaced in one step: it is never half there.
    ///
    /// # Errors
    /// The file cannot be written.
    fn save(&self, path: impl AsRef<Path>) -> Result<()> {
        saved::save(self, path.as_ref())
    }

    /// Takes from a file of any network what has the same name and shape as a parameter of this one: after a struct was
    /// renamed, a layer added, a readout made larger. What this one cannot have, a number outside its bounds or where
    /// nothing is linked, is left out with the rest of its parameter. The result says what was loaded, and what was
    /// not.
    ///
    /// # Errors
    /// The file cannot be read, is damaged or no file of a network; the network is then as it was.
    fn load_matching(&mut self, path: impl AsRef<Path>) -> Result<Matching> {
        saved::load_matching(self, path.as_ref())
    }

    /// Layers, links, parameters and constants as a table, to be printed; notes on what to be careful with.
    fn summary(&self) -> Summary {
        Summary::of(self, memory(&self.program()).to_string())
    }
}

impl<N: Programmed> Network for N {
    type Scalar = N::Number;
    type With<U: Scalar> = N::Of<U>;
}
