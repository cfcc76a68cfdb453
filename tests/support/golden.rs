//! The reference cases of tests/golden: read from their safetensors files.

use std::collections::BTreeMap;
use std::path::Path;

use ndarray::{Array3, s};
use safetensors::{Dtype, SafeTensors};

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

impl Golden {
    /// Reads `tests/golden/{name}.safetensors`.
    pub fn read(name: &'static str) -> Golden {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../golden")
            .join(format!("{name}.safetensors"));
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

    /// A tensor of three axes.
    pub fn array(&self, name: &str) -> Array3<f64> {
        let Tensor { shape, values } = self.tensor(name);
        let &[a, b, c] = shape.as_slice() else {
            panic!("{}: `{name}` has shape {shape:?}", self.name)
        };
        Array3::from_shape_vec((a, b, c), values.clone()).expect("as many values as the shape says")
    }

    /// How many steps of each sequence count, where they differ.
    pub fn lengths(&self) -> Option<Vec<usize>> {
        let lengths = self.tensors.get("lengths")?;
        Some(lengths.values.iter().map(|&length| length as usize).collect())
    }

    /// An array [sequence, step, ..] with zeros beyond the lengths.
    pub fn within<T: Clone + Default>(&self, mut array: Array3<T>) -> Array3<T> {
        for (mut sequence, length) in array.outer_iter_mut().zip(self.lengths().unwrap_or_default()) {
            sequence.slice_mut(s![length.., ..]).fill(T::default());
        }
        array
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
