//! Products of weights with what links read: all pairs, those of a mask, patches, or each source with its target.

use aru_runtime::network::description::{Link, LinkForm};

use super::Writer;
use super::links::Rows;
use super::numbers::whole_array;
use super::patches::Parts;

impl Writer<'_> {
    /// Loops that add what is read at one delay.
    pub(super) fn sums(
        &mut self,
        link: &Link,
        all: &[Rows],
        ports: usize,
        pairs: Option<Vec<bool>>,
        tap: &str,
    ) -> String {
        let (targets, sources) = (
            self.description.layers[link.target].size,
            self.description.size_of(link.source),
        );
        // So many numbers of the weight lie before those of this delay, and of this port.
        let place = |of_tap: usize, of_port: usize, rest: &str| {
            let tap = (!tap.is_empty()).then(|| format!("{tap} * {of_tap}"));
            let port = (of_port > 0).then(|| of_port.to_string());
            let parts: Vec<String> = tap.into_iter().chain(port).chain([rest.to_string()]).collect();
            parts.join(" + ")
        };
        let unit = |of_port: usize| match of_port {
            0 => "i".to_string(),
            _ => format!("{of_port} + i"),
        };
        let mut text = String::new();
        if let Some(pairs) = pairs {
            let (rows, columns, weight, kept) = self.sparse(link, &pairs, ports);
            for Rows {
                array,
                ports: own,
                first,
            } in all
            {
                for (port, to) in own.clone().zip(*first..) {
                    let (at, to) = (place(ports * kept, port * kept, "e"), unit(to * targets));
                    text.push_str(&format!(
                        "for (uint32_t i = 0; i < {targets}; i++) {{
    for (uint32_t e = {rows}[i]; e < {rows}[i + 1]; e++) {{
        {array}[{to}] += {weight}[{at}] * from[{columns}[e]];
    }}
}}
"
                    ));
                }
            }
            return text;
        }
        let Some(weight) = link.weight.map(|weight| self.parameter(weight)) else {
            // Once a delay, unit by unit.
            for Rows { array, first, .. } in all {
                let to = unit(first * targets);
                text.push_str(&format!(
                    "for (uint32_t i = 0; i < {targets}; i++) {{
    {array}[{to}] += from[i];
}}
"
                ));
            }
            return text;
        };
        if let Some(patches) = self.description.patches(link) {
            let weight = &weight;
            return self.patches(&patches, all, &Parts { weight, ports, tap });
        }
        let real = self.number.real();
        for Rows {
            array,
            ports: own,
            first,
        } in all
        {
            if link.form == LinkForm::Diagonal {
                for (port, to) in own.clone().zip(*first..) {
                    let (at, to) = (place(ports * targets, port * targets, "i"), unit(to * targets));
                    text.push_str(&format!(
                        "for (uint32_t i = 0; i < {targets}; i++) {{
    {array}[{to}] += {weight}[{at}] * from[i];
}}
"
                    ));
                }
                continue;
            }
            let rows = own.len() * targets;
            let row = format!("i * {sources}");
            let at = place(ports * targets * sources, own.start * targets * sources, &row);
            let to = unit(first * targets);
            text.push_str(&format!(
                "for (uint32_t i = 0; i < {rows}; i++) {{
    const {real} *w = {weight} + {at};
    {real} sum = {array}[{to}];
    for (uint32_t j = 0; j < {sources}; j++) {{
        sum += w[j] * from[j];
    }}
    {array}[{to}] = sum;
}}
"
            ));
        }
        text
    }

    /// The pairs that are linked, row after row: where each row begins, its sources, and the weights of each delay and port.
    /// Gives the three names and the number of pairs.
    fn sparse(&mut self, link: &Link, pairs: &[bool], ports: usize) -> (String, String, String, usize) {
        let sources = self.description.size_of(link.source);
        let mut starts = vec![0];
        let mut columns = Vec::new();
        for row in pairs.chunks(sources) {
            columns.extend(
                row.iter()
                    .enumerate()
                    .filter(|(_, linked)| **linked)
                    .map(|(column, _)| column),
            );
            starts.push(columns.len());
        }
        let whole = link.weight.map_or(&[][..], |weight| &self.values[weight]);
        let copies = whole.chunks(pairs.len());
        debug_assert_eq!(copies.len(), ports * link.taps());
        let kept = copies.flat_map(|copy| {
            copy.iter()
                .zip(pairs)
                .filter(|(_, linked)| **linked)
                .map(|(&weight, _)| weight)
        });
        let kept: Vec<f64> = kept.collect();
        let [rows, sources, weight] = ["rows", "sources", "weight"].map(|part| self.own_name(link, part));
        self.constants.push_str(&whole_array(&rows, &starts));
        self.constants.push_str(&whole_array(&sources, &columns));
        self.constants.push_str(&self.number.array(&weight, &kept));
        (rows, sources, weight, columns.len())
    }
}
