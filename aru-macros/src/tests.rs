//! Tests of the compiler as a whole.

mod expansion;
mod faults;
mod lowering;
mod moving;
mod mutations;
mod names;

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

/// The declarations of the reference cases, without the name of the macro around them and what stands before it.
fn reference_cases() -> Vec<(String, String)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/golden");
    let mut cases = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the reference cases") {
        let path = entry.expect("a file").path();
        if path.extension().is_some_and(|extension| extension == "rs") {
            let text = std::fs::read_to_string(&path).expect("a declaration");
            // In front of the call may stand what it names: constants, functions, types.
            let call = text.trim().split_once("recurrent_net! {");
            let body = call.and_then(|(_, text)| text.strip_suffix('}'));
            cases.push((
                path.display().to_string(),
                body.expect("a call of the macro").to_owned(),
            ));
        }
    }
    cases.sort();
    cases
}
