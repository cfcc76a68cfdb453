//! The equations of a layer and their adjoint as lines a person reads: comments of the emitted code, and `Display`.
//!
//! `rate[t] = (1 - alpha_r) rate[t-1] + alpha_r sigmoid(current[t])`; d_x stands for the derivative of the loss with
//! respect to x.

use std::collections::{BTreeMap, BTreeSet};

use crate::functions::Function;
use crate::graph::{Custom, Node};
use crate::network::{Network, Operator};
use crate::program::{AdjointRows, Place, Program, Store, Units, Variable};
use crate::render::{Notation, Renderer, bindings};

/// A line for each equation.
pub fn lines(network: &Network, program: &Program, units: &Units) -> Vec<String> {
    let layer = &program.layers[units.layer];
    let graph = &layer.graph;
    let mut names: BTreeMap<Node, String> = BTreeMap::new();
    for (&leaf, &place) in &layer.leaves {
        names.insert(leaf, read(network, program, place));
    }
    let is_adjoint = |store: &Store| !matches!(store.place, Place::Value(..));
    let are_adjoints = units.stores.iter().all(is_adjoint);
    for (&node, name) in &layer.equations {
        let is_given = are_adjoints || units.reads.contains_key(&node);
        if is_given && !graph.operands(node).is_empty() {
            names.insert(node, format!("{name}[t]"));
        }
    }
    let wanted = if are_adjoints {
        &layer.adjoints
    } else {
        &layer.equations
    };
    let available: BTreeSet<Node> = match are_adjoints {
        true => names.keys().copied().collect(),
        false => units.reads.keys().copied().collect(),
    };
    let roots: Vec<Node> = units.stores.iter().map(|store| store.node).collect();
    let mut renderer = Renderer::<Formula> { graph, names };
    let mut lines = Vec::new();
    for node in bindings(graph, &roots, &available, &wanted.keys().copied().collect()) {
        let Some(name) = wanted.get(&node).filter(|_| !renderer.names.contains_key(&node)) else {
            continue;
        };
        lines.push(equation(name, &renderer.definition(node)));
        renderer.names.insert(node, format!("{name}[t]"));
    }
    for store in &units.stores {
        let line = stored(network, program, store, &renderer.node(store.node));
        lines.extend(line.map(|line| match units.adds {
            true => added(line),
            false => line,
        }));
    }
    lines
}

/// What links of this step and the step after have given an adjoint is there already; the equations add to it.
fn equation(name: &str, definition: &str) -> String {
    match definition.strip_prefix(&format!("{name}[t] + ")) {
        Some(added) => format!("{name}[t] += {added}"),
        None => format!("{name}[t] = {definition}"),
    }
}

/// The line of a store that adds to what is there.
fn added(line: String) -> String {
    match line.contains("+=") {
        true => line,
        false => line.replacen(" = ", " += ", 1),
    }
}

/// The line of a store, unless it only repeats the one of its value, or keeps what is no equation of its own.
fn stored(network: &Network, program: &Program, store: &Store, value: &str) -> Option<String> {
    let place = read(network, program, store.place);
    match store.place {
        Place::Value(series, _) => {
            let series = &program.series[series];
            let is_helper = series.adjoint == AdjointRows::Absent && !series.trace_only;
            (!is_helper && value != place).then(|| format!("{place} = {value}"))
        }
        Place::Adjoint(_, 0) => Some(format!("{place} = {value}")),
        Place::Adjoint(..) => Some(format!("{place} += {value}")),
        Place::Carried(_) => {
            let label = label(network, program, store.place.variable());
            Some(format!("{} = {value}", at(&label, 1)))
        }
        Place::Constant(..) | Place::Gradient(..) => Some(format!("{place} += {value}")),
    }
}

fn read(network: &Network, program: &Program, place: Place) -> String {
    let label = label(network, program, place.variable());
    match place {
        Place::Value(_, delay) | Place::Adjoint(_, delay) => at(&label, delay),
        Place::Carried(_) => at(&label, 0),
        Place::Constant(..) | Place::Gradient(..) => label,
    }
}

/// What a variable is called in its layer.
pub fn label(network: &Network, program: &Program, variable: Variable) -> String {
    match variable {
        Variable::Series(series) => program.series[series].label.clone(),
        Variable::Adjoint(series) => format!("d_{}", program.series[series].label),
        Variable::Parameter(parameter) => network.parameters[parameter].label().to_string(),
        Variable::Gradient(parameter) => format!("d_{}", network.parameters[parameter].label()),
    }
}

/// `rate[t-1]`.
pub fn at(name: &str, delay: usize) -> String {
    match delay {
        0 => format!("{name}[t]"),
        delay => format!("{name}[t-{delay}]"),
    }
}

/// As a formula: `sigmoid(current)`, `1 - alpha_s`.
struct Formula;

impl Notation for Formula {
    type Text = String;
    const SIGNS_IN_PARENTHESES: bool = true;

    fn number(value: f64) -> String {
        format!("{value}")
    }

    fn negated(a: String) -> String {
        format!("-{a}")
    }

    fn binary(operator: Operator, a: String, b: String) -> String {
        match operator {
            Operator::Add => format!("{a} + {b}"),
            Operator::Subtract => format!("{a} - {b}"),
            Operator::Multiply => format!("{a} {b}"),
            Operator::Divide => format!("{a} / {b}"),
        }
    }

    fn call(function: Function, values: Vec<String>, number: Option<f64>) -> String {
        let arguments = values.into_iter().chain(number.map(|number| number.to_string()));
        let arguments: Vec<String> = arguments.collect();
        format!("{}({})", function.row().name, arguments.join(", "))
    }

    fn custom(custom: &Custom, x: String) -> String {
        format!("{}({x})", custom.path)
    }

    fn custom_derivative(custom: &Custom, x: String, _y: String) -> String {
        format!("{}'({x})", custom.path)
    }

    fn above_zero(x: String, above: String, below: String) -> String {
        format!("({above} where {x} > 0, else {below})")
    }

    fn in_parentheses(a: String) -> String {
        format!("({a})")
    }

    fn value_of_number(number: String) -> String {
        number
    }
}
