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
use std::ffi::{OsStr, OsString};

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
    let typed: Vec<OsString> = std::env::args_os().collect();
    run(&typed)
}

/// Does what was typed.
fn run(typed: &[OsString]) -> Result<()> {
    let arguments = Arguments::parse_from(typed);
    let mut report = match &arguments.own.folder {
        None if arguments.starts => starts::experiment(&arguments.options)?,
        None if arguments.time_scales => protocol::time_scales_alone(&arguments.options)?,
        None => protocol::run(&arguments.options)?,
        Some(folder) => own::run(&arguments.options, &arguments.own, folder)?,
    };
    report.finish()?;
    let folder = report.folder().to_path_buf();
    let mut page = Page::new("Models of auditory neurons", [report]);
    page.fact("Command", command(&typed[1..]));
    let file = folder.join("index.html");
    page.write_html(&file)
        .with_context(|| format!("cannot write `{}`", file.display()))?;
    println!("the page is {}", file.display());
    Ok(())
}

/// How to do it again.
fn command(words: &[OsString]) -> String {
    let mut command = String::from("cargo run --release --example statenet");
    if !words.is_empty() {
        command += &format!(" -- {}", words.join(OsStr::new(" ")).display());
    }
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All of it, on a few songs. `STATENET_OUT` names another folder for what it writes, so that its page can be looked at.
    #[test]
    #[ignore = "more than three minutes without --release: cargo test --release --example statenet -- --ignored"]
    fn a_quick_run_judges_nothing_and_leaves_a_page() -> Result<()> {
        let own = std::env::temp_dir().join(format!("aru-statenet-{}", std::process::id()));
        let out = std::env::var("STATENET_OUT").unwrap_or_else(|_| own.display().to_string());
        run(&["statenet", "--quick", "--out", &out].map(OsString::from))?;
        let page = std::fs::read_to_string(std::path::Path::new(&out).join("index.html"))?;
        assert!(page.contains("<h1>Models of auditory neurons</h1>"));
        for model in ["LN", "NRF", "DNet", "2D-CNN", models::GRU, models::ARU] {
            assert!(page.contains(model), "the page has nothing of {model}");
        }
        std::fs::remove_dir_all(own).or_else(|error| match error.kind() {
            std::io::ErrorKind::NotFound => Ok(()),
            _ => Err(error.into()),
        })
    }
}
