//! Which songs train, validate and test.

use std::path::Path;

use anyhow::{Result, ensure};
use aru::auditory::crcns::{Cell, Song};
use aru::auditory::recordings::{Clip, Recordings};

use super::layout::Found;
use super::songs::wavs;
use crate::recorded::Split;

/// `14,2,4`: how many songs train, validate and test.
pub fn parse(text: &str) -> Result<[usize; 3], String> {
    let numbers: Option<Vec<usize>> = text.split(',').map(|number| number.trim().parse().ok()).collect();
    let numbers = numbers.and_then(|numbers| <[usize; 3]>::try_from(numbers).ok());
    numbers.ok_or_else(|| "expected three whole numbers, as `14,2,4`".into())
}

/// As asked for, else as the recordings suggest.
pub fn choose(found: &Found, counts: Option<[usize; 3]>) -> Result<Split> {
    let trials = match found {
        Found::Crcns(cells) => trials_of_cells(cells),
        Found::Arrays(recordings, _) => trials_of_clips(recordings),
    };
    let songs = trials.len();
    if let Some(counts @ [train, validate, test]) = counts {
        // A sum that no number holds is none of the songs that there are.
        let asked = counts
            .iter()
            .try_fold(0_usize, |sum, &count| sum.checked_add(count));
        ensure!(
            counts.iter().all(|&count| count > 0) && asked == Some(songs),
            "`--split {train},{validate},{test}` is of {} songs; there are {songs}, and each part needs one",
            asked.map_or("too many".into(), |asked| asked.to_string())
        );
        return Ok(Split::of_counts(counts));
    }
    ensure!(
        songs >= 3,
        "there are {songs} songs; to train, validate and test takes three"
    );
    if let Some(split) = by_trials(&trials) {
        return Ok(split);
    }
    let part = |share: f64| ((share * songs as f64).round() as usize).max(1);
    let (validate, test) = (part(0.1), part(0.2));
    Ok(Split::of_counts([songs - validate - test, validate, test]))
}

/// How often each song was heard by the cell that heard it most often.
fn trials_of_cells(cells: &[Cell]) -> Vec<usize> {
    let songs = wavs(cells);
    let trials = songs.iter().map(|&wav| {
        let heard = cells
            .iter()
            .flat_map(Cell::songs)
            .filter(|song| song.wav() == wav);
        heard
            .map(|song: &Song| song.spikes().trials().len())
            .max()
            .unwrap_or(0)
    });
    trials.collect()
}

/// The same of each clip.
fn trials_of_clips(recordings: &Recordings) -> Vec<usize> {
    let trials = |clip: &Clip| {
        let neurons = 0..recordings.neurons().len();
        let trials = neurons.filter_map(|neuron| clip.response(neuron).map(|response| response.nrows()));
        trials.max().unwrap_or(0)
    };
    recordings.clips().iter().map(trials).collect()
}

/// Where most songs were heard once and others several times, as in NAT4: the others test, and the last fifth of those heard once
/// validates.
fn by_trials(trials: &[usize]) -> Option<Split> {
    let (once, several): (Vec<usize>, Vec<usize>) = (0..trials.len()).partition(|&song| trials[song] <= 1);
    if several.is_empty() || once.len() < 2 || once.len() <= several.len() {
        return None;
    }
    let validate = (once.len() / 5).max(1);
    let (train, validate) = once.split_at(once.len() - validate);
    Some(Split {
        train: train.to_vec(),
        validate: validate.to_vec(),
        test: several,
    })
}

/// Writes `split.csv`: part, song and bins, in the order of the recordings, for models that are trained elsewhere.
pub fn save(recordings: &Recordings, split: &Split, folder: &Path) -> Result<()> {
    let mut text = String::from("part,song,bins\n");
    for (part, clips) in [
        ("train", &split.train),
        ("validate", &split.validate),
        ("test", &split.test),
    ] {
        for &clip in clips {
            let clip = &recordings.clips()[clip];
            text += &format!(
                "{part},\"{}\",{}\n",
                clip.name().replace('"', "\"\""),
                clip.sound().nrows()
            );
        }
    }
    std::fs::write(folder.join("split.csv"), text)?;
    Ok(())
}
