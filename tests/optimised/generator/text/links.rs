//! Writes links, and chains of them.

use super::{matrix_name, stored, time};
use crate::generator::declaration::{Declaration, Form, Learned, Link, Node, Taps, Window};

pub(super) fn links(declaration: &Declaration) -> String {
    let mut text = String::new();
    for chain in &declaration.chains {
        let links: Vec<&Link> = chain.iter().map(|&index| &declaration.links[index]).collect();
        if links[0].has_docs {
            text += "        /// How one drives the other.\n";
        }
        text += &format!("        {}", declaration.node_name(links[0].source));
        for link in &links {
            let arrow = if link.taps.is_now() { "->" } else { "~>" };
            text += &format!(" {arrow} {}", declaration.node_name(Node::Layer(link.target)));
            text += &link.port.map_or(String::new(), |port| format!(".{port}"));
        }
        text += &block(declaration, links[0], declaration.dt);
    }
    text
}

fn block(declaration: &Declaration, link: &Link, dt: Option<(&str, usize)>) -> String {
    let mut settings = Vec::new();
    match &link.taps {
        Taps::Now | Taps::Before => {}
        Taps::Delay(delay) => settings.push(format!("delay: {delay};")),
        Taps::DelayAsTime(delay) => {
            let (_, microseconds) = dt.expect("a time is drawn only where dt is declared");
            settings.push(format!("delay: {};", time((delay * microseconds) as f64)));
        }
        Taps::Range(first, end) => settings.push(format!("delays: {first}..{end};")),
        Taps::InclusiveRange(first, last) => settings.push(format!("delays: {first}..={last};")),
        Taps::List(delays) => settings.push(format!("delays: {delays:?};")),
        Taps::Learned(learned) => settings.extend(learned_delay(learned)),
    }
    settings.extend(
        link.weights
            .as_ref()
            .map(|weights| format!("weights: {};", stored(weights, "", ""))),
    );
    match &link.form {
        Form::All => {}
        Form::Dense => settings.push("form: dense;".to_owned()),
        Form::Matrix(_) => settings.push(format!("mask: {};", matrix_name(declaration, link))),
        Form::By(function) => settings.push(format!("mask: by(masks::{function});")),
        Form::Density(hundredths) => settings.push(format!("density: {};", *hundredths as f64 / 100.0)),
        Form::Diagonal => settings.push("form: diagonal;".to_owned()),
        Form::Identity => settings.push("form: identity;".to_owned()),
        Form::Local(window) => settings.push(patches("local", *window)),
        Form::Conv(window) => settings.push(patches("conv", *window)),
    }
    if link.is_free {
        settings.push("sign: free;".to_owned());
    }
    if settings.is_empty() {
        ";\n".to_owned()
    } else {
        format!(" {{ {} }}\n", settings.join(" "))
    }
}

fn patches(form: &str, Window { kernel, stride, pad }: Window) -> String {
    let stride = if stride == 1 {
        String::new()
    } else {
        format!(", stride {stride}")
    };
    let pad = if pad == 0 {
        String::new()
    } else {
        format!(", pad {pad}")
    };
    format!("form: {form}(kernel {kernel}{stride}{pad});")
}

fn learned_delay(learned: &Learned) -> Vec<String> {
    let Learned {
        per_source,
        start,
        low,
        high,
        is_logistic,
        spread,
    } = learned;
    let scope = if *per_source { " per_source" } else { "" };
    let range = match is_logistic {
        true => format!("logistic({low}, {high})"),
        false => format!("{low}..={high}"),
    };
    let spread = spread.map(|(is_stored, spread)| {
        let word = if is_stored { "fixed " } else { "" };
        format!("spread: {word}{spread:?};")
    });
    let delay = format!("delay: learn{scope}({start:?}) in {range};");
    std::iter::once(delay).chain(spread).collect()
}
