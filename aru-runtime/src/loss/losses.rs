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
    /// The same, each feature by itself where the loss is separable.
    parts: Vec<OutputGroup<'l, T>>,
    /// Values a step of the target array, those of outputs without a loss included.
    features: usize,
    /// Where panics of a loss are caught: the first group whose loss did so, and what it said.
    panicked: Option<Mutex<Option<(usize, String)>>>,
}

/// Outputs that one loss takes as one array.
#[derive(Clone)]
pub(crate) struct OutputGroup<'l, T: Scalar> {
    pub(crate) loss: &'l dyn Loss<T>,
    /// The outputs, side by side.
    pub(crate) outputs: Vec<OutputColumns>,
    /// Their features together.
    pub(crate) features: usize,
    /// Which of the losses it is.
    pub(crate) number: usize,
    /// The part of the loss's error that is that of these outputs: less than one for a single feature of several.
    pub(crate) share: f64,
}

/// One output of the network, or some of it: where it stands in the target array, and the series that holds it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OutputColumns {
    pub(crate) series: usize,
    pub(crate) first: usize,
    pub(crate) count: usize,
    /// Where it begins in a row of the series.
    pub(crate) offset: usize,
    /// Units of the series.
    pub(crate) width: usize,
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
            offset: 0,
            width: output.size,
        };
        *first += output.size;
        Some(columns)
    })
}

impl<'l, T: Scalar> Losses<'l, T> {
    fn new(mut groups: Vec<OutputGroup<'l, T>>, features: usize) -> Self {
        for (number, group) in groups.iter_mut().enumerate() {
            group.number = number;
        }
        Losses {
            parts: groups.iter().flat_map(OutputGroup::parts).collect(),
            groups,
            features,
            panicked: None,
        }
    }

    /// One loss for all outputs together.
    #[cfg(test)]
    pub(crate) fn of_all(program: &Program<T>, loss: &'l dyn Loss<T>) -> Self {
        let groups = vec![OutputGroup::new(loss, columns_of_outputs(program).collect())];
        Losses::new(groups, program.description.output_size())
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
        Ok(Losses::new(groups, description.output_size()))
    }

    /// The same for one cohort: they keep what a loss says when it panics.
    pub(crate) fn guarded(&self) -> Self {
        Losses {
            groups: self.groups.clone(),
            parts: self.parts.clone(),
            features: self.features,
            panicked: Some(Mutex::default()),
        }
    }

    /// Forgets what a loss said when it panicked; whether one did.
    pub(crate) fn forget_panic(&self) -> bool {
        let said = self.panicked.as_ref().map(Mutex::lock);
        said.is_some_and(|said| said.unwrap_or_else(PoisonError::into_inner).take().is_some())
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
        let alone = |loss, columns| Losses::new(vec![OutputGroup::new(loss, vec![columns])], self.features);
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

    /// What has one weight in a step: all outputs of a loss, or, where outputs have weights of their own, each feature as far
    /// as the loss is separable.
    pub(crate) fn parts(&self, have_output_weights: bool) -> &[OutputGroup<'l, T>] {
        match have_output_weights {
            true => &self.parts,
            false => &self.groups,
        }
    }
}

impl<'l, T: Scalar> OutputGroup<'l, T> {
    fn new(loss: &'l dyn Loss<T>, outputs: Vec<OutputColumns>) -> Self {
        let features = outputs.iter().map(|output| output.count).sum();
        OutputGroup {
            loss,
            outputs,
            features,
            number: 0,
            share: 1.0,
        }
    }

    /// Each feature by itself, or all together where the loss takes them together.
    fn parts(&self) -> Vec<Self> {
        let part = |outputs: Vec<OutputColumns>, features, share| OutputGroup {
            loss: self.loss,
            outputs,
            features,
            number: self.number,
            share,
        };
        if !self.loss.is_separable() {
            return vec![part(self.outputs.clone(), self.features, 1.0)];
        }
        let features = self.outputs.iter().flat_map(|output| {
            (0..output.count).map(|feature| OutputColumns {
                first: output.first + feature,
                count: 1,
                offset: output.offset + feature,
                ..*output
            })
        });
        let share = 1.0 / self.features as f64;
        features.map(|feature| part(vec![feature], 1, share)).collect()
    }

    /// The first of its features, whose weight is that of all of them.
    pub(crate) fn first(&self) -> usize {
        self.outputs[0].first
    }

    /// The features in the target array.
    pub(crate) fn columns(&self) -> impl Iterator<Item = usize> + Clone {
        self.outputs
            .iter()
            .flat_map(|own| own.first..own.first + own.count)
    }

    /// Names of the outputs; several with the quotes between them.
    pub(crate) fn names(&self, program: &Program<T>) -> String {
        let all = program.description.outputs().zip(columns_of_outputs(program));
        let own = all.filter(|(_, columns)| self.outputs.iter().any(|own| own.series == columns.series));
        own.map(|(output, _)| &*output.name)
            .collect::<Vec<_>>()
            .join("` and `")
    }

    /// The output of a feature, and its unit there.
    pub(crate) fn place(&self, program: &Program<T>, feature: usize) -> (String, usize) {
        let mut before = 0;
        let mut own = self.outputs.iter();
        let columns = own.find(|columns| {
            before += columns.count;
            feature < before
        });
        let columns = columns.unwrap_or_else(|| unreachable!("a group has the columns of its features"));
        let all = program.description.outputs().zip(columns_of_outputs(program));
        let name = all
            .filter(|(_, other)| other.series == columns.series)
            .map(|(output, _)| output.name.to_string());
        let unit = columns.offset + feature + columns.count - before;
        (name.collect(), unit)
    }

    /// What is said where the loss panicked.
    pub(crate) fn error_of_panic(&self, program: &Program<T>, said: &str) -> Error {
        let fault =
            format!("the loss panicked, `{said}`; a loss gives a number for any finite output and target");
        Error::of_loss(self.loss.name(), &self.names(program), fault)
    }
}
