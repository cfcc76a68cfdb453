//! `aru` on the command line: a network that is declared in a text is checked, shown, trained, run and exported.
//!
//! Each command is a file of its own, with its options and what it does; docs/command_line.md is what users read.

mod arrays;
mod axes;
mod check;
mod completions;
mod constants;
mod equations;
mod export;
mod failure;
mod fit_file;
mod measures;
mod network;
mod output;
mod run;
mod show;
mod text;
mod time;
mod train;
mod words;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use failure::Failure;

/// Recurrent networks whose time constants are learned, declared in a text
#[derive(Parser)]
#[command(name = "aru", version, arg_required_else_help = true)]
#[command(
    after_help = "Exit codes: 0 all is well, 1 a fault of the text, the data or a file, 2 of the command line."
)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Check(check::Check),
    Show(show::Show),
    Train(Box<train::Options>),
    Run(run::Run),
    Export(export::Export),
    Completions(completions::Completions),
    Man(completions::Man),
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Check(check) => check.run(),
        Command::Show(show) => show.run(),
        Command::Train(options) => options.run(),
        Command::Run(run) => run.run(),
        Command::Export(export) => export.run(),
        Command::Completions(completions) => completions.run(),
        Command::Man(man) => man.run(),
    };
    match outcome {
        // Whoever read the output has read enough.
        Ok(()) | Err(Failure::ClosedPipe) => ExitCode::SUCCESS,
        Err(Failure::Told(message)) => {
            output::tell(message);
            ExitCode::from(1)
        }
    }
}
