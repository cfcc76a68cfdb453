//! A network as a table to be read: layers, constants, links, parameters, and what to be careful with.

mod links;
mod notes;

use std::fmt::{self, Display, Formatter};

use crate::network::bounds::show;
use crate::network::description::{Activation, Bounds, Constant, Description, Layer, Norm, Parameter, Role};
use crate::network::linked::Masks;
use crate::network::parameters;
use crate::network::precision::digits;
use crate::network::programmed::Programmed;
use crate::network::words::in_time;
use crate::numerics::scalar::Scalar;

/// What `summary` returns; printing it gives the tables.
#[derive(Clone, Debug)]
pub struct Summary {
    title: String,
    tables: Vec<TextTable>,
    lines: Vec<String>,
}

/// Rows of cells; the first row is the head. Columns are as wide as their widest cell.
#[derive(Clone, Debug)]
struct TextTable {
    rows: Vec<Vec<String>>,
}

impl Summary {
    /// `memory` says what training takes.
    pub(crate) fn of<N: Programmed>(network: &N, memory: String) -> Self {
        let description = network.program().description;
        let step = |dt| format!(", steps of {}", in_time(dt));
        let step = description.dt.map_or(String::new(), step);
        let mut title = format!("{} ({}{step})", description.name, N::Number::NAME);
        let mut docs = description.docs.lines().map(str::trim);
        if let Some(docs) = docs.find(|line| !line.is_empty()) {
            title = format!("{title}: {docs}");
        }
        let constants = constants(network);
        let there = there(network);
        let mut lines = vec![count(description, &there), memory];
        lines.extend(notes::all::<N::Number>(description, &constants));
        lines.extend(notes::empty_masks(description, &there));
        lines.extend(notes::unreached(description));
        let tables = [
            inputs(description),
            layers(description),
            constants_table(description, &constants),
            links::table(description, &there),
            parameter_table(description),
        ];
        let tables = tables.into_iter().filter(|table| table.rows.len() > 1);
        Summary {
            title,
            tables: tables.collect(),
            lines,
        }
    }
}

impl Display for Summary {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.title)?;
        for table in &self.tables {
            write!(f, "\n{table}")?;
        }
        for line in &self.lines {
            write!(f, "\n{line}")?;
        }
        Ok(())
    }
}

impl Display for TextTable {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let width = |column: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..columns).map(width).collect();
        for row in &self.rows {
            let cells = row.iter().zip(&widths);
            let cells: Vec<String> = cells.map(|(cell, &width)| format!("{cell:width$}")).collect();
            writeln!(f, "{}", cells.join("  ").trim_end())?;
        }
        Ok(())
    }
}

impl TextTable {
    fn new<const C: usize>(head: [&str; C], rows: impl Iterator<Item = [String; C]>) -> Self {
        let head = head.map(str::to_string);
        TextTable {
            rows: std::iter::once(head).chain(rows).map(Vec::from).collect(),
        }
    }

    fn add_column(&mut self, head: &str, cells: impl Iterator<Item = String>) {
        let cells = std::iter::once(head.to_string()).chain(cells);
        for (row, cell) in self.rows.iter_mut().zip(cells) {
            row.push(cell);
        }
    }
}

/// A constant of a layer: what was declared and what it is now.
struct Now<'a> {
    layer: &'a Layer,
    constant: &'a Constant,
    parameter: Option<&'a Parameter>,
    values: Vec<f64>,
}

fn constants<N: Programmed>(network: &N) -> Vec<Now<'static>> {
    let layers = network.program().description.layers.iter();
    let all = layers.flat_map(|layer| layer.constants.iter().map(move |constant| (layer, constant)));
    all.map(|(layer, constant)| {
        let stored = parameters::get(network, &format!("{}.{}", layer.name, constant.name)).ok();
        let values = match (constant.folded, &stored) {
            (Some(folded), _) => vec![folded],
            (None, Some(parameter)) => parameter.values().iter().map(|value| value.to_f64()).collect(),
            (None, None) => Vec::new(),
        };
        Now {
            layer,
            constant,
            parameter: stored.map(|parameter| parameter.declaration()),
            values,
        }
    })
    .collect()
}

fn inputs(description: &Description) -> TextTable {
    let inputs = description.inputs.iter();
    let rows = inputs.map(|input| [input.name.to_string(), input.declared_size()]);
    TextTable::new(["input", "size"], rows)
}

fn layers(description: &Description) -> TextTable {
    let rows = description.layers.iter().map(|layer| {
        let (name, size) = (layer.name.to_string(), layer.declared_size());
        let unit = description.unit_name(layer).to_string();
        let activation = layer.activation.as_ref().map_or("-".into(), Activation::in_words);
        let role = if layer.is_output { "output" } else { "layer" };
        [name, size, unit, activation, role.to_string()]
    });
    let mut table = TextTable::new(["layer", "size", "unit", "activation", "role"], rows);
    let has_noise = |layer: &Layer| layer.noise.is_some();
    if description.layers.iter().any(has_noise) {
        let noise = |layer: &Layer| {
            layer
                .noise
                .map_or("-".into(), |sd| format!("normal({})", show(sd)))
        };
        table.add_column("noise", description.layers.iter().map(noise));
    }
    let norms: Vec<_> = (0..description.layers.len())
        .map(|layer| description.norm(layer))
        .collect();
    if norms.iter().any(Option::is_some) {
        let words = |norm: &Option<Norm>| norm.map_or("-".into(), |norm| norm.in_words());
        table.add_column("norm", norms.iter().map(words));
    }
    table
}

fn constants_table(description: &Description, constants: &[Now<'_>]) -> TextTable {
    let rows = constants.iter().map(|now| {
        let name = format!("{}.{}", now.layer.name, now.constant.name);
        let value = spread(&now.values, digits);
        let time = time_constant(description, now).unwrap_or_default();
        [name, value, time, training(description, now)]
    });
    let gates = description.gates().filter_map(|(name, parameter)| {
        let Role::Gate { low, high, .. } = parameter.role else {
            return None;
        };
        let range =
            |show: &dyn Fn(f64) -> String, low: f64, high: f64| format!("{} to {}", show(low), show(high));
        let time = description.dt.map(|dt| range(&in_time, dt / high, dt / low));
        let value = range(&|number| show(number), low, high);
        Some([
            name.to_string(),
            value,
            time.unwrap_or_default(),
            "gated".to_string(),
        ])
    });
    TextTable::new(
        ["constant", "value", "time constant", "training"],
        rows.chain(gates),
    )
}

fn training(description: &Description, now: &Now<'_>) -> String {
    let Some(parameter) = now.parameter else {
        return "folded into the code".to_string();
    };
    if !parameter.learn {
        return "fixed".to_string();
    }
    let dt = description.dt.filter(|_| parameter.declared_as_time);
    match parameter.bounds {
        Bounds::Free | Bounds::Signed { .. } => "learned, without bounds".to_string(),
        Bounds::Interval { low, high } => match dt {
            None => format!("learned in {} to {}", show(low), show(high)),
            Some(dt) => format!("learned in {} to {}", in_time(dt / high), in_time(dt / low)),
        },
        Bounds::Logistic { low, high, .. } => format!("learned in logistic({}, {})", show(low), show(high)),
    }
}

/// dt / alpha, of a rate in a network whose steps have a length.
fn time_constant(description: &Description, now: &Now<'_>) -> Option<String> {
    let dt = description.dt.filter(|_| now.constant.is_rate)?;
    let times: Vec<f64> = now.values.iter().map(|alpha| dt / alpha).collect();
    Some(spread(&times, in_time))
}

/// One number, or the mean of several and their range.
fn spread(values: &[f64], show: impl Fn(f64) -> String) -> String {
    match values {
        [] => String::new(),
        [value] => show(*value),
        _ => {
            let mean = values.iter().sum::<f64>() / values.len() as f64;
            let low = values.iter().copied().fold(f64::INFINITY, f64::min);
            let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            format!("mean {} ({} to {})", show(mean), show(low), show(high))
        }
    }
}

fn shape(parameter: &Parameter) -> String {
    let axes: Vec<String> = parameter.shape.iter().map(usize::to_string).collect();
    axes.join(" x ")
}

fn parameter_table(description: &Description) -> TextTable {
    let rows = description.parameters.iter().map(|parameter| {
        let training = match parameter.role {
            Role::Mask { .. } => "a mask",
            _ if parameter.learn => "learned",
            _ => "fixed",
        };
        let start = parameter.initial.in_words(parameter.declared_as_time);
        let name = parameter.name.to_string();
        [name, shape(parameter), training.to_string(), start]
    });
    TextTable::new(["parameter", "shape", "training", "drawn from"], rows)
}

/// How many elements of each parameter are there: all but those that a mask leaves out.
fn there<N: Programmed>(network: &N) -> Vec<usize> {
    let description = network.program().description;
    let masks = Masks::of(description);
    let parameters = description.parameters.iter();
    let counts = parameters.map(|parameter| match masks.linked(parameter, network.values()) {
        Some(linked) => linked.iter().filter(|&&linked| linked).count(),
        None => parameter.len(),
    });
    counts.collect()
}

/// A mask says what is there, and is no number of the model.
fn count(description: &Description, there: &[usize]) -> String {
    let sum = |learn: bool| -> usize {
        let parameters = description.parameters.iter().zip(there);
        let counted = parameters.filter(|(parameter, _)| {
            parameter.learn == learn && !matches!(parameter.role, Role::Mask { .. })
        });
        counted.map(|(_, there)| there).sum()
    };
    match sum(false) {
        0 => format!("{} numbers are learned", sum(true)),
        fixed => format!("{} numbers are learned, {fixed} are fixed", sum(true)),
    }
}

#[cfg(test)]
mod tests;
