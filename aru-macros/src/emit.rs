//! Writes Rust: the struct, its impl of `Network`, and the accessors. It cannot fail.

mod accessors;
mod chunk;
mod description;
mod names;
mod notation;
mod parts;
mod sizes;
mod statements;
mod units;

use proc_macro2::{Ident, Span};

pub use parts::emit;

use crate::network::{Network, Size};

/// Names of generic parameters; no size of the user's is called the same.
pub struct Generics {
    pub scalar: Ident,
    pub other_scalar: Ident,
    pub isa: Ident,
    pub trace: Ident,
}

impl Generics {
    pub fn new(network: &Network) -> Self {
        let is_taken = |name: &str| {
            let is_size = |size: &Size| matches!(size, Size::Named(path) if path.to_string() == name);
            network.const_parameters.iter().any(|parameter| parameter == name)
                || network.ends().any(|(_, size)| is_size(size))
        };
        let fresh = |wanted: &str| {
            let mut name = wanted.to_string();
            while is_taken(&name) {
                name.push('_');
            }
            Ident::new(&name, Span::call_site())
        };
        Generics {
            scalar: fresh("T"),
            other_scalar: fresh("U"),
            isa: fresh("I"),
            trace: fresh("TRACE"),
        }
    }
}
