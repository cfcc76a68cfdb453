//! Loading by names: what a file and a network have in common, whatever else is in either.

use std::fmt;
use std::path::Path;

use super::{Opened, read_parameter};
use crate::error::{Error, Result};
use crate::files::tensors;
use crate::network::description::{Description, LinkForm, Parameter, Role};
use crate::network::difference::{first_difference, through_json};
use crate::network::linked::Masks;
use crate::network::parameters::ranges;
use crate::network::programmed::Programmed;

/// What [`Network::load_matching`](crate::Network::load_matching) took from a file, and what it did not.
///
/// It prints as a list.
///
/// ```
/// # use aru::prelude::*;
/// # mod net { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doctests/net.rs")); }
/// # use net::Net;
/// # let path = std::env::temp_dir().join(format!("aru-matching-{}.safetensors", std::process::id()));
/// recurrent_net! {
///     struct Deeper {
///         input x: 1;
///         layer hidden: Aru<3> {
///             alpha_s: learn global(0.5) in logistic(0, 1);
///             alpha_r: 0.5;
///         }
///         layer readout: Dense<2>;
///         output y: 1;
///         x -> hidden -> readout -> y;
///         hidden ~> hidden;
///     }
/// }
/// Net::<f32>::new(1).save(&path)?;
/// let mut net = Deeper::<f32>::new(1);
/// let matching = net.load_matching(&path)?;
/// println!("{matching}");
/// assert!(matching.taken().contains(&"hidden_to_hidden.weight"));
/// assert!(matching.kept().iter().any(|kept| kept.name == "hidden_to_readout.weight"));
/// # std::fs::remove_file(&path).ok();
/// # Ok::<(), aru::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[must_use = "it says what was not loaded"]
pub struct Matching {
    taken: Vec<&'static str>,
    kept: Vec<Kept>,
    unused: Vec<String>,
    difference: Option<String>,
}

/// A parameter of the network that is as it was.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// Its name.
    pub name: &'static str,
    /// Its shape.
    pub shape: &'static [usize],
    /// The shape that the file has under this name; None where it has nothing.
    pub in_file: Option<Vec<usize>>,
    /// Why it cannot have the numbers of the file, where name and shape agree: one is outside its bounds, of the other sign
    /// or where nothing is linked, or is not finite. Of a mask it may be why its weight cannot be read under it.
    pub refused: Option<String>,
}

impl Matching {
    /// The parameters that were loaded, in the order of the network.
    pub fn taken(&self) -> &[&'static str] {
        &self.taken
    }

    /// The parameters of the network that are as they were: the file lacks them, or has them in another shape, or with numbers
    /// that they cannot have; a mask of a density and its weight where one of the two is.
    pub fn kept(&self) -> &[Kept] {
        &self.kept
    }

    /// The parameters of the file that were not loaded.
    pub fn unused(&self) -> &[String] {
        &self.unused
    }

    /// The first thing in which the file's network computes something else, as [`Declared::load`](crate::Declared::load)
    /// would refuse it. Numbers of the same name and shape can mean another thing for it: rates at another `dt`, weights of
    /// other delays.
    pub fn difference(&self) -> Option<&str> {
        self.difference.as_deref()
    }

    /// Every parameter was loaded, and of the file none is left.
    pub fn is_complete(&self) -> bool {
        self.kept.is_empty() && self.unused.is_empty()
    }
}

impl fmt::Display for Matching {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all = self.taken.len() + self.kept.len();
        write!(f, "loaded {} of {all} parameters", self.taken.len())?;
        for (index, name) in self.taken.iter().enumerate() {
            write!(f, "{} {name}", if index == 0 { ":" } else { "," })?;
        }
        for kept in &self.kept {
            write!(f, "\nas it was: {}, ", kept.name)?;
            match (&kept.in_file, &kept.refused) {
                (None, _) => write!(f, "which the file does not have")?,
                (_, Some(reason)) => write!(f, "which cannot have the numbers of the file: {reason}")?,
                (Some(shape), None) if shape == kept.shape => write!(f, "which comes with its weight alone")?,
                (Some(shape), None) => write!(f, "of shape {:?}, {shape:?} in the file", kept.shape)?,
            }
        }
        for name in &self.unused {
            write!(f, "\nnot used of the file: {name}")?;
        }
        if let Some(difference) = &self.difference {
            write!(f, "\nit is another network; the first difference: {difference}")?;
        }
        Ok(())
    }
}

/// Takes what has the same name and shape. After an error the network is as it was.
pub(crate) fn load_matching<N: Programmed>(network: &mut N, path: &Path) -> Result<Matching> {
    let description = network.program().description;
    let Opened { content, declaration } = Opened::read(path)?;
    let tensors = tensors::tensors(&content);
    let tensors = tensors.map_err(|cause| Error::file("read", path, cause))?;
    let masks = Masks::of(description);
    let mut values = network.values().to_vec();
    let mut matching = Matching {
        taken: Vec::new(),
        kept: Vec::new(),
        unused: Vec::new(),
        difference: first_difference(&declaration, &through_json(description)),
    };
    let fits = |declared: &Parameter| {
        let tensor = tensors.tensor(&declared.name);
        tensor.is_ok_and(|tensor| tensor.shape() == &*declared.shape)
    };
    let read = |declared: &Parameter, values: &[N::Number]| {
        let read = read_parameter::<N::Number>(&tensors, description, declared)?;
        let checked = masks.check(declared, &read, values);
        checked.map(|()| read).map_err(|error| error.to_string())
    };
    // Of weights that cannot be read under the mask of the file: why, which is why that is not taken either.
    let mut under_mask: Vec<(usize, String)> = Vec::new();
    for (declared, range) in ranges(description) {
        let in_file = tensors.tensor(&declared.name).ok();
        let in_file = in_file.map(|tensor| tensor.shape().to_vec());
        let found = match fits(declared) {
            true => read(declared, &values).map_err(Some),
            false => Err(None),
        };
        // A mask without its weight would leave another weight with few pairs. A mask stands before its weight.
        let found = match declared.role {
            Role::Mask { link } => found.and_then(|mask| {
                let weight = weight_of(description, link);
                let mut masked = values.clone();
                masked[range.clone()].copy_from_slice(&mask);
                if !fits(weight) {
                    return Err(None);
                }
                read(weight, &masked).map_err(|cause| {
                    under_mask.push((link, cause.clone()));
                    Some(cause)
                })?;
                Ok(mask)
            }),
            Role::Weight { link } => match under_mask.iter().find(|(own, _)| *own == link) {
                Some((_, cause)) => Err(Some(cause.clone())),
                None => found.and_then(|weight| match mask_of(description, link) {
                    Some(mask) if fits(mask) && !matching.taken.contains(&&*mask.name) => Err(Some(format!(
                        "`{}` is not taken, without which it means nothing",
                        mask.name
                    ))),
                    _ => Ok(weight),
                }),
            },
            _ => found,
        };
        match found {
            Ok(numbers) => {
                values[range].copy_from_slice(&numbers);
                matching.taken.push(&declared.name);
            }
            Err(refused) => matching.kept.push(Kept {
                name: &declared.name,
                shape: &declared.shape,
                in_file,
                refused,
            }),
        }
    }
    // In the order of the file's own declaration.
    let names = declaration.parameters.iter().map(|parameter| &*parameter.name);
    let unused = names.filter(|name| tensors.tensor(name).is_ok() && !matching.taken.contains(name));
    matching.unused = unused.map(str::to_owned).collect();
    masks.clear_weights(&mut values);
    network.values_mut().copy_from_slice(&values);
    Ok(matching)
}

/// The mask of a link that draws one.
fn mask_of(description: &'static Description, link: usize) -> Option<&'static Parameter> {
    match description.links[link].form {
        LinkForm::Sparse { mask, .. } => Some(&description.parameters[mask]),
        _ => None,
    }
}

fn weight_of(description: &'static Description, link: usize) -> &'static Parameter {
    let weight = description.links[link].weight;
    &description.parameters[weight.expect("a link that a parameter names has a weight")]
}

#[cfg(test)]
mod tests;
