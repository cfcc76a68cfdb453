//! What whoever has a network as data needs, to have it put in order again: names that are identifiers, and what the stages
//! that follow `check` take for granted.

pub use proc_macro2::Ident;
use proc_macro2::{Span, TokenStream};
use quote::ToTokens;

pub use crate::check::LARGEST_SIZE;
use crate::check::is_keyword;
pub use crate::delay::{LONGEST, MOST};
use crate::lower;
use crate::network::{Equation, Gate};

/// The identifier that a text is; `None` where it is none, or a word that Rust has a meaning for.
///
/// Not by parsing: where columns are known, whatever was parsed is kept as long as its thread lives.
pub fn identifier(text: &str) -> Option<Ident> {
    let mut letters = text.chars();
    let begins = letters
        .next()
        .is_some_and(|first| first == '_' || unicode_ident::is_xid_start(first));
    let is_one = begins && letters.all(unicode_ident::is_xid_continue);
    let name = is_one.then(|| Ident::new(text, Span::call_site()))?;
    (!is_keyword(&name)).then_some(name)
}

/// The path of a single name.
pub fn path(name: &Ident) -> TokenStream {
    name.to_token_stream()
}

/// The equation that the unit of a layer has for the gate of a rate, given its port.
pub fn equation_of_gate(gate: &Gate, port: usize) -> Equation {
    lower::equation_of_gate(gate, port)
}

#[cfg(test)]
mod tests {
    use super::identifier;

    #[test]
    fn names_that_are_none_are_told() {
        for name in ["h", "alpha_s", "σ", "_x", "input"] {
            assert_eq!(
                identifier(name).map(|name| name.to_string()).as_deref(),
                Some(name)
            );
        }
        for name in [
            "", "1x", "a b", " a", "type", "gen", "_", "r#type", "a/**/", "a;", "a-b", "\u{301}", "²",
        ] {
            assert_eq!(identifier(name), None, "{name:?}");
        }
    }
}
