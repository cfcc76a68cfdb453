//! Data as the network takes them: scaled by the training part, windowed, labelled.

use aru::description::{Activation, Description};
use aru::{Scalar, Sequences};

use super::options::{Options, Scale};
use super::parts::Parts;
use crate::failure::{Failure, Outcome};
use crate::fit_file::Scales;
use crate::measures::Loss;

/// The first part of a window that brings the state to where it would be.
const FIFTH: usize = 5;

/// Whether targets are standardised too.
fn scales_targets(options: &Options, description: &Description) -> bool {
    let is_free = |activation: &Option<Activation>| *activation == Some(Activation::Identity);
    match options.scale {
        Scale::Both => true,
        Scale::Inputs | Scale::None => false,
        Scale::Auto => {
            options.loss == Loss::Mse && description.outputs().all(|output| is_free(&output.activation))
        }
    }
}

/// Scales all parts as the training part says: what the others are must not be known yet.
pub fn scaled<T: Scalar>(
    parts: Parts<T>,
    options: &Options,
    description: &Description,
) -> Outcome<(Parts<T>, Scales)> {
    if options.scale == Scale::Both && options.loss != Loss::Mse {
        return Err(Failure::of(format_args!(
            "`--scale both` changes what is predicted, and the loss `{}` needs it as it is; say `--scale inputs`",
            options.loss.name()
        )));
    }
    let advice = |error: aru::Error| {
        Failure::of(format_args!(
            "{error}\nhelp: `--scale none` takes the data as they are"
        ))
    };
    let mut scales = Scales::default();
    let mut train = parts.train;
    if options.scale != Scale::None {
        let (scaled, scale) = train.standardise().map_err(advice)?;
        (train, scales.inputs) = (scaled, Some(scale));
    }
    if scales_targets(options, description) {
        let (scaled, scale) = train.standardise_targets().map_err(advice)?;
        (train, scales.targets) = (scaled, Some(scale));
    }
    let alike = |part: Option<Sequences<T>>| -> Outcome<Option<Sequences<T>>> {
        let Some(mut part) = part else { return Ok(None) };
        if let Some(scale) = &scales.inputs {
            part = part.standardise_with(scale)?;
        }
        if let Some(scale) = &scales.targets {
            part = part.standardise_targets_with(scale)?;
        }
        Ok(Some(part))
    };
    let parts = Parts {
        validation: alike(parts.validation)?,
        test: alike(parts.test)?,
        train,
    };
    Ok((parts, scales))
}

/// The training part in windows of so many steps, where these are shorter than the sequences.
pub fn windows<T: Scalar>(train: Sequences<T>, window: usize) -> Outcome<(Sequences<T>, Option<String>)> {
    if window >= train.steps() {
        return Ok((train, None));
    }
    let burn_in = window / FIFTH;
    let windows = train.windows(window, (window - burn_in).max(1), burn_in)?;
    let words = format!(
        "trained on in {} windows of {window} steps, of which the first {burn_in} are not scored",
        windows.len()
    );
    Ok((windows, Some(words)))
}
