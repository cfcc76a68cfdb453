//! Recordings in files: named arrays of NumPy's `.npz`, and named columns of `.csv` and `.tsv`.

mod columns;
#[cfg(feature = "npz")]
mod npz;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use csv::StringRecord;
use ndarray::{Array, ArrayD, Dimension};

use crate::error::{Error, Result};
use crate::names::hint;
use crate::numerics::scalar::Scalar;

/// The named arrays of a file.
///
/// What a file holds is read when it is asked for, in the number type and with the number of axes asked for. Numbers
/// are not checked: [`Sequences::new`](crate::data::sequences::Sequences::new) names the first that is not finite.
///
/// ```no_run
/// use aru::recording::Recording;
/// use ndarray::Array2;
/// # fn main() -> aru::Result<()> {
/// let recording = Recording::open("data/grasshopper_receptor.npz")?;
/// let envelope: Array2<f32> = recording.array("envelope_db")?;
/// let dt = recording.number("bin_s")?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Recording {
    path: PathBuf,
    names: Vec<String>,
    content: Content,
}

#[derive(Debug)]
enum Content {
    #[cfg(feature = "npz")]
    Npz,
    /// The lines below the names, as text: a column is read as numbers when it is asked for, so that others may hold
    /// words.
    Columns(Vec<StringRecord>),
}

impl Recording {
    /// Opens a file: `.npz` (feature `npz`; compressed or not), or `.csv` (commas) or `.tsv` (tabs) with names in the
    /// first line.
    ///
    /// # Errors
    ///
    /// A file that cannot be read, is of another kind, holds nothing, or gives two columns one name.
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref().to_path_buf();
        let extension = path.extension().map(|extension| extension.to_ascii_lowercase());
        let (names, content) = match extension.as_ref().and_then(|extension| extension.to_str()) {
            #[cfg(feature = "npz")]
            Some("npz") => (npz::names(&path)?, Content::Npz),
            #[cfg(not(feature = "npz"))]
            Some("npz") => return Err(unreadable(&path, "the feature `npz` of aru is off; switch it on")),
            Some("csv") => columns::read(&path, b',')?,
            Some("tsv") => columns::read(&path, b'\t')?,
            _ => {
                return Err(unreadable(
                    &path,
                    "its name ends in none of .npz, .csv and .tsv; Python writes the first with \
                     `numpy.savez(path, name=array)`",
                ));
            }
        };
        Ok(Recording { path, names, content })
    }

    /// The file that was opened.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Names of its arrays or columns, in the order of the file.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    /// An array by name, of as many axes as its type says: `let x: Array2<f32> = recording.array("x")?`.
    ///
    /// Integers and truth values (0 and 1) become numbers of type `T`; what `T` cannot hold exactly is rounded. A
    /// column of a `.csv` has one axis.
    ///
    /// # Errors
    ///
    /// A name that the file does not have, elements that are no real numbers, another number of axes, or a damaged
    /// file.
    pub fn array<T: Scalar, D: Dimension>(&self, name: &str) -> Result<Array<T, D>> {
        let values: ArrayD<T> = self.values(name)?;
        let found = values.shape().to_vec();
        let expected = match D::NDIM {
            Some(0) => "a single number".into(),
            Some(1) => "one axis".into(),
            Some(axes) => format!("{axes} axes"),
            None => "any number of axes".into(),
        };
        values
            .into_dimensionality()
            .map_err(|_| self.other_shape(name, expected, &found))
    }

    /// The only number of an array that holds one, of any number of axes: `bin_s`.
    ///
    /// # Errors
    ///
    /// As [`array`](Recording::array), and where there is not just one number.
    pub fn number(&self, name: &str) -> Result<f64> {
        let values: ArrayD<f64> = self.values(name)?;
        match values.first() {
            Some(&value) if values.len() == 1 => Ok(value),
            _ => Err(self.other_shape(name, "a single number".into(), values.shape())),
        }
    }

    fn other_shape(&self, name: &str, expected: String, found: &[usize]) -> Error {
        let what = format!("`{name}` in `{}`", self.path.display());
        Error::shape(what, expected, found)
    }

    fn values<T: Scalar>(&self, name: &str) -> Result<ArrayD<T>> {
        let Some(place) = self.names.iter().position(|known| known == name) else {
            let known: Vec<&str> = self.names().collect();
            return Err(Error::Unknown {
                kind: match self.content {
                    #[cfg(feature = "npz")]
                    Content::Npz => "array",
                    Content::Columns(_) => "column",
                },
                name: name.to_string(),
                hint: format!(" in `{}`{}", self.path.display(), hint(name, &known)),
            });
        };
        match &self.content {
            #[cfg(feature = "npz")]
            Content::Npz => npz::read(&self.path, name),
            Content::Columns(lines) => columns::numbers(lines, &self.path, name, place),
        }
    }
}

/// A file that cannot be read, and why.
fn unreadable(path: &Path, cause: impl ToString) -> Error {
    Error::file("read", path, cause)
}
