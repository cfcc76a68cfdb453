//! Arrays of a file as the inputs and targets of a network.

use aru::description::Description;
use aru::ndarray::{Array3, ArrayD};
use aru::recording::Recording;
use aru::{Scalar, Sequences};

use crate::axes::Order;
use crate::failure::{Failure, Outcome};
use crate::output::tell;
use crate::words::for_command_line;

/// Inputs or targets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Inputs,
    Targets,
}

impl Side {
    /// The option that names its arrays.
    pub fn option(self) -> &'static str {
        match self {
            Side::Inputs => "--input",
            Side::Targets => "--target",
        }
    }

    /// What the declaration calls them, with how many features each has.
    pub fn declared(self, description: &Description) -> Vec<(String, usize)> {
        match self {
            Side::Inputs => {
                let inputs = description.inputs.iter();
                inputs.map(|input| (input.name.to_string(), input.size)).collect()
            }
            Side::Targets => {
                let outputs = description.outputs();
                outputs
                    .map(|output| (output.name.to_string(), output.size))
                    .collect()
            }
        }
    }

    /// The names that are given, else those of the declaration.
    pub fn names(self, given: &[String], description: &Description) -> Vec<String> {
        match given.is_empty() {
            true => self
                .declared(description)
                .into_iter()
                .map(|(name, _)| name)
                .collect(),
            false => given.to_vec(),
        }
    }
}

/// A file of arrays, and how the two axes of an array are meant.
pub struct Source<'a> {
    pub recording: &'a Recording,
    pub axes: Order,
}

impl Source<'_> {
    /// Arrays by name side by side, `[sequence, step, feature]`, as many features as the network has; says how they were
    /// taken.
    pub fn read<T: Scalar>(
        &self,
        side: Side,
        names: &[String],
        description: &Description,
    ) -> Outcome<Array3<T>> {
        let option = side.option();
        let texts: Vec<&str> = names.iter().map(String::as_str).collect();
        let signals = self
            .recording
            .signals::<T>(&texts, self.axes.into())
            .map_err(|error| self.refusal(&error, side, description))?;
        for line in signals.to_string().lines() {
            tell(format_args!("{option}: {}", for_command_line(line)));
        }
        let values = signals.into_values();
        let declared = side.declared(description);
        let expected: usize = declared.iter().map(|(_, size)| size).sum();
        match values.dim().2 {
            found if found == expected => Ok(values),
            found => Err(Failure::of(format_args!(
                "{option} gives {found} features, and `{}` has {expected} ({}); `--axes` says what two axes are, \
                 `{option}` names other arrays, or the declaration needs another size",
                description.name,
                sizes(&declared)
            ))),
        }
    }

    /// Whether the file has arrays of all these names.
    pub fn has(&self, names: &[String]) -> bool {
        names
            .iter()
            .all(|name| self.recording.names().any(|known| known == name))
    }

    /// Choices, a whole number for each sequence, as one target for each class: what cross-entropy takes. `None` where the
    /// array is not one number for each sequence.
    pub fn labels(&self, names: &[String], sequences: usize) -> Outcome<Option<Vec<usize>>> {
        let [name] = names else { return Ok(None) };
        if sequences < 2 || !self.has(names) {
            return Ok(None);
        }
        let numbers: ArrayD<f64> = self.recording.array(name)?;
        if numbers.ndim() != 1 || numbers.len() != sequences {
            return Ok(None);
        }
        let labels: ArrayD<i64> = self.recording.integers(name)?;
        let labels = labels.iter().map(|&label| usize::try_from(label)).collect();
        match labels {
            Ok(labels) => Ok(Some(labels)),
            Err(_) => Err(Failure::of(format_args!(
                "`{name}` in `{}` has a label below 0; classes count from 0",
                self.recording.path().display()
            ))),
        }
    }

    /// The error, and with which option one says what the network's arrays are called.
    fn refusal(&self, error: &aru::Error, side: Side, description: &Description) -> Failure {
        let message = for_command_line(&error.to_string());
        match error {
            aru::Error::Unknown { .. } => {
                let option = side.option();
                let declared = sizes(&side.declared(description));
                let more = format!(
                    "\nhelp: `{}` has {declared}; `{option} NAME` says which array that is",
                    description.name
                );
                Failure::of(message + &more)
            }
            _ => Failure::of(message),
        }
    }
}

/// `stimulus` of 1 feature, `cue` of 2.
fn sizes(declared: &[(String, usize)]) -> String {
    let each = declared.iter().map(|(name, size)| match size {
        1 => format!("`{name}` of 1 feature"),
        _ => format!("`{name}` of {size} features"),
    });
    each.collect::<Vec<_>>().join(", ")
}

/// A data set; targets that are NaN are missing, and do not count.
pub fn sequences<T: Scalar>(inputs: Array3<T>, targets: Array3<T>) -> Outcome<Sequences<T>> {
    let some_are_missing = targets.iter().any(|target| target.to_f64().is_nan());
    Ok(match some_are_missing {
        true => Sequences::with_missing(inputs, targets)?,
        false => Sequences::new(inputs, targets)?,
    })
}
