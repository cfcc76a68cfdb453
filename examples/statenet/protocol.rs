//! What runs without a folder: simulated neurons, then the grasshopper's.

use anyhow::Result;
use aru::analysis::Null;
use aru::experiment::{Options, Report};
use ndarray::s;

use crate::compare::{Compared, Plan, compare, read};
use crate::figures::{self, Truths};
use crate::fit::{RATE, RATE_OF_TAU};
use crate::recorded::Recorded;
use crate::score::score;
use crate::simulated::{self, Parts, Simulated};
use crate::table::{self, Row};
use crate::{claims, grasshopper, models, time_scales};

/// Epochs at most.
const EPOCHS: usize = 60;
const QUICK_EPOCHS: usize = 4;
/// By how much a window of a window curve is longer than the one before.
const WINDOWS: f64 = 1.25;
const QUICK_WINDOWS: f64 = 2.0;

/// Trains, scores and reads all models on both.
pub fn run(options: &Options) -> Result<Report> {
    let mut report = Report::new("statenet", "Models of auditory neurons", options);
    report.question(
        "How well do filters, convolutions and recurrent networks predict neurons that adapt, that have two time scales and that \
         are gated, and how much of the past do they use? The neurons are simulated, so that the truth is known; then two \
         receptors of a grasshopper.",
    );
    let seeds = report.seeds(10, 2)?;
    let factor = options.full_or_quick(WINDOWS, QUICK_WINDOWS);
    let plan = Plan {
        seeds: [seeds.start, seeds.end],
        epochs: options.full_or_quick(EPOCHS, QUICK_EPOCHS),
        patience: 15,
        dream: options.full_or_quick(400, 60),
        windows: Some(factor),
    };
    describe(&mut report, &plan);

    let parts = options.full_or_quick(Parts::ALL, Parts::FEW);
    let simulated = simulated::simulate(options.seed, parts, factor)?;
    for line in read(&simulated.recordings, &parts.tested().collect::<Vec<usize>>())? {
        println!("{line}");
    }
    for truth in &simulated.truths {
        report.setting(
            truth.name,
            format!(
                "slowest time constant {:.0} ms; {:.0} % of the variance of its rate are due to what it remembers",
                1e3 * truth.slowest,
                100.0 * truth.due_to_memory
            ),
        );
    }
    let recorded = [of_simulated(&simulated)?];
    let compared = compare(
        &mut report,
        "simulated",
        &recorded,
        models::simulated::MODELS,
        &plan,
    )?;
    let mut rows = report_simulated(&mut report, &simulated, &compared)?;
    claims::judge(&mut report, &simulated.truths, &compared[0])?;
    time_scales::run(&mut report, &simulated, &recorded[0], plan.seeds, plan.epochs)?;

    let recorded = grasshopper::read()?;
    let compared = compare(
        &mut report,
        "grasshopper",
        &recorded,
        models::level::MODELS,
        &plan,
    )?;
    let receptors: Vec<Row> = compared.iter().flat_map(table::fitted).collect();
    let table = table::table(
        "Receptors of a grasshopper: bins of 1 ms, smoothed by a Hann window of 21 ms; one trial, and so no ceiling",
        &receptors,
    );
    report.table(table);
    figures::draw(&mut report, "grasshopper", &compared, &Truths::default())?;
    rows.extend(receptors);
    table::save(report.folder(), &rows)?;
    Ok(report)
}

/// The part of it that reads the slow time constant of networks, by itself.
pub fn time_scales_alone(options: &Options) -> Result<Report> {
    let mut report = Report::new(
        "statenet-time-scales",
        "The slow time constant of a network",
        options,
    );
    report.question(
        "Does a StateNet of ARU that is fitted to a simulated neuron with two time scales find the slow one, and where is it to be \
         read?",
    );
    let seeds = report.seeds(10, 2)?;
    let parts = options.full_or_quick(Parts::ALL, Parts::FEW);
    let factor = options.full_or_quick(WINDOWS, QUICK_WINDOWS);
    let simulated = simulated::simulate(options.seed, parts, factor)?;
    let recorded = of_simulated(&simulated)?;
    let epochs = options.full_or_quick(EPOCHS, QUICK_EPOCHS);
    time_scales::run(
        &mut report,
        &simulated,
        &recorded,
        [seeds.start, seeds.end],
        epochs,
    )?;
    Ok(report)
}

/// What everything ran with.
pub fn describe(report: &mut Report, plan: &Plan) {
    report.setting(
        "training",
        format!(
            "mean squared error against the mean of the smoothed trials; Adam at {RATE}, time constants at {RATE_OF_TAU}; a song a batch; {} epochs at most, until \
             the validation loss has not fallen for {}, the best kept; all seeds as one ensemble, their mean prediction scored",
            plan.epochs, plan.patience
        ),
    );
    report.setting(
        "scores",
        "CCraw and CCnorm (Schoppe) over all test songs joined, trials smoothed by a Hann window of 21 ms; where a neuron had more \
         trials of some test songs, CCnorm is of as many of each, the first; with one trial of a test song it has none; \
         `seeds alone` is the range of CCnorm of single seeds, of CCraw where there is no CCnorm",
    );
    report.setting(
        "memory",
        "of the seed with the lowest validation loss: where 95 % of the gradient map lies, where it falls below 1 % (of the \
         untrained network in brackets); of the mean prediction: the least window with 99 % of the score",
    );
}

fn of_simulated(simulated: &Simulated) -> Result<Recorded> {
    let recorded = Recorded {
        name: "simulated".into(),
        train: simulated.training()?,
        validate: simulated.validation()?,
        test: simulated.test()?,
        silence: Null::heard(&simulated.ear),
        around: Null::Zero,
    };
    // Round silence the neurons are shut.
    recorded.read_around_the_mean()
}

/// Table and figures; and the rows of the table.
fn report_simulated(report: &mut Report, simulated: &Simulated, compared: &[Compared]) -> Result<Vec<Row>> {
    let expected = simulated.expected()?;
    let own = &compared[0];
    let test = &own.recorded.test;
    let memories: Vec<_> = simulated
        .truths
        .iter()
        .map(|truth| truth.memory.clone())
        .collect();
    let mut rows = table::outside("the neuron itself", test, &score(test, &expected)?, &memories);
    rows.extend(table::fitted(own));
    let rows = table::by_neuron(rows);
    let table = table::table(
        "Simulated neurons: bins of 5 ms, smoothed by a Hann window of 21 ms; the neuron itself is the network that made the \
         spikes",
        &rows,
    );
    report.table(table);
    let truths = Truths {
        expected: (0..expected.dim().2)
            .map(|neuron| expected.slice(s![0, .., neuron]).to_vec())
            .collect(),
        curves: memories.into_iter().map(|memory| memory.curve).collect(),
        needed: simulated.truths.iter().map(|truth| truth.needed()).collect(),
        strengths: simulated
            .truths
            .iter()
            .map(|truth| truth.strength.clone())
            .collect(),
    };
    figures::draw(report, "simulated", compared, &truths)?;
    Ok(rows)
}
