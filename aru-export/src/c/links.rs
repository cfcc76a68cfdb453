//! What comes over the links of a layer.

use std::ops::Range;

use aru_runtime::network::description::{Link, LinkForm, Source};

use super::numbers::whole_array;
use super::past::{Kernel, Past};
use super::{Kept, Writer};
use crate::folding;

/// Rows of a link's weight, and where their sums go.
pub(super) struct Rows {
    /// `drive` or `recur`.
    pub(super) array: &'static str,
    /// Ports of the weight.
    pub(super) ports: Range<usize>,
    /// The port of the layer that the first of them drives.
    pub(super) first: usize,
}

impl Writer<'_> {
    /// The statements that set `drive`, and `recur` where the unit reads it: a port after the other, a unit after the other.
    pub(super) fn drives(&mut self, layer: usize) -> String {
        let description = self.description;
        let (size, ports) = (
            description.layers[layer].size,
            folding::unit(description, layer).ports.len(),
        );
        let real = self.number.real();
        let mut text = format!("        {real} drive[{}];\n", ports * size);
        let has_recur = (0..ports).any(|port| folding::names_recur(description, layer, port));
        if has_recur {
            text.push_str(&format!(
                "        {real} recur[{}];\n        memset(recur, 0, sizeof recur);\n",
                ports * size
            ));
        }
        let gates = folding::gates(description, layer);
        match folding::parameter_of(description, layer, "bias") {
            Some(bias) if folding::shared(description, bias).is_some() => {
                text.push_str("        memset(drive, 0, sizeof drive);\n");
                text.push_str(&self.shared_bias(layer, bias, ports - gates.len()));
            }
            Some(bias) if gates.is_empty() => {
                let bias = self.parameter(bias);
                text.push_str(&format!("        memcpy(drive, {bias}, sizeof drive);\n"));
            }
            Some(bias) => {
                let bias = self.parameter(bias);
                text.push_str(&format!("        memcpy(drive, {bias}, sizeof {bias});\n"));
            }
            None => text.push_str("        memset(drive, 0, sizeof drive);\n"),
        }
        for &(port, bias) in &gates {
            let bias = self.parameter(bias);
            text.push_str(&format!(
                "        memcpy(drive + {}, {bias}, sizeof {bias});\n",
                port * size
            ));
        }
        for link in description.links.iter().filter(|link| link.target == layer) {
            text.push_str(&self.link(layer, link, ports - gates.len()));
        }
        text.push_str(&self.norm(layer, ports - gates.len()));
        text
    }

    fn link(&mut self, layer: usize, link: &Link, own_ports: usize) -> String {
        let description = self.description;
        let pairs = self.pairs(link);
        if self.is_empty(link) {
            return String::new();
        }
        let is_own = link.source == Source::Layer(layer);
        let all: Vec<Rows> = match link.port {
            Some(port) => {
                let is_recur = is_own && folding::names_recur(description, layer, port);
                vec![Rows {
                    array: if is_recur { "recur" } else { "drive" },
                    ports: 0..1,
                    first: port,
                }]
            }
            // An identity adds to the one port that there is.
            None => {
                // Ports that follow each other and go to the same array are one loop.
                let mut all: Vec<Rows> = Vec::new();
                for port in 0..own_ports {
                    let is_recur = is_own && folding::names_recur(description, layer, port);
                    let array = if is_recur { "recur" } else { "drive" };
                    match all.last_mut() {
                        Some(last) if last.array == array => last.ports.end = port + 1,
                        _ => all.push(Rows {
                            array,
                            ports: port..port + 1,
                            first: port,
                        }),
                    }
                }
                all
            }
        };
        let ports = all.last().map_or(0, |rows| rows.ports.end);
        let mut text = format!("        {{ /* {} */\n", super::comment(&self.link_in_words(link)));
        let (tap, row, closing) = self.taps(link, &mut text);
        let (indent, sums) = (
            if closing {
                "                "
            } else {
                "            "
            },
            self.sums(link, &all, ports, pairs, tap),
        );
        text.push_str(&format!("{indent}const {} *from = {row};\n", self.number.real()));
        for line in sums.lines() {
            text.push_str(&format!("{indent}{line}\n"));
        }
        if closing {
            text.push_str("            }\n");
        }
        text.push_str("        }\n");
        text
    }

    fn link_in_words(&self, link: &Link) -> String {
        let description = self.description;
        let source = match link.source {
            Source::Input(input) => &description.inputs[input].name,
            Source::Layer(layer) => &description.layers[layer].name,
        };
        let arrow = if link.delays.contains(&0) { "->" } else { "~>" };
        format!("{source} {arrow} {}", description.layers[link.target].name)
    }

    /// Which pairs of a matrix a link joins, where not all.
    fn pairs(&self, link: &Link) -> Option<Vec<bool>> {
        match &link.form {
            LinkForm::Masked(mask) => Some(mask.pairs().to_vec()),
            LinkForm::Sparse { mask, .. } => {
                Some(self.values[*mask].iter().map(|&kept| kept != 0.0).collect())
            }
            _ => None,
        }
    }

    /// Whether a link joins nothing.
    pub(super) fn is_empty(&self, link: &Link) -> bool {
        self.pairs(link)
            .is_some_and(|pairs| pairs.iter().all(|linked| !linked))
    }

    /// Opens the loop over the delays of a link, if it has several. Gives the number of the delay (its place in the weight),
    /// the row that is read at it, and whether there is a loop to close.
    fn taps(&mut self, link: &Link, text: &mut String) -> (&'static str, String, bool) {
        if let Some(kernel) = Kernel::of(self.values, link) {
            text.push_str(&self.mix(link, &kernel));
            return ("", "mixed".to_string(), false);
        }
        match *link.delays {
            [delay] => (
                "",
                self.row(link.source, &delay.to_string(), delay == 0, delay != 0),
                false,
            ),
            ref delays => {
                let name = self.own_name(link, "delays");
                self.constants.push_str(&whole_array(&name, delays));
                text.push_str(&format!(
                    "            for (uint32_t k = 0; k < {}; k++) {{\n",
                    delays.len()
                ));
                text.push_str(&format!("                const uint32_t d = {name}[k];\n"));
                let row = self.row(link.source, "d", delays.contains(&0), true);
                ("k", row, true)
            }
        }
    }

    /// The row that left a source some steps ago; `now` and `before` say whether that may be this step, and an earlier one.
    fn row(&self, source: Source, delay: &str, now: bool, before: bool) -> String {
        let place = self.place(source);
        let kept = &self.kept[place];
        let past = match kept.past {
            Past::State => format!("state->{}", kept.rows),
            Past::Ring(1) => format!("state->{}[0]", kept.rows),
            Past::Ring(steps) => {
                let Kept { rows, at, .. } = kept;
                match delay.parse::<usize>() {
                    // The oldest row is where this step is to be.
                    Ok(delay) if delay == steps => format!("state->{rows}[state->{at}]"),
                    Ok(delay) => format!(
                        "state->{rows}[(state->{at} + {}u) % {steps}u]",
                        steps - delay.min(steps)
                    ),
                    Err(_) => format!("state->{rows}[(state->{at} + {steps}u - {delay}) % {steps}u]"),
                }
            }
            Past::None => String::new(),
        };
        match (now, before && kept.past != Past::None) {
            (true, true) => format!("{delay} == 0 ? {} : {past}", self.rows[place]),
            (true, false) => self.rows[place].clone(),
            _ => past,
        }
    }

    /// The past of a source, mixed around a learned delay.
    fn mix(&mut self, link: &Link, kernel: &Kernel) -> String {
        let (real, sources) = (self.number.real(), self.description.size_of(link.source));
        let weights = self.own_name(link, "kernel");
        self.constants
            .push_str(&self.number.array(&weights, &kernel.weights));
        let taps = kernel.taps;
        let (now, before) = (
            kernel.first.contains(&0),
            kernel.first.iter().any(|first| first + taps > 1),
        );
        let (d, weight) = match &kernel.first[..] {
            [first] => (format!("({first}u + k)"), format!("{weights}[k]")),
            _ => {
                let first = self.own_name(link, "first");
                self.constants.push_str(&whole_array(&first, &kernel.first));
                (format!("({first}[j] + k)"), format!("{weights}[j * {taps} + k]"))
            }
        };
        let row = self.row(link.source, &d, now, before);
        let zero = self.number.literal(0.0);
        format!(
            "            {real} mixed[{sources}];
            for (uint32_t j = 0; j < {sources}; j++) {{
                {real} sum = {zero};
                for (uint32_t k = 0; k < {taps}; k++) {{
                    const {real} *row = {row};
                    sum += {weight} * row[j];
                }}
                mixed[j] = sum;
            }}
"
        )
    }

    /// The name of a constant of a link: that of its weight with another end.
    pub(super) fn own_name(&mut self, link: &Link, part: &str) -> String {
        let link = folding::owner_of(self.description, link);
        self.names.take(&format!("{}_{link}.{part}", self.prefix))
    }
}
