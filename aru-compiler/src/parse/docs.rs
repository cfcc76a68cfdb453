//! Doc comments, which everything in a declaration takes, and the other attributes, which a network alone does.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::parse::{ParseStream, Parser};
use syn::{LitStr, Path, Result, Token};

use crate::report::Errors;

/// `#[..]`
pub struct Attribute {
    hash: Token![#],
    pub group: Group,
}

impl ToTokens for Attribute {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.hash.to_tokens(tokens);
        self.group.to_tokens(tokens);
    }
}

/// The docs that stand here; every other attribute is reported and left out. Those at the end of a block are
/// reported too, and leave nothing to read.
pub fn docs(input: ParseStream, errors: &mut Errors) -> Result<Vec<String>> {
    let (docs, others) = docs_and_attributes(input, errors)?;
    for attribute in others {
        let is_condition = head(&attribute.group).is_ok_and(|(path, _)| path.to_string().starts_with("cfg"));
        errors.error(
            &attribute,
            match is_condition {
                true => {
                    "a part of a network is there or not in every build; declare a network for each case, with \
                     `#[cfg(..)]` on its `struct`"
                }
                false => {
                    "a part of a declaration takes doc comments only; remove the attribute, or put it on the `struct`"
                }
            },
        );
    }
    Ok(docs)
}

/// The docs, and the attributes that are none, unread.
pub fn docs_and_attributes(input: ParseStream, errors: &mut Errors) -> Result<(Vec<String>, Vec<Attribute>)> {
    let (mut docs, mut others) = (Vec::new(), Vec::new());
    while input.peek(Token![#]) {
        let hash: Token![#] = input.parse()?;
        let inner: Option<Token![!]> = input.parse()?;
        let group = match input.parse::<TokenTree>() {
            Ok(TokenTree::Group(group)) if group.delimiter() == Delimiter::Bracket => group,
            _ => {
                let message = "expected an attribute `#[..]`; write a comment behind `//`";
                return Err(syn::Error::new(hash.span, message));
            }
        };
        if inner.is_some() {
            errors.error(
                quote!(#hash #group),
                "an inner attribute has no place here; put docs before what they describe, as `///`",
            );
            continue;
        }
        let attribute = Attribute { hash, group };
        match doc(&attribute) {
            Ok(Some(_)) if input.is_empty() => errors.error(
                &attribute,
                "a doc comment stands before what it describes; nothing follows this one",
            ),
            Ok(Some(doc)) => docs.push(doc),
            Ok(None) => others.push(attribute),
            Err(error) => errors.push(error),
        }
    }
    Ok((docs, others))
}

/// The path of an attribute as text, and what stands behind it.
pub fn head(group: &Group) -> Result<(String, TokenStream)> {
    let head = |input: ParseStream| Ok((Path::parse_mod_style(input)?, input.parse::<TokenStream>()?));
    let (path, rest) = head.parse2(group.stream())?;
    Ok((path.to_token_stream().to_string().replace(' ', ""), rest))
}

/// The text of a doc comment; `None` for what is none.
fn doc(attribute: &Attribute) -> Result<Option<String>> {
    let fault = |message: &str| syn::Error::new_spanned(attribute, message);
    let (path, rest) = head(&attribute.group).map_err(|_| fault("expected an attribute `#[..]`"))?;
    // `#[doc(hidden)]` says something about docs, and is none.
    let is_list = |token: &TokenTree| matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis);
    if path != "doc" || rest.clone().into_iter().next().as_ref().is_some_and(is_list) {
        return Ok(None);
    }
    let text = |input: ParseStream| {
        input.parse::<Token![=]>()?;
        input.parse::<LitStr>()
    };
    text.parse2(rest)
        .map(|text| Some(text.value()))
        .map_err(|_| fault("a doc comment here is a plain string: `#[doc = \"..\"]`"))
}
