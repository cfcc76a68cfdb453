//! Where a trained network rests while nothing is shown: what holds the first stimulus during the pause.

use anyhow::Result;
use aru::Network;
use aru::analysis::{FixedPoint, FixedPoints};
use aru::experiment::{Report, Table};
use aru::plot::{Figure, Marker, Panels};

use super::Cortex;
use super::task::{self, Comparison, LONGEST};

/// Trials from whose states the search starts, and how many starts there are.
const TRIALS: usize = 100;
const STARTS: usize = 200;

/// Strengths of the first stimulus in the trials that are drawn, and what of the network is.
const FIRST: [f64; 3] = [0.1, 0.5, 0.9];
const DRAWN: [&str; 2] = ["parietal.rate", "frontal.rate"];

/// Looks for fixed points without a stimulus and without noise, from states of trials.
pub fn in_the_pause(report: &mut Report, net: &Cortex<f32>, seed: u64, threads: usize) -> Result<()> {
    let trials = task::draw(TRIALS, LONGEST, &mut task::generator(seed));
    let data = task::sequences(&trials)?;
    let points = FixedPoints::of(net)
        .input(&[0.0])
        .starts(STARTS)
        .seed(seed)
        .from(&data)
        .threads(threads)
        .find()?;
    let rested =
        [points.iter(), points.slow().iter()].map(|some| some.map(rates).collect::<Result<Vec<_>>>());
    let [fixed, slow] = rested;
    draw(report, net, &fixed?, &slow?)?;
    let row = |kind: &str, point: &FixedPoint| -> Result<Vec<String>> {
        let currents = point.get("frontal.current")?;
        let active = currents.iter().filter(|&&current| current > 0.0).count();
        Ok(vec![
            kind.into(),
            point.starts().to_string(),
            active.to_string(),
            point.outside().to_string(),
            slowest(point),
        ])
    };
    let fixed = points.iter().map(|point| row("fixed", point));
    let slow = points.slow().iter().map(|point| row("slow", point));
    report.table(Table {
        caption: format!(
            "Fixed and slow points of the first network without a stimulus and without noise, from {STARTS} states of trials; {} \
             starts converged to a fixed point, {} led to none",
            points.converged(),
            points.lost()
        ),
        columns: [
            "point",
            "starts that led there",
            "frontal units that fire",
            "eigenvalues outside of the circle",
            "slowest of the others (ms)",
        ]
        .map(String::from)
        .to_vec(),
        rows: fixed.chain(slow).take(12).collect::<Result<_>>()?,
    });
    report.measured(
        "first network, no stimulus: starts that converged to a fixed point",
        format!("{} of {STARTS}", points.converged()),
    );
    report.measured(
        "first network, no stimulus: fixed points, of these stable, and slow points",
        format!(
            "{}, {} and {}",
            points.len(),
            points.iter().filter(|point| point.is_stable()).count(),
            points.slow().len()
        ),
    );
    Ok(())
}

/// Draws the way of the mean rates of two areas in the pause after a weak, a middling and a strong stimulus, and where they
/// can rest.
fn draw(report: &mut Report, net: &Cortex<f32>, fixed: &[[f64; 2]], slow: &[[f64; 2]]) -> Result<()> {
    let mut figure = Figure::new("Two seconds between the stimuli")
        .x_label("mean rate of the parietal area")
        .y_label("mean rate of the frontal area")
        .size(560, 360);
    let trials = FIRST.map(|first| Comparison {
        first,
        second: first,
        pause: LONGEST,
    });
    let trace = net.trace(task::sequences(&trials)?.inputs())?;
    let [parietal, frontal] = DRAWN.map(|name| trace.state(name));
    let (parietal, frontal) = (parietal?, frontal?);
    for (sequence, trial) in trials.iter().enumerate() {
        let mean = |rates: &ndarray::ArrayView3<f32>| -> Vec<f64> {
            let of_step = |step: usize| {
                mean(
                    rates
                        .slice(ndarray::s![sequence, step, ..])
                        .iter()
                        .copied()
                        .map(f64::from),
                )
            };
            trial.steps_of_pause().map(of_step).collect()
        };
        let name = format!("first stimulus {}", trial.first);
        figure = figure.line(name, mean(&parietal), mean(&frontal));
    }
    for (place, [x, y]) in fixed.iter().enumerate() {
        figure = figure.marker(format!("fixed point {}", place + 1), *x, *y, Marker::Star);
    }
    if !slow.is_empty() {
        let [x, y] = [0, 1].map(|axis| slow.iter().map(move |point| point[axis]));
        figure = figure.points("slow points", x, y);
    }
    report.figure(
        "fixed_points",
        "Mean rates of two areas of the first network in a pause of two seconds, without noise, after three stimuli; and the \
         fixed points that it has while nothing is shown.",
        &Panels::new([figure]),
    )?;
    Ok(())
}

/// The mean rates of the two areas at a point.
fn rates(point: &FixedPoint) -> Result<[f64; 2]> {
    let [parietal, frontal] = DRAWN.map(|name| point.get(name).map(|rates| mean(rates.iter().copied())));
    Ok([parietal?, frontal?])
}

fn mean(rates: impl ExactSizeIterator<Item = f64>) -> f64 {
    let units = rates.len() as f64;
    rates.sum::<f64>() / units
}

/// The longest time constant within the circle, in ms.
fn slowest(point: &FixedPoint) -> String {
    let times = point.eigenvalues().iter().map(|one| one.time_constant());
    let longest = times
        .filter(|time| *time > 0.0 && time.is_finite())
        .fold(0.0, f64::max);
    format!("{:.0}", 1e3 * longest)
}
