//! `recurrent_net!`: what `aru-compiler` makes of a declaration, written as Rust.
//!
//! Use it through the crate `aru-rnn`; docs/language.md there is its manual, ARCHITECTURE.md its map.
#![forbid(unsafe_code)]

mod emit;
mod named;
mod stub;
#[cfg(test)]
mod tests;

use aru_compiler::compile_tokens;
use proc_macro2::TokenStream;

/// Declares recurrent networks, and units for them.
///
/// For each `struct` the macro makes a type that is generic over its scalar (`f32` or `f64`) and implements
/// `aru::Network`. The language is described in docs/language.md of the crate `aru-rnn`.
#[proc_macro]
pub fn recurrent_net(declaration: proc_macro::TokenStream) -> proc_macro::TokenStream {
    compile(declaration.into()).into()
}

/// What is wrong with a model of `auditory_net!` that there is not.
#[doc(hidden)]
#[proc_macro]
pub fn __unknown_model(call: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let error = syn::parse::<named::UnknownModel>(call).map_or_else(|error| error, |call| call.error());
    error.into_compile_error().into()
}

/// What is wrong with arguments of a model of `auditory_net!`.
#[doc(hidden)]
#[proc_macro]
pub fn __wrong_arguments(call: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let error = syn::parse::<named::WrongArguments>(call).map_or_else(|error| error, |call| call.error());
    error.into_compile_error().into()
}

/// That what stands in `auditory_net!` is no model.
#[doc(hidden)]
#[proc_macro]
pub fn __no_model(given: proc_macro::TokenStream) -> proc_macro::TokenStream {
    named::no_model(given.into()).into_compile_error().into()
}

/// The compiler. After a fault a stub of each struct stands beside the errors, so that the rest of the file resolves.
fn compile(tokens: TokenStream) -> TokenStream {
    match compile_tokens(tokens) {
        Ok(networks) => {
            let networks = networks.iter();
            networks
                .map(|compiled| emit::emit(&compiled.network, &compiled.program))
                .collect()
        }
        Err(rejected) => {
            let stubs = stub::stub(&rejected.declaration);
            let errors = rejected.to_compile_errors();
            quote::quote!(#errors #stubs)
        }
    }
}
