//! What a fit leaves beside its weights: what it was given, and the scales that its data were brought to.

use std::collections::BTreeMap;
use std::path::Path;

use aru::ndarray::{Array3, ArrayViewMut3};
use aru::{Scalar, Standardisation};
use serde::{Deserialize, Serialize};

use crate::axes::Order;
use crate::failure::{Failure, Outcome};
use crate::output;

/// Its name in the folder of a fit.
pub const FIT: &str = "fit.json";
/// The text of the network there.
pub const TEXT: &str = "network.aru";
/// Its parameters.
pub const WEIGHTS: &str = "network.safetensors";

/// The version of the form that this program writes, and the newest that it reads.
const NEWEST: u32 = 1;

/// All that `aru run` and `aru export` need beside the weights.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FitFile {
    format: u32,
    /// Name of the network.
    pub net: String,
    /// Sizes by name.
    pub set: BTreeMap<String, usize>,
    /// Names of the arrays.
    pub input: Vec<String>,
    pub target: Vec<String>,
    pub axes: Order,
    /// Length of a step in seconds, where it is known.
    pub dt: Option<f64>,
    /// What was made small, as `--loss` says it.
    pub loss: String,
    pub scales: Scales,
}

/// By what inputs and targets were shifted and scaled, where they were.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Scales {
    pub inputs: Option<Standardisation>,
    pub targets: Option<Standardisation>,
}

impl FitFile {
    /// Of this form.
    pub fn new(net: &str, set: &[(String, usize)], scales: Scales) -> Self {
        FitFile {
            format: NEWEST,
            net: net.to_owned(),
            set: set.iter().cloned().collect(),
            input: Vec::new(),
            target: Vec::new(),
            axes: Order::default(),
            dt: None,
            loss: String::new(),
            scales,
        }
    }

    /// Writes it into the folder of a fit.
    pub fn write(&self, folder: &Path) -> Outcome {
        let text = serde_json::to_string_pretty(self)
            .map_err(|error| Failure::of(format_args!("cannot write `{FIT}`: {error}")))?;
        output::save(&folder.join(FIT), (text + "\n").as_bytes())
    }

    /// The one of that folder, where there is one.
    pub fn read(folder: &Path) -> Outcome<Option<Self>> {
        let path = folder.join(FIT);
        if !path.exists() {
            return Ok(None);
        }
        let refuse = |cause: String| Failure::of(format_args!("cannot read `{}`: {cause}", path.display()));
        let text = std::fs::read_to_string(&path).map_err(|error| refuse(error.to_string()))?;
        let fit: FitFile = serde_json::from_str(&text)
            .map_err(|error| refuse(format!("{error}; `aru train` writes it, take a copy of it")))?;
        match fit.format {
            NEWEST => Ok(Some(fit)),
            format => Err(refuse(format!(
                "it is of format {format}, this version reads {NEWEST}; a newer version of aru wrote it"
            ))),
        }
    }
}

impl Scales {
    /// Inputs as the network takes them.
    pub fn scale_inputs<T: Scalar>(&self, inputs: ArrayViewMut3<'_, T>) -> Outcome {
        match &self.inputs {
            Some(scale) => Ok(scale.apply(inputs)?),
            None => Ok(()),
        }
    }

    /// Outputs in the units of the data.
    pub fn in_units<T: Scalar>(&self, mut outputs: Array3<T>) -> Outcome<Array3<T>> {
        if let Some(scale) = &self.targets {
            scale.undo(outputs.view_mut())?;
        }
        Ok(outputs)
    }
}
