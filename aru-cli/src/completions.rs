//! What shells and `man` know of the program, written from its own options.

use std::path::PathBuf;

use clap::CommandFactory;
use clap_complete::Shell;

use crate::Arguments;
use crate::failure::{Failure, Outcome};
use crate::output;

/// Write completions for a shell to standard output
#[derive(clap::Args)]
pub struct Completions {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

impl Completions {
    pub fn run(self) -> Outcome {
        let mut text = Vec::new();
        clap_complete::generate(self.shell, &mut Arguments::command(), "aru", &mut text);
        output::write(&String::from_utf8_lossy(&text))
    }
}

/// Write the man page to standard output, or that of each command to a folder
#[derive(clap::Args)]
pub struct Man {
    /// A folder for `aru.1`, `aru-train.1` and so on
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
}

impl Man {
    pub fn run(self) -> Outcome {
        let Some(folder) = self.out else {
            let mut text = Vec::new();
            let rendered = clap_mangen::Man::new(Arguments::command()).render(&mut text);
            rendered.map_err(|error| Failure::of_output(&error))?;
            return output::write(&String::from_utf8_lossy(&text));
        };
        output::make_folder(&folder)?;
        clap_mangen::generate_to(Arguments::command(), &folder).map_err(|error| {
            Failure::of(format_args!(
                "cannot write man pages to `{}`: {error}",
                folder.display()
            ))
        })
    }
}
