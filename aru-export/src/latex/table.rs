//! The table of symbols: what each stands for, its shape, and the value of what is one number.

use aru_runtime::network::description::{Description, LinkForm, NormPart, Parameter, Role, Scope, Source};

use super::equations::{constant, letter, value};
use super::links::{emission, of_link, weight};
use super::symbols::{Symbol, text};
use super::unit;
use crate::values::Values;
use crate::words::{in_formula, short};

/// Symbol, name and shape, value.
struct Row {
    symbol: String,
    name: String,
    shape: String,
    value: String,
}

/// `70`, or `10\times 7` in bands of channels.
fn shape([bands, channels]: [usize; 2]) -> String {
    match channels {
        1 => bands.to_string(),
        _ => format!("{bands}\\times {channels}"),
    }
}

pub(super) fn of(description: &Description, values: &Values) -> String {
    let mut rows: Vec<Row> = Vec::new();
    for (index, input) in description.inputs.iter().enumerate() {
        rows.push(Row {
            symbol: emission(description, Source::Input(index)).at("t"),
            name: format!("input \\texttt{{{}}}{}", text(&input.name), said(&input.docs)),
            shape: shape(input.shape()),
            value: String::new(),
        });
    }
    for (index, layer) in description.layers.iter().enumerate() {
        let kind = if layer.is_output { "output" } else { "layer" };
        rows.push(Row {
            symbol: value(description, index, unit(description, index).emit).at("t"),
            name: format!("{kind} \\texttt{{{}}}", text(&layer.name)),
            shape: shape(layer.shape()),
            value: String::new(),
        });
    }
    for link in description.links.iter() {
        if let Some(mask) = link.form.mask() {
            let [targets, sources] = mask.shape();
            rows.push(Row {
                symbol: of_link(description, link, "M").to_string(),
                name: format!("mask of zeros and {} ones", mask.count()),
                shape: format!("{targets}\\times {sources}"),
                value: String::new(),
            });
        }
    }
    for (parameter, values) in description.parameters.iter().zip(values) {
        let shape: Vec<String> = parameter.shape.iter().map(usize::to_string).collect();
        let kind = match (parameter.role, parameter.learn) {
            (Role::Mask { .. }, _) => "drawn",
            (_, true) => "learned",
            (_, false) => "fixed",
        };
        rows.push(Row {
            symbol: symbol(description, parameter).to_string(),
            name: format!(
                "\\texttt{{{}}}, {kind}{}",
                text(&parameter.name),
                shared(description, parameter)
            ),
            shape: shape.join("\\times "),
            value: match values[..] {
                [one] => number(description, parameter, one),
                _ => String::new(),
            },
        });
    }
    let rows = rows.iter().map(|row| {
        let Row {
            symbol,
            name,
            shape,
            value,
        } = row;
        format!("${symbol}$ & {name} & ${shape}$ & {value} \\\\\n")
    });
    format!(
        "\n\\noindent{{\\small\\renewcommand{{\\arraystretch}}{{1.2}}\n\\begin{{tabular}}{{llll}}\n\\hline\nsymbol & stands for & shape & value \\\\\n\\hline\n{}\\hline\n\\end{{tabular}}}}\n",
        rows.collect::<String>()
    )
}

/// Who shares a number, where units do that are not the whole layer.
fn shared(description: &Description, parameter: &Parameter) -> &'static str {
    let scope = match parameter.role {
        Role::Constant { scope, .. } | Role::SharedBias { scope, .. } => scope,
        Role::Norm { over, .. } => over.scope(),
        Role::Weight { link } => match description.links[link].form {
            LinkForm::Conv(_) => return ", shared by all bands",
            _ => return "",
        },
        _ => return "",
    };
    match scope {
        Scope::PerBand => ", one a band",
        Scope::PerChannel => ", one a channel",
        _ => "",
    }
}

/// The doc comment of something.
fn said(docs: &str) -> String {
    match docs.trim() {
        "" => String::new(),
        docs => format!(": {}", text(docs)),
    }
}

/// The value of a constant; of a rate also its time constant, where the length of a step is known.
fn number(description: &Description, parameter: &Parameter, value: f64) -> String {
    let plain = format!("${}$", in_formula(value, 6));
    let Some(dt) = description.dt else { return plain };
    match parameter.role {
        Role::Delay { .. } => format!("{plain} steps, {}\\,ms", short(1e3 * dt * value)),
        _ if description.is_rate(parameter) => {
            let name = parameter.name.rsplit('.').next().unwrap_or_default();
            let tau = name
                .strip_prefix("alpha_")
                .map(|rest| Symbol::of(&format!("tau_{rest}")));
            let tau = tau.map_or(String::new(), |tau| {
                format!("${tau} = {}$\\,ms", in_formula(1e3 * dt / value, 4))
            });
            format!("{plain}, {tau}")
        }
        _ => plain,
    }
}

/// How a parameter is written in the equations.
pub(super) fn symbol(description: &Description, parameter: &Parameter) -> Symbol {
    let layer_name = |layer: usize| &*description.layers[layer].name;
    let last = parameter.name.rsplit('.').next().unwrap_or_default();
    match parameter.role {
        Role::Weight { link } => weight(description, &description.links[link]),
        Role::Mask { link } => of_link(description, &description.links[link], "M"),
        Role::Delay { link } => of_link(description, &description.links[link], "d"),
        Role::Spread { link } => of_link(description, &description.links[link], "s"),
        Role::Bias { layer } if last == "bias" => letter(description, layer, "b"),
        Role::SharedBias { layer, .. } if last == "bias" => letter(description, layer, "b"),
        Role::Bias { layer } | Role::SharedBias { layer, .. } | Role::Constant { layer, .. } => {
            constant(description, layer, last)
        }
        Role::Norm { layer, part, .. } => letter(
            description,
            layer,
            match part {
                NormPart::Gain => "gamma",
                NormPart::Shift => "beta",
            },
        ),
        Role::Gate { layer, .. } => {
            let rate = parameter.name.rsplit('.').nth(1).unwrap_or_default();
            Symbol::letter("c")
                .raised(Symbol::of(rate).to_string())
                .of_layer(layer_name(layer))
        }
        Role::InitialState { layer } => Symbol::of(last).of_layer(layer_name(layer)).raised("0"),
        _ => Symbol::of(last),
    }
}
