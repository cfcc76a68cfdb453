//! What is written: results to standard output, all else to standard error. Neither panics where nobody reads.

use std::fmt::Display;
use std::io::{Write, stderr, stdout};
use std::path::Path;

use crate::failure::{Failure, Outcome};

/// Writes a line of results.
pub fn say(line: impl Display) -> Outcome {
    writeln!(stdout(), "{line}").map_err(|error| Failure::of_output(&error))
}

/// Writes a text of results as it is.
pub fn write(text: &str) -> Outcome {
    let mut out = stdout();
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    written.map_err(|error| Failure::of_output(&error))
}

/// Says something beside the results. That it cannot be said stops nothing.
pub fn tell(line: impl Display) {
    let _ = writeln!(stderr(), "{line}");
}

/// Writes a file.
pub fn save(path: &Path, content: &[u8]) -> Outcome {
    std::fs::write(path, content)
        .map_err(|error| Failure::of(format_args!("cannot write `{}`: {error}", path.display())))
}

/// Makes a folder and those above it.
pub fn make_folder(folder: &Path) -> Outcome {
    std::fs::create_dir_all(folder).map_err(|error| {
        Failure::of(format_args!(
            "cannot make the folder `{}`: {error}; `--out` names another",
            folder.display()
        ))
    })
}
