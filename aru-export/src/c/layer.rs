//! A layer in `step`: what drives it, then a loop over its units.

use aru_runtime::network::description::{Expression, Source};

use super::Writer;
use super::equations::{Equations, Leaves, reads_links};
use super::past::{self, Live, Past};
use crate::folding::{self, unit};

impl Writer<'_> {
    /// The statements of a layer; `body` gets the declaration of its row.
    pub(super) fn layer(&mut self, layer: usize, body: &mut String) -> String {
        let description = self.description;
        let (declared, unit) = (&description.layers[layer], unit(description, layer));
        let size = declared.size;
        let place = self.place(Source::Layer(layer));
        let folded = folding::equations(description, layer);
        let past = self.kept[place].past;
        let live = past::live(description, layer, &folded, past);
        let row = self.rows[place].clone();
        let has_row =
            self.is_read_now(Source::Layer(layer)) || declared.is_output || matches!(past, Past::Ring(_));
        if has_row {
            body.push_str(&format!("    {} {row}[{size}];\n", self.number.real()));
        }
        let states = self.states(layer, &live);
        let mut text = format!("\n    /* {} */\n    {{\n", super::comment(&declared.name));
        if reads_links(&folded, &live.equations) {
            text.push_str(&self.drives(layer));
        }
        text.push_str(&format!("        for (uint32_t i = 0; i < {size}; i++) {{\n"));
        let mut names = self.names.clone();
        let mut called: Vec<String> = Vec::new();
        for (index, expression) in folded.iter().enumerate() {
            let name = names.take(&unit.equations[index].name);
            if live.equations[index] {
                let mut leaves = InLayer {
                    size,
                    states: &states,
                    called: &called,
                    constants: Vec::new(),
                };
                // Parameters first: what they are called is asked for while the text is put together.
                folding::any(expression, &mut |part| {
                    leaves.constants.extend(self.leaf_parameter(layer, part));
                    false
                });
                let mut equations = Equations {
                    number: self.number,
                    prefix: &self.prefix,
                    layer: declared,
                    helpers: &mut self.helpers,
                };
                let value = equations.text(expression, &mut leaves);
                text.push_str(&format!(
                    "            const {} {name} = {value};\n",
                    self.number.real()
                ));
            }
            called.push(name);
        }
        for (state, field) in states.iter().enumerate() {
            if let (Some(field), Some(equation)) = (field, past::assigning(description, layer, state)) {
                text.push_str(&format!(
                    "            state->{field}[i] = {};\n",
                    called[equation]
                ));
            }
        }
        let emitted = &called[unit.emit];
        if has_row {
            text.push_str(&format!("            {row}[i] = {emitted};\n"));
        } else if past != Past::State {
            // Masks may leave no pair, and then nothing reads it.
            text.push_str(&format!("            (void){emitted};\n"));
        }
        text.push_str("        }\n    }\n");
        text
    }

    /// The fields of the states that are kept.
    fn states(&mut self, layer: usize, live: &Live) -> Vec<Option<String>> {
        let declared = &self.description.layers[layer];
        let mut fields = Vec::new();
        for (state, name) in unit(self.description, layer).states.iter().enumerate() {
            if !live.states[state] {
                fields.push(None);
                continue;
            }
            let kept = &self.kept[self.place(Source::Layer(layer))];
            let is_read =
                kept.past == Past::State && past::emitted_state(self.description, layer) == Some(state);
            let field = match is_read {
                true => kept.rows.clone(),
                false => self.fields.take(&format!("{}_{name}", declared.name)),
            };
            self.state.push_str(&format!(
                "    {} {field}[{}];\n",
                self.number.real(),
                declared.size
            ));
            if let Some(initial) = self.initial(layer, state) {
                self.reset.push_str(&format!(
                    "    memcpy(state->{field}, {initial}, sizeof {initial});\n"
                ));
            }
            fields.push(Some(field));
        }
        fields
    }

    /// The parameter behind a leaf, as text.
    fn leaf_parameter(&mut self, layer: usize, part: &Expression) -> Option<(Expression, String)> {
        let unit = unit(self.description, layer);
        let name = match part {
            Expression::Constant(constant) => &self.description.layers[layer].constants[*constant].name,
            Expression::Bias(bias) => &unit.biases[*bias],
            _ => return None,
        };
        let parameter = folding::parameter_of(self.description, layer, name)?;
        let text = match &self.values[parameter][..] {
            // A sign in front of another would be something else.
            [one] if *one < 0.0 => format!("({})", self.number.literal(*one)),
            [one] => self.number.literal(*one),
            _ => format!(
                "{}[{}]",
                self.parameter(parameter),
                self.own(layer, parameter, "i")
            ),
        };
        Some((part.clone(), text))
    }
}

/// What is read in the loop over the units of a layer.
struct InLayer<'a> {
    /// Units of the layer.
    size: usize,
    /// The fields of its states.
    states: &'a [Option<String>],
    /// The names of the equations so far.
    called: &'a [String],
    /// Constants and biases.
    constants: Vec<(Expression, String)>,
}

impl Leaves for InLayer<'_> {
    fn leaf(&mut self, expression: &Expression) -> String {
        let row = |array: &str, port: usize| match port {
            0 => format!("{array}[i]"),
            _ => format!("{array}[{} + i]", port * self.size),
        };
        match expression {
            Expression::Drive(port) => row("drive", *port),
            Expression::Recur(port) => row("recur", *port),
            Expression::Value(equation) => self.called[*equation].clone(),
            Expression::Previous(state) => match &self.states[*state] {
                Some(field) => format!("state->{field}[i]"),
                None => unreachable!("a state that is read is kept"),
            },
            other => {
                let known = self.constants.iter().find(|(constant, _)| constant == other);
                known.map_or_else(|| unreachable!("{other:?} is no leaf"), |(_, text)| text.clone())
            }
        }
    }
}
