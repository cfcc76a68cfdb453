//! Models of auditory neurons side by side: filters, convolutions, and recurrent networks, on simulated neurons whose memory is
//! known, on recordings of a grasshopper's receptors, and on recordings of yours.
//!
//! `cargo run --release --example statenet`
//! `cargo run --release --example statenet -- FOLDER`
//! `cargo run --release --example statenet -- --starts`
//! `cargo run --release --example statenet -- --time-scales`
//!
//! docs/experiments/statenet.md says what it asks and finds, and which folders it reads.

mod claims;
mod compare;
mod figures;
mod fingerprint;
mod fit;
mod grasshopper;
mod memory;
mod models;
mod own;
mod protocol;
mod reading;
mod recorded;
mod score;
mod simulated;
mod starts;
mod table;
mod time_scales;

use anyhow::{Context, Result};
use aru::experiment::{Options, Page};
use clap::Parser;

/// Compares models of auditory neurons, on simulated and recorded ones.
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    options: Options,
    #[command(flatten)]
    own: own::Own,
    /// Measures where an ARU starts best, in place of comparing models: takes about ten minutes
    #[arg(long, conflicts_with = "folder")]
    starts: bool,
    /// Reads the slow time constant of networks alone, in place of comparing models
    #[arg(long, conflicts_with_all = ["folder", "starts"])]
    time_scales: bool,
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let mut report = match &arguments.own.folder {
        None if arguments.starts => starts::experiment(&arguments.options)?,
        None if arguments.time_scales => protocol::time_scales_alone(&arguments.options)?,
        None => protocol::run(&arguments.options)?,
        Some(folder) => own::run(&arguments.options, &arguments.own, folder)?,
    };
    report.finish()?;
    let folder = report.folder().to_path_buf();
    let mut page = Page::new("Models of auditory neurons", [report]);
    page.fact("Command", command());
    let file = folder.join("index.html");
    page.write_html(&file)
        .with_context(|| format!("cannot write `{}`", file.display()))?;
    println!("the page is {}", file.display());
    Ok(())
}

/// What was typed.
fn command() -> String {
    let words: Vec<String> = std::env::args_os()
        .skip(1)
        .map(|word| word.to_string_lossy().into_owned())
        .collect();
    let mut command = String::from("cargo run --release --example statenet");
    if !words.is_empty() {
        command += &format!(" -- {}", words.join(" "));
    }
    command
}
