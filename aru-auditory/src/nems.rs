//! Recordings as NEMS keeps them, in tables of text: the data sets NAT4 (Pennington and David 2023) and Espejo et al. (2019),
//! and whatever `Recording.save` of NEMS writes.
//!
//! | file | holds |
//! | --- | --- |
//! | `<name>.resp.csv` | a line a bin, a column a neuron; no header; NaN where nothing was recorded |
//! | `<name>.stim.csv` | a line a bin, a column a band of the spectrogram; no header |
//! | `<name>.resp.epoch.csv`, or else `<name>.stim.epoch.csv` | name, start and end of each epoch in seconds, with a header or without |
//! | `<name>.resp.json`, `<name>.stim.json` | `fs`, bins a second, and `chans`, names of the columns |
//!
//! An epoch whose name begins with `STIM_` is a presentation of the sound of that name, and all epochs of one name are its
//! trials. Bins are those from start x fs to end x fs, each rounded.
//!
//! A trial in which a neuron is NaN throughout is missing for it. What is NaN in part, a sound that is another in another trial,
//! trials of different length, the same epoch twice: each is an error that names the file and the line.

mod epochs;
mod table;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use aru_runtime::__private::lab::files;
use aru_runtime::Result;
use ndarray::{Array2, ArrayView2, s};
use serde::Deserialize;

use self::epochs::Epoch;
use self::table::Table;
use crate::fault::{at_line, unreadable};
use crate::folder::entries;
use crate::recordings::{Clip, Recordings};

/// Numbers of one sound may differ by so much of the largest, as text of different digits does.
const SAME: f64 = 1e-6;

/// Reads recordings; see the [module](self) for the files.
///
/// ```no_run
/// use aru::auditory::nems::Reader;
/// # fn main() -> aru::Result<()> {
/// let recordings = Reader::default().read("A1_NAT4_ozgf.fs100.ch18")?;
/// // Sounds of many trials are for tests, those of one for training.
/// let trials = |clip: usize| recordings.clips()[clip].response(0).map_or(0, |counts| counts.nrows());
/// let (test, train): (Vec<usize>, Vec<usize>) = (0..recordings.clips().len()).partition(|&clip| trials(clip) > 1);
/// let (train, test) = (recordings.select(train)?, recordings.select(test)?);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Reader {
    prefix: String,
}

impl Default for Reader {
    /// Sounds are epochs whose name begins with `STIM_`.
    fn default() -> Self {
        Reader {
            prefix: "STIM_".into(),
        }
    }
}

#[derive(Deserialize)]
struct Signal {
    fs: f64,
    #[serde(default)]
    chans: Option<Vec<String>>,
}

impl Reader {
    /// With another beginning of the names of the epochs that are sounds; an empty one takes every epoch.
    pub fn epochs_that_begin_with(prefix: impl Into<String>) -> Self {
        Reader {
            prefix: prefix.into(),
        }
    }

    /// The recordings in a folder, or of the files whose path begins so: `folder/name` for `folder/name.resp.csv`.
    ///
    /// # Errors
    /// A file that is missing or damaged, or does not fit another; the error names it and the line.
    pub fn read(&self, path: impl AsRef<Path>) -> Result<Recordings> {
        let base = base(path.as_ref())?;
        let with = |end: &str| {
            let mut name = base.clone().into_os_string();
            name.push(end);
            PathBuf::from(name)
        };
        let (resp, stim) = (Table::read(&with(".resp.csv"))?, Table::read(&with(".stim.csv"))?);
        if resp.values.nrows() != stim.values.nrows() {
            let fault = format!(
                "it has {} lines, `{}` has {}",
                stim.values.nrows(),
                resp.path.display(),
                resp.values.nrows()
            );
            return Err(unreadable(&stim.path, fault));
        }
        let signal = signal(&with(".resp.json"), &resp)?;
        let of_stim = with(".stim.json");
        if of_stim.exists() {
            let other = self::signal(&of_stim, &stim)?;
            if other.fs != signal.fs {
                let fault = format!("`fs` is {}, but {} of the responses", other.fs, signal.fs);
                return Err(unreadable(&of_stim, fault));
            }
        }
        let epochs = [".resp.epoch.csv", ".stim.epoch.csv"].map(with);
        let epochs = if epochs[1].exists() && !epochs[0].exists() {
            &epochs[1]
        } else {
            &epochs[0]
        };
        let bins = resp.values.nrows();
        let found = epochs::read(epochs, signal.fs, bins)?;
        let sounds: Vec<Epoch> = found
            .into_iter()
            .filter(|epoch| epoch.name.starts_with(&self.prefix))
            .collect();
        if sounds.is_empty() {
            let fault = format!("no epoch has a name that begins with `{}`", self.prefix);
            return Err(unreadable(epochs, fault));
        }
        // In the order in which sounds first come.
        let mut trials: Vec<(&str, Vec<&Epoch>)> = Vec::new();
        for epoch in &sounds {
            match trials.iter_mut().find(|(name, _)| *name == epoch.name) {
                Some((_, own)) => {
                    let same = own
                        .iter()
                        .find(|other| (other.from, other.to) == (epoch.from, epoch.to));
                    if let Some(same) = same {
                        let fault = format!(
                            "`{}` is the same epoch as in line {}; one response is no two trials, so remove one of them",
                            epoch.name, same.line
                        );
                        return Err(at_line(epochs, epoch.line, fault));
                    }
                    own.push(epoch);
                }
                None => trials.push((&epoch.name, vec![epoch])),
            }
        }
        let clips = trials.into_iter().map(|(name, trials)| {
            let name = name
                .strip_prefix(&self.prefix)
                .filter(|name| !name.is_empty())
                .unwrap_or(name);
            let sound = sound(&stim, epochs, &trials)?;
            let responses = (0..resp.values.ncols()).map(|neuron| response(&resp, neuron, &trials));
            Clip::new(name, sound, responses.collect::<Result<Vec<_>>>()?)
        });
        let clips = clips.collect::<Result<Vec<Clip>>>()?;
        let numbered = || {
            (0..resp.values.ncols())
                .map(|neuron| neuron.to_string())
                .collect()
        };
        Recordings::new(1.0 / signal.fs, signal.chans.unwrap_or_else(numbered), clips)
    }
}

/// The beginning of the paths of all files.
fn base(path: &Path) -> Result<PathBuf> {
    if !path.is_dir() {
        return Ok(path.to_path_buf());
    }
    let entries = entries(path)?;
    let bases: Vec<&str> = entries
        .iter()
        .filter_map(|(name, _)| name.strip_suffix(".resp.csv"))
        .collect();
    match &bases[..] {
        [] => Err(unreadable(path, "no file in it ends in `.resp.csv`")),
        [only] => Ok(path.join(only)),
        _ => Err(unreadable(
            path,
            format_args!("it holds several recordings; say which: `{}`", bases.join("`, `")),
        )),
    }
}

fn signal(path: &Path, of: &Table) -> Result<Signal> {
    let signal: Signal =
        serde_json::from_slice(&files::read(path)?).map_err(|error| unreadable(path, error))?;
    if !(signal.fs.is_finite() && signal.fs > 0.0) {
        return Err(unreadable(
            path,
            format_args!("`fs` is {}; a number of bins a second was expected", signal.fs),
        ));
    }
    let columns = of.values.ncols();
    match &signal.chans {
        Some(names) if names.len() != columns => {
            let fault = format!(
                "`chans` has {} names for the {columns} columns of `{}`",
                names.len(),
                of.path.display()
            );
            Err(unreadable(path, fault))
        }
        _ => Ok(signal),
    }
}

/// The spectrogram, which is the same in every trial.
fn sound(stim: &Table, epochs: &Path, trials: &[&Epoch]) -> Result<Array2<f64>> {
    let of = |epoch: &Epoch| -> ArrayView2<'_, f64> { stim.values.slice(s![epoch.from..epoch.to, ..]) };
    let first = of(trials[0]);
    let largest = first
        .iter()
        .fold(0.0, |largest: f64, value| largest.max(value.abs()));
    for epoch in trials {
        if epoch.to - epoch.from != first.nrows() {
            let fault = format!(
                "`{}` has {} bins here and {} in line {}; trials of a sound are equally long",
                epoch.name,
                epoch.to - epoch.from,
                first.nrows(),
                trials[0].line
            );
            return Err(at_line(epochs, epoch.line, fault));
        }
        for ((bin, band), value) in of(epoch).indexed_iter() {
            let line = epoch.from + bin + 1;
            if !value.is_finite() {
                let fault = format!(
                    "column {} is {value} within `{}`; a sound is known throughout",
                    band + 1,
                    epoch.name
                );
                return Err(at_line(&stim.path, line, fault));
            }
            let expected = first[(bin, band)];
            if expected.is_finite() && (value - expected).abs() > SAME * largest {
                let fault = format!(
                    "column {} is {value}, but {expected} in line {}, where `{}` is heard for the first time",
                    band + 1,
                    trials[0].from + bin + 1,
                    epoch.name
                );
                return Err(at_line(&stim.path, line, fault));
            }
        }
    }
    Ok(first.to_owned())
}

/// The trials of one neuron, those left out in which it is missing.
fn response(resp: &Table, neuron: usize, trials: &[&Epoch]) -> Result<Option<Array2<f64>>> {
    let bins = trials[0].to - trials[0].from;
    let mut there: Vec<f64> = Vec::new();
    for epoch in trials {
        let own = resp.values.slice(s![epoch.from..epoch.to, neuron]);
        if own.iter().all(|value| value.is_nan()) {
            continue;
        }
        if let Some(bin) = own.iter().position(|value| !value.is_finite()) {
            let fault = format!(
                "column {} is {} within `{}`, but not throughout; a trial is there or missing",
                neuron + 1,
                own[bin],
                epoch.name
            );
            return Err(at_line(&resp.path, epoch.from + bin + 1, fault));
        }
        there.extend(own);
    }
    let trials = there.len() / bins;
    Ok((trials > 0).then(|| Array2::from_shape_vec((trials, bins), there).expect("so many bins a trial")))
}
