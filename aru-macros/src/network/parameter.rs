//! Parameters: what they are of, what they start from and where they must lie.

use super::{NormOver, Ratio, Scope, Size};

/// A named part of the parameter buffer.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// As in docs/language.md: `x_to_hidden.weight`, `hidden.alpha_s`, ...
    pub name: String,
    pub shape: Vec<Dimension>,
    pub role: Role,
    /// `learn` rather than `fixed`.
    pub learn: bool,
    pub initial: Initial,
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
    pub factor: usize,
    pub size: Size,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Role {
    Weight {
        link: usize,
    },
    /// Which pairs a link with a density joins.
    Mask {
        link: usize,
    },
    Bias {
        layer: usize,
        scope: Scope,
    },
    Constant {
        layer: usize,
        scope: Scope,
    },
    /// The bias of the gate of a rate between two ends: of which port.
    Gate {
        layer: usize,
        port: usize,
        low: f64,
        high: f64,
    },
    InitialState {
        layer: usize,
    },
    /// The gain of a norm, or its shift.
    Norm {
        layer: usize,
        is_gain: bool,
        over: NormOver,
        eps: f64,
    },
    /// The learned delay of a link, in steps.
    Delay {
        link: usize,
    },
    Spread {
        link: usize,
    },
}

/// What a parameter starts from: numbers of the compiler, or as they were written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Initial<N = f64> {
    Number(N),
    Uniform(N, N),
    /// Uniform in the logarithm.
    LogUniform(N, N),
    /// Mean, standard deviation.
    Normal(N, N),
    Lecun,
    He,
    Xavier,
    /// Gain: rows or columns are orthogonal and of this length, each port and delay by itself.
    Orthogonal(N),
    Zeros,
    /// What a function says of each place, see [`Network::start_functions`].
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
    Free,
    /// Projected back after a step of the optimiser.
    Interval {
        low: f64,
        high: f64,
    },
    /// constant = low + (high - low) / (1 + exp(-slope w)).
    Logistic {
        low: f64,
        high: f64,
        slope: f64,
    },
    /// Signs: of every `size` elements this part is 0 or more, the others are 0 or less. The size is that of the last
    /// axis of the parameter, without its ports.
    Signed {
        excitatory: Ratio,
    },
}
