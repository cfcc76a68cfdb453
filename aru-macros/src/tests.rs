//! Tests of the expansion.

mod expansion;
mod mutations;
mod names;
#[path = "../../aru-compiler/src/tests/networks.rs"]
mod networks;
#[path = "../../aru-compiler/src/tests/reference.rs"]
mod reference;
mod stubs;

use proc_macro2::TokenStream;

use aru_compiler::check::check;
use aru_compiler::declaration::Declaration;
use aru_compiler::parse::parse;
use aru_compiler::report::Errors;

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
