//! Every model on every recording, as trials of a study.

use std::path::Path;

use anyhow::{Context, Result};
use aru::auditory::recordings::{Clip, Recordings};
use aru::experiment::Report;
use ndarray::Array3;
use serde::{Deserialize, Serialize};

use crate::fingerprint::Fingerprint;
use crate::fit::{Fit, RATE, RATE_OF_TAU, Settings};
use crate::models::{Model, place};
use crate::recorded::Recorded;
use crate::score::{Trials, score};

/// A model on recordings: what decides a fit, and so what it is found again by.
#[derive(Clone, Serialize, Deserialize)]
struct Trial {
    recordings: String,
    data: String,
    model: String,
    settings: Plan,
    rate: f64,
    rate_of_tau: f64,
    /// How often it was made before and its weights were lost.
    lost: u32,
}

impl Trial {
    /// A folder of its own: fits to other data, or by another plan, have other weights.
    fn settings(&self, report: &Path) -> Result<Settings> {
        let hash = Fingerprint::new().settings(self)?.digits();
        let weights = format!("weights/{}/{}/{hash}", self.recordings, plain(&self.model));
        Ok(Settings {
            seeds: self.settings.seeds,
            epochs: self.settings.epochs,
            patience: self.settings.patience,
            dream: self.settings.dream,
            windows: self.settings.windows,
            report: report.to_path_buf(),
            weights,
        })
    }
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
    /// By how much a window of a window curve is longer than the one before; none for no curves.
    pub windows: Option<f64>,
}

/// The fits to one recording, the simplest model first.
pub struct Compared<'r> {
    pub recorded: &'r Recorded,
    pub fits: Vec<(&'static str, Fit)>,
}

/// Fits every model to every recording, as many at a time as there are threads, and keeps the weights in the folder `weights`. A fit
/// that is finished is made again where a file of its weights is missing.
pub fn compare<'r>(
    report: &mut Report,
    study: &str,
    recorded: &'r [Recorded],
    models: &[Model],
    plan: &Plan,
) -> Result<Vec<Compared<'r>>> {
    let folder = report.folder().to_path_buf();
    let trial = |recorded: &Recorded, model: &Model| Trial {
        recordings: recorded.name.clone(),
        data: fingerprint(recorded),
        model: model.name.into(),
        settings: plan.clone(),
        rate: RATE,
        rate_of_tau: RATE_OF_TAU,
        lost: 0,
    };
    // The slowest models of all recordings first, so that no thread ends alone with one.
    let pairs = models
        .iter()
        .flat_map(|model| recorded.iter().map(move |recorded| (recorded, model)));
    let mut trials: Vec<Trial> = pairs.map(|(recorded, model)| trial(recorded, model)).collect();
    let fit = |trial: &Trial| -> Result<Fit> {
        let recorded = recorded.iter().find(|recorded| recorded.name == trial.recordings);
        let recorded = recorded.context("a trial is of recordings that there are")?;
        let model = models.iter().find(|model| model.name == trial.model);
        let model = model.context("a trial is of a model that there is")?;
        let settings = trial.settings(&folder)?;
        let weights = folder.join(&settings.weights);
        std::fs::create_dir_all(&weights)
            .with_context(|| format!("cannot make the folder `{}`", weights.display()))?;
        (model.fit)(recorded, &settings).with_context(|| format!("{} on `{}`", model.name, recorded.name))
    };
    let mut results = Vec::new();
    while !trials.is_empty() {
        let mut again = Vec::new();
        for result in report.run(study, trials, fit)? {
            let settings = result.settings.settings(&folder)?;
            let is_there = settings.files().all(|file| file.is_file());
            match is_there {
                true => results.push(result),
                // As another trial, so that it is not taken for the finished one.
                false => again.push(Trial {
                    lost: result.settings.lost + 1,
                    ..result.settings
                }),
            }
        }
        trials = again;
    }
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

/// A name as a part of a path: `StateNet (GRU)` is `statenet-gru`.
pub fn plain(name: &str) -> String {
    let parts = name.split(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '_'));
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    parts.join("-").to_lowercase()
}

/// What tells data from other data: every number, part by part. Fits to data that changed are made anew.
fn fingerprint(recorded: &Recorded) -> String {
    let parts = [&recorded.train, &recorded.validate, &recorded.test].into_iter();
    parts.fold(Fingerprint::new(), Fingerprint::recordings).digits()
}

/// What was read, in a line for each neuron: songs, trials, spikes, seconds, and the ceiling in the test songs, which are given by
/// number. For counts that are not smoothed.
pub fn read(recordings: &Recordings, test: &[usize]) -> Result<Vec<String>> {
    let lines = recordings.neurons().iter().enumerate().map(|(neuron, name)| {
        let heard: Vec<&Clip> = recordings
            .clips()
            .iter()
            .filter(|clip| clip.response(neuron).is_some())
            .collect();
        let responses: Vec<_> = heard.iter().filter_map(|clip| clip.response(neuron)).collect();
        let spikes: f64 = responses.iter().map(|response| response.sum()).sum();
        let bins: usize = responses.iter().map(|response| response.ncols()).sum();
        Ok(format!(
            "{name}: {} songs, {} trials, {spikes:.0} spikes, {:.1} s, {}",
            heard.len(),
            Trials::of(recordings, neuron).in_words(),
            bins as f64 * recordings.dt(),
            ceiling(recordings, neuron, test)?,
        ))
    });
    lines.collect()
}

/// The ceiling of a neuron in the test songs, and of how many trials where it had more of some.
fn ceiling(recordings: &Recordings, neuron: usize, test: &[usize]) -> Result<String> {
    let heard = test
        .iter()
        .copied()
        .filter(|&clip| recordings.clips()[clip].response(neuron).is_some());
    let heard: Vec<usize> = heard.collect();
    if heard.is_empty() {
        return Ok("no test song".into());
    }
    let others = recordings.neurons().iter().enumerate();
    let others = others.filter(|&(other, _)| other != neuron).map(|(_, name)| name);
    let own = recordings
        .without(others)?
        .select(heard)?
        .smoothed(aru::auditory::spikes::Smoothing::hann_21_ms())?;
    let silent = Array3::<f32>::zeros((own.clips().len(), longest(&own), 1));
    let numbers = score(&own, &silent)?[0];
    let trials = Trials::of(&own, 0);
    let of = match trials.least == trials.most {
        true => String::new(),
        false => format!(" with {} trials of each test song", numbers.trials),
    };
    Ok(match numbers.cc_max {
        Some(ceiling) => format!("ceiling (CCmax) {ceiling:.3}{of}"),
        None => format!("no ceiling{of}"),
    })
}

/// Notes of which neurons not all trials of the test songs count in what compares trials.
pub fn tell_cut(report: &mut Report, recorded: &[Recorded]) {
    let neurons = recorded.iter().flat_map(|recorded| {
        let names = recorded.test.neurons().iter().enumerate();
        names.map(move |(neuron, name)| (name, Trials::of(&recorded.test, neuron)))
    });
    let differ = neurons.filter(|(_, trials)| trials.least != trials.most);
    let told = differ.map(|(name, trials)| match trials.least {
        1 => format!("{name} had {} a test song: no CCnorm", trials.in_words()),
        least => format!(
            "{name} had {} a test song: the first {least} count",
            trials.in_words()
        ),
    });
    let told: Vec<String> = told.collect();
    if !told.is_empty() {
        report.setting("trials", told.join("; "));
    }
}

/// Bins of the longest clip.
pub fn longest(recordings: &Recordings) -> usize {
    let bins = recordings.clips().iter().map(|clip| clip.sound().nrows());
    bins.max().unwrap_or(0)
}
