//! Loading by names: what a file and a network have in common, whatever else is in either.

use std::fmt;
use std::path::Path;

use super::{check_sum, declaration_of, read_parameter};
use crate::error::{Error, Result};
use crate::files;
use crate::files::tensors;
use crate::network::description::{Description, Parameter, Role};
use crate::network::difference::{first_difference, through_json};
use crate::network::emitted::{Emitted, description};
use crate::network::linked::Masks;
use crate::network::parameters::ranges;
use crate::warnings::warn;

/// What [`Network::load_matching`](crate::Network::load_matching) took from a file, and what it did not.
///
/// It prints as a list.
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
}

impl Matching {
    /// The parameters that were loaded, in the order of the network.
    pub fn taken(&self) -> &[&'static str] {
        &self.taken
    }

    /// The parameters of the network that are as they were: the file lacks them, or has them in another shape; the mask of a
    /// density whose weight is.
    pub fn kept(&self) -> &[Kept] {
        &self.kept
    }

    /// The parameters of the file that were not loaded.
    pub fn unused(&self) -> &[String] {
        &self.unused
    }

    /// The first thing in which the file's network computes something else, as [`Network::load`](crate::Network::load)
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
            match &kept.in_file {
                None => write!(f, "which the file does not have")?,
                Some(shape) if shape == kept.shape => write!(f, "which comes with its weight alone")?,
                Some(shape) => write!(f, "of shape {:?}, {shape:?} in the file", kept.shape)?,
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
pub(crate) fn load_matching<N: Emitted>(network: &mut N, path: &Path) -> Result<Matching> {
    let content = files::read(path)?;
    let refuse = |cause: String| Error::file("read", path, cause);
    let (declaration, format) = declaration_of(&content).map_err(refuse)?;
    if let Some(warning) = check_sum(&content, format).map_err(refuse)? {
        warn(format_args!("`{}`: {warning}", path.display()));
    }
    let tensors = tensors::tensors(&content).map_err(refuse)?;
    let masks = Masks::of(description::<N>());
    let mut values = network.values().to_vec();
    let mut matching = Matching {
        taken: Vec::new(),
        kept: Vec::new(),
        unused: Vec::new(),
        difference: first_difference(&declaration, &through_json(description::<N>())),
    };
    for (declared, range) in ranges(description::<N>()) {
        let in_file = tensors.tensor(&declared.name).ok();
        let in_file = in_file.map(|tensor| tensor.shape().to_vec());
        // A mask without its weight would leave another weight with few pairs.
        let weight = match declared.role {
            Role::Mask { link } => weight_of(description::<N>(), link),
            _ => declared,
        };
        let fits = |declared: &Parameter| {
            let tensor = tensors.tensor(&declared.name);
            tensor.is_ok_and(|tensor| tensor.shape() == &*declared.shape)
        };
        if fits(declared) && fits(weight) {
            let read = read_parameter::<N::Number>(&tensors, description::<N>(), declared).map_err(refuse)?;
            // A mask that is a parameter stands before its weight.
            let checked = masks.check(declared, &read, &values);
            checked.map_err(|error| refuse(error.to_string()))?;
            values[range].copy_from_slice(&read);
            matching.taken.push(&declared.name);
        } else {
            matching.kept.push(Kept {
                name: &declared.name,
                shape: &declared.shape,
                in_file,
            });
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

fn weight_of(description: &'static Description, link: usize) -> &'static Parameter {
    &description.parameters[description.links[link].weight]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paper::Paper;
    use crate::run::network::Network;

    fn saved<T>(name: &str, network: &impl Network, then: impl FnOnce(&Path) -> T) -> T {
        let name = format!("aru-{}-matching-{name}.safetensors", std::process::id());
        let path = std::env::temp_dir().join(name);
        network.save(&path).unwrap();
        let result = then(&path);
        std::fs::remove_file(&path).ok();
        result
    }

    #[test]
    fn a_file_of_the_same_network_is_taken_whole() {
        let (net, mut other) = (Paper::<f64, 3>::new(1), Paper::<f64, 3>::new(2));
        let matching = saved("same", &net, |path| other.load_matching(path).unwrap());
        assert!(matching.is_complete() && matching.difference().is_none());
        assert_eq!(net.values(), other.values());
        assert_eq!(
            matching.taken().len(),
            Paper::<f64, 3>::DESCRIPTION.parameters.len()
        );
    }

    #[test]
    fn what_has_another_shape_stays_as_it_was() {
        let (net, mut other) = (Paper::<f64, 3>::new(1), Paper::<f32, 4>::new(2));
        let before = other.clone();
        let matching = saved("size", &net, |path| other.load_matching(path).unwrap());
        assert_eq!(
            matching.taken(),
            ["hidden.alpha_s", "hidden.alpha_r", "y.bias"],
            "{matching}"
        );
        let weight = &matching.kept()[0];
        assert_eq!(
            (weight.name, weight.shape, weight.in_file.as_deref()),
            ("x_to_hidden.weight", &[4, 2][..], Some(&[3, 2][..]))
        );
        assert_eq!(matching.unused().len(), matching.kept().len());
        assert_eq!(
            other.parameter("x_to_hidden.weight").unwrap().values(),
            before.parameter("x_to_hidden.weight").unwrap().values()
        );
        let text = matching.to_string();
        assert!(
            text.contains("as it was: x_to_hidden.weight, of shape [4, 2], [3, 2] in the file"),
            "{text}"
        );
        assert!(
            text.contains("the first difference: layer `hidden` has"),
            "{text}"
        );
    }

    #[test]
    fn what_cannot_be_a_value_is_refused_and_changes_nothing() {
        let mut net = Paper::<f64, 3>::new(2);
        let before = net.clone();
        let mut spoilt = Paper::<f64, 3>::new(1);
        spoilt.values_mut()[0] = f64::NAN;
        let fault = saved("spoilt", &spoilt, |path| net.load_matching(path).unwrap_err());
        assert!(fault.to_string().contains("x_to_hidden.weight"), "{fault}");
        assert_eq!(net.values(), before.values());
        assert!(net.load_matching("no/such/file").is_err());
    }

    aru_macros::recurrent_net! {
        struct OneDelay {
            input x: 4;
            layer h: Elman<3>;
            output y: 1;
            x -> h { density: 0.5; }
            h -> y;
        }

        struct TwoDelays {
            input x: 4;
            layer h: Elman<3>;
            output y: 1;
            x -> h { delays: [0, 1]; density: 0.5; }
            h -> y;
        }
    }

    /// The mask was taken, and cleared most of the weight that stayed.
    #[test]
    fn a_mask_comes_with_its_weight_alone() {
        let (net, mut other) = (OneDelay::<f64>::new(1), TwoDelays::<f64>::new(2));
        let before = other.clone();
        let matching = saved("mask", &net, |path| other.load_matching(path).unwrap());
        let kept: Vec<&str> = matching.kept().iter().map(|kept| kept.name).collect();
        assert_eq!(kept, ["x_to_h.mask", "x_to_h.weight"], "{matching}");
        for name in kept {
            let [now, then] = [&other, &before].map(|net| net.parameter(name).unwrap().values().to_vec());
            assert_eq!(now, then, "{name}");
        }
        let mut same = OneDelay::<f32>::new(2);
        let matching = saved("same-mask", &net, |path| same.load_matching(path).unwrap());
        assert!(matching.is_complete());
    }
}
