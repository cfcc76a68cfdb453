//! The pictures of the page.

use anyhow::Result;
use aru::experiment::Report;
use aru::plot::{Figure, Panels};
use ndarray::Array2;

use crate::compare::Compared;
use crate::fit::TimeConstants;
use crate::memory::Curve;
use crate::models::{ARU, GRU, place};
use crate::reading::{Reading, SHOWN};

/// Neurons whose pictures are on the page, at most.
pub const NEURONS: usize = 6;

/// The models that are drawn one by one: those whose memory is a state.
const DRAWN: [&str; 2] = [GRU, ARU];

/// Counts that are drawn behind the predictions, and window curves, by the name of a neuron.
#[derive(Default)]
pub struct Truths {
    /// What the neurons' own networks expect of the first test clip.
    pub expected: Vec<Vec<f64>>,
    pub curves: Vec<Curve>,
    /// The shortest window with 99 % of its score, in seconds.
    pub needed: Vec<Option<f64>>,
    /// The strength of their gradient maps, lag by lag.
    pub strengths: Vec<Vec<f64>>,
}

/// All pictures of models on recordings: `prefix` begins the names of their files.
pub fn draw(report: &mut Report, prefix: &str, compared: &[Compared], truths: &Truths) -> Result<()> {
    let neurons: Vec<Shown> = shown(compared, truths);
    // A picture of models that were not asked for has no figure.
    let mut add =
        |name: &str, alternative: &str, figures: Vec<Figure>, columns: usize| match figures.is_empty() {
            true => Ok(()),
            false => report.figure(
                &format!("{prefix}_{name}"),
                alternative,
                &Panels::new(figures).columns(columns),
            ),
        };
    add(
        "predictions",
        "The sound of the first test clip as the models hear it, and below it for each neuron the mean of its trials and what \
         the models predict, each the mean of its seeds.",
        predictions(&neurons),
        1,
    )?;
    add(
        "maps",
        "Gradient maps of the two models with a state, neuron by neuron: bands over the time before now; what is above zero \
         excites.",
        each(&neurons, map),
        2,
    )?;
    add(
        "strengths",
        "How the strength of the same maps falls with the time before now, on a logarithmic axis.",
        neurons
            .iter()
            .filter(|neuron| has_map(neuron))
            .map(strengths)
            .collect(),
        1,
    )?;
    add(
        "dreams",
        "Dreams of the two models with a state, neuron by neuron: the hundred bins that they would answer most, within the \
         range of the training sounds. A dream says nothing of memory.",
        each(&neurons, dream),
        2,
    )?;
    add(
        "windows",
        "Window curves: how the score of each model grows with how much of the past its predictions see.",
        neurons.iter().map(windows).collect(),
        1,
    )?;
    add(
        "time_constants",
        "Learned time constants of the StateNet with ARUs, layer by layer, all units of all seeds in order; of several \
         recordings those of the first.",
        neurons.first().map(time_constants).unwrap_or_default(),
        2,
    )?;
    Ok(())
}

/// A neuron that is drawn.
struct Shown<'c> {
    name: &'c str,
    compared: &'c Compared<'c>,
    /// Its number among the neurons of the recording.
    place: usize,
    expected: Option<&'c [f64]>,
    curve: Option<&'c Curve>,
    needed: Option<f64>,
    strength: Option<&'c [f64]>,
}

fn shown<'c>(compared: &'c [Compared<'c>], truths: &'c Truths) -> Vec<Shown<'c>> {
    let all = compared.iter().flat_map(|compared| {
        let neurons = compared.recorded.test.neurons().iter().enumerate();
        neurons.map(move |(place, name)| (compared, place, name))
    });
    let shown = all.take(NEURONS).enumerate();
    shown
        .map(|(number, (compared, place, name))| Shown {
            name,
            compared,
            place,
            expected: truths.expected.get(number).map(Vec::as_slice),
            curve: truths.curves.get(number),
            needed: truths.needed.get(number).copied().flatten(),
            strength: truths.strengths.get(number).map(Vec::as_slice),
        })
        .collect()
}

/// What each model that is drawn does for a neuron.
fn drawn<'c>(neuron: &Shown<'c>) -> impl Iterator<Item = (&'static str, &'c Reading)> {
    let place = neuron.place;
    let fits = neuron.compared.fits.iter();
    fits.filter(|(model, _)| DRAWN.contains(model))
        .map(move |(model, fit)| (*model, &fit.readings[place]))
}

/// Whether there is a map that is not zero.
fn has_map(neuron: &Shown) -> bool {
    drawn(neuron).any(|(_, reading)| reading.map.iter().flatten().any(|&value| value != 0.0))
}

fn each(neurons: &[Shown], figure: fn(&Shown, &str, &Reading) -> Option<Figure>) -> Vec<Figure> {
    let of_neuron = |neuron: &Shown| {
        let figures = drawn(neuron).filter_map(|(model, reading)| figure(neuron, model, reading));
        figures.collect::<Vec<_>>()
    };
    neurons.iter().flat_map(of_neuron).collect()
}

/// The sound of the first test clip of each recording, and the rates in it.
fn predictions(neurons: &[Shown]) -> Vec<Figure> {
    let mut figures = Vec::new();
    let mut before: Option<&Array2<f64>> = None;
    for neuron in neurons {
        let recorded = neuron.compared.recorded;
        let test = &recorded.test;
        let clip = &test.clips()[0];
        let dt = test.dt();
        let times: Vec<f64> = (0..clip.sound().nrows()).map(|bin| bin as f64 * dt).collect();
        if before.replace(clip.sound()) != Some(clip.sound()) {
            figures.push(sound(clip.name(), clip.sound(), &times));
        }
        let mut figure = Figure::new(neuron.name.to_string())
            .x_label("Time (s)")
            .y_label("Spikes a bin, smoothed")
            .size(900, 220);
        if let Some(response) = clip.response(neuron.place) {
            let mean = response.mean_axis(ndarray::Axis(0)).unwrap_or_default();
            figure = figure
                .line("mean of trials", &times, mean.iter())
                .grey()
                .opacity(0.6);
        }
        if let Some(expected) = neuron.expected {
            figure = figure.line("the neuron itself", &times, expected).colour(6);
        }
        for (model, fit) in &neuron.compared.fits {
            let predicted = &fit.shown[neuron.place];
            figure = figure
                .line(*model, &times, predicted)
                .colour(place(model))
                .opacity(0.8);
        }
        figures.push(figure);
    }
    figures
}

/// A spectrogram, or the course of a single band.
fn sound(name: &str, values: &Array2<f64>, times: &[f64]) -> Figure {
    let figure = Figure::new(format!("{name}, as the models hear it"))
        .x_label("Time (s)")
        .size(900, 220);
    match values.ncols() {
        1 => figure
            .y_label("Level (sd)")
            .line("level", times, values.column(0).iter()),
        bands => figure
            .y_label("Band")
            .landscape("level (sd)", times, 0..bands, values.view())
            .stretched(),
    }
}

/// What an array `[step, band]` looks like, the last step now.
fn course(title: String, values: &[Vec<f64>], dt: f64, label: &str, is_signed: bool) -> Figure {
    let bands = values.first().map_or(0, Vec::len);
    let steps = values.len();
    let times: Vec<f64> = (0..steps).rev().map(|back| -1e3 * dt * back as f64).collect();
    let figure = Figure::new(title).x_label("Time (ms; 0 is now)").size(440, 230);
    if bands == 1 {
        let level: Vec<f64> = values.iter().map(|row| row[0]).collect();
        return figure.y_label(label).line(label, times, level);
    }
    let values = Array2::from_shape_fn((steps, bands), |(step, band)| values[step][band]);
    let figure = figure
        .y_label("Band")
        .landscape(label, times, 0..bands, values.view())
        .stretched();
    if is_signed { figure.diverging() } else { figure }
}

fn map(neuron: &Shown, model: &str, reading: &Reading) -> Option<Figure> {
    let mut values = reading.map.clone();
    // Colours need two columns.
    if values.len() == 1 {
        values.push(vec![0.0; values[0].len()]);
    }
    values.reverse();
    let round = if reading.is_round_the_mean {
        ", round the mean sound"
    } else {
        ""
    };
    let title = format!("{}: {model}{round}", neuron.name);
    let dt = neuron.compared.recorded.test.dt();
    Some(course(title, &values, dt, "d rate / d input", true))
}

fn dream(neuron: &Shown, model: &str, reading: &Reading) -> Option<Figure> {
    let dream = reading.dream.as_ref()?;
    let title = format!("{}: {model}", neuron.name);
    let responses = format!(
        "Time (ms; 0 is now); response {:.2}, to songs at most {:.2}",
        dream.response, dream.largest
    );
    let dt = neuron.compared.recorded.test.dt();
    Some(course(title, &dream.sound, dt, "level (sd)", false).x_label(responses))
}

fn windows(neuron: &Shown) -> Figure {
    let mut figure = Figure::new(neuron.name.to_string())
        .x_label("Window (ms)")
        .y_label("Score on the test clips")
        .log_x()
        .size(900, 260);
    let line = |figure: Figure, name: &str, curve: &Curve| {
        let windows = curve.windows.iter().map(|seconds| 1e3 * seconds);
        figure.line(name, windows.collect::<Vec<f64>>(), &curve.scores)
    };
    if let Some(curve) = neuron.curve {
        figure = line(figure, "the neuron's own network", curve).grey();
        if let Some(needed) = neuron.needed {
            figure = figure.vertical("99 % of its score", 1e3 * needed).grey();
        }
    }
    for (model, fit) in &neuron.compared.fits {
        let curve = &fit.memory(neuron.place).curve;
        figure = line(figure, model, curve).colour(place(model));
        if let Some(memory) = curve
            .memory()
            .filter(|memory| DRAWN.contains(model) && !memory.is_at_least)
        {
            figure = figure.vertical("", 1e3 * memory.seconds).colour(place(model));
        }
    }
    figure
}

/// How the strength of maps falls with the time before now, in parts of its largest.
fn strengths(neuron: &Shown) -> Figure {
    let dt = neuron.compared.recorded.test.dt();
    let mut figure = Figure::new(neuron.name.to_string())
        .x_label("Time before now (ms)")
        .y_label("Strength of the map")
        .log_y()
        .y_range(1e-3, 1.5)
        .size(900, 240);
    let line = |figure: Figure, name: &str, strength: &[f64]| {
        let largest = strength.iter().copied().fold(f64::MIN_POSITIVE, f64::max);
        let parts = strength
            .iter()
            .take(SHOWN)
            .map(|value| value / largest)
            .enumerate();
        let (lags, parts): (Vec<f64>, Vec<f64>) = parts
            .filter(|&(_, part)| part > 0.0)
            .map(|(lag, part)| (1e3 * dt * lag as f64, part))
            .unzip();
        match lags.is_empty() {
            true => figure,
            false => figure.line(name, lags, parts),
        }
    };
    if let Some(strength) = neuron.strength {
        figure = line(figure, "the neuron's own network", strength).grey();
    }
    for (model, reading) in drawn(neuron) {
        let norm = |row: &Vec<f64>| row.iter().map(|value| value * value).sum::<f64>().sqrt();
        let strength: Vec<f64> = reading.map.iter().map(norm).collect();
        if strength.iter().any(|&value| value > 0.0) {
            figure = line(figure, model, &strength).colour(place(model));
        }
    }
    figure
}

/// For each layer how many of its units have a time constant up to so much.
fn time_constants(neuron: &Shown) -> Vec<Figure> {
    let Some((_, fit)) = neuron.compared.fits.iter().find(|(model, _)| *model == ARU) else {
        return Vec::new();
    };
    let layer = |constants: &TimeConstants| match constants.name.split_once('.') {
        Some((layer, _)) => layer.to_string(),
        None => constants.name.clone(),
    };
    let mut layers: Vec<String> = fit.time_constants.iter().map(layer).collect();
    layers.dedup();
    let of_layer = |name: &String| {
        let mut figure = Figure::new(format!("Layer `{name}`"))
            .x_label("Time constant (ms)")
            .y_label("Part of the units of all seeds")
            .log_x()
            .size(440, 280);
        for constants in fit
            .time_constants
            .iter()
            .filter(|constants| layer(constants) == *name)
        {
            let mut taus: Vec<f64> = constants.seeds.iter().flatten().map(|tau| 1e3 * tau).collect();
            taus.sort_by(f64::total_cmp);
            let parts = (1..=taus.len()).map(|rank| rank as f64 / taus.len() as f64);
            let which = constants.name.rsplit('.').next().unwrap_or(&constants.name);
            figure = figure.line(which, &taus, parts.collect::<Vec<f64>>());
        }
        figure
    };
    layers.iter().map(of_layer).collect()
}
