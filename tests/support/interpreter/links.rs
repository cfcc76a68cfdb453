//! What links bring.

use aru::description::{Expression, Link, LinkForm, Role, Spread, Window};

use super::Interpreter;
use crate::number::{self, Number};

impl<N: Number> Interpreter<'_, N> {
    /// What a link reads in a step, `[tap][source unit]`: what left its source at each delay, or one mix of all of them.
    pub(super) fn read_by(&self, link: &Link, step: usize) -> Vec<Vec<N>> {
        let Some(learned) = link.learned_delay else {
            let delays = link.delays.iter();
            return delays
                .map(|&delay| self.emission(link.source, step, delay))
                .collect();
        };
        let spread = match learned.spread {
            Spread::Folded(number) => N::constant(number),
            Spread::Stored(parameter) => self.parameters[parameter][0],
        };
        let steps: Vec<usize> = (link.delays[0]..=link.delays[1]).collect();
        let past: Vec<Vec<N>> = steps
            .iter()
            .map(|&delay| self.emission(link.source, step, delay))
            .collect();
        let delays = &self.parameters[learned.delay];
        let mixed = (0..past[0].len()).map(|unit| {
            let delay = delays[if delays.len() == 1 { 0 } else { unit }];
            let weights = triangle(delay, spread, &steps);
            let terms = weights
                .iter()
                .zip(&past)
                .map(|(&weight, past)| weight * past[unit]);
            terms.fold(N::constant(0.0), |sum, term| sum + term)
        });
        vec![mixed.collect()]
    }

    /// The ports of gated rates, each with its bias.
    pub(super) fn gates(&self, of: usize) -> Vec<(usize, &[N])> {
        let named = self.description.parameters.iter().zip(self.parameters);
        named
            .filter_map(|(parameter, values)| match parameter.role {
                Role::Gate { layer, port, .. } if layer == of => Some((port, values.as_slice())),
                _ => None,
            })
            .collect()
    }

    /// What a unit reads over a link of patches: band b the bands b S - P .. b S - P + K, all their channels, those beyond
    /// the edge being zero. `part` is the number of the weight's part, one a delay and port, and the unit.
    pub(super) fn patch(
        &self,
        link: &Link,
        (window, is_shared): (Window, bool),
        weight: &[N],
        (part, unit): (usize, usize),
        source: &[N],
    ) -> N {
        let target = &self.description.layers[link.target];
        let (of_target, of_source) = (target.channels, self.description.shape_of(link.source)[1]);
        let (rows, row) = match is_shared {
            true => (of_target, unit % of_target),
            false => (target.size, unit),
        };
        let first = (unit / of_target * window.stride) as isize - window.pad as isize;
        let mut sum = N::constant(0.0);
        for k in 0..window.kernel {
            for channel in 0..of_source {
                let column = k * of_source + channel;
                let number = weight[((part * rows + row) * window.kernel) * of_source + column];
                let place = (first + k as isize) * of_source as isize + channel as isize;
                if (0..source.len() as isize).contains(&place) {
                    sum = sum + number * source[place as usize];
                }
            }
        }
        sum
    }

    /// Whether a link joins a target and a source.
    pub(super) fn is_linked(&self, link: &Link, target: usize, source: usize) -> bool {
        let pair = target * self.description.size_of(link.source) + source;
        match &link.form {
            LinkForm::Dense => true,
            LinkForm::Masked(mask) => mask.pairs()[pair],
            LinkForm::Sparse { mask, .. } => self.parameters[*mask][pair].value() == 1.0,
            other => panic!("the interpreter does not know {other:?}"),
        }
    }
}

/// The weights of a learned delay: a triangle around it, normalised over the steps that it may reach.
fn triangle<N: Number>(delay: N, spread: N, steps: &[usize]) -> Vec<N> {
    let zero = N::constant(0.0);
    let heights = steps.iter().map(|&step| {
        let from = N::constant(step as f64) - delay;
        let distance = number::extreme(1.0, from, zero - from);
        number::extreme(1.0, zero, N::constant(1.0) + spread - distance)
    });
    let heights: Vec<N> = heights.collect();
    let sum = heights.iter().fold(zero, |sum, &height| sum + height);
    heights.into_iter().map(|height| height / sum).collect()
}

/// Whether `recur` of this port stands in an expression.
pub(super) fn names_recur(expression: &Expression, port: usize) -> bool {
    match expression {
        Expression::Recur(named) => *named == port,
        Expression::Apply(_, arguments) => arguments.iter().any(|argument| names_recur(argument, port)),
        _ => false,
    }
}
