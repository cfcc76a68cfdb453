//! The attributes of a network: what is passed on, and to what of all that is made of it.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Error, Meta, Result, Token};

use super::docs::{Attribute, head};
use crate::network::Attributes;
use crate::report::Errors;

/// Where an attribute belongs.
#[derive(Clone, Copy)]
enum Place {
    /// On everything that is made.
    Everywhere,
    /// On the struct alone.
    Struct,
    /// On everything, which is there or not by it.
    Condition,
}

/// Those that a network takes; every other one is reported and left out.
pub fn of_network(attributes: Vec<Attribute>, errors: &mut Errors) -> Attributes {
    let mut passed = Attributes::default();
    for attribute in attributes {
        match parts(&attribute.group) {
            Ok(parts) => {
                for (place, part) in parts {
                    match place {
                        Place::Everywhere => passed.everywhere.push(part),
                        Place::Condition => {
                            passed.everywhere.push(part);
                            passed.is_conditional = true;
                        }
                        Place::Struct => passed.of_struct.push(part),
                    }
                }
            }
            Err(message) => errors.error(&attribute, message),
        }
    }
    passed
}

/// Reports all that stand before an item that takes none.
pub fn refuse(attributes: &[Attribute], item: &str, errors: &mut Errors) {
    for attribute in attributes {
        let message = match head(&attribute.group) {
            Ok((path, _)) if path.starts_with("cfg") => format!(
                "{item} is there or not with its call of the macro; put the attribute on a call of its own: \
                 `#[cfg(..)] recurrent_net! {{ .. }}`"
            ),
            _ => format!("{item} takes no attributes; remove it"),
        };
        errors.error(attribute, message);
    }
}

/// An attribute as it is passed on: one for each that a `cfg_attr` holds.
fn parts(content: &Group) -> std::result::Result<Vec<(Place, TokenStream)>, String> {
    let (path, rest) = head(content).map_err(|_| "expected an attribute `#[..]`".to_owned())?;
    let place = match path.as_str() {
        "cfg" => Place::Condition,
        "allow" | "warn" | "deny" | "forbid" => Place::Everywhere,
        // Where a lint is expected everywhere it would have to be found everywhere.
        "expect" | "must_use" | "doc" => Place::Struct,
        "cfg_attr" => return conditional(rest),
        "derive" => {
            return Err(
                "a network is always `Clone`, `Debug`, `Send` and `Sync`, and derives nothing else; remove the `derive`"
                    .to_owned(),
            );
        }
        other => {
            return Err(format!(
                "a network does not take the attribute `{other}`; it takes docs, `cfg`, `cfg_attr`, `must_use` and \
                 lints, as `allow`; remove it"
            ));
        }
    };
    let meta: Meta =
        syn::parse2(content.stream()).map_err(|_| format!("expected `#[{path}(..)]`, as Rust has it"))?;
    // A fault of it stands where it does.
    Ok(vec![(place, quote_spanned!(content.span()=> #[#meta]))])
}

/// `(condition, attribute, ..)`
fn conditional(rest: TokenStream) -> std::result::Result<Vec<(Place, TokenStream)>, String> {
    let read = |input: ParseStream| -> Result<(TokenStream, Vec<TokenStream>)> {
        let group = match input.parse::<TokenTree>()? {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis => group,
            other => return Err(Error::new(other.span(), "no list")),
        };
        let parts = Punctuated::<TokenStream, Token![,]>::parse_terminated_with;
        let list = |input: ParseStream| parts(input, up_to_comma);
        let mut list = list.parse2(group.stream())?.into_iter();
        let condition = list.next().ok_or_else(|| Error::new(group.span(), "empty"))?;
        Ok((condition, list.collect()))
    };
    let (condition, attributes) = read
        .parse2(rest)
        .map_err(|_| "expected `#[cfg_attr(condition, attribute)]`".to_owned())?;
    let mut found = Vec::new();
    for attribute in attributes {
        let inner = parts(&Group::new(Delimiter::Bracket, attribute))?;
        for (place, part) in inner {
            // Without its `#`.
            let part = part.into_iter().skip(1).map(|group| match group {
                TokenTree::Group(group) => group.stream(),
                other => other.into_token_stream(),
            });
            let part: TokenStream = part.collect();
            found.push((place, quote!(#[cfg_attr(#condition, #part)])));
        }
    }
    Ok(found)
}

fn up_to_comma(input: ParseStream) -> Result<TokenStream> {
    let mut tokens = TokenStream::new();
    while !input.is_empty() && !input.peek(Token![,]) {
        input.parse::<TokenTree>()?.to_tokens(&mut tokens);
    }
    Ok(tokens)
}
