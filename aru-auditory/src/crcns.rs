//! Folders in the form of the data sets AA1 and AA2 of [crcns.org](https://crcns.org): a WAV file a sound, and for each cell
//! text files of spike times.
//!
//! ```text
//! all_stims/song_1.wav               the sounds, one channel
//! Field_L_cells/                     a folder of cells
//!   blue_12/                         a cell
//!     conspecific/                   a class of sounds; there may be several, or none
//!       stim1                        one line: the name of the WAV file
//!       spike1                       a line a trial: times in ms from the onset, blanks between them
//!       stim2, spike2, ...
//! ```
//!
//! There is no header anywhere: the first token of a line is a time. Spikes before the onset are negative. **An empty line is a
//! trial without spikes**, so an empty file is no trial at all.
//!
//! Nothing is guessed. What is damaged, or is there by half, is an error that names the file and the line. What is sound but
//! unlike what one expects, a song without a spike or with fewer trials than others, is in [`Cell::remarks`].

mod lines;
mod reader;

use aru_runtime::{Error, Result};
use std::path::{Path, PathBuf};

use crate::front_end::FrontEnd;
use crate::recordings::{Clip, Recordings};
use crate::sound::Sound;
use crate::spikes::SpikeTrains;

pub use reader::Reader;

/// One cell: the songs that it heard, and its spikes.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    name: String,
    songs: Vec<Song>,
    remarks: Vec<String>,
}

/// A sound that a cell heard.
#[derive(Clone, Debug, PartialEq)]
pub struct Song {
    number: usize,
    wav: PathBuf,
    spikes: SpikeTrains,
}

impl Song {
    /// The number in the names of its files, `stim3` and `spike3`.
    pub fn number(&self) -> usize {
        self.number
    }

    /// Its WAV file.
    pub fn wav(&self) -> &Path {
        &self.wav
    }

    /// The name of its WAV file, by which songs of different cells are the same.
    pub fn name(&self) -> String {
        self.wav
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned()
    }

    /// Times in seconds from its onset, trial by trial.
    pub fn spikes(&self) -> &SpikeTrains {
        &self.spikes
    }
}

impl Cell {
    /// The name of its folder.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The songs, by number.
    pub fn songs(&self) -> &[Song] {
        &self.songs
    }

    /// What is unlike what one expects: songs without a spike, with another number of trials than the first, or left out for
    /// want of a file. Print them.
    pub fn remarks(&self) -> &[String] {
        &self.remarks
    }

    /// The same cell by another name.
    #[must_use]
    pub fn named(self, name: impl Into<String>) -> Self {
        let name = name.into();
        Cell { name, ..self }
    }
}

/// The recordings of cells: a clip for every song that one of them heard, in the order in which they first come, with counts
/// in the bins of the front end. A song is known by the name of its file; a cell that did not hear one is missing there.
///
/// # Errors
/// No cell; a sound that cannot be read, or that the front end refuses; two cells, or two files of sounds, of one name.
///
/// ```no_run
/// use aru::auditory::crcns::{Reader, recordings};
/// use aru::auditory::front_end::{FrontEnd, MelSpectrogram};
/// use aru::auditory::spikes::Smoothing;
/// # fn main() -> aru::Result<()> {
/// let cells = Reader::new("all_stims").population("Field_L_cells", "conspecific")?;
/// for cell in &cells {
///     cell.remarks().iter().for_each(|remark| println!("{}: {remark}", cell.name()));
/// }
/// let ear = FrontEnd::new(MelSpectrogram::new(0.005));
/// let recordings = recordings(&cells, &ear)?.smoothed(Smoothing::hann_21_ms())?;
/// # Ok(())
/// # }
/// ```
pub fn recordings(cells: &[Cell], ear: &FrontEnd) -> Result<Recordings> {
    let mut wavs: Vec<&Path> = Vec::new();
    for song in cells.iter().flat_map(|cell| &cell.songs) {
        match wavs.iter().find(|wav| wav.file_name() == song.wav.file_name()) {
            None => wavs.push(&song.wav),
            Some(&wav) if wav == song.wav => {}
            Some(wav) => {
                let expected = format!("`{}` has that name too, and songs are known by it", wav.display());
                return Err(Error::setting("the file of a song", song.wav.display(), expected));
            }
        }
    }
    let dt = ear.spectrogram().dt();
    let clips = wavs.into_iter().map(|wav| {
        let heard = ear.apply(&Sound::open(wav)?)?;
        let of_cell = |cell: &Cell| {
            let song = cell.songs.iter().find(|song| song.wav == wav);
            song.map(|song| song.spikes.counts(heard.nrows(), dt)).transpose()
        };
        let responses = cells.iter().map(of_cell).collect::<Result<Vec<_>>>()?;
        Clip::new(
            wav.file_name().unwrap_or_default().to_string_lossy(),
            heard,
            responses,
        )
    });
    let clips = clips.collect::<Result<Vec<Clip>>>()?;
    Recordings::new(dt, cells.iter().map(Cell::name), clips)
}
