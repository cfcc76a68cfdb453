//! What drives the ports of a layer: links, biases and norms.

use aru_runtime::network::description::{Link, Source};

use super::{Block, bias};
use crate::folding;
use crate::pytorch::links::{Brought, brought};
use crate::pytorch::norm;
use crate::pytorch::term::{Term, number};
use crate::pytorch::text::Lines;

impl Block<'_> {
    pub(super) fn drives(&mut self, lines: &mut Lines) {
        let recur_is_named = |port: usize| folding::names_recur(self.description, self.index, port);
        let names_recur: Vec<bool> = (0..self.own_ports).map(recur_is_named).collect();
        let is_own = |link: &&Link| link.source == Source::Layer(self.index);
        let own = self
            .links(None)
            .find(is_own)
            .filter(|_| names_recur.contains(&true));
        let others = self
            .links(None)
            .filter(|link| own.is_none_or(|own| !std::ptr::eq(own, *link)));
        let mut terms: Vec<Brought> = others
            .map(|link| brought(self.description, link, self.own_ports))
            .collect();
        let is_batch = !terms.is_empty();
        terms.extend(self.parameter("bias").map(|own| {
            let written_out = norm::written_out(self.description, self.layer, &own.name, self.own_ports);
            let bias = bias(own);
            Brought {
                python: bias.python + &written_out,
                ..bias
            }
        }));

        let ports: Vec<String> = match self.own_ports {
            1 => Vec::new(),
            _ => (0..self.own_ports)
                .map(|port| self.names.take(&self.unit.ports[port]))
                .collect(),
        };
        let drive = match self.own_ports {
            1 => self.names.take(&self.unit.ports[0]),
            _ => self.names.take("drive"),
        };
        if terms.is_empty() && self.layer.noise.is_some() {
            lines.line(format!("{drive} = x.new_zeros(len(x), {})", self.layer.size));
            self.ports[0] = Some(Term::atom(&drive, true));
        } else if !terms.is_empty() {
            self.sum(&drive, &terms, lines);
            match self.own_ports {
                1 => self.ports[0] = Some(Term::atom(&drive, is_batch)),
                count => {
                    lines.line(format!("{} = {drive}.chunk({count}, -1)", ports.join(", ")));
                    for (port, name) in ports.iter().enumerate() {
                        self.ports[port] = Some(Term::atom(name, is_batch));
                    }
                }
            }
        }
        if let Some(own) = own {
            self.recur(own, &names_recur, &ports, lines);
        }
        let names = if self.own_ports == 1 { vec![drive] } else { ports };
        for (port, name) in names.iter().enumerate() {
            self.port(port, name, names_recur[port], lines);
        }
        self.norms(&names, lines);
        for (port, own_bias) in self.gates.clone() {
            let name = self.names.take(&self.unit.ports[port]);
            let links = self.links(Some(port));
            let mut terms: Vec<Brought> = links.map(|link| brought(self.description, link, 1)).collect();
            terms.push(bias(own_bias));
            self.sum(&name, &terms, lines);
            self.ports[port] = Some(Term::atom(&name, terms.len() > 1));
        }
    }

    /// Adds what links bring to one port alone, of that name, which may be set already.
    fn port(&mut self, port: usize, name: &str, names_recur: bool, lines: &mut Lines) {
        let own = Source::Layer(self.index);
        let (own, others): (Vec<&Link>, Vec<&Link>) = self
            .links(Some(port))
            .partition(|link| names_recur && link.source == own);
        let mut terms: Vec<Brought> = others
            .iter()
            .map(|link| brought(self.description, link, 1))
            .collect();
        if !terms.is_empty() {
            if self.ports[port].is_some() {
                terms.insert(
                    0,
                    Brought {
                        formula: name.to_string(),
                        python: name.to_string(),
                    },
                );
            }
            self.sum(name, &terms, lines);
            self.ports[port] = Some(Term::atom(name, true));
        }
        for link in own {
            let recur = self.names.take(&format!("recur_{}", self.unit.ports[port]));
            self.sum(&recur, &[brought(self.description, link, 1)], lines);
            self.recurs[port] = Some(Term::atom(recur, true));
        }
    }

    /// What the layer's own link brings, where the unit tells it from the other links.
    fn recur(&mut self, own: &Link, names_recur: &[bool], ports: &[String], lines: &mut Lines) {
        let recur = self.names.take("recur");
        self.sum(&recur, &[brought(self.description, own, self.own_ports)], lines);
        if self.own_ports == 1 {
            self.recurs[0] = Some(Term::atom(recur, true));
            return;
        }
        let wanted = self.unit.ports[..self.own_ports]
            .iter()
            .map(|port| format!("recur_{port}"));
        let parts: Vec<String> = wanted.map(|name| self.names.take(&name)).collect();
        lines.line(format!(
            "{} = {recur}.chunk({}, -1)",
            parts.join(", "),
            self.own_ports
        ));
        for (port, part) in parts.iter().enumerate() {
            let part = Term::atom(part, true);
            if names_recur[port] {
                self.recurs[port] = Some(part);
                continue;
            }
            let whole = match &self.ports[port] {
                Some(others) => others.add(&part),
                None => part,
            };
            lines.line(format!("{} = {}", ports[port], whole.alone()));
            self.ports[port] = Some(Term::atom(&ports[port], true));
        }
    }

    /// The norm of every port of the layer's own, under these names.
    fn norms(&mut self, names: &[String], lines: &mut Lines) {
        let Some(norm) = self.description.norm(self.index) else {
            return;
        };
        let size = self.layer.size;
        let parameters = [norm.gain, norm.shift].map(|index| &self.description.parameters[index]);
        let [gain, shift] = parameters.map(|parameter| &*parameter.name);
        let eps = number(norm.eps);
        for (port, name) in names.iter().enumerate() {
            let each = parameters[0].len() / names.len();
            let part = match names.len() {
                1 => String::new(),
                _ => format!("[{}:{}]", port * each, (port + 1) * each),
            };
            let given = match &self.ports[port] {
                None => format!("x.new_zeros(len(x), {size})"),
                Some(given) => given.as_atom(),
            };
            let (read, written) = norm::groups(self.layer, norm.over);
            lines.comment(&format!(
                "norm: {gain}{part} ({name} - mean) / sqrt(variance + {eps}) + {shift}{part}"
            ));
            lines.line(format!(
                "{name} = torch.nn.functional.layer_norm({given}{read}, ({each},), p[\"{gain}\"]{part}, p[\"{shift}\"]{part}, \
                 {eps}){written}"
            ));
            let is_batch = self.ports[port].as_ref().is_none_or(Term::is_batch);
            self.ports[port] = Some(Term::atom(name, is_batch));
        }
    }
}
