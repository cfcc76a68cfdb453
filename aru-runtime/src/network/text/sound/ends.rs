//! Inputs and layers: names, sizes, and what a layer sets.

use std::collections::BTreeSet;

use aru_compiler::restored::{LARGEST_SIZE, identifier};

use super::{Fault, counted};
use crate::network::description::{Activation, Description, Layer};

/// The order of layers is found in a time that grows with the third power of their number.
const MOST_LAYERS: usize = 1024;

/// Refuses inputs and layers that no declaration has.
pub(super) fn check(description: &Description) -> Result<(), Fault> {
    let Description {
        name, inputs, layers, ..
    } = description;
    named("the network", name)?;
    if let Some(dt) = description.dt.filter(|dt| !(dt.is_finite() && *dt > 0.0)) {
        return Err(format!("`dt` is {dt}; a step takes more than 0 seconds"));
    }
    if inputs.is_empty() || !layers.iter().any(|layer| layer.is_output) {
        return Err("a network has an input and an output".into());
    }
    if layers.len() > MOST_LAYERS {
        return Err(format!(
            "it has {} layers, more than the {MOST_LAYERS} that are read",
            layers.len()
        ));
    }
    let mut seen = BTreeSet::new();
    let ends = inputs
        .iter()
        .map(|input| (&input.name, input.size, input.channels));
    let ends = ends.chain(
        layers
            .iter()
            .map(|layer| (&layer.name, layer.size, layer.channels)),
    );
    for (name, size, channels) in ends {
        named("an input or a layer", name)?;
        if !seen.insert(name) {
            return Err(format!("two inputs or layers are named `{name}`"));
        }
        if !(1..=LARGEST_SIZE).contains(&size) {
            return Err(format!(
                "`{name}` has {}; a size is 1 to {LARGEST_SIZE}",
                counted(size, "unit")
            ));
        }
        if channels == 0 || size % channels != 0 {
            return Err(format!(
                "the {} of `{name}` are no bands of {}",
                counted(size, "unit"),
                counted(channels, "channel")
            ));
        }
    }
    layers
        .iter()
        .try_for_each(|layer| check_layer(description, layer))
}

/// Refuses what is no plain identifier.
pub(super) fn named(what: &str, name: &str) -> Result<(), Fault> {
    match identifier(name) {
        Some(_) => Ok(()),
        None => Err(format!("{what} is named {name:?}, which is no name")),
    }
}

fn check_layer(description: &Description, layer: &Layer) -> Result<(), Fault> {
    let name = &layer.name;
    let unit = description.units.get(layer.unit).ok_or_else(|| {
        let units = counted(description.units.len(), "unit");
        format!(
            "`{name}` is of unit number {}, where there are {units}",
            layer.unit
        )
    })?;
    if let Some(noise) = layer.noise.filter(|noise| !(noise.is_finite() && *noise > 0.0)) {
        return Err(format!(
            "the noise of `{name}` has a standard deviation of {noise}; it is above 0"
        ));
    }
    let constants = layer.constants.iter().map(|constant| &constant.name);
    if !constants.eq(unit.constants.iter()) {
        return Err(format!(
            "`{name}` does not set the constants of its unit `{}`, each once and in their order",
            unit.name
        ));
    }
    for constant in layer.constants.iter() {
        let is_rate = constant.name.starts_with("alpha_");
        if constant.is_rate != is_rate {
            let is = if is_rate { "a rate" } else { "no rate" };
            return Err(format!("`{name}.{}` is {is}, as its name says", constant.name));
        }
        let Some(value) = constant.folded else { continue };
        if !value.is_finite() || (is_rate && !(value > 0.0 && value <= 2.0)) {
            let range = if is_rate {
                "above 0 and up to 2"
            } else {
                "a number"
            };
            return Err(format!("`{name}.{}` is {value}; it is {range}", constant.name));
        }
    }
    match &layer.activation {
        Some(Activation::Custom(custom)) => Err(format!(
            "`{name}` applies the activation `{}`, a type of Rust, which no file holds; load it as the type that was \
             declared with it, `Net::load`",
            custom.name
        )),
        Some(Activation::LeakyRelu(slope)) if !slope.is_finite() => {
            Err(format!("the slope of the activation of `{name}` is {slope}"))
        }
        _ => Ok(()),
    }
}
