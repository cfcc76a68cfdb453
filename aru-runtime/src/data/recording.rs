//! Recordings in files: named arrays of NumPy's `.npz` and `.npy`, and named columns of `.csv` and `.tsv`.

#[cfg(feature = "npz")]
mod advice;
mod columns;
mod dialect;
#[cfg(feature = "npz")]
mod literal;
#[cfg(feature = "npz")]
mod npy;
#[cfg(feature = "npz")]
mod npz;
#[cfg(feature = "npz")]
mod npz_writer;
mod number;
mod precision;
mod signals;
#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

use ndarray::{Array, ArrayD, Dimension};

use self::columns::Columns;
use self::number::Number;
use self::precision::Merging;
use crate::error::{Error, Result};
use crate::names::hint;
use crate::numerics::scalar::Scalar;
use crate::warnings::warn;

#[cfg(feature = "npz")]
pub use npz_writer::Npz;
pub use signals::{Axes, Signals};

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
///
/// Files of columns are taken as they come from NumPy, pandas, R, instruments and spreadsheets:
///
/// - Cells are separated by commas, semicolons or tabs; where not by commas, `0,5` is a half.
/// - Lines that begin with `#` are comments, and above the names so are empty ones. Where no line of names follows, the
///   last comment holds them (`numpy.savetxt`).
/// - A line of units above or below the names is read as [`unit`](Recording::unit).
/// - A first column without a name, pandas' index, is called `index`. Columns without a name and without a value are none.
/// - `True` and `False` are 1 and 0. An empty cell, `NA`, `NaN`, `null` and `None` are NaN: a value that is missing.
#[derive(Debug)]
pub struct Recording {
    path: PathBuf,
    names: Vec<String>,
    /// The first of each name.
    places: HashMap<String, usize>,
    content: Content,
}

#[derive(Debug)]
enum Content {
    #[cfg(feature = "npz")]
    Npz(npz::Arrays),
    #[cfg(feature = "npz")]
    Npy,
    Columns(Columns),
}

/// Up to so many names an error lists.
const LISTED: usize = 50;

impl Recording {
    /// Opens a file: `.npz` or `.npy` (feature `npz`; compressed or not), `.csv` or `.tsv`.
    ///
    /// # Errors
    ///
    /// A file that cannot be read, is of another kind, holds nothing, or gives two columns one name.
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref().to_path_buf();
        let extension = path.extension().map(|extension| extension.to_ascii_lowercase());
        let extension = extension.as_ref().and_then(|extension| extension.to_str());
        let (names, content) = match extension {
            #[cfg(feature = "npz")]
            Some("npz") => {
                let (names, arrays) = npz::Arrays::open(&path)?;
                (names, Content::Npz(arrays))
            }
            #[cfg(feature = "npz")]
            Some("npy") => (npz::single(&path)?, Content::Npy),
            #[cfg(not(feature = "npz"))]
            Some("npz" | "npy") => {
                return Err(unreadable(&path, "the feature `npz` of aru is off; switch it on"));
            }
            Some("csv" | "tsv") => {
                let (names, columns) = columns::read(&path, extension == Some("tsv"))?;
                (names, Content::Columns(columns))
            }
            _ => {
                #[cfg(feature = "npz")]
                let way = advice::of_file(extension.unwrap_or_default());
                #[cfg(not(feature = "npz"))]
                let way = "save it as columns";
                let fault = format!("its name ends in none of .npz, .npy, .csv and .tsv; {way}");
                return Err(unreadable(&path, fault));
            }
        };
        let mut places = HashMap::new();
        for (place, name) in names.iter().enumerate() {
            places.entry(name.clone()).or_insert(place);
        }
        Ok(Recording {
            path,
            names,
            places,
            content,
        })
    }

    /// The file that was opened.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Names of its arrays or columns, in the order of the file. The array of a `.npy` is named as the file.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    /// The unit of a column, without brackets, where the file has a line of units: `ms`.
    ///
    /// # Errors
    ///
    /// A name that the file does not have.
    pub fn unit(&self, name: &str) -> Result<Option<&str>> {
        let place = self.place(name)?;
        Ok(match &self.content {
            Content::Columns(columns) => columns.unit(place),
            #[cfg(feature = "npz")]
            _ => None,
        })
    }

    /// An array by name, of as many axes as its type says: `let x: Array2<f32> = recording.array("x")?`. It is in C order,
    /// whatever that of the file.
    ///
    /// Integers and truth values (0 and 1) become numbers of type `T`; what `T` cannot hold exactly is rounded. Where that
    /// makes one number of neighbours that differ, such as points in time, a warning says so on the standard error.
    /// A column of a `.csv` has one axis.
    ///
    /// # Errors
    ///
    /// A name that the file does not have, elements that are no real numbers or too large for `T`, another number of
    /// axes, or a damaged file.
    pub fn array<T: Scalar, D: Dimension>(&self, name: &str) -> Result<Array<T, D>> {
        let (values, merged) = self.values(name)?;
        merged.into_iter().for_each(warn);
        self.shaped(name, values)
    }

    /// An array of whole numbers by name, none rounded: labels, counts.
    ///
    /// ```no_run
    /// use aru::recording::Recording;
    /// use ndarray::Array1;
    /// # fn main() -> aru::Result<()> {
    /// let recording = Recording::open("trials.csv")?;
    /// let choices: Array1<i64> = recording.integers("choice")?;
    /// let correct: Array1<bool> = recording.truths("correct")?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`array`](Recording::array), and the first number that is not whole, is missing or does not fit.
    pub fn integers<D: Dimension>(&self, name: &str) -> Result<Array<i64, D>> {
        let values = self.read(name, Number::whole)?;
        self.shaped(name, values)
    }

    /// An array of truth values by name, or of zeros and ones.
    ///
    /// # Errors
    ///
    /// As [`array`](Recording::array), and the first number that is neither 0 nor 1.
    pub fn truths<D: Dimension>(&self, name: &str) -> Result<Array<bool, D>> {
        let values = self.read(name, Number::truth)?;
        self.shaped(name, values)
    }

    /// The only number of an array that holds one, of any number of axes: `bin_s`.
    ///
    /// # Errors
    ///
    /// As [`array`](Recording::array), and where there is not just one number.
    pub fn number(&self, name: &str) -> Result<f64> {
        let values = self.read(name, Number::scalar::<f64>)?;
        match values.first() {
            Some(&value) if values.len() == 1 => Ok(value),
            _ => Err(self.other_shape(name, "a single number".into(), values.shape())),
        }
    }

    /// Arrays by name as one, `[sequence, step, feature]`, and how their axes were taken: one axis is steps, three are
    /// sequence, step and feature, and what two are, `axes` says: unless told otherwise time first, then features, of one
    /// recording. Print it before training.
    ///
    /// ```no_run
    /// use aru::Sequences;
    /// use aru::recording::{Axes, Recording};
    /// # fn main() -> aru::Result<()> {
    /// let recording = Recording::open("session.npz")?;
    /// let sound = recording.signals::<f32>(&["sound"], Axes::default())?;
    /// let neurons = recording.signals::<f32>(&["visual", "motor"], Axes::default())?;
    /// // `visual` [7000, 30] is one recording of 7000 steps, 30 features
    /// println!("{sound}\n{neurons}");
    /// let data = Sequences::new(sound.into_values(), neurons.into_values())?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`array`](Recording::array), and where there is no name, an array is empty or has more than three axes, or
    /// arrays differ in sequences or steps.
    pub fn signals<T: Scalar>(&self, names: &[&str], axes: Axes) -> Result<Signals<T>> {
        signals::read(self, names, axes)
    }

    /// An array in a number type of networks, and what is lost by that.
    fn values<T: Scalar>(&self, name: &str) -> Result<(ArrayD<T>, Option<String>)> {
        let merging = RefCell::new(Merging::new());
        let values = self.read(name, |number| {
            let read = number.scalar()?;
            merging.borrow_mut().note(number.wide(), read);
            Ok(read)
        })?;
        let merged = merging.into_inner();
        let what = format_args!("`{name}` in `{}`", self.path.display()).to_string();
        Ok((values, merged.warning(what)))
    }

    fn read<V: Clone>(
        &self,
        name: &str,
        convert: impl Fn(Number) -> std::result::Result<V, String>,
    ) -> Result<ArrayD<V>> {
        let place = self.place(name)?;
        match &self.content {
            #[cfg(feature = "npz")]
            Content::Npz(arrays) => arrays.read(&self.path, (name, place), convert),
            #[cfg(feature = "npz")]
            Content::Npy => npz::read_single(&self.path, name, convert),
            Content::Columns(columns) => columns.numbers(&self.path, (name, place), convert),
        }
    }

    fn place(&self, name: &str) -> Result<usize> {
        self.places.get(name).copied().ok_or_else(|| {
            let mut known: Vec<&str> = self.names().collect();
            let near = hint(name, &known);
            let hint = if known.len() > LISTED && near.contains(", expected one of ") {
                known.truncate(LISTED);
                format!("{} and {} more", hint(name, &known), self.names.len() - LISTED)
            } else {
                near
            };
            Error::Unknown {
                kind: match self.content {
                    Content::Columns(_) => "column",
                    #[cfg(feature = "npz")]
                    _ => "array",
                },
                name: name.to_string(),
                hint: format!(" in `{}`{hint}", self.path.display()),
            }
        })
    }

    fn shaped<V, D: Dimension>(&self, name: &str, values: ArrayD<V>) -> Result<Array<V, D>> {
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

    fn other_shape(&self, name: &str, expected: String, found: &[usize]) -> Error {
        let what = format!("`{name}` in `{}`", self.path.display());
        Error::shape(what, expected, found)
    }
}

/// A file that cannot be read, and why.
fn unreadable(path: &Path, cause: impl ToString) -> Error {
    Error::file("read", path, cause)
}
