//! What would stand around a text in Rust.

use aru_compiler::{Faults, without_blanks};

use super::Text;
use super::description::number;

/// What a text names, for a crate that gives the text to `recurrent_net!`. [`Text::in_rust`] makes it.
#[doc(hidden)]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InRust {
    /// Of each network its name, and its const parameters in their order.
    pub networks: Vec<(String, Vec<String>)>,
    /// Of each mask its path, whether it is a function, and the shape of its matrix: targets and sources.
    pub masks: Vec<(String, bool, [usize; 2])>,
    /// Of each start its path, and how many numbers say the place of an element.
    pub starts: Vec<(String, usize)>,
}

impl Text<'_> {
    /// What it names, of all its networks.
    ///
    /// # Errors
    /// Every fault of the text. That what is given does not fit is said by [`models`](Text::models).
    #[doc(hidden)]
    pub fn in_rust(self) -> Result<InRust, Faults> {
        let mut named = InRust::default();
        // Sizes are numbers where they are given; what they were called is known before.
        let networks = self.text.clone().check()?.into_iter().map(|one| one.network);
        named.networks = networks
            .map(|network| {
                let parameters = network.const_parameters.iter().map(ToString::to_string);
                (network.name.to_string(), parameters.collect())
            })
            .collect();
        for network in self.text.compile()?.into_iter().map(|one| one.network) {
            for mask in &network.masks {
                let link = &network.links[mask.link];
                let shape = [&network.layers[link.target].size, network.end(link.source).1].map(number);
                let path = without_blanks(&mask.path.to_string());
                named.masks.push((path, mask.is_function, shape));
            }
            for start in &network.start_functions {
                // Of a vector of several ports a row is one place.
                let axes = network.parameters[start.parameter].shape.len().min(3);
                named.starts.push((without_blanks(&start.path.to_string()), axes));
            }
        }
        Ok(named)
    }
}
