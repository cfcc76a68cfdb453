//! The lowered network: what is kept, and the statements that run, forwards and backwards, in order.
//!
//! Plain data. Emission writes each statement as Rust and `Display` as a line of a page; neither knows an order of its
//! own. A statement outside of a loop over steps is about all steps of a chunk at once, one inside about step t.

use std::collections::{BTreeMap, BTreeSet};

use crate::graph::{Graph, Node};
use crate::network::{LearnedDelay, NormOver, Scope, Shape, Size, Spread};

/// A network as a program.
#[derive(Clone, Debug)]
pub struct Program {
    /// Inputs first, in the order declared.
    pub series: Vec<Series>,
    /// One for each layer of the network.
    pub layers: Vec<Layer>,
    /// The layers in causal order.
    pub order: Vec<usize>,
    /// What runs for each chunk of steps, in order.
    pub forward: Vec<Statement>,
    /// Its reverse: what is added to gradients, and to the adjoints of the steps before.
    pub backward: Vec<Statement>,
}

/// A variable that is kept over the steps of a chunk.
#[derive(Clone, Debug)]
pub struct Series {
    /// `hidden_current`; unique.
    pub name: String,
    /// What it is called in its layer: `current`.
    pub label: String,
    /// Numbers in each step.
    pub size: Size,
    /// Largest delay at which it is read.
    pub before: usize,
    /// It has rows where the network is traced, or a penalty acts on it.
    pub trace_only: bool,
    /// How its adjoint is kept.
    pub adjoint: AdjointRows,
    /// The parameter that holds the rows before step 0.
    pub initial: Option<usize>,
}

/// How the adjoint of a series is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AdjointRows {
    /// Nothing differentiable reads the series.
    Absent,
    /// Its layer writes a row of every step.
    Written,
    /// Layers and losses add to the rows of every step.
    Summed,
    /// Its layer alone reads it, a step later: a step takes the row that the step after it left, and leaves its own there.
    Carried,
    /// Of a value of which only equations of its own step are made, or none: rows as of sums, where a penalty acts on it.
    Asked,
}

/// The equations of a layer.
#[derive(Clone, Debug)]
pub struct Layer {
    /// Values, and behind them their adjoints.
    pub graph: Graph,
    /// Where each leaf of the graph is read.
    pub leaves: BTreeMap<Node, Place>,
    /// What the nodes are called that are the value of an equation.
    pub equations: BTreeMap<Node, String>,
    /// What their adjoints are called: `d_current`.
    pub adjoints: BTreeMap<Node, String>,
    /// The series in which each equation can be traced.
    pub traced: Vec<usize>,
    /// The series that links read.
    pub emission: usize,
    /// The series of the draws of a layer with noise.
    pub noise: Option<usize>,
}

/// A statement. Indices are those of series and parameters.
#[derive(Clone, Debug)]
pub enum Statement {
    /// drive\[t\] = bias, or 0.
    Start {
        /// The series that is started.
        drive: usize,
        /// The bias, where there is one.
        bias: Option<Part>,
    },
    /// drive\[t\] += W source\[t - delay\]; with a bias drive\[t\] = bias + W source\[t - delay\].
    Multiply {
        /// Weight, source and drive.
        product: Product,
        /// The bias, where the drive has none of it yet.
        onto: Option<Part>,
    },
    /// d_source\[t - delay\] += W' d_drive\[t\].
    MultiplyTransposed(Product),
    /// d_W += sum over t of d_drive\[t\] source\[t - delay\]'.
    WeightGradient(Product),
    /// mixed\[t\] = sum over k of w_k source\[t - k\], where w is the kernel of a learned delay.
    Mix(Mix),
    /// d_source\[t - k\] += w_k d_mixed\[t\].
    MixTransposed(Mix),
    /// d_delay += sum over t and k of dw_k / d(delay) source\[t - k\] d_mixed\[t\].
    DelayGradient(Mix),
    /// drive\[t\] = gain z + shift with z = (u\[t\] - mean) / sqrt(variance + eps), which takes the place of u\[t\].
    Norm(Norm),
    /// d_u\[t\] = (d_z - mean(d_z) - z mean(d_z z)) / sqrt(variance + eps), where d_z = gain d_drive\[t\].
    NormTransposed(Norm),
    /// d_bias += sum over t of d_drive\[t\].
    BiasGradient {
        /// The series whose adjoint is summed.
        drive: usize,
        /// The bias that it is the gradient of.
        bias: Part,
    },
    /// Equations of a layer.
    Units(Units),
    /// Step after step, to the last or back to the first.
    Steps {
        /// From the last step to the first.
        backwards: bool,
        /// What runs in each step.
        body: Vec<Statement>,
    },
    /// Where the network is traced, or somebody asks for this series.
    IfTraced {
        /// The series.
        series: usize,
        /// What runs then.
        body: Vec<Statement>,
    },
    /// Where somebody asks for the derivative with respect to this series: an input, a value with a penalty.
    IfAsked {
        /// The series.
        series: usize,
        /// What runs then.
        body: Vec<Statement>,
    },
}

/// One of the equal parts of a parameter: that of a port, of a delay.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// Index of the parameter.
    pub parameter: usize,
    /// Which part.
    pub index: usize,
    /// How many parts there are.
    pub count: usize,
}

/// What one port gets over a link: a product for each delay.
#[derive(Clone, Debug)]
pub struct Product {
    /// What the weight is.
    pub form: ProductForm,
    /// The weight of all its delays, a parameter; none of an identity.
    pub weight: Option<usize>,
    /// How many parts that has: one for each port and delay.
    pub parts: usize,
    /// One for each delay.
    pub taps: Vec<Tap>,
    /// The series that is read.
    pub source: usize,
    /// The series that is added to.
    pub drive: usize,
}

/// What a weight is multiplied with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProductForm {
    /// A matrix, with all units of the source. Where a mask links nothing it holds zero.
    Dense,
    /// A matrix of few pairs: a mask of its own says which.
    Sparse,
    /// A number a unit, with the unit of its own number.
    Diagonal,
    /// Of each band a matrix, with the patch that a link, an index into `Network::links`, gives it.
    Local {
        /// The link.
        link: usize,
    },
    /// The same, one matrix for all bands.
    Conv {
        /// The link.
        link: usize,
    },
    /// Nothing: the unit of its own number is added.
    Identity,
}

/// A delay of a link, and its weight.
#[derive(Clone, Copy, Debug)]
pub struct Tap {
    /// Which part of the weight.
    pub part: usize,
    /// In steps.
    pub delay: usize,
}

/// What a link with a learned delay reads, for all of its ports: the past of its source, mixed around the delay.
#[derive(Clone, Copy, Debug)]
pub struct Mix {
    /// The series that is read.
    pub source: usize,
    /// The series of what the link reads instead.
    pub mixed: usize,
    /// Which parameters say where.
    pub learned: LearnedDelay,
    /// The steps that it may reach.
    pub low: usize,
    /// The longest delay.
    pub high: usize,
}

/// The norm of a port.
#[derive(Clone, Debug)]
pub struct Norm {
    /// What mean and variance are taken over.
    pub over: NormOver,
    /// That of the layer.
    pub shape: Shape,
    /// Added to the variance.
    pub eps: f64,
    /// The factor of what is normed.
    pub gain: Part,
    /// What is added to that.
    pub shift: Part,
    /// The series of what links and bias give; then of what it is once it is normed.
    pub sum: usize,
    /// That of 1 / sqrt(variance + eps).
    pub scale: usize,
    /// That of what equations read.
    pub drive: usize,
}

/// What a layer does unit by unit: values are read, some get a name, and results are stored.
#[derive(Clone, Debug)]
pub struct Units {
    /// Index of the layer.
    pub layer: usize,
    /// Where each leaf is read.
    pub reads: BTreeMap<Node, Place>,
    /// What is computed (or read) once and has a name, in the order of evaluation.
    pub lets: BTreeSet<Node>,
    /// What it is called, where it is called something.
    pub names: BTreeMap<Node, String>,
    /// In order, after all that is read.
    pub stores: Vec<Store>,
    /// Adds to the rows of this step too, which other equations have written.
    pub adds: bool,
}

/// A value and where it goes.
#[derive(Clone, Copy, Debug)]
pub struct Store {
    /// The value.
    pub node: Node,
    /// Where it is stored.
    pub place: Place,
}

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

/// A kind of variable, given the index of one.
type VariableOf = fn(usize) -> Variable;

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

/// Every statement, those inside of others after them.
pub fn each<'a>(statements: &'a [Statement], visit: &mut impl FnMut(&'a Statement)) {
    for statement in statements {
        visit(statement);
        match statement {
            Statement::Steps { body, .. }
            | Statement::IfTraced { body, .. }
            | Statement::IfAsked { body, .. } => each(body, visit),
            _ => {}
        }
    }
}

impl Statement {
    /// The product that it takes, with the variables in it: weight, source and drive.
    pub fn product(&self) -> Option<(&Product, Option<Variable>, [Variable; 2])> {
        use Variable::{Adjoint, Gradient, Parameter, Series};
        let (product, [weight, source, drive]): (_, [VariableOf; 3]) = match self {
            Statement::Multiply { product, .. } => (product, [Parameter, Series, Series]),
            Statement::MultiplyTransposed(product) => (product, [Parameter, Adjoint, Adjoint]),
            Statement::WeightGradient(product) => (product, [Gradient, Series, Adjoint]),
            _ => return None,
        };
        let weight = product.weight.map(weight);
        Some((product, weight, [source(product.source), drive(product.drive)]))
    }

    /// The weight beside its gradient, where that needs to know the pairs.
    pub fn pairs(&self) -> Option<Variable> {
        match self {
            Statement::WeightGradient(product) if product.form == ProductForm::Sparse => {
                product.weight.map(Variable::Parameter)
            }
            _ => None,
        }
    }

    /// The mix that it is about, with its variables: those of the source, of what is mixed, and of the delay.
    pub fn mix(&self) -> Option<(&Mix, Vec<Variable>)> {
        use Variable::{Adjoint, Gradient, Parameter, Series};
        let (mix, own) = match self {
            Statement::Mix(mix) => (mix, vec![Series(mix.source), Series(mix.mixed)]),
            Statement::MixTransposed(mix) => (mix, vec![Adjoint(mix.source), Adjoint(mix.mixed)]),
            Statement::DelayGradient(mix) => {
                let gradient = Gradient(mix.learned.delay);
                (mix, vec![Series(mix.source), Adjoint(mix.mixed), gradient])
            }
            _ => return None,
        };
        let mut variables = own;
        variables.push(Parameter(mix.learned.delay));
        if let Spread::Stored(spread) = mix.learned.spread {
            variables.push(Parameter(spread));
        }
        Some((mix, variables))
    }

    /// The variables that it reads or writes itself.
    pub fn variables(&self) -> Vec<Variable> {
        use Variable::{Adjoint, Gradient, Parameter, Series};
        let product = self.product().into_iter();
        let product = product.flat_map(|(_, weight, others)| weight.into_iter().chain(others));
        match self {
            Statement::Start { drive, bias } => {
                let bias = bias.map(|bias| Parameter(bias.parameter));
                [Series(*drive)].into_iter().chain(bias).collect()
            }
            Statement::Multiply { onto, .. } => product
                .chain(onto.map(|bias| Parameter(bias.parameter)))
                .collect(),
            Statement::MultiplyTransposed(_) | Statement::WeightGradient(_) => {
                product.chain(self.pairs()).collect()
            }
            Statement::Mix(_) | Statement::MixTransposed(_) | Statement::DelayGradient(_) => {
                self.mix().map_or(Vec::new(), |(_, variables)| variables)
            }
            Statement::Norm(norm) => vec![
                Series(norm.sum),
                Series(norm.scale),
                Series(norm.drive),
                Parameter(norm.gain.parameter),
                Parameter(norm.shift.parameter),
            ],
            Statement::NormTransposed(norm) => vec![
                Series(norm.sum),
                Series(norm.scale),
                Adjoint(norm.drive),
                Adjoint(norm.sum),
                Parameter(norm.gain.parameter),
            ],
            Statement::BiasGradient { drive, bias } => vec![Adjoint(*drive), Gradient(bias.parameter)],
            Statement::Units(units) => {
                let places = units.reads.values().copied();
                let stored = units.stores.iter().map(|store| store.place);
                places.chain(stored).map(Place::variable).collect()
            }
            Statement::IfAsked { series, .. } => vec![Adjoint(*series)],
            Statement::IfTraced { series, .. } => vec![Series(*series)],
            Statement::Steps { .. } => Vec::new(),
        }
    }
}
