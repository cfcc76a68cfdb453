//! Which declarations have which pair of features, in one network, one link and one layer.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::declaration::Declaration;
use super::features;
use super::impossible::{self, Reason};

/// Where two features meet.
struct Place {
    name: &'static str,
    features: Vec<&'static str>,
    /// The number of a feature.
    numbers: BTreeMap<&'static str, usize>,
    /// Why two of them cannot.
    reason: Reason,
    /// Of every one there is in a declaration, its features.
    of: fn(&Declaration) -> Vec<BTreeSet<&'static str>>,
    /// Of two features, the second after the first, the first declaration that has both: `first * count + second`.
    found: Vec<Option<String>>,
}

/// For each pair the first declaration that has it, by place.
pub struct Pairs([Place; 3]);

impl Default for Pairs {
    fn default() -> Self {
        Pairs([
            Place::new(
                "network",
                features::all(),
                impossible::in_network,
                |declaration| vec![features::of(declaration)],
            ),
            Place::new(
                "link",
                features::OF_LINKS.to_vec(),
                impossible::in_link,
                |declaration| {
                    let links = declaration.links.iter();
                    links.map(|link| features::of_link(declaration, link)).collect()
                },
            ),
            Place::new(
                "layer",
                features::OF_LAYERS.to_vec(),
                impossible::in_layer,
                |declaration| {
                    let layers = 0..declaration.layers.len();
                    layers
                        .map(|layer| features::of_layer(declaration, layer))
                        .collect()
                },
            ),
        ])
    }
}

impl Pairs {
    /// How many pairs a declaration would add.
    pub fn news(&self, declaration: &Declaration) -> usize {
        let news = |place: &Place| {
            let pairs = place.pairs_of(declaration).into_iter();
            pairs.filter(|&pair| place.found[pair].is_none()).count()
        };
        self.0.iter().map(news).sum()
    }

    pub fn add(&mut self, declaration: &Declaration) {
        for place in &mut self.0 {
            for pair in place.pairs_of(declaration) {
                place.found[pair].get_or_insert_with(|| declaration.name.clone());
            }
        }
    }

    /// Whether a pair that could be in one place is in none.
    pub fn are_missing(&self) -> bool {
        let is_missing = |place: &Place| {
            let mut pairs = place.pairs();
            pairs.any(|(first, second, found)| found.is_none() && (place.reason)(first, second).is_none())
        };
        self.0.iter().any(is_missing)
    }

    /// Pairs that could be in one place but are not; and pairs that are though they cannot.
    pub fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        for place in &self.0 {
            let name = place.name;
            for (first, second, found) in place.pairs() {
                match (found, (place.reason)(first, second)) {
                    (None, None) => faults.push(format!("no {name} has `{first}` and `{second}`")),
                    (Some(declaration), Some(reason)) => {
                        faults.push(format!(
                            "{declaration} has `{first}` and `{second}` in one {name}, though {reason}"
                        ));
                    }
                    _ => {}
                }
            }
        }
        faults
    }

    /// The text of tests/generated/features.txt.
    pub fn table(&self, declarations: &[Declaration]) -> String {
        let mut text = String::from(
            "Written by tests/optimised/generate.rs, which also checks that it is up to date.\n\n\
             FEATURES OF EACH DECLARATION\n\n",
        );
        for declaration in declarations {
            let features: Vec<&str> = features::of(declaration).into_iter().collect();
            writeln!(text, "{}: {}", declaration.name, features.join(", ")).expect("a string");
        }
        for place in &self.0 {
            write!(text, "\nPAIRS IN ONE {}\n\n", place.name.to_uppercase()).expect("a string");
            if place.name == "network" {
                text +=
                    "The first declaration that has both; -- where a reason below says that none can.\n\n";
            }
            text += &place.matrix();
            text += &place.reasons();
        }
        text
    }
}

impl Place {
    fn new(
        name: &'static str,
        features: Vec<&'static str>,
        reason: Reason,
        of: fn(&Declaration) -> Vec<BTreeSet<&'static str>>,
    ) -> Self {
        let numbers = features.iter().enumerate();
        Place {
            name,
            numbers: numbers.map(|(number, &feature)| (feature, number)).collect(),
            reason,
            of,
            found: vec![None; features.len() * features.len()],
            features,
        }
    }

    /// The pairs that are in a declaration, each once.
    fn pairs_of(&self, declaration: &Declaration) -> BTreeSet<usize> {
        let mut pairs = BTreeSet::new();
        for features in (self.of)(declaration) {
            let mut numbers: Vec<usize> = features.iter().map(|feature| self.numbers[feature]).collect();
            numbers.sort_unstable();
            for (index, second) in numbers.iter().enumerate() {
                let before = numbers[..index].iter();
                pairs.extend(before.map(|first| first * self.features.len() + second));
            }
        }
        pairs
    }

    /// Every two features in their order, and the first declaration that has both.
    fn pairs(&self) -> impl Iterator<Item = (&'static str, &'static str, Option<&String>)> {
        let count = self.features.len();
        (0..count).flat_map(move |second| {
            (0..second).map(move |first| {
                let found = self.found[first * count + second].as_ref();
                (self.features[first], self.features[second], found)
            })
        })
    }

    fn matrix(&self) -> String {
        let mut text = String::new();
        for (row, second) in self.features.iter().enumerate() {
            write!(text, "{row:3} {second:28}").expect("a string");
            for first in 0..row {
                let found = &self.found[first * self.features.len() + row];
                let cell = found.as_ref().map_or("--", |name| name.trim_start_matches("Net"));
                write!(text, " {cell}").expect("a string");
            }
            text += "\n";
        }
        text
    }

    fn reasons(&self) -> String {
        let mut by_reason: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (first, second, _) in self.pairs() {
            if let Some(reason) = (self.reason)(first, second) {
                let pairs = by_reason.entry(reason).or_default();
                pairs.push(format!("{first} + {second}"));
            }
        }
        let mut text = String::from("\nNot possible:\n");
        for (reason, pairs) in by_reason {
            writeln!(text, "  {reason}: {}", pairs.join(", ")).expect("a string");
        }
        text
    }
}
