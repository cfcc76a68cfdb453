//! INIT: what a parameter starts from.

use proc_macro2::{Ident, TokenStream};
use syn::parse::ParseStream;
use syn::{Error, Lit, Result, Token, token};

use super::constraints::path_alone;
use super::expect;
use super::number::{plain, quantity};
use super::recover::{in_parentheses, with_tokens};
use crate::declaration::{Init, Quantity};
use crate::network::Initial;
use crate::suggest;

const NAMES: [&str; 9] = [
    "lecun",
    "he",
    "xavier",
    "uniform",
    "log_uniform",
    "normal",
    "orthogonal",
    "zeros",
    "by",
];

pub fn init(input: ParseStream) -> Result<Init> {
    let (tokens, (kind, function)) = with_tokens(input, |input| match function(input) {
        Some(function) => Ok((Initial::By, Some(function?))),
        None => Ok((kind(input)?, None)),
    })?;
    Ok(Init {
        tokens,
        kind,
        function,
    })
}

/// The path of `by(path)`, where that stands here.
fn function(input: ParseStream) -> Option<Result<TokenStream>> {
    const RULE: &str = "`by` takes the path of a function of the place: `fn(usize) -> f64` of a vector, `fn(usize, usize) -> \
                        f64` of a weight's row and column";
    let word = input.fork().parse::<Ident>().ok().filter(|word| word == "by")?;
    if input.parse::<Ident>().is_err() || !input.peek(token::Paren) {
        return Some(Err(Error::new(word.span(), RULE)));
    }
    Some(in_parentheses(input, |input| path_alone(input, RULE)))
}

fn kind(input: ParseStream) -> Result<Initial<Quantity>> {
    if input.peek(Lit) || input.peek(Token![-]) || input.peek(Token![.]) {
        return quantity(input).map(Initial::Number);
    }
    let expected = format!("expected a number or {}", suggest::one_of(&NAMES));
    let name: Ident = expect(input, expected)?;
    match name.to_string().as_str() {
        "lecun" => Ok(Initial::Lecun),
        "he" => Ok(Initial::He),
        "xavier" => Ok(Initial::Xavier),
        "zeros" => Ok(Initial::Zeros),
        "uniform" => {
            let (low, high) = two(input, &name, "the two ends of a range: `uniform(a, b)`")?;
            Ok(Initial::Uniform(low, high))
        }
        "log_uniform" => {
            let rule = "the two ends of a range, above 0: `log_uniform(a, b)`";
            let (low, high) = two(input, &name, rule)?;
            Ok(Initial::LogUniform(low, high))
        }
        "normal" => {
            let rule = "a mean and a standard deviation: `normal(mean, sd)`";
            let (mean, deviation) = two(input, &name, rule)?;
            Ok(Initial::Normal(mean, deviation))
        }
        "orthogonal" => {
            let gain = arguments(input, &name, "a gain: `orthogonal(1.0)`", plain)?;
            Ok(Initial::Orthogonal(Quantity::Number(gain)))
        }
        unknown => {
            let hint = suggest::hint(unknown, &NAMES);
            let message = format!("no initial value named `{unknown}`{hint}");
            Err(Error::new(name.span(), message))
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
        return Err(takes(name, rule));
    }
    in_parentheses(input, |input| {
        let value = read(input)?;
        if input.is_empty() {
            Ok(value)
        } else {
            Err(takes(name, rule))
        }
    })
}

fn takes(name: &Ident, rule: &str) -> Error {
    Error::new(name.span(), format!("`{name}` takes {rule}"))
}

fn two(input: ParseStream, name: &Ident, rule: &str) -> Result<(Quantity, Quantity)> {
    arguments(input, name, rule, |input| {
        let first = quantity(input)?;
        if input.parse::<Option<Token![,]>>()?.is_none() || input.is_empty() {
            return Err(takes(name, rule));
        }
        let second = quantity(input)?;
        input.parse::<Option<Token![,]>>()?;
        Ok((first, second))
    })
}
