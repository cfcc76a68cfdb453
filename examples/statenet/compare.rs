//! Every model on every recording, as trials of a study.

use std::path::PathBuf;

use anyhow::{Context, Result};
use aru::auditory::recordings::{Clip, Recordings};
use aru::experiment::Report;
use serde::{Deserialize, Serialize};

use crate::fit::{Fit, RATE, Settings, pooling};
use crate::models::{Model, place};
use crate::recorded::Recorded;

/// A model on recordings: what decides a fit, and so what it is found again by.
#[derive(Serialize, Deserialize)]
struct Trial {
    recordings: String,
    data: String,
    model: String,
    settings: Plan,
    rate: f64,
}

/// How all of them are trained.
#[derive(Clone, Serialize, Deserialize)]
pub struct Plan {
    /// The first, and one past the last.
    pub seeds: [u64; 2],
    /// At most.
    pub epochs: usize,
    /// Epochs without a lower validation loss after which training ends.
    pub patience: usize,
    /// Updates of a dream; 0 for none.
    pub dream: usize,
    /// By how much a window of a window curve is longer than the one before.
    pub windows: f64,
}

/// The fits to one recording, the simplest model first.
pub struct Compared<'r> {
    pub recorded: &'r Recorded,
    pub fits: Vec<(&'static str, Fit)>,
}

/// Fits every model to every recording, as many at a time as there are threads, and keeps the weights in the folder `weights`.
pub fn compare<'r>(
    report: &mut Report,
    study: &str,
    recorded: &'r [Recorded],
    models: &[Model],
    plan: &Plan,
) -> Result<Vec<Compared<'r>>> {
    let weights = report.folder().join("weights");
    let trial = |recorded: &Recorded, model: &Model| Trial {
        recordings: recorded.name.clone(),
        data: fingerprint(recorded),
        model: model.name.into(),
        settings: plan.clone(),
        rate: RATE,
    };
    // The slowest models of all recordings first, so that no thread ends alone with one.
    let pairs = models
        .iter()
        .flat_map(|model| recorded.iter().map(move |recorded| (recorded, model)));
    let trials: Vec<Trial> = pairs.map(|(recorded, model)| trial(recorded, model)).collect();
    let results = report.run(study, trials, |trial| {
        let recorded = recorded.iter().find(|recorded| recorded.name == trial.recordings);
        let recorded = recorded.context("a trial is of recordings that there are")?;
        let model = models.iter().find(|model| model.name == trial.model);
        let model = model.context("a trial is of a model that there is")?;
        let weights = weights.join(&trial.recordings).join(plain(model.name));
        std::fs::create_dir_all(&weights)
            .with_context(|| format!("cannot make the folder `{}`", weights.display()))?;
        (model.fit)(recorded, &settings(plan, weights))
            .with_context(|| format!("{} on `{}`", model.name, recorded.name))
    })?;
    let mut compared: Vec<Compared> = recorded
        .iter()
        .map(|recorded| Compared {
            recorded,
            fits: Vec::new(),
        })
        .collect();
    for result in results {
        let model = models.iter().find(|model| model.name == result.settings.model);
        let own = compared
            .iter_mut()
            .find(|own| own.recorded.name == result.settings.recordings);
        let (model, own) = model.zip(own).context("a trial is one of those asked for")?;
        own.fits.push((model.name, result.outcome));
    }
    for own in &mut compared {
        own.fits.sort_by_key(|(model, _)| place(model));
    }
    Ok(compared)
}

fn settings(plan: &Plan, weights: PathBuf) -> Settings {
    Settings {
        seeds: plan.seeds,
        epochs: plan.epochs,
        patience: plan.patience,
        dream: plan.dream,
        windows: plan.windows,
        weights,
    }
}

/// A name as a part of a path: `StateNet (GRU)` is `statenet-gru`.
pub fn plain(name: &str) -> String {
    let parts = name.split(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '_'));
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    parts.join("-").to_lowercase()
}

/// What tells data from other data: the FNV-1a hash of every number, part by part. Fits to data that changed are made anew.
fn fingerprint(recorded: &Recorded) -> String {
    let mut hash = 0xCBF2_9CE4_8422_2325_u64;
    let mut add = |number: f64| {
        for byte in number.to_bits().to_le_bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3);
        }
    };
    for part in [&recorded.train, &recorded.validate, &recorded.test] {
        add(part.clips().len() as f64);
        for clip in part.clips() {
            clip.sound().iter().copied().for_each(&mut add);
            let neurons = 0..part.neurons().len();
            let responses = neurons.filter_map(|neuron| clip.response(neuron));
            responses.for_each(|response| response.iter().copied().for_each(&mut add));
        }
    }
    format!("{hash:016x}")
}

/// What was read, in a line for each neuron: songs, trials, spikes, seconds and the ceiling. For counts that are not smoothed.
pub fn read(recordings: &Recordings) -> Result<Vec<String>> {
    let lines = recordings.neurons().iter().enumerate().map(|(neuron, name)| {
        let heard: Vec<&Clip> = recordings
            .clips()
            .iter()
            .filter(|clip| clip.response(neuron).is_some())
            .collect();
        let responses: Vec<_> = heard.iter().filter_map(|clip| clip.response(neuron)).collect();
        let trials = responses.iter().map(|response| response.nrows());
        let (least, most) = (trials.clone().min().unwrap_or(0), trials.max().unwrap_or(0));
        let trials = match least == most {
            true => format!("{most}"),
            false => format!("{least} to {most}"),
        };
        let spikes: f64 = responses.iter().map(|response| response.sum()).sum();
        let bins: usize = responses.iter().map(|response| response.ncols()).sum();
        let own = recordings
            .neuron(name)?
            .smoothed(aru::auditory::spikes::Smoothing::hann_21_ms())?;
        let silent = ndarray::Array3::<f32>::zeros((own.clips().len(), longest(&own), 1));
        let ceiling = own.score(&silent, pooling(&own))?.neurons()[0].1.cc_max;
        let ceiling = match ceiling.is_nan() {
            true => "no ceiling".to_string(),
            false => format!("ceiling (CCmax) {ceiling:.3}"),
        };
        Ok(format!(
            "{name}: {} songs, {trials} trials, {spikes:.0} spikes, {:.1} s, {ceiling}",
            heard.len(),
            bins as f64 * recordings.dt(),
        ))
    });
    lines.collect()
}

/// Bins of the longest clip.
pub fn longest(recordings: &Recordings) -> usize {
    let bins = recordings.clips().iter().map(|clip| clip.sound().nrows());
    bins.max().unwrap_or(0)
}
