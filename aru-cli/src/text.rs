//! Declarations in files: which text is meant, and the models that it declares.

use std::io::Read;
use std::path::Path;

use aru::{Faults, Model, Text};

use crate::failure::{Failure, Outcome};

/// Which network of a text, with which sizes.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Choice {
    /// A number for a size that the text names, as `--set H=32`; once for each
    #[arg(long, value_name = "SIZE=UNITS", value_parser = size)]
    pub set: Vec<(String, usize)>,
    /// Which network, where the text declares several
    #[arg(long, value_name = "NAME")]
    pub net: Option<String>,
}

fn size(text: &str) -> Result<(String, usize), String> {
    let expected = "expected a name and a number, as `H=32`";
    let (name, units) = text.split_once('=').ok_or(expected)?;
    let (name, units) = (name.trim(), units.trim());
    match units.parse() {
        Ok(units) if !name.is_empty() => Ok((name.to_owned(), units)),
        _ => Err(expected.to_owned()),
    }
}

/// What messages call standard input.
const STANDARD_INPUT: &str = "<standard input>";

/// What messages call a file; `-` is standard input.
fn name_of(path: &Path) -> String {
    match path.to_str() {
        Some("-") => STANDARD_INPUT.to_owned(),
        _ => path.display().to_string(),
    }
}

/// The text of a file, or with `-` of standard input.
pub fn read(path: &Path) -> Outcome<String> {
    let refuse = |cause: &str| Failure::of(format_args!("cannot read `{}`: {cause}", name_of(path)));
    let content = if path == Path::new("-") {
        let mut content = Vec::new();
        let read = std::io::stdin().read_to_end(&mut content);
        read.map(|_| content)
    } else if path.is_dir() {
        return Err(refuse("it is a folder; name the file of a declaration"));
    } else {
        std::fs::read(path)
    };
    let content = content.map_err(|error| refuse(&error.to_string()))?;
    String::from_utf8(content).map_err(|error| {
        let place = error.utf8_error().valid_up_to();
        let way = "a declaration is a text in UTF-8; save it as that, or name another file";
        refuse(&format!("byte {place} is none of a text; {way}"))
    })
}

/// All models of a text.
pub fn models(text: &str, path: &Path, choice: &Choice) -> Outcome<Vec<Model>> {
    let sizes = choice.set.iter();
    let text = sizes.fold(Text::new(text).named(name_of(path)), |text, (size, units)| {
        text.with(size, *units)
    });
    text.models().map_err(|faults| with_sizes(&faults))
}

/// The one model of a text that is meant.
pub fn model(text: &str, path: &Path, choice: &Choice) -> Outcome<Model> {
    let models = models(text, path, choice)?;
    let names = || {
        let names: Vec<String> = models.iter().map(|model| format!("`{}`", model.name())).collect();
        names.join(", ")
    };
    let path = name_of(path);
    match &choice.net {
        Some(net) => models
            .iter()
            .find(|model| model.name() == net)
            .copied()
            .ok_or_else(|| {
                Failure::of(format_args!(
                    "no network of `{path}` is named `{net}`, expected {}",
                    names()
                ))
            }),
        None => match models[..] {
            [model] => Ok(model),
            _ => Err(Failure::of(format_args!(
                "`{path}` declares several networks, {}; choose one, as `--net {}`",
                names(),
                models.first().map_or("NAME", |model| model.name())
            ))),
        },
    }
}

/// The faults, and how sizes that have no number get one here.
fn with_sizes(faults: &Faults) -> Failure {
    let mut missing: Vec<&str> = faults
        .iter()
        .filter_map(|fault| missing_size(&fault.message))
        .collect();
    missing.sort_unstable();
    missing.dedup();
    let mut text = faults.to_string();
    if !missing.is_empty() {
        let options: Vec<String> = missing.iter().map(|name| format!("--set {name}=32")).collect();
        text += &format!(
            "\n\nhelp: sizes get their number on the command line: `{}`",
            options.join(" ")
        );
    }
    Failure::Told(text)
}

/// The size that a fault says has no number.
fn missing_size(message: &str) -> Option<&str> {
    let rest = message.strip_prefix("no number is given for the size `")?;
    rest.split('`').next()
}
