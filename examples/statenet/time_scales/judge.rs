//! What is claimed of the slow time constant, and what was found of it in every way of reading.

use anyhow::{Context, Result};
use aru::experiment::{Report, Table};
use aru::plot::{Figure, Panels};
use aru::statistics::median;

use super::Found;
use super::read::{COUNTS, Response, slowest};
use crate::simulated::Truth;

/// How far from the neuron's it may be.
const NEAR: f64 = 0.2;

/// One number a seed, in seconds: nothing where there is none, without end where it was too slow to be measured.
struct Seeds(Vec<f64>);

/// Two claims, a table, a figure.
pub fn judge(report: &mut Report, truth: &Truth, own: Response, found: &[(bool, Vec<Found>)]) -> Result<()> {
    let linked = found.iter().find(|(own_link, _)| *own_link);
    let (_, linked) = linked.context("networks with a link were fitted")?;
    claim(
        report,
        truth,
        format!(
            "the slowest time constant that a StateNet of ARU learns is within 20 % of that of the neuron `{}`, in the median over \
             seeds",
            truth.name
        ),
        &Seeds::learned(linked),
        "What was looked at was settled before, and was not changed after. The slowest of 28 units may be one that the output hardly \
         reads, and a link to itself makes another time constant of what a unit has learned.",
    )?;
    claim(
        report,
        truth,
        format!(
            "the slowest mode that makes a tenth of the response of a StateNet of ARU falls with a time constant within 20 % of that \
             of the neuron `{}`, in the median over seeds",
            truth.name
        ),
        &Seeds::of_modes(linked),
        "The way of reading and its thresholds were settled on networks whose answer is known, before these were looked at.",
    )?;
    report.table(table(truth, own, found)?);
    let figures = found
        .iter()
        .map(|(own_link, found)| constants(truth, *own_link, found));
    report.figure(
        "time_scales",
        "Of every unit of all seeds the slower of its two learned time constants, and its part of the variance of the output: with \
         the link of the memory to itself, and without it.",
        &Panels::new(figures).columns(2),
    )?;
    Ok(())
}

fn claim(
    report: &mut Report,
    truth: &Truth,
    statement: String,
    seeds: &Seeds,
    if_it_fails: &str,
) -> Result<()> {
    let middle = seeds.median()?;
    report
        .claim(
            statement,
            format!(
                "median {} ({}), within 20 % in {} of {} seeds; the neuron's {}",
                ms(middle),
                seeds.listed(),
                seeds.near(truth),
                seeds.0.len(),
                ms(truth.slowest)
            ),
            is_near(truth, middle),
        )
        .if_it_fails(if_it_fails);
    Ok(())
}

fn is_near(truth: &Truth, tau: f64) -> bool {
    (tau / truth.slowest - 1.0).abs() <= NEAR
}

impl Seeds {
    /// The slowest constant of any unit.
    fn learned(found: &[Found]) -> Self {
        Seeds::of(found, |found| {
            slowest(&found.units, f64::NEG_INFINITY).unwrap_or(0.0)
        })
    }

    /// That of a unit that counts.
    fn read(found: &[Found]) -> Self {
        Seeds::of(found, |found| slowest(&found.units, COUNTS).unwrap_or(0.0))
    }

    fn of_modes(found: &[Found]) -> Self {
        Seeds::of(found, |found| found.response.mode.seconds())
    }

    fn of_maps(found: &[Found]) -> Self {
        Seeds::of(found, |found| found.response.map.seconds())
    }

    fn of(found: &[Found], number: impl Fn(&Found) -> f64) -> Self {
        let mut seeds: Vec<f64> = found.iter().map(number).collect();
        seeds.sort_by(f64::total_cmp);
        Seeds(seeds)
    }

    /// The one in the middle, of an even number the mean of both: one seed that has none, or no end, says as little of it as any other.
    fn median(&self) -> Result<f64> {
        let last = self
            .0
            .len()
            .checked_sub(1)
            .context("there is at least one seed")?;
        let (low, high) = (self.0[last / 2], self.0[last.div_ceil(2)]);
        Ok(if low == high {
            low
        } else {
            f64::midpoint(low, high)
        })
    }

    fn near(&self, truth: &Truth) -> usize {
        self.0.iter().filter(|&&tau| is_near(truth, tau)).count()
    }

    fn listed(&self) -> String {
        let list: Vec<String> = self.0.iter().copied().map(ms).collect();
        list.join(", ")
    }

    /// Median, ends, and how many are near the neuron's.
    fn cell(&self, truth: &Truth) -> Result<String> {
        let [first, .., last] = self.0[..] else {
            return Ok(self.listed());
        };
        Ok(format!(
            "{} ({} to {}); {} of {}",
            ms(self.median()?),
            ms(first),
            ms(last),
            self.near(truth),
            self.0.len()
        ))
    }
}

/// A row for the neuron's own network, and one for each model.
fn table(truth: &Truth, own: Response, found: &[(bool, Vec<Found>)]) -> Result<Table> {
    let mut rows = vec![vec![
        "the neuron itself".into(),
        "-".into(),
        ms(truth.slowest),
        ms(truth.slowest),
        format!("{}, {:.0} % of it", ms(own.mode.seconds()), 100.0 * own.share),
        ms(own.map.seconds()),
    ]];
    for (own_link, found) in found {
        let scores: Vec<f64> = found.iter().map(|found| found.score.unwrap_or(0.0)).collect();
        rows.push(vec![
            which(*own_link).into(),
            format!("{:.3}", median(&scores)?),
            Seeds::learned(found).cell(truth)?,
            Seeds::read(found).cell(truth)?,
            Seeds::of_modes(found).cell(truth)?,
            Seeds::of_maps(found).cell(truth)?,
        ]);
    }
    let columns = [
        "model",
        "CCnorm, median",
        "slowest constant of a unit",
        "of a unit that makes a tenth of the output",
        "slowest mode that makes a tenth of the response",
        "fall of the map round the mean sound",
    ];
    Ok(Table {
        caption: format!(
            "The slow time constant of networks fitted to the neuron `{}`, read in four ways: median over seeds, the ends, and in how \
             many seeds it is within 20 % of the neuron's",
            truth.name
        ),
        columns: columns.map(String::from).to_vec(),
        rows,
    })
}

fn which(own_link: bool) -> &'static str {
    match own_link {
        true => "StateNet (ARU)",
        false => "StateNet (ARU), no link of the memory to itself",
    }
}

/// Constants of units against what they make of the output.
fn constants(truth: &Truth, own_link: bool, found: &[Found]) -> Figure {
    let units = || found.iter().flat_map(|found| &found.units);
    let of_units = |number: fn(&super::Unit) -> f64| units().map(number).collect::<Vec<f64>>();
    Figure::new(which(own_link))
        .x_label("Slower time constant of a unit (ms)")
        .y_label("Part of the variance of the output (%)")
        .log_x()
        .size(440, 320)
        .points(
            "unit",
            of_units(|unit| 1e3 * unit.tau),
            of_units(|unit| 100.0 * unit.share),
        )
        .opacity(0.6)
        .vertical("the neuron's", 1e3 * truth.slowest)
        .grey()
        .level("a tenth", 100.0 * COUNTS)
        .grey()
}

/// In whole ms; where there is none, or it was too slow to be measured, in words.
fn ms(seconds: f64) -> String {
    match seconds {
        0.0 => "none".into(),
        f64::INFINITY => "no fall".into(),
        _ => format!("{:.0} ms", 1e3 * seconds),
    }
}

#[cfg(test)]
mod tests {
    use super::super::fall::Fall::{self, Never, Over, Within};
    use super::*;

    #[test]
    fn a_seed_without_a_time_constant_has_its_place_among_the_others() {
        let of = |falls: &[Fall]| {
            let mut seeds: Vec<f64> = falls.iter().map(|fall| fall.seconds()).collect();
            seeds.sort_by(f64::total_cmp);
            Seeds(seeds)
        };
        let seeds = of(&[Never, Within(0.4), Over, Within(0.3), Within(0.5)]);
        assert_eq!(seeds.median().unwrap(), 0.4);
        assert_eq!(seeds.listed(), "none, 300 ms, 400 ms, 500 ms, no fall");
        assert_eq!(of(&[Within(0.25), Within(0.75)]).median().unwrap(), 0.5);
        assert_eq!(ms(of(&[Never, Never, Over]).median().unwrap()), "no fall");
        assert!(of(&[]).median().is_err());
    }
}
