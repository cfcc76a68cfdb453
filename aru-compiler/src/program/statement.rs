//! What runs, a step after the other.

use super::{Mix, Norm, Part, Place, Product, ProductForm, Units, Variable};
use crate::network::Spread;

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

/// A kind of variable, given the index of one.
type VariableOf = fn(usize) -> Variable;

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
