//! What must hold of the parameters: bounds, Dale's law.

use aru_runtime::network::description::{Bounds, Description, Role};

use super::table::symbol;
use crate::words::in_formula;

pub(super) fn of(description: &Description) -> String {
    let lines = description.parameters.iter().filter_map(|parameter| {
        let symbol = symbol(description, parameter);
        match parameter.bounds {
            Bounds::Interval { low, high } => Some(format!(
                "{} \\le {symbol} &\\le {}",
                in_formula(low, 6),
                in_formula(high, 6)
            )),
            Bounds::Logistic { low, high, .. } => Some(format!(
                "{} < {symbol} &< {}",
                in_formula(low, 6),
                in_formula(high, 6)
            )),
            Bounds::Signed { excitatory, sources } => match parameter.role {
                Role::Weight { .. } => {
                    let index = if parameter.shape.len() > 1 { "ij" } else { "j" };
                    Some(signs(
                        &format!("\\bigl({symbol}\\bigr)_{{{index}}}"),
                        excitatory,
                        sources,
                    ))
                }
                _ => Some(format!("{symbol} &\\ge 0")),
            },
            _ => None,
        }
    });
    let lines: Vec<String> = lines.collect();
    if lines.is_empty() {
        return String::new();
    }
    format!(
        "\n\\noindent Conditions:\n\\begin{{align*}}\n{}\n\\end{{align*}}\n",
        lines.join(" \\\\\n")
    )
}

/// An element for source j: which kind it is of.
fn signs(element: &str, excitatory: usize, sources: usize) -> String {
    match excitatory {
        0 => format!("{element} &\\le 0"),
        all if all == sources => format!("{element} &\\ge 0"),
        _ => format!(
            "{element} &\\ge 0 \\text{{ for }} j \\le {excitatory},\\quad \\le 0 \\text{{ for }} j > {excitatory}"
        ),
    }
}
