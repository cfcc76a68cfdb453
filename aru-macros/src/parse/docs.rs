//! Doc comments, the only attributes that a declaration takes.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::quote;
use syn::parse::{ParseStream, Parser};
use syn::{LitStr, Path, Result, Token};

use crate::report::Errors;

/// The docs that stand here; every other attribute is reported and left out. Those at the end of a block are
/// reported too, and leave nothing to read.
pub fn docs(input: ParseStream, errors: &mut Errors) -> Result<Vec<String>> {
    let mut docs = Vec::new();
    while input.peek(Token![#]) {
        let hash: Token![#] = input.parse()?;
        let inner: Option<Token![!]> = input.parse()?;
        let group = match input.parse::<TokenTree>() {
            Ok(TokenTree::Group(group)) if group.delimiter() == Delimiter::Bracket => group,
            _ => return Err(syn::Error::new(hash.span, "expected an attribute `#[..]`")),
        };
        if inner.is_some() {
            errors.error(
                quote!(#hash #group),
                "an inner attribute has no place here; put docs before what they describe, as `///`",
            );
            continue;
        }
        match doc(hash, &group) {
            Ok(_) if input.is_empty() => errors.error(
                quote!(#hash #group),
                "a doc comment stands before what it describes; nothing follows this one",
            ),
            Ok(doc) => docs.push(doc),
            Err(error) => errors.push(error),
        }
    }
    Ok(docs)
}

fn doc(hash: Token![#], group: &Group) -> Result<String> {
    let fault = |message: &str| syn::Error::new_spanned(quote!(#hash #group), message);
    let attribute = |input: ParseStream| Ok((Path::parse_mod_style(input)?, input.parse::<TokenStream>()?));
    let (path, rest) = attribute
        .parse2(group.stream())
        .map_err(|_| fault("expected an attribute `#[..]`"))?;
    if path.is_ident("derive") {
        return Err(fault(
            "a network is always `Clone`, `Debug`, `Send` and `Sync`, and derives nothing else; remove the `derive`",
        ));
    }
    if !path.is_ident("doc") {
        return Err(fault(
            "only doc comments are accepted in a declaration; remove the attribute",
        ));
    }
    let text = |input: ParseStream| {
        input.parse::<Token![=]>()?;
        input.parse::<LitStr>()
    };
    text.parse2(rest)
        .map(|text| text.value())
        .map_err(|_| fault("a doc comment here is a plain string: `#[doc = \"..\"]`"))
}
