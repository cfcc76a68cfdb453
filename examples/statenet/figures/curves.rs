//! Pictures of memory: window curves, strengths of maps, time constants.

use aru::plot::Figure;

use super::{DRAWN, Shown, drawn};
use crate::fit::TimeConstants;
use crate::memory::Curve;
use crate::models::{ARU, place};
use crate::reading::SHOWN;

/// How the score grows with the window, of each model and of the neuron itself.
pub fn windows(neuron: &Shown) -> Figure {
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
pub fn strengths(neuron: &Shown) -> Figure {
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
pub fn time_constants(neuron: &Shown) -> Vec<Figure> {
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
