//! Targets that an output cannot reach, whatever its parameters.

use crate::data::sequences::Sequences;
use crate::loss::check::in_words;
use crate::loss::losses::{Losses, OutputGroup, columns_of_outputs};
use crate::network::description::Activation;
use crate::network::program::Program;
use crate::numerics::scalar::Scalar;

/// Where the values of an activation end.
pub(super) fn ends(activation: Option<&Activation>) -> [f64; 2] {
    match activation {
        Some(Activation::Sigmoid) => [0.0, 1.0],
        Some(Activation::Tanh) => [-1.0, 1.0],
        Some(Activation::Relu | Activation::Softplus) => [0.0, f64::INFINITY],
        Some(Activation::Elu) => [-1.0, f64::INFINITY],
        Some(Activation::Custom(custom)) if custom.non_negative => [0.0, f64::INFINITY],
        Some(
            Activation::Identity | Activation::LeakyRelu(_) | Activation::Written(_) | Activation::Custom(_),
        )
        | None => [f64::NEG_INFINITY, f64::INFINITY],
    }
}

/// Of an output whose loss wants its very targets: how many of them may lie beyond what it reaches. Noise takes some there.
const FEW: f64 = 0.01;

/// What is said before training of outputs that cannot reach their targets, one sentence each.
pub(crate) fn out_of_reach<T: Scalar>(
    program: &Program<T>,
    losses: &Losses<'_, T>,
    data: &Sequences<T>,
) -> Vec<String> {
    let mut warnings = Vec::new();
    for (output, columns) in program.description.outputs().zip(columns_of_outputs(program)) {
        let is_own =
            |group: &&OutputGroup<'_, T>| group.outputs.iter().any(|own| own.series == columns.series);
        let [low, high] = ends(output.activation.as_ref());
        let wants_targets = losses
            .groups()
            .iter()
            .find(is_own)
            .is_some_and(|group| group.loss.wants_targets());
        let is_reach = program.description.emits_activation(output);
        if !is_reach || !wants_targets || (low == f64::NEG_INFINITY && high == f64::INFINITY) {
            continue;
        }
        let (mut beyond, mut all) = (0_usize, 0_usize);
        for (sequence, targets) in data.targets().outer_iter().enumerate() {
            for (step, targets) in targets.outer_iter().enumerate().take(data.length(sequence)) {
                let own = columns.first..columns.first + columns.count;
                for output in own.filter(|&output| data.weight_of(sequence, step, output) > 0.0) {
                    let target = targets[output].to_f64();
                    all += 1;
                    beyond += usize::from(target < low || target > high);
                }
            }
        }
        let share = beyond as f64 / all.max(1) as f64;
        if share > FEW {
            let range = match high.is_finite() {
                true => format!("outside {low} to {high}"),
                false => format!("below {low}"),
            };
            warnings.push(format!(
                "{:.0} % of the targets of `{}` lie {range}, which {} does not reach: it ends at its limit there. Scale the \
                 targets, or declare another activation, such as `identity`",
                100.0 * share,
                output.name,
                in_words(output.activation.as_ref())
            ));
        }
    }
    warnings
}
