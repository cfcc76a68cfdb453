//! What a text names and its reader gives: masks, and what parameters start from.

use std::collections::BTreeMap;

use aru_compiler::network::{Mask as Named, Network, Parameter};
use aru_compiler::{Compiled, Faults, Reporter, without_blanks};

use super::description::{description, number};
use super::model::Model;
use crate::network::constants::tau_named;
use crate::network::description::{CustomActivation, Elements, Mask, PairFunction};
use crate::network::parameters::index_of;
use crate::numerics::activation::OnBlocks;

/// By path, without blanks.
#[derive(Clone, Debug, Default)]
pub(super) struct Given {
    pub(super) masks: BTreeMap<String, Pairs>,
    pub(super) starts: BTreeMap<String, Elements>,
    pub(super) activations: BTreeMap<String, (&'static OnBlocks, CustomActivation)>,
}

/// Which pairs a mask joins.
#[derive(Clone, Debug)]
pub(super) enum Pairs {
    Rows(Mask),
    /// For links of any size.
    By(PairFunction),
}

impl Given {
    /// What a description holds by itself.
    pub(super) fn of(
        masks: impl IntoIterator<Item = (String, Mask)>,
        starts: impl IntoIterator<Item = (String, Elements)>,
    ) -> Self {
        Given {
            masks: masks
                .into_iter()
                .map(|(path, mask)| (path, Pairs::Rows(mask)))
                .collect(),
            starts: starts.into_iter().collect(),
            activations: BTreeMap::new(),
        }
    }

    /// The model of a network of the text.
    pub(super) fn model(&self, compiled: &Compiled, reporter: &Reporter) -> Result<Model, Faults> {
        let network = &compiled.network;
        for mask in &network.masks {
            self.check(mask, network)
                .map_err(|message| reporter.fault(&mask.path, message))?;
        }
        for start in &network.start_functions {
            let parameter = &network.parameters[start.parameter];
            let wrong = match self.start(&start.path) {
                None => Some("this start needs values, not a mask".to_owned()),
                Some(elements) => wrong_start(parameter, elements),
            };
            if let Some(message) = wrong {
                return Err(reporter.fault(&start.path, message));
            }
        }
        for custom in &network.custom_activations {
            if !self
                .activations
                .contains_key(&without_blanks(&custom.path.to_string()))
            {
                return Err(reporter.fault(&custom.path, "this is to be an activation, not values".into()));
            }
        }
        Ok(Model::described(description(compiled, self), compiled, self))
    }

    /// What the activation under that path computes, and how it describes itself.
    pub(super) fn activation(&self, path: &impl ToString) -> (&'static OnBlocks, &CustomActivation) {
        match self.activations.get(&without_blanks(&path.to_string())) {
            Some((computed, described)) => (computed, described),
            None => unreachable!("every activation is given"),
        }
    }

    /// What the activation under that path computes.
    pub(super) fn custom(&self, path: &impl ToString) -> &'static OnBlocks {
        self.activation(path).0
    }

    /// The mask of a link.
    pub(super) fn mask(&self, named: &Named, network: &Network) -> Option<Mask> {
        let link = &network.links[named.link];
        let [targets, sources] = [&network.layers[link.target].size, network.end(link.source).1].map(number);
        let pairs = self.masks.get(&without_blanks(&named.path.to_string()))?;
        Some(match pairs {
            Pairs::Rows(mask) => mask.clone(),
            Pairs::By(function) => Mask::by(*function, targets, sources),
        })
    }

    /// The start under that path.
    pub(super) fn start(&self, path: &impl ToString) -> Option<Elements> {
        self.starts.get(&without_blanks(&path.to_string())).copied()
    }

    fn check(&self, named: &Named, network: &Network) -> Result<(), String> {
        let link = &network.links[named.link];
        let (source, sources) = network.end(link.source);
        let target = &network.layers[link.target];
        let shape = [number(&target.size), number(sources)];
        let mask = self
            .mask(named, network)
            .ok_or_else(|| "this mask needs rows, not values to start from".to_owned())?;
        if mask.shape() != shape {
            let ([rows, columns], target) = (mask.shape(), &target.name);
            return Err(format!(
                "this mask needs a row for each unit of `{target}`, with a value for each of `{source}`: {} rows of {}, not \
                 {rows} of {columns}",
                shape[0], shape[1]
            ));
        }
        match mask.count() {
            0 => Err(format!(
                "no pair of this mask is linked, so that nothing joins `{source}` to `{}`; remove the link",
                target.name
            )),
            _ => Ok(()),
        }
    }
}

/// What is wrong with what a parameter is to start from.
fn wrong_start(parameter: &Parameter, elements: Elements) -> Option<String> {
    let shape: Vec<usize> = parameter
        .shape
        .iter()
        .map(|axis| axis.factor * number(&axis.size))
        .collect();
    let (name, length) = (&parameter.name, shape.iter().product::<usize>());
    let of_time = parameter.declared_as_time;
    let name = tau_named(name)
        .filter(|_| of_time)
        .unwrap_or_else(|| name.clone());
    if let Some(count) = elements.count().filter(|&count| count != length) {
        return Some(format!(
            "`{name}` has {length} elements, and {count} values are given"
        ));
    }
    let values = elements.of_shape(&shape);
    let place = values.iter().position(|value| !value.is_finite())?;
    let (value, index) = (values[place], index_of(place, &shape));
    Some(format!(
        "`{name}` is to start from {value} at {index:?}; expected finite numbers"
    ))
}
