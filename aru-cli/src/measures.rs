//! How good a prediction is, output by output, in the measures that fit what was made small.

use aru::description::Description;
use aru::ndarray::Array3;
use aru::{Scalar, Sequences, metrics};
use clap::ValueEnum;

use crate::failure::Outcome;

/// What training makes small.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Loss {
    /// Squared error
    #[default]
    Mse,
    /// Poisson loss of counts: the outputs are the counts expected in a step
    Poisson,
    /// Cross-entropy of choices: the outputs are logits, the targets one for each class, or a label for each sequence
    CrossEntropy,
}

impl Loss {
    /// As `--loss` says it.
    pub fn name(self) -> String {
        self.to_possible_value()
            .map_or_else(String::new, |value| value.get_name().to_owned())
    }

    /// The one of that name; the squared error where there is none.
    pub fn named(name: &str) -> Self {
        Loss::from_str(name, false).unwrap_or_default()
    }
}

/// Lines about a prediction: over all steps that count.
pub fn lines<T: Scalar>(
    predicted: &Array3<T>,
    measured: &Sequences<T>,
    loss: Loss,
    description: &Description,
) -> Outcome<Vec<String>> {
    if loss == Loss::CrossEntropy {
        let by_step = metrics::accuracy(predicted, measured)?;
        let by_sequence = metrics::accuracy_by_sequence(predicted, measured)?;
        return Ok(vec![format!(
            "accuracy {by_step:.3} of steps, {by_sequence:.3} of sequences"
        )]);
    }
    let correlations = metrics::correlation(predicted, measured)?;
    let (name, qualities) = match loss {
        Loss::Poisson => ("bits per spike", metrics::bits_per_spike(predicted, measured)),
        _ => (
            "variance explained",
            metrics::variance_explained(predicted, measured),
        ),
    };
    let names = names_of_features(description);
    let qualities = match qualities {
        Ok(qualities) => qualities,
        // One rate of zero where there is a spike is the end of this measure, not of the others.
        Err(error) => {
            let mut lines: Vec<String> = correlations
                .iter()
                .zip(&names)
                .map(|(correlation, output)| format!("{output}: correlation {}", three(*correlation)))
                .collect();
            lines.push(format!("{name} is not defined: {error}"));
            return Ok(lines);
        }
    };
    let lines = correlations.iter().zip(&qualities).zip(&names);
    Ok(lines
        .map(|((correlation, quality), output)| {
            format!(
                "{output}: correlation {}, {name} {}",
                three(*correlation),
                three(*quality)
            )
        })
        .collect())
}

/// Three digits; a measure that is not defined says so.
fn three(value: f64) -> String {
    match value.is_nan() {
        true => "not defined".to_owned(),
        false => format!("{value:.3}"),
    }
}

/// `rate`, or of an output with several features `rate[0]`, `rate[1]`.
pub fn names_of_features(description: &Description) -> Vec<String> {
    let outputs = description.outputs();
    outputs
        .flat_map(|output| {
            let name = output.name.to_string();
            (0..output.size).map(move |feature| match output.size {
                1 => name.clone(),
                _ => format!("{name}[{feature}]"),
            })
        })
        .collect()
}
