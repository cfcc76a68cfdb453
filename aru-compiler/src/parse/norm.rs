//! `layer`, `layer(over channels, eps 1e-3)`: the norm of a layer's drives.

use proc_macro2::Ident;
use quote::ToTokens;
use syn::parse::ParseStream;
use syn::{Error, Result, Token, token};

use super::expect;
use super::number::plain;
use super::recover::{in_parentheses, with_tokens};
use crate::declaration::{Norm, Over};
use crate::network::NormOver;
use crate::suggest;

const RULE: &str = "a norm is `layer`, `layer(over channels)` or `layer(over bands)`, with an `eps` if need be: \
                    `norm: layer(eps 1e-3);`";

pub fn norm(input: ParseStream) -> Result<Norm> {
    let (tokens, (over, eps)) = with_tokens(input, |input| {
        let word: Ident = expect(input, RULE)?;
        match word.to_string().as_str() {
            "layer" if input.peek(token::Paren) => in_parentheses(input, arguments),
            "layer" => Ok((None, None)),
            "batch" => Err(Error::new(
                word.span(),
                "batch norm looks at other sequences and at the future; use `norm: layer`. Trained batch norms are folded \
                 into weights when they are imported",
            )),
            unknown => {
                let hint = suggest::hint(unknown, &["layer"]);
                Err(Error::new(
                    word.span(),
                    format!("no norm named `{unknown}`{hint}"),
                ))
            }
        }
    })?;
    Ok(Norm { tokens, over, eps })
}

type Arguments = (Option<Over>, Option<crate::declaration::Number>);

fn arguments(input: ParseStream) -> Result<Arguments> {
    let (mut over, mut eps) = (None, None);
    while !input.is_empty() {
        let word: Ident = expect(input, RULE)?;
        let is_again = match word.to_string().as_str() {
            "over" => over.replace(of(input)?).is_some(),
            "eps" => eps.replace(plain(input)?).is_some(),
            unknown => {
                let hint = suggest::hint(unknown, &["over", "eps"]);
                let message = format!("a norm has nothing named `{unknown}`{hint}");
                return Err(Error::new(word.span(), message));
            }
        };
        if is_again {
            let message = format!("`{word}` is given more than once; keep one");
            return Err(Error::new(word.span(), message));
        }
        if input.parse::<Option<Token![,]>>()?.is_none() && !input.is_empty() {
            return Err(input.error("expected `,`, as in `norm: layer(over channels, eps 1e-3);`"));
        }
    }
    Ok((over, eps))
}

/// What stands behind `over`.
fn of(input: ParseStream) -> Result<Over> {
    let known = ["channels", "bands"];
    let expected = format!(
        "a norm over all units is `norm: layer;`; expected {}",
        suggest::one_of(&known)
    );
    let word: Ident = expect(input, expected)?;
    let kind = match word.to_string().as_str() {
        "channels" => NormOver::Channels,
        "bands" => NormOver::Bands,
        unknown => {
            let hint = suggest::hint(unknown, &known);
            let message = format!("a norm is taken over channels or bands, not over `{unknown}`{hint}");
            return Err(Error::new(word.span(), message));
        }
    };
    Ok(Over {
        tokens: word.into_token_stream(),
        kind,
    })
}
