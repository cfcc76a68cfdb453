//! Files that are there whole or not at all.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::error::{Error, Result};

/// The content of a file.
pub fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).map_err(|error| Error::File {
        action: "read",
        path: path.to_path_buf(),
        cause: error.to_string(),
    })
}

/// Replaces a file in one step: a crash leaves the old one, and nobody ever reads half of the new one.
pub fn write(path: &Path, content: &[u8]) -> Result<()> {
    replace(path, content).map_err(|error| Error::File {
        action: "write",
        path: path.to_path_buf(),
        cause: error.to_string(),
    })
}

fn replace(path: &Path, content: &[u8]) -> io::Result<()> {
    let temporary = beside(path)?;
    let result = write_through(&temporary, content).and_then(|()| fs::rename(&temporary, path));
    if result.is_err() {
        // The first error is the one to tell; a file left over harms nobody.
        let _ = fs::remove_file(&temporary);
    }
    result
}

/// A name in the same folder, hence on the same disk, that nobody else writes to.
fn beside(path: &Path) -> io::Result<PathBuf> {
    static WRITTEN: AtomicUsize = AtomicUsize::new(0);
    let number = WRITTEN.fetch_add(1, Ordering::Relaxed);
    let name = path
        .file_name()
        .ok_or_else(|| io::Error::other("the path does not end in a file name"))?;
    let mut temporary = std::ffi::OsString::from(".");
    temporary.push(name);
    temporary.push(format!(".{}-{number}.part", std::process::id()));
    Ok(path.with_file_name(temporary))
}

fn write_through(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(content)?;
    file.sync_all()
}
