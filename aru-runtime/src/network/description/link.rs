//! Links: what they read, how long ago, and which pairs of units they join.

use serde::{Deserialize, Serialize};

use super::{List, Source, Text};
use crate::network::mask::Mask;

/// A link. Its weight is the parameter `{source}_to_{target}.weight`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Link {
    /// Its doc comment.
    pub docs: Text,
    /// Where it reads.
    pub source: Source,
    /// Index into [`Description::layers`](super::Description::layers).
    pub target: usize,
    /// Delays in steps, in the order written: that of the weight's leading axis, where there are several. Of a learned delay
    /// the first and the last step of its range.
    pub delays: List<usize>,
    /// Index into [`Description::parameters`](super::Description::parameters).
    pub weight: usize,
    /// The one port that it drives, an index into the ports of the target's unit, which all stand for themselves. Without
    /// one it drives as many, from the first on, as its weight has rows for.
    #[serde(default)]
    pub port: Option<usize>,
    /// Its delay where that is learned; [`delays`](Link::delays) are the two ends of its range then.
    #[serde(default)]
    pub learned_delay: Option<LearnedDelay>,
    /// Which pairs of units it joins.
    #[serde(default)]
    pub form: LinkForm,
}

/// A learned delay: what the link reads of its source is a mix of the steps in a range, around the delay d,
/// sum over k of w_k source\[t - k\] with w_k = h_k / sum of h and h_k = max(0, 1 + spread - |k - d|). Its weight has no
/// axis of delays.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct LearnedDelay {
    /// Index into [`Description::parameters`](super::Description::parameters): d in steps, one for the link or one a source unit.
    pub delay: usize,
    /// How many steps more than the two around d it reads.
    pub spread: Spread,
}

/// The spread of a learned delay.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Spread {
    /// A number in the code.
    Folded(f64),
    /// Index into [`Description::parameters`](super::Description::parameters).
    Stored(usize),
}

impl Link {
    /// A link into a whole layer, of every unit with every unit.
    pub const fn new(docs: Text, source: Source, target: usize, delays: List<usize>, weight: usize) -> Self {
        Link::of_form(docs, source, target, delays, weight, LinkForm::Dense)
    }

    /// The same of some pairs.
    pub const fn of_form(
        docs: Text,
        source: Source,
        target: usize,
        delays: List<usize>,
        weight: usize,
        form: LinkForm,
    ) -> Self {
        Link {
            docs,
            source,
            target,
            delays,
            weight,
            port: None,
            learned_delay: None,
            form,
        }
    }

    /// The same into one port.
    #[must_use]
    pub const fn into_port(mut self, port: usize) -> Self {
        self.port = Some(port);
        self
    }

    /// The same with a learned delay, given its parameter.
    #[must_use]
    pub const fn with_learned_delay(mut self, delay: usize, spread: Spread) -> Self {
        self.learned_delay = Some(LearnedDelay { delay, spread });
        self
    }

    /// How many weights it has for each pair of units and port: one for each delay, or one for a learned one.
    pub fn taps(&self) -> usize {
        match self.learned_delay {
            Some(_) => 1,
            None => self.delays.len(),
        }
    }
}

/// Which pairs of a source and a target a link joins, at every port and delay alike.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum LinkForm {
    /// All of them.
    #[default]
    Dense,
    /// Those of a mask: `mask: ..;`. The other elements of the weight are zero.
    Masked(Mask),
    /// Those of a mask that is drawn, a parameter of 0 and 1: `density: ..;`.
    Sparse {
        /// Index into [`Description::parameters`](super::Description::parameters).
        mask: usize,
    },
    /// A source and the target of its own number: `form: diagonal;`. The weight has one number a unit.
    Diagonal,
}

impl LinkForm {
    /// The mask that is part of the declaration.
    pub fn mask(&self) -> Option<&Mask> {
        match self {
            LinkForm::Masked(mask) => Some(mask),
            _ => None,
        }
    }
}
