//! Which fit a checkpoint belongs to: everything that decides what comes out of it, each with a name.

use serde::{Deserialize, Serialize};

use crate::loss::losses::OutputGroup;
use crate::loss::panics::caught;
use crate::network::description::{Bounds, Description};
use crate::network::difference::{first_difference, through_json};
use crate::network::parameters::ranges;
use crate::numerics::bytes::to_bytes;
use crate::numerics::scalar::Scalar;
use crate::run::noise::Noise;
use crate::run::sets::Sets;
use crate::training::fit::Fit;
use crate::training::selection::Treatment;

/// Epochs at which a schedule is asked for its factor, so that one of another form is told from it.
const FACTORS: usize = 1000;

/// What decides a fit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(in crate::training) struct Identity {
    declaration: Description,
    /// All else, in words, by name.
    rows: Vec<(String, String)>,
}

/// The data that networks are trained on, and those that watch.
pub(in crate::training) struct Data<'s, T, const WIDTH: usize> {
    /// None where they are made anew for each epoch.
    pub(in crate::training) train: Option<&'s Sets<'s, T, WIDTH>>,
    pub(in crate::training) validation: Option<&'s Sets<'s, T, WIDTH>>,
}

impl Identity {
    /// What another fit has otherwise, if it is another.
    pub(super) fn difference(&self, here: &Self) -> Option<String> {
        let value = |identity: &Self, name: &str| {
            let own = identity.rows.iter().find(|(own, _)| own == name);
            own.map(|(_, value)| value.clone())
        };
        let names = || here.rows.iter().chain(&self.rows).map(|(name, _)| name);
        let of_rows = names()
            .map(|name| (name, value(self, name), value(here, name)))
            .find(|(_, file, here)| file != here)
            .map(|(name, file, here)| {
                let or_nothing = |value: Option<String>| value.unwrap_or_else(|| "nothing".into());
                format!(
                    "{name}: {} in the file, {} here",
                    or_nothing(file),
                    or_nothing(here)
                )
            });
        first_difference(&self.declaration, &here.declaration).or(of_rows)
    }
}

/// The identity of the fit of networks number `first` and those after it, from their parameters before the first update.
pub(in crate::training) fn identity<T: Scalar, const WIDTH: usize>(
    fit: &Fit<'_, T>,
    first: usize,
    start: &[&[T]],
    data: &Data<'_, T, WIDTH>,
) -> Identity {
    let mut rows = Rows(Vec::new());
    let (settings, description) = (fit.settings, fit.program.description);
    rows.add("scalar", T::NAME);
    rows.add(
        "networks in lockstep",
        format!("{} from number {first}", start.len()),
    );
    rows.add("optimiser", settings.optimiser.in_words());
    rows.add("batch_size", settings.batch_size);
    rows.add("epochs", settings.epochs);
    rows.add("shuffle", settings.shuffle);
    rows.add("seed", settings.seed);
    rows.add("clip_norm", or_none(settings.clip_norm));
    rows.add("steps of truncate", or_none(settings.truncation));
    rows.add("patience of early_stopping", or_none(settings.patience));
    rows.add("restore_best", settings.restore_best);
    rows.add("schedule", schedule(fit));
    for annealed in &fit.annealed {
        rows.add(
            format!("annealing of `{}`", annealed.name),
            annealed.anneal.in_words(),
        );
    }
    for (number, (on, penalty)) in settings.penalties.in_words().enumerate() {
        rows.add(format!("penalty number {number}, on `{on}`"), penalty);
    }
    for layer in description.layers.iter() {
        if let Some(sd) = layer.noise {
            let source = match &settings.noise {
                Some(noise) => noise.in_words(),
                None => Noise::seed(settings.seed).in_words(),
            };
            rows.add(
                format!("noise of `{}`", layer.name),
                format!("normal({sd}), {source}"),
            );
        }
    }
    for ((parameter, _), treatment) in ranges(description).zip(&fit.treatments) {
        let trained = match treatment {
            None => "left as it is".to_string(),
            Some(treatment) => in_words(treatment, &parameter.bounds),
        };
        rows.add(format!("training of `{}`", parameter.name), trained);
    }
    let bytes: Vec<Vec<u8>> = start.iter().map(|values| to_bytes(values)).collect();
    let bytes: Vec<&[u8]> = bytes.iter().map(Vec::as_slice).collect();
    rows.add(
        "parameters before the first update",
        format!("checksum {}", checksum(&bytes)),
    );
    for (kind, sets) in [("training", data.train), ("validation", data.validation)] {
        match sets {
            None => rows.add(
                format!("{kind} data"),
                if kind == "training" { "generated" } else { "none" },
            ),
            Some(sets) if sets.are_shared() => rows.add(format!("{kind} data"), sets.of(0).fingerprint()),
            Some(sets) => {
                for lane in 0..start.len() {
                    let name = format!("{kind} data of network {}", first + lane);
                    rows.add(name, sets.of(lane).fingerprint());
                }
            }
        }
    }
    // After the data, which they are tried on.
    for (output, loss) in losses(fit, data.train) {
        rows.add(format!("loss of {output}"), loss);
    }
    Identity {
        declaration: through_json(description),
        rows: rows.0,
    }
}

struct Rows(Vec<(String, String)>);

impl Rows {
    fn add(&mut self, name: impl Into<String>, value: impl ToString) {
        self.0.push((name.into(), value.to_string()));
    }
}

fn checksum(parts: &[&[u8]]) -> String {
    let mut sum = crc32fast::Hasher::new();
    parts.iter().for_each(|part| sum.update(part));
    format!("{:08x}", sum.finalize())
}

/// The loss of each group of outputs, with what it says of the first target: losses of one name may differ.
fn losses<T: Scalar, const WIDTH: usize>(
    fit: &Fit<'_, T>,
    train: Option<&Sets<'_, T, WIDTH>>,
) -> Vec<(String, String)> {
    let of_group = |group: &OutputGroup<'_, T>| {
        let probe = train.and_then(|sets| {
            let first = sets.of(0).targets();
            let target: Vec<T> = group.columns().map(|column| first[(0, 0, column)]).collect();
            // Within 0 and 1, so that nearly every loss can score it.
            let output = |place: usize| T::from_f64((0.2 + 0.61 * place as f64).fract());
            let output: Vec<T> = (0..group.features).map(output).collect();
            let mut gradient = vec![T::ZERO; group.features];
            // Of as many digits as are the same on every instruction set.
            let error = caught(|| group.loss.error(&output, &target, &mut gradient)).ok()?;
            Some(format!(", {error:.4e} of a probe"))
        });
        let probe = probe.unwrap_or_default();
        let loss = format!("{}{}{probe}", group.loss.name(), group.loss.settings());
        (format!("`{}`", group.names(&fit.program)), loss)
    };
    fit.losses.groups().iter().map(of_group).collect()
}

/// A number, or that there is none.
fn or_none<N: ToString>(number: Option<N>) -> String {
    number.map_or_else(|| "none".into(), |number| number.to_string())
}

/// How a parameter is trained, and what its optimiser moves.
fn in_words(treatment: &Treatment, bounds: &Bounds) -> String {
    let rate = treatment
        .learning_rate
        .map_or_else(|| "the optimiser's rate".into(), |rate| format!("rate {rate}"));
    let bounds = match *bounds {
        Bounds::Free => "no bounds".into(),
        Bounds::Signed { excitatory, sources } => format!("the first {excitatory} of {sources} excitatory"),
        Bounds::Interval { low, high } => format!("in {low}..={high}"),
        Bounds::Logistic { low, high, slope } => format!("in logistic({low}, {high}) of slope {slope}"),
    };
    let Treatment { weight_decay, l2, .. } = treatment;
    format!("{rate}, weight decay {weight_decay}, l2 {l2}, {bounds}")
}

/// The factors of a schedule over the epochs.
fn schedule<T: Scalar>(fit: &Fit<'_, T>) -> String {
    let (schedule, epochs) = (&fit.settings.schedule, fit.settings.epochs);
    let apart = (epochs / FACTORS).max(1);
    let factors = (1..=epochs).step_by(apart).take(FACTORS);
    let bits = factors.flat_map(|epoch| schedule.factor(epoch, epochs).to_le_bytes());
    let (first, last) = (schedule.factor(1, epochs), schedule.factor(epochs, epochs));
    let sum = checksum(&[&bits.collect::<Vec<u8>>()]);
    format!("from {first} to {last}, checksum {sum}")
}
