//! What the steps of a layer are written with: rows that are opened, constants that are loaded, `let` lines.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;

use super::names::{Names, Outer, argument, code, local};
use crate::graph::{Graph, Node, Op};
use crate::network::{ConstantValue, Network, Scope, Unit};
use crate::render::{Renderer, Style, bindings};
use crate::schedule::{LayerSchedule, Schedule};

/// One layer in one step, while it is being written.
pub struct Step<'a> {
    pub network: &'a Network,
    pub outer: &'a Outer,
    pub layer: usize,
    pub schedule: &'a LayerSchedule,
    /// In front of the loop over units.
    pub setup: Vec<TokenStream>,
    /// First in the loop: what is loaded for each unit.
    pub loads: Vec<TokenStream>,
    names: Names,
    /// Rows that are open: whether of an adjoint, series, delay.
    rows: BTreeMap<(bool, usize, usize), String>,
    /// Open rows of adjoints that are carried, by series.
    carried: BTreeMap<usize, String>,
}

impl<'a> Step<'a> {
    pub fn new(network: &'a Network, schedule: &'a Schedule, outer: &'a Outer, layer: usize) -> Self {
        Step {
            network,
            outer,
            layer,
            schedule: &schedule.layers[layer],
            setup: Vec::new(),
            loads: Vec::new(),
            names: outer.names.clone(),
            rows: BTreeMap::new(),
            carried: BTreeMap::new(),
        }
    }

    /// Number of units, where Rust wants a const argument.
    pub fn size(&self) -> TokenStream {
        argument(&self.network.layers[self.layer].size, &self.network.header)
    }

    pub fn unit(&self) -> &'a Unit {
        &self.network.units[self.network.layers[self.layer].unit]
    }

    /// The name of a local of this step: the same for the same `key`, and never that of another.
    pub fn name(&mut self, key: &str, wanted: &str) -> String {
        self.names.get(key, wanted)
    }

    fn row_name(&mut self, (adjoint, series, delay): (bool, usize, usize), wanted: &str) -> String {
        self.name(&format!("row {adjoint} {series} {delay}"), wanted)
    }

    fn series(&self, adjoint: bool, series: usize) -> proc_macro2::Ident {
        local(if adjoint {
            &self.outer.d_series[series]
        } else {
            &self.outer.series[series]
        })
    }

    /// The name of an open row; `let x_now = lanes.row::<H>(hidden_x, t, 0);` opens it.
    pub fn read(&mut self, adjoint: bool, series: usize, delay: usize, wanted: &str) -> String {
        if let Some(name) = self.rows.get(&(adjoint, series, delay)) {
            return name.clone();
        }
        let name = self.row_name((adjoint, series, delay), wanted);
        let (row, size, from) = (local(&name), self.size(), self.series(adjoint, series));
        let delay_literal = proc_macro2::Literal::usize_unsuffixed(delay);
        self.setup.push(quote_spanned! {Span::mixed_site()=>
            let #row = lanes.row::<#size>(#from, t, #delay_literal);
        });
        self.rows.insert((adjoint, series, delay), name.clone());
        name
    }

    /// Opens the row of this step to be written.
    pub fn write(&mut self, adjoint: bool, series: usize, wanted: &str) -> String {
        let name = self.row_name((adjoint, series, 0), wanted);
        let (row, size, from) = (local(&name), self.size(), self.series(adjoint, series));
        self.setup.push(quote_spanned! {Span::mixed_site()=>
            let #row = lanes.row_mut::<#size>(#from, t, 0);
        });
        self.rows.insert((adjoint, series, 0), name.clone());
        name
    }

    /// Opens the rows of the step before and of this step together, to be written.
    pub fn write_both(&mut self, adjoint: bool, series: usize, wanted: &str) -> (String, String) {
        let before = self.row_name((adjoint, series, 1), &format!("{wanted}_before"));
        let now = self.row_name((adjoint, series, 0), &format!("{wanted}_now"));
        let (row_before, row_now, size) = (local(&before), local(&now), self.size());
        let from = self.series(adjoint, series);
        self.setup.push(quote_spanned! {Span::mixed_site()=>
            let (#row_before, #row_now) = lanes.before_and_now::<#size>(#from, t);
        });
        self.rows.insert((adjoint, series, 1), before.clone());
        self.rows.insert((adjoint, series, 0), now.clone());
        (before, now)
    }

    /// Opens the row of an adjoint that is carried from step to step.
    pub fn carry(&mut self, series: usize, wanted: &str) {
        let name = self.name(&format!("carried {series}"), wanted);
        let (row, size, from) = (local(&name), self.size(), self.series(true, series));
        self.setup.push(quote_spanned! {Span::mixed_site()=>
            let #row = lanes.carried::<#size>(#from);
        });
        self.carried.insert(series, name);
    }

    /// The row of an adjoint that is carried, where it is.
    pub fn carried(&self, series: usize) -> Option<&str> {
        self.carried.get(&series).map(String::as_str)
    }

    /// The text that reads a leaf, which is opened or loaded if it is not yet.
    fn leaf(&mut self, leaf: Op) -> String {
        let unit = self.unit();
        let row = match leaf {
            Op::Drive(port) => {
                let wanted = format!("{}_now", unit.ports[port]);
                self.read(false, self.schedule.drives[port], 0, &wanted)
            }
            Op::Recur(port) => {
                let series = self.schedule.recurs[port];
                let series = series.unwrap_or_else(|| unreachable!("a leaf only where there is an own link"));
                self.read(false, series, 0, &format!("recur_{}_now", unit.ports[port]))
            }
            Op::Previous(state) => {
                let equation = self.schedule.equations.state_equations[state];
                let series = self.schedule.traced[equation];
                self.read(
                    false,
                    series,
                    1,
                    &format!("{}_before", unit.equations[equation].name),
                )
            }
            Op::Adjoint(equation) => {
                let series = self.schedule.traced[equation];
                if let Some(row) = self.carried.get(&series) {
                    // Taken before the adjoint of the step before is put there.
                    let row = local(row);
                    let name = self.name(
                        &format!("{leaf:?}"),
                        &format!("d_{}_after", unit.equations[equation].name),
                    );
                    let taken = local(&name);
                    self.loads
                        .push(quote_spanned!(Span::mixed_site()=> let #taken = #row[unit];));
                    return name;
                }
                self.read(
                    true,
                    series,
                    0,
                    &format!("d_{}_now", unit.equations[equation].name),
                )
            }
            Op::Constant(constant) => return self.constant(leaf, &unit.constants[constant]),
            Op::Bias(bias) => return self.constant(leaf, &unit.biases[bias]),
            _ => unreachable!("not a leaf"),
        };
        format!("{row}[unit]")
    }

    /// The parameter behind a leaf, and whether it is one for all units.
    pub fn parameter_of(&self, leaf: Op) -> Option<(usize, Scope)> {
        let layer = &self.network.layers[self.layer];
        match leaf {
            Op::Constant(constant) => match layer.constants[constant].value {
                ConstantValue::Stored { parameter, scope } => Some((parameter, scope)),
                ConstantValue::Folded(_) => None,
            },
            Op::Bias(bias) => layer.further_biases[bias].map(|parameter| (parameter, Scope::PerUnit)),
            _ => None,
        }
    }

    fn constant(&mut self, leaf: Op, wanted: &str) -> String {
        let (parameter, scope) = self
            .parameter_of(leaf)
            .unwrap_or_else(|| unreachable!("what is folded or absent is a number, not a leaf"));
        let name = self.name(&format!("{leaf:?}"), wanted);
        let (constant, from) = (local(&name), local(&self.outer.parameters[parameter]));
        let mixed = Span::mixed_site();
        match scope {
            Scope::Global => self
                .setup
                .push(quote_spanned!(mixed=> let #constant = lanes.global(#from);)),
            Scope::PerUnit => {
                self.loads
                    .push(quote_spanned!(mixed=> let #constant = lanes.per_unit(#from, unit);));
            }
        }
        name
    }

    /// The `let` lines from which `roots` can be written, and the names of nodes then. Nodes of `wanted` get the
    /// name given there; what is `kept` is read from its series; with `bind_roots` every root gets a `let`.
    pub fn statements(
        &mut self,
        graph: &Graph,
        roots: &[Node],
        kept: &BTreeMap<Node, (usize, String)>,
        wanted: &BTreeMap<Node, String>,
        bind_roots: bool,
    ) -> (Vec<TokenStream>, BTreeMap<Node, String>) {
        let available: BTreeSet<Node> = kept.keys().copied().collect();
        let mut names = BTreeMap::new();
        for node in reached(graph, roots, &available) {
            if let Some((series, name)) = kept.get(&node) {
                names.insert(
                    node,
                    format!("{}[unit]", self.read(false, *series, 0, &format!("{name}_now"))),
                );
            } else if is_leaf(graph.op(node)) {
                names.insert(node, self.leaf(graph.op(node)));
            }
        }
        let mut bound = bindings(graph, roots, &available, &wanted.keys().copied().collect());
        if bind_roots {
            bound.extend(roots.iter().filter(|&&root| graph.as_number(root).is_none()));
            bound.sort_unstable();
            bound.dedup();
        }
        let mut lets = Vec::new();
        for node in bound {
            let text = match names.get(&node) {
                Some(text) => match text.strip_suffix("[unit]") {
                    Some(_) => text.clone(),
                    // A constant is a local already.
                    None => continue,
                },
                None => Renderer {
                    graph,
                    names: names.clone(),
                    style: Style::Rust,
                }
                .definition(node),
            };
            let natural = match (wanted.get(&node), text.strip_suffix("_now[unit]")) {
                (Some(name), _) => name.clone(),
                (None, Some(row)) => row.to_string(),
                (None, None) => match text.strip_suffix("[unit]") {
                    Some(row) => format!("{row}_value"),
                    None => "shared".to_string(),
                },
            };
            let name = self.names.get(&format!("{natural} of node {}", node.0), &natural);
            let (ident, value) = (local(&name), code(&text));
            lets.push(quote_spanned!(Span::mixed_site()=> let #ident = #value;));
            names.insert(node, name);
        }
        (lets, names)
    }

    /// The nodes of the forward equations that are called something: `current`, `sigmoid_of_current`.
    pub fn forward_names(&self) -> BTreeMap<Node, String> {
        let mut names = BTreeMap::new();
        for (equation, &node) in self.unit().equations.iter().zip(&self.schedule.equations.values) {
            names.entry(node).or_insert_with(|| equation.name.clone());
        }
        for kept in &self.schedule.kept {
            names.entry(kept.node).or_insert_with(|| kept.name.clone());
        }
        names
    }

    /// What is kept of a step: series and name of each node.
    pub fn kept(&self) -> BTreeMap<Node, (usize, String)> {
        let mut kept = BTreeMap::new();
        for value in &self.schedule.kept {
            kept.entry(value.node)
                .or_insert((value.series, value.name.clone()));
        }
        // A number needs no loading, and a leaf is where it was.
        let graph = &self.schedule.equations.graph;
        kept.retain(|&node, _| !graph.operands(node).is_empty());
        kept
    }
}

pub fn is_leaf(op: Op) -> bool {
    matches!(
        op,
        Op::Drive(_) | Op::Recur(_) | Op::Bias(_) | Op::Constant(_) | Op::Previous(_) | Op::Adjoint(_)
    )
}

fn reached(graph: &Graph, roots: &[Node], available: &BTreeSet<Node>) -> BTreeSet<Node> {
    let mut reached = BTreeSet::new();
    let mut waiting = roots.to_vec();
    while let Some(node) = waiting.pop() {
        if reached.insert(node) && !available.contains(&node) {
            waiting.extend(graph.operands(node));
        }
    }
    reached
}
