//! Which parameters are trained, how fast, and with which penalties: the trainer's settings by name, resolved.

use super::optimiser::check_number;
use crate::error::{Error, Result};
use crate::network::constants::{name_as_time, no_parameter, of_folded};
use crate::network::description::{Description, Parameter, Role};
use crate::network::patterns::matches;

/// The settings that name parameters or act on some roles only.
#[derive(Clone, Debug, Default)]
pub(super) struct Selection {
    /// Patterns of `freeze`.
    pub(super) frozen: Vec<String>,
    /// Patterns of `learning_rate_of`, in the order given: the last that matches counts.
    pub(super) rates: Vec<(String, f64)>,
    /// Decoupled decay of link weights.
    pub(super) weight_decay: f64,
    /// Penalty on link weights.
    pub(super) l2: f64,
}

/// How one parameter is trained.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Treatment {
    /// Its own rate of learning, where it has one.
    pub(super) learning_rate: Option<f64>,
    pub(super) weight_decay: f64,
    pub(super) l2: f64,
}

impl Selection {
    /// Refuses numbers that cannot work.
    pub(super) fn check(&self) -> Result<()> {
        for (name, rate) in &self.rates {
            let setting = format!("learning rate of {name:?}");
            let expected = "a number above zero; to leave it as it is, `freeze` it";
            check_number(&setting, *rate, *rate > 0.0, expected)?;
        }
        for (setting, number) in [("weight_decay", self.weight_decay), ("l2", self.l2)] {
            check_number(setting, number, number >= 0.0, "zero or more")?;
        }
        Ok(())
    }

    /// The treatment of each parameter, `None` for one that is fixed or frozen.
    ///
    /// # Errors
    /// A pattern that matches nothing, a rate for what is not trained, or nothing left to train.
    pub(super) fn resolve(&self, description: &Description) -> Result<Vec<Option<Treatment>>> {
        for pattern in &self.frozen {
            matching(pattern, description)?;
        }
        let is_one = |pattern: &str, parameter: &Parameter| stands_for(pattern, description, parameter);
        let frozen = |parameter: &Parameter| self.frozen.iter().any(|pattern| is_one(pattern, parameter));
        let trained = |parameter: &Parameter| parameter.learn && !frozen(parameter);
        for (pattern, _) in &self.rates {
            if !matching(pattern, description)?.into_iter().any(trained) {
                return Err(Error::setting(
                    format!("`learning_rate_of({pattern:?}, ..)`"),
                    "without effect",
                    "what it names is fixed or frozen",
                ));
            }
        }
        if !description.parameters.iter().any(trained) {
            return Err(Error::setting(
                "the number of trained parameters",
                "0",
                format!("every parameter of `{}` is fixed or frozen", description.name),
            ));
        }
        let treatment = |parameter: &Parameter| {
            let is_weight = matches!(parameter.role, Role::Weight { .. });
            let mut rates = self.rates.iter().rev();
            let own = rates.find(|(pattern, _)| is_one(pattern, parameter));
            trained(parameter).then_some(Treatment {
                learning_rate: own.map(|&(_, rate)| rate),
                weight_decay: if is_weight { self.weight_decay } else { 0.0 },
                l2: if is_weight { self.l2 } else { 0.0 },
            })
        };
        Ok(description.parameters.iter().map(treatment).collect())
    }
}

/// Whether a pattern stands for a parameter: by its name, or that of its time constant.
pub(super) fn stands_for(pattern: &str, description: &Description, parameter: &Parameter) -> bool {
    let is_time = |name: String| matches(pattern, &name);
    matches(pattern, &parameter.name) || name_as_time(description, parameter).is_some_and(is_time)
}

/// The parameters that a pattern stands for.
fn matching<'d>(pattern: &str, description: &'d Description) -> Result<Vec<&'d Parameter>> {
    let mut found: Vec<&Parameter> = description.parameters.iter().collect();
    found.retain(|parameter| stands_for(pattern, description, parameter));
    if found.is_empty() {
        Err(nothing(pattern, description))
    } else {
        Ok(found)
    }
}

/// The error about a pattern that stands for no parameter.
fn nothing(pattern: &str, description: &Description) -> Error {
    if let Some(hint) = of_folded(description, |name| matches(pattern, name)) {
        return Error::Unknown {
            kind: "parameter",
            name: pattern.to_owned(),
            hint,
        };
    }
    let names = description.parameter_names();
    let mut owners: Vec<&str> = names.iter().filter_map(|name| name.split('.').next()).collect();
    owners.dedup();
    no_parameter(description, pattern, &owners)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::emitted::description;
    use crate::paper::Paper;
    use crate::run::declared::Declared;

    fn paper() -> &'static Description {
        description::<Paper<f32, 3>>()
    }

    fn names(selection: &Selection) -> Vec<&'static str> {
        let treatments = selection.resolve(paper()).unwrap();
        let parameters = paper().parameters.iter().zip(treatments);
        parameters
            .filter(|(_, treatment)| treatment.is_some())
            .map(|(parameter, _)| &*parameter.name)
            .collect()
    }

    #[test]
    fn freezing_takes_names_layers_and_stars() {
        let frozen = |patterns: &[&str]| {
            names(&Selection {
                frozen: patterns.iter().map(|&pattern| pattern.to_owned()).collect(),
                ..Selection::default()
            })
        };
        assert_eq!(frozen(&[]).len(), Paper::<f32, 3>::DESCRIPTION.parameters.len());
        assert_eq!(
            frozen(&["hidden", "*.weight"]),
            ["y.bias"],
            "a layer's name stands for all its parameters"
        );
        assert_eq!(frozen(&["hidden.initial"]).len(), 7);
    }

    #[test]
    fn decay_touches_link_weights_only() {
        let selection = Selection {
            weight_decay: 0.1,
            l2: 0.2,
            ..Selection::default()
        };
        for (parameter, treatment) in paper().parameters.iter().zip(selection.resolve(paper()).unwrap()) {
            let treatment = treatment.unwrap();
            let expected = if parameter.name.ends_with(".weight") {
                (0.1, 0.2)
            } else {
                (0.0, 0.0)
            };
            assert_eq!(
                (treatment.weight_decay, treatment.l2),
                expected,
                "{}",
                parameter.name
            );
        }
    }

    #[test]
    fn the_last_rate_that_matches_counts() {
        let selection = Selection {
            rates: vec![("hidden".into(), 0.1), ("*.alpha_s".into(), 0.2)],
            ..Selection::default()
        };
        let treatments = selection.resolve(paper()).unwrap();
        let rate = |name: &str| {
            let index = paper()
                .parameters
                .iter()
                .position(|parameter| parameter.name == name)
                .unwrap();
            treatments[index].unwrap().learning_rate
        };
        assert_eq!(rate("hidden.alpha_s"), Some(0.2));
        assert_eq!(rate("hidden.alpha_r"), Some(0.1));
        assert_eq!(rate("hidden_to_y.weight"), None);
    }

    #[test]
    fn names_that_are_not_there_are_refused() {
        let message = |selection: Selection| selection.resolve(paper()).unwrap_err().to_string();
        let frozen = |pattern: &str| Selection {
            frozen: vec![pattern.to_owned()],
            ..Selection::default()
        };
        assert_eq!(
            message(frozen("hiden.alpha_s")),
            "no parameter named `hiden.alpha_s`, did you mean `hidden.alpha_s` or `hidden.alpha_r`?"
        );
        assert_eq!(
            message(frozen("hiden")),
            "no parameter named `hiden`, did you mean `hidden`?"
        );
        assert!(
            message(frozen("slow.*"))
                .starts_with("no parameter named `slow.*`, expected one of `x_to_hidden.weight`")
        );
        let rates = vec![("alpha_s".to_owned(), 0.1)];
        assert!(
            message(Selection {
                rates,
                ..Selection::default()
            })
            .starts_with("no parameter named `alpha_s`")
        );
        let rates = vec![("hidden.alpha_s".to_owned(), 0.1)];
        assert_eq!(
            message(Selection {
                rates,
                ..frozen("hidden")
            }),
            "`learning_rate_of(\"hidden.alpha_s\", ..)` is without effect; what it names is fixed or frozen"
        );
        assert!(message(frozen("*")).starts_with("the number of trained parameters is 0"));
    }

    aru_macros::recurrent_net! {
        pub struct Timed {
            dt: 1 ms;
            input x: 1;
            layer fast: Aru<2> { tau_s: learn global(5 ms) in logistic(0, 1); tau_r: 4 ms; bias: none; }
            layer slow: Aru<2> { tau_s: learn global(50 ms) in logistic(0, 1); alpha_r: 0.5; }
            output y: 1;
            x -> fast -> slow -> y;
        }
    }

    #[test]
    fn a_time_constant_is_frozen_and_paced_by_its_own_name() {
        let description = description::<Timed<f32>>();
        let place = |name: &str| {
            let mut parameters = description.parameters.iter();
            parameters.position(|parameter| parameter.name == name).unwrap()
        };
        let selection = Selection {
            frozen: vec!["fast.tau_s".into()],
            rates: vec![("*.tau_s".into(), 0.1)],
            ..Selection::default()
        };
        let treatments = selection.resolve(description).unwrap();
        assert_eq!(treatments[place("fast.alpha_s")], None);
        assert_eq!(
            treatments[place("slow.alpha_s")].unwrap().learning_rate,
            Some(0.1)
        );
        assert_eq!(treatments[place("slow.bias")].unwrap().learning_rate, None);
    }

    #[test]
    fn a_folded_constant_cannot_be_frozen_and_says_why() {
        let description = description::<Timed<f32>>();
        for (pattern, named) in [
            (
                "slow.alpha_r",
                "`slow.alpha_r` is 0.5, a tau of 2 ms, in the code itself; declare `alpha_r: ",
            ),
            (
                "fast.tau_r",
                "`fast.alpha_r` is 0.25, a tau of 4 ms, in the code itself; declare `tau_r: ",
            ),
            (
                "*.tau_r",
                "`fast.alpha_r` is 0.25, a tau of 4 ms, in the code itself; declare `tau_r: ",
            ),
        ] {
            let selection = Selection {
                frozen: vec![pattern.into()],
                ..Selection::default()
            };
            let error = selection.resolve(description).unwrap_err().to_string();
            let start = format!("no parameter named `{pattern}`: {named}");
            assert!(error.starts_with(&start), "{error}");
        }
    }
}
