//! Arrays of a `.npz` file: a zip archive of `.npy` files, as `numpy.savez` writes it.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use ndarray::{ArrayD, IxDyn, OwnedRepr};
use ndarray_npy::{NpzReader, ReadNpyError, ReadNpzError};

use super::unreadable;
use crate::error::Result;
use crate::numerics::scalar::Scalar;

/// Names of the arrays in a file.
pub(super) fn names(path: &Path) -> Result<Vec<String>> {
    let names: Vec<String> = open(path)?
        .names()
        .map_err(|error| unreadable(path, damaged(&error)))?
        .into_iter()
        .map(|name| name.strip_suffix(".npy").map(str::to_owned).unwrap_or(name))
        .collect();
    if names.is_empty() {
        return Err(unreadable(path, "it holds no array"));
    }
    Ok(names)
}

/// An array of any real type.
pub(super) fn read<T: Scalar>(path: &Path, name: &str) -> Result<ArrayD<T>> {
    let mut file = open(path)?;
    let entry = entry(&mut file, path, name)?;
    // The type is not known before the header has been read, so each is tried on it in turn.
    macro_rules! read_as_one_of {
        ($($element:ty => $number:expr),* $(,)?) => {{
            $(match file.by_name::<OwnedRepr<$element>, IxDyn>(&entry) {
                Ok(array) => {
                    let number: fn($element) -> f64 = $number;
                    return Ok(array.mapv(|element| T::from_f64(number(element))));
                }
                Err(ReadNpzError::Npy(ReadNpyError::WrongDescriptor(_))) => {}
                Err(error) => {
                    return Err(unreadable(path, format!("array `{name}`: {}", damaged(&error))));
                }
            })*
        }};
    }
    read_as_one_of!(
        f32 => f64::from,
        f64 => |number| number,
        bool => |truth| f64::from(u8::from(truth)),
        i8 => f64::from,
        i16 => f64::from,
        i32 => f64::from,
        i64 => |number| number as f64,
        u8 => f64::from,
        u16 => f64::from,
        u32 => f64::from,
        u64 => |number| number as f64,
    );
    let found = match file.by_name::<OwnedRepr<f64>, IxDyn>(&entry) {
        Err(ReadNpzError::Npy(ReadNpyError::WrongDescriptor(found))) => found.to_string(),
        _ => "another type".into(),
    };
    Err(unreadable(
        path,
        format!(
            "array `{name}` has elements of the NumPy type {found}, expected real numbers or truth values; in Python, \
             `array.astype('float32')` makes them so"
        ),
    ))
}

/// The name of an array's entry in the archive, with `.npy` or without.
fn entry(file: &mut NpzReader<BufReader<File>>, path: &Path, name: &str) -> Result<String> {
    let entries = file.names().map_err(|error| unreadable(path, damaged(&error)))?;
    let with_suffix = format!("{name}.npy");
    Ok(if entries.contains(&with_suffix) {
        with_suffix
    } else {
        name.to_owned()
    })
}

fn open(path: &Path) -> Result<NpzReader<BufReader<File>>> {
    let file = File::open(path).map_err(|error| unreadable(path, error))?;
    NpzReader::new(BufReader::new(file)).map_err(|error| unreadable(path, damaged(&error)))
}

fn damaged(error: &ReadNpzError) -> String {
    format!("it is no .npz file or is damaged ({error}); write it again")
}
