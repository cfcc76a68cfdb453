//! Writes declarations as the text of `recurrent_net!`.

use std::fmt::Write;

use super::activations::{TYPES, own};
use super::constraints::FUNCTIONS;
use super::declaration::{
    Bounds, Constant, Declaration, Form, Init, Layer, Learned, Link, Node, Size, Stored, Taps, Value,
};

const CONST_NAMES: [&str; 2] = ["H", "K"];
const SIZE_NAMES: [&str; 4] = ["", "", "TWO", "THREE"];

/// The whole file.
pub fn file(declarations: &[Declaration]) -> String {
    let mut text = String::from(
        "// Written by tests/optimised/generate.rs, which also checks that it is up to date; not to be edited.\n\n\
         mod sizes {\n    pub const TWO: usize = 2;\n    pub const THREE: usize = 3;\n}\n\n",
    );
    text += "mod masks {\n";
    for (name, says, _) in FUNCTIONS {
        writeln!(
            text,
            "    pub fn {name}(target: usize, source: usize) -> bool {{\n        {says}\n    }}"
        )
        .expect("a string");
    }
    text += "}\n\n";
    text += TYPES;
    for declaration in declarations {
        for link in &declaration.links {
            if let Form::Matrix(rows) = &link.form {
                let (targets, sources) = (rows.len(), rows[0].len());
                let name = matrix_name(declaration, link);
                writeln!(text, "const {name}: [[bool; {sources}]; {targets}] = {rows:?};").expect("a string");
            }
        }
        text += &network(declaration);
        text += "\n";
    }
    text += "/// Calls `$case!` with the name of each network, its type, and whether all its equations are smooth.\n\
             macro_rules! every_network {\n    ($case:ident) => {\n";
    for declaration in declarations {
        let sizes: String = declaration
            .const_parameters
            .iter()
            .map(|size| format!(", {size}"))
            .collect();
        let (name, smooth) = (&declaration.name, is_smooth(declaration));
        let module = name.to_lowercase();
        writeln!(
            text,
            "        $case! {{ {module}, declarations::{name}<f64{sizes}>, {smooth} }}"
        )
        .expect("a string");
    }
    text += "    };\n}\npub(crate) use every_network;\n";
    text
}

fn matrix_name(declaration: &Declaration, link: &Link) -> String {
    let (source, target) = (link.source, Node::Layer(link.target));
    let name = format!(
        "{}_{}_TO_{}",
        declaration.name,
        declaration.node_name(source),
        declaration.node_name(target)
    );
    name.to_uppercase()
}

/// Without `relu` and its like.
fn is_smooth(declaration: &Declaration) -> bool {
    declaration.layers.iter().all(|layer| {
        !layer.unit.has_corner()
            && !layer.activation.is_some_and(|activation| match own(activation) {
                Some(own) => !own.is_smooth,
                None => activation.contains("relu"),
            })
    })
}

fn network(declaration: &Declaration) -> String {
    let mut text = String::from("recurrent_net! {");
    let mut units: Vec<&str> = Vec::new();
    for layer in &declaration.layers {
        if let Some(unit) = layer.unit.text
            && !units.contains(&unit)
        {
            units.push(unit);
        }
    }
    let mut activations: Vec<&str> = Vec::new();
    for layer in &declaration.layers {
        if let Some(text) = layer.activation.and_then(own).and_then(|own| own.text)
            && !activations.contains(&text)
        {
            activations.push(text);
        }
    }
    text += &units.join("\n");
    for activation in activations {
        text += "\n";
        text += activation;
    }
    let parameters: Vec<String> = (0..declaration.const_parameters.len())
        .map(|index| format!("const {}: usize", CONST_NAMES[index]))
        .collect();
    let parameters = if parameters.is_empty() {
        String::new()
    } else {
        format!("<{}>", parameters.join(", "))
    };
    writeln!(
        text,
        "\n    /// Generated.\n    pub struct {}{parameters} {{",
        declaration.name
    )
    .expect("a string");
    if let Some((dt, _)) = declaration.dt {
        writeln!(text, "        dt: {dt};").expect("a string");
    }
    let (members, links) = (members(declaration), links(declaration));
    text += &if declaration.links_come_first {
        links + "\n" + &members
    } else {
        members + "\n" + &links
    };
    text + "    }\n}\n"
}

fn members(declaration: &Declaration) -> String {
    let mut text = String::new();
    for (name, size) in &declaration.inputs {
        text += &format!("        input {name}: {};\n", size_text(*size));
    }
    for &index in &declaration.layers_as_written {
        text += &layer(declaration, &declaration.layers[index]);
    }
    text
}

fn layer(declaration: &Declaration, layer: &Layer) -> String {
    let mut text = String::new();
    if layer.has_docs {
        text += &format!("        /// What `{}` is for.\n", layer.name);
    }
    let size = size_text(layer.size);
    text += &if layer.is_output {
        format!("        output {}: {size}", layer.name)
    } else {
        format!("        layer {}: {}<{size}>", layer.name, layer.unit.name)
    };
    let mut settings: Vec<String> = layer
        .constants
        .iter()
        .map(|value| constant(declaration, value))
        .collect();
    settings.extend(
        layer
            .activation
            .map(|activation| format!("activation: {activation};")),
    );
    settings.extend(
        layer
            .bias
            .as_ref()
            .map(|bias| format!("bias: {};", stored(bias, "none"))),
    );
    settings.extend(
        layer
            .initial
            .as_ref()
            .map(|initial| format!("initial: {};", stored(initial, "zero"))),
    );
    settings.extend(layer.sign.map(|part| format!("sign: dale(excitatory {part});")));
    settings.extend(layer.noise.map(|sd| format!("noise: normal({sd:?});")));
    match settings.as_slice() {
        [] if layer.has_docs => text += " {}\n",
        [] => text += ";\n",
        _ => {
            let lines: String = settings
                .iter()
                .map(|setting| format!("            {setting}\n"))
                .collect();
            text += &format!(" {{\n{lines}        }}\n");
        }
    }
    text
}

fn constant(declaration: &Declaration, constant: &Constant) -> String {
    let number = |value: f64| match declaration.dt {
        Some((_, microseconds)) if constant.is_time => time(value * microseconds as f64),
        _ => format!("{value:?}"),
    };
    let name = if constant.is_time {
        constant.name.replacen("alpha", "tau", 1)
    } else {
        constant.name.to_owned()
    };
    let docs = if constant.has_docs {
        "/// How fast, or how strong.\n            "
    } else {
        ""
    };
    let value = match &constant.value {
        Value::Folded(value) => number(*value),
        Value::Gated { start, ends, from } => {
            let mut arguments: Vec<String> = start.map(number).into_iter().collect();
            if !from.is_empty() {
                let names: Vec<&str> = from.iter().map(|&node| declaration.node_name(node)).collect();
                arguments.push(format!("from {}", names.join(", ")));
            }
            let arguments = match arguments.as_slice() {
                [] => String::new(),
                _ => format!("({})", arguments.join(", ")),
            };
            let ends = ends.map(|(low, high)| format!(" in logistic({}, {})", number(low), number(high)));
            format!("gated{arguments}{}", ends.unwrap_or_default())
        }
        Value::Stored {
            learn,
            is_global,
            init,
            bounds,
        } => {
            let word = if *learn { "learn" } else { "fixed" };
            let scope = if *is_global { "global" } else { "per_unit" };
            let bounds = match *bounds {
                Bounds::Free => String::new(),
                Bounds::Interval(low, high) => format!(" in {}..={}", number(low), number(high)),
                Bounds::Logistic(low, high) => format!(" in logistic({}, {})", number(low), number(high)),
                Bounds::Sloped(low, high, slope) => {
                    format!(" in logistic({}, {}, slope {slope:?})", number(low), number(high))
                }
            };
            format!("{word} {scope}({}){bounds}", init_text(init, number))
        }
    };
    format!("{docs}{name}: {value};")
}

fn stored(stored: &Stored, nothing: &str) -> String {
    let init = |init: &Init| init_text(init, |value| format!("{value:?}"));
    match stored {
        Stored::Nothing => nothing.to_owned(),
        Stored::Learn(None) => "learn".to_owned(),
        Stored::Learn(Some(value)) => format!("learn {}", init(value)),
        Stored::Fixed(value) => format!("fixed {}", init(value)),
    }
}

fn init_text(init: &Init, number: impl Fn(f64) -> String) -> String {
    match init {
        Init::Number(value) => number(*value),
        Init::Uniform(low, high) => format!("uniform({}, {})", number(*low), number(*high)),
        Init::Normal(mean, deviation) => format!("normal({}, {})", number(*mean), number(*deviation)),
        Init::Orthogonal(gain) => format!("orthogonal({gain:?})"),
        Init::Named(name) => (*name).to_owned(),
    }
}

fn links(declaration: &Declaration) -> String {
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
            .map(|weights| format!("weights: {};", stored(weights, ""))),
    );
    match &link.form {
        Form::All => {}
        Form::Dense => settings.push("form: dense;".to_owned()),
        Form::Matrix(_) => settings.push(format!("mask: {};", matrix_name(declaration, link))),
        Form::By(function) => settings.push(format!("mask: by(masks::{function});")),
        Form::Density(hundredths) => settings.push(format!("density: {};", *hundredths as f64 / 100.0)),
        Form::Diagonal => settings.push("form: diagonal;".to_owned()),
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

fn time(microseconds: f64) -> String {
    format!("{} ms", microseconds / 1000.0)
}

fn size_text(size: Size) -> String {
    match size {
        Size::Number(value) => value.to_string(),
        Size::Const(index, _) => CONST_NAMES[index].to_owned(),
        Size::Path(value) => format!("sizes::{}", SIZE_NAMES[value]),
    }
}
