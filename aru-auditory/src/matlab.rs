//! Files of MATLAB and of HDF5, NWB among them, read without either: the feature `matlab`.
//!
//! | file | read by |
//! | --- | --- |
//! | `.mat`, version 5 to 7 | this module |
//! | `.mat`, version 7.3; `.h5`, `.hdf5`, `.nwb` | the crate `hdf5-pure` |
//!
//! What a file holds has a path, `data/set/repeats/3/t`: names of variables, fields and groups, and numbers, **from 0**, of cells
//! and of the elements of struct arrays, in MATLAB's order (columns first). A struct that stands alone needs no number. So one
//! path does for all versions.
//!
//! Arrays of numbers have the axes that MATLAB shows, or those of h5py. Whole numbers, truth values and single precision become
//! `f64`. Complex numbers, sparse matrices, objects and functions are named and refused.

mod hdf5;
mod mat5;

use std::path::{Path, PathBuf};

use aru_runtime::__private::lab::files;
use aru_runtime::{Error, Result};
use ndarray::ArrayD;

use crate::fault::unreadable;
use crate::spikes::SpikeTrains;

/// An opened file; see the [module](self) for paths in it.
///
/// ```no_run
/// use aru::auditory::matlab::File;
/// # fn main() -> aru::Result<()> {
/// let file = File::open("spikesandwav/P01_0001.mat")?;
/// println!("{:?}", file.entries("")?);
/// // Spike times in ms, a cell a trial, of the first clip.
/// let trains = file.spike_trains("data/set/repeats/0/t", 0.001)?;
/// // And an array that is read as it is.
/// let spectrogram = File::open("test_data_5ms.mat")?.array("X_nfht")?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct File {
    path: PathBuf,
    content: Content,
}

#[derive(Debug)]
enum Content {
    Five(mat5::Value),
    Hdf5(hdf5::Source),
}

/// What is at a path.
enum Found {
    Numbers(ArrayD<f64>),
    Text(String),
    /// Names or numbers of what it holds; whether they are numbers.
    Parts(Vec<String>, bool),
    /// What cannot be read: `a sparse matrix`.
    Other(String),
}

/// The end of the way to a part, or why there is none.
type Way<T> = std::result::Result<T, String>;

impl File {
    /// Opens a file by its content, whatever its name ends in.
    ///
    /// # Errors
    /// A file that cannot be read, or is none of these.
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref().to_path_buf();
        let refuse = |cause: String| unreadable(&path, cause);
        let content = match hdf5_pure::is_hdf5(&path) {
            Ok(true) => Content::Hdf5(hdf5::Source::open(&path).map_err(refuse)?),
            _ => Content::Five(mat5::read(&files::read(&path)?).map_err(refuse)?),
        };
        Ok(File { path, content })
    }

    /// What is within a struct, a group, or cells, and for `""` within the file: names, or numbers from 0.
    ///
    /// # Errors
    /// A path that leads nowhere, or to an array or text.
    pub fn entries(&self, at: &str) -> Result<Vec<String>> {
        match self.find(at)? {
            Found::Parts(parts, _) => Ok(parts),
            found => Err(self.other(at, "a struct, cells or a group", &found)),
        }
    }

    /// The numbers of an array.
    ///
    /// # Errors
    /// A path that leads nowhere, or to something else than real numbers.
    pub fn array(&self, at: &str) -> Result<ArrayD<f64>> {
        match self.find(at)? {
            Found::Numbers(array) => Ok(array),
            found => Err(self.other(at, "an array of numbers", &found)),
        }
    }

    /// Text; rows of an array of letters are lines of it.
    ///
    /// # Errors
    /// A path that leads nowhere, or to no text.
    pub fn text(&self, at: &str) -> Result<String> {
        match self.find(at)? {
            Found::Text(text) => Ok(text),
            found => Err(self.other(at, "text", &found)),
        }
    }

    /// Spike times of the trials of one sound, each trial an array in a cell of its own. `unit` is the number of seconds in one
    /// of the file's: 0.001 for milliseconds.
    ///
    /// # Errors
    /// A path that leads nowhere, or to no cells of numbers; a unit that is not above zero; times that do not ascend.
    pub fn spike_trains(&self, at: &str, unit: f64) -> Result<SpikeTrains> {
        crate::fault::check_positive(
            "`unit`",
            unit,
            "it is the number of seconds in one of the file's, such as 0.001",
        )?;
        let cells = match self.find(at)? {
            Found::Parts(cells, true) => cells,
            found => return Err(self.other(at, "cells, one a trial", &found)),
        };
        let trial = |cell: &String| {
            Ok(self
                .array(&format!("{at}/{cell}"))?
                .iter()
                .map(|time| time * unit)
                .collect())
        };
        let trials = cells.iter().map(trial).collect::<Result<Vec<Vec<f64>>>>()?;
        SpikeTrains::new(trials).map_err(|error| unreadable(&self.path, format_args!("`{at}`: {error}")))
    }

    /// The units of an NWB file: the number of each, and its spike times in seconds of the session.
    /// [`SpikeTrains::of_session`] cuts them into trials.
    ///
    /// # Errors
    /// A file without the arrays `units/spike_times`, `units/spike_times_index` and `units/id`, or one in which they do not fit.
    ///
    /// ```no_run
    /// use aru::auditory::matlab::File;
    /// use aru::auditory::spikes::SpikeTrains;
    /// # fn main() -> aru::Result<()> {
    /// let onsets = [12.5, 18.0, 23.5];
    /// for (unit, times) in File::open("session.nwb")?.units()? {
    ///     let trains = SpikeTrains::of_session(&times, &onsets, 4.995)?;
    ///     println!("unit {unit}: {} spikes", trains.spikes());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn units(&self) -> Result<Vec<(usize, Vec<f64>)>> {
        let of = |name: &str| {
            self.array(&format!("units/{name}"))
                .map(|numbers| numbers.into_iter().collect::<Vec<f64>>())
        };
        let (times, ends, ids) = (of("spike_times")?, of("spike_times_index")?, of("id")?);
        let refuse = |fault: String| Err(unreadable(&self.path, fault));
        if ends.len() != ids.len() {
            return refuse(format!(
                "`units/spike_times_index` has {} numbers for {} units in `units/id`",
                ends.len(),
                ids.len()
            ));
        }
        let mut units = Vec::new();
        let mut from = 0;
        for (place, (&end, id)) in ends.iter().zip(ids).enumerate() {
            let to = end as usize;
            if to as f64 != end || to < from || to > times.len() {
                return refuse(format!(
                    "`units/spike_times_index` holds {end} at [{place}], which is no place from {from} to {}",
                    times.len()
                ));
            }
            let number = id as usize;
            if number as f64 != id {
                return refuse(format!(
                    "`units/id` holds {id} at [{place}], which is no number of a unit"
                ));
            }
            units.push((number, times[from..to].to_vec()));
            from = to;
        }
        Ok(units)
    }

    fn find(&self, at: &str) -> Result<Found> {
        let names: Vec<&str> = at.split('/').filter(|name| !name.is_empty()).collect();
        let found = match &self.content {
            Content::Five(root) => mat5::find(root, &names),
            Content::Hdf5(source) => source.find(&names),
        };
        found.map_err(|fault| unreadable(&self.path, format_args!("`{at}`: {fault}")))
    }

    fn other(&self, at: &str, expected: &str, found: &Found) -> Error {
        let found = match found {
            Found::Numbers(array) => format!("an array of numbers {:?}", array.shape()),
            Found::Text(_) => "text".into(),
            Found::Parts(parts, true) => format!("{} cells or elements, the first of them 0", parts.len()),
            Found::Parts(parts, false) => format!("a struct or group of `{}`", parts.join("`, `")),
            Found::Other(what) => what.clone(),
        };
        unreadable(
            &self.path,
            format_args!("`{at}` is {found}; {expected} was expected"),
        )
    }
}

/// What is said of a name that leads nowhere.
fn missing(name: &str, there: &[String]) -> String {
    match there {
        [] => format!("there is no `{name}`, and nothing else"),
        [first, .., last] if first == "0" => format!("there is no `{name}`; numbers go from 0 to {last}"),
        _ => format!("there is no `{name}`; there is `{}`", there.join("`, `")),
    }
}

fn numbered(number: usize) -> Vec<String> {
    (0..number).map(|part| part.to_string()).collect()
}

/// Letters in MATLAB's order as lines of text.
fn lines(letters: &[u16], rows: usize) -> String {
    if letters.is_empty() {
        return String::new();
    }
    let row = |row: usize| {
        let own: Vec<u16> = letters.iter().skip(row).step_by(rows.max(1)).copied().collect();
        String::from_utf16_lossy(&own)
    };
    (0..rows).map(row).collect::<Vec<String>>().join("\n")
}
