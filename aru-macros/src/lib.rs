//! The compiler of `recurrent_net!`: a declaration becomes a network's forward code and its exact derivative.
//!
//! Use it through the crate `aru-rnn`; docs/language.md there is its manual, ARCHITECTURE.md its map.
#![forbid(unsafe_code)]

mod builtin;
mod check;
mod declaration;
mod delay;
mod differentiate;
#[cfg(test)]
mod display;
mod emit;
mod equations;
mod formulas;
mod functions;
mod graph;
mod lower;
mod network;
mod parse;
mod program;
mod render;
mod report;
mod schedule;
mod stub;
mod suggest;
#[cfg(test)]
mod tests;
mod time;

use proc_macro2::TokenStream;

use crate::network::Network;
use crate::program::Program;
use crate::report::Errors;

/// Declares recurrent networks, and units for them.
///
/// For each `struct` the macro makes a type that is generic over its scalar (`f32` or `f64`) and implements
/// `aru::Network`. The language is described in docs/language.md of the crate `aru-rnn`.
#[proc_macro]
pub fn recurrent_net(declaration: proc_macro::TokenStream) -> proc_macro::TokenStream {
    compile(declaration.into()).into()
}

/// The compiler.
fn compile(tokens: TokenStream) -> TokenStream {
    let mut errors = Errors::new();
    let declaration = parse::parse(tokens, &mut errors);
    check::check(&declaration, &mut errors);
    if !errors.is_empty() {
        let stubs = stub::stub(&declaration);
        let errors = errors.into_compile_errors();
        return quote::quote!(#errors #stubs);
    }
    let networks = lower::lower(&declaration);
    networks
        .iter()
        .map(|network| emit::emit(network, &program(network)))
        .collect()
}

/// The network with its equations folded, differentiated and put in order.
fn program(network: &Network) -> Program {
    let equations = equations::equations(network);
    let adjoints = equations.iter().map(differentiate::differentiate).collect();
    schedule::schedule(network, equations, adjoints)
}
