//! Writes Rust: the struct, its impl of `Network`, and the accessors. It cannot fail.

mod accessors;
mod chunk;
mod constraints;
mod description;
mod methods;
mod names;
mod notation;
mod parts;
mod patches;
mod shared;
mod sizes;
mod statements;
mod time;
mod units;

use proc_macro2::{Ident, Span};

pub use parts::emit;

use aru_compiler::network::Network;

/// Names of generic parameters; no const parameter of the user's has one of them.
pub struct Generics {
    pub scalar: Ident,
    pub other_scalar: Ident,
    pub isa: Ident,
    pub trace: Ident,
}

impl Generics {
    pub fn new(network: &Network) -> Self {
        let is_taken = |name: &str| {
            let mut taken = network.const_parameters.iter();
            taken.any(|parameter| parameter == name)
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
