//! The sounds of cells, and the ear that hears them.

use std::path::Path;

use anyhow::Result;
use aru::auditory::crcns::Cell;
use aru::auditory::front_end::{Compression, FrontEnd, MelSpectrogram};
use aru::auditory::sound::Sound;

/// The WAV files that cells heard, each once, in the order in which `crcns::recordings` has their clips.
pub fn wavs(cells: &[Cell]) -> Vec<&Path> {
    let mut wavs: Vec<&Path> = Vec::new();
    for song in cells.iter().flat_map(Cell::songs) {
        if !wavs.contains(&song.wav()) {
            wavs.push(song.wav());
        }
    }
    wavs
}

/// As the literature has AA1: 32 mel bands from 250 Hz to 8 kHz in bins of 5 ms, the cube root of their power, standardised by
/// the training songs.
pub fn ear(cells: &[Cell], train: &[usize]) -> Result<FrontEnd> {
    let wavs = wavs(cells);
    let training = train.iter().map(|&song| Sound::open(wavs[song]));
    let training = training.collect::<aru::Result<Vec<Sound>>>()?;
    let spectrogram = MelSpectrogram::new(0.005)
        .bands(32)
        .low(250.0)
        .high(8000.0)
        .window(0.010)
        .compression(Compression::Power(1.0 / 3.0));
    Ok(FrontEnd::new(spectrogram).fit(&training)?)
}
