//! Weights of links: numbers are drawn for every pair of units in the same order whichever are linked, so that another
//! mask does not change what the others draw; then they are scaled by the fans that are there, given their sign, and
//! those of pairs that are not linked are zero.

use std::borrow::Cow;

use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use super::{draw_elements, stream};
use crate::network::description::{Bounds, Description, Initial, Link, LinkForm, Parameter, Patches};
use crate::warnings::warn_once;

/// One matrix for each delay and port, drawn one after the other.
pub(super) fn draw_weight(
    description: &Description,
    link: &Link,
    parameter: &Parameter,
    seed: u64,
) -> Vec<f64> {
    let mut rng = stream(seed, &parameter.name);
    let (targets, sources) = (
        description.layers[link.target].size,
        description.size_of(link.source),
    );
    let delays = link.taps();
    // What a function says, before signs and masks.
    let said = match parameter.initial {
        Initial::By(elements) => Some(elements.of_shape(&parameter.shape)),
        _ => None,
    };
    if let (Some(said), Bounds::Signed { excitatory, sources }) = (&said, parameter.bounds)
        && let Some(text) = turned(&parameter.name, said, excitatory, sources)
    {
        warn_once(text);
    }
    if let Some(patches) = description.patches(link) {
        // Patches have neither.
        return said.unwrap_or_else(|| draw_patches(patches, delays, parameter, &mut rng));
    }
    if link.form == LinkForm::Diagonal {
        let mut all = Vec::new();
        match said {
            Some(said) => all = said,
            None => {
                for _ in 0..parameter.len() / targets {
                    draw_elements(
                        parameter.initial,
                        [targets, 1],
                        |_| [delays, 1],
                        &mut all,
                        &mut rng,
                    );
                }
            }
        }
        if let Bounds::Signed { excitatory, .. } = parameter.bounds {
            for (place, weight) in all.iter_mut().enumerate() {
                *weight = signed(*weight, place % targets < excitatory);
            }
        }
        return all;
    }
    let pairs = Pairs::of(description, link, seed, [targets, sources]);
    let (of_targets, of_sources) = pairs.fans(delays);
    let mut all = Vec::with_capacity(parameter.len());
    for _ in 0..parameter.len() / (targets * sources) {
        let first = all.len();
        let fans = |place: usize| [of_targets[place / sources], of_sources[place % sources]];
        match &said {
            Some(said) => all.extend_from_slice(&said[first..first + targets * sources]),
            None => draw_elements(parameter.initial, [targets, sources], fans, &mut all, &mut rng),
        }
        let matrix = &mut all[first..];
        if let Bounds::Signed { excitatory, .. } = parameter.bounds {
            let is_balanced = matches!(parameter.initial, Initial::Lecun | Initial::He | Initial::Xavier);
            for (target, row) in matrix.chunks_exact_mut(sources).enumerate() {
                let [of_excitatory, of_inhibitory] = match is_balanced {
                    true => pairs.balance(target, excitatory),
                    false => [1.0; 2],
                };
                for (source, weight) in row.iter_mut().enumerate() {
                    let excites = source < excitatory;
                    let factor = if excites { of_excitatory } else { of_inhibitory };
                    *weight = signed(factor * *weight, excites);
                }
            }
        }
        if let Some(linked) = &pairs.linked {
            for (weight, &linked) in matrix.iter_mut().zip(linked.iter()) {
                *weight = if linked { *weight } else { 0.0 };
            }
        }
    }
    all
}

/// One matrix for each delay, port and, where they have weights of their own, band. Every unit sums over its kernel, and
/// every source reaches as many bands' channels, as if there were no edges.
fn draw_patches(patches: Patches, delays: usize, parameter: &Parameter, rng: &mut ChaCha8Rng) -> Vec<f64> {
    let channels = patches.target[1];
    let fans = [patches.columns() * delays, patches.kernel * channels];
    let mut all = Vec::with_capacity(parameter.len());
    for _ in 0..parameter.len() / (channels * patches.columns()) {
        draw_elements(
            parameter.initial,
            [channels, patches.columns()],
            |_| fans,
            &mut all,
            rng,
        );
    }
    all
}

/// What is to be said of signs that a user gave and Dale's law turns round. Numbers none of which is below zero are magnitudes.
fn turned(name: &str, said: &[f64], excitatory: usize, sources: usize) -> Option<String> {
    let is_turned = |&(place, &weight): &(usize, &f64)| match place % sources < excitatory {
        true => weight < 0.0,
        false => weight > 0.0,
    };
    let count = said.iter().enumerate().filter(is_turned).count();
    let has_signs = said.iter().any(|&weight| weight < 0.0);
    (has_signs && count > 0).then(|| {
        format!(
            "of the {} numbers that `{name}` is to start from {count} have another sign than Dale's law gives their source: it is \
             turned; columns are sources, of which the first {excitatory} excite",
            said.len()
        )
    })
}

/// The magnitude with the sign of its source; zero has none.
fn signed(weight: f64, excites: bool) -> f64 {
    let magnitude = weight.abs();
    if excites || magnitude == 0.0 {
        magnitude
    } else {
        -magnitude
    }
}

/// Which pairs a link joins.
struct Pairs<'d> {
    targets: usize,
    sources: usize,
    /// Row-major; None where all are.
    linked: Option<Cow<'d, [bool]>>,
}

impl<'d> Pairs<'d> {
    fn of(description: &'d Description, link: &'d Link, seed: u64, [targets, sources]: [usize; 2]) -> Self {
        let linked = match &link.form {
            LinkForm::Masked(mask) => Some(Cow::Borrowed(mask.pairs())),
            LinkForm::Sparse { mask, .. } => {
                Some(Cow::Owned(draw_mask(&description.parameters[*mask], seed)))
            }
            _ => None,
        };
        Pairs {
            targets,
            sources,
            linked,
        }
    }

    fn row(&self, target: usize) -> impl Iterator<Item = bool> {
        let linked = self.linked.as_deref();
        let pairs = target * self.sources..(target + 1) * self.sources;
        pairs.map(move |pair| linked.is_none_or(|linked| linked[pair]))
    }

    /// What each target sums over, delays included, and how many targets each source reaches.
    fn fans(&self, delays: usize) -> (Vec<usize>, Vec<usize>) {
        let mut of_targets = Vec::with_capacity(self.targets);
        let mut of_sources = vec![0; self.sources];
        for target in 0..self.targets {
            let mut kept = 0;
            for (reached, linked) in of_sources.iter_mut().zip(self.row(target)) {
                *reached += usize::from(linked);
                kept += usize::from(linked);
            }
            of_targets.push(kept * delays);
        }
        (of_targets, of_sources)
    }

    /// By what the weights from excitatory and from inhibitory units of a row are multiplied, so that their expected sum
    /// is zero and their expected sum of squares what it was: the roots of I / E and of E / I.
    fn balance(&self, target: usize, excitatory: usize) -> [f64; 2] {
        let kept = |excites: bool| {
            let sources = self.row(target).enumerate();
            sources
                .filter(|&(source, linked)| linked && (source < excitatory) == excites)
                .count() as f64
        };
        match [kept(true), kept(false)] {
            [excitatory, inhibitory] if excitatory > 0.0 && inhibitory > 0.0 => {
                [(inhibitory / excitatory).sqrt(), (excitatory / inhibitory).sqrt()]
            }
            _ => [1.0; 2],
        }
    }
}

/// Which pairs a link with a density joins: of each target so many sources, drawn without replacement.
pub(super) fn draw_mask(parameter: &Parameter, seed: u64) -> Vec<bool> {
    let (Initial::Sources(kept), [.., sources]) = (parameter.initial, &*parameter.shape) else {
        unreachable!("a mask is drawn by a number of sources, and has two axes")
    };
    let mut rng = stream(seed, &parameter.name);
    let rows = 0..parameter.len() / sources;
    rows.flat_map(|_| draw_row(*sources, kept, &mut rng)).collect()
}

/// The first steps of a shuffle (Fisher and Yates).
fn draw_row(sources: usize, kept: usize, rng: &mut ChaCha8Rng) -> Vec<bool> {
    let mut order: Vec<usize> = (0..sources).collect();
    for place in 0..kept.min(sources) {
        let further = (rng.random::<f64>() * (sources - place) as f64).floor() as usize;
        order.swap(place, place + further);
    }
    let mut row = vec![false; sources];
    for &source in order.iter().take(kept) {
        row[source] = true;
    }
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_that_are_turned_round_are_told() {
        let of = |said: &[f64]| turned("h_to_h.weight", said, 2, 3);
        assert_eq!(of(&[1.0, 0.0, -1.0, 2.0, 1.0, 0.0]), None);
        assert_eq!(of(&[1.0, 1.0, 1.0, 1.0, 0.0, 1.0]), None, "magnitudes");
        assert_eq!(
            of(&[-1.0, 1.0, -1.0, 1.0, 1.0, 0.5]).unwrap(),
            "of the 6 numbers that `h_to_h.weight` is to start from 2 have another sign than Dale's law gives their source: it \
             is turned; columns are sources, of which the first 2 excite"
        );
    }
}
