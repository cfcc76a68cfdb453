//! `aru check`: every fault of a text, with its place.

use std::path::PathBuf;

use aru::Model;

use crate::failure::{Failure, Outcome};
use crate::output::say;
use crate::text::{self, Choice};
use crate::words::counted;

/// Check declarations: every fault with its place
#[derive(clap::Args)]
pub struct Check {
    /// Files of declarations; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    choice: Choice,
}

impl Check {
    pub fn run(self) -> Outcome {
        let mut told = Vec::new();
        for path in &self.files {
            let checked = text::read(path).and_then(|text| match self.choice.net {
                Some(_) => Ok(vec![text::model(&text, path, &self.choice)?]),
                None => text::models(&text, path, &self.choice),
            });
            match checked {
                Ok(models) => models
                    .iter()
                    .try_for_each(|model| say(format_args!("{}: {}", path.display(), in_words(model))))?,
                Err(Failure::Told(message)) => told.push(message),
                Err(closed) => return Err(closed),
            }
        }
        match told.is_empty() {
            true => Ok(()),
            false => Err(Failure::Told(told.join("\n\n"))),
        }
    }
}

/// What a network is, in a line.
fn in_words(model: &Model) -> String {
    let description = model.description();
    let learned = description.parameters.iter().filter(|parameter| parameter.learn);
    let learned: usize = learned.map(|parameter| parameter.len()).sum();
    format!(
        "`{}` is well: {}, {}, {}, {}",
        model.name(),
        counted(description.input_size(), "input"),
        counted(
            description.layers.len() - description.outputs().count(),
            "hidden layer"
        ),
        counted(description.output_size(), "output"),
        counted(learned, "learned number"),
    )
}
