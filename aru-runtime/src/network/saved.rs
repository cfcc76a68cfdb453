//! Networks in files: safetensors, one tensor a parameter, the declaration as JSON in the metadata.
//!
//! Any reader of safetensors opens such a file: in Python, `safetensors.numpy.load_file(path)` gives the parameters by
//! name. A checksum of the whole file stands in the metadata, where it counts as zeros.

mod matching;

use std::collections::BTreeMap;
use std::path::Path;

use safetensors::tensor::{Dtype, SafeTensors};

pub(crate) use self::matching::load_matching;
pub use self::matching::{Kept, Matching};
use crate::error::{Error, Result};
use crate::files;
use crate::files::tensors::{self, CHECKSUM, Tensor};
use crate::network::description::{Description, Parameter, json};
use crate::network::difference::{first_difference, through_json};
use crate::network::linked::Masks;
use crate::network::parameters;
use crate::network::programmed::Programmed;
use crate::numerics::bytes::{dtype, to_bytes};
use crate::numerics::scalar::Scalar;
use crate::warnings::warn;

/// Where the metadata holds the declaration.
pub(crate) const DECLARATION: &str = "aru.declaration";

/// Where the metadata holds the version of the format.
const FORMAT: &str = "aru.format";

/// The version that this code writes, and the newest that it reads.
const NEWEST_FORMAT: u32 = 2;

/// The first version with a checksum.
const WITH_CHECKSUM: u32 = 2;

/// Writes every parameter, in the network's own number type.
pub(crate) fn save<N: Programmed>(network: &N, path: &Path) -> Result<()> {
    let refuse = |cause: String| Error::file("write", path, cause);
    let declaration = serde_json::to_string(network.program().description)
        .map_err(|error| refuse(format!("the declaration: {error}")))?;
    let metadata = BTreeMap::from([
        (DECLARATION.to_string(), declaration),
        (FORMAT.to_string(), NEWEST_FORMAT.to_string()),
    ]);
    let contents: Vec<Tensor> = parameters::all(network)
        .map(|parameter| Tensor {
            name: parameter.name().to_string(),
            shape: parameter.shape().to_vec(),
            dtype: dtype::<N::Number>(),
            bytes: to_bytes(parameter.values()),
        })
        .collect();
    files::write(path, &tensors::to_bytes(metadata, &contents).map_err(refuse)?)
}

/// Reads the parameters of a network of this declaration; in the file they may be of the other type, and are then converted.
pub(crate) fn load<T: Scalar>(description: &Description, path: &Path) -> Result<Vec<T>> {
    let opened = Opened::read(path)?;
    check_declaration(description, &opened.declaration, path)?;
    opened.values(description, path)
}

/// A file of a network, whatever the network, as it was written.
pub(crate) struct Opened {
    content: Vec<u8>,
    pub(crate) declaration: Description,
}

impl Opened {
    /// Reads a file: all of it, and its declaration.
    pub(crate) fn read(path: &Path) -> Result<Self> {
        let content = files::read(path)?;
        let refuse = |cause: String| Error::file("read", path, cause);
        let (declaration, format) = declaration_of(&content).map_err(refuse)?;
        if let Some(warning) = check_sum(&content, format).map_err(refuse)? {
            warn(format_args!("`{}`: {warning}", path.display()));
        }
        Ok(Opened { content, declaration })
    }

    /// The values of all parameters, and of nothing else.
    pub(crate) fn values<T: Scalar>(&self, description: &Description, path: &Path) -> Result<Vec<T>> {
        let refuse = |cause: String| Error::file("read", path, cause);
        let tensors = tensors::tensors(&self.content).map_err(refuse)?;
        let is_foreign = |name: &&&str| description.parameter(name).is_none();
        if let Some(name) = tensors.names().iter().find(is_foreign) {
            return Err(refuse(format!(
                "it holds `{name}`, which its own declaration does not have"
            )));
        }
        let mut values = Vec::new();
        let masks = Masks::of(description);
        for declared in description.parameters.iter() {
            let read = read_parameter::<T>(&tensors, description, declared).map_err(refuse)?;
            // A mask that is a parameter stands before its weight.
            let checked = masks.check(declared, &read, &values);
            checked.map_err(|error| refuse(error.to_string()))?;
            values.extend(read);
        }
        masks.clear_weights(&mut values);
        Ok(values)
    }
}

/// Refuses a file that is not as it was written; a warning where it is too old to tell.
fn check_sum(content: &[u8], format: u32) -> std::result::Result<Option<&'static str>, String> {
    let checked = tensors::check_sum(content).map_err(|fault| {
        format!(
            "{fault}; a program that changes it on purpose leaves `{CHECKSUM}` out and writes `{FORMAT}` 1"
        )
    })?;
    match checked {
        Some(()) => Ok(None),
        None if format >= WITH_CHECKSUM => Err(format!(
            "its metadata have no `{CHECKSUM}`: it is damaged, or was written by another program; take a copy of it"
        )),
        None => Ok(Some(
            "it has no checksum, so that damage would not be seen; saving it again gives it one",
        )),
    }
}

/// The declaration in a file, whatever the network, and the version of its format.
fn declaration_of(content: &[u8]) -> std::result::Result<(Description, u32), String> {
    let metadata = tensors::metadata(content)?;
    let entry = |key: &str| metadata.get(key);
    let foreign =
        || format!("it holds no network: its metadata have no `{DECLARATION}`; `save` writes such files");
    let declaration = entry(DECLARATION).ok_or_else(foreign)?;
    let format = match entry(FORMAT).and_then(|format| format.parse::<u32>().ok()) {
        Some(format @ 1..=NEWEST_FORMAT) => format,
        Some(0) => return Err(format!("its `{FORMAT}` is 0; it is damaged; take a copy of it")),
        Some(format) => {
            return Err(format!(
                "it is of format {format}, this version reads up to {NEWEST_FORMAT}; a newer version of aru saved it"
            ));
        }
        None => return Err(format!("its metadata have no number as `{FORMAT}`")),
    };
    let declaration =
        json::read(declaration).map_err(|error| format!("its declaration is damaged: {error}"))?;
    Ok((declaration, format))
}

/// Refuses a file of another network than this.
pub(crate) fn check_declaration(own: &Description, found: &Description, path: &Path) -> Result<()> {
    let own = through_json(own);
    match first_difference(found, &own) {
        None => Ok(()),
        Some(difference) => Err(Error::OtherNetwork {
            path: path.to_path_buf(),
            found: found.name.to_string(),
            expected: own.name.to_string(),
            difference,
        }),
    }
}

/// The values of a parameter, checked and converted.
fn read_parameter<T: Scalar>(
    tensors: &SafeTensors<'_>,
    description: &Description,
    declared: &Parameter,
) -> std::result::Result<Vec<T>, String> {
    let name = &declared.name;
    let tensor = tensors
        .tensor(name)
        .map_err(|_| format!("it lacks the parameter `{name}`"))?;
    if tensor.shape() != &*declared.shape {
        let (found, expected) = (tensor.shape(), &declared.shape);
        return Err(format!("`{name}` has shape {found:?}, expected {expected:?}"));
    }
    let data = tensor.data();
    let values: Vec<T> = match tensor.dtype() {
        Dtype::F32 => {
            let numbers = data.as_chunks().0.iter().map(|&bytes| f32::from_le_bytes(bytes));
            let numbers = numbers.enumerate();
            numbers
                .map(|(place, number)| convert(declared, place, number))
                .collect()
        }
        Dtype::F64 => {
            let numbers = data.as_chunks().0.iter().map(|&bytes| f64::from_le_bytes(bytes));
            let numbers = numbers.enumerate();
            numbers
                .map(|(place, number)| convert(declared, place, number))
                .collect()
        }
        other => {
            return Err(format!(
                "`{name}` holds numbers of type {other:?}, expected F32 or F64"
            ));
        }
    };
    parameters::check_values(declared, &values)
        .and_then(|()| parameters::check_scale_of_noise(description, declared, &values))
        .map_err(|error| error.to_string())?;
    Ok(values)
}

/// The number in another type. What lies inside its bounds does so afterwards: rounding must not carry a constant onto
/// an end that is excluded.
fn convert<S: Scalar, T: Scalar>(declared: &Parameter, place: usize, number: S) -> T {
    let bounds = declared.bounds.at(place);
    if bounds.contains(number) {
        bounds.nearest_inside(number.to_f64())
    } else {
        T::from_f64(number.to_f64())
    }
}

#[cfg(test)]
mod tests;
