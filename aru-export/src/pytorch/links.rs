//! What links bring to a layer, in Python and as a line of a comment.

use aru_runtime::network::description::{Description, Link, LinkForm, Patches, Source};

use crate::folding;

/// A term of a drive.
pub(super) struct Brought {
    /// As a formula: `x_to_hidden.weight x[t]`.
    pub(super) formula: String,
    /// In Python.
    pub(super) python: String,
}

/// The name of what a source gives to links, `hidden.rate` or `x`: of a list of steps.
pub(super) fn emitted(description: &Description, source: Source) -> String {
    match source {
        Source::Input(input) => description.inputs[input].name.to_string(),
        Source::Layer(index) => {
            let layer = &description.layers[index];
            let unit = &description.units[layer.unit];
            format!("{}.{}", layer.name, unit.equations[unit.emit].name)
        }
    }
}

/// The name of the weights of a learned delay, made once a run.
pub(super) fn kernel_of(description: &Description, delay: usize) -> String {
    format!("{}.kernel", description.parameters[delay].name)
}

/// The name of the mask that a declaration gives.
pub(super) fn mask_of(description: &Description, link: &Link) -> String {
    format!("{}.weight.mask", folding::owner_of(description, link))
}

/// What stands behind a mask, one for all ports of a link.
pub(super) fn repeated(description: &Description, link: &Link) -> String {
    let Some(weight) = link.weight else {
        return String::new();
    };
    let shape = &description.parameters[weight].shape;
    let ports = shape[shape.len() - 2] / description.layers[link.target].size;
    match ports {
        1 => String::new(),
        _ => format!(".repeat({ports}, 1)"),
    }
}

/// `t`, `t - 3`.
fn earlier(delay: usize) -> String {
    match delay {
        0 => "t".into(),
        delay => format!("t - {delay}"),
    }
}

/// Where `enumerate` starts.
fn started(first: usize) -> String {
    match first {
        0 => String::new(),
        first => format!(", {first}"),
    }
}

/// A call of the function `local` of the module.
fn local(patches: Patches, ports: usize, read: &str, weight: &str) -> String {
    let Patches {
        source: [bands, _],
        target: [targets, _],
        kernel,
        stride,
        pad,
        is_shared,
    } = patches;
    // A weight that bands share is that of one band.
    let own = if is_shared { 1 } else { targets };
    format!("local({read}, {weight}, ({bands}, {kernel}, {stride}, {pad}), ({ports}, {own}))")
}

/// What a link without a weight brings.
fn identity(description: &Description, link: &Link, source: &str) -> Brought {
    if let Some(learned) = link.learned_delay {
        let (low, high) = (link.delays[0], link.delays[1]);
        let kernel = kernel_of(description, learned.delay);
        return Brought {
            formula: format!("(sum of k[d] {source}[t - d], d from {low} to {high})"),
            python: format!(
                "sum(k * at(\"{source}\", t - d) for d, k in enumerate(p[\"{kernel}\"]{}))",
                started(low)
            ),
        };
    }
    let terms = link.delays.iter().map(|&delay| earlier(delay));
    let [formula, python] = [
        terms
            .clone()
            .map(|at| format!("{source}[{at}]"))
            .collect::<Vec<String>>(),
        terms.map(|at| format!("at(\"{source}\", {at})")).collect(),
    ];
    Brought {
        formula: formula.join(" + "),
        python: python.join(" + "),
    }
}

/// What a link brings to `ports` blocks of rows.
pub(super) fn brought(description: &Description, link: &Link, ports: usize) -> Brought {
    let source = emitted(description, link.source);
    let Some(weight) = link.weight.map(|weight| &*description.parameters[weight].name) else {
        return identity(description, link, &source);
    };
    let is_diagonal = link.form == LinkForm::Diagonal;
    let patches = description.patches(link);
    // The source beside a weight that is called `w` here, or by its name.
    let product = |read: &str, weight: &str| match (patches, is_diagonal) {
        (Some(patches), _) => local(patches, ports, read, weight),
        (None, false) => format!("{read} @ {weight}.T"),
        (None, true) if ports == 1 => format!("{read} * {weight}"),
        (None, true) => format!("{read}.repeat(1, {ports}) * {weight}"),
    };
    let own = format!("p[\"{weight}\"]");
    let sign = match (&link.form, is_diagonal) {
        (LinkForm::Local(_), _) => " local",
        (LinkForm::Conv(_), _) => " conv",
        (_, true) => " *",
        (_, false) => "",
    };
    if let Some(learned) = link.learned_delay {
        let (low, high) = (link.delays[0], link.delays[1]);
        let kernel = kernel_of(description, learned.delay);
        let mixed = format!(
            "sum(k * at(\"{source}\", t - d) for d, k in enumerate(p[\"{kernel}\"]{}))",
            started(low)
        );
        return Brought {
            formula: format!("{weight}{sign} (sum of k[d] {source}[t - d], d from {low} to {high})"),
            python: product(&mixed, &own),
        };
    }
    match *link.delays {
        [delay] => Brought {
            formula: format!("{weight}{sign} {source}[{}]", earlier(delay)),
            python: product(&format!("at(\"{source}\", {})", earlier(delay)), &own),
        },
        ref delays => {
            let (first, count) = (delays[0], delays.len());
            let is_range = delays.iter().copied().eq(first..first + count);
            let list = delays.iter().map(usize::to_string).collect::<Vec<_>>().join(", ");
            let pairs = match is_range {
                true => format!("enumerate({own}{})", started(first)),
                false => format!("zip([{list}], {own})"),
            };
            let term = product(&format!("at(\"{source}\", t - d)"), "w");
            let steps = match is_range {
                true => format!("d from {first} to {}", first + count - 1),
                false => format!("d of {list}"),
            };
            Brought {
                formula: format!("(sum of {weight}[d]{sign} {source}[t - d], {steps})"),
                python: format!("sum({term} for d, w in {pairs})"),
            }
        }
    }
}
