//! From folders to cells.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use aru_runtime::Result;

use super::lines;
use super::{Cell, Song};
use crate::fault::{at_line, unreadable};
use crate::folder::entries;
use crate::sound::{Header, find};
use crate::spikes::SpikeTrains;

/// Reads cells; see the [module](super) for the files.
///
/// ```no_run
/// use aru::auditory::crcns::Reader;
/// # fn main() -> aru::Result<()> {
/// // One cell, and songs of which a file is missing left out.
/// let reader = Reader::new("all_stims/conspecific").leave_out_incomplete();
/// let cell = reader.cell("Field_L_cells/blue_12/conspecific")?;
/// println!("{} songs; {:?}", cell.songs().len(), cell.remarks());
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Reader {
    sounds: PathBuf,
    leaves_out: bool,
}

/// The two files of a song, as far as they are there.
#[derive(Default)]
struct Files {
    stim: Option<PathBuf>,
    spike: Option<PathBuf>,
}

impl Reader {
    /// With the folder of the WAV files.
    pub fn new(sounds: impl Into<PathBuf>) -> Self {
        let sounds = sounds.into();
        Reader {
            sounds,
            leaves_out: false,
        }
    }

    /// Leaves out songs of which `stim<i>` or `spike<i>` is not there, with a remark, instead of refusing the cell: AA1 has
    /// some.
    #[must_use]
    pub fn leave_out_incomplete(self) -> Self {
        Reader {
            leaves_out: true,
            ..self
        }
    }

    /// The cell whose files `stim<i>` and `spike<i>` are in this folder; it is called as the folder.
    ///
    /// # Errors
    /// A folder without songs; one of which half is missing; a line that does not hold what it should; a sound that is not
    /// there or damaged; a song that two files name. The error names file and line.
    pub fn cell(&self, folder: impl AsRef<Path>) -> Result<Cell> {
        let folder = folder.as_ref();
        self.check_sounds()?;
        let name = folder
            .file_name()
            .unwrap_or(folder.as_os_str())
            .to_string_lossy()
            .into_owned();
        let mut cell = Cell {
            name,
            songs: Vec::new(),
            remarks: Vec::new(),
        };
        let songs = songs(folder)?;
        for (number, files) in songs {
            let (stim, spike) = match (files.stim, files.spike) {
                (Some(stim), Some(spike)) => (stim, spike),
                (stim, _) => {
                    let (there, missing) = match stim {
                        Some(_) => ("stim", "spike"),
                        None => ("spike", "stim"),
                    };
                    let fault = format!("there is `{there}{number}` without `{missing}{number}`");
                    if self.leaves_out {
                        cell.remarks.push(format!("song {number} is left out: {fault}"));
                        continue;
                    }
                    let way = "`leave_out_incomplete` leaves such songs out";
                    return Err(unreadable(folder, format_args!("{fault}; {way}")));
                }
            };
            self.add(&mut cell, number, &stim, &spike)?;
        }
        if cell.songs.is_empty() {
            return Err(unreadable(folder, "no song of it has both of its files"));
        }
        Ok(cell)
    }

    /// All cells of a folder that heard sounds of a class, each called as its folder, in the order of their names. Cells
    /// without a folder of that class are none of them.
    ///
    /// # Errors
    /// As [`cell`](Reader::cell); no cell that has the class.
    pub fn population(&self, root: impl AsRef<Path>, class: &str) -> Result<Vec<Cell>> {
        let root = root.as_ref();
        let folders = entries(root)?
            .into_iter()
            .filter(|(_, path)| path.join(class).is_dir());
        let cells = folders.map(|(name, path)| Ok(self.cell(path.join(class))?.named(name)));
        let cells = cells.collect::<Result<Vec<Cell>>>()?;
        if cells.is_empty() {
            let fault = format!("no folder in it has one called `{class}`");
            return Err(unreadable(root, fault));
        }
        Ok(cells)
    }

    fn add(&self, cell: &mut Cell, number: usize, stim: &Path, spike: &Path) -> Result<()> {
        let (line, name) = lines::name(stim)?;
        let wav = find(&self.sounds, &name).map_err(|fault| at_line(stim, line, fault))?;
        if let Some(other) = cell.songs.iter().find(|song| song.wav == wav) {
            let fault = format!("`{name}` is the sound of `stim{}` too", other.number);
            return Err(at_line(stim, line, fault));
        }
        let seconds = Header::of_one_channel(&wav)?.seconds;
        let trials = lines::trials(spike, seconds)?;
        let spikes = SpikeTrains::new(trials).map_err(|error| unreadable(spike, error))?;
        let trials = spikes.trials().len();
        if spikes.spikes() == 0 {
            let of = if trials == 1 {
                "its only trial"
            } else {
                "any of its trials"
            };
            cell.remarks
                .push(format!("song {number} (`{name}`) has no spike in {of}"));
        }
        if let Some(first) = cell.songs.first() {
            let others = first.spikes.trials().len();
            if others != trials {
                let remark = format!(
                    "song {number} (`{name}`) has {trials} trials, song {} has {others}",
                    first.number
                );
                cell.remarks.push(remark);
            }
        }
        cell.songs.push(Song { number, wav, spikes });
        Ok(())
    }

    fn check_sounds(&self) -> Result<()> {
        match self.sounds.is_dir() {
            true => Ok(()),
            false => Err(unreadable(&self.sounds, "there is no such folder of sounds")),
        }
    }
}

/// The files of the songs in a folder, by number.
fn songs(folder: &Path) -> Result<BTreeMap<usize, Files>> {
    let mut songs: BTreeMap<usize, Files> = BTreeMap::new();
    for (name, path) in entries(folder)? {
        let lower = name.to_lowercase();
        if !lower.starts_with("stim") && !lower.starts_with("spike") {
            continue;
        }
        let split = name.strip_prefix("stim").map(|number| (true, number));
        let split = split.or_else(|| name.strip_prefix("spike").map(|number| (false, number)));
        let is_number = |number: &str| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        let Some((is_stim, number)) = split.filter(|(_, number)| is_number(number)) else {
            return Err(unreadable(
                &path,
                "its name is neither `stim` nor `spike` and a number",
            ));
        };
        let Ok(number) = number.parse::<usize>() else {
            return Err(unreadable(&path, "the number in its name is too large"));
        };
        let files = songs.entry(number).or_default();
        let own = if is_stim {
            &mut files.stim
        } else {
            &mut files.spike
        };
        if let Some(other) = own.replace(path) {
            let other = other
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            let fault = format!("`{other}` and `{name}` are files of one number");
            return Err(unreadable(folder, fault));
        }
    }
    if songs.is_empty() {
        return Err(unreadable(folder, "it has no files `stim1`, `spike1` and so on"));
    }
    Ok(songs)
}
