//! Pictures over time and bands: what was heard and predicted, maps, dreams.

use aru::plot::Figure;
use ndarray::Array2;

use super::Shown;
use crate::models::place;
use crate::reading::Reading;

/// The sound of the first test clip of each recording, and the rates in it.
pub fn predictions(neurons: &[Shown]) -> Vec<Figure> {
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

/// A gradient map, bands over the time before now.
pub fn map(neuron: &Shown, model: &str, reading: &Reading) -> Option<Figure> {
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

/// A dream, with what it is answered by, if there is one.
pub fn dream(neuron: &Shown, model: &str, reading: &Reading) -> Option<Figure> {
    let dream = reading.dream.as_ref()?;
    let title = format!("{}: {model}", neuron.name);
    let responses = format!(
        "Time (ms; 0 is now); response {:.2}, to songs at most {:.2}",
        dream.response, dream.largest
    );
    let dt = neuron.compared.recorded.test.dt();
    Some(course(title, &dream.sound, dt, "level (sd)", false).x_label(responses))
}
