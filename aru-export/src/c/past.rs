//! What a network remembers of its sources: a ring of rows for each that is read with a delay.

use aru_runtime::network::description::{Description, Expression, Link, Source, Spread};

use crate::folding;
use crate::values::Values;

/// How the past of a source is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Past {
    /// It is read without delay alone.
    None,
    /// It is one of the layer's states, which is still that of the step before when it is read.
    State,
    /// So many steps.
    Ring(usize),
}

/// The steps that a link with a learned delay reads, and how much each counts.
pub(super) struct Kernel {
    /// The first step of each source unit, or of all.
    pub(super) first: Vec<usize>,
    /// Row-major, a row for each number in `first`.
    pub(super) weights: Vec<f64>,
    /// Length of a row.
    pub(super) taps: usize,
}

impl Kernel {
    /// w_k = h_k / sum of all h with h_k = max(0, 1 + spread - |k - d|), without those that are zero for every source.
    pub(super) fn of(values: &Values, link: &Link) -> Option<Self> {
        let learned = link.learned_delay?;
        let spread = match learned.spread {
            Spread::Folded(number) => number,
            Spread::Stored(parameter) => values[parameter][0],
        };
        let (low, high) = (link.delays[0], link.delays[1]);
        let rows = values[learned.delay].iter().map(|delay| {
            let height = |k: usize| (1.0 + spread - (k as f64 - delay).abs()).max(0.0);
            let sum: f64 = (low..=high).map(height).sum();
            (low..=high).map(|k| height(k) / sum).collect::<Vec<f64>>()
        });
        let rows: Vec<Vec<f64>> = rows.collect();
        let ends = |row: &Vec<f64>| {
            let first = row.iter().position(|&weight| weight > 0.0).unwrap_or(0);
            let last = row.iter().rposition(|&weight| weight > 0.0).unwrap_or(0);
            (first, last)
        };
        let taps = rows
            .iter()
            .map(ends)
            .map(|(first, last)| last - first + 1)
            .max()?;
        // Where a row is shorter than others zeros stand at its end, or before it where that is the end of the range.
        let starts = rows.iter().map(|row| ends(row).0.min(row.len() - taps));
        let starts: Vec<usize> = starts.collect();
        let windows = rows.iter().zip(&starts);
        let weights = windows.flat_map(|(row, &start)| row[start..start + taps].to_vec());
        Some(Kernel {
            weights: weights.collect(),
            first: starts.iter().map(|start| low + start).collect(),
            taps,
        })
    }

    fn last(&self) -> usize {
        self.first.iter().max().map_or(0, |first| first + self.taps - 1)
    }
}

/// The longest delay at which a link reads.
fn reach(values: &Values, link: &Link) -> usize {
    match Kernel::of(values, link) {
        Some(kernel) => kernel.last(),
        None => link.delays.iter().copied().max().unwrap_or(0),
    }
}

/// Of a source.
pub(super) fn of(description: &Description, values: &Values, source: Source) -> Past {
    let links = || description.links.iter().filter(move |link| link.source == source);
    let longest = links().map(|link| reach(values, link)).max().unwrap_or(0);
    match source {
        _ if longest == 0 => Past::None,
        Source::Layer(layer) if longest == 1 && emitted_state(description, layer).is_some() => {
            let place = |layer: usize| description.order.iter().position(|&other| other == layer);
            let is_early = |link: &Link| *link.delays == [0] || place(link.target) <= place(layer);
            match links().all(|link| link.learned_delay.is_none() && is_early(link)) {
                true => Past::State,
                false => Past::Ring(1),
            }
        }
        _ => Past::Ring(longest),
    }
}

/// The state that a layer emits, an index into those of its unit.
pub(super) fn emitted_state(description: &Description, layer: usize) -> Option<usize> {
    let unit = folding::unit(description, layer);
    let emitted = &unit.equations[unit.emit].name;
    unit.states.iter().position(|state| state == emitted)
}

/// The equations of a layer that count, and the states that have to be kept for them.
pub(super) struct Live {
    pub(super) equations: Vec<bool>,
    pub(super) states: Vec<bool>,
}

/// What the emission of a layer depends on; of a state that is read where it stands, also that.
pub(super) fn live(description: &Description, layer: usize, folded: &[Expression], past: Past) -> Live {
    let unit = folding::unit(description, layer);
    let mut live = Live {
        equations: vec![false; folded.len()],
        states: vec![false; unit.states.len()],
    };
    let mut open = vec![unit.emit];
    if let (Past::State, Some(state)) = (past, emitted_state(description, layer)) {
        live.states[state] = true;
    }
    while let Some(equation) = open.pop() {
        if std::mem::replace(&mut live.equations[equation], true) {
            continue;
        }
        folding::any(&folded[equation], &mut |part| {
            match part {
                Expression::Value(other) => open.push(*other),
                Expression::Previous(state) => {
                    live.states[*state] = true;
                    open.extend(assigning(description, layer, *state));
                }
                _ => {}
            }
            false
        });
    }
    live
}

/// The equation that gives a state its value.
pub(super) fn assigning(description: &Description, layer: usize, state: usize) -> Option<usize> {
    let unit = folding::unit(description, layer);
    unit.equations
        .iter()
        .position(|equation| equation.name == unit.states[state])
}
