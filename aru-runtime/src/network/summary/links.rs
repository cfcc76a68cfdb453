//! The table of links.

use super::{TextTable, shape};
use crate::network::description::{Bounds, Description, Link, LinkForm};

/// Delays and shapes, and where any link is restricted, how.
pub(super) fn table(description: &Description, there: &[usize]) -> TextTable {
    let restrictions: Vec<String> = description
        .links
        .iter()
        .map(|link| restriction(description, link, there))
        .collect();
    let is_any = restrictions.iter().any(|text| !text.is_empty());
    let mut rows = vec![vec!["link".to_string(), "steps back".into(), "weights".into()]];
    if is_any {
        rows[0].push("restricted to".into());
    }
    for (link, restriction) in description.links.iter().zip(restrictions) {
        let delays: Vec<String> = link.delays.iter().map(usize::to_string).collect();
        let delays = match link.learned_delay {
            Some(_) => format!("learned in {}", delays.join(" to ")),
            None => delays.join(", "),
        };
        let weight = link.weight.and_then(|weight| description.parameters.get(weight));
        let shape = weight.map_or("-".to_string(), shape);
        let mut row = vec![description.link_name(link), delays, shape];
        row.extend(is_any.then_some(restriction));
        rows.push(row);
    }
    TextTable { rows }
}

/// `8 of 15 pairs`, `excitatory from 4, inhibitory from 1`, or nothing.
fn restriction(description: &Description, link: &Link, there: &[usize]) -> String {
    let weight = link.weight.and_then(|weight| description.parameters.get(weight));
    let there = link.weight.and_then(|weight| there.get(weight));
    let mut parts = Vec::new();
    match (&link.form, weight.zip(there)) {
        (LinkForm::Diagonal, _) => parts.push("units of one number".to_string()),
        (LinkForm::Identity, _) => parts.push("units of one number, as they are".to_string()),
        (LinkForm::Local(window), _) => parts.push(window.in_words()),
        (LinkForm::Conv(window), _) => parts.push(format!("{}, shared", window.in_words())),
        (LinkForm::Masked(_) | LinkForm::Sparse { .. }, Some((weight, &there))) => {
            let pairs = description.size_of(link.source) * description.layers[link.target].size;
            let copies = (weight.len() / pairs.max(1)).max(1);
            parts.push(format!("{} of {pairs} pairs", there / copies));
        }
        _ => {}
    }
    if let Some(Bounds::Signed { excitatory, sources }) = weight.map(|weight| weight.bounds) {
        parts.push(format!(
            "excitatory from {excitatory}, inhibitory from {}",
            sources - excitatory
        ));
    }
    parts.join(", ")
}
