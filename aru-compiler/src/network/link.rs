//! Links: what they read, how long ago, and which pairs of units they join.

use proc_macro2::TokenStream;

use super::Source;

/// A link: what drives a layer, `source -> target` or `source ~> target`.
#[derive(Clone, Debug)]
pub struct Link {
    /// Lines of its doc comment.
    pub docs: Vec<String>,
    /// What it reads.
    pub source: Source,
    /// Index into `Network::layers`.
    pub target: usize,
    /// The one port that it drives: an index into the ports of the target's unit. Without one it drives all but gates.
    pub port: Option<usize>,
    /// In the order written; never empty. Of a learned delay the two ends of its range.
    pub delays: Vec<usize>,
    /// Where its delay is a parameter.
    pub learned_delay: Option<LearnedDelay>,
    /// Index into `Network::parameters`; none of a form without a weight. The weight has a leading axis of delays where
    /// there are several.
    pub weight: Option<usize>,
    /// Which pairs it joins.
    pub form: Form,
}

/// Which pairs of a source and a target a link joins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// All of them.
    Dense,
    /// Those of a mask, an index into `Network::masks`.
    Masked(usize),
    /// So large a part of the sources of each target, drawn; and the parameter that says which, an index into
    /// `Network::parameters`.
    Sparse {
        /// That part.
        density: Ratio,
        /// The parameter.
        mask: usize,
    },
    /// The source of the target's own number.
    Diagonal,
    /// Of each band of the target the bands of a window, with weights of its own.
    Local(Window),
    /// The same, all bands with the same weights.
    Conv(Window),
    /// The source of the target's own number, as it is.
    Identity,
}

/// Band b of the target reads the bands b S - P .. b S - P + K of the source, those beyond the edge being zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// K.
    pub kernel: usize,
    /// S.
    pub stride: usize,
    /// P.
    pub pad: usize,
}

/// Up to so large a part of the sources lists of pairs may cost less than a matrix that holds zeros; the runtime asks again
/// where sizes are known (`numerics/sparse`).
const FEW: Ratio = [1, 4];

impl Form {
    /// What each band reads, and whether all have the same weights.
    pub fn window(self) -> Option<(Window, bool)> {
        match self {
            Form::Local(window) => Some((window, false)),
            Form::Conv(window) => Some((window, true)),
            _ => None,
        }
    }

    /// Whether its products run over lists of pairs.
    pub fn has_few_pairs(self) -> bool {
        match self {
            Form::Sparse {
                density: [numerator, denominator],
                ..
            } => u128::from(numerator) * u128::from(FEW[1]) <= u128::from(denominator) * u128::from(FEW[0]),
            _ => false,
        }
    }
}

/// Numerator and denominator.
pub type Ratio = [u64; 2];

/// A mask as the user gave it. Emitted code reads it once, outside of all that it declares itself.
#[derive(Clone, Debug)]
pub struct Mask {
    /// As written.
    pub path: TokenStream,
    /// `by(path)`, a function of target and source, rather than a matrix.
    pub is_function: bool,
    /// Index into `Network::links`.
    pub link: usize,
}

/// A delay that is learned: a link then reads one mix of the steps of a range.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LearnedDelay {
    /// Index of the parameter `{source}_to_{target}.delay`.
    pub delay: usize,
    /// How wide the mix is.
    pub spread: Spread,
}

/// How many steps more than the next two a learned delay reads.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Spread {
    /// A number, in steps.
    Folded(f64),
    /// Index of the parameter `{source}_to_{target}.spread`.
    Stored(usize),
}

impl Link {
    /// How many weights it has for each pair of units and port: one for each delay, or one for a learned one.
    pub fn taps(&self) -> usize {
        match self.learned_delay {
            Some(_) => 1,
            None => self.delays.len(),
        }
    }
}
