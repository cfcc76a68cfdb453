//! What is claimed of the recordings, beside the baselines of data/README.md.

use anyhow::Result;
use aru::experiment::Report;
use aru::plot::{Figure, Panels};
use aru::statistics::{median, quantile};
use aru::study::Results;

use super::Trial;
use super::fit::{Fit, Measure};
use super::neuron::Neuron;

/// Computed on the same file.
fn baselines(recording: usize, measure: Measure) -> &'static str {
    match (measure, recording) {
        (Measure::Correlation, 0) => "ridge 0.585, Volterra 0.650, perceptron 0.67 to 0.69",
        (Measure::Correlation, _) => "ridge 0.297, Volterra 0.451, perceptron 0.28 to 0.30",
        (Measure::Bits, 0) => "Poisson GLM 0.94",
        (Measure::Bits, _) => "Poisson GLM 0.52",
    }
}

/// What the median of the seeds is to reach.
fn threshold(recording: usize, measure: Measure) -> f64 {
    match (measure, recording) {
        (Measure::Correlation, 0) => 0.67,
        (Measure::Correlation, _) => 0.45,
        (Measure::Bits, 0) => 1.1,
        (Measure::Bits, _) => 0.5,
    }
}

/// Draws predictions, and judges the medians over seeds.
pub fn judge(report: &mut Report, neurons: &[Neuron], results: &Results<Trial, Fit>) -> Result<()> {
    let mut panels = Vec::new();
    for (recording, neuron) in neurons.iter().enumerate() {
        for measure in Measure::ALL {
            let of_group = results
                .iter()
                .filter(|trial| trial.settings.recording == recording && trial.settings.measure == measure);
            let fits: Vec<&Fit> = of_group.map(|trial| &trial.outcome).collect();
            let scores: Vec<f64> = fits.iter().map(|fit| fit.score).collect();
            let middle = median(&scores)?;
            let lowest = scores.iter().copied().fold(f64::INFINITY, f64::min);
            let highest = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let (least, baseline) = (threshold(recording, measure), baselines(recording, measure));
            let statement = match measure {
                Measure::Correlation => {
                    format!(
                        "recording {recording} (sound modulated up to {} Hz): r with the smoothed spikes (sigma 2 ms) is at least {least} ({baseline})",
                        neuron.cutoff_hz
                    )
                }
                Measure::Bits => {
                    format!("recording {recording}: more than {least} bits per spike ({baseline})")
                }
            };
            let holds = match measure {
                Measure::Correlation => middle >= least,
                Measure::Bits => middle > least,
            };
            report.claim(
                statement,
                format!("median {middle:.3}, {lowest:.3} to {highest:.3}"),
                holds,
            );
            let (tau_s, tau_r) = (
                spread(&fits, |fit| &fit.tau_s_ms)?,
                spread(&fits, |fit| &fit.tau_r_ms)?,
            );
            report.measured(
                format!("recording {recording}, {}: learned tau_s and tau_r in ms, median over units and seeds (8 of 10 units; median unit of a seed)", measure.name()),
                format!("{tau_s} and {tau_r}"),
            );
            panels.push(panel(recording, neuron, measure, typical(&fits)));
        }
    }
    report.figure(
        "rates",
        "Measured and predicted firing rate over the first 300 ms of the test, for both recordings and both measures.",
        &Panels::new(panels),
    )?;
    Ok(())
}

/// The median time constant, its deciles over units of all seeds, and the range over seeds of the median unit.
fn spread(fits: &[&Fit], taus: fn(&Fit) -> &Vec<f64>) -> Result<String> {
    let units: Vec<f64> = fits.iter().flat_map(|fit| taus(fit).iter().copied()).collect();
    let medians: Vec<f64> = fits
        .iter()
        .map(|fit| median(taus(fit)))
        .collect::<aru::Result<_>>()?;
    Ok(format!(
        "{:.1} ({:.1} to {:.1}; {:.1} to {:.1})",
        median(&units)?,
        quantile(&units, 0.1)?,
        quantile(&units, 0.9)?,
        quantile(&medians, 0.0)?,
        quantile(&medians, 1.0)?
    ))
}

/// The fit whose score is the median of all, the lower of two.
fn typical<'a>(fits: &[&'a Fit]) -> &'a Fit {
    let mut order = fits.to_vec();
    order.sort_by(|a, b| a.score.total_cmp(&b.score));
    order[(order.len() - 1) / 2]
}

/// Measured and predicted rates in the first steps of the test.
fn panel(recording: usize, neuron: &Neuron, measure: Measure, fit: &Fit) -> Figure {
    let first = neuron.validation_end;
    let steps = fit.prediction.len();
    let predicted: Vec<f32> = fit.prediction.iter().map(|rate| 1e3 * rate).collect();
    let measured = match measure {
        Measure::Correlation => {
            let title = format!("Recording {recording}, squared error: r = {:.2}", fit.score);
            let rate = (first..first + steps).map(|step| 1e3 * neuron.rate[step]);
            Figure::new(title).line("spikes, smoothed", 0..steps, rate)
        }
        Measure::Bits => {
            let title = format!(
                "Recording {recording}, Poisson loss: {:.2} bits per spike",
                fit.score
            );
            let times: Vec<usize> = (0..steps)
                .filter(|step| neuron.counts[first + step] > 0.0)
                .collect();
            // A row of dots above the curve.
            let above = vec![1.1 * predicted.iter().copied().fold(0.0, f32::max); times.len()];
            Figure::new(title).points("spikes", times, above)
        }
    };
    measured
        .line("network", 0..steps, predicted)
        .x_label("Time in the test (ms)")
        .y_label("Firing rate (spikes/s)")
        .size(860, 200)
}
