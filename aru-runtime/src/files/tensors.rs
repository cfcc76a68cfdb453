//! Arrays in a file: safetensors, whose metadata hold a checksum of the whole file, in which its own digits count as zeros.

use std::collections::HashMap;

use safetensors::tensor::{Dtype, SafeTensorError, SafeTensors, TensorView};

use super::checksum;

/// Where the metadata hold the checksum.
pub const CHECKSUM: &str = "aru.checksum";

/// An array as it stands in a file.
pub struct Tensor {
    pub name: String,
    pub shape: Vec<usize>,
    pub dtype: Dtype,
    /// Little-endian, row-major.
    pub bytes: Vec<u8>,
}

/// The content of a file of arrays.
///
/// # Errors
/// A shape that is not that of the bytes, metadata that leave the checksum no place.
pub fn to_bytes(mut metadata: HashMap<String, String>, tensors: &[Tensor]) -> Result<Vec<u8>, String> {
    metadata.insert(CHECKSUM.to_string(), checksum::BLANK.to_string());
    let views = tensors.iter().map(|tensor| {
        let view = TensorView::new(tensor.dtype, tensor.shape.clone(), &tensor.bytes)?;
        Ok((tensor.name.as_str(), view))
    });
    let mut content = views
        .collect::<Result<Vec<_>, SafeTensorError>>()
        .and_then(|views| safetensors::serialize(views, Some(metadata)))
        .map_err(|error| error.to_string())?;
    let place = place_of_checksum(&content).ok_or("its checksum has no place")?;
    let sum = checksum::around(&content, place);
    content[place..place + checksum::DIGITS].copy_from_slice(sum.as_bytes());
    Ok(content)
}

/// Whether the checksum of a file is that of its content; None where it has none.
///
/// # Errors
/// It is another.
pub fn check_sum(content: &[u8]) -> Result<Option<()>, String> {
    let Some(place) = place_of_checksum(content) else {
        return Ok(None);
    };
    let written = String::from_utf8_lossy(&content[place..place + checksum::DIGITS]);
    checksum::compare(&checksum::around(content, place), &written).map(Some)
}

/// The metadata of a file.
///
/// # Errors
/// It is not of this format, or not whole.
pub fn metadata(content: &[u8]) -> Result<HashMap<String, String>, String> {
    let (_, header) = SafeTensors::read_metadata(content).map_err(|error| not_safetensors(&error))?;
    Ok(header.metadata().clone().unwrap_or_default())
}

/// The arrays of a file.
///
/// # Errors
/// As [`metadata`].
pub fn tensors(content: &[u8]) -> Result<SafeTensors<'_>, String> {
    SafeTensors::deserialize(content).map_err(|error| not_safetensors(&error))
}

fn not_safetensors(error: &SafeTensorError) -> String {
    format!("it is no safetensors file, or not a whole one: {error}")
}

/// Where the digits of the checksum stand. Within text JSON has a backslash before a quotation mark, so that this is the
/// key itself wherever it is found in the header.
pub(crate) fn place_of_checksum(content: &[u8]) -> Option<usize> {
    let length = u64::from_le_bytes(*content.first_chunk()?);
    let end = usize::try_from(length).ok()?.checked_add(8)?;
    let header = content.get(..end)?;
    let key = format!("\"{CHECKSUM}\":\"");
    let found = header
        .windows(key.len())
        .position(|window| window == key.as_bytes())?;
    let place = found + key.len();
    (place + checksum::DIGITS <= header.len()).then_some(place)
}
