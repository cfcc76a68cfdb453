//! What the seeds reached, beside the baselines: as text, as lines of a table and as a figure.

use aru::plot::Figure;
use ndarray::{Array1, s};

use crate::fit::{Fit, Measure};
use crate::neuron::Neuron;

/// Of data/README.md, computed on the same file.
fn baselines(recording: usize, measure: Measure) -> &'static str {
    match (measure, recording) {
        (Measure::Correlation, 0) => "ridge 0.585, Volterra 0.650",
        (Measure::Correlation, _) => "ridge 0.297, Volterra 0.451",
        (Measure::Bits, 0) => "Poisson GLM 0.94",
        (Measure::Bits, _) => "Poisson GLM 0.52",
    }
}

/// What the median of the seeds is to reach, the second number with some room above the baselines.
fn thresholds(recording: usize, measure: Measure) -> &'static [f64] {
    match (measure, recording) {
        (Measure::Correlation, 0) => &[0.66, 0.67],
        (Measure::Correlation, _) => &[0.44, 0.45],
        (Measure::Bits, 0) => &[1.1],
        (Measure::Bits, _) => &[0.5],
    }
}

/// Prints scores, baselines and time constants; false if a threshold was missed.
pub fn print(recording: usize, measure: Measure, fits: &[Fit], judged: bool) -> bool {
    let name = match measure {
        Measure::Correlation => "r at sigma 2 ms",
        Measure::Bits => "bits per spike",
    };
    let scores = sorted(fits.iter().map(|fit| fit.score));
    let (lowest, median, highest) = (scores[0], quantile(&scores, 0.5), scores[scores.len() - 1]);
    println!(
        "  {name}: median {median:.3}, range {lowest:.3} to {highest:.3} ({})",
        baselines(recording, measure)
    );
    let mut passed = true;
    if judged {
        for &threshold in thresholds(recording, measure) {
            let reached = median > threshold;
            passed &= reached;
            println!("    {} above {threshold}", if reached { "PASS" } else { "FAIL" });
        }
    }
    print_time_constants("tau_s", fits.iter().map(|fit| &fit.tau_s_ms[..]).collect());
    print_time_constants("tau_r", fits.iter().map(|fit| &fit.tau_r_ms[..]).collect());
    passed
}

/// Over all units of all seeds, and the spread over seeds of the median unit.
fn print_time_constants(name: &str, of_seeds: Vec<&[f64]>) {
    let units = sorted(of_seeds.iter().flat_map(|taus| taus.iter().copied()));
    let medians = sorted(
        of_seeds
            .iter()
            .map(|taus| quantile(&sorted(taus.iter().copied()), 0.5)),
    );
    println!(
        "    {name}: median {:.1} ms, 8 of 10 units within {:.1} to {:.1} ms; median unit of a seed {:.1} to {:.1} ms",
        quantile(&units, 0.5),
        quantile(&units, 0.1),
        quantile(&units, 0.9),
        medians[0],
        medians[medians.len() - 1]
    );
}

/// A line of the table of all fits; time constants in ms, one a unit.
pub fn line(recording: usize, measure: Measure, fit: &Fit) -> String {
    let list = |taus: &[f64]| {
        taus.iter()
            .map(|tau| format!("{tau:.3}"))
            .collect::<Vec<_>>()
            .join(" ")
    };
    let (tau_s, tau_r) = (list(&fit.tau_s_ms), list(&fit.tau_r_ms));
    let (
        measure,
        Fit {
            seed, score, epoch, ..
        },
    ) = (measure.file_name(), fit);
    format!("{recording},{measure},{seed},{score},{epoch},{tau_s},{tau_r}\n")
}

/// The fit whose score is the median of all, the lower of two.
pub fn typical(fits: &[Fit]) -> &Fit {
    let mut order: Vec<&Fit> = fits.iter().collect();
    order.sort_by(|a, b| a.score.total_cmp(&b.score));
    order[(order.len() - 1) / 2]
}

/// Measured and predicted rates in the first 300 ms of the test.
pub fn panel(recording: usize, neuron: &Neuron, measure: Measure, fit: &Fit) -> Figure {
    let first = neuron.validation_end;
    let last = neuron.level.len().min(first + 300);
    let per_second = |rate: &Array1<f32>| rate.slice(s![first..last]).mapv(|rate| 1e3 * rate);
    let predicted = per_second(&fit.prediction);
    let measured = match measure {
        Measure::Correlation => {
            let title = format!("Recording {recording}, squared error: r = {:.2}", fit.score);
            let rate = per_second(&neuron.rate);
            Figure::new(title).line("spikes, smoothed", 0..last - first, rate)
        }
        Measure::Bits => {
            let title = format!(
                "Recording {recording}, Poisson loss: {:.2} bits per spike",
                fit.score
            );
            let spikes = (first..last).filter(|&step| neuron.counts[step] > 0.0);
            let times: Vec<usize> = spikes.map(|step| step - first).collect();
            // A row of dots above the curve.
            let above = vec![1.1 * predicted.iter().copied().fold(0.0, f32::max); times.len()];
            Figure::new(title).points("spikes", times, above)
        }
    };
    measured
        .line("network", 0..last - first, predicted)
        .x_label("Time in the test (ms)")
        .y_label("Firing rate (spikes/s)")
        .size(860, 200)
}

fn sorted(values: impl IntoIterator<Item = f64>) -> Vec<f64> {
    let mut values: Vec<f64> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    values
}

/// Of sorted values, between the two nearest in proportion.
fn quantile(sorted: &[f64], part: f64) -> f64 {
    let place = part * (sorted.len() - 1) as f64;
    let (below, above) = (sorted[place.floor() as usize], sorted[place.ceil() as usize]);
    below + (place - place.floor()) * (above - below)
}
