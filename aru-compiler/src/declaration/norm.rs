//! `norm: layer(over channels, eps 1e-3);`

use proc_macro2::TokenStream;

use super::Number;
use crate::network::NormOver;

/// The norm of a layer's drives.
#[derive(Clone, Debug)]
pub struct Norm {
    pub tokens: TokenStream,
    /// What stands behind `over`.
    pub over: Option<Over>,
    pub eps: Option<Number>,
}

/// `channels`, `bands`.
#[derive(Clone, Debug)]
pub struct Over {
    pub tokens: TokenStream,
    pub kind: NormOver,
}

impl Norm {
    /// All units, unless it says otherwise.
    pub fn over(&self) -> NormOver {
        self.over.as_ref().map_or(NormOver::Units, |over| over.kind)
    }
}
