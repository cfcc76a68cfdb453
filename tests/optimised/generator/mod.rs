//! Writes declarations that between them have every pair of features of the language.
//!
//! Everything follows from one seed. A declaration is drawn as data (`declaration`), written as text (`text`), and its
//! features are read off the data (`features`). Of many candidates the one with most new pairs is kept.

mod activations;
mod constants;
mod constraints;
mod declaration;
mod draw;
mod facts;
mod features;
mod layers;
mod pairs;
mod text;
mod units;
mod wiring;

use declaration::Declaration;
use draw::Draw;
pub use pairs::Pairs;

/// How many declarations are written.
pub const COUNT: usize = 40;

/// Of so many candidates each one is the best.
const CANDIDATES: usize = 250;

/// The declarations, and which pairs of features they have.
pub fn declarations() -> (Vec<Declaration>, Pairs) {
    let mut draw = Draw::new(20_240_607);
    let mut pairs = Pairs::default();
    let mut chosen = Vec::new();
    for index in 0..COUNT {
        let mut best: Option<(Declaration, f64)> = None;
        for _ in 0..CANDIDATES {
            let candidate = wiring::declaration(&mut draw, format!("Net{index:02}"));
            let size = candidate.layers.len() + candidate.links.len();
            let score = pairs.news(&candidate) as f64 / (size as f64).sqrt();
            if best.as_ref().is_none_or(|(_, highest)| score > *highest) {
                best = Some((candidate, score));
            }
        }
        let (declaration, _) = best.expect("at least one candidate");
        pairs.add(&declaration);
        chosen.push(declaration);
    }
    (chosen, pairs)
}

/// The text of tests/generated/declarations.rs.
pub fn declarations_file(declarations: &[Declaration]) -> String {
    text::file(declarations)
}

/// The text of tests/generated/facts.txt: for each declaration what its `DESCRIPTION` must say.
pub fn facts_file(declarations: &[Declaration]) -> String {
    let mut text = String::new();
    for declaration in declarations {
        text += &format!("{}\n", declaration.name);
        for fact in facts::facts(declaration) {
            text += &format!("    {fact}\n");
        }
    }
    text
}
