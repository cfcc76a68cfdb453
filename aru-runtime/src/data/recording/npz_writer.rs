//! Arrays written to a `.npz` file, for NumPy, MATLAB, R and whatever else reads such files.

use std::io::{Cursor, Write};
use std::path::Path;

use ndarray::{ArrayBase, ArrayRef, Data, Dimension};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::error::{Error, Result};
use crate::files;
use crate::numerics::bytes::to_bytes;
use crate::numerics::scalar::Scalar;

/// NumPy wants the numbers to begin at a multiple of this.
const ALIGNMENT: usize = 64;

/// Arrays by name, to be written to one file: `numpy.load(path)["name"]`.
///
/// ```
/// use aru::recording::{Npz, Recording};
/// use ndarray::{Array3, array};
/// # fn main() -> aru::Result<()> {
/// # let folder = std::env::temp_dir().join(format!("aru-npz-{}", std::process::id()));
/// # std::fs::create_dir_all(&folder)?;
/// # let path = folder.join("course.npz");
/// let course = array![[[0.5_f32, 0.25]]];
/// Npz::new().array("course", &course).array("tau", &array![20.0]).write(&path)?;
/// assert_eq!(Recording::open(&path)?.array::<f32, _>("course")?, course);
/// # std::fs::remove_dir_all(&folder)?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, Default)]
pub struct Npz {
    /// Name and content of each file in the archive.
    arrays: Vec<(String, Vec<u8>)>,
}

impl Npz {
    /// Nothing yet.
    pub fn new() -> Self {
        Npz::default()
    }

    /// The same with one more array, of any number of axes.
    pub fn array<T: Scalar, S: Data<Elem = T>, D: Dimension>(
        mut self,
        name: &str,
        array: &ArrayBase<S, D>,
    ) -> Self {
        self.add(name, array);
        self
    }

    /// Adds an array.
    pub(crate) fn add<T: Scalar, D: Dimension>(&mut self, name: &str, array: &ArrayRef<T, D>) {
        let mut content = header(T::NAME, array.shape());
        match array.as_slice() {
            Some(values) => content.extend(to_bytes(values)),
            None => content.extend(to_bytes(&array.iter().copied().collect::<Vec<T>>())),
        }
        self.arrays.push((name.to_owned(), content));
    }

    /// Writes the file in one step: it is never half there.
    ///
    /// # Errors
    /// Two arrays of one name, or a name that no file can have; the file cannot be written.
    pub fn write(&self, path: impl AsRef<Path>) -> Result<()> {
        for (place, (name, _)) in self.arrays.iter().enumerate() {
            let is_taken = self.arrays[..place].iter().any(|(other, _)| other == name);
            if name.is_empty() || name.contains(['/', '\\', '\0']) || is_taken {
                let expected = match is_taken {
                    true => "each array needs a name of its own",
                    false => "expected one that a file can have",
                };
                return Err(Error::setting(
                    "the name of an array",
                    format!("{name:?}"),
                    expected,
                ));
            }
        }
        let refuse = |error: &dyn ToString| Error::file("write", path.as_ref(), error.to_string());
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in &self.arrays {
            let stored = SimpleFileOptions::default()
                .compression_method(CompressionMethod::Stored)
                .large_file(true);
            archive
                .start_file(format!("{name}.npy"), stored)
                .map_err(|error| refuse(&error))?;
            archive.write_all(content).map_err(|error| refuse(&error))?;
        }
        let content = archive.finish().map_err(|error| refuse(&error))?.into_inner();
        files::write(path.as_ref(), &content)
    }
}

/// What stands before the numbers.
fn header(scalar: &str, shape: &[usize]) -> Vec<u8> {
    let axes: Vec<String> = shape.iter().map(|length| format!("{length},")).collect();
    let kind = if scalar == "f32" { "<f4" } else { "<f8" };
    let mut text = format!(
        "{{'descr': '{kind}', 'fortran_order': False, 'shape': ({}), }}",
        axes.join(" ")
    );
    let start = b"\x93NUMPY\x01\x00".len() + size_of::<u16>();
    let rest = (start + text.len() + 1).next_multiple_of(ALIGNMENT) - start - text.len() - 1;
    text.extend(std::iter::repeat_n(' ', rest));
    text.push('\n');
    let length = u16::try_from(text.len()).expect("an array has a few axes");
    [
        b"\x93NUMPY\x01\x00".as_slice(),
        &length.to_le_bytes(),
        text.as_bytes(),
    ]
    .concat()
}

#[cfg(test)]
mod tests {
    use ndarray::{Array0, Array1, Array2, Array4, ArrayD, arr0};

    use super::*;
    use crate::data::recording::Recording;

    #[test]
    fn what_is_written_is_read_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("all.npz");
        let single: Array0<f64> = arr0(0.1);
        let flat = Array1::from_iter((0..7).map(|number| number as f32 / 3.0));
        let turned = Array2::from_shape_fn((3, 5), |(i, j)| (7 * i + j) as f64 * 0.1).reversed_axes();
        let deep = Array4::<f32>::from_elem((2, 1, 3, 2), -0.0);
        Npz::new()
            .array("single", &single)
            .array("flat", &flat)
            .array("hidden.rate", &turned)
            .array("deep", &deep.view())
            .write(&path)
            .unwrap();
        let file = Recording::open(&path).unwrap();
        let read = |name: &str| -> ArrayD<f64> { file.array(name).unwrap() };
        assert_eq!(read("single"), single.into_dyn());
        assert_eq!(file.array::<f32, _>("flat").unwrap(), flat);
        assert_eq!(read("hidden.rate"), turned.into_dyn());
        assert_eq!(file.array::<f32, _>("deep").unwrap(), deep);
    }

    #[test]
    fn names_that_would_get_lost_are_refused() {
        let path = std::env::temp_dir().join("aru-npz-never-written.npz");
        let one = Array1::<f64>::zeros(1);
        for names in [["a", "a"], ["a", ""], ["a/b", "c"]] {
            let mut file = Npz::new();
            names.iter().for_each(|name| file.add(name, &one));
            assert!(file.write(&path).is_err(), "{names:?}");
        }
        assert!(!path.exists());
    }

    #[test]
    fn numbers_begin_where_numpy_wants_them() {
        for shape in [
            &[][..],
            &[1],
            &[3, 4],
            &[1000, 1000, 1000, 1000, 1000, 1000, 1000, 10],
        ] {
            assert_eq!(header("f32", shape).len() % ALIGNMENT, 0);
        }
        let text = String::from_utf8_lossy(&header("f64", &[3])[10..]).into_owned();
        assert!(text.starts_with("{'descr': '<f8', 'fortran_order': False, 'shape': (3,), }"));
    }
}
