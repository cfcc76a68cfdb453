//! Which data they are, in a line: for files that belong to one data set.

use super::Sequences;
use crate::numerics::bytes::to_bytes;
use crate::numerics::scalar::Scalar;

impl<T: Scalar> Sequences<T> {
    /// Sizes, and a checksum (CRC-32) of every number, length and weight.
    pub(crate) fn fingerprint(&self) -> String {
        let mut sum = crc32fast::Hasher::new();
        for array in [&self.inputs, &self.targets] {
            for sequence in array.outer_iter() {
                sum.update(&to_bytes(sequence.to_slice().expect("data lie in C order")));
            }
        }
        for length in self.lengths.iter().flatten() {
            sum.update(&(*length as u64).to_le_bytes());
        }
        if let Some(weights) = &self.weights {
            sum.update(b"weights");
            sum.update(&to_bytes(weights.as_slice().expect("weights lie in C order")));
        }
        if let Some(weights) = &self.output_weights {
            sum.update(b"weights of outputs");
            sum.update(&to_bytes(weights.as_slice().expect("weights lie in C order")));
        }
        let (sequences, steps, inputs) = self.inputs.dim();
        format!(
            "{sequences} sequences of {steps} steps, {inputs} inputs, {} targets, checksum {:08x}",
            self.targets.dim().2,
            sum.finalize()
        )
    }
}
