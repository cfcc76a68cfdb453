//! States in files: safetensors, one tensor a part, with the declaration of the network that they are of.

use std::collections::BTreeMap;
use std::path::Path;

use super::{State, check_finite, parts};
use crate::error::{Error, Result};
use crate::files;
use crate::files::tensors::{self, Tensor};
use crate::network::description::json;
use crate::network::program::Program;
use crate::network::saved::{DECLARATION, check_declaration};
use crate::numerics::bytes::{converted, dtype, to_bytes};
use crate::run::network::Network;

/// Where the metadata hold the version of the format.
const FORMAT: &str = "aru.state";

/// The version that this code writes and reads.
const VERSION: &str = "1";

pub(super) fn save<N: Network>(state: &State<N>, path: &Path) -> Result<()> {
    let refuse = |cause: String| Error::file("write", path, cause);
    let declaration = serde_json::to_string(state.description())
        .map_err(|error| refuse(format!("the declaration: {error}")))?;
    let metadata = BTreeMap::from([
        (DECLARATION.to_string(), declaration),
        (FORMAT.to_string(), VERSION.to_string()),
    ]);
    let contents: Vec<Tensor> = parts(&state.program)
        .into_iter()
        .map(|part| Tensor {
            shape: match part.is_line {
                true => vec![part.rows, part.units],
                false => vec![part.units],
            },
            dtype: dtype::<N::Scalar>(),
            bytes: to_bytes(&state.values[part.range()]),
            name: part.name,
        })
        .collect();
    files::write(path, &tensors::to_bytes(metadata, &contents).map_err(refuse)?)
}

/// Reads a state of networks of this program.
pub(super) fn load<N: Network>(program: Program<N::Scalar>, path: &Path) -> Result<State<N>> {
    let content = files::read(path)?;
    let refuse = |cause: String| Error::file("read", path, cause);
    let metadata = tensors::metadata(&content).map_err(refuse)?;
    let entry = |key: &str| metadata.get(key).map(String::as_str);
    match entry(FORMAT) {
        Some(VERSION) => {}
        Some(other) => {
            return Err(refuse(format!(
                "it is a state of format {other}, this version reads {VERSION}"
            )));
        }
        None => {
            return Err(refuse(
                "it holds no state of a network; `State::save` writes such files".into(),
            ));
        }
    }
    if tensors::check_sum(&content).map_err(refuse)?.is_none() {
        return Err(refuse("it has no checksum: it is damaged".into()));
    }
    let declaration =
        entry(DECLARATION).ok_or_else(|| refuse(format!("its metadata have no `{DECLARATION}`")))?;
    let declaration =
        json::read(declaration).map_err(|error| refuse(format!("its declaration is damaged: {error}")))?;
    check_declaration(program.description, &declaration, path)?;
    let tensors = tensors::tensors(&content).map_err(refuse)?;
    let mut values = Vec::new();
    for part in parts(&program) {
        let name = &part.name;
        let tensor = tensors.tensor(name);
        let tensor = tensor.map_err(|_| refuse(format!("it lacks `{name}`")))?;
        let read: Vec<N::Scalar> = converted(tensor.dtype(), tensor.data())
            .filter(|read: &Vec<N::Scalar>| read.len() == part.len())
            .ok_or_else(|| refuse(format!("its `{name}` is no array of {} numbers", part.len())))?;
        check_finite(name, &read).map_err(|error| refuse(error.to_string()))?;
        values.extend(read);
    }
    Ok(State::of(program, values))
}
