//! Links: what they read, how long ago, and which pairs of units they join.

use serde::{Deserialize, Serialize};

use super::{Description, List, Source, Text};
use crate::network::mask::Mask;

/// A link. Its weight is the parameter `{source}_to_{target}.weight`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
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
    /// Index into [`Description::parameters`](super::Description::parameters); nothing where the form has no weight.
    pub weight: Option<usize>,
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
#[non_exhaustive]
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
            weight: Some(weight),
            port: None,
            learned_delay: None,
            form,
        }
    }

    /// A link that adds its source to the drive of the target, unit by unit.
    pub const fn identity(docs: Text, source: Source, target: usize, delays: List<usize>) -> Self {
        Link {
            docs,
            source,
            target,
            delays,
            weight: None,
            port: None,
            learned_delay: None,
            form: LinkForm::Identity,
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

    /// How many ports of the target it drives, of which all units have so many rows of the weight in all.
    pub fn ports(&self, description: &Description) -> usize {
        let layer = &description.layers[self.target];
        let rows = match &self.form {
            LinkForm::Identity => return 1,
            LinkForm::Conv(_) => layer.channels,
            _ => layer.size,
        };
        let weight = self.weight.and_then(|weight| description.parameters.get(weight));
        let axis = weight.and_then(|weight| weight.shape.get(usize::from(self.taps() > 1)));
        axis.map_or(1, |axis| axis / rows.max(1))
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
        /// The part of its sources that each target keeps, as it was declared. Early files do not say it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        density: Option<f64>,
    },
    /// A source and the target of its own number: `form: diagonal;`. The weight has one number a unit.
    Diagonal,
    /// Each band of the target reads a patch of the bands of the source: `form: local(..);`. A row of the weight is
    /// ordered (kernel band, source channel).
    Local(Window),
    /// The same, and all bands of the target share their weights: `form: conv(..);`. The weight has a row a channel.
    Conv(Window),
    /// A source and the target of its own number, as it is: `form: identity;`. There is no weight.
    Identity,
}

/// Of each band b of a target the bands b S - P .. b S - P + K of its source, those beyond the edge being zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    /// K: how many bands.
    pub kernel: usize,
    /// S: from one to the next.
    pub stride: usize,
    /// P: bands of zeros at either edge.
    pub pad: usize,
}

impl LinkForm {
    /// The bands that each band reads, and whether all have the same weights.
    pub fn window(&self) -> Option<(Window, bool)> {
        match self {
            LinkForm::Local(window) => Some((*window, false)),
            LinkForm::Conv(window) => Some((*window, true)),
            _ => None,
        }
    }

    /// The mask that is part of the declaration.
    pub fn mask(&self) -> Option<&Mask> {
        match self {
            LinkForm::Masked(mask) => Some(mask),
            _ => None,
        }
    }
}

impl Window {
    /// `patches of 7 bands, stride 3, pad 1`.
    pub(crate) fn in_words(self) -> String {
        let Window { kernel, stride, pad } = self;
        match pad {
            0 => format!("patches of {kernel} bands, stride {stride}"),
            _ => format!("patches of {kernel} bands, stride {stride}, pad {pad}"),
        }
    }
}
