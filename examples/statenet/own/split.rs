//! Which songs train, validate and test.

use std::path::Path;

use anyhow::{Result, ensure};
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
    let songs = match found {
        Found::Crcns(cells) => wavs(cells).len(),
        Found::Arrays(recordings, _) => recordings.clips().len(),
    };
    if let Some([train, validate, test]) = counts {
        ensure!(
            train > 0 && validate > 0 && test > 0 && train + validate + test == songs,
            "`--split {train},{validate},{test}` is of {} songs; there are {songs}, and each part needs one",
            train + validate + test
        );
        return Ok(Split::of_counts([train, validate, test]));
    }
    ensure!(
        songs >= 3,
        "there are {songs} songs; to train, validate and test takes three"
    );
    if let Found::Arrays(recordings, _) = found
        && let Some(split) = by_trials(recordings)
    {
        return Ok(split);
    }
    let part = |share: f64| ((share * songs as f64).round() as usize).max(1);
    let (validate, test) = (part(0.1), part(0.2));
    Ok(Split::of_counts([songs - validate - test, validate, test]))
}

/// Where some songs were heard once and others several times, as in NAT4: the others test, and the last fifth of those heard once
/// validates.
fn by_trials(recordings: &Recordings) -> Option<Split> {
    let trials = |clip: &Clip| {
        let neurons = 0..recordings.neurons().len();
        let trials = neurons.filter_map(|neuron| clip.response(neuron).map(|response| response.nrows()));
        trials.max().unwrap_or(0)
    };
    let clips = recordings.clips();
    let (once, several): (Vec<usize>, Vec<usize>) =
        (0..clips.len()).partition(|&clip| trials(&clips[clip]) <= 1);
    if several.is_empty() || once.len() < 2 {
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
