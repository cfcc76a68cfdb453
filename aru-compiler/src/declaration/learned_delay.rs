//! A delay that is learned, as written.

use super::{Bounds, Delays, Init, Link, Number, Quantity};

/// `learn(INIT) in LOW..=HIGH`, `learn per_source(INIT) in logistic(LOW, HIGH)`.
#[derive(Clone, Debug)]
pub struct LearnedDelay {
    /// One for each source unit rather than one for the link.
    pub per_source: bool,
    pub init: Init,
    pub bounds: Box<Bounds>,
}

/// How many steps around a learned delay its link reads: `3.0`, folded, or `fixed 10.0`, stored.
#[derive(Clone, Debug)]
pub struct Spread {
    pub is_stored: bool,
    pub value: Number,
}

impl LearnedDelay {
    /// The numbers that can be times.
    pub fn quantities(&self) -> Vec<&Quantity> {
        let mut all = self.init.kind.quantities();
        all.extend([&self.bounds.low, &self.bounds.high]);
        all
    }
}

impl Link {
    /// Its delay where that is learned.
    pub fn learned_delay(&self) -> Option<&LearnedDelay> {
        match &self.delays.as_ref()?.value {
            Ok(Delays::Learned(learned)) => Some(learned),
            _ => None,
        }
    }
}
