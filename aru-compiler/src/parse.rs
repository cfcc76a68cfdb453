//! Tokens to a declaration. Recovers: what is broken is reported and left out, and reading goes on behind it, so
//! that one fault does not hide the next.

mod activation;
mod attributes;
mod constant;
mod constraints;
mod docs;
mod expression;
mod gate;
mod initial;
mod layer;
mod learned_delay;
mod library;
mod link;
mod network;
mod noise;
mod norm;
mod number;
mod recover;
mod settings;
mod size;
mod unit;

use std::fmt::Display;

#[cfg(feature = "text")]
pub use size::evaluate;

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream, Parser};
use syn::{Error, Result, Token, Visibility};

use crate::builtin;
use crate::declaration::Declaration;
use crate::report::Errors;
use crate::suggest;

/// Reads the whole input of one call.
pub fn parse(tokens: TokenStream, errors: &mut Errors) -> Declaration {
    Declaration {
        builtins: builtin::units(),
        ..items(tokens, errors)
    }
}

/// What a text declares by itself: that of the built-in units too.
pub fn items(tokens: TokenStream, errors: &mut Errors) -> Declaration {
    let mut declaration = Declaration::default();
    if let Some(deep) = too_deep(tokens.clone()) {
        errors.error(deep, "nested too deeply to be read");
        return declaration;
    }
    let items = |input: ParseStream| {
        while !input.is_empty() {
            if let Err(error) = item(input, &mut declaration, errors) {
                errors.push(error);
                recover::skip_past_end(input);
            }
        }
        Ok(())
    };
    // A group that an error left half read is reported once more by syn when its buffer is dropped; that echo is not
    // worth telling, but nothing may ever be left over in silence.
    if let Err(leftover) = items.parse2(tokens)
        && errors.is_empty()
    {
        errors.push(leftover);
    }
    declaration
}

fn item(input: ParseStream, declaration: &mut Declaration, errors: &mut Errors) -> Result<()> {
    let (docs, attributes) = docs::docs_and_attributes(input, errors)?;
    if input.is_empty() {
        for attribute in attributes {
            let message = "an attribute stands before what it is about; nothing follows this one";
            errors.error(attribute, message);
        }
        return Ok(());
    }
    if library::starts(input) {
        attributes::refuse(&attributes, "`crate`", errors);
        return library::library(input, docs.first(), declaration, errors);
    }
    let visibility: Visibility = input.parse()?;
    if input.peek(Token![struct]) {
        let attributes = attributes::of_network(attributes, errors);
        let network = network::network(input, docs, attributes, visibility, errors)?;
        declaration.networks.push(network);
        return Ok(());
    }
    let keyword = name(
        input,
        "a `struct`, which declares a network, a `unit` or an `activation`",
    )?;
    let what = if keyword == "activation" {
        "an activation"
    } else {
        "a unit"
    };
    attributes::refuse(&attributes, what, errors);
    if keyword == "recurrent_net" {
        let message =
            "`recurrent_net!` does not stand within a declaration; give what stands between its braces";
        return Err(Error::new(keyword.span(), message));
    }
    if keyword != "unit" && keyword != "activation" {
        let hint = suggest::hint(&keyword, &["struct", "unit", "activation"]);
        return Err(Error::new(
            keyword.span(),
            format!("no item named `{keyword}`{hint}"),
        ));
    }
    if !matches!(visibility, Visibility::Inherited) {
        errors.error(
            &visibility,
            format_args!(
                "{what} is known within its call of the macro only, so it takes no visibility; remove it"
            ),
        );
    }
    if keyword == "activation" {
        let activation = activation::written(input, docs, errors)?;
        declaration.activations.push(activation);
        return Ok(());
    }
    declaration.units.push(unit::unit(input, docs, errors)?);
    Ok(())
}

/// A name in the place where one is declared or meant. Keywords pass here, so that `check` can name them.
fn name(input: ParseStream, what: &str) -> Result<Ident> {
    let name = input.call(Ident::parse_any);
    name.map_err(|error| Error::new(error.span(), format!("expected {what}")))
}

/// What must stand here; `message` where it does not.
fn expect<T: Parse>(input: ParseStream, message: impl Display) -> Result<T> {
    input.parse().map_err(|error| Error::new(error.span(), message))
}

/// Deeper than any declaration, and shallow enough for recursive readers.
const DEEPEST: usize = 100;

/// The first group nested deeper than that. Walks with a stack of its own, since the input may exhaust ours.
fn too_deep(tokens: TokenStream) -> Option<TokenTree> {
    let mut open = vec![tokens.into_iter()];
    while let Some(innermost) = open.last_mut() {
        match innermost.next() {
            None => drop(open.pop()),
            Some(TokenTree::Group(group)) => {
                if open.len() > DEEPEST {
                    // All of the group would be walked again by whoever prints it; its delimiters are enough.
                    let mut hollow = proc_macro2::Group::new(Delimiter::Parenthesis, TokenStream::new());
                    hollow.set_span(group.span());
                    return Some(hollow.into());
                }
                open.push(group.stream().into_iter());
            }
            Some(_) => {}
        }
    }
    None
}
