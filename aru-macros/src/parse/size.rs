//! Sizes: an integer, a const parameter, or a path to a `const`.

use quote::ToTokens;
use syn::parse::ParseStream;
use syn::{Error, Lit, Path, Result};

use crate::declaration::Size;

const RULE: &str = "a size is an integer, a const parameter or a path to a `const`";

pub fn size(input: ParseStream) -> Result<Size> {
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
