//! What a program works on, and where in it.

use crate::network::Scope;

/// Where a number of a unit is read or stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Series and delay: series\[t - delay\].
    Value(usize, usize),
    /// Series and delay: d_series\[t - delay\]. What is stored in a row that is not of this step is added to it.
    Adjoint(usize, usize),
    /// Series: the one row of its adjoint, which goes from step to step within its layer.
    Carried(usize),
    /// A parameter, a constant or a further bias, and whether it is one number for all units.
    Constant(usize, Scope),
    /// Its gradient, to which is added.
    Gradient(usize, Scope),
}

/// What a program works on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Variable {
    /// The rows of a series.
    Series(usize),
    /// The rows of its adjoint.
    Adjoint(usize),
    /// A parameter.
    Parameter(usize),
    /// Its gradient.
    Gradient(usize),
}

impl Variable {
    /// Its place among those of its kind.
    pub fn index(self) -> usize {
        match self {
            Variable::Series(index)
            | Variable::Adjoint(index)
            | Variable::Parameter(index)
            | Variable::Gradient(index) => index,
        }
    }
}

impl Place {
    /// The row that it lies in: a variable, and how many steps before this one.
    pub fn row(self) -> Option<(Variable, usize)> {
        match self {
            Place::Value(_, delay) | Place::Adjoint(_, delay) => Some((self.variable(), delay)),
            Place::Carried(_) => Some((self.variable(), 0)),
            Place::Constant(..) | Place::Gradient(..) => None,
        }
    }

    /// The variable that it is a number of.
    pub fn variable(self) -> Variable {
        match self {
            Place::Value(series, _) => Variable::Series(series),
            Place::Adjoint(series, _) | Place::Carried(series) => Variable::Adjoint(series),
            Place::Constant(parameter, _) => Variable::Parameter(parameter),
            Place::Gradient(parameter, _) => Variable::Gradient(parameter),
        }
    }
}
