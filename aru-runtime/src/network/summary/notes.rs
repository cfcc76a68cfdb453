//! What to be careful with in a network.

use super::Now;
use crate::network::description::{Activation, Description};
use crate::network::precision::{lost, smallest};
use crate::numerics::scalar::Scalar;

/// One line for each thing that deserves a second look.
pub(super) fn all<T: Scalar>(description: &Description, constants: &[Now<'_>]) -> Vec<String> {
    let mut notes = Vec::new();
    for now in constants.iter().filter(|now| now.constant.is_rate) {
        let largest = now.values.iter().copied().reduce(f64::max);
        if let Some(alpha) = largest.filter(|&alpha| alpha > 1.0) {
            notes.push(format!(
                "note: `{}.{}` is {alpha}: above 1 the state overshoots what it follows",
                now.layer.name, now.constant.name
            ));
        }
        let name = format!("{}.{}", now.layer.name, now.constant.name);
        let lost = lost::<T>(&name, smallest(now.values.iter().copied()));
        notes.extend(lost.map(|text| format!("note: {text}")));
    }
    for layer in description.layers.iter() {
        let is_learned = |name: &str| {
            let parameter = description.parameter(&format!("{}.{name}", layer.name));
            parameter.is_some_and(|parameter| parameter.learn)
        };
        if !(is_learned("alpha_s") && is_learned("alpha_r")) {
            continue;
        }
        match &layer.activation {
            Some(activation @ (Activation::Relu | Activation::LeakyRelu(_))) => notes.push(format!(
                "note: `{}` learns alpha_s and alpha_r with `{}`: the two are often hard to tell apart, \
                 their sum is not (Quax et al. 2020, figure 5); `sigmoid` separates them",
                layer.name,
                activation.in_words()
            )),
            Some(Activation::Identity) => notes.push(format!(
                "note: `{}` learns alpha_s and alpha_r with `identity`: exchanging the two changes nothing (Quax et \
                 al. 2020, appendix S2)",
                layer.name
            )),
            _ => {}
        }
    }
    notes
}

/// Bands that no patch reaches.
pub(super) fn unreached(description: &Description) -> Vec<String> {
    let links = description.links.iter();
    let notes = links.filter_map(|link| {
        let bands = description.patches(link)?.unreached();
        let source = description.source_name(link.source);
        let last = bands.last()?;
        let (which, read) = match bands.len() {
            1 => (format!("band {last} of `{source}` is"), "it"),
            2..=8 => {
                let bands: Vec<String> = bands.iter().map(usize::to_string).collect();
                (format!("bands {} of `{source}` are", bands.join(", ")), "them")
            }
            count => (
                format!("{count} bands of `{source}`, the last of them {last}, are"),
                "them",
            ),
        };
        Some(format!(
            "note: {which} read by no band of the link `{}`: no patch reaches {read}",
            description.link_name(link)
        ))
    });
    notes.collect()
}

/// Links of which a function has left nothing.
pub(super) fn empty_masks(description: &Description, there: &[usize]) -> Vec<String> {
    let empty = description
        .links
        .iter()
        .filter(|link| link.weight.and_then(|weight| there.get(weight)) == Some(&0));
    empty
        .map(|link| {
            format!(
                "note: the link `{}` joins no pair of units: its mask is empty",
                description.link_name(link)
            )
        })
        .collect()
}
