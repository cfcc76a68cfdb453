//! The body of `step`: layers in causal order, then what is remembered, then the outputs.

use aru_runtime::network::description::Source;

use super::past::{self, Kernel, Past};
use super::{Kept, Writer};
use crate::folding::{self, unit};

impl Writer<'_> {
    pub(super) fn step(&mut self) -> String {
        let description = self.description;
        let inputs = (0..description.inputs.len()).map(Source::Input);
        let sources: Vec<Source> = inputs
            .chain((0..description.layers.len()).map(Source::Layer))
            .collect();
        for &source in &sources {
            self.introduce(source);
        }
        let mut body = String::new();
        let (mut first, mut reads_x) = (0, false);
        for (index, (input, row)) in description.inputs.iter().zip(&self.rows).enumerate() {
            let is_kept = matches!(self.kept[index].past, Past::Ring(_));
            if is_kept || self.is_read_now(Source::Input(index)) {
                reads_x = true;
                body.push_str(&format!(
                    "    const {} *{row} = x + {first};\n",
                    self.number.real()
                ));
            }
            first += input.size;
        }
        if !reads_x {
            body.push_str("    (void)x;\n");
        }
        let mut layers = String::new();
        for &layer in description.order.iter() {
            layers.push_str(&self.layer(layer, &mut body));
        }
        body.push_str(&layers);
        body.push_str(&self.remember(&sources));
        body.push_str(&self.outputs());
        body
    }

    /// Gives a source its names, and what is remembered of it its place and its value before the first step.
    fn introduce(&mut self, source: Source) {
        let description = self.description;
        let name = match source {
            Source::Input(input) => &description.inputs[input].name,
            Source::Layer(layer) => &description.layers[layer].name,
        };
        let emitted = match source {
            Source::Layer(layer) => past::emitted_state(description, layer),
            Source::Input(_) => None,
        };
        let past = past::of(description, self.values, source);
        let row = self.names.take(&format!("now_{name}"));
        self.rows.push(row);
        let mut kept = Kept {
            past,
            rows: String::new(),
            at: String::new(),
        };
        if let (Past::State, Source::Layer(layer), Some(state)) = (past, source, emitted) {
            // A layer may read it that comes before this one.
            let name = format!("{name}_{}", unit(description, layer).states[state]);
            kept.rows = self.fields.take(&name);
        }
        if let Past::Ring(steps) = past {
            kept.rows = self.fields.take(&format!("past_{name}"));
            let (real, size) = (self.number.real(), description.size_of(source));
            self.state
                .push_str(&format!("    {real} {}[{steps}][{size}];\n", kept.rows));
            if steps > 1 {
                kept.at = self.fields.take(&format!("at_{name}"));
                self.state.push_str(&format!("    uint32_t {};\n", kept.at));
            }
            let initial = match source {
                Source::Layer(layer) => emitted.and_then(|state| self.initial(layer, state)),
                Source::Input(_) => None,
            };
            if let Some(initial) = initial {
                let rows = &kept.rows;
                self.reset.push_str(&match steps {
                    1 => format!("    memcpy(state->{rows}[0], {initial}, sizeof {initial});\n"),
                    _ => format!(
                        "    for (uint32_t k = 0; k < {steps}; k++) {{\n        memcpy(state->{rows}[k], {initial}, sizeof {initial});\n    }}\n"
                    ),
                });
            }
        }
        self.kept.push(kept);
    }

    /// The constant that holds a state before the first step, where that is not zero for all networks of this declaration.
    pub(super) fn initial(&mut self, layer: usize, state: usize) -> Option<String> {
        let name = format!("initial.{}", unit(self.description, layer).states[state]);
        let parameter = folding::parameter_of(self.description, layer, &name)?;
        Some(self.parameter(parameter))
    }

    /// The constant array of a parameter, defined where it is first used.
    pub(super) fn parameter(&mut self, parameter: usize) -> String {
        if let Some(name) = self.parameters.get(&parameter) {
            return name.clone();
        }
        let name = format!("{}_{}", self.prefix, self.description.parameters[parameter].name);
        let name = self.names.take(&name);
        self.constants
            .push_str(&self.number.array(&name, &self.values[parameter]));
        self.parameters.insert(parameter, name.clone());
        name
    }

    /// Whether a link reads what leaves a source in this step.
    pub(super) fn is_read_now(&self, source: Source) -> bool {
        let mut links = self.description.links.iter().filter(|link| link.source == source);
        links.any(|link| {
            !self.is_empty(link)
                && Kernel::of(self.values, link)
                    .map_or(link.delays.contains(&0), |kernel| kernel.first.contains(&0))
        })
    }

    fn remember(&mut self, sources: &[Source]) -> String {
        let mut text = String::new();
        for (&source, row) in sources.iter().zip(&self.rows) {
            let Kept { past, rows, at } = &self.kept[self.place(source)];
            let bytes = format!("sizeof state->{rows}[0]");
            match past {
                Past::Ring(1) => text.push_str(&format!("    memcpy(state->{rows}[0], {row}, {bytes});\n")),
                Past::Ring(steps) => text.push_str(&format!(
                    "    memcpy(state->{rows}[state->{at}], {row}, {bytes});\n    state->{at} = (state->{at} + 1u) % {steps}u;\n"
                )),
                Past::None | Past::State => {}
            }
        }
        match text.is_empty() {
            true => text,
            false => format!("\n    /* What later steps read. */\n{text}"),
        }
    }

    fn outputs(&self) -> String {
        let mut text = "\n".to_string();
        let mut first = 0;
        for (index, layer) in self
            .description
            .layers
            .iter()
            .enumerate()
            .filter(|(_, layer)| layer.is_output)
        {
            let row = &self.rows[self.place(Source::Layer(index))];
            text.push_str(&format!("    memcpy(y + {first}, {row}, sizeof {row});\n"));
            first += layer.size;
        }
        text
    }
}
