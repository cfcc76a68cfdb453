//! Writes declarations that between them have every pair of features of the language.
//!
//! Everything follows from one seed. A declaration is drawn as data (`declaration`), written as text (`text`), and its
//! features are read off the data (`features`). Of many candidates the one with most new pairs is kept.

mod activations;
mod constants;
mod constraints;
mod declaration;
mod delays;
mod draw;
mod facts;
mod features;
mod impossible;
mod layers;
mod pairs;
mod starts;
mod text;
mod units;
mod wiring;

use declaration::Declaration;
use draw::Draw;
pub use pairs::Pairs;

/// Of so many candidates each one is the best, or of more where none of them has a new pair.
const CANDIDATES: usize = 500;
/// After so many without a new pair those that are missing are not to be had.
const MOST: usize = 50_000;

/// The declarations, as many as it takes, and which pairs of features they have.
pub fn declarations() -> (Vec<Declaration>, Pairs) {
    let mut draw = Draw::new(20_240_607);
    let mut pairs = Pairs::default();
    let mut chosen = Vec::new();
    while pairs.are_missing() {
        let mut best: Option<(Declaration, f64)> = None;
        let mut candidates = 0;
        while candidates < CANDIDATES || best.is_none() && candidates < MOST {
            let candidate = wiring::declaration(&mut draw, format!("Net{:02}", chosen.len()));
            let size = candidate.layers.len() + candidate.links.len();
            let score = pairs.news(&candidate) as f64 / (size as f64).sqrt();
            if score > best.as_ref().map_or(0.0, |(_, highest)| *highest) {
                best = Some((candidate, score));
            }
            candidates += 1;
        }
        let Some((declaration, _)) = best else { break };
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
