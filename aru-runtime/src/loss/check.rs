//! Whether data fit a network, losses its outputs, and targets the losses.

use crate::data::sequences::Sequences;
use crate::data::shapes;
use crate::error::{Error, Result};
use crate::loss::losses::{Losses, OutputGroup, columns_of_outputs};
use crate::loss::panics::caught;
use crate::network::description::Activation;
use crate::network::program::Program;
use crate::numerics::scalar::Scalar;

/// Checks the shape of data against a network, every output once against its loss, and the targets of every step that
/// counts. Errors say which data they are: training, validation.
pub(crate) fn check_data<T: Scalar>(
    program: &Program<T>,
    losses: &Losses<'_, T>,
    data: &Sequences<T>,
    which: &str,
) -> Result<()> {
    let checked =
        shapes::check_data(program.description, data).and_then(|()| check_losses(program, losses, data));
    checked.map_err(|mut error| {
        match &mut error {
            Error::Shape { what, .. } => *what = format!("the array of {which} {what}"),
            Error::Target { output, .. } => *output = format!("{output} in the {which} data"),
            _ => {}
        }
        error
    })
}

/// Checks every output once against its loss, and the targets of every step that counts.
fn check_losses<T: Scalar>(program: &Program<T>, losses: &Losses<'_, T>, data: &Sequences<T>) -> Result<()> {
    let outputs: Vec<_> = program
        .description
        .outputs()
        .zip(columns_of_outputs(program))
        .collect();
    for group in losses.groups() {
        let panicked = |said: String| group.error_of_panic(program, &said);
        let (mut names, mut layers) = (Vec::new(), Vec::new());
        for columns in &group.outputs {
            for (output, _) in outputs.iter().filter(|(_, own)| own.first == columns.first) {
                let checked = caught(|| match program.description.emits_activation(output) {
                    true => group.loss.check_output(output),
                    false => group.loss.check_unit(output),
                });
                checked.map_err(panicked)??;
                names.push(format!("`{}`", output.name));
                layers.push(output);
            }
        }
        let all_count = data.output_weights().is_none();
        let mut target = Vec::with_capacity(group.features);
        let mut counted = Vec::with_capacity(layers.len());
        for (sequence, targets) in data.targets().outer_iter().enumerate() {
            for step in (0..data.length(sequence)).filter(|&step| data.counted_weight(sequence, step) > 0.0) {
                check_weights(program, group, data, sequence, step)?;
                target.clear();
                counted.clear();
                for columns in &group.outputs {
                    let before = target.len();
                    let own = columns.first..columns.first + columns.count;
                    let counting =
                        own.filter(|&output| all_count || data.weight_of(sequence, step, output) > 0.0);
                    target.extend(counting.map(|output| targets[(step, output)]));
                    counted.push(target.len() - before);
                }
                if target.is_empty() {
                    continue;
                }
                let refused = |output: String, fault: String| Error::Target {
                    output,
                    sequence,
                    step,
                    fault,
                };
                let checked = caught(|| group.loss.check_target(&target)).map_err(panicked)?;
                checked.map_err(|fault| refused(names.join(" and "), fault))?;
                let mut rest = &target[..];
                for ((&output, &count), name) in layers.iter().zip(&counted).zip(&names) {
                    let (own, after) = rest.split_at(count);
                    rest = after;
                    if !program.description.emits_activation(output) {
                        continue;
                    }
                    let checked = group.loss.check_reach(output, own);
                    checked.map_err(|fault| refused(name.clone(), fault))?;
                }
            }
        }
    }
    Ok(())
}

/// Refuses weights that differ among outputs whose loss has one error for all of them.
fn check_weights<T: Scalar>(
    program: &Program<T>,
    group: &OutputGroup<'_, T>,
    data: &Sequences<T>,
    sequence: usize,
    step: usize,
) -> Result<()> {
    if data.output_weights().is_none() || group.loss.is_separable() {
        return Ok(());
    }
    let weight = |output| data.weight_of(sequence, step, output);
    let first = weight(group.first());
    match group.columns().map(weight).find(|&weight| weight != first) {
        None => Ok(()),
        Some(other) => {
            let fault = format!(
                "it has one error for all outputs of a step, and at sequence {sequence}, step {step} their weights are {first} \
                 and {other}; give all of them the same, zero to leave the step out (a loss of your own says by \
                 `is_separable` that its error is a mean over outputs)"
            );
            Err(Error::of_loss(group.loss.name(), &group.names(program), fault))
        }
    }
}

/// As a declaration writes it.
pub(super) fn in_words(activation: Option<&Activation>) -> String {
    activation.map_or_else(
        || "no known activation".into(),
        |activation| format!("`{}`", activation.in_words()),
    )
}
