//! Loading by names: what a file and a network have in common, whatever else is in either.

use std::fmt;
use std::path::Path;

use super::{check_sum, declaration_of, read_parameter};
use crate::error::{Error, Result};
use crate::files;
use crate::files::tensors;
use crate::network::description::{Description, LinkForm, Parameter, Role};
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
    let fits = |declared: &Parameter| {
        let tensor = tensors.tensor(&declared.name);
        tensor.is_ok_and(|tensor| tensor.shape() == &*declared.shape)
    };
    let read = |declared: &Parameter, values: &[N::Number]| {
        let read = read_parameter::<N::Number>(&tensors, description::<N>(), declared)?;
        let checked = masks.check(declared, &read, values);
        checked.map(|()| read).map_err(|error| error.to_string())
    };
    // Of weights that cannot be read under the mask of the file: why, which is why that is not taken either.
    let mut under_mask: Vec<(usize, String)> = Vec::new();
    for (declared, range) in ranges(description::<N>()) {
        let in_file = tensors.tensor(&declared.name).ok();
        let in_file = in_file.map(|tensor| tensor.shape().to_vec());
        let found = match fits(declared) {
            true => read(declared, &values).map_err(Some),
            false => Err(None),
        };
        // A mask without its weight would leave another weight with few pairs. A mask stands before its weight.
        let found = match declared.role {
            Role::Mask { link } => found.and_then(|mask| {
                let weight = weight_of(description::<N>(), link);
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
                None => found.and_then(|weight| match mask_of(description::<N>(), link) {
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
        LinkForm::Sparse { mask } => Some(&description.parameters[mask]),
        _ => None,
    }
}

fn weight_of(description: &'static Description, link: usize) -> &'static Parameter {
    let weight = description.links[link].weight;
    &description.parameters[weight.expect("a link that a parameter names has a weight")]
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
    fn what_cannot_be_a_value_is_told_and_the_rest_is_taken() {
        let mut net = Paper::<f64, 3>::new(2);
        let before = net.clone();
        let mut spoilt = Paper::<f64, 3>::new(1);
        spoilt.values_mut()[0] = f64::NAN;
        let matching = saved("spoilt", &spoilt, |path| net.load_matching(path).unwrap());
        let [kept] = matching.kept() else {
            panic!("{matching}")
        };
        assert_eq!(kept.name, "x_to_hidden.weight");
        let reason = kept.refused.as_deref().unwrap();
        assert!(
            reason.contains("`x_to_hidden.weight` holds NaN at [0, 0]"),
            "{reason}"
        );
        assert!(matching.to_string().contains(reason), "{matching}");
        assert_eq!(matching.unused(), ["x_to_hidden.weight"]);
        let weight = |net: &Paper<f64, 3>| net.parameter("x_to_hidden.weight").unwrap().values().to_vec();
        assert_eq!(weight(&net), weight(&before));
        assert_eq!(net.values()[6..], spoilt.values()[6..]);
        assert!(net.load_matching("no/such/file").is_err());
    }

    aru_macros::recurrent_net! {
        struct Unbound {
            input x: 2;
            layer h: Aru<2> { alpha_s: learn global(1.5) in 0.1..=1.9; alpha_r: 1.0; activation: relu; }
            layer g: Elman<2>;
            output y: 1;
            x -> h -> g -> y;
            g ~> g;
        }

        struct Bound {
            input x: 2;
            layer h: Aru<2> {
                alpha_s: learn global(0.5) in 0.1..=1;
                alpha_r: 1.0;
                activation: relu;
                sign: dale(excitatory 0.5);
            }
            layer g: Elman<2>;
            output y: 1;
            x -> h -> g -> y;
            g ~> g { mask: by(others); }
        }
    }

    fn others(target: usize, source: usize) -> bool {
        target != source
    }

    /// One weight refused the whole file.
    #[test]
    fn each_parameter_that_breaks_a_mask_a_sign_or_a_range_is_told() {
        let (mut net, mut other) = (Unbound::<f64>::new(1), Bound::<f64>::new(2));
        net.set("h_to_g.weight", &[1.0, 2.0, -3.0, -4.0]).unwrap();
        let before = other.clone();
        let matching = saved("bound", &net, |path| other.load_matching(path).unwrap());
        let kept: Vec<&str> = matching.kept().iter().map(|kept| kept.name).collect();
        assert_eq!(
            kept,
            ["h.alpha_s", "h_to_g.weight", "g_to_g.weight"],
            "{matching}"
        );
        for kept in matching.kept() {
            let [now, then] =
                [&other, &before].map(|net| net.parameter(kept.name).unwrap().values().to_vec());
            assert_eq!(now, then, "{}", kept.name);
            assert!(
                kept.refused
                    .as_ref()
                    .is_some_and(|reason| reason.contains(kept.name))
            );
        }
        assert_eq!(other.x_to_h().weight(), net.x_to_h().weight());
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

    /// Neither is taken where the weight cannot be, and a mask that is none is told by its name.
    #[test]
    fn a_mask_is_taken_with_its_weight_or_not_at_all() {
        let mut spoilt = OneDelay::<f64>::new(1);
        let place = spoilt.values().iter().position(|&value| value == 1.0).unwrap();
        for (value, kept) in [(f64::NAN, "x_to_h.weight"), (0.5, "x_to_h.mask")] {
            let mut same = OneDelay::<f64>::new(2);
            let before = same.clone();
            let at = if value.is_nan() { 12 } else { place };
            let sound = std::mem::replace(&mut spoilt.values_mut()[at], value);
            let matching = saved("spoilt-mask", &spoilt, |path| same.load_matching(path).unwrap());
            spoilt.values_mut()[at] = sound;
            let refused = matching.kept().iter().find(|one| one.name == kept).unwrap();
            assert!(refused.refused.is_some(), "{matching}");
            let causes: Vec<&str> = matching
                .kept()
                .iter()
                .filter_map(|one| one.refused.as_deref())
                .collect();
            // Each of the two was the cause of the other.
            assert!(
                causes[0].contains(&format!("`{kept}` holds {value:?} at")),
                "{matching}"
            );
            if value.is_nan() {
                assert_eq!(causes, [causes[0]; 2]);
            }
            for name in ["x_to_h.mask", "x_to_h.weight"] {
                let [now, then] = [&same, &before].map(|net| net.parameter(name).unwrap().values().to_vec());
                assert_eq!(now, then, "{name}: {matching}");
            }
        }
    }
}
