//! Where a trained network rests while nothing is shown: what holds the first stimulus during the pause.

use anyhow::Result;
use aru::analysis::{FixedPoint, FixedPoints};
use aru::experiment::{Report, Table};

use super::Cortex;
use super::task::{self, LONGEST};

/// Trials from whose states the search starts, and how many starts there are.
const TRIALS: usize = 100;
const STARTS: usize = 200;

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

/// The longest time constant within the circle, in ms.
fn slowest(point: &FixedPoint) -> String {
    let times = point.eigenvalues().iter().map(|one| one.time_constant());
    let longest = times
        .filter(|time| *time > 0.0 && time.is_finite())
        .fold(0.0, f64::max);
    format!("{:.0}", 1e3 * longest)
}
