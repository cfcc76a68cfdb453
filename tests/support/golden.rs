//! The reference cases of tests/golden: read from their safetensors files.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use aru::trainer::Penalty;
use ndarray::Array3;
use safetensors::{Dtype, SafeTensors};

use super::problem::Penalised;

/// A tensor: shape, and values row-major.
#[derive(Clone, Debug)]
pub struct Tensor {
    pub shape: Vec<usize>,
    pub values: Vec<f64>,
}

/// One reference case.
pub struct Golden {
    name: &'static str,
    tensors: BTreeMap<String, Tensor>,
}

fn path(name: &str, extension: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../golden");
    folder.join(format!("{name}.{extension}"))
}

impl Golden {
    /// Reads `tests/golden/{name}.safetensors`.
    pub fn read(name: &'static str) -> Golden {
        let path = path(name, "safetensors");
        let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let file =
            SafeTensors::deserialize(&bytes).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let tensors = file.iter().map(|(tensor, view)| {
            assert_eq!(view.dtype(), Dtype::F64, "{name}: {tensor}");
            let values = view
                .data()
                .as_chunks()
                .0
                .iter()
                .map(|&bytes| f64::from_le_bytes(bytes))
                .collect();
            (
                tensor.to_string(),
                Tensor {
                    shape: view.shape().to_vec(),
                    values,
                },
            )
        });
        Golden {
            name,
            tensors: tensors.collect(),
        }
    }

    /// The tensor of this name.
    pub fn tensor(&self, name: &str) -> &Tensor {
        self.tensors
            .get(name)
            .unwrap_or_else(|| panic!("{}: no tensor `{name}`", self.name))
    }

    /// The tensor of this name, where the case has it.
    pub fn find(&self, name: &str) -> Option<&Tensor> {
        self.tensors.get(name)
    }

    /// The values of a tensor `[sequence, step, ..]`, zero beyond the length of a sequence: a reference may run on there.
    pub fn within_lengths(&self, name: &str) -> Vec<f64> {
        let Tensor { shape, values } = self.tensor(name);
        let mut values = values.clone();
        let (steps, width) = (shape[1], shape[2..].iter().product::<usize>());
        for (sequence, length) in self.lengths().into_iter().flatten().enumerate() {
            values[(sequence * steps + length) * width..(sequence + 1) * steps * width].fill(0.0);
        }
        values
    }

    /// A tensor of three axes.
    pub fn array(&self, name: &str) -> Array3<f64> {
        let Tensor { shape, values } = self.tensor(name);
        let &[a, b, c] = shape.as_slice() else {
            panic!("{}: `{name}` has shape {shape:?}", self.name)
        };
        Array3::from_shape_vec((a, b, c), values.clone()).expect("as many values as the shape says")
    }

    /// Number of steps of each sequence, where they differ.
    pub fn lengths(&self) -> Option<Vec<usize>> {
        let lengths = &self.tensors.get("lengths")?.values;
        Some(lengths.iter().map(|&length| length as usize).collect())
    }

    /// The penalties in `{name}.json`, where it has some.
    pub fn penalties(&self) -> Vec<Penalised> {
        let text = std::fs::read_to_string(path(self.name, "json")).expect("beside the tensors");
        let json: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
        let all = json["penalties"].as_array().map_or(&[][..], Vec::as_slice);
        let penalty = |one: &serde_json::Value| Penalised {
            on: one["on"].as_str().expect("a name").to_owned(),
            kind: match one["kind"].as_str() {
                Some("l1") => Penalty::L1,
                Some("l2") => Penalty::L2,
                Some("square") => Penalty::Square,
                Some("smoothness") => Penalty::Smoothness,
                other => panic!("{}: no penalty {other:?}", self.name),
            },
            lambda: one["lambda"].as_f64().expect("a number"),
        };
        all.iter().map(penalty).collect()
    }

    /// The one number of `penalty`, zero where there is none.
    pub fn penalty(&self) -> f64 {
        self.tensors
            .get("penalty")
            .map_or(0.0, |penalty| penalty.values[0])
    }

    /// The one number of `loss`.
    pub fn loss(&self) -> f64 {
        self.tensor("loss").values[0]
    }

    /// Everything under `{group}/`, by its name there.
    pub fn group(&self, group: &str) -> BTreeMap<&str, &Tensor> {
        let names = self.tensors.iter();
        names
            .filter_map(|(name, tensor)| Some((name.strip_prefix(group)?.strip_prefix('/')?, tensor)))
            .collect()
    }
}
