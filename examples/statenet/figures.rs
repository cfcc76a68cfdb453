//! The pictures of the page.

mod curves;
mod sounds;

use anyhow::Result;
use aru::experiment::Report;
use aru::plot::{Figure, Panels};

use self::curves::{strengths, time_constants, windows};
use self::sounds::{dream, map, predictions};
use crate::compare::Compared;
use crate::memory::Curve;
use crate::models::{ARU, GRU};
use crate::reading::Reading;

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
        neurons
            .iter()
            .filter(|neuron| has_windows(neuron))
            .map(windows)
            .collect(),
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

/// Whether a window curve was asked for.
fn has_windows(neuron: &Shown) -> bool {
    let mut fits = neuron.compared.fits.iter();
    fits.any(|(_, fit)| !fit.memory(neuron.place).curve.windows.is_empty())
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
