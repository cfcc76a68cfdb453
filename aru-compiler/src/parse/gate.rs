//! `gated(START, from a, b) in logistic(low, high)`.

use proc_macro2::Ident;
use syn::parse::ParseStream;
use syn::{Error, Result, Token, token};

use super::constant::bounds;
use super::initial::init;
use super::name;
use super::recover::in_parentheses;
use crate::declaration::{Gate, Init};

const FORM: &str = "`gated(from x)`, or `gated(0.2, from x, y)` with what it starts from";

/// Whether the value of a constant is a gate.
pub fn starts(input: ParseStream) -> bool {
    is_word(input, "gated")
}

fn is_word(input: ParseStream, expected: &str) -> bool {
    input.fork().parse().is_ok_and(|word: Ident| word == expected)
}

pub fn gate(input: ParseStream) -> Result<Gate> {
    let word: Ident = input.parse()?;
    let (start, from) = match input.peek(token::Paren) {
        true => in_parentheses(input, arguments)?,
        false => (None, Vec::new()),
    };
    let has_bounds = input.peek(Token![in]);
    Ok(Gate {
        word,
        start,
        from,
        bounds: has_bounds.then(|| bounds(input).map(Box::new)).transpose()?,
    })
}

/// Either part may be missing, not both: `gated;` is written without parentheses.
fn arguments(input: ParseStream) -> Result<(Option<Init>, Vec<Ident>)> {
    let mut start = None;
    if !is_word(input, "from") {
        if input.is_empty() {
            let message = format!("expected {FORM}; a gate whose links stand below is `gated;`");
            return Err(Error::new(input.span(), message));
        }
        start = Some(init(input)?);
        if input.is_empty() {
            return Ok((start, Vec::new()));
        }
        input.parse::<Token![,]>()?;
        if input.is_empty() {
            return Ok((start, Vec::new()));
        }
        if !is_word(input, "from") {
            return Err(input.error(format_args!("expected `from` and what the gate reads: {FORM}")));
        }
    }
    input.parse::<Ident>()?;
    let mut from = Vec::new();
    loop {
        from.push(name(input, "the name of an input or layer that the gate reads")?);
        if input.is_empty() {
            return Ok((start, from));
        }
        input.parse::<Token![,]>()?;
        if input.is_empty() {
            return Ok((start, from));
        }
    }
}
