//! Names of the locals of emitted code: the user's own where possible, never two things under one name.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, Span};

use crate::network::Network;
use crate::program::{Program, Variable};

/// What every chunk function calls its own.
const FIXED: &str = "lanes parameters values adjoints gradients steps t unit part delay";

/// Hands out names that are not taken.
#[derive(Clone, Debug)]
pub struct Names {
    taken: BTreeSet<String>,
}

impl Names {
    pub fn new() -> Self {
        Names {
            taken: FIXED.split(' ').map(ToString::to_string).collect(),
        }
    }

    /// A local out of reach of the user's own names: `wanted`, with `_` behind it as long as something else has it.
    pub fn fresh(&mut self, wanted: &str) -> Ident {
        // A pattern that is called like a constant is that constant, and constants are capital.
        let mut name = wanted.to_lowercase();
        while is_keyword(&name) || !self.taken.insert(name.clone()) {
            name.push('_');
        }
        Ident::new(&name, Span::mixed_site())
    }
}

fn is_keyword(name: &str) -> bool {
    syn::parse_str::<Ident>(name).is_err()
}

/// The names of what a chunk function takes apart.
#[derive(Clone, Debug)]
pub struct Variables {
    variables: BTreeMap<Variable, Ident>,
    /// For what stands inside.
    pub names: Names,
}

impl Variables {
    pub fn new(network: &Network, program: &Program) -> Self {
        let mut names = Names::new();
        let mut variables = BTreeMap::new();
        let mut both = |variable: Variable, adjoint: Variable, wanted: &str| {
            let name = names.fresh(wanted);
            let d_name = names.fresh(&format!("d_{name}"));
            variables.extend([(variable, name), (adjoint, d_name)]);
        };
        for (index, series) in program.series.iter().enumerate() {
            both(Variable::Series(index), Variable::Adjoint(index), &series.name);
        }
        for (index, parameter) in network.parameters.iter().enumerate() {
            let short = parameter.name.strip_suffix(".weight").unwrap_or(&parameter.name);
            let wanted = short.replace('.', "_");
            both(Variable::Parameter(index), Variable::Gradient(index), &wanted);
        }
        Variables { variables, names }
    }

    pub fn get(&self, variable: Variable) -> &Ident {
        &self.variables[&variable]
    }
}
