//! Which loss acts on which outputs.
//!
//! Outputs without a loss of their own form one group, side by side as one array, under the default loss. The loss of
//! a step is the sum over groups.

use std::sync::{Mutex, PoisonError};

use crate::error::{Error, Result};
use crate::loss::Loss;
use crate::loss::panics::caught;
use crate::names::unknown;
use crate::network::program::Program;
use crate::numerics::scalar::Scalar;

/// The losses of a network's outputs, resolved once and used for many batches.
pub(crate) struct Losses<'l, T: Scalar> {
    groups: Vec<OutputGroup<'l, T>>,
    /// Values a step of the target array, those of outputs without a loss included.
    features: usize,
    /// Where panics of a loss are caught: the first group whose loss did so, and what it said.
    panicked: Option<Mutex<Option<(usize, String)>>>,
}

/// Outputs that one loss takes as one array.
pub(crate) struct OutputGroup<'l, T: Scalar> {
    pub(crate) loss: &'l dyn Loss<T>,
    /// The outputs, side by side.
    pub(crate) outputs: Vec<OutputColumns>,
    /// Their features together.
    pub(crate) features: usize,
}

/// One output of the network: where it stands in the target array, and the series that holds it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OutputColumns {
    pub(crate) series: usize,
    pub(crate) first: usize,
    pub(crate) count: usize,
}

/// Where each output of a network stands, in the order declared.
pub(crate) fn columns_of_outputs<T: Scalar>(
    program: &Program<T>,
) -> impl Iterator<Item = OutputColumns> + use<T> {
    let outputs = program.description.outputs().zip(program.plan.outputs);
    outputs.scan(0, |first, (output, &series)| {
        let columns = OutputColumns {
            series,
            first: *first,
            count: output.size,
        };
        *first += output.size;
        Some(columns)
    })
}

impl<'l, T: Scalar> Losses<'l, T> {
    /// One loss for all outputs together.
    #[cfg(test)]
    pub(crate) fn of_all(program: &Program<T>, loss: &'l dyn Loss<T>) -> Self {
        Losses {
            groups: vec![OutputGroup::new(loss, columns_of_outputs(program).collect())],
            features: program.description.output_size(),
            panicked: None,
        }
    }

    /// A default loss, and those of single outputs by name. The last of two for the same output counts.
    ///
    /// # Errors
    /// An output that the network does not have.
    pub(crate) fn of_each(
        program: &Program<T>,
        default: &'l dyn Loss<T>,
        own: &[(&str, &'l dyn Loss<T>)],
    ) -> Result<Self> {
        let description = program.description;
        let names: Vec<&str> = description.outputs().map(|output| &*output.name).collect();
        for (name, _) in own {
            if !names.contains(name) {
                return Err(unknown("output", name, &names));
            }
        }
        let mut shared = Vec::new();
        let mut groups = Vec::new();
        for (name, columns) in names.iter().zip(columns_of_outputs(program)) {
            match own.iter().rev().find(|(output, _)| output == name) {
                Some(&(_, loss)) => groups.push(OutputGroup::new(loss, vec![columns])),
                None => shared.push(columns),
            }
        }
        if !shared.is_empty() {
            groups.insert(0, OutputGroup::new(default, shared));
        }
        Ok(Losses {
            groups,
            features: description.output_size(),
            panicked: None,
        })
    }

    /// The same, which keep what a loss says when it panics.
    pub(crate) fn guarded(mut self) -> Self {
        self.panicked = Some(Mutex::default());
        self
    }

    /// What calls the loss of a group returns; None where that loss panicked and is guarded.
    pub(crate) fn call<R>(&self, group: usize, call: impl FnOnce() -> R) -> Option<R> {
        let Some(panicked) = &self.panicked else {
            return Some(call());
        };
        let outcome = caught(call);
        outcome
            .map_err(|said| {
                let mut first = panicked.lock().unwrap_or_else(PoisonError::into_inner);
                first.get_or_insert((group, said));
            })
            .ok()
    }

    /// The error of a loss that panicked.
    pub(crate) fn panic(&self, program: &Program<T>) -> Option<Error> {
        let first = self
            .panicked
            .as_ref()?
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let (group, said) = first.as_ref()?;
        Some(self.groups[*group].error_of_panic(program, said))
    }

    /// The loss of each output alone, by its name, for the outputs that these losses act on.
    pub(crate) fn by_output(&self, program: &Program<T>) -> Vec<(&'static str, Self)> {
        let outputs = program.description.outputs().zip(columns_of_outputs(program));
        let alone = |loss, columns| Losses {
            groups: vec![OutputGroup::new(loss, vec![columns])],
            features: self.features,
            panicked: None,
        };
        outputs
            .filter_map(|(output, columns)| {
                let holds = |group: &&OutputGroup<'l, T>| {
                    group.outputs.iter().any(|held| held.first == columns.first)
                };
                let group = self.groups.iter().find(holds)?;
                Some((&*output.name, alone(group.loss, columns)))
            })
            .collect()
    }

    /// Values a step of the target array.
    pub(crate) fn features(&self) -> usize {
        self.features
    }

    /// Each loss with its outputs.
    pub(crate) fn groups(&self) -> &[OutputGroup<'l, T>] {
        &self.groups
    }
}

impl<'l, T: Scalar> OutputGroup<'l, T> {
    fn new(loss: &'l dyn Loss<T>, outputs: Vec<OutputColumns>) -> Self {
        let features = outputs.iter().map(|output| output.count).sum();
        OutputGroup {
            loss,
            outputs,
            features,
        }
    }

    /// Names of the outputs; several with the quotes between them.
    pub(crate) fn names(&self, program: &Program<T>) -> String {
        let all = program.description.outputs().zip(columns_of_outputs(program));
        let own = all.filter(|(_, columns)| self.outputs.iter().any(|own| own.series == columns.series));
        own.map(|(output, _)| &*output.name)
            .collect::<Vec<_>>()
            .join("` and `")
    }

    /// What is said where the loss panicked.
    pub(crate) fn error_of_panic(&self, program: &Program<T>, said: &str) -> Error {
        let fault =
            format!("the loss panicked, `{said}`; a loss gives a number for any finite output and target");
        Error::of_loss(self.loss.name(), &self.names(program), fault)
    }
}
