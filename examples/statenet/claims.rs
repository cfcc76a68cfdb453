//! What is claimed of the models on simulated neurons, whose truth is known.

use anyhow::{Context, Result};
use aru::experiment::Report;
use aru::statistics::mean;

use crate::compare::Compared;
use crate::fit::Fit;
use crate::models::GRU;
use crate::simulated::Truth;
use crate::simulated::neurons::{Gated, Neuron, TwoTimeScales};

/// What a gated memory has to beat.
const RIVALS: [&str; 4] = ["LN", "NRF", "DNet", "2D-CNN"];

/// States the claims that need no other fits than those of the table.
pub fn judge(report: &mut Report, truths: &[Truth], compared: &Compared) -> Result<()> {
    for name in [TwoTimeScales::<f64>::NAME, Gated::<f64>::NAME] {
        gated_memory(report, truths, name, compared)?;
    }
    let gru = fitted(compared, GRU)?;
    for (neuron, truth) in truths.iter().enumerate() {
        let found = gru
            .memory(neuron)
            .curve
            .memory()
            .filter(|length| !length.is_at_least);
        window_curve(report, truth, found.map(|length| length.seconds));
    }
    Ok(())
}

/// Claims that a gated memory is ahead where more past is needed than a window has: in nine of ten seeds ahead of the same seed
/// of every rival.
fn gated_memory(report: &mut Report, truths: &[Truth], name: &str, compared: &Compared) -> Result<()> {
    let neuron = place(truths, name)?;
    let own = scores(compared, GRU, neuron)?;
    let mut won_of_all = vec![true; own.len()];
    let mut measured = Vec::new();
    for rival in RIVALS {
        let others = scores(compared, rival, neuron)?;
        let won: Vec<bool> = own.iter().zip(&others).map(|(own, other)| own > other).collect();
        for (of_all, won) in won_of_all.iter_mut().zip(&won) {
            *of_all &= won;
        }
        measured.push(format!(
            "{rival} {:.3} (behind in {})",
            mean(&others)?,
            count(&won)
        ));
    }
    let (won, seeds) = (count(&won_of_all), own.len());
    report.claim(
        format!(
            "on the neuron `{name}` {GRU} is ahead of {} in at least 9 of 10 seeds",
            RIVALS.join(", ")
        ),
        format!(
            "ahead of all in {won} of {seeds}; mean CCnorm {:.3}, {}",
            mean(&own)?,
            measured.join(", ")
        ),
        10 * won >= 9 * seeds,
    );
    Ok(())
}

/// Claims that the window curve of a model ends where that of the neuron's own network does, within a factor of 1.5: both by the
/// rule of `memory.rs`. Windows grow by a quarter at most, so that the grid is finer than what is claimed.
///
/// The truth is the neuron's own curve and not its time constant: how much past is needed for 99 % of a score depends on how
/// much of the rate is due to that past. The time constant is printed beside it.
fn window_curve(report: &mut Report, truth: &Truth, found: Option<f64>) {
    let own = truth.needed();
    let holds = own.zip(found).is_some_and(|(own, found)| {
        let factor = found / own;
        (1.0 / 1.5..=1.5).contains(&factor)
    });
    let ms = |seconds: Option<f64>| match seconds {
        Some(seconds) => format!("{:.0} ms", 1e3 * seconds),
        None => "more than a song".into(),
    };
    report.claim(
        format!(
            "the window curve of {GRU} finds the memory of the neuron `{}` within a factor of 1.5",
            truth.name
        ),
        format!(
            "{}; the neuron's own network {}, its slowest time constant {:.0} ms",
            ms(found),
            ms(own),
            1e3 * truth.slowest
        ),
        holds,
    )
    .if_it_fails(
        "A window curve is that of what a network learned, on the score that this gives: what it misses of the truth may be part of \
         what is due to memory, and a network that was trained on whole songs was never trained to start in the middle of one.",
    );
}

/// The number of a neuron among the outputs.
pub fn place(truths: &[Truth], name: &str) -> Result<usize> {
    let place = truths.iter().position(|truth| truth.name == name);
    place.with_context(|| format!("there is no simulated neuron `{name}`"))
}

/// What came of a model.
fn fitted<'c>(compared: &'c Compared, model: &str) -> Result<&'c Fit> {
    let found = compared.fits.iter().find(|(name, _)| *name == model);
    let (_, fit) = found.with_context(|| format!("`{model}` was not fitted"))?;
    Ok(fit)
}

/// CCnorm of its seeds. A prediction that does not vary has none, and counts as 0.
fn scores(compared: &Compared, model: &str, neuron: usize) -> Result<Vec<f64>> {
    let scores = fitted(compared, model)?.seeds_of(neuron).into_iter();
    Ok(scores.map(|score| score.cc_norm.unwrap_or(0.0)).collect())
}

fn count(won: &[bool]) -> usize {
    won.iter().filter(|&&won| won).count()
}
