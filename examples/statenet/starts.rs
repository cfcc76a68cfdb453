//! Where an ARU starts: which initial time constants, learning rate of time constants, and own link let it learn best, on the
//! simulated neurons and on a locust's receptors.
//!
//! `cargo run --release --example statenet -- --starts`

mod fit;
mod locust;
mod songs;

use anyhow::Result;
use aru::experiment::{Options, Report, Table};
use aru::statistics::mean;
use serde::{Deserialize, Serialize};

/// What is fitted.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
enum Data {
    /// The three simulated neurons, by one network with an output each; scored by CCnorm.
    Songs,
    /// The two recordings of a locust's receptors, a network each; scored by r with the smoothed spikes, since one
    /// presentation has no CCnorm.
    Locust,
}

/// How far from the shortest time constant, a bin, they start at most.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
enum Longest {
    /// Ten bins.
    Short,
    /// Forty bins.
    Middle,
    /// The longest sequence that is trained on.
    Sound,
}

/// From which distribution time constants start.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Start {
    is_logarithmic: bool,
    tau_s: Longest,
    tau_r: Longest,
}

/// A memory of a given size.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
enum Memory {
    Gru,
    Aru {
        start: Start,
        /// How many times the rate of weights time constants learn with.
        times: u32,
        own_link: bool,
    },
}

/// How they are trained.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Learning {
    /// Adam's rate.
    rate: f64,
    weight_decay: f64,
    batch: usize,
}

/// Networks of all seeds, side by side.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Trial {
    data: Data,
    /// What the data are, by their fingerprint.
    fingerprint: String,
    learning: Learning,
    memory: Memory,
    first_seed: u64,
    seeds: u64,
    epochs: usize,
}

/// From the usual uniform start to one that has all scales in it.
const STARTS: [Start; 5] = [
    Start::new(false, Longest::Short, Longest::Short),
    Start::new(false, Longest::Sound, Longest::Sound),
    Start::new(true, Longest::Sound, Longest::Sound),
    Start::new(true, Longest::Short, Longest::Middle),
    Start::new(true, Longest::Short, Longest::Sound),
];

impl Start {
    const fn new(is_logarithmic: bool, tau_s: Longest, tau_r: Longest) -> Self {
        Start {
            is_logarithmic,
            tau_s,
            tau_r,
        }
    }
}

/// Fits all of them, and puts their scores in two tables.
pub fn experiment(options: &Options) -> Result<Report> {
    let mut report = Report::new("statenet-starts", "Where an ARU starts", options);
    report.question(
        "A network whose memory is a layer of ARU, two learned time constants a unit: from which time constants should it \
         start, how fast should they learn, and does it need a link to itself? A GRU of the same size is beside it.",
    );
    report.setting("songs", songs::IN_WORDS);
    report.setting("locust", locust::IN_WORDS);
    let epochs = |data| match data {
        Data::Songs => options.full_or_quick(60, 3),
        Data::Locust => options.full_or_quick(200, 5),
    };
    report.setting(
        "training",
        format!(
            "squared error; Adam, falling along a cosine to a twentieth; gradient norm at most 1; {} epochs for the songs and {} for \
             the locust, the one with the best validation",
            epochs(Data::Songs),
            epochs(Data::Locust)
        ),
    );
    let seeds = report.seeds(10, 2)?;
    let memories = STARTS.into_iter().flat_map(|start| {
        [1, 10].into_iter().flat_map(move |times| {
            [true, false].map(|own_link| Memory::Aru {
                start,
                times,
                own_link,
            })
        })
    });
    let memories: Vec<Memory> = memories.chain([Memory::Gru]).collect();
    let songs = songs::Songs::new()?;
    let locust = locust::read()?;
    let sets = [
        (Data::Songs, songs.fingerprint(), songs::LEARNING),
        (Data::Locust, locust::fingerprint(&locust), locust::LEARNING),
    ];
    let trials = sets.into_iter().flat_map(|(data, fingerprint, learning)| {
        let epochs = epochs(data);
        let (first_seed, seeds) = (seeds.start, seeds.end - seeds.start);
        let trial = move |&memory| Trial {
            data,
            fingerprint: fingerprint.clone(),
            learning,
            memory,
            first_seed,
            seeds,
            epochs,
        };
        memories.iter().map(trial)
    });
    // Scores by target, then by seed.
    let results = report.run("fits", trials, |trial| match trial.data {
        Data::Songs => songs.scores(trial),
        Data::Locust => {
            let scores = locust.iter().map(|receptor| receptor.scores(trial));
            Ok(scores.collect::<aru::Result<_>>()?)
        }
    })?;
    for (data, caption, targets) in [
        (
            Data::Songs,
            "CCnorm on held-out songs, mean over seeds, from the lowest to the highest",
            songs.names(),
        ),
        (
            Data::Locust,
            "r with the smoothed spikes on the test, mean over seeds, from the lowest to the highest",
            locust::names(),
        ),
    ] {
        let own = results.iter().filter(|trial| trial.settings.data == data);
        let row = |trial: &aru::study::Trial<Trial, Vec<Vec<f64>>>| -> Result<Vec<String>> {
            let mut row = describe(trial.settings.memory).to_vec();
            for scores in trial.outcome.iter().chain([&mean_of(&trial.outcome)]) {
                row.push(cell(scores)?);
            }
            Ok(row)
        };
        let columns = ["starts", "rate of time constants", "own link"].map(String::from);
        report.table(Table {
            caption: caption.into(),
            columns: columns
                .into_iter()
                .chain(targets)
                .chain(["mean".into()])
                .collect(),
            rows: own.map(row).collect::<Result<_>>()?,
        });
    }
    Ok(report)
}

/// The mean over targets, seed by seed.
fn mean_of(scores: &[Vec<f64>]) -> Vec<f64> {
    let seeds = scores.first().map_or(0, Vec::len);
    let of_seed =
        |seed: usize| scores.iter().map(|of_target| of_target[seed]).sum::<f64>() / scores.len() as f64;
    (0..seeds).map(of_seed).collect()
}

/// `0.912 (0.893 to 0.931)`.
fn cell(scores: &[f64]) -> Result<String> {
    let lowest = scores.iter().copied().fold(f64::INFINITY, f64::min);
    let highest = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    Ok(format!("{:.3} ({lowest:.3} to {highest:.3})", mean(scores)?))
}

/// The first three columns.
fn describe(memory: Memory) -> [String; 3] {
    let Memory::Aru {
        start,
        times,
        own_link,
    } = memory
    else {
        return ["GRU", "", "yes"].map(String::from);
    };
    let to = |longest| match longest {
        Longest::Short => "10 dt",
        Longest::Middle => "40 dt",
        Longest::Sound => "the longest sound",
    };
    let how = if start.is_logarithmic {
        "log-uniform"
    } else {
        "uniform"
    };
    let range = if start.tau_s == start.tau_r {
        format!("both from dt to {}", to(start.tau_s))
    } else {
        format!(
            "tau_s from dt to {}, tau_r to {}",
            to(start.tau_s),
            to(start.tau_r)
        )
    };
    [
        format!("{how}, {range}"),
        format!("x {times}"),
        String::from(if own_link { "yes" } else { "no" }),
    ]
}
