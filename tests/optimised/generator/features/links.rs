//! Features of one link.

use std::collections::BTreeSet;

use super::Found;
use crate::generator::declaration::{Declaration, Form, Init, Link, Node, Stored, Taps};
use crate::generator::delays::BEYOND;

/// What a link is to its network, and which numbers it draws, which is nothing to what it computes.
pub(super) fn of_network(declaration: &Declaration, link: &Link, found: &mut Found) {
    let (is_own, is_of_gate) = (declaration.is_own(link), declaration.is_of_gate(link));
    let source_is_output = matches!(link.source, Node::Layer(source) if declaration.layers[source].is_output);
    let target_is_output = declaration.layers[link.target].is_output;
    found.add(
        "feedback across layers",
        matches!(link.source, Node::Layer(source) if source > link.target),
    );
    found.add("output as a source", source_is_output && !is_own);
    found.add("output with own link", source_is_output && is_own);
    found.add(
        "input straight to an output",
        matches!(link.source, Node::Input(_)) && target_is_output && !is_of_gate,
    );
    if let Some(Stored::Learn(Some(init)) | Stored::Fixed(init)) = &link.weights {
        let name = match init {
            Init::Uniform(..) => "weights uniform",
            Init::LogUniform(..) => "weights log_uniform",
            Init::Normal(..) => "weights normal",
            Init::Named("lecun") => "weights lecun",
            Init::Named("he") => "weights he",
            Init::Named("xavier") => "weights xavier",
            Init::Number(_) | Init::Named(_) => "weights number or zeros",
            Init::Orthogonal(_) | Init::By(_) => return,
        };
        found.add(name, true);
    }
}

/// Features of one link.
pub fn of_link(declaration: &Declaration, link: &Link) -> BTreeSet<&'static str> {
    let mut found = Found::default();
    of_taps(link, &mut found);
    of_ends(declaration, link, &mut found);
    of_weight(link, &mut found);
    let is_of_gate = declaration.is_of_gate(link);
    let sign = match link.source {
        Node::Layer(source) => declaration.layers[source].sign,
        Node::Input(_) => None,
    };
    found.add("under a sign", sign.is_some() && !link.is_free && !is_of_gate);
    found.add("sign free", link.is_free);
    found.0
}

fn of_taps(link: &Link, found: &mut Found) {
    let delays = link.taps.delays();
    let name = match &link.taps {
        Taps::Now => "this step ->",
        Taps::Before => "step before ~>",
        Taps::Delay(_) => "delay",
        Taps::DelayAsTime(_) => "delay as a time",
        Taps::Range(..) => "delays a..b",
        Taps::InclusiveRange(..) => "delays a..=b",
        Taps::List(_) if link.taps.is_now() => "delays list from 0",
        Taps::List(_) => "delays list",
        Taps::Learned(learned) if learned.per_source => "learned delay per source",
        Taps::Learned(_) => "learned delay",
    };
    found.add(name, true);
    found.add("delays out of order", !delays.is_sorted());
    found.add("delay beyond the sequence", delays.contains(&BEYOND));
    let has_spread = matches!(&link.taps, Taps::Learned(learned) if learned.spread.is_some());
    found.add("spread", has_spread);
}

fn of_ends(declaration: &Declaration, link: &Link, found: &mut Found) {
    let (is_own, is_of_gate) = (declaration.is_own(link), declaration.is_of_gate(link));
    let layer = &declaration.layers[link.target];
    found.add("from an input", matches!(link.source, Node::Input(_)));
    found.add(
        "from another layer",
        matches!(link.source, Node::Layer(source) if source != link.target),
    );
    found.add("onto itself", is_own);
    found.add(
        "link to several ports",
        link.port.is_none() && layer.unit.port_count() > 1,
    );
    found.add("link to one port", link.port.is_some() && !is_of_gate);
    found.add("link to a rate", is_of_gate);
    found.add("into a norm", layer.norm.is_some() && !is_of_gate);
}

fn of_weight(link: &Link, found: &mut Found) {
    let form = match link.form {
        Form::All => "form by default",
        Form::Dense => "form dense",
        Form::Diagonal => "form diagonal",
        Form::Local(_) => "form local",
        Form::Conv(_) => "form conv",
        Form::Identity => "form identity",
        Form::Matrix(_) => "mask",
        Form::By(_) => "mask by",
        Form::Density(_) => "density",
    };
    found.add(form, true);
    let window = link.form.window();
    found.add("stride", window.is_some_and(|window| window.stride > 1));
    found.add("pad", window.is_some_and(|window| window.pad > 0));
    found.add(
        "weights by default",
        link.weights.is_none() && link.form != Form::Identity,
    );
    found.add(
        "weights learn INIT",
        matches!(link.weights, Some(Stored::Learn(_))),
    );
    found.add("weights fixed", matches!(link.weights, Some(Stored::Fixed(_))));
    if let Some(Stored::Learn(Some(init)) | Stored::Fixed(init)) = &link.weights {
        found.add("weights orthogonal", matches!(init, Init::Orthogonal(_)));
        found.add("weights by", matches!(init, Init::By(_)));
    }
}
