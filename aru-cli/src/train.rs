//! `aru train`: a network of a text fitted to arrays of a file.

mod data;
mod figures;
mod fitting;
mod folder;
mod options;
mod parts;
mod report;
mod scaling;

use aru::Scalar;
use aru::description::Description;
use aru::ndarray::Array3;
use aru::prelude::*;

pub use options::Options;

use self::data::Names;
use self::figures::Prediction;
use self::fitting::{Fitted, best, fit, networks};
use self::folder::Folder;
use self::options::Cut;
use self::parts::Parts;
use crate::failure::{Failure, Outcome};
use crate::fit_file::{FitFile, Scales};
use crate::output::say;
use crate::{text, time};

/// Steps of a training window of what is cut along time, unless `--window` says otherwise.
const WINDOW: usize = 250;

impl Options {
    pub fn run(self) -> Outcome {
        match self.f64 {
            true => go::<f64>(&self),
            false => go::<f32>(&self),
        }
    }
}

fn go<T: Scalar>(options: &Options) -> Outcome {
    let declaration = text::read(&options.network)?;
    let model = text::model(&declaration, &options.network, &options.choice)?;
    let description = model.description();
    let dt = length_of_step(options, description)?;
    let folder = Folder::of(options)?;
    let networks = networks::<T>(model, options)?;
    let names = Names::of(options, description);
    let (parts, cut) = data::read::<T>(options, &names, description)?;
    let (mut parts, scales) = scaling::scaled(parts, options, description)?;
    let window = options.window.map(|window| window as usize);
    let window = window.or((cut == Cut::Time && !options.last_step).then_some(WINDOW));
    let unscored = parts.train.clone();
    if let Some(window) = window {
        let (train, words) = scaling::windows(parts.train, window)?;
        parts.train = train;
        words.map_or(Ok(()), say)?;
    }
    say(in_words(&scales))?;

    folder.make()?;
    let fitted = fit(networks, &parts, options, &folder)?;
    let Some(chosen) = best(&fitted) else {
        return Err(Failure::of("no network was trained"));
    };
    if fitted.len() > 1 {
        report::seeds(&fitted, chosen, dt)?;
    }
    folder.write_networks(&fitted, chosen)?;
    let mut kept = FitFile::new(description.name.as_ref(), &options.choice.set, scales.clone());
    (kept.input, kept.target) = (names.input, names.target);
    (kept.axes, kept.dt, kept.loss) = (options.axes, dt, options.loss.name());
    kept.write(folder.path())?;
    folder.write_text(&declaration)?;

    report::course(&fitted[chosen])?;
    parts.train = unscored;
    results(&fitted[chosen], &parts, &scales, options, dt, &folder)?;
    figures::training(&fitted, chosen, dt, &folder.path().join("training.svg"))?;
    report::constants(&fitted[chosen], dt)?;
    say(format_args!(
        "weights, history and figures are in {}",
        folder.path().display()
    ))
}

/// The length of a step in seconds, where anything says it.
fn length_of_step(options: &Options, description: &Description) -> Outcome<Option<f64>> {
    match (description.dt, options.dt) {
        (Some(declared), Some(given)) if (declared - given).abs() > 1e-9 * declared => {
            Err(Failure::of(format_args!(
                "`{}` declares `dt: {};`, and --dt says that a step of the data is {}; declare that, or bring the data to \
                 the other",
                description.name,
                time::show(declared),
                time::show(given)
            )))
        }
        (declared, given) => Ok(declared.or(given)),
    }
}

/// How well the test is predicted; without one what was validated on, or trained on.
fn results<T: Scalar>(
    fitted: &Fitted<T>,
    parts: &Parts<T>,
    scales: &Scales,
    options: &Options,
    dt: Option<f64>,
    folder: &Folder,
) -> Outcome {
    let (part, measured) = match (&parts.test, &parts.validation) {
        (Some(test), _) => ("test", test),
        (None, Some(validation)) => ("validation", validation),
        (None, None) => ("training", &parts.train),
    };
    let description = fitted.net.description();
    let outputs = fitted.net.run(measured.inputs())?;
    report::quality(part, &outputs, measured, options.loss, description)?;
    let predicted: Array3<T> = scales.in_units(outputs)?;
    let targets = scales.in_units(measured.targets().to_owned())?;
    let prediction = Prediction {
        part,
        predicted: &predicted,
        measured,
        targets: &targets,
        loss: options.loss,
        dt,
    };
    prediction.draw(description, &folder.path().join("prediction.svg"))
}

/// What was standardised.
fn in_words(scales: &Scales) -> &'static str {
    match (&scales.inputs, &scales.targets) {
        (Some(_), Some(_)) => {
            "inputs and targets are scaled to mean 0 and standard deviation 1, as over the training part"
        }
        (Some(_), None) => {
            "inputs are scaled to mean 0 and standard deviation 1, as over the training part; targets are as they are"
        }
        _ => "inputs and targets are as they are",
    }
}
