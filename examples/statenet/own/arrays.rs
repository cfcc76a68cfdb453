//! Songs as arrays: a `.npz` each.

use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use aru::auditory::recordings::{Clip, Recordings};
use aru::recording::Recording;
use ndarray::{Array2, Array3, Axis};

/// A song a file, called as the file: `sound` `[bin, band]`, `responses` `[neuron, trial, bin]` with counts, NaN in trials that
/// there are not, and `dt`, the length of a bin in seconds. Neurons have numbers. One that heard no song is left out, and told.
pub fn arrays(files: &[&PathBuf]) -> Result<Recordings> {
    let mut songs = Vec::new();
    let mut first: Option<(f64, usize)> = None;
    for path in files {
        let file = Recording::open(path)?;
        let sound: Array2<f64> = file.array("sound")?;
        let responses: Array3<f64> = file.array("responses")?;
        let dt = file.number("dt")?;
        let neurons = responses.dim().0;
        let &mut (same_dt, same_neurons) = first.get_or_insert((dt, neurons));
        ensure!(
            (dt, neurons) == (same_dt, same_neurons),
            "`{}` has {neurons} neurons in bins of {dt} s, `{}` {same_neurons} in bins of {same_dt} s; expected the same in all \
             songs",
            path.display(),
            files[0].display()
        );
        let song = path.file_stem().unwrap_or_default().to_string_lossy();
        let trials = responses.outer_iter().enumerate().map(|(neuron, trials)| {
            let there: Vec<usize> = (0..trials.nrows())
                .filter(|&trial| !trials.row(trial).iter().all(|count| count.is_nan()))
                .collect();
            let trials = trials.select(Axis(0), &there);
            ensure!(
                trials.iter().all(|count| count.is_finite()),
                "`responses` in `{}` has numbers that are not finite in part of a trial of neuron {neuron}; expected NaN in all \
                 bins of a trial that there is not",
                path.display()
            );
            Ok((!there.is_empty()).then_some(trials))
        });
        songs.push((
            path,
            song.into_owned(),
            sound,
            trials.collect::<Result<Vec<_>>>()?,
        ));
    }
    let (dt, neurons) = first.context("there is no song")?;
    // 0.005 may have been written with 32 bits.
    let whole = (1e6 * dt).round() / 1e6;
    let dt = if (whole / dt - 1.0).abs() < 1e-6 {
        whole
    } else {
        dt
    };
    let heard = |&neuron: &usize| songs.iter().any(|(.., trials)| trials[neuron].is_some());
    let (heard, deaf): (Vec<usize>, Vec<usize>) = (0..neurons).partition(heard);
    let name = |&neuron: &usize| format!("neuron {neuron}");
    deaf.iter()
        .for_each(|neuron| println!("{} is left out: it heard no song", name(neuron)));
    ensure!(
        !heard.is_empty(),
        "no neuron heard a song: all `responses` are NaN"
    );
    let clips = songs.into_iter().map(|(path, song, sound, mut trials)| {
        let trials: Vec<_> = heard.iter().map(|&neuron| trials[neuron].take()).collect();
        Clip::new(song, sound, trials).with_context(|| format!("`{}`", path.display()))
    });
    let clips = clips.collect::<Result<Vec<Clip>>>()?;
    Ok(Recordings::new(dt, heard.iter().map(name), clips)?)
}
