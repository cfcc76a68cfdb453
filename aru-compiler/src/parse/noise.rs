//! `normal(sd)`: the noise on the drive of a layer.

use proc_macro2::Ident;
use syn::parse::ParseStream;
use syn::{Error, Result, Token, token};

use super::expect;
use super::number::plain;
use super::recover::in_parentheses;
use crate::declaration::Number;

const FORM: &str = "noise is `normal(sd)`, as `noise: normal(0.1);`";

/// The standard deviation.
pub fn noise(input: ParseStream) -> Result<Number> {
    let name: Ident = expect(input, FORM)?;
    if name != "normal" || !input.peek(token::Paren) {
        return Err(Error::new(name.span(), FORM));
    }
    in_parentheses(input, |input| {
        let sd = plain(input)?;
        if input.peek(Token![,]) {
            let rule = "noise has a mean of zero and takes its standard deviation alone: `normal(sd)`";
            return Err(input.error(rule));
        }
        Ok(sd)
    })
}
