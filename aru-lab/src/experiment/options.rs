//! The command line that all experiments share.

use std::num::NonZero;
use std::ops::Range;
use std::path::PathBuf;

use aru_runtime::{Error, Result};

/// The options of an experiment, to be flattened into its own.
///
/// ```
/// use aru::experiment::Options;
/// use clap::Parser;
///
/// /// Does the network learn?
/// #[derive(Parser)]
/// struct Arguments {
///     #[command(flatten)]
///     options: Options,
/// }
///
/// let options = Arguments::parse_from(["name", "--quick", "--seed", "5"]).options;
/// assert_eq!(options.seeds(20, 2)?, 5..7);
/// assert_eq!(options.full_or_quick(300, 30), 30);
/// # Ok::<(), aru::Error>(())
/// ```
#[derive(Clone, Debug, clap::Args)]
#[non_exhaustive]
pub struct Options {
    /// Less of everything, to see in under a minute that all works; not the protocol, and not judged
    #[arg(long)]
    pub quick: bool,
    /// Seed of the first repetition; the others count on from it
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// How often each condition is run, with new data and new weights; at least 2 [default: the protocol's]
    #[arg(long, value_parser = clap::value_parser!(u32).range(2..))]
    pub repetitions: Option<u32>,
    /// Trials that run at the same time [default: one for each core]
    #[arg(long)]
    pub threads: Option<NonZero<usize>>,
    /// Folder for trials, figures and the report; finished trials found there are not run again [default: runs/NAME, with
    /// --quick runs/NAME-quick]
    #[arg(long)]
    pub out: Option<PathBuf>,
}

impl Options {
    /// The first number, or with `--quick` the second.
    pub fn full_or_quick<V>(&self, full: V, quick: V) -> V {
        if self.quick { quick } else { full }
    }

    /// The seed of each repetition: as many as `--repetitions` says, else as the protocol.
    ///
    /// # Errors
    ///
    /// A `--seed` so large that counting on from it overflows.
    pub fn seeds(&self, full: u32, quick: u32) -> Result<Range<u64>> {
        let protocol = self.full_or_quick(full, quick);
        let count = u64::from(self.repetitions.unwrap_or(protocol));
        let end = self.seed.checked_add(count).ok_or_else(|| {
            Error::setting(
                "--seed",
                self.seed,
                format!("expected room for {count} repetitions after it"),
            )
        })?;
        Ok(self.seed..end)
    }

    /// The folder that `--out` names, or `runs/NAME`; with `--quick` `runs/NAME-quick`, so that it replaces no report.
    pub fn folder(&self, name: &str) -> PathBuf {
        let own = self.full_or_quick(name.to_owned(), format!("{name}-quick"));
        self.out
            .clone()
            .unwrap_or_else(|| PathBuf::from("runs").join(own))
    }

    /// The same options for one of several experiments, in a folder of its own.
    pub fn within(&self, folder: PathBuf) -> Self {
        Options {
            out: Some(folder),
            ..self.clone()
        }
    }
}
