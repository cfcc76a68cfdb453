//! Names of the locals of emitted code: the user's own where possible, never two things under one name.
//!
//! All of them begin with `__aru_`, which no item of a user's does: a pattern `steps` is no new variable where a
//! constant, a static or a unit struct of that name is in scope, and hygiene holds for locals only.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use proc_macro2::{Ident, Span};

use aru_compiler::network::Network;
use aru_compiler::program::{Program, Variable};

const PREFIX: &str = "__aru_";

/// What every chunk function calls its own, without the prefix.
const FIXED: &str = "lanes parameters values adjoints gradients steps t unit part delay at";

/// Hands out names that are not taken.
#[derive(Clone, Debug)]
pub struct Names {
    taken: BTreeSet<String>,
    /// Those of the code around. Shared: a copy for every layer would take time by the square of their number.
    outer: Option<Rc<Names>>,
}

impl Names {
    pub fn new() -> Self {
        Names {
            taken: FIXED.split(' ').map(ToString::to_string).collect(),
            outer: None,
        }
    }

    /// Names for what stands inside of the code that has those.
    pub fn inside(outer: &Rc<Names>) -> Self {
        Names {
            taken: BTreeSet::new(),
            outer: Some(Rc::clone(outer)),
        }
    }

    fn is_taken(&self, name: &str) -> bool {
        self.taken.contains(name) || self.outer.as_ref().is_some_and(|outer| outer.is_taken(name))
    }

    /// A local out of reach of the user's own names: `wanted`, with `_` behind it as long as something else has it.
    pub fn fresh(&mut self, wanted: &str) -> Ident {
        // Capitals would be against the style of Rust.
        let mut name = wanted.to_lowercase();
        while self.is_taken(&name) {
            name.push('_');
        }
        self.taken.insert(name.clone());
        Ident::new(&format!("{PREFIX}{name}"), Span::mixed_site())
    }
}

/// The names of what a chunk function takes apart.
#[derive(Clone, Debug)]
pub struct Variables {
    variables: BTreeMap<Variable, Ident>,
    /// For what stands inside.
    pub names: Rc<Names>,
}

impl Variables {
    pub fn new(network: &Network, program: &Program) -> Self {
        let mut names = Names::new();
        let mut variables = BTreeMap::new();
        let mut both = |variable: Variable, adjoint: Variable, wanted: &str| {
            let name = names.fresh(wanted);
            let shown = name.to_string().replacen(PREFIX, "", 1);
            let d_name = names.fresh(&format!("d_{shown}"));
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
        Variables {
            variables,
            names: Rc::new(names),
        }
    }

    /// These, each called what it is called in its layer.
    pub fn called(labels: impl Iterator<Item = (Variable, String)>) -> Self {
        let mut names = Names::new();
        let variables = labels.map(|(variable, label)| (variable, names.fresh(&label.replace('.', "_"))));
        Variables {
            variables: variables.collect(),
            names: Rc::new(names),
        }
    }

    pub fn get(&self, variable: Variable) -> &Ident {
        &self.variables[&variable]
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::Names;

    /// 400 layers in a chain took 11 s to write, most of it for copies of the names of all.
    #[test]
    fn names_of_the_code_around_are_known_and_not_copied() {
        let mut function = Names::new();
        assert_eq!(function.fresh("drive"), "__aru_drive");
        let function = Rc::new(function);
        let mut steps = Names::inside(&function);
        assert!(steps.taken.is_empty() && Rc::strong_count(&function) == 2);
        assert_eq!(steps.fresh("drive"), "__aru_drive_");
        assert_eq!(steps.fresh("steps"), "__aru_steps_", "the function's own");
        let steps = Rc::new(steps);
        for _layer in 0..3 {
            let mut layer = Names::inside(&steps);
            assert!(layer.taken.is_empty());
            assert_eq!(layer.fresh("drive"), "__aru_drive__");
            assert_eq!(layer.fresh("Row"), "__aru_row", "free again in the next layer");
        }
    }
}
