//! The folder of a fit: claimed before training, filled after it.

use std::path::{Path, PathBuf};

use aru::Scalar;
use aru::prelude::*;

use super::fitting::{CHECKPOINT, Fitted};
use super::options::Options;
use crate::failure::{Failure, Outcome};
use crate::fit_file::{TEXT, WEIGHTS};
use crate::output;

/// Where the networks of single seeds are.
const SEEDS: &str = "seeds";

/// A folder that this fit may write to.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
}

impl Folder {
    /// The one of `--out`, else `runs/` and the name of the text. One that holds a fit is refused, unless the options say
    /// what to do with it.
    pub fn of(options: &Options) -> Outcome<Self> {
        let path = options.out.clone().unwrap_or_else(|| {
            let stem = options.network.file_stem().filter(|stem| *stem != "-");
            Path::new("runs").join(stem.unwrap_or("train".as_ref()))
        });
        let folder = Folder { path };
        if folder.path.exists() && !folder.path.is_dir() {
            return Err(Failure::of(format_args!(
                "`{}` is a file; `--out` names a folder",
                folder.path.display()
            )));
        }
        let holds_a_fit = !folder.checkpoints().is_empty() || folder.path.join(WEIGHTS).exists();
        if holds_a_fit && !options.resume && !options.overwrite {
            return Err(Failure::of(format_args!(
                "`{}` holds a fit already; `--resume` goes on with it, `--overwrite` begins anew, `--out` names another \
                 folder",
                folder.path.display()
            )));
        }
        if options.overwrite {
            folder.forget()?;
        }
        let has_several = folder.checkpoints().iter().any(|path| is_of_a_group(path));
        if options.resume && !folder.checkpoints().is_empty() && has_several != (options.seeds > 1) {
            let found = if has_several { "several seeds" } else { "one seed" };
            return Err(Failure::of(format_args!(
                "the fit in `{}` is of {found}; say `--seeds` as it did, or `--overwrite`",
                folder.path.display()
            )));
        }
        Ok(folder)
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Makes it.
    pub fn make(&self) -> Outcome {
        output::make_folder(&self.path)
    }

    /// Removes what fits have left to go on from.
    pub fn forget(&self) -> Outcome {
        self.checkpoints().iter().try_for_each(|path| {
            std::fs::remove_file(path)
                .map_err(|error| Failure::of(format_args!("cannot remove `{}`: {error}", path.display())))
        })
    }

    /// Weights and history of the best; of each seed, where there are several.
    pub fn write_networks<T: Scalar>(&self, fitted: &[Fitted<T>], best: usize) -> Outcome {
        fitted[best].net.save(self.path.join(WEIGHTS))?;
        fitted[best].history.write_csv(self.path.join("history.csv"))?;
        if fitted.len() > 1 {
            let folder = self.path.join(SEEDS);
            output::make_folder(&folder)?;
            for fit in fitted {
                fit.net.save(folder.join(format!("{}.safetensors", fit.seed)))?;
                fit.history.write_csv(folder.join(format!("{}.csv", fit.seed)))?;
            }
        }
        Ok(())
    }

    /// The text, so that weights can be read without the original.
    pub fn write_text(&self, text: &str) -> Outcome {
        output::save(&self.path.join(TEXT), text.as_bytes())
    }

    /// What fits have left to go on from: of each group of seeds one, and the one before it.
    fn checkpoints(&self) -> Vec<PathBuf> {
        let entries = std::fs::read_dir(&self.path).into_iter().flatten().flatten();
        let is_one = |entry: &std::fs::DirEntry| entry.file_name().to_string_lossy().starts_with(CHECKPOINT);
        entries.filter(is_one).map(|entry| entry.path()).collect()
    }
}

/// Whether it is the checkpoint of a group of networks: these have the number of their first behind the name.
fn is_of_a_group(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let rest = name
        .strip_prefix(CHECKPOINT)
        .and_then(|rest| rest.strip_prefix('.'));
    let number = rest.and_then(|rest| rest.split('.').next());
    number.is_some_and(|number| number.parse::<usize>().is_ok())
}
