//! Sizes: an integer, a const parameter, or a path to a `const`; or two of them, `[bands, channels]`.

use quote::ToTokens;
use syn::parse::ParseStream;
use syn::{Error, Lit, Path, Result, Token, token};

use super::recover::{in_brackets, with_tokens};
use crate::declaration::Size;

const RULE: &str = "a size is an integer, a const parameter or a path to a `const`";

const SHAPE: &str = "a shape is two sizes, `[bands, channels]`";

/// A size, or a shape.
pub fn size(input: ParseStream) -> Result<Size> {
    if !input.peek(token::Bracket) {
        return plain(input);
    }
    let (tokens, axes) = with_tokens(input, |input| in_brackets(input, axes))?;
    Ok(Size::Shape {
        tokens,
        axes: Box::new(axes),
    })
}

fn axes(input: ParseStream) -> Result<[Size; 2]> {
    let bands = plain(input)?;
    if input.is_empty() {
        let message = format!(
            "{SHAPE}; write `{}` alone for bands of one channel",
            bands.to_token_stream()
        );
        return Err(Error::new_spanned(&bands, message));
    }
    input
        .parse::<Token![,]>()
        .map_err(|error| Error::new(error.span(), SHAPE))?;
    let channels = plain(input)?;
    input.parse::<Option<Token![,]>>()?;
    match input.is_empty() {
        true => Ok([bands, channels]),
        false => Err(input.error(SHAPE)),
    }
}

fn plain(input: ParseStream) -> Result<Size> {
    if let Ok(literal) = input.step(|cursor| cursor.literal().ok_or_else(|| cursor.error(RULE))) {
        let literal = Lit::new(literal);
        let value = match &literal {
            Lit::Int(number) if ["", "usize"].contains(&number.suffix()) => number.base10_parse().ok(),
            _ => None,
        };
        return match value {
            Some(value) => Ok(Size::Number {
                literal: literal.into_token_stream(),
                value,
            }),
            None => Err(Error::new_spanned(&literal, RULE)),
        };
    }
    let place = input.span();
    let path = input.call(Path::parse_mod_style);
    path.map(|path| Size::Path(path.into_token_stream()))
        .map_err(|_| Error::new(place, RULE))
}
