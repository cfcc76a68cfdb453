//! The lowered network as a page of text: what runs, in the order in which it runs.

use std::fmt::{Display, Formatter, Result};

use crate::formulas;
use crate::network::{Network, Source};
use crate::schedule::{Component, Product, Schedule};

/// The forward and backward schedule of a network, for people and for tests.
pub struct Page<'a> {
    pub network: &'a Network,
    pub schedule: &'a Schedule,
}

impl Display for Page<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        writeln!(f, "kept")?;
        for series in &self.schedule.series {
            let size = match &series.size {
                crate::network::Size::Number(number) => number.to_string(),
                crate::network::Size::Named(tokens) => tokens.to_string(),
            };
            write!(f, "    {}: {size}", series.name)?;
            if series.before > 0 {
                write!(f, ", {} before", series.before)?;
            }
            if let Some(initial) = series.initial {
                write!(f, " from {}", self.network.parameters[initial].name)?;
            }
            if series.trace_only {
                write!(f, ", in a trace only")?;
            }
            writeln!(f)?;
        }
        writeln!(f, "forward")?;
        for component in &self.schedule.components {
            self.forward(component, f)?;
        }
        writeln!(f, "backward")?;
        for component in self.schedule.components.iter().rev() {
            self.backward(component, f)?;
        }
        Ok(())
    }
}

impl Page<'_> {
    fn forward(&self, component: &Component, f: &mut Formatter<'_>) -> Result {
        for &layer in &component.layers {
            let plan = &self.schedule.layers[layer];
            for &drive in &plan.drives {
                let start = match self.network.layers[layer].bias {
                    Some(bias) => self.network.parameters[bias].name.clone(),
                    None => "0".to_string(),
                };
                writeln!(f, "    {}[t] = {start}", self.schedule.series[drive].name)?;
            }
            for &recur in plan.recurs.iter().flatten() {
                writeln!(f, "    {}[t] = 0", self.schedule.series[recur].name)?;
            }
        }
        for product in &component.inflow {
            self.multiply(product, "    ", f)?;
        }
        writeln!(f, "    for t = 0, 1, ...")?;
        for &layer in &component.layers {
            for product in component.within.iter().filter(|product| product.target == layer) {
                self.multiply(product, "        ", f)?;
            }
            for line in formulas::forward(self.network, &self.schedule.layers[layer], layer) {
                writeln!(f, "        {}: {line}", self.network.layers[layer].name)?;
            }
        }
        Ok(())
    }

    fn backward(&self, component: &Component, f: &mut Formatter<'_>) -> Result {
        writeln!(f, "    for t = ..., 1, 0")?;
        for &layer in component.layers.iter().rev() {
            for line in formulas::backward(self.network, &self.schedule.layers[layer], layer) {
                writeln!(f, "        {}: {line}", self.network.layers[layer].name)?;
            }
            let within = component.within.iter().filter(|product| product.target == layer);
            for product in within.filter(|product| product.has_adjoint) {
                self.multiply_transposed(product, "        ", f)?;
            }
        }
        for product in component.inflow.iter().filter(|product| product.has_adjoint) {
            if let Source::Layer(_) = self.network.links[product.link].source {
                self.multiply_transposed(product, "    ", f)?;
            }
        }
        for product in component.inflow.iter().chain(&component.within) {
            let weight = &self.network.parameters[self.network.links[product.link].weight];
            if weight.learn && product.has_adjoint {
                let (drive, source) = self.names(product);
                for (part, delay) in self.parts(product) {
                    let source = at(&source, delay);
                    writeln!(
                        f,
                        "    d_{}{part} += sum over t of d_{drive}[t] {source}'",
                        weight.name
                    )?;
                }
            }
        }
        for &layer in &component.layers {
            let learned = self.network.layers[layer]
                .bias
                .map(|bias| &self.network.parameters[bias]);
            if let Some(bias) = learned.filter(|bias| bias.learn) {
                writeln!(
                    f,
                    "    d_{} += sum over t of the d_drive[t] of its ports",
                    bias.name
                )?;
            }
        }
        Ok(())
    }

    fn names(&self, product: &Product) -> (String, String) {
        let name = |series: usize| self.schedule.series[series].name.clone();
        (name(product.drive), name(product.source))
    }

    /// Which part of the weight goes with which delay.
    fn parts(&self, product: &Product) -> Vec<(String, usize)> {
        let delays = &self.network.links[product.link].delays;
        let parts = delays.iter().enumerate().map(|(tap, &delay)| {
            let part = match (delays.len(), product.ports) {
                (1, 1) => String::new(),
                (1, _) => format!("[{}]", product.port),
                (_, 1) => format!("[{tap}]"),
                _ => format!("[{tap}, {}]", product.port),
            };
            (part, delay)
        });
        parts.collect()
    }

    fn multiply(&self, product: &Product, indent: &str, f: &mut Formatter<'_>) -> Result {
        let weight = &self.network.parameters[self.network.links[product.link].weight].name;
        let (drive, source) = self.names(product);
        for (part, delay) in self.parts(product) {
            writeln!(f, "{indent}{drive}[t] += {weight}{part} {}", at(&source, delay))?;
        }
        Ok(())
    }

    fn multiply_transposed(&self, product: &Product, indent: &str, f: &mut Formatter<'_>) -> Result {
        let weight = &self.network.parameters[self.network.links[product.link].weight].name;
        let (drive, source) = self.names(product);
        for (part, delay) in self.parts(product) {
            writeln!(
                f,
                "{indent}d_{} += {weight}{part}' d_{drive}[t]",
                at(&source, delay)
            )?;
        }
        Ok(())
    }
}

fn at(source: &str, delay: usize) -> String {
    match delay {
        0 => format!("{source}[t]"),
        delay => format!("{source}[t-{delay}]"),
    }
}
