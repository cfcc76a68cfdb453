//! Parameters: what they are of, what they start from and where they must lie.

use serde::{Deserialize, Serialize};

use super::{Elements, List, Text};

/// A named part of the parameter buffer, row-major.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Parameter {
    /// As docs/language.md names it: `x_to_hidden.weight`, `hidden.alpha_s`.
    pub name: Text,
    /// The length of each axis.
    pub shape: List<usize>,
    /// What it is to the network.
    pub role: Role,
    /// Declared `learn` (true) or `fixed`.
    pub learn: bool,
    /// How it is drawn.
    pub initial: Initial,
    /// The range it is kept in.
    pub bounds: Bounds,
    /// Declared as a time (`tau_…`): `initial` is in seconds, and dt / time is what is stored.
    pub declared_as_time: bool,
}

impl Parameter {
    /// A parameter that is not declared as a time.
    pub const fn new(
        name: Text,
        shape: List<usize>,
        role: Role,
        learn: bool,
        initial: Initial,
        bounds: Bounds,
    ) -> Self {
        Parameter {
            name,
            shape,
            role,
            learn,
            initial,
            bounds,
            declared_as_time: false,
        }
    }

    /// The same declared as a time: what it starts from is in seconds.
    #[must_use]
    pub const fn as_time(mut self) -> Self {
        self.declared_as_time = true;
        self
    }

    /// Number of elements.
    pub fn len(&self) -> usize {
        self.shape.iter().product()
    }

    /// True where it has no element; no declared network has such a parameter.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// What a parameter is to the network.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Role {
    /// Weight of a link, an index into [`Description::links`](super::Description::links).
    Weight {
        /// Index into [`Description::links`](super::Description::links).
        link: usize,
    },
    /// Bias of a layer.
    Bias {
        /// Index into [`Description::layers`](super::Description::layers).
        layer: usize,
    },
    /// Bias of which units share a number: one a band, or one a channel, for each port.
    SharedBias {
        /// Index into [`Description::layers`](super::Description::layers).
        layer: usize,
        /// Who shares it.
        scope: Scope,
    },
    /// Constant of a layer's unit.
    Constant {
        /// Index into [`Description::layers`](super::Description::layers).
        layer: usize,
        /// One for the layer, or one a unit.
        scope: Scope,
    },
    /// Bias of the gate of a rate, low + (high - low) sigmoid(g): that of the port g. Its initial value is that of the
    /// rate, and g is drawn so that the gate begins there.
    Gate {
        /// Index into [`Description::layers`](super::Description::layers).
        layer: usize,
        /// Index into [`Unit::ports`](super::Unit::ports).
        port: usize,
        /// Lower end of the rate.
        low: f64,
        /// Its upper end.
        high: f64,
    },
    /// The learned delay of a link, in steps.
    Delay {
        /// Index into [`Description::links`](super::Description::links).
        link: usize,
    },
    /// The spread of a learned delay.
    Spread {
        /// Index into [`Description::links`](super::Description::links).
        link: usize,
    },
    /// Which pairs a link with a density joins: 0 and 1. It is not trained.
    Mask {
        /// Index into [`Description::links`](super::Description::links).
        link: usize,
    },
    /// Gain or shift of the norm of a layer's drives: what each port gets is
    /// gain (u - mean) / sqrt(variance + eps) + shift.
    Norm {
        /// Index into [`Description::layers`](super::Description::layers).
        layer: usize,
        /// Which of the two.
        part: NormPart,
        /// Over what mean and variance are taken.
        over: NormOver,
        /// What is added to the variance.
        eps: f64,
    },
    /// Value of a state before step 0.
    InitialState {
        /// Index into [`Description::layers`](super::Description::layers).
        layer: usize,
    },
}

/// A parameter of a norm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NormPart {
    /// By what the normed drive is multiplied: 1 at first.
    Gain,
    /// What is added then: 0 at first.
    Shift,
}

/// Over what the mean and the variance of a norm are taken, in each step of each sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum NormOver {
    /// All units of the layer.
    Units,
    /// The channels of each band.
    Channels,
    /// The bands of each channel.
    Bands,
}

/// The norm of a layer's drives, see [`Description::norm`](super::Description::norm).
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Norm {
    /// Over what mean and variance are taken.
    pub over: NormOver,
    /// What is added to the variance.
    pub eps: f64,
    /// Index into [`Description::parameters`](super::Description::parameters): the gain, one a unit (channel, band) for each port.
    pub gain: usize,
    /// Index into [`Description::parameters`](super::Description::parameters): the shift.
    pub shift: usize,
}

/// Whether a constant is one for the layer, or one a unit, band or channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Scope {
    /// One number for all units.
    Global,
    /// One number a unit.
    PerUnit,
    /// One number a band, which its channels share.
    PerBand,
    /// One number a channel, which its place in all bands shares.
    PerChannel,
}

/// How a parameter is drawn when a network is made.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Initial {
    /// Every element this number.
    Number(f64),
    /// Uniform between two numbers.
    Uniform(f64, f64),
    /// Uniform in the logarithm between two numbers above zero.
    LogUniform(f64, f64),
    /// Mean and standard deviation.
    Normal(f64, f64),
    /// N(0, 1/fan_in).
    Lecun,
    /// N(0, 2/fan_in).
    He,
    /// N(0, 2/(fan_in + fan_out)).
    Xavier,
    /// Orthogonal rows or columns, times the gain; each port and delay by itself.
    Orthogonal(f64),
    /// Every element zero.
    Zeros,
    /// What a function says of its place.
    By(Elements),
    /// One for so many elements of each row, drawn without replacement, and zero for the others: the mask of a link with
    /// a density.
    Sources(usize),
}

/// The range a parameter is kept in.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Bounds {
    /// No bounds: any finite number.
    Free,
    /// An optimiser's step that leaves it is projected back.
    Interval {
        /// The lowest value allowed.
        low: f64,
        /// The highest value allowed.
        high: f64,
    },
    /// low + (high - low) / (1 + exp(-slope w)), where the optimiser moves w.
    Logistic {
        /// The lower end, which is never reached.
        low: f64,
        /// The upper end, which is never reached.
        high: f64,
        /// Slope of the logistic.
        slope: f64,
    },
    /// Of every `sources` elements in a row the first `excitatory` are zero or more, the others zero or less. An
    /// optimiser's step across zero is projected back to it. Dale's law of the weights that leave a layer; what such a
    /// layer emits before step 0 is bounded so too, with no other elements.
    Signed {
        /// How many excite.
        excitatory: usize,
        /// How many there are.
        sources: usize,
    },
}

impl NormOver {
    /// Who shares a gain and a shift.
    pub fn scope(self) -> Scope {
        match self {
            NormOver::Units => Scope::PerUnit,
            NormOver::Channels => Scope::PerChannel,
            NormOver::Bands => Scope::PerBand,
        }
    }
}
