//! What is in a folder.

use std::path::{Path, PathBuf};

use aru_runtime::Result;

use crate::fault::unreadable;

/// Every entry, by name and in the order of names.
pub(crate) fn entries(folder: &Path) -> Result<Vec<(String, PathBuf)>> {
    let entries = std::fs::read_dir(folder).and_then(|entries| entries.collect::<std::io::Result<Vec<_>>>());
    let entries = entries.map_err(|error| unreadable(folder, error))?;
    let named = entries
        .into_iter()
        .map(|entry| (entry.file_name().to_string_lossy().into_owned(), entry.path()));
    let mut named: Vec<(String, PathBuf)> = named.collect();
    named.sort();
    Ok(named)
}
