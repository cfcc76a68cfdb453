//! Links: their ends, their delays, their weights.

use proc_macro2::Ident;

use super::{value, vectors};
use crate::declaration::{Delays, Link, Network, Quantity};
use crate::delay;
use crate::report::Errors;
use crate::suggest;

// A link joins what is declared:
//
//     x -> hiden;
pub fn ends_are_known(network: &Network, errors: &mut Errors) {
    let known: Vec<String> = network
        .ends()
        .chain(&network.lost)
        .map(Ident::to_string)
        .collect();
    for link in &network.links {
        // The name in the middle of a chain is written once.
        let source = (!link.is_continued).then_some(&link.source);
        for end in source.into_iter().chain([&link.target]) {
            let name = end.to_string();
            if !known.contains(&name) {
                let is_near = suggest::nearest(&name, &known).is_some();
                // What is like no name here may be what could not be read.
                if is_near || !network.is_incomplete {
                    let hint = suggest::hint(&name, &known);
                    errors.error(end, format!("no input, layer or output named `{name}`{hint}"));
                }
            }
        }
    }
}

// Inputs come from outside:
//
//     hidden -> x;
pub fn nothing_drives_an_input(network: &Network, errors: &mut Errors) {
    for link in &network.links {
        if network.inputs.iter().any(|input| input.name == link.target) {
            let message = format!(
                "`{}` is an input, which no link can drive; turn the link around",
                link.target
            );
            errors.error(&link.target, message);
        }
    }
}

// Several delays between two layers are one link with several taps, whose weights have one name:
//
//     a -> b;  a ~> b;
pub fn a_pair_has_one_link(network: &Network, errors: &mut Errors) {
    let mut first_told = Vec::new();
    for (index, second) in network.links.iter().enumerate() {
        let same = |link: &&Link| {
            let ends = |link: &Link| (link.source.clone(), link.target.clone(), link.port.clone());
            ends(link) == ends(second)
        };
        let Some(first) = network.links[..index].iter().find(same) else {
            continue;
        };
        errors.error(second, second_link(network, first, second));
        if !first_told.iter().any(|told| std::ptr::eq(*told, first)) {
            errors.error(
                first,
                format!(
                    "the first link from `{}` to `{}` is here",
                    first.source,
                    first.end()
                ),
            );
            first_told.push(first);
        }
    }
}

fn second_link(network: &Network, first: &Link, second: &Link) -> String {
    let (source, target) = (&second.source, second.end());
    let fault = format!("a second link from `{source}` to `{target}`");
    if first.learned_delay().is_some() || second.learned_delay().is_some() {
        return format!(
            "{fault}; a pair has one delay that is learned, or fixed `delays`: keep one of the two"
        );
    }
    let dt = network.dt.as_ref();
    let (Ok(mut delays), Ok(more)) = (delay::of_link(first, dt), delay::of_link(second, dt)) else {
        return format!("{fault}; give one link all its `delays`");
    };
    let known = delays.len();
    for step in more {
        if !delays.contains(&step) {
            delays.push(step);
        }
    }
    delays.sort_unstable();
    if delays.len() == known {
        return format!("{fault}; remove it, or give one link several `delays`");
    }
    let arrow = if delays[0] == 0 { "->" } else { "~>" };
    // A long list would bury the advice.
    let list = if delays.len() <= 8 {
        format!("{delays:?}")
    } else {
        "[..]".to_owned()
    };
    format!("{fault}; write `{source} {arrow} {target} {{ delays: {list}; }}` for both")
}

// `->` says that this step is among the delays and `~>` that it is not, so that a reader sees from the arrows alone
// what happens within a step:
//
//     a -> b { delay: 3; }        a ~> b { delays: 0..20; }
pub fn delays_fit_their_arrow(network: &Network, errors: &mut Errors) {
    for link in &network.links {
        let Some(setting) = &link.delays else { continue };
        let is_time = |delay: &&Quantity| matches!(delay, Quantity::Time(_));
        let has_time = |delays: &Delays| delays.quantities().iter().any(is_time);
        if network.dt.is_none() && network.is_incomplete && setting.value.as_ref().is_ok_and(has_time) {
            // A `dt` that could not be read has been reported.
            continue;
        }
        match delay::of_link(link, network.dt.as_ref()) {
            Err(error) => errors.push(error),
            Ok(delays) => {
                let (source, target) = (&link.source, link.end());
                let message = match (link.arrow.is_now, delays.contains(&0)) {
                    (true, false) => format!(
                        "`->` reads this step, which is not among the delays; write `{source} ~> {target}`"
                    ),
                    (false, true) if *source == target => {
                        "`~>` reads earlier steps only, but a delay is 0; take it out".to_owned()
                    }
                    (false, true) => format!(
                        "`~>` reads earlier steps only, but a delay is 0; write `{source} -> {target}`"
                    ),
                    _ => continue,
                };
                errors.error(&link.arrow.tokens, message);
            }
        }
    }
}

// The values of `weights`.
pub fn weights_are_valid(network: &Network, errors: &mut Errors) {
    for setting in network.links.iter().filter_map(|link| link.weights.as_ref()) {
        if let Some(stored) = value(setting, errors) {
            vectors::stored_is_valid(stored, setting, errors);
        }
    }
}
