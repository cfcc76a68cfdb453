//! What can be said of a declaration before its sizes are known.

use aru_compiler::{Compiled, without_blanks};

/// A declared network whose sizes may still be names. [`Text::outlines`](super::Text::outlines) makes them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    name: String,
    docs: String,
    sizes: Vec<String>,
}

impl Outline {
    pub(super) fn of(Compiled { network, .. }: &Compiled) -> Self {
        let parameters = network.const_parameters.iter().map(ToString::to_string);
        let is_path = |name: &String| name.chars().all(|c| c.is_alphanumeric() || "_:".contains(c));
        let named = network
            .named_sizes
            .iter()
            .map(|named| without_blanks(&named.path.to_string()))
            .filter(is_path);
        Outline {
            name: network.name.to_string(),
            docs: network
                .docs
                .iter()
                .map(|line| line.trim())
                .collect::<Vec<_>>()
                .join("\n"),
            sizes: parameters.chain(named).collect(),
        }
    }

    /// That of the `struct`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its doc comment, empty where there is none.
    pub fn docs(&self) -> &str {
        &self.docs
    }

    /// The names that [`Text::with`](super::Text::with) gives a number: const parameters first, then constants by their paths,
    /// but for those that stand in a computed size.
    pub fn sizes(&self) -> &[String] {
        &self.sizes
    }
}
