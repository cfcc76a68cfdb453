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

use proc_macro2::{Ident, Span, TokenStream};

use crate::network::{Network, Size};
use crate::program::Program;

/// Everything that one declared network becomes.
pub fn emit(network: &Network, program: &Program) -> TokenStream {
    parts::network(network, program)
}

/// Names of generic parameters; no size of the user's is called the same.
pub struct Generics {
    pub scalar: Ident,
    pub other_scalar: Ident,
    pub isa: Ident,
    pub trace: Ident,
    pub const_names: Vec<Ident>,
}

impl Generics {
    pub fn new(network: &Network) -> Self {
        let header = &network.header;
        let inputs = network.inputs.iter().map(|input| &input.size);
        let sizes: Vec<&Size> = inputs
            .chain(network.layers.iter().map(|layer| &layer.size))
            .collect();
        let is_taken = |name: &str| {
            let is_size = |size: &&Size| matches!(size, Size::Named(path) if path.to_string() == name);
            header.const_parameters.iter().any(|parameter| parameter == name) || sizes.iter().any(is_size)
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
            const_names: header.const_parameters.clone(),
        }
    }
}
