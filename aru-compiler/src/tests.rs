//! Tests of the compiler as a whole.

mod faults;
mod lowering;
mod moving;
mod networks;
mod reference;
mod schedules;

use proc_macro2::TokenStream;

use crate::check::check;
use crate::declaration::Declaration;
use crate::lower::lower;
use crate::network::Network;
use crate::parse::parse;
use crate::report::Errors;

fn tokens(source: &str) -> TokenStream {
    source.parse().expect("text that is made of tokens")
}

fn checked(tokens: TokenStream) -> (Declaration, Errors) {
    let mut errors = Errors::new();
    let declaration = parse(tokens, &mut errors);
    check(&declaration, &mut errors);
    (declaration, errors)
}

/// What is said about a declaration.
fn faults(source: &str) -> Vec<String> {
    checked(tokens(source)).1.into_messages()
}

/// The networks of a declaration without faults.
fn networks(source: &str) -> Vec<Network> {
    let (declaration, errors) = checked(tokens(source));
    let faults = errors.into_messages();
    assert!(faults.is_empty(), "{faults:#?}\nin {source}");
    lower(&declaration)
}

/// The one network of a declaration without faults.
fn network(source: &str) -> Network {
    networks(source).remove(0)
}
