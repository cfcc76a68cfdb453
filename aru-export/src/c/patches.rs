//! Products with weights of patches: a weight is written once, also where all bands share it.

use aru_runtime::network::description::Patches;

use super::Writer;
use super::links::Rows;

/// Where the numbers of a delay and a port begin in a weight, given how many there are of each port.
pub(super) struct Parts<'a> {
    /// The name of the weight.
    pub(super) weight: &'a str,
    /// Ports of the weight.
    pub(super) ports: usize,
    /// The number of the delay, where there are several.
    pub(super) tap: &'a str,
}

impl Parts<'_> {
    /// `weight + k * 84 + 42`.
    fn of_port(&self, port: usize, numbers: usize) -> String {
        let mut place = self.weight.to_string();
        if !self.tap.is_empty() {
            place.push_str(&format!(" + {} * {}", self.tap, self.ports * numbers));
        }
        if port > 0 {
            place.push_str(&format!(" + {}", port * numbers));
        }
        place
    }
}

impl Writer<'_> {
    /// Loops over the bands of the target and their channels; a patch lies side by side in the source.
    pub(super) fn patches(&self, patches: &Patches, all: &[Rows], parts: &Parts) -> String {
        let Patches {
            source: [bands, read],
            target: [targets, channels],
            kernel,
            stride,
            pad,
            is_shared,
        } = *patches;
        let (real, columns) = (self.number.real(), patches.columns());
        let row = match is_shared {
            true => "c".to_string(),
            false => format!("(b * {channels} + c)"),
        };
        // What lies beyond an edge is zero, and left out.
        let (edges, first, end) = match pad {
            0 => (String::new(), "0".to_string(), columns.to_string()),
            _ => (
                format!(
                    "    const uint32_t first = b * {stride} < {pad} ? {pad} - b * {stride} : 0;
    const uint32_t end = b * {stride} + {kernel} <= {whole} ? {kernel} : {whole} - b * {stride};
",
                    whole = bands + pad
                ),
                scaled("first", read),
                scaled("end", read),
            ),
        };
        let start = match pad {
            0 => format!("b * {} + j", stride * read),
            _ => format!("b * {} + j - {}", stride * read, pad * read),
        };
        let mut text = String::new();
        for Rows {
            array,
            ports,
            first: to,
        } in all
        {
            for (port, to) in ports.clone().zip(*to..) {
                let weight = parts.of_port(port, patches.len());
                let unit = match to * targets * channels {
                    0 => format!("b * {channels} + c"),
                    before => format!("{before} + b * {channels} + c"),
                };
                text.push_str(&format!(
                    "for (uint32_t b = 0; b < {targets}; b++) {{
{edges}    for (uint32_t c = 0; c < {channels}; c++) {{
        const {real} *w = {weight} + {row} * {columns};
        {real} sum = {array}[{unit}];
        for (uint32_t j = {first}; j < {end}; j++) {{
            sum += w[j] * from[{start}];
        }}
        {array}[{unit}] = sum;
    }}
}}
"
                ));
            }
        }
        text
    }
}

fn scaled(name: &str, factor: usize) -> String {
    match factor {
        1 => name.to_string(),
        _ => format!("{name} * {factor}"),
    }
}
