//! One step of a layer: what drives it, and its equations, each below itself as a comment.

mod drives;

use std::collections::{BTreeMap, BTreeSet};

use aru_runtime::network::description::{
    Bounds, Description, Equation, Expression, LEAST_RATE, Layer, Link, Parameter, Role, Unit,
};

use super::functions::Functions;
use super::links::Brought;
use super::names::Names;
use super::term::{Term, number};
use super::text::Lines;
use super::{formula, notation};
use crate::folding;

/// The lines of one step of a layer. `functions` are those of the file; `names` has those that are taken around.
pub(super) fn step(
    description: &Description,
    index: usize,
    functions: &Functions,
    names: &Names,
    lines: &mut Lines,
) {
    let layer = &description.layers[index];
    let unit = folding::unit(description, index);
    let gates = folding::gates(description, index).into_iter();
    let gates: Vec<(usize, &Parameter)> = gates
        .map(|(port, bias)| (port, &description.parameters[bias]))
        .collect();
    let mut block = Block {
        description,
        layer,
        index,
        unit,
        folded: folding::equations(description, index),
        functions,
        own_ports: unit.ports.len() - gates.len(),
        gates,
        names: names.clone(),
        ports: vec![None; unit.ports.len()],
        recurs: vec![None; unit.ports.len()],
        values: Vec::new(),
        constants: BTreeMap::new(),
        used: BTreeSet::new(),
    };
    block.write(lines);
}

struct Block<'a> {
    description: &'a Description,
    layer: &'a Layer,
    index: usize,
    unit: &'a Unit,
    /// Its equations, with what the layer folds in place.
    folded: Vec<Expression>,
    functions: &'a Functions,
    /// Those that links into the layer drive.
    own_ports: usize,
    /// Port and bias of each gated rate.
    gates: Vec<(usize, &'a Parameter)>,
    names: Names,
    /// What drives each port, and what it gets over the layer's own link by itself.
    ports: Vec<Option<Term>>,
    recurs: Vec<Option<Term>>,
    /// Of each equation so far.
    values: Vec<Term>,
    /// What the parameters `{layer}.{name}` are called.
    constants: BTreeMap<&'a str, String>,
    /// Those that the equations read.
    used: BTreeSet<&'a str>,
}

impl<'a> Block<'a> {
    fn write(&mut self, lines: &mut Lines) {
        self.head(lines);
        let mut drives = lines.inner();
        self.drives(&mut drives);
        for name in self.unit.constants.iter().chain(self.unit.biases.iter()) {
            if self.parameter(name).is_some() {
                let local = self.names.take(name);
                self.constants.insert(name, local);
            }
        }
        let mut equations = lines.inner();
        for index in 0..self.unit.equations.len() {
            self.equation(index, &mut equations);
        }
        // What they turned out to read stands in front of them.
        let named = self.unit.constants.iter().chain(self.unit.biases.iter());
        for name in named.filter(|name| self.used.contains(&***name)) {
            let parameter = self.parameter(name).expect("it is one");
            let shape = shown_shape(&parameter.shape);
            let written_out = super::norm::written_out(self.description, self.layer, &parameter.name, 1);
            lines.line(format!(
                "{} = p[\"{}\"]{written_out}  # {shape}",
                self.constants[&**name], parameter.name
            ));
        }
        lines.extend(drives);
        lines.extend(equations);
    }

    fn head(&self, lines: &mut Lines) {
        let folded = self.layer.constants.iter().filter_map(|constant| {
            let value = constant.folded?;
            Some(format!("{} = {}", constant.name, number(value)))
        });
        let folded: Vec<String> = folded.collect();
        let folded = match folded.is_empty() {
            true => String::new(),
            false => format!("; {}", folded.join(", ")),
        };
        let (size, kind) = (self.layer.size, &self.unit.name);
        let units = if size == 1 { "unit" } else { "units" };
        lines.line(format!("# {}: {size} {units} of {kind}{folded}", self.layer.name));
    }

    fn parameter(&self, name: &str) -> Option<&'a Parameter> {
        self.description.parameter(&format!("{}.{name}", self.layer.name))
    }

    /// Links into the layer, with how many blocks of rows each drives.
    fn links(&self, port: Option<usize>) -> impl Iterator<Item = &'a Link> {
        let (links, target) = (self.description.links.iter(), self.index);
        links.filter(move |link| link.target == target && link.port == port)
    }

    /// A sum under its formula.
    fn sum(&self, name: &str, terms: &[Brought], lines: &mut Lines) {
        let formulas: Vec<&str> = terms.iter().map(|term| &*term.formula).collect();
        lines.comment_sum(name, &formulas);
        let parts: Vec<&str> = terms.iter().map(|term| &*term.python).collect();
        lines.sum(name, &parts);
    }

    fn equation(&mut self, index: usize, lines: &mut Lines) {
        let (unit, layer) = (self.unit, self.layer);
        let equation = &unit.equations[index];
        let reads_drive =
            |equation: &Equation| folding::any(&equation.value, &mut |part| *part == Expression::Drive(0));
        let is_first = |index: usize| unit.equations.iter().position(reads_drive) == Some(index);
        if let Some(sd) = layer.noise.filter(|_| is_first(index)) {
            self.noise(sd, lines);
        }
        lines.comment(&notation::equation(&equation.name, &equation.value, unit, layer));
        let value = formula::term(&self.folded[index].clone(), self);
        let local = self.names.take(&equation.name);
        let size = layer.size;
        let text = match &value {
            Term::Number(value) => format!("x.new_full((len(x), {size}), {})", number(*value)),
            value if value.is_batch() => value.alone(),
            value => format!("{}.expand(len(x), {size})", value.as_atom()),
        };
        lines.line(format!("{local} = {text}"));
        lines.line(format!(
            "values[\"{}.{}\"].append({local})",
            layer.name, equation.name
        ));
        self.values.push(match value {
            Term::Number(_) => value,
            _ => Term::atom(local, true),
        });
    }

    /// drive + sd c xi with c = sqrt((2 - alpha_s) / alpha_s), 1 where the unit has no such rate. Where a rate may come near
    /// zero c has that of [`LEAST_RATE`] there, as in the network.
    fn noise(&mut self, sd: f64, lines: &mut Lines) {
        const RATE: &str = "alpha_s";
        let of_rate = self.unit.constants.iter().position(|name| name == RATE);
        let gate = format!("{}.{RATE}.bias", self.layer.name);
        let of_gate = self.gates.iter().find(|(_, bias)| bias.name == gate).copied();
        // A gate is an equation in front of the others, in the order of the ports.
        let rate = match (of_rate, of_gate) {
            (Some(constant), _) => Some(match self.layer.constants[constant].folded {
                Some(value) => Term::Number(value),
                None => self.stored(&self.unit.constants[constant]),
            }),
            (None, Some((port, _))) => Some(self.values[port - self.own_ports].clone()),
            (None, None) => None,
        };
        let scale = match &rate {
            None => Term::Number(sd),
            Some(Term::Number(rate)) => Term::Number(sd * ((2.0 - rate) / rate).sqrt()),
            Some(rate) => {
                let low = match of_gate {
                    Some((_, gate)) => lowest(gate),
                    None => {
                        let rate = format!("{}.{RATE}", self.layer.name);
                        self.description.parameter(&rate).map_or(LEAST_RATE, lowest)
                    }
                };
                let rate = &match low < LEAST_RATE {
                    true => Term::atom(
                        format!("torch.clamp({}, min={})", rate.alone(), number(LEAST_RATE)),
                        rate.is_batch(),
                    ),
                    false => rate.clone(),
                };
                let ratio = Term::Number(2.0).subtract(rate).divide(rate);
                let root = Term::atom(format!("torch.sqrt({})", ratio.alone()), ratio.is_batch());
                match sd {
                    1.0 => root,
                    _ => Term::Number(sd).multiply(&root),
                }
            }
        };
        let xi = Term::atom(format!("noise[\"{}\"][:, t]", self.layer.name), true);
        let drive = self.ports[0].as_ref().expect("noise drives the first port");
        let whole = drive.add(&scale.multiply(&xi));
        let drive = drive.alone();
        lines.comment(&match rate {
            None => format!("noise: {drive} + {} xi[t]", number(sd)),
            Some(_) => format!(
                "noise: {drive} + {} sqrt((2 - {RATE}) / {RATE}) xi[t]",
                number(sd)
            ),
        });
        lines.line("if noise is not None:");
        lines.line(format!("    {drive} = {}", whole.alone()));
    }
}

/// Where the values of a rate begin; zero, where nothing is said.
fn lowest(rate: &Parameter) -> f64 {
    match (rate.role, rate.bounds) {
        (Role::Gate { low, .. }, _) => low,
        (_, Bounds::Interval { low, .. } | Bounds::Logistic { low, .. }) => low,
        _ => 0.0,
    }
}

impl formula::Scope for Block<'_> {
    fn leaf(&mut self, leaf: &Expression) -> Term {
        let is_there = "what is not there is folded";
        match leaf {
            Expression::Drive(port) => self.ports[*port].clone().expect(is_there),
            Expression::Recur(port) => self.recurs[*port].clone().expect(is_there),
            Expression::Bias(bias) => self.stored(&self.unit.biases[*bias]),
            Expression::Constant(constant) => self.stored(&self.unit.constants[*constant]),
            Expression::Previous(state) => {
                let state = &self.unit.states[*state];
                Term::atom(format!("at(\"{}.{state}\", t - 1)", self.layer.name), true)
            }
            Expression::Value(equation) => self.values[*equation].clone(),
            other => unreachable!("{other:?} in an equation"),
        }
    }

    fn activation(&mut self, argument: &Term) -> Term {
        match &self.layer.activation {
            Some(activation) => self.functions.apply(activation, argument),
            None => unreachable!("a unit that applies an activation has one"),
        }
    }

    fn like(&self) -> &str {
        "x"
    }
}

impl<'a> Block<'a> {
    /// A parameter of the layer, a number for it or one a unit.
    fn stored(&mut self, name: &'a str) -> Term {
        self.used.insert(name);
        Term::atom(&self.constants[name], false)
    }
}

fn bias(parameter: &Parameter) -> Brought {
    Brought {
        formula: parameter.name.to_string(),
        python: format!("p[\"{}\"]", parameter.name),
    }
}

/// `[10, 2]`.
pub(super) fn shown_shape(shape: &[usize]) -> String {
    let axes: Vec<String> = shape.iter().map(usize::to_string).collect();
    format!("[{}]", axes.join(", "))
}
