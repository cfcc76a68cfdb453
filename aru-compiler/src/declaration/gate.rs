//! A rate that is gated, as written.

use proc_macro2::{Ident, TokenStream};

use super::{Arrow, Bounds, Constraints, Init, Link, Network, alpha_of};
use crate::declaration::Constant;

/// `gated(START, from a, b) in logistic(low, high)`: any of its parts may be missing.
#[derive(Clone, Debug)]
pub struct Gate {
    /// `gated`.
    pub word: Ident,
    /// What the rate starts from.
    pub start: Option<Init>,
    /// Short for a link to the constant from each of these.
    pub from: Vec<Ident>,
    pub bounds: Option<Box<Bounds>>,
}

impl Network {
    /// The links that gates of its layers are short for: `from` a layer itself reads the step before, from anything else
    /// this step.
    pub fn links_of_gates(&self) -> Vec<Link> {
        let mut links = Vec::new();
        for layer in &self.layers {
            for setting in &layer.constants {
                let Ok(Constant::Gated(gate)) = &setting.value else {
                    continue;
                };
                let name = setting.name.to_string();
                let rate = alpha_of(&name).unwrap_or(name);
                links.extend(gate.from.iter().map(|source| Link {
                    docs: Vec::new(),
                    source: source.clone(),
                    is_continued: false,
                    arrow: Arrow {
                        tokens: TokenStream::new(),
                        is_now: *source != layer.name,
                    },
                    target: layer.name.clone(),
                    port: Some(Ident::new(&rate, setting.name.span())),
                    is_from: true,
                    delays: None,
                    spread: None,
                    weights: None,
                    constraints: Constraints::default(),
                }));
            }
        }
        links
    }
}
