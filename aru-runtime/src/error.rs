//! What can go wrong, with the name of the thing, what was expected, what was found, and the way out.

use std::path::{Path, PathBuf};

/// Any error of the library.
///
/// Its `Debug` is its `Display`: what `fn main() -> aru::Result<()>` and `unwrap` print is a sentence to be read.
#[derive(thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// An array or parameter has another shape than the network or the data set needs.
    #[error("{what} has shape {found:?}, expected {expected}")]
    Shape {
        /// The array or parameter.
        what: String,
        /// What it should be, axes named.
        expected: String,
        /// What it is.
        found: Vec<usize>,
    },
    /// A value is NaN or infinite.
    #[error("{what} holds {value} at {index:?}; values must be finite")]
    NotFinite {
        /// The array or parameter.
        what: String,
        /// Its place, one index an axis.
        index: Vec<usize>,
        /// What stands there.
        value: f64,
    },
    /// A parameter holds a value outside the range that the declaration gives it.
    #[error("{what} holds {value} at {index:?}; it must lie {range}")]
    OutOfBounds {
        /// Name of the parameter.
        what: String,
        /// Its place, one index an axis.
        index: Vec<usize>,
        /// What stands there.
        value: f64,
        /// The range, ends included or not: `strictly between 0 and 1`.
        range: String,
    },
    /// A weight holds another number than zero where its link joins nothing.
    #[error(
        "{what} holds {value} at {index:?}, where nothing is linked; it must be 0 there (is the matrix transposed?)"
    )]
    Unlinked {
        /// Name of the parameter.
        what: String,
        /// Its place, one index an axis.
        index: Vec<usize>,
        /// What stands there.
        value: f64,
    },
    /// A name that the network does not have.
    #[error("no {kind} named `{name}`{hint}")]
    Unknown {
        /// What was looked for: `parameter`, `output`, `state`.
        kind: &'static str,
        /// The name given.
        name: String,
        /// The nearest names, or all there are, as the end of the sentence.
        hint: String,
    },
    /// A file could not be read or written.
    #[error("cannot {action} `{}`: {cause}", .path.display())]
    File {
        /// What was to be done: `read`, `write`, `go on from`.
        action: &'static str,
        /// Path of the file.
        path: PathBuf,
        /// Why, and what to do.
        cause: String,
    },
    /// A file of weights was saved by another network.
    #[error("`{}` holds {}: {difference}", .path.display(), other(found, expected))]
    OtherNetwork {
        /// Path of the file.
        path: PathBuf,
        /// Name of the network in the file.
        found: String,
        /// Name of the network that was to be loaded.
        expected: String,
        /// What differs first.
        difference: String,
    },
    /// A description is none of a network.
    #[error("no network is made of this description of `{name}`: {fault}")]
    Description {
        /// Name of the network.
        name: String,
        /// What is wrong with it.
        fault: String,
    },
    /// The operating system refused to start threads.
    #[error("cannot start {threads} threads: {cause}; use fewer")]
    Threads {
        /// How many were asked for.
        threads: usize,
        /// What the operating system says.
        cause: String,
    },
    /// A value of a data set cannot be used.
    #[error("{what} hold {found} at {at}; {expected}")]
    Value {
        /// The array, in the plural: `inputs`, `targets of \`y\``, `weights`.
        what: String,
        /// What stands there.
        found: f64,
        /// Where, axes named: `sequence 3, step 17, feature 0`.
        at: String,
        /// What would be right, and the way out.
        expected: String,
    },
    /// A setting or an argument that cannot work.
    #[error("{setting} is {found}; {expected}")]
    Setting {
        /// What was set: `batch_size`.
        setting: String,
        /// What it was set to.
        found: String,
        /// What would be right, and the way out.
        expected: String,
    },
    /// A trial of a study failed, or has an outcome that cannot be kept.
    #[error(
        "trial {number} of {trials} failed: {source}; its settings are {settings}; finished trials are kept"
    )]
    Trial {
        /// Its place, from 1.
        number: usize,
        /// How many trials there are.
        trials: usize,
        /// Its settings, as JSON.
        settings: String,
        /// Why it failed.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// An activation of a type that is not what it says of itself.
    #[error("activation `{name}`: {fault}")]
    Activation {
        /// Its name.
        name: String,
        /// Where, and what it is there.
        fault: String,
    },
    /// A loss that does not fit an output.
    #[error("{loss} cannot score output `{output}`: {fault}")]
    Loss {
        /// Name of the loss.
        loss: &'static str,
        /// Name of the output.
        output: String,
        /// Why not, and the way out.
        fault: String,
    },
    /// A target that a loss cannot take.
    #[error("targets of {output} at sequence {sequence}, step {step} {fault}")]
    Target {
        /// The output, or the outputs that share the loss.
        output: String,
        /// Number of the sequence, from 0.
        sequence: usize,
        /// Number of the step, from 0.
        step: usize,
        /// What stands there, what would be right, and the way out.
        fault: String,
    },
    /// A loss, a gradient or a parameter has left the finite numbers while training.
    #[error(
        "training diverged in epoch {epoch}, update {update}: {what} is not finite{}; the network {}",
        advice(origin.as_deref()), kept(*finished, *kept_epoch)
    )]
    Diverged {
        /// The epoch in which it happened, from 1.
        epoch: usize,
        /// The update in which it happened, from 1 and over all epochs.
        update: u64,
        /// What is not finite.
        what: String,
        /// Where the first value that is not finite came from, where no update had been made yet: layer, sequence and
        /// step.
        origin: Option<String>,
        /// The epoch at whose end the network was as it is now; 0 for the network as it was given.
        kept_epoch: usize,
        /// How many epochs came to their end.
        finished: usize,
    },
    /// A learned rate without bounds has left the range in which a leaky integrator is stable.
    #[error(
        "`{name}` left (0, 2) in epoch {epoch}, update {update}: it became {value}; give it bounds where it is \
         declared, `in logistic(0, 1)`; the network {}", kept(*finished, *kept_epoch)
    )]
    RateLeftRange {
        /// Name of the parameter.
        name: String,
        /// What it became.
        value: f64,
        /// The epoch in which it happened, from 1.
        epoch: usize,
        /// The update in which it happened, from 1 and over all epochs.
        update: u64,
        /// The epoch at whose end the network was as it is now; 0 for the network as it was given.
        kept_epoch: usize,
        /// How many epochs came to their end.
        finished: usize,
    },
    /// What the operating system says of a file that a program reads or writes itself: `?` makes one of an
    /// [`std::io::Error`], which is its [source](std::error::Error::source) and its text.
    ///
    /// ```
    /// use aru::{Error, ErrorKind};
    ///
    /// fn trials(path: &str) -> aru::Result<usize> {
    ///     Ok(std::fs::read_to_string(path)?.lines().count())
    /// }
    ///
    /// let missing = trials("no_such_file.txt").unwrap_err();
    /// assert_eq!(missing.kind(), ErrorKind::Io);
    /// assert!(matches!(missing, Error::Io(error) if error.kind() == std::io::ErrorKind::NotFound));
    /// ```
    #[error("{0}")]
    Io(#[from] std::io::Error),
}

impl std::fmt::Debug for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Display::fmt(self, f)
    }
}

/// What an [`Error`] is about, to match on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The shape of an array or parameter.
    Shape,
    /// A number in a data set, a target or a parameter.
    Value,
    /// A name that the network does not have.
    Name,
    /// A setting or an argument, or a loss for an output that it cannot score.
    Setting,
    /// A file: its content, or that it cannot be read or written.
    File,
    /// Training that cannot go on.
    Training,
    /// A trial of a study.
    Trial,
    /// The operating system.
    System,
    /// Input or output of the program's own, whose error `?` has passed on.
    Io,
}

impl Error {
    /// What it is about.
    ///
    /// ```
    /// use aru::ErrorKind;
    /// use aru::recording::Recording;
    ///
    /// let missing = Recording::open("no_such_file.csv").unwrap_err();
    /// assert_eq!(missing.kind(), ErrorKind::File);
    /// ```
    pub fn kind(&self) -> ErrorKind {
        match self {
            Error::Shape { .. } => ErrorKind::Shape,
            Error::NotFinite { .. }
            | Error::OutOfBounds { .. }
            | Error::Unlinked { .. }
            | Error::Value { .. }
            | Error::Target { .. } => ErrorKind::Value,
            Error::Unknown { .. } => ErrorKind::Name,
            Error::Setting { .. }
            | Error::Loss { .. }
            | Error::Activation { .. }
            | Error::Description { .. } => ErrorKind::Setting,
            Error::File { .. } | Error::OtherNetwork { .. } => ErrorKind::File,
            Error::Diverged { .. } | Error::RateLeftRange { .. } => ErrorKind::Training,
            Error::Trial { .. } => ErrorKind::Trial,
            Error::Threads { .. } => ErrorKind::System,
            Error::Io(_) => ErrorKind::Io,
        }
    }

    pub(crate) fn shape(what: impl Into<String>, expected: impl Into<String>, found: &[usize]) -> Self {
        Error::Shape {
            what: what.into(),
            expected: expected.into(),
            found: found.to_vec(),
        }
    }

    pub(crate) fn file(action: &'static str, path: &Path, cause: impl ToString) -> Self {
        Error::File {
            action,
            path: path.to_path_buf(),
            cause: cause.to_string(),
        }
    }

    /// A loss that does not fit its outputs, whose names are `y` or, of several, "y` and `z".
    pub(crate) fn of_loss(loss: &'static str, outputs: &str, fault: String) -> Self {
        let output = outputs.to_owned();
        Error::Loss { loss, output, fault }
    }

    /// A setting or an argument that cannot work: what it is, what it was set to, what would be right.
    pub fn setting(setting: impl Into<String>, found: impl ToString, expected: impl Into<String>) -> Self {
        Error::Setting {
            setting: setting.into(),
            found: found.to_string(),
            expected: expected.into(),
        }
    }
}

/// A number of things, the thing in the plural where it is not one.
pub(crate) fn counted(count: u64, thing: &str) -> String {
    match count {
        1 => format!("1 {thing}"),
        _ => format!("{count} {thing}s"),
    }
}

/// What network a file holds in the place of another; two may differ in more than their name, or in all else.
fn other(found: &str, expected: &str) -> String {
    if found == expected {
        format!("another network `{found}`; the first difference")
    } else {
        format!("the network `{found}`, not `{expected}`; the first difference")
    }
}

/// The way out of training that diverged.
fn advice(origin: Option<&str>) -> String {
    match origin {
        None => "; lower the learning rate or bound the gradient with `clip_norm`".into(),
        Some(origin) => format!(
            ", and no update had been made yet: the first such value is {origin}. Make the inputs and targets smaller \
             (`standardise`), start from smaller weights, or bound what grows from step to step (`sigmoid`, `tanh`)"
        ),
    }
}

/// What an error of training says about the network that it leaves.
fn kept(finished: usize, epoch: usize) -> String {
    match epoch {
        0 => "is as it was given".to_owned(),
        _ => format!("is as it was after epoch {epoch} of the {finished} that were finished"),
    }
}

/// A result with the library's [`Error`].
pub type Result<T> = std::result::Result<T, Error>;

#[cfg(test)]
mod tests;
