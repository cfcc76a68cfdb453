//! What is in a folder: the forms that are read, found by their files.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use aru::auditory::crcns::{Cell, Reader};
use aru::auditory::nems;
use aru::auditory::recordings::Recordings;

use super::Own;
use super::arrays::arrays;

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
    // Predictions may lie beside the songs.
    let is_predictions = |path: &Path| own.predictions.iter().any(|file| is_same(file, path));
    let ends = |end: &str| -> Vec<&PathBuf> {
        let files = files.iter().filter(|path| path.is_file());
        files
            .filter(|path| path.to_string_lossy().ends_with(end) && !is_predictions(path))
            .collect()
    };
    if !ends(".resp.csv").is_empty() {
        refuse_choices(folder, own, "the form of NEMS")?;
        let recordings = nems::Reader::default().read(folder)?;
        return Ok(Found::Arrays(recordings, "in the form of NEMS"));
    }
    let songs = ends(".npz");
    if !songs.is_empty() {
        refuse_choices(folder, own, "a `.npz` a song")?;
        return Ok(Found::Arrays(arrays(&songs)?, "as arrays"));
    }
    crcns(folder, own)
}

/// What is asked of the form of CRCNS alone is an error in others.
fn refuse_choices(folder: &Path, own: &Own, form: &str) -> Result<()> {
    let given = [
        ("--sounds", own.sounds.is_some()),
        ("--cells", own.cells.is_some()),
        ("--class", own.class.is_some()),
    ];
    let given: Vec<&str> = given
        .into_iter()
        .filter_map(|(name, is)| is.then_some(name))
        .collect();
    ensure!(
        given.is_empty(),
        "`{}` is of the form of CRCNS, and `{}` has {form}; leave it out, or name the folder that holds cells and sounds alone",
        given.join("`, `"),
        folder.display()
    );
    Ok(())
}

/// Whether two paths lead to the same file or folder, however they are spelled.
fn is_same(one: &Path, other: &Path) -> bool {
    let both = one.canonicalize().ok().zip(other.canonicalize().ok());
    both.is_some_and(|(one, other)| one == other)
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
            if holds(path, is_it)? {
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
    let chosen = own.cells.as_deref().map(|cells| given(folder, cells, "--cells"));
    let chosen = chosen.transpose()?;
    // Above the files are the class, the cell and the folder of cells; or the cell and the folder of cells.
    let class = match &own.class {
        Some(class) => Some(class.clone()),
        None => only_class(folder, &with_stim, chosen.as_deref())?,
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
    let root = match (chosen, &roots[..]) {
        (Some(cells), _) => cells,
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
        (Some(sounds), ..) => given(folder, sounds, "--sounds")?,
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
            let mut cells = Vec::new();
            for path in entries(&root)?.into_iter().filter(|path| path.is_dir()) {
                if holds(&path, &|name| is_numbered(name, "stim"))? {
                    cells.push(reader.cell(path)?);
                }
            }
            ensure!(
                !cells.is_empty(),
                "no folder in `{}` has `stim1` and so on in it; name the folder that holds those of the cells by `--cells`",
                root.display()
            );
            cells
        }
    };
    for cell in &cells {
        cell.remarks()
            .iter()
            .for_each(|remark| println!("{}: {remark}", cell.name()));
    }
    Ok(Found::Crcns(cells))
}

/// Whether a folder has a file of such a name, in small letters.
fn holds(folder: &Path, is_it: &dyn Fn(&str) -> bool) -> Result<bool> {
    let files = entries(folder)?.into_iter().filter(|path| path.is_file());
    let mut names = files.filter_map(|path| name(&path));
    Ok(names.any(|name| is_it(&name.to_lowercase())))
}

/// The class that all cells have, or none where the files lie in the folders of the cells themselves. A name that several cells
/// have a folder of is a class; so is that of a single folder that lies as deep as one. Several folders within one that lies as
/// deep as a cell may be its classes or cells themselves, and whoever knows has to say so.
fn only_class(folder: &Path, with_stim: &[&PathBuf], cells: Option<&Path>) -> Result<Option<String>> {
    let mut classes: Vec<String> = with_stim.iter().filter_map(|path| name(path)).collect();
    classes.sort_unstable();
    classes.dedup();
    let mut parents: Vec<&Path> = with_stim.iter().filter_map(|path| path.parent()).collect();
    parents.sort_unstable();
    parents.dedup();
    if cells.is_some_and(|cells| parents.iter().any(|parent| is_same(parent, cells))) {
        return Ok(None);
    }
    match (&classes[..], parents.len()) {
        ([class], cells) if cells > 1 || depth(folder, with_stim[0]) > 2 => Ok(Some(class.clone())),
        (several, 1) if depth(folder, with_stim[0]) > 2 => bail!(
            "`{}` is one cell that heard sounds of the classes {}, or the folder of cells that are called so; name one by \
             `--class`, or the folder by `--cells`",
            parents[0].display(),
            several.join(", ")
        ),
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

/// The folder that an option names, within the folder where there is one, else as it is.
fn given(folder: &Path, path: &Path, option: &str) -> Result<PathBuf> {
    let found = [folder.join(path), path.to_path_buf()];
    let found = found.into_iter().find(|path| path.is_dir());
    found.with_context(|| {
        format!(
            "`{option} {}`: there is no such folder in `{}`, nor outside of it",
            path.display(),
            folder.display()
        )
    })
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
