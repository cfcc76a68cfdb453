//! Parameters: what they are of, what they start from and where they must lie.

use super::{NormOver, Ratio, Scope, Size};

/// A named part of the parameter buffer.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// As in docs/language.md: `x_to_hidden.weight`, `hidden.alpha_s`, ...
    pub name: String,
    /// Its axes, the outermost first.
    pub shape: Vec<Dimension>,
    /// What it is of.
    pub role: Role,
    /// `learn` rather than `fixed`.
    pub learn: bool,
    /// What it starts from.
    pub initial: Initial,
    /// Where it must lie.
    pub bounds: Bounds,
    /// The initial value was declared as `tau_…`: it is a time in seconds, drawn as a time, stored as dt / time.
    pub declared_as_time: bool,
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

impl Parameter {
    /// Its name in its layer or link: `alpha_s`.
    pub fn label(&self) -> &str {
        self.name.split_once('.').map_or(&self.name, |(_, label)| label)
    }
}

/// `factor x size`, as `3 x H` for the bias of a GRU.
#[derive(Clone, Debug)]
pub struct Dimension {
    /// So many times the size.
    pub factor: usize,
    /// A size of the network.
    pub size: Size,
}

/// What a parameter is of. `link`, `layer` and `port` are indices into those of the network.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Role {
    /// The weight of a link.
    Weight {
        /// The link.
        link: usize,
    },
    /// Which pairs a link with a density joins.
    Mask {
        /// The link.
        link: usize,
    },
    /// The bias of a layer.
    Bias {
        /// The layer.
        layer: usize,
        /// Who shares a number.
        scope: Scope,
    },
    /// A constant of a layer's unit.
    Constant {
        /// The layer.
        layer: usize,
        /// Who shares a number.
        scope: Scope,
    },
    /// The bias of the gate of a rate between two ends: of which port.
    Gate {
        /// The layer.
        layer: usize,
        /// The port of the gate.
        port: usize,
        /// The lower end.
        low: f64,
        /// The upper end.
        high: f64,
    },
    /// The value of a state before step 0.
    InitialState {
        /// The layer.
        layer: usize,
    },
    /// The gain of a norm, or its shift.
    Norm {
        /// The layer.
        layer: usize,
        /// The gain rather than the shift.
        is_gain: bool,
        /// What mean and variance are taken over.
        over: NormOver,
        /// Added to the variance.
        eps: f64,
    },
    /// The learned delay of a link, in steps.
    Delay {
        /// The link.
        link: usize,
    },
    /// How many steps more than the next two a learned delay reads.
    Spread {
        /// The link.
        link: usize,
    },
}

/// What a parameter starts from: numbers of the compiler, or as they were written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Initial<N = f64> {
    /// The same for all elements.
    Number(N),
    /// Uniform between two numbers.
    Uniform(N, N),
    /// Uniform in the logarithm.
    LogUniform(N, N),
    /// Mean, standard deviation.
    Normal(N, N),
    /// N(0, 1/fan_in).
    Lecun,
    /// N(0, 2/fan_in).
    He,
    /// N(0, 2/(fan_in + fan_out)).
    Xavier,
    /// Gain: rows or columns are orthogonal and of this length, each port and delay by itself.
    Orthogonal(N),
    /// Zero.
    Zeros,
    /// What a function says of each place, see [`Network::start_functions`](super::Network::start_functions).
    By,
    /// One for this part of the elements of a row, zero for the others.
    Sources(Ratio),
}

impl<N> Initial<N> {
    /// The same of other numbers.
    pub fn map<M>(&self, number: impl Fn(&N) -> M) -> Initial<M> {
        match self {
            Initial::Number(value) => Initial::Number(number(value)),
            Initial::Uniform(low, high) => Initial::Uniform(number(low), number(high)),
            Initial::LogUniform(low, high) => Initial::LogUniform(number(low), number(high)),
            Initial::By => Initial::By,
            Initial::Normal(mean, deviation) => Initial::Normal(number(mean), number(deviation)),
            Initial::Lecun => Initial::Lecun,
            Initial::He => Initial::He,
            Initial::Xavier => Initial::Xavier,
            Initial::Orthogonal(gain) => Initial::Orthogonal(number(gain)),
            Initial::Zeros => Initial::Zeros,
            Initial::Sources(density) => Initial::Sources(*density),
        }
    }
}

/// Always of the constant itself (of alpha, where `tau` was written).
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bounds {
    /// None.
    Free,
    /// Projected back after a step of the optimiser.
    Interval {
        /// The lower end.
        low: f64,
        /// The upper end.
        high: f64,
    },
    /// constant = low + (high - low) / (1 + exp(-slope w)).
    Logistic {
        /// The lower end.
        low: f64,
        /// The upper end.
        high: f64,
        /// How steep.
        slope: f64,
    },
    /// Signs: of every `size` elements this part is 0 or more, the others are 0 or less. The size is that of the last
    /// axis of the parameter, without its ports.
    Signed {
        /// That part.
        excitatory: Ratio,
    },
}
