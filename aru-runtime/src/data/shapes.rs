//! Whether arrays fit a network.

use ndarray::{ArrayView3, Axis};

use crate::data::sequences::Sequences;
use crate::error::{Error, Result};
use crate::network::description::Description;
use crate::numerics::scalar::Scalar;

/// Refuses a data set whose features are not those of the network.
pub(crate) fn check_data<T: Scalar>(description: &Description, data: &Sequences<T>) -> Result<()> {
    check_inputs(description, &data.inputs())?;
    let outputs = description.outputs().map(|output| (&*output.name, output.size));
    check_features("targets", "output", data.targets().shape(), outputs)
}

/// Refuses inputs whose features are not those of the network.
pub(crate) fn check_inputs<T>(description: &Description, inputs: &ArrayView3<'_, T>) -> Result<()> {
    let parts = description.inputs.iter().map(|input| (&*input.name, input.size));
    check_features("inputs", "input", inputs.shape(), parts)
}

fn check_features<'a>(
    what: &str,
    part: &str,
    shape: &[usize],
    parts: impl Iterator<Item = (&'a str, usize)>,
) -> Result<()> {
    let parts: Vec<_> = parts.collect();
    let features: usize = parts.iter().map(|&(_, size)| size).sum();
    if shape[2] == features {
        return Ok(());
    }
    let named: Vec<String> = parts
        .iter()
        .map(|(name, size)| format!("{size} of `{name}`"))
        .collect();
    let parts = match &parts[..] {
        [(name, _)] => format!("those of {part} `{name}`"),
        _ => format!("{}, side by side", named.join(", ")),
    };
    let expected = format!("[sequence, step, {features}], the last axis {parts}");
    Err(Error::shape(what, expected, shape))
}

/// Refuses an array [sequence, step, feature] that holds NaN or infinity.
pub(crate) fn check_finite<T: Scalar>(what: &str, array: &ArrayView3<'_, T>, expected: &str) -> Result<()> {
    for (sequence, steps) in array.axis_iter(Axis(0)).enumerate() {
        // Nearly always all is well, and a sum tells so in one pass that vectorises: it is finite only if all are.
        if steps.iter().map(|value| value.to_f64() * 0.0).sum::<f64>() == 0.0 {
            continue;
        }
        let bad = steps.indexed_iter().find(|(_, value)| !value.is_finite());
        if let Some(((step, feature), value)) = bad {
            return Err(Error::Value {
                what: what.to_string(),
                found: value.to_f64(),
                at: format!("sequence {sequence}, step {step}, feature {feature}"),
                expected: expected.to_string(),
            });
        }
    }
    Ok(())
}
