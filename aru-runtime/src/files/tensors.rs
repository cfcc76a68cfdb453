//! Arrays in a file: safetensors, whose metadata hold a checksum of the whole file, in which its own digits count as zeros.

use std::collections::{BTreeMap, HashMap};

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

/// The content of a file of arrays: the same bytes whenever they are the same arrays and metadata.
///
/// # Errors
/// A shape that is not that of the bytes, metadata that leave the checksum no place.
pub fn to_bytes(mut metadata: BTreeMap<String, String>, tensors: &[Tensor]) -> Result<Vec<u8>, String> {
    metadata.insert(CHECKSUM.to_string(), checksum::BLANK.to_string());
    let views = tensors.iter().map(|tensor| {
        let view = TensorView::new(tensor.dtype, tensor.shape.clone(), &tensor.bytes)?;
        Ok((tensor.name.as_str(), view))
    });
    let mut content = views
        .collect::<Result<Vec<_>, SafeTensorError>>()
        .and_then(|views| safetensors::serialize(views, None))
        .map_err(|error| error.to_string())?;
    insert(&metadata, &mut content)?;
    let place = place_of_checksum(&content).ok_or("its checksum has no place")?;
    let sum = checksum::around(&content, place);
    content[place..place + checksum::DIGITS].copy_from_slice(sum.as_bytes());
    Ok(content)
}

/// Puts metadata in front of the arrays in the header of a file that has none, in the order of their keys. The library takes them
/// in a `HashMap` alone, whose order is another in each process and for each map, so that one network would have several files.
fn insert(metadata: &BTreeMap<String, String>, content: &mut Vec<u8>) -> Result<(), String> {
    let end = end_of_header(content).ok_or("its header has no end")?;
    let arrays = content[8..end].trim_ascii().strip_prefix(b"{");
    let arrays = arrays.ok_or("its header is no object")?;
    let own = serde_json::to_string(metadata).map_err(|error| error.to_string())?;
    let mut header = format!("{{\"__metadata__\":{own}").into_bytes();
    if arrays != b"}" {
        header.push(b',');
    }
    header.extend(arrays);
    // Arrays begin at a multiple of the largest number.
    header.resize(header.len().next_multiple_of(8), b' ');
    let length = (header.len() as u64).to_le_bytes();
    content.splice(..end, length.into_iter().chain(header));
    Ok(())
}

/// Where the header of a file ends, and its arrays begin.
fn end_of_header(content: &[u8]) -> Option<usize> {
    let length = u64::from_le_bytes(*content.first_chunk()?);
    let end = usize::try_from(length).ok()?.checked_add(8)?;
    (end <= content.len()).then_some(end)
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
    let header = &content[..end_of_header(content)?];
    let key = format!("\"{CHECKSUM}\":\"");
    let found = header
        .windows(key.len())
        .position(|window| window == key.as_bytes())?;
    let place = found + key.len();
    (place + checksum::DIGITS <= header.len()).then_some(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_arrays_are_the_same_file() {
        let tensors = ["b", "a"].map(|name| Tensor {
            name: name.to_string(),
            shape: vec![3],
            dtype: Dtype::F32,
            bytes: vec![7; 12],
        });
        let metadata = || {
            let entries = (0..20).map(|number| (format!("key \"{number}\""), format!("{{\"{number}\"}}")));
            entries.collect::<BTreeMap<String, String>>()
        };
        for tensors in [tensors.as_slice(), &[]] {
            let content = to_bytes(metadata(), tensors).unwrap();
            assert_eq!(content, to_bytes(metadata(), tensors).unwrap());
            assert_eq!(check_sum(&content), Ok(Some(())));
            let mut read = self::metadata(&content).unwrap();
            read.remove(CHECKSUM);
            assert_eq!(read.into_iter().collect::<BTreeMap<_, _>>(), metadata());
            let arrays = self::tensors(&content).unwrap();
            assert_eq!(arrays.len(), tensors.len());
            for tensor in tensors {
                assert_eq!(arrays.tensor(&tensor.name).unwrap().data(), &tensor.bytes);
            }
        }
    }
}
