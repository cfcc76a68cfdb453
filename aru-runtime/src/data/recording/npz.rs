//! The arrays of a `.npz` file, a zip archive of `.npy` files as `numpy.savez` writes it, or of a single `.npy` file.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use ndarray::ArrayD;
use zip::ZipArchive;
use zip::result::ZipError;

use super::number::Number;
use super::{npy, unreadable};
use crate::error::Result;

/// Deflate makes at most 1032 bytes of one; some of the smallest files come from headers alone.
const TIGHTEST: u64 = 1032;
const SMALL: u64 = 1 << 10;

/// From so many bytes on, an array that takes less than a hundredth of them in the file is refused: nobody would see it
/// coming that a file of a few megabytes fills the memory.
const LARGE: u64 = 1 << 30;
const TIGHT: u64 = 100;

/// An archive, open and its entries known.
#[derive(Debug)]
pub(super) struct Arrays {
    /// Reading moves the place in the file, so one reads at a time.
    archive: Mutex<ZipArchive<BufReader<File>>>,
    /// Where the archive has each array.
    entries: Vec<usize>,
}

impl Arrays {
    /// The names of the arrays of an archive, and the archive.
    pub(super) fn open(path: &Path) -> Result<(Vec<String>, Self)> {
        let file = File::open(path).map_err(|error| unreadable(path, error))?;
        let archive =
            ZipArchive::new(BufReader::new(file)).map_err(|error| unreadable(path, damaged(&error)))?;
        let mut names = Vec::new();
        let mut entries = Vec::new();
        for (entry, name) in archive.file_names().enumerate() {
            // A folder within the archive is an entry of its own.
            if !name.ends_with('/') {
                names.push(name.strip_suffix(".npy").unwrap_or(name).to_owned());
                entries.push(entry);
            }
        }
        if names.is_empty() {
            return Err(unreadable(path, "it holds no array"));
        }
        let archive = Mutex::new(archive);
        Ok((names, Arrays { archive, entries }))
    }

    /// An array of any real type, by its place among the names.
    pub(super) fn read<V: Clone>(
        &self,
        path: &Path,
        (name, place): (&str, usize),
        convert: impl Fn(Number) -> std::result::Result<V, String>,
    ) -> Result<ArrayD<V>> {
        // What panicked while reading has left nothing but another place in the file.
        let mut archive = self.archive.lock().unwrap_or_else(PoisonError::into_inner);
        let entry = archive.by_index(self.entries[place]);
        let mut entry = entry.map_err(|error| unreadable(path, damaged(&error)))?;
        let (packed, unpacked) = (entry.compressed_size(), entry.size());
        // Both are claims: of what the file holds itself, and of what that can become.
        let packed = packed.min(std::fs::metadata(path).map_or(packed, |file| file.len()));
        let held = unpacked.min(packed.saturating_mul(TIGHTEST).saturating_add(SMALL));
        if held > LARGE && held / TIGHT > packed {
            return Err(unreadable(
                path,
                format!(
                    "array `{name}` claims {held} bytes of which the file holds {packed}; where it is truly that large, \
                     write it with `numpy.savez`, which does not compress"
                ),
            ));
        }
        npy::header(&mut entry, name)
            .and_then(|header| header.read(&mut entry, held, convert))
            .map_err(|fault| unreadable(path, format!("array `{name}`: {fault}")))
    }
}

/// The name of the array in a `.npy` file: that of the file.
pub(super) fn single(path: &Path) -> Result<Vec<String>> {
    let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let name = name.unwrap_or_default();
    let file = File::open(path).map_err(|error| unreadable(path, error))?;
    npy::header(&mut BufReader::new(file), &name).map_err(|fault| unreadable(path, fault))?;
    Ok(vec![name])
}

/// The array of a `.npy` file.
pub(super) fn read_single<V: Clone>(
    path: &Path,
    name: &str,
    convert: impl Fn(Number) -> std::result::Result<V, String>,
) -> Result<ArrayD<V>> {
    let file = File::open(path).map_err(|error| unreadable(path, error))?;
    let held = file.metadata().map_err(|error| unreadable(path, error))?.len();
    let mut file = BufReader::new(file);
    npy::header(&mut file, name)
        .and_then(|header| header.read(&mut file, held, convert))
        .map_err(|fault| unreadable(path, fault))
}

fn damaged(error: &ZipError) -> String {
    format!("it is no .npz file or is damaged ({error}); write it again")
}
