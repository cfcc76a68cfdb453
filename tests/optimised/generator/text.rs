//! Writes declarations as the text of `recurrent_net!`.

mod links;

use std::fmt::Write;

use self::links::links;
use super::activations::{TYPES, own};
use super::constraints::FUNCTIONS;
use super::declaration::{
    Axis, Bounds, Constant, Declaration, Form, Init, Layer, Link, Node, Norm, Over, Size, Stored, Value,
};
use super::starts::STARTS;

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
    text += "}\n\nmod starts {\n";
    for (name, says, _) in STARTS {
        writeln!(text, "    pub fn {name}{says}\n    }}").expect("a string");
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
             #[macro_export]\nmacro_rules! every_network {\n    ($case:ident) => {\n";
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
    text += "    };\n}\n";
    text
}

fn matrix_name(declaration: &Declaration, link: &Link) -> String {
    let (source, target) = (link.source, Node::Layer(link.target));
    let name = format!(
        "{}_{}_TO_{}{}",
        declaration.name,
        declaration.node_name(source),
        declaration.node_name(target),
        link.port.map_or(String::new(), |port| format!("_{port}"))
    );
    name.to_uppercase()
}

/// Without `relu` and its like, and without a norm that is as good as one where units are nearly equal.
fn is_smooth(declaration: &Declaration) -> bool {
    declaration.layers.iter().all(|layer| {
        layer.norm.is_none_or(|norm| norm.eps.is_some())
            && !layer.unit.has_corner()
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
    text += &if layer.is_output && layer.unit.name == "Dense" {
        format!("        output {}: {size}", layer.name)
    } else {
        let kind = if layer.is_output { "output" } else { "layer" };
        format!("        {kind} {}: {}<{size}>", layer.name, layer.unit.name)
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
    settings.extend(layer.norm.map(norm));
    let scope = layer.bias_scope.map_or("", |scope| scope.word());
    settings.extend(
        layer
            .bias
            .as_ref()
            .map(|bias| format!("bias: {};", stored(bias, "none", scope))),
    );
    settings.extend(
        layer
            .initial
            .as_ref()
            .map(|initial| format!("initial: {};", stored(initial, "zero", ""))),
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
            scope,
            init,
            bounds,
        } => {
            let word = if *learn { "learn" } else { "fixed" };
            let scope = scope.word();
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

fn norm(norm: Norm) -> String {
    let over = match norm.over {
        Over::Units => None,
        Over::Channels => Some("over channels".to_owned()),
        Over::Bands => Some("over bands".to_owned()),
    };
    let eps = norm.eps.map(|eps| format!("eps {eps:?}"));
    match over.into_iter().chain(eps).collect::<Vec<_>>().as_slice() {
        [] => "norm: layer;".to_owned(),
        words => format!("norm: layer({});", words.join(", ")),
    }
}

/// `nothing` is the word for neither; `scope` says who shares a number, if anybody.
fn stored(stored: &Stored, nothing: &str, scope: &str) -> String {
    let init = |init: &Init| {
        let init = init_text(init, |value| format!("{value:?}"));
        match scope {
            "" => init,
            _ => format!("{scope}({init})"),
        }
    };
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
        Init::LogUniform(low, high) => format!("log_uniform({}, {})", number(*low), number(*high)),
        Init::Normal(mean, deviation) => format!("normal({}, {})", number(*mean), number(*deviation)),
        Init::By(function) => format!("by(starts::{function})"),
        Init::Orthogonal(gain) => format!("orthogonal({gain:?})"),
        Init::Named(name) => (*name).to_owned(),
    }
}

fn time(microseconds: f64) -> String {
    format!("{} ms", microseconds / 1000.0)
}

fn size_text(size: Size) -> String {
    match size {
        Size::Plain(axis) => axis_text(axis),
        Size::Shape([bands, channels]) => format!("[{}, {}]", axis_text(bands), axis_text(channels)),
    }
}

fn axis_text(axis: Axis) -> String {
    match axis {
        Axis::Number(value) => value.to_string(),
        Axis::Const(index, _) => CONST_NAMES[index].to_owned(),
        Axis::Path(value) => format!("sizes::{}", SIZE_NAMES[value]),
    }
}
