//! Every experiment of the paper, and those beyond it, on one page: what is claimed beside what was measured.
//!
//! `cargo run --release --example paper`
//!
//! Trials are kept in the folder of `--out`: stopped and started again, it goes on where it was.

#[path = "../fig2_grid_search/main.rs"]
mod fig2_grid_search;
#[path = "../fig3_learned_rates/main.rs"]
mod fig3_learned_rates;
#[path = "../fig4_network_size/main.rs"]
mod fig4_network_size;
#[path = "../fig5_activation/main.rs"]
mod fig5_activation;
#[path = "../fig6_rate_distributions/main.rs"]
mod fig6_rate_distributions;
#[path = "../fig7_memory_capacity/main.rs"]
mod fig7_memory_capacity;
#[path = "../fig8_hierarchy/main.rs"]
mod fig8_hierarchy;
#[path = "../gated_rates/main.rs"]
mod gated_rates;
#[path = "../grasshopper/main.rs"]
mod grasshopper;
#[path = "../learned_delay/main.rs"]
mod learned_delay;
#[path = "../linear_identifiability/main.rs"]
mod linear_identifiability;
#[path = "../optimisers/main.rs"]
mod optimisers;

use anyhow::{Context, Result, ensure};
use aru::experiment::{Options, Page, Report, Verdict};
use clap::Parser;

/// Runs every experiment and writes one page of claims and measured numbers.
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    options: Options,
    /// Only experiments whose name contains this
    #[arg(long)]
    only: Option<String>,
}

/// Name and run of each experiment, in the order of the page.
type Experiment = (&'static str, fn(&Options) -> Result<Report>);
const EXPERIMENTS: [Experiment; 12] = [
    ("fig2_grid_search", |options| {
        fig2_grid_search::experiment(options, 1)
    }),
    ("fig3_learned_rates", fig3_learned_rates::experiment),
    ("fig4_network_size", fig4_network_size::experiment),
    ("fig5_activation", fig5_activation::experiment),
    ("fig6_rate_distributions", fig6_rate_distributions::experiment),
    ("fig7_memory_capacity", fig7_memory_capacity::experiment),
    ("fig8_hierarchy", fig8_hierarchy::experiment),
    ("optimisers", optimisers::experiment),
    ("linear_identifiability", linear_identifiability::experiment),
    // The paper's future work.
    ("learned_delay", learned_delay::experiment),
    ("gated_rates", gated_rates::experiment),
    ("grasshopper", grasshopper::experiment),
];

fn main() -> Result<()> {
    let Arguments { options, only } = Arguments::parse();
    let command = command();
    let folder = options.folder("paper");
    let chosen = |name: &str| only.as_deref().is_none_or(|part| name.contains(part));
    let (mut reports, mut faults) = (Vec::new(), Vec::new());
    for (name, experiment) in EXPERIMENTS.into_iter().filter(|(name, _)| chosen(name)) {
        let run = || {
            let mut report = experiment(&options.within(folder.join(name)))?;
            report.finish()?;
            anyhow::Ok(report)
        };
        // One that fails is told at the end; the others are on the page.
        match run() {
            Ok(report) => reports.push(report),
            Err(fault) => faults.push(format!("{name}: {fault:#}")),
        }
    }
    ensure!(
        !reports.is_empty() || !faults.is_empty(),
        "no experiment's name contains `{}`",
        only.unwrap_or_default()
    );

    let mut page = Page::new(
        "Adaptive time scales in recurrent neural networks: what was claimed, what was measured",
        reports,
    );
    page.fact(
        "Paper",
        "Quax, D'Asaro and van Gerven, Scientific Reports 10:11360 (2020)",
    );
    page.fact(
        "Criteria",
        "the paper's statements put into numbers; the thresholds are this project's, set beforehand with an independent \
         simulation",
    );
    page.fact("Command", command);
    page.fact("Seed", options.seed.to_string());
    for fault in &faults {
        page.fact("Did not finish", fault);
    }
    std::fs::create_dir_all(&folder)
        .with_context(|| format!("cannot make the folder `{}`", folder.display()))?;
    page.write_html(folder.join("index.html"))?;
    page.write_markdown(folder.join("paper.md"))?;

    println!("\n{}", page.summary());
    for report in page.reports() {
        for claim in report
            .claims()
            .iter()
            .filter(|claim| claim.verdict() == Verdict::Fail)
        {
            println!("{}: {claim}", report.name());
        }
    }
    println!("the page is {}", folder.join("index.html").display());
    ensure!(faults.is_empty(), "not finished:\n{}", faults.join("\n"));
    Ok(())
}

/// What was typed, without the folder, which does not change the numbers.
fn command() -> String {
    let mut words = vec![String::from("cargo run --release --example paper")];
    let mut arguments = std::env::args_os()
        .skip(1)
        .map(|word| word.to_string_lossy().into_owned());
    let mut rest = Vec::new();
    while let Some(word) = arguments.next() {
        if word == "--out" {
            arguments.next();
        } else if !word.starts_with("--out=") {
            rest.push(word);
        }
    }
    if !rest.is_empty() {
        words.push("--".into());
    }
    words.extend(rest);
    words.join(" ")
}
