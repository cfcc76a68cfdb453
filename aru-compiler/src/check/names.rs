//! Names: what may be called what.

use std::collections::BTreeMap;

use proc_macro2::{Ident, Span};
use quote::ToTokens;
use syn::ext::IdentExt;

use crate::declaration::{Declaration, Network, Unit};
use crate::report::Errors;

/// Methods that a network has besides its accessors: those of the trait `Network`, of its supertraits and of the traits that
/// every network has.
const METHODS: &str = "description new run trace loss_and_gradients input_gradients pull_back check_gradients evaluate stream \
    initial_state run_from save load load_matching summary grad_map gradient_map dream to_latex to_pytorch to_dot to_c to_svg \
    to_json set parameter parameters clone fmt from_values values values_mut parameter_at forward_chunk backward_chunk \
    program traced_program with_values with_parameters own_program own_model";

// A unit is known within its call, so a call without a network declares nothing:
//
//     recurrent_net! { unit Mine { .. } }
pub fn a_call_declares_a_network(declaration: &Declaration, errors: &mut Errors) {
    if declaration.networks.is_empty() && errors.is_empty() {
        let rule = "`recurrent_net!` declares at least one network; add `pub struct Name { .. }`";
        let units = declaration.units.iter().map(|unit| &unit.name);
        let activations = declaration.activations.iter().map(|activation| &activation.name);
        match units.chain(activations).next_back() {
            Some(name) => errors.error(name, rule),
            None => errors.push(syn::Error::new(Span::call_site(), rule)),
        }
    }
}

// Two networks of a call, or two units, may not share a name, and the built-in units keep theirs:
//
//     unit Gru { .. }
pub fn items_are_named_once(declaration: &Declaration, errors: &mut Errors) {
    for (index, network) in declaration.networks.iter().enumerate() {
        let name = &network.name;
        let mut earlier = declaration.networks[..index].iter();
        // Of networks with conditions only rustc knows whether they meet.
        let is_always = |network: &Network| !network.attributes.is_conditional;
        if is_always(network) && earlier.any(|earlier| earlier.name == *name && is_always(earlier)) {
            errors.error(name, format!("the network `{name}` is defined multiple times"));
        }
    }
    for (index, Unit { name, .. }) in declaration.units.iter().enumerate() {
        let is_it = |unit: &Unit| unit.name == *name;
        if declaration.builtins.iter().any(is_it) {
            errors.error(name, format!("`{name}` is a built-in unit; choose another name"));
        } else if declaration.units[..index].iter().any(is_it) {
            errors.error(name, format!("the unit `{name}` is defined multiple times"));
        }
        can_be_used(name, errors);
    }
}

// Names become Rust names, and some are taken:
//
//     input type: 1;      layer __h: Aru<4>;      layer run: Aru<4>;      struct Net<const T: usize>
pub fn names_can_be_used(network: &Network, errors: &mut Errors) {
    for name in std::iter::once(&network.name).chain(&network.const_parameters) {
        can_be_used(name, errors);
        if name == "T" {
            errors.error(
                name,
                "`T` is the scalar type of every network; choose another name",
            );
        }
    }
    for name in &network.const_parameters {
        if *name == network.name {
            errors.error(
                name,
                format!("`{name}` is the name of the network; choose another"),
            );
        }
        if name.to_string().starts_with(char::is_lowercase) {
            // Emitted code has locals of its own, and rustc takes a local called like a const parameter for that.
            errors.error(
                name,
                format!("the const parameter `{name}` must begin with a capital, as `H`"),
            );
        }
    }
    for name in network.ends() {
        can_be_used(name, errors);
        if is_method(name) {
            errors.error(
                name,
                format!("`{name}` is a method of every network; choose another name"),
            );
        }
    }
}

// Inputs, layers and outputs share one set of names, const parameters have another:
//
//     input x: 1;  layer x: Aru<4>;
pub fn names_are_given_once(network: &Network, errors: &mut Errors) {
    let kinds = network.inputs.iter().map(|input| ("input", &input.name));
    let kinds = kinds.chain(network.layers.iter().map(|layer| (layer.kind(), &layer.name)));
    let mut seen: BTreeMap<&Ident, &str> = BTreeMap::new();
    for (kind, name) in kinds {
        match seen.get(name) {
            Some(&first) if first == kind => {
                errors.error(name, format!("the {kind} `{name}` is defined multiple times"));
            }
            Some(first) => {
                let message =
                    format!("the {kind} `{name}` has the name of the {first} `{name}`; choose another");
                errors.error(name, message);
            }
            None => drop(seen.insert(name, kind)),
        }
    }
    for (index, name) in network.const_parameters.iter().enumerate() {
        if network.const_parameters[..index].contains(name) {
            errors.error(
                name,
                format!("the const parameter `{name}` is defined multiple times"),
            );
        }
    }
}

// A link is known as `source_to_target`, and so are its parameters:
//
//     a -> b_to_c;  a_to_b -> c;
pub fn links_are_told_apart(network: &Network, errors: &mut Errors) {
    let mut known: BTreeMap<String, (&Ident, &Ident)> = BTreeMap::new();
    for link in &network.links {
        let name = link.accessor();
        let ends = (&link.source, &link.target);
        if let Some(owner) = network.ends().find(|owner| *owner == &name) {
            let text = link.text();
            errors.error(
                owner,
                format!("`{name}` is also the name of the link `{text}`; rename one"),
            );
        }
        match known.get(&name) {
            Some(first) if *first != ends => {
                let (source, target) = first;
                let message = format!(
                    "the links from `{source}` to `{target}` and from `{}` to `{}` would both be named `{name}`; \
                     rename a layer",
                    link.source, link.target
                );
                errors.error(link, message);
            }
            Some(_) => {}
            None => drop(known.insert(name, ends)),
        }
    }
}

/// Whether every network has a method of that name.
pub fn is_method(name: &Ident) -> bool {
    METHODS.split(' ').any(|method| name == method)
}

/// The rules that hold for every name that is declared.
pub fn can_be_used(name: &Ident, errors: &mut Errors) {
    let text = name.to_string();
    if text.starts_with("r#") {
        let plain = name.unraw();
        let rule = format!("a name is a plain identifier; choose another than `{text}` for `{plain}`");
        errors.error(name, rule);
    } else if text.starts_with("__") {
        errors.error(name, "names starting with `__` are reserved");
    } else if is_keyword(name) {
        errors.error(
            name,
            format!("`{text}` is a keyword of Rust; choose another name"),
        );
    }
}

/// Whether Rust has a meaning for a name.
pub fn is_keyword(name: &Ident) -> bool {
    // `gen` is one since the 2024 edition, which syn does not know of.
    name == "gen" || syn::parse2::<Ident>(name.to_token_stream()).is_err()
}
