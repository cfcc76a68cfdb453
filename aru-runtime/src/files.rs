//! Files that are there whole or not at all.

pub mod checksum;
pub mod tensors;

use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// As many symbolic links in a row as Linux follows.
const LINKS: usize = 40;

/// The content of a file.
pub fn read(path: &Path) -> Result<Vec<u8>> {
    let content = fs::metadata(path)
        .and_then(|found| refuse_devices(&found))
        .and_then(|()| fs::read(path));
    content.map_err(|error| Error::file("read", path, error))
}

/// Replaces a file in one step: a crash leaves the old one, and nobody ever reads half of the new one.
///
/// A symbolic link stays one, and what it leads to is replaced. A file keeps its mode. What is no file, and a file that is
/// write-protected, is refused.
pub fn write(path: &Path, content: &[u8]) -> Result<()> {
    let replaced = follow(path).and_then(|path| replace(&path, content, None));
    replaced.map_err(|error| Error::file("write", path, error))
}

/// The same, and what was there before stays as `older`, a file of the same folder, in place of what that was. A crash in
/// between can leave the older file alone. `path` is no symbolic link, see [`target`].
pub fn write_and_keep(path: &Path, older: &Path, content: &[u8]) -> Result<()> {
    replace(path, content, Some(older)).map_err(|error| Error::file("write", path, error))
}

/// What a path leads to through symbolic links, there or not.
pub fn target(path: &Path) -> Result<PathBuf> {
    follow(path).map_err(|error| Error::file("read", path, error))
}

fn replace(path: &Path, content: &[u8], older: Option<&Path>) -> io::Result<()> {
    let old = match fs::metadata(path) {
        Ok(found) => Some(found),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    if let Some(old) = &old {
        refuse_what_is_kept(old)?;
    }
    // In the same folder, hence on the same disk.
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut temporary = tempfile::Builder::new();
    temporary.prefix(".").suffix(".part");
    // As readable for others as any new file.
    #[cfg(unix)]
    temporary.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut temporary = temporary
        .tempfile_in(folder)
        .map_err(|error| match error.kind() {
            ErrorKind::NotFound => io::Error::other(format!(
                "there is no folder `{}`; create it first",
                folder.display()
            )),
            // Without the name of a file that nobody knows of.
            kind => io::Error::new(
                kind,
                error
                    .to_string()
                    .split(" at path ")
                    .next()
                    .unwrap_or_default()
                    .to_owned(),
            ),
        })?;
    temporary.write_all(content)?;
    if let Some(old) = &old {
        temporary.as_file().set_permissions(old.permissions())?;
    }
    temporary.as_file().sync_all()?;
    if let (Some(older), Some(_)) = (older, old) {
        fs::rename(path, older).map_err(|error| match error.kind() {
            ErrorKind::NotFound => io::Error::other(
                "it was there and is gone: another program writes it, too; give each fit a path of its own",
            ),
            _ => error,
        })?;
    }
    temporary.persist(path)?;
    // The new name is on disk once the folder is. Not every file system can do that, and the file is there already.
    if cfg!(unix) {
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
    }
    Ok(())
}

fn follow(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_path_buf();
    for _ in 0..LINKS {
        match fs::symlink_metadata(&path) {
            Ok(found) if found.is_symlink() => {
                let link = fs::read_link(&path)?;
                path = path.parent().unwrap_or(Path::new("")).join(link);
            }
            Ok(_) => return Ok(path),
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(path),
            Err(error) => return Err(error),
        }
    }
    Err(io::Error::other(
        "its symbolic links lead in a circle; remove one",
    ))
}

/// Refuses to put a file in the place of something else, or of a file that is to stay as it is.
fn refuse_what_is_kept(found: &Metadata) -> io::Result<()> {
    refuse_folders(found)?;
    if !found.is_file() {
        return Err(io::Error::other(
            "it is a device, a pipe or a socket, and would be replaced by a file; give the path of a file",
        ));
    }
    if found.permissions().readonly() {
        return Err(io::Error::other(
            "it is write-protected; choose another path or take the protection away",
        ));
    }
    Ok(())
}

/// Refuses what may never come to its end.
fn refuse_devices(found: &Metadata) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        let kind = found.file_type();
        if kind.is_char_device() || kind.is_block_device() {
            return Err(io::Error::other("it is a device; give the path of a file"));
        }
    }
    refuse_folders(found)
}

fn refuse_folders(found: &Metadata) -> io::Result<()> {
    match found.is_dir() {
        true => Err(io::Error::other("it is a folder; give the path of a file in it")),
        false => Ok(()),
    }
}

#[cfg(test)]
mod tests;
