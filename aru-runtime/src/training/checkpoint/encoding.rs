//! Checkpoints as files: safetensors, what is no array as JSON in the metadata.

use std::collections::{BTreeMap, HashMap};

use safetensors::tensor::SafeTensors;

use super::identity::Identity;
use super::state::{Progress, State};
use crate::files::tensors::{self, Tensor};
use crate::numerics::bytes::{dtype, from_bytes, to_bytes};
use crate::numerics::scalar::Scalar;

/// Keys of the metadata.
const FORMAT: &str = "aru.checkpoint";
const IDENTITY: &str = "aru.fit";
const PROGRESS: &str = "aru.progress";

/// The version that this code writes and reads.
const VERSION: &str = "1";

/// The content of a file.
///
/// # Errors
/// A row of a history with a number that is not finite, which JSON does not have.
pub(super) fn to_content<T: Scalar>(identity: &Identity, state: &State<T>) -> Result<Vec<u8>, String> {
    let rows = state
        .progress
        .members
        .iter()
        .flat_map(|member| member.history.epochs());
    for row in rows {
        if !(row.train_loss.is_finite() && row.gradient_norm.is_finite()) {
            return Err(format!(
                "the loss of epoch {} is {}, its gradient norm {}, and a file holds finite numbers only; scale the loss",
                row.epoch, row.train_loss, row.gradient_norm
            ));
        }
    }
    let json_fault = |error: serde_json::Error| error.to_string();
    let metadata = BTreeMap::from([
        (FORMAT.to_string(), VERSION.to_string()),
        (
            IDENTITY.to_string(),
            serde_json::to_string(identity).map_err(json_fault)?,
        ),
        (
            PROGRESS.to_string(),
            serde_json::to_string(&state.progress).map_err(json_fault)?,
        ),
    ]);
    let mut arrays = vec![
        array("parameters", &state.parameters),
        array("coordinates", &state.coordinates),
        array("slopes", &state.slopes),
        array("optimiser", &state.optimiser),
        array("good", &state.good),
        array("candidate", &state.candidate),
        array("before", &state.before),
        array("sums", &state.sums),
    ];
    for (kind, own) in [("best", &state.best), ("end", &state.end)] {
        for (number, values) in own.iter().enumerate() {
            arrays.extend(
                values
                    .as_ref()
                    .map(|values| array(&format!("{kind}.{number}"), values)),
            );
        }
    }
    tensors::to_bytes(metadata, &arrays)
}

fn array<T: Scalar>(name: &str, values: &[T]) -> Tensor {
    Tensor {
        name: name.to_string(),
        shape: vec![values.len()],
        dtype: dtype::<T>(),
        bytes: to_bytes(values),
    }
}

/// The fit that wrote a file.
///
/// # Errors
/// It is damaged, or no checkpoint.
pub(super) fn identity(content: &[u8]) -> Result<Identity, String> {
    let metadata = tensors::metadata(content)?;
    match metadata.get(FORMAT).map(String::as_str) {
        Some(VERSION) => {}
        Some(other) => {
            return Err(format!(
                "it is a checkpoint of format {other}, this version reads {VERSION}; finish the fit with the version that \
                 began it"
            ));
        }
        None => return Err("it is no checkpoint of a fit; give the path of one".to_string()),
    }
    if tensors::check_sum(content)?.is_none() {
        return Err("it has no checksum: it is damaged".to_string());
    }
    json(&metadata, IDENTITY)
}

/// What a file holds, once its [`identity`] is that of the fit.
///
/// # Errors
/// It is damaged.
pub(super) fn state<T: Scalar>(content: &[u8]) -> Result<State<T>, String> {
    let progress: Progress = json(&tensors::metadata(content)?, PROGRESS)?;
    let arrays = tensors::tensors(content)?;
    let members = 0..progress.members.len();
    let of_members = |kind: &str| {
        let own = members
            .clone()
            .map(|number| read(&arrays, &format!("{kind}.{number}")).ok());
        own.collect()
    };
    Ok(State {
        parameters: read(&arrays, "parameters")?,
        coordinates: read(&arrays, "coordinates")?,
        slopes: read(&arrays, "slopes")?,
        optimiser: read(&arrays, "optimiser")?,
        good: read(&arrays, "good")?,
        candidate: read(&arrays, "candidate")?,
        before: read(&arrays, "before")?,
        sums: read(&arrays, "sums")?,
        best: of_members("best"),
        end: of_members("end"),
        progress,
    })
}

fn json<R: serde::de::DeserializeOwned>(metadata: &HashMap<String, String>, key: &str) -> Result<R, String> {
    let text = metadata
        .get(key)
        .ok_or_else(|| format!("its metadata have no `{key}`: it is damaged"))?;
    serde_json::from_str(text).map_err(|error| format!("its `{key}` is damaged: {error}"))
}

fn read<T: Scalar>(arrays: &SafeTensors<'_>, name: &str) -> Result<Vec<T>, String> {
    let array = arrays
        .tensor(name)
        .map_err(|_| format!("it has no array `{name}`"))?;
    if array.dtype() != dtype::<T>() {
        return Err(format!("its `{name}` is no array of {}", T::NAME));
    }
    Ok(from_bytes(array.data()))
}
