//! Links: what they join, over which delays, and with which settings.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};

use super::{Constraints, Form, LearnedDelay, Quantity, Setting, Spread, Stored};

/// One arrow between two names; a chain of n arrows is n links.
#[derive(Clone, Debug)]
pub struct Link {
    pub docs: Vec<String>,
    pub source: Ident,
    /// The source was written once, as the target of the link before, in a chain.
    pub is_continued: bool,
    pub arrow: Arrow,
    pub target: Ident,
    /// The one thing of the target that it drives, behind a dot: `alpha_s` of `hidden.alpha_s`.
    pub port: Option<Ident>,
    /// It stands in a gate, as one of the names behind `from`.
    pub is_from: bool,
    pub delays: Option<Setting<Delays>>,
    pub spread: Option<Setting<Spread>>,
    pub weights: Option<Setting<Stored>>,
    pub constraints: Constraints,
}

#[derive(Clone, Debug)]
pub struct Arrow {
    pub tokens: TokenStream,
    /// `->`, this step, rather than `~>`, a step before.
    pub is_now: bool,
}

#[derive(Clone, Debug)]
pub enum Delays {
    /// `delay: 5`
    One(Quantity),
    /// `delays: [1, 5, 25]`
    List {
        tokens: TokenStream,
        delays: Vec<Quantity>,
    },
    /// `delays: 0..20`
    Range {
        tokens: TokenStream,
        first: Quantity,
        last: Quantity,
        is_inclusive: bool,
    },
    /// `delay: learn(3.4) in 1..=8`
    Learned(LearnedDelay),
}

impl Delays {
    pub fn quantities(&self) -> Vec<&Quantity> {
        match self {
            Delays::One(delay) => vec![delay],
            Delays::List { delays, .. } => delays.iter().collect(),
            Delays::Range { first, last, .. } => vec![first, last],
            Delays::Learned(learned) => learned.quantities(),
        }
    }
}

impl Link {
    /// `a -> b`, as one would say it.
    pub fn text(&self) -> String {
        format!("{} {} {}", self.source, self.arrow.text(), self.end())
    }

    /// What it drives, as one would say it: `hidden`, or `hidden.alpha_s`.
    pub fn end(&self) -> String {
        match &self.port {
            Some(port) => format!("{}.{port}", self.target),
            None => self.target.to_string(),
        }
    }

    /// Its form, where that is known.
    pub fn form(&self) -> Option<&Form> {
        self.constraints.form.as_ref()?.value.as_ref().ok()
    }

    /// What the names of its parameters begin with: `x_to_hidden`, or `x_to_hidden.alpha_s`.
    pub fn owner(&self) -> String {
        match &self.port {
            Some(port) => format!("{}.{port}", self.accessor()),
            None => self.accessor(),
        }
    }

    /// The name of its accessor.
    pub fn accessor(&self) -> String {
        format!("{}_to_{}", self.source, self.target)
    }
}

impl Arrow {
    pub fn text(&self) -> &'static str {
        if self.is_now { "->" } else { "~>" }
    }
}

impl ToTokens for Delays {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Delays::One(delay) => delay.to_tokens(tokens),
            Delays::Learned(learned) => learned.init.tokens.to_tokens(tokens),
            Delays::List { tokens: own, .. } | Delays::Range { tokens: own, .. } => own.to_tokens(tokens),
        }
    }
}

impl ToTokens for Link {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let (source, arrow, target) = (&self.source, &self.arrow.tokens, &self.target);
        let port = self.port.as_ref().map(|port| quote!(. #port));
        tokens.extend(match self.is_from {
            // No more of it was written.
            true => quote!(#source),
            false => quote!(#source #arrow #target #port),
        });
    }
}
