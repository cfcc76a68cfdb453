//! Predictions of a model that is trained elsewhere, a Transformer say, for the test songs.

use std::path::Path;

use anyhow::{Context, Result, bail};
use aru::auditory::recordings::{Clip, Recordings};
use aru::recording::Recording;
use ndarray::{Array2, Array3, Axis, Ix2, Ix3, s};

use crate::compare::longest;

/// Of every neuron, song by song.
#[derive(Debug)]
pub struct Predictions {
    /// Name of the song and `[bin, neuron]`.
    songs: Vec<(String, Array2<f32>)>,
    neurons: Vec<String>,
}

/// Reads a `.npz`. It has an array for each test song, called as the song, with or without `.wav`: `[bin, neuron]`, or `[bin]` of
/// a single neuron. Or it has one array `predictions`, `[song, bin, neuron]`, the test songs in the order of `split.csv`, in
/// which bins after the end of a song count for nothing.
pub fn read(path: &Path, recordings: &Recordings, test: &[usize]) -> Result<Predictions> {
    let file = Recording::open(path)?;
    let names: Vec<&str> = file.names().collect();
    let clips: Vec<&Clip> = test.iter().map(|&clip| &recordings.clips()[clip]).collect();
    let neurons = recordings.neurons();
    let of_clip = |clip: &Clip| {
        let bare = clip.name().trim_end_matches(".wav");
        names
            .iter()
            .copied()
            .find(|&name| name == clip.name() || name == bare)
    };
    let found: Vec<Option<&str>> = clips.iter().map(|clip| of_clip(clip)).collect();
    let songs = if names == ["predictions"] && found.iter().all(Option::is_none) {
        stacked(&file, &clips, neurons.len())?
    } else {
        let missing = clips.iter().zip(&found).filter(|(_, found)| found.is_none());
        let missing: Vec<&str> = missing.map(|(clip, _)| clip.name()).collect();
        if !missing.is_empty() {
            bail!(
                "`{}` has no array for {} of {} test songs, `{}`; it has `{}`. Expected an array for each, called as the song, or \
                 a single one, `predictions`",
                path.display(),
                missing.len(),
                clips.len(),
                missing.join("`, `"),
                names.join("`, `")
            );
        }
        let named = clips.iter().zip(found.into_iter().flatten());
        named
            .map(|(clip, name)| one(&file, name, clip, neurons.len()))
            .collect::<Result<Vec<_>>>()?
    };
    let songs = clips.iter().map(|clip| clip.name().to_string()).zip(songs);
    Ok(Predictions {
        songs: songs.collect(),
        neurons: neurons.to_vec(),
    })
}

/// The array of a song.
fn one(file: &Recording, name: &str, clip: &Clip, neurons: usize) -> Result<Array2<f32>> {
    let found: ndarray::ArrayD<f32> = file.array(name)?;
    let shape = found.shape().to_vec();
    let found = match found.ndim() {
        1 => found.insert_axis(Axis(1)),
        _ => found,
    };
    let bins = clip.sound().nrows();
    let found = found.into_dimensionality::<Ix2>().ok();
    found
        .filter(|found| found.dim() == (bins, neurons))
        .with_context(|| {
            let single = if neurons == 1 {
                format!(" or [{bins} bins]")
            } else {
                String::new()
            };
            format!(
                "`{name}` in `{}` has the shape {shape:?}; expected [{bins} bins, {neurons} neurons]{single}",
                file.path().display()
            )
        })
}

/// All songs in one array.
fn stacked(file: &Recording, clips: &[&Clip], neurons: usize) -> Result<Vec<Array2<f32>>> {
    let found: ndarray::ArrayD<f32> = file.array("predictions")?;
    let shape = found.shape().to_vec();
    let found = match found.ndim() {
        2 => found.insert_axis(Axis(2)),
        _ => found,
    };
    let bins = clips.iter().map(|clip| clip.sound().nrows()).max().unwrap_or(0);
    let fits = |found: &Array3<f32>| {
        let (songs, steps, outputs) = found.dim();
        songs == clips.len() && steps >= bins && outputs == neurons
    };
    let found = found.into_dimensionality::<Ix3>().ok().filter(fits).with_context(|| {
        format!(
            "`predictions` in `{}` has the shape {shape:?}; expected [{} songs, {bins} bins or more, {neurons} neurons], the test \
             songs in the order of split.csv",
            file.path().display(),
            clips.len()
        )
    })?;
    let songs = found.outer_iter().zip(clips);
    Ok(songs
        .map(|(song, clip)| song.slice(s![..clip.sound().nrows(), ..]).to_owned())
        .collect())
}

impl Predictions {
    /// `[clip, bin, neuron]` for some of the clips and neurons. Of the others nothing is looked at.
    pub fn of(&self, test: &Recordings) -> Result<Array3<f32>> {
        let columns = test.neurons().iter().map(|name| {
            let place = self.neurons.iter().position(|own| own == name);
            place.with_context(|| format!("there is no neuron `{name}`"))
        });
        let columns = columns.collect::<Result<Vec<usize>>>()?;
        let mut predicted = Array3::zeros((test.clips().len(), longest(test), columns.len()));
        for (clip, mut own) in test.clips().iter().zip(predicted.outer_iter_mut()) {
            let song = self.songs.iter().find(|(name, _)| name == clip.name());
            let (_, song) = song.with_context(|| format!("there is no song `{}`", clip.name()))?;
            let song = song.select(Axis(1), &columns);
            let wrong = song.indexed_iter().find(|(_, value)| !value.is_finite());
            if let Some(((bin, neuron), value)) = wrong {
                bail!(
                    "the prediction of `{}` in bin {bin} of `{}` is {value}; expected a number that is finite",
                    test.neurons()[neuron],
                    clip.name()
                );
            }
            own.slice_mut(s![..song.nrows(), ..]).assign(&song);
        }
        Ok(predicted)
    }
}
