//! A network as one file of C99 that computes its outputs step by step: parameters are constants, what it remembers is a
//! struct, nothing is allocated.

mod equations;
mod layer;
mod links;
mod names;
mod norm;
mod numbers;
mod past;
mod patches;
mod products;
mod step;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use aru_runtime::error::{Error, Result};
use aru_runtime::network::description::{Activation, Description, Source};

use self::equations::Helpers;
use self::names::{Names, spelled};
use self::numbers::Number;
use self::past::Past;
use crate::values::Values;

/// What the text is put together from.
struct Writer<'a> {
    description: &'a Description,
    values: &'a Values,
    number: Number,
    /// What every name outside a function begins with.
    prefix: String,
    /// Names outside functions, and those that all of `step` knows.
    names: Names,
    /// Names of the fields of the struct.
    fields: Names,
    /// Definitions of constants, those alone that are used.
    constants: String,
    /// What the arrays of parameters are called.
    parameters: BTreeMap<usize, String>,
    helpers: Helpers,
    /// Fields of the struct.
    state: String,
    /// What `reset` does after it has set everything to zero.
    reset: String,
    /// How each input is called in `step`, then each layer.
    rows: Vec<String>,
    /// What is remembered of each input, then of each layer.
    kept: Vec<Kept>,
}

/// What is remembered of a source.
struct Kept {
    past: Past,
    /// The field with its rows, or of its state.
    rows: String,
    /// The field with the number of the row that this step is to take.
    at: String,
}

/// The text of the file; `is_single` of a network of `f32`.
///
/// # Errors
/// An activation that is a type of Rust's.
pub(crate) fn write(description: &Description, values: &Values, is_single: bool) -> Result<String> {
    check(description)?;
    let prefix = spelled(&description.name);
    let mut writer = Writer {
        description,
        values,
        number: Number { is_single },
        names: Names::new(),
        fields: Names::new(),
        constants: String::new(),
        parameters: BTreeMap::new(),
        helpers: Helpers::default(),
        state: String::new(),
        reset: String::new(),
        rows: Vec::new(),
        kept: Vec::new(),
        prefix,
    };
    for name in ["state", "reset", "step", "INPUTS", "OUTPUTS"] {
        writer.names.take(&format!("{}_{name}", writer.prefix));
    }
    let body = writer.step();
    Ok(writer.finish(&body))
}

fn check(description: &Description) -> Result<()> {
    for layer in description.layers.iter() {
        if let Some(Activation::Custom(custom)) = &layer.activation {
            return Err(Error::setting(
                format!("the activation of `{}`", layer.name),
                format!(
                    "`{}`, a type of Rust that no other language sees into",
                    custom.name
                ),
                format!(
                    "to_c needs it in the language of units: `activation {}(x) = ..;` beside the network",
                    custom.name
                ),
            ));
        }
    }
    Ok(())
}

impl Writer<'_> {
    /// The place of a source among inputs and layers.
    fn place(&self, source: Source) -> usize {
        match source {
            Source::Input(input) => input,
            Source::Layer(layer) => self.description.inputs.len() + layer,
        }
    }

    fn finish(self, body: &str) -> String {
        let Writer {
            description, prefix, ..
        } = &self;
        let real = self.number.real();
        let mut text = format!("/*\n * {}, a recurrent network.", comment(&description.name));
        for line in description.docs.trim().lines() {
            write!(text, "\n * {}", comment(line.trim())).expect("a string takes all");
        }
        let pairs = [
            (
                "x",
                description
                    .inputs
                    .iter()
                    .map(|input| (&input.name, input.size))
                    .collect::<Vec<_>>(),
            ),
            (
                "y",
                description
                    .outputs()
                    .map(|output| (&output.name, output.size))
                    .collect(),
            ),
        ];
        text.push_str("\n *");
        for (array, parts) in pairs {
            let mut first = 0;
            for (name, size) in parts {
                write!(
                    text,
                    "\n * {array}[{first}..{}]  {}",
                    first + size - 1,
                    comment(name)
                )
                .expect("a string takes all");
                first += size;
            }
        }
        if let Some(dt) = description.dt {
            write!(text, "\n * A step is {} ms.", crate::words::short(1e3 * dt)).expect("a string takes all");
        }
        text.push_str("\n *\n * Reset a state once, then call step for every sample, in the order of time. Each state is a run of its own.\n */\n");
        text.push_str("#include <math.h>\n#include <stdint.h>\n#include <string.h>\n\n");
        let (inputs, outputs) = (description.input_size(), description.output_size());
        text.push_str(&format!(
            "#define {prefix}_INPUTS {inputs}\n#define {prefix}_OUTPUTS {outputs}\n\n"
        ));
        // An empty struct is no C.
        let fields = match self.state.is_empty() {
            true => "    uint8_t nothing;\n",
            false => &self.state,
        };
        text.push_str(&format!("typedef struct {{\n{fields}}} {prefix}_state;\n\n"));
        let reset = format!("void {prefix}_reset({prefix}_state *state)");
        let step = format!("void {prefix}_step({prefix}_state *state, const {real} *x, {real} *y)");
        text.push_str(&format!(
            "/* As before the first step. */\n{reset};\n/* One step: y for x, which may be the same array. */\n{step};\n\n"
        ));
        text.push_str(&self.constants);
        text.push_str(&self.helpers.definitions(self.number, prefix));
        text.push_str(&format!(
            "{reset}\n{{\n    memset(state, 0, sizeof *state);\n{}}}\n\n",
            self.reset
        ));
        let unused = if self.state.is_empty() {
            "    (void)state;\n"
        } else {
            ""
        };
        text.push_str(&format!("{step}\n{{\n{unused}{body}}}\n"));
        text
    }
}

/// What may stand in a comment: nothing that ends it, begins another, or is a trigraph.
fn comment(text: &str) -> String {
    // Twice: of three question marks the second replacement parts the last two.
    text.replace("*/", "* /")
        .replace("/*", "/ *")
        .replace("??", "? ?")
        .replace("??", "? ?")
}
