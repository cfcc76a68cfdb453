//! Spreads of learned delays that narrow from epoch to epoch.

use std::ops::Range;

use super::optimiser::check_number;
use super::record::values_of;
use super::selection::stands_for;
use super::settings::FitSettings;
use crate::error::{Error, Result};
use crate::network::constants::no_parameter;
use crate::network::description::{Description, Link, Parameter, Role, Spread};
use crate::network::parameters::ranges;
use crate::numerics::scalar::Scalar;

/// How the spread of a learned delay narrows: in the first part of the epochs it falls from what it is to a fraction of that,
/// by the same factor from one epoch to the next, and then it is zero.
///
/// Epoch number e of E, counted from 0, has the spread start x to^(e / (over E)) as long as e < over E. A wide start lets a delay
/// feel what lies far from it; in the end it reads the two steps around it alone
/// (Hammouamri et al., arXiv 2306.17670).
///
/// The start is what the network holds when the fit begins. After a fit that is zero: a further one warns that there is nothing
/// to narrow, until the spread is set anew (`net.set("x_to_hidden.spread", &[10.0])`).
///
/// ```
/// use aru::trainer::Anneal;
/// let anneal = Anneal { over: 0.5, to: 0.01 };
/// let factors: Vec<f64> = (0..4).map(|epoch| anneal.factor(epoch, 4)).collect();
/// assert_eq!(factors, [1.0, 0.1, 0.0, 0.0]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Anneal {
    /// The part of the epochs that it takes, above 0 and below 1.
    pub over: f64,
    /// What is left of the start when they are over, above 0 and at most 1.
    pub to: f64,
}

impl Anneal {
    /// What the start is multiplied by in epoch number `epoch`, counted from 0, of `epochs`.
    pub fn factor(&self, epoch: usize, epochs: usize) -> f64 {
        let part = epoch as f64 / (self.over * epochs as f64);
        if part < 1.0 { self.to.powf(part) } else { 0.0 }
    }

    /// Refuses what cannot work, or leaves no epoch without a spread.
    fn check(&self, pattern: &str, epochs: usize) -> Result<()> {
        let setting = |field: &str| format!("{field} of the annealing of {pattern:?}");
        let over = self.over;
        check_number(
            &setting("over"),
            over,
            over > 0.0 && over < 1.0,
            "above 0 and below 1",
        )?;
        check_number(
            &setting("to"),
            self.to,
            self.to > 0.0 && self.to <= 1.0,
            "above 0, at most 1",
        )?;
        let is_over = epochs > 0 && self.factor(epochs - 1, epochs) == 0.0;
        let expected = format!(
            "lower: of {epochs} epochs it leaves none without a spread, which is what is to be trained"
        );
        check_number(&setting("over"), over, is_over, &expected)
    }

    /// In words, for checkpoints.
    pub(super) fn in_words(self) -> String {
        format!("over {} to {}", self.over, self.to)
    }
}

/// A spread that is annealed.
#[derive(Clone, Debug)]
pub(super) struct Annealed {
    pub(super) name: &'static str,
    /// Where it lies among the parameters.
    place: Range<usize>,
    pub(super) anneal: Anneal,
}

/// The spreads that a trainer anneals.
///
/// # Errors
/// A name that stands for no spread, or for one that is folded or frozen; a number outside its range.
pub(super) fn resolve<T: Scalar>(
    settings: &FitSettings<'_, T>,
    description: &'static Description,
) -> Result<Vec<Annealed>> {
    let mut all: Vec<Annealed> = Vec::new();
    for (pattern, anneal) in &settings.anneals {
        anneal.check(pattern, settings.epochs)?;
        let found = ranges(description).filter(|(parameter, _)| is_spread(pattern, description, parameter));
        let found: Vec<(&'static Parameter, Range<usize>)> = found.collect();
        if found.is_empty() {
            return Err(no_spread(pattern, description));
        }
        for (parameter, place) in found {
            let frozen = &settings.selection.frozen;
            if frozen
                .iter()
                .any(|frozen| stands_for(frozen, description, parameter))
            {
                return Err(Error::setting(
                    format!("`anneal({pattern:?}, ..)`"),
                    "without effect",
                    format!("`{}` is frozen", parameter.name),
                ));
            }
            // Of several that match, the last given counts.
            all.retain(|known| known.place != place);
            all.push(Annealed {
                name: &parameter.name,
                place,
                anneal: *anneal,
            });
        }
    }
    Ok(all)
}

fn is_spread(pattern: &str, description: &Description, parameter: &Parameter) -> bool {
    matches!(parameter.role, Role::Spread { .. }) && stands_for(pattern, description, parameter)
}

fn no_spread(pattern: &str, description: &Description) -> Error {
    let is_known = description.parameters.iter();
    let mut is_known = is_known.filter(|parameter| stands_for(pattern, description, parameter));
    let folded = |link: &&Link| {
        let name = link
            .weight
            .and_then(|weight| description.parameters.get(weight))
            .map(|weight| &*weight.name);
        let owner = name
            .and_then(|name| name.strip_suffix(".weight"))
            .unwrap_or_default();
        let spread = link.learned_delay.map(|learned| learned.spread);
        let is_meant = pattern.contains('*') || pattern == owner || pattern == format!("{owner}.spread");
        matches!(spread, Some(Spread::Folded(_))) && is_meant
    };
    if description.links.iter().any(|link| folded(&link)) {
        return Error::setting(
            format!("`anneal({pattern:?}, ..)`"),
            "without effect",
            "a spread that is in the code itself cannot change; declare `spread: fixed 10.0;`",
        );
    }
    if is_known.next().is_some() {
        return Error::setting(
            format!("`anneal({pattern:?}, ..)`"),
            "without effect",
            "what it names has no spread; a learned delay has one by `spread: fixed 10.0;`",
        );
    }
    if pattern.contains('*') {
        return Error::setting(
            format!("`anneal({pattern:?}, ..)`"),
            "without effect",
            "no learned delay has a spread; declare one, `spread: fixed 10.0;`",
        );
    }
    no_parameter(description, pattern, &["*.spread"])
}

/// The spreads of networks side by side, and what they start from.
#[derive(Debug)]
pub(super) struct Spreads<'f, T> {
    all: Vec<(&'f Annealed, Vec<T>)>,
    epochs: usize,
}

impl<'f, T: Scalar> Spreads<'f, T> {
    /// Of `WIDTH` networks before their first update.
    pub(super) fn new<const WIDTH: usize>(annealed: &'f [Annealed], epochs: usize, parameters: &[T]) -> Self {
        let starts = annealed.iter().map(|annealed| {
            let lanes =
                (0..WIDTH).flat_map(|lane| values_of::<T, WIDTH>(parameters, annealed.place.clone(), lane));
            (annealed, lanes.collect())
        });
        Spreads {
            all: starts.collect(),
            epochs,
        }
    }

    /// Gives the networks the spreads of an epoch, counted from 1.
    pub(super) fn set<const WIDTH: usize>(&self, epoch: usize, parameters: &mut [T]) {
        for (annealed, starts) in &self.all {
            let factor = T::from_f64(annealed.anneal.factor(epoch - 1, self.epochs));
            let place = WIDTH * annealed.place.start..WIDTH * annealed.place.end;
            for (spread, &start) in parameters[place].iter_mut().zip(starts) {
                *spread = factor * start;
            }
        }
    }

    /// Whether an epoch, counted from 1, is trained as the network is meant: best epochs and early stopping count from there.
    pub(super) fn are_over(&self, epoch: usize) -> bool {
        let factor = |annealed: &Annealed| annealed.anneal.factor(epoch - 1, self.epochs);
        let is_zero = |starts: &[T]| starts.iter().all(|&start| start == T::ZERO);
        self.all
            .iter()
            .all(|(annealed, starts)| factor(annealed) == 0.0 || is_zero(starts))
    }
}

/// What to say of spreads that are to be annealed and are zero already, in each of the networks; nothing where there are
/// none, as where all go on from a checkpoint.
pub(super) fn narrow_already<T: Scalar>(annealed: &[Annealed], networks: &[&[T]]) -> Vec<String> {
    let is_zero = |annealed: &&Annealed| {
        let mut spreads = networks
            .iter()
            .flat_map(|network| &network[annealed.place.clone()]);
        spreads.all(|&spread| spread == T::ZERO)
    };
    let warning = |annealed: &Annealed| {
        format!(
            "`{name}` is 0, so that `anneal` has nothing to narrow: a fit that anneals ends there; `net.set(\"{name}\", \
             &[..])` gives it a start",
            name = annealed.name
        )
    };
    let annealed = annealed.iter().filter(|_| !networks.is_empty());
    annealed.filter(is_zero).map(warning).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spread_falls_evenly_and_then_is_gone() {
        let anneal = Anneal { over: 0.5, to: 0.01 };
        let factors: Vec<f64> = (0..10).map(|epoch| anneal.factor(epoch, 10)).collect();
        assert_eq!(factors[0], 1.0);
        for pair in factors[..5].windows(2) {
            assert!((pair[1] / pair[0] - 0.01_f64.powf(0.2)).abs() < 1e-15);
        }
        assert_eq!(factors[5..], [0.0; 5]);
    }

    #[test]
    fn numbers_that_cannot_work_are_refused() {
        let check = |over: f64, to: f64, epochs: usize| {
            let checked = Anneal { over, to }.check("*.spread", epochs);
            checked.map_err(|error| error.to_string())
        };
        assert!(check(0.5, 0.01, 2).is_ok() && check(0.5, 1.0, 100).is_ok());
        for (over, to) in [
            (0.0, 0.1),
            (1.0, 0.1),
            (0.5, 0.0),
            (0.5, 1.5),
            (f64::NAN, 0.1),
            (0.5, f64::NAN),
        ] {
            assert!(check(over, to, 100).is_err(), "{over} {to}");
        }
        let error = check(0.95, 0.01, 10).unwrap_err();
        assert!(
            error.contains("of 10 epochs it leaves none without a spread"),
            "{error}"
        );
    }
}
