//! The folder that what was found goes to: never one that holds something else.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use aru::experiment::Options;

use crate::compare::plain;
use crate::fingerprint::Fingerprint;

/// The file by which a folder is known again: it has the path of the recordings that it is about.
const SOURCE: &str = "recordings.txt";

/// That of `--out`, or `runs/statenet-NAME`, with a hash behind it where that is of other recordings. It is made, and marked as theirs.
///
/// # Errors
/// A folder of `--out` that is that of the recordings, or that holds anything but what was found of them before.
pub fn prepare(options: &Options, recordings: &Path) -> Result<PathBuf> {
    let recordings = recordings
        .canonicalize()
        .with_context(|| format!("cannot find the folder `{}`", recordings.display()))?;
    let source = recordings.display().to_string();
    let folder = match &options.out {
        Some(folder) => folder.clone(),
        None => {
            let name = plain(&recordings.file_name().unwrap_or_default().to_string_lossy());
            let name = if name.is_empty() { "recordings" } else { &name };
            let own = options.folder(&format!("statenet-{name}"));
            let hash = Fingerprint::new().bytes(source.as_bytes()).digits();
            match is_free(&own, &source)? {
                true => own,
                false => options.folder(&format!("statenet-{name}-{hash}")),
            }
        }
    };
    ensure!(
        folder.canonicalize().ok().as_ref() != Some(&recordings),
        "`--out` names the folder of the recordings, `{}`, in which files would be replaced; name another one",
        folder.display()
    );
    if !is_free(&folder, &source)? {
        let held = match std::fs::read_to_string(folder.join(SOURCE)) {
            Ok(other) => format!("what was found of `{}`", other.trim_end()),
            Err(_) => "files of something else".into(),
        };
        bail!(
            "the folder `{}` holds {held}; expected one that is new or empty, or of these recordings. Name another by `--out`",
            folder.display()
        );
    }
    let cannot = || format!("cannot write in the folder `{}`", folder.display());
    std::fs::create_dir_all(&folder).with_context(cannot)?;
    std::fs::write(folder.join(SOURCE), source + "\n").with_context(cannot)?;
    Ok(folder)
}

/// Whether a folder is not there, empty, or of these recordings.
fn is_free(folder: &Path, source: &str) -> Result<bool> {
    if !folder.exists() {
        return Ok(true);
    }
    let cannot = || format!("cannot read the folder `{}`", folder.display());
    if folder.read_dir().with_context(cannot)?.next().is_none() {
        return Ok(true);
    }
    let known = std::fs::read_to_string(folder.join(SOURCE)).ok();
    Ok(known.is_some_and(|known| known.trim_end_matches('\n') == source))
}
