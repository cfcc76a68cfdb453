//! What is in a folder: the forms that are read, found by their files.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use aru::auditory::crcns::{Cell, Reader};
use aru::auditory::nems;
use aru::auditory::recordings::{Clip, Recordings};
use aru::recording::Recording;
use ndarray::{Array2, Array3, Axis};

use super::Own;

/// Recordings that were found.
pub enum Found {
    /// WAV files and spike times.
    Crcns(Vec<Cell>),
    /// Spectrograms and counts, and in which form.
    Arrays(Recordings, &'static str),
}

impl Found {
    pub fn form(&self) -> String {
        match self {
            Found::Crcns(cells) => format!("{} cells in the form of CRCNS", cells.len()),
            Found::Arrays(recordings, form) => format!("{} songs {form}", recordings.clips().len()),
        }
    }
}

/// Reads the recordings of a folder in whichever form it has.
pub fn find(folder: &Path, own: &Own) -> Result<Found> {
    ensure!(folder.is_dir(), "there is no folder `{}`", folder.display());
    let files = entries(folder)?;
    let ends = |end: &str| -> Vec<&PathBuf> {
        let files = files.iter().filter(|path| path.is_file());
        files
            .filter(|path| path.to_string_lossy().ends_with(end))
            .collect()
    };
    if !ends(".resp.csv").is_empty() {
        let recordings = nems::Reader::default().read(folder)?;
        return Ok(Found::Arrays(recordings, "in the form of NEMS"));
    }
    let songs = ends(".npz");
    if !songs.is_empty() {
        return Ok(Found::Arrays(arrays(&songs)?, "as arrays"));
    }
    crcns(folder, own)
}

/// What a folder that holds nothing known should hold.
const EXPECTED: &str = "expected the form of CRCNS (a folder of `.wav` files, and a folder of cells with `stim1`, `spike1` and so \
                        on in it), of NEMS (`NAME.resp.csv`, `NAME.stim.csv`, `NAME.resp.epoch.csv`, `NAME.resp.json`), or a \
                        `.npz` for each song with the arrays `sound`, `responses` and `dt`";

/// Sounds, cells and the class of sounds, each found where there is just one.
fn crcns(folder: &Path, own: &Own) -> Result<Found> {
    let folders = within(folder, 4)?;
    let holding = |is_it: &dyn Fn(&str) -> bool| -> Result<Vec<&PathBuf>> {
        let mut found = Vec::new();
        for path in &folders {
            let names = entries(path)?.into_iter().filter(|path| path.is_file());
            if names
                .filter_map(|path| name(&path))
                .any(|name| is_it(&name.to_lowercase()))
            {
                found.push(path);
            }
        }
        Ok(found)
    };
    let with_stim = holding(&|name| is_numbered(name, "stim"))?;
    let wavs = holding(&|name| name.ends_with(".wav"))?;
    if with_stim.is_empty() || (wavs.is_empty() && own.sounds.is_none()) {
        let missing = match (with_stim.is_empty(), wavs.is_empty()) {
            (true, true) => "no recordings that can be read",
            (true, false) => "`.wav` files and no `stim1`",
            _ => "`stim1` and no `.wav` files",
        };
        bail!("`{}` has {missing}; {EXPECTED}", folder.display());
    }
    // Above the files are the class, the cell and the folder of cells; or the cell and the folder of cells.
    let class = match &own.class {
        Some(class) => Some(class.clone()),
        None => only_class(folder, &with_stim)?,
    };
    let is_of_class = |path: &&&PathBuf| {
        class
            .as_deref()
            .is_none_or(|class| name(path).as_deref() == Some(class))
    };
    let cells: Vec<&Path> = with_stim
        .iter()
        .filter(is_of_class)
        .filter_map(|path| {
            if class.is_some() {
                path.parent()
            } else {
                Some(path.as_path())
            }
        })
        .collect();
    let mut roots: Vec<&Path> = cells.iter().filter_map(|cell| cell.parent()).collect();
    roots.sort_unstable();
    roots.dedup();
    let root = match (&own.cells, &roots[..]) {
        (Some(cells), _) => given(folder, cells),
        (None, [root]) => root.to_path_buf(),
        (None, []) => bail!(
            "no cell of `{}` has sounds of the class `{}`",
            folder.display(),
            class.unwrap_or_default()
        ),
        (None, several) => bail!(
            "`{}` has several folders of cells, {}; name one by `--cells`",
            folder.display(),
            listed(several)
        ),
    };
    let of_class: Vec<&&PathBuf> = wavs
        .iter()
        .filter(|path| class.is_some() && name(path) == class)
        .collect();
    let sounds = match (&own.sounds, &wavs[..], &of_class[..]) {
        (Some(sounds), ..) => given(folder, sounds),
        (None, [only], _) => only.to_path_buf(),
        (None, _, [only]) => only.to_path_buf(),
        (None, several, _) => {
            let several: Vec<&Path> = several.iter().map(|path| path.as_path()).collect();
            bail!(
                "`{}` has several folders of sounds, {}; name one by `--sounds`",
                folder.display(),
                listed(&several)
            )
        }
    };
    let reader = Reader::new(sounds).leave_out_incomplete();
    let cells = match &class {
        Some(class) => reader.population(&root, class)?,
        None => {
            let folders = entries(&root)?
                .into_iter()
                .filter(|path| with_stim.contains(&path));
            folders
                .map(|path| Ok(reader.cell(path)?))
                .collect::<Result<Vec<Cell>>>()?
        }
    };
    for cell in &cells {
        cell.remarks()
            .iter()
            .for_each(|remark| println!("{}: {remark}", cell.name()));
    }
    Ok(Found::Crcns(cells))
}

/// The class that all cells have, or none where the files lie in the folders of the cells themselves. A name that several cells
/// have a folder of is a class; so is that of a single folder that lies as deep as one.
fn only_class(folder: &Path, with_stim: &[&PathBuf]) -> Result<Option<String>> {
    let mut classes: Vec<String> = with_stim.iter().filter_map(|path| name(path)).collect();
    classes.sort_unstable();
    classes.dedup();
    let mut parents: Vec<&Path> = with_stim.iter().filter_map(|path| path.parent()).collect();
    parents.sort_unstable();
    parents.dedup();
    match (&classes[..], parents.len()) {
        ([class], cells) if cells > 1 || depth(folder, with_stim[0]) > 2 => Ok(Some(class.clone())),
        (_, 1) => Ok(None),
        (several, _) if several.len() < with_stim.len() => bail!(
            "the cells of `{}` heard sounds of several classes, {}; name one by `--class`",
            folder.display(),
            several.join(", ")
        ),
        _ => Ok(None),
    }
}

/// How many folders lie between.
fn depth(folder: &Path, within: &Path) -> usize {
    within
        .strip_prefix(folder)
        .map_or(0, |rest| rest.components().count())
}

/// A path as it is, or within the folder.
fn given(folder: &Path, path: &Path) -> PathBuf {
    if path.is_dir() {
        path.to_path_buf()
    } else {
        folder.join(path)
    }
}

fn listed(paths: &[&Path]) -> String {
    let names: Vec<String> = paths.iter().map(|path| format!("`{}`", path.display())).collect();
    names.join(", ")
}

fn is_numbered(name: &str, word: &str) -> bool {
    let number = name.strip_prefix(word);
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

fn name(path: &Path) -> Option<String> {
    Some(path.file_name()?.to_string_lossy().into_owned())
}

/// What is in a folder, in the order of the names.
fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let cannot = || format!("cannot read the folder `{}`", folder.display());
    let entries = std::fs::read_dir(folder).with_context(cannot)?;
    let mut paths = entries
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<Vec<PathBuf>>>()
        .with_context(cannot)?;
    paths.sort_unstable();
    Ok(paths)
}

/// A folder and those in it, so many deep.
fn within(folder: &Path, deep: usize) -> Result<Vec<PathBuf>> {
    let mut all = vec![folder.to_path_buf()];
    if deep > 0 {
        for path in entries(folder)?.into_iter().filter(|path| path.is_dir()) {
            all.extend(within(&path, deep - 1)?);
        }
    }
    Ok(all)
}

/// A song a file, called as the file: `sound` `[bin, band]`, `responses` `[neuron, trial, bin]` with counts, NaN in trials that
/// there are not, and `dt`, the length of a bin in seconds. Neurons have numbers.
fn arrays(files: &[&PathBuf]) -> Result<Recordings> {
    let mut clips = Vec::new();
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
        let trials = trials.collect::<Result<Vec<_>>>()?;
        clips.push(Clip::new(song, sound, trials).with_context(|| format!("`{}`", path.display()))?);
    }
    let (dt, neurons) = first.context("there is no song")?;
    // 0.005 may have been written with 32 bits.
    let whole = (1e6 * dt).round() / 1e6;
    let dt = if (whole / dt - 1.0).abs() < 1e-6 {
        whole
    } else {
        dt
    };
    Ok(Recordings::new(
        dt,
        (0..neurons).map(|neuron| format!("neuron {neuron}")),
        clips,
    )?)
}
