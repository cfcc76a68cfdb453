//! What restricts the weights of a link: which pairs it joins, and whether they have signs.

use proc_macro2::TokenStream;

use super::Setting;
use crate::time::Decimal;

/// The settings of a link that say which of its weights there are.
#[derive(Clone, Debug, Default)]
pub struct Constraints {
    pub mask: Option<Setting<Mask>>,
    pub density: Option<Setting<Part>>,
    pub form: Option<Setting<Form>>,
    /// `sign: free;`
    pub sign: Option<Setting<()>>,
}

/// `mask: MATRIX;` or `mask: by(function);`: a path, either way.
#[derive(Clone, Debug)]
pub struct Mask {
    pub path: TokenStream,
    pub is_function: bool,
}

/// `form: diagonal;`
#[derive(Clone, Debug)]
pub struct Form {
    pub tokens: TokenStream,
    pub kind: FormKind,
}

#[derive(Clone, Debug)]
pub enum FormKind {
    Dense,
    Diagonal,
    Identity,
    /// Whose bands have weights of their own.
    Local(Window),
    /// Whose bands share them.
    Conv(Window),
}

/// `(kernel 7, stride 3, pad 1)`.
#[derive(Clone, Debug)]
pub struct Window {
    pub kernel: Count,
    pub stride: Count,
    pub pad: Count,
}

/// So many bands.
#[derive(Clone, Debug)]
pub struct Count {
    pub tokens: TokenStream,
    pub value: usize,
}

/// A part of some units, as exact as written.
#[derive(Clone, Debug)]
pub struct Part {
    pub tokens: TokenStream,
    pub value: Decimal,
}

/// `sign: dale(excitatory 0.8);`
#[derive(Clone, Debug)]
pub struct Dale {
    pub tokens: TokenStream,
    pub excitatory: Part,
}

impl Form {
    /// `diagonal`.
    pub fn name(&self) -> &'static str {
        match self.kind {
            FormKind::Dense => "dense",
            FormKind::Diagonal => "diagonal",
            FormKind::Identity => "identity",
            FormKind::Local(_) => "local",
            FormKind::Conv(_) => "conv",
        }
    }

    /// What each band reads.
    pub fn window(&self) -> Option<&Window> {
        match &self.kind {
            FormKind::Local(window) | FormKind::Conv(window) => Some(window),
            _ => None,
        }
    }
}

impl Part {
    /// Numerator and denominator of a part of 0 to 1; `None` beyond.
    pub fn ratio(&self) -> Option<[u64; 2]> {
        let [numerator, denominator] = self.value.ratio()?;
        (numerator <= denominator).then_some([numerator, denominator])
    }

    /// That part of a size, rounded, halves up; `None` where it is no part.
    pub fn of(&self, size: usize) -> Option<usize> {
        let [numerator, denominator] = self.ratio()?.map(u128::from);
        usize::try_from((2 * numerator * size as u128 + denominator) / (2 * denominator)).ok()
    }
}
