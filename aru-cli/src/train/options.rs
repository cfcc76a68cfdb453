//! The options of `aru train`.

use std::path::PathBuf;
use std::str::FromStr;

use clap::ValueEnum;

use crate::axes::Order;
use crate::measures::Loss;
use crate::text::Choice;
use crate::time;

/// Train a network on arrays of a file
#[derive(Debug, clap::Args)]
pub struct Options {
    /// A declaration in a text; `-` is standard input
    #[arg(value_name = "NETWORK")]
    pub network: PathBuf,
    /// A .npz, .npy, .csv or .tsv file
    #[arg(value_name = "DATA")]
    pub data: PathBuf,
    #[command(flatten)]
    pub choice: Choice,
    /// Name of an array or column to predict from; once for each [default: as the declared inputs]
    #[arg(long, value_name = "NAME", help_heading = "Data")]
    pub input: Vec<String>,
    /// Name of an array or column to predict; once for each [default: as the declared outputs]
    #[arg(long, value_name = "NAME", help_heading = "Data")]
    pub target: Vec<String>,
    /// What an array with two axes holds
    #[arg(long, value_enum, value_name = "AXES", default_value_t, help_heading = "Data")]
    pub axes: Order,
    /// Length of a step of the data, as `1ms`: another one in the declaration is an error
    #[arg(long, value_name = "TIME", value_parser = time::parse, help_heading = "Data")]
    pub dt: Option<f64>,
    /// Part of the data that training is watched on and stopped by, or a file of its own; 0 is none
    #[arg(long, value_name = "PART|FILE", default_value = "0.1", help_heading = "Data")]
    pub validate: Part,
    /// Part of the data that is looked at in the end alone, or a file of its own [default: 0.2, or none where --validate
    /// names a file]
    #[arg(long, value_name = "PART|FILE", help_heading = "Data")]
    pub test: Option<Part>,
    /// How parts are cut [default: one recording along time, else whole sequences]
    #[arg(long, value_enum, value_name = "WAY", help_heading = "Data")]
    pub cut: Option<Cut>,
    /// Steps of a training window, whose first fifth is not scored [default: 250 of what is cut along time, else whole
    /// sequences]
    #[arg(long, value_name = "STEPS", value_parser = clap::value_parser!(u32).range(1..), help_heading = "Data")]
    pub window: Option<u32>,
    /// What is brought to mean zero and standard deviation one
    #[arg(long, value_enum, value_name = "WHAT", default_value_t, help_heading = "Data")]
    pub scale: Scale,
    /// Count the last step of each sequence alone
    #[arg(long, conflicts_with = "window", help_heading = "Data")]
    pub last_step: bool,

    /// What is made small
    #[arg(
        long,
        value_enum,
        value_name = "LOSS",
        default_value_t,
        help_heading = "Training"
    )]
    pub loss: Loss,
    /// How often the training data are gone through, at most
    #[arg(long, default_value_t = 300, value_parser = at_least_one, help_heading = "Training")]
    pub epochs: usize,
    /// Epochs without a lower validation loss after which training stops
    #[arg(long, value_name = "EPOCHS", default_value_t = 60, value_parser = at_least_one, help_heading = "Training")]
    pub patience: usize,
    /// Sequences or windows of a batch
    #[arg(long, default_value_t = 4, value_parser = at_least_one, help_heading = "Training")]
    pub batch: usize,
    /// The optimiser
    #[arg(
        long,
        value_enum,
        value_name = "RULE",
        default_value_t,
        help_heading = "Training"
    )]
    pub optimiser: Rule,
    /// How much of the velocity `sgd` keeps from update to update
    #[arg(long, default_value_t = 0.0, value_parser = below_one, help_heading = "Training")]
    pub momentum: f64,
    /// Rate of learning
    #[arg(long, default_value_t = 0.005, value_parser = above_zero, help_heading = "Training")]
    pub rate: f64,
    /// Rate of learning of the constants of units and of learned delays [default: as --rate]
    #[arg(long, value_name = "RATE", value_parser = above_zero, help_heading = "Training")]
    pub rate_of_constants: Option<f64>,
    /// Length that gradients are cut down to
    #[arg(long, value_name = "NORM", default_value_t = 1.0, value_parser = above_zero, help_heading = "Training")]
    pub clip: f64,
    /// Leave parameters as they are: `hidden.tau_s`, `hidden`, `'*.bias'`; once for each
    #[arg(long, value_name = "NAME", help_heading = "Training")]
    pub freeze: Vec<String>,
    /// Begin with another value than the declaration says: `hidden.tau_s=10ms`, `hidden.alpha_s=0.1`; once for each
    #[arg(long, value_name = "NAME=VALUE", help_heading = "Training")]
    pub start: Vec<Start>,
    /// Begin with these parameters
    #[arg(long, value_name = "FILE", help_heading = "Training")]
    pub weights: Option<PathBuf>,
    /// Seed of the first parameters, of the order of sequences and of noise
    #[arg(long, default_value_t = 1, help_heading = "Training")]
    pub seed: u64,
    /// Train this many networks from seeds that count on from --seed, and keep the best
    #[arg(long, value_name = "COUNT", default_value_t = 1, value_parser = few, help_heading = "Training")]
    pub seeds: usize,
    /// Threads; they change no bit of the result
    #[arg(long, default_value_t = 1, value_parser = at_least_one, help_heading = "Training")]
    pub threads: usize,
    /// Compute in double precision
    #[arg(long, help_heading = "Training")]
    pub f64: bool,

    /// Folder for weights, history and figures [default: runs/ and the name of the text]
    #[arg(long, value_name = "FOLDER", help_heading = "Results")]
    pub out: Option<PathBuf>,
    /// Go on with the fit of that folder; without one begin anew
    #[arg(long, conflicts_with = "overwrite", help_heading = "Results")]
    pub resume: bool,
    /// Begin anew in a folder that holds a fit
    #[arg(long, help_heading = "Results")]
    pub overwrite: bool,
    /// How often what is needed to go on is written
    #[arg(long, value_name = "MINUTES", default_value_t = 1.0, value_parser = above_zero, help_heading = "Results")]
    pub checkpoint_minutes: f64,
    /// Show no progress
    #[arg(long, help_heading = "Results")]
    pub quiet: bool,
}

/// Part of the data, or a file of its own.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    Fraction(f64),
    File(PathBuf),
}

impl FromStr for Part {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.parse::<f64>() {
            Ok(part) if (0.0..1.0).contains(&part) => Ok(Part::Fraction(part)),
            Ok(_) => Err("expected a part of the data, 0 or more and below 1, or a file".to_owned()),
            Err(_) => Ok(Part::File(PathBuf::from(text))),
        }
    }
}

/// How parts are cut from the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Cut {
    /// Each sequence along time: training first, then validation, then test
    Time,
    /// Whole sequences, the same ones whatever the seed
    Sequences,
}

/// What is standardised.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Scale {
    /// Inputs; targets too where the loss is the squared error and outputs have no activation
    #[default]
    Auto,
    /// Inputs alone
    Inputs,
    /// Inputs and targets
    Both,
    /// Nothing
    None,
}

/// The optimiser.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Rule {
    /// Adam
    #[default]
    Adam,
    /// Plain gradient descent
    Sgd,
}

/// `hidden.tau_s=10ms`
#[derive(Clone, Debug, PartialEq)]
pub struct Start {
    pub name: String,
    /// In seconds where it is a time.
    pub value: f64,
}

impl FromStr for Start {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let expected = "expected a parameter and a value, as `hidden.tau_s=10ms` or `hidden.alpha_s=0.1`";
        let (name, value) = text.split_once('=').ok_or(expected)?;
        let (name, value) = (name.trim().to_owned(), value.trim());
        let number = value.parse::<f64>().ok().filter(|number| number.is_finite());
        match number {
            Some(_) if name.contains(".tau") => {
                Err("a time constant needs a unit, `us`, `ms` or `s`, as `hidden.tau_s=10ms`".to_owned())
            }
            Some(value) => Ok(Start { name, value }),
            None => match time::parse(value) {
                Ok(value) => Ok(Start { name, value }),
                Err(_) => Err(expected.to_owned()),
            },
        }
    }
}

fn at_least_one(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(0) | Err(_) => Err("expected a whole number, 1 or more".to_owned()),
        Ok(number) => Ok(number),
    }
}

/// As many networks as fit into memory side by side, whatever their size.
fn few(text: &str) -> Result<usize, String> {
    let number = text.parse::<usize>().ok();
    number
        .filter(|number| (1..=10_000).contains(number))
        .ok_or_else(|| "expected a whole number, 1 to 10000".to_owned())
}

fn above_zero(text: &str) -> Result<f64, String> {
    let number = text.parse::<f64>().ok();
    number
        .filter(|number| number.is_finite() && *number > 0.0)
        .ok_or_else(|| "expected a number above zero".to_owned())
}

fn below_one(text: &str) -> Result<f64, String> {
    let number = text.parse::<f64>().ok();
    number
        .filter(|number| (0.0..1.0).contains(number))
        .ok_or_else(|| "expected a number, 0 or more and below 1".to_owned())
}
