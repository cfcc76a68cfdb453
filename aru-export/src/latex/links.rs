//! What drives the ports of a layer: sums over links.

use aru_runtime::network::description::{Description, Link, LinkForm, Norm, NormOver, Role, Source, Spread};

use super::patches::operator;
use super::symbols::{Symbol, back};
use super::{equations, unit};
use crate::folding;
use crate::words::in_formula;

/// The rate that a port of a layer gates.
pub(super) fn gated(description: &Description, of: usize, gate: usize) -> Option<&str> {
    description
        .parameters
        .iter()
        .find_map(|parameter| match parameter.role {
            Role::Gate { layer, port, .. } if (layer, port) == (of, gate) => {
                parameter.name.strip_suffix(".bias")?.rsplit('.').next()
            }
            _ => None,
        })
}

/// What leaves a source.
pub(super) fn emission(description: &Description, source: Source) -> Symbol {
    match source {
        Source::Input(input) => Symbol::of(&description.inputs[input].name),
        Source::Layer(layer) => equations::value(description, layer, unit(description, layer).emit),
    }
}

fn name_of(description: &Description, source: Source) -> &str {
    match source {
        Source::Input(input) => &description.inputs[input].name,
        Source::Layer(layer) => &description.layers[layer].name,
    }
}

/// A symbol with target and source of a link below.
pub(super) fn of_link(description: &Description, link: &Link, letter: &str) -> Symbol {
    let target = &description.layers[link.target].name;
    let symbol = Symbol::letter(letter)
        .of_layer(target)
        .of_layer(name_of(description, link.source));
    let Some(port) = link.port else {
        return symbol;
    };
    match gated(description, link.target, port) {
        Some(rate) => symbol.raised(Symbol::of(rate).to_string()),
        None => match port_name(description, link.target, port) {
            Some(name) => symbol.raised(name),
            None => symbol,
        },
    }
}

/// The weight of a link, of all ports and delays.
pub(super) fn weight(description: &Description, link: &Link) -> Symbol {
    let is_gate = |port| gated(description, link.target, port).is_some();
    let letter = match &link.form {
        LinkForm::Diagonal => "w",
        _ if link.port.is_some_and(is_gate) => "V",
        _ => "W",
    };
    of_link(description, link, letter)
}

/// Ports that stand for themselves, without those of gates.
fn own_ports(description: &Description, layer: usize) -> usize {
    unit(description, layer).ports.len() - folding::gates(description, layer).len()
}

/// The equations of learned delays: what each such link reads.
pub(super) fn kernels(description: &Description, layer: usize) -> Vec<String> {
    let links = description.links.iter().filter(|link| link.target == layer);
    let mut lines = Vec::new();
    for link in links {
        let Some(learned) = link.learned_delay else {
            continue;
        };
        let is_each = description.parameters[learned.delay].len() > 1;
        let source = emission(description, link.source);
        let read = of_link(description, link, "\\tilde{a}");
        let [mut kernel, mut delay] = ["\\kappa", "d"].map(|letter| of_link(description, link, letter));
        let (mut left, mut right) = (read, source);
        if is_each {
            [left, right, kernel, delay] = [left, right, kernel, delay].map(|symbol| symbol.indexed("j"));
        }
        let width = match learned.spread {
            Spread::Folded(0.0) => "1".to_string(),
            Spread::Folded(spread) => in_formula(1.0 + spread, 6),
            Spread::Stored(_) => format!("1 + {}", of_link(description, link, "s")),
        };
        let (low, high) = (link.delays[0], link.delays[1]);
        let height = |k: &str| format!("\\max\\left(0, {width} - \\left|{k} - {delay}\\right|\\right)");
        lines.push(format!(
            "{} &= \\sum_{{k={low}}}^{{{high}}} {}\\,{}",
            left.at("t"),
            kernel.at("k"),
            right.at("t-k")
        ));
        lines.push(format!(
            "{} &= \\frac{{{}}}{{\\sum_{{l={low}}}^{{{high}}} {}}}",
            kernel.at("k"),
            height("k"),
            height("l")
        ));
    }
    lines
}

/// The equations of the drives of all ports, and of what is read of the own link by itself.
pub(super) fn drives(description: &Description, layer: usize) -> Vec<String> {
    let ports = unit(description, layer).ports.len();
    let mut lines = Vec::new();
    for port in 0..ports {
        let is_recur = folding::names_recur(description, layer, port);
        let links = description
            .links
            .iter()
            .filter(|link| link.target == layer && drives_port(description, link, port));
        let (own, others): (Vec<&Link>, Vec<&Link>) =
            links.partition(|link| is_recur && link.source == Source::Layer(layer));
        if is_recur {
            let terms: Vec<String> = own.iter().map(|link| term(description, link, port)).collect();
            lines.push(sum(&equations::recur(description, layer, port).at("t"), &terms));
        }
        let mut terms: Vec<String> = others.iter().map(|link| term(description, link, port)).collect();
        terms.extend(bias(description, layer, port));
        if port < own_ports(description, layer)
            && let Some(norm) = description.norm(layer)
        {
            let given = equations::port(description, layer, port)
                .raised("\\text{sum}")
                .at("t");
            lines.push(sum(&given, &terms));
            terms = normed(description, layer, port, &norm, &given);
        }
        if port == 0 {
            terms.extend(noise(description, layer));
        }
        lines.push(sum(&equations::port(description, layer, port).at("t"), &terms));
    }
    lines
}

/// gain (u - mean) / sqrt(variance + eps) + shift.
fn normed(description: &Description, layer: usize, port: usize, norm: &Norm, given: &str) -> Vec<String> {
    let [gain, shift] = ["gamma", "beta"].map(|letter| {
        let symbol = equations::letter(description, layer, letter);
        match port_name(description, layer, port) {
            Some(port) => symbol.raised(port).to_string(),
            None => symbol.to_string(),
        }
    });
    let over = match norm.over {
        NormOver::Channels => "_{\\text{channels}}",
        NormOver::Bands => "_{\\text{bands}}",
        _ => "",
    };
    let of = |what: &str| format!("\\operatorname{{{what}}}{over}({given})");
    let eps = in_formula(norm.eps, 6);
    let fraction = format!(
        "\\frac{{{given} - {}}}{{\\sqrt{{{} + {eps}}}}}",
        of("mean"),
        of("var")
    );
    vec![format!("{gain} \\odot {fraction}"), shift]
}

fn drives_port(description: &Description, link: &Link, port: usize) -> bool {
    match link.port {
        Some(driven) => driven == port,
        None => port < own_ports(description, link.target),
    }
}

/// An equation, in as many lines as its terms take.
pub(super) fn sum(left: &str, terms: &[String]) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut taken = width(left);
    let first = taken;
    for term in terms {
        let own = width(term) + 30;
        // To add what has a sign is to subtract it.
        let added = match term.strip_prefix('-') {
            Some(rest) => format!("- {rest}"),
            None => format!("+ {term}"),
        };
        match lines.last_mut() {
            Some(line) if taken + own <= WIDEST => {
                line.push_str(&format!(" {added}"));
                taken += own;
            }
            Some(_) => {
                lines.push(added);
                taken = first + own;
            }
            None => {
                lines.push(term.clone());
                taken = first + own;
            }
        }
    }
    match lines.is_empty() {
        true => format!("{left} &= 0"),
        false => format!("{left} &= {}", lines.join(" \\\\\n&\\quad ")),
    }
}

/// So many letters fit in a line of a page, in tenths.
const WIDEST: usize = 540;

/// About how wide a formula is, in tenths of a letter: a command is a letter, and what stands above or below is small.
fn width(formula: &str) -> usize {
    let (mut tenths, mut is_small) = (0, false);
    // Of each brace that is open, whether what it encloses is small.
    let mut open: Vec<bool> = Vec::new();
    let mut letters = formula.chars().peekable();
    while let Some(letter) = letters.next() {
        let is_within = open.last().copied().unwrap_or(false);
        let own = if is_within { 6 } else { 10 };
        match letter {
            '\\' => {
                let mut name = String::new();
                while let Some(next) = letters.next_if(char::is_ascii_alphabetic) {
                    name.push(next);
                }
                let is_seen = !matches!(
                    &*name,
                    "" | "left" | "right" | "text" | "textit" | "operatorname" | "frac" | "sqrt"
                );
                tenths += if is_seen { own } else { 0 };
            }
            '^' | '_' => is_small = true,
            '{' => open.push(std::mem::take(&mut is_small) || is_within),
            '}' => is_small = open.pop().is_none(),
            ' ' => {}
            _ => tenths += own,
        }
    }
    tenths
}

/// The name of a port, where a layer has several of its own.
fn port_name(description: &Description, layer: usize, port: usize) -> Option<String> {
    let name = &unit(description, layer).ports[port];
    (own_ports(description, layer) > 1).then(|| Symbol::of(name).to_string())
}

fn term(description: &Description, link: &Link, port: usize) -> String {
    let mut weight = weight(description, link);
    if let (None, Some(name)) = (link.port, port_name(description, link.target, port)) {
        weight = weight.raised(name);
    }
    let source = emission(description, link.source);
    if link.learned_delay.is_some() {
        let read = of_link(description, link, "\\tilde{a}").at("t");
        return times(&matrix(description, link, &weight), &read);
    }
    match *link.delays {
        [delay] => times(&matrix(description, link, &weight), &source.at(&back(delay))),
        ref delays => {
            let weight = matrix(description, link, &weight.raised("(d)"));
            let is_range = delays.len() > 2 && delays.windows(2).all(|pair| pair[0] + 1 == pair[1]);
            let over = match is_range {
                true => format!("_{{d={}}}^{{{}}}", delays[0], delays[delays.len() - 1]),
                false => {
                    let list: Vec<String> = delays.iter().map(usize::to_string).collect();
                    format!("_{{d\\in\\{{{}\\}}}}", list.join(","))
                }
            };
            format!("\\sum{over} {}", times(&weight, &source.at("t-d")))
        }
    }
}

/// A matrix times what is read; nothing stands for one.
fn times(matrix: &str, read: &str) -> String {
    match matrix {
        "" => read.to_string(),
        _ => format!("{matrix}\\,{read}"),
    }
}

/// A weight as the matrix that it is: with its mask, or diagonal.
fn matrix(description: &Description, link: &Link, weight: &Symbol) -> String {
    match &link.form {
        LinkForm::Masked(_) | LinkForm::Sparse { .. } => {
            format!(
                "\\left({} \\odot {weight}\\right)",
                of_link(description, link, "M")
            )
        }
        LinkForm::Diagonal => format!("\\operatorname{{diag}}\\left({weight}\\right)"),
        LinkForm::Local(window) => format!("{}\\left({weight}\\right)", operator("local", *window)),
        LinkForm::Conv(window) => format!("{}\\left({weight}\\right)", operator("conv", *window)),
        LinkForm::Identity => String::new(),
        _ => weight.to_string(),
    }
}

fn bias(description: &Description, layer: usize, port: usize) -> Option<String> {
    let name = &description.layers[layer].name;
    if let Some(rate) = gated(description, layer, port) {
        return Some(
            Symbol::letter("c")
                .raised(Symbol::of(rate).to_string())
                .of_layer(name)
                .to_string(),
        );
    }
    folding::parameter_of(description, layer, "bias")?;
    let bias = equations::letter(description, layer, "b");
    Some(match port_name(description, layer, port) {
        Some(port) => bias.raised(port).to_string(),
        None => bias.to_string(),
    })
}

/// sd c xi\[t\] with c = sqrt((2 - alpha_s) / alpha_s), 1 where the unit has no such rate.
fn noise(description: &Description, index: usize) -> Option<String> {
    let layer = &description.layers[index];
    let sd = in_formula(layer.noise?, 6);
    let xi = equations::letter(description, index, "xi").at("t");
    let constant = layer.constants.iter().find(|constant| constant.name == "alpha_s");
    // A gate is an equation in front of the others, in the order of the ports.
    let mut gates = folding::gates(description, index).into_iter();
    let gated = gates.position(|(port, _)| gated(description, index, port) == Some("alpha_s"));
    let alpha = match (constant, gated) {
        (Some(constant), _) => match constant.folded {
            Some(number) => in_formula(number, 6),
            None => equations::constant(description, index, "alpha_s").to_string(),
        },
        (None, Some(equation)) => equations::value(description, index, equation).at("t"),
        (None, None) => return Some(format!("{sd}\\,{xi}")),
    };
    Some(format!(
        "{sd}\\,\\sqrt{{\\frac{{2 - {alpha}}}{{{alpha}}}}}\\,{xi}"
    ))
}
