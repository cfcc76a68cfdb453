//! A declaration that the macro has compiled, with the text that it was compiled from.

use aru::{Model, Text};

/// What several test programs run, whatever its type.
#[derive(Clone, Copy)]
pub struct Declaration {
    pub name: &'static str,
    /// Its networks run the emitted code.
    pub model: Model,
    /// The type of its networks, with the numbers of its const parameters.
    pub type_name: &'static str,
    /// The file that it stands in.
    pub source: &'static str,
    /// Gives a text what it names and only Rust has; false where the path is none of it.
    pub items: for<'t> fn(Text<'t>, &str) -> (Text<'t>, bool),
}
