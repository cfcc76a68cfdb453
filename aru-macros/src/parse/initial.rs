//! INIT: what a parameter starts from.

use proc_macro2::Ident;
use syn::parse::ParseStream;
use syn::{Error, Lit, Result, Token, token};

use super::number::{plain, quantity};
use super::recover::{in_parentheses, with_tokens};
use crate::declaration::{Init, InitKind, Quantity};
use crate::suggest;

const NAMES: [&str; 7] = [
    "lecun",
    "he",
    "xavier",
    "uniform",
    "normal",
    "orthogonal",
    "zeros",
];

pub fn init(input: ParseStream) -> Result<Init> {
    let (tokens, kind) = with_tokens(input, kind)?;
    Ok(Init { tokens, kind })
}

fn kind(input: ParseStream) -> Result<InitKind> {
    if input.peek(Lit) || input.peek(Token![-]) || input.peek(Token![.]) {
        return quantity(input).map(InitKind::Number);
    }
    let name: Ident = input.parse().map_err(|error| {
        Error::new(
            error.span(),
            format!("expected a number or {}", suggest::one_of(&NAMES)),
        )
    })?;
    match name.to_string().as_str() {
        "lecun" => Ok(InitKind::Lecun),
        "he" => Ok(InitKind::He),
        "xavier" => Ok(InitKind::Xavier),
        "zeros" => Ok(InitKind::Zeros),
        "uniform" => {
            let (low, high) = two(input, &name, "the two ends of a range: `uniform(a, b)`")?;
            Ok(InitKind::Uniform(low, high))
        }
        "normal" => {
            let rule = "a mean and a standard deviation: `normal(mean, sd)`";
            let (mean, deviation) = two(input, &name, rule)?;
            Ok(InitKind::Normal(mean, deviation))
        }
        "orthogonal" => arguments(input, &name, "a gain: `orthogonal(1.0)`", plain).map(InitKind::Orthogonal),
        unknown => {
            let hint = suggest::hint(unknown, &NAMES);
            Err(Error::new(
                name.span(),
                format!("no initial value named `{unknown}`{hint}"),
            ))
        }
    }
}

/// `( .. )` after `name`, which takes what `rule` says.
fn arguments<T>(
    input: ParseStream,
    name: &Ident,
    rule: &str,
    read: impl FnOnce(ParseStream) -> Result<T>,
) -> Result<T> {
    if !input.peek(token::Paren) {
        return Err(Error::new(name.span(), format!("`{name}` takes {rule}")));
    }
    in_parentheses(input, |input| {
        let value = read(input)?;
        if input.is_empty() {
            Ok(value)
        } else {
            Err(Error::new(name.span(), format!("`{name}` takes {rule}")))
        }
    })
}

fn two(input: ParseStream, name: &Ident, rule: &str) -> Result<(Quantity, Quantity)> {
    arguments(input, name, rule, |input| {
        let first = quantity(input)?;
        if input.parse::<Option<Token![,]>>()?.is_none() || input.is_empty() {
            return Err(Error::new(name.span(), format!("`{name}` takes {rule}")));
        }
        let second = quantity(input)?;
        input.parse::<Option<Token![,]>>()?;
        Ok((first, second))
    })
}
