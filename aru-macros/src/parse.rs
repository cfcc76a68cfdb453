//! Tokens to a declaration. Recovers: what is broken is reported and left out, and reading goes on behind it, so
//! that one fault does not hide the next.

mod constant;
mod docs;
mod expression;
mod initial;
mod layer;
mod link;
mod network;
mod number;
mod recover;
mod settings;
mod size;
mod unit;

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Result, Token, Visibility};

use crate::builtin;
use crate::declaration::{Declaration, Unit};
use crate::report::Errors;
use crate::suggest;

/// Reads the whole input of one call.
pub fn parse(tokens: TokenStream, errors: &mut Errors) -> Declaration {
    let mut declaration = Declaration {
        units: Vec::new(),
        networks: Vec::new(),
        builtins: builtin::units(),
    };
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
    let leftover = items.parse2(tokens);
    push_unless_reported(leftover, errors);
    declaration
}

/// Units alone: the text of the built-in ones.
pub fn units(tokens: TokenStream) -> Result<Vec<Unit>> {
    let mut errors = Errors::new();
    let mut units = Vec::new();
    let items = |input: ParseStream| {
        while !input.is_empty() {
            let docs = docs::docs(input, &mut errors)?;
            input.parse::<Ident>()?;
            units.push(unit::unit(input, docs, &mut errors)?);
        }
        Ok(())
    };
    let leftover = items.parse2(tokens);
    push_unless_reported(leftover, &mut errors);
    errors.into_result().map(|()| units)
}

/// A group that an error left half read is reported once more by syn when its buffer is dropped; that echo is not
/// worth telling, but nothing may ever be left over in silence.
fn push_unless_reported(leftover: Result<()>, errors: &mut Errors) {
    if let Err(error) = leftover
        && errors.is_empty()
    {
        errors.push(error);
    }
}

fn item(input: ParseStream, declaration: &mut Declaration, errors: &mut Errors) -> Result<()> {
    let docs = docs::docs(input, errors)?;
    if input.is_empty() {
        return Ok(());
    }
    let visibility: Visibility = input.parse()?;
    if input.peek(Token![struct]) {
        declaration
            .networks
            .push(network::network(input, docs, visibility, errors)?);
        return Ok(());
    }
    let keyword = input.call(Ident::parse_any).map_err(|error| {
        syn::Error::new(
            error.span(),
            "expected a `struct`, which declares a network, or a `unit`",
        )
    })?;
    if keyword != "unit" {
        let hint = suggest::hint(&keyword.to_string(), &["struct", "unit"]);
        return Err(syn::Error::new(
            keyword.span(),
            format!("no item named `{keyword}`{hint}"),
        ));
    }
    if !matches!(visibility, Visibility::Inherited) {
        errors.error(
            &visibility,
            "a unit is known within its call of the macro only, so it takes no visibility; remove it",
        );
    }
    declaration.units.push(unit::unit(input, docs, errors)?);
    Ok(())
}

/// A name in the place where one is declared or meant. Keywords pass here, so that `check` can name them.
fn name(input: ParseStream, what: &str) -> Result<Ident> {
    input
        .call(Ident::parse_any)
        .map_err(|error| syn::Error::new(error.span(), format!("expected {what}")))
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
