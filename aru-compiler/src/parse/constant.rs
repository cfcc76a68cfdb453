//! The value of a constant: a number, or `learn SCOPE(INIT)` or `fixed SCOPE(INIT)` with bounds behind it.

use proc_macro2::Ident;
use syn::parse::ParseStream;
use syn::{Error, Lit, Result, Token, token};

use super::expect;
use super::gate;
use super::initial::init;
use super::number::{plain, quantity};
use super::recover::{in_parentheses, with_tokens};
use crate::declaration::{Bounds, Constant, Number, Quantity};
use crate::network::Scope;
use crate::suggest;

pub fn constant(input: ParseStream) -> Result<Constant> {
    if input.peek(Lit) || input.peek(Token![-]) || input.peek(Token![.]) {
        let number = quantity(input)?;
        if input.peek(Token![in]) {
            let rule = "a plain number is folded into the code and takes no bounds; write `fixed global(..)` to store it";
            return Err(input.error(rule));
        }
        return Ok(Constant::Folded(number));
    }
    if gate::starts(input) {
        return gate::gate(input).map(Constant::Gated);
    }
    let learn = learn_or_fixed(input, "a number, `learn`, `fixed` or `gated`")?;
    let stored = if learn { "learn" } else { "fixed" };
    let form = format!("`{stored} global(0.5)` or `{stored} per_unit(0.5)`");
    let word: Ident = expect(input, format_args!("expected a scope: {form}"))?;
    let name = word.to_string();
    let scope = match name.as_str() {
        "global" => Scope::Global,
        "per_unit" => Scope::PerUnit,
        "per_band" => Scope::PerBand,
        "per_channel" => Scope::PerChannel,
        _ => {
            let hint = suggest::hint(&name, &["global", "per_unit", "per_band", "per_channel"]);
            let message = format!("no scope named `{name}`{hint}; write {form}");
            return Err(Error::new(word.span(), message));
        }
    };
    if !input.peek(token::Paren) {
        return Err(input.error(format_args!("expected what it starts from: {form}")));
    }
    let init = in_parentheses(input, init)?;
    let has_bounds = input.peek(Token![in]);
    let bounds = has_bounds.then(|| bounds(input).map(Box::new)).transpose()?;
    Ok(Constant::Stored {
        learn,
        scope,
        scope_word: word,
        init,
        bounds,
    })
}

/// `learn` is `true`.
pub fn learn_or_fixed(input: ParseStream, expected: &str) -> Result<bool> {
    let message = format!("expected {expected}");
    let word: Ident = expect(input, &message)?;
    match word.to_string().as_str() {
        "learn" => Ok(true),
        "fixed" => Ok(false),
        other => {
            let meant = suggest::nearest(other, ["learn", "fixed"]);
            let hint = meant.map(|meant| format!(", did you mean `{meant}`?"));
            Err(Error::new(word.span(), message + &hint.unwrap_or_default()))
        }
    }
}

pub fn bounds(input: ParseStream) -> Result<Bounds> {
    input.parse::<Token![in]>()?;
    let read = if input.peek(syn::Ident) {
        logistic
    } else {
        interval
    };
    let (tokens, (low, high, logistic)) = with_tokens(input, read)?;
    Ok(Bounds {
        tokens,
        low,
        high,
        logistic,
    })
}

type Parts = (Quantity, Quantity, Option<Option<Number>>);

fn interval(input: ParseStream) -> Result<Parts> {
    const BOTH_ENDS: &str = "bounds have two ends: write `low..=high` or `logistic(low, high)`";
    let is_range = |input: ParseStream| input.peek(Token![..]) || input.peek(Token![..=]);
    let is_end = |input: ParseStream| input.is_empty() || input.peek(Token![;]);
    // As mathematics writes intervals.
    let is_bracketed = input.peek(token::Bracket) || input.peek(token::Paren);
    if is_range(input) || is_end(input) || is_bracketed {
        return Err(input.error(BOTH_ENDS));
    }
    let low = quantity(input)?;
    if input.parse::<Option<Token![..=]>>()?.is_none() {
        let rule = match is_range(input) {
            true => "bounds include both ends: write `low..=high` or `logistic(low, high)`",
            false => BOTH_ENDS,
        };
        return Err(input.error(rule));
    }
    if is_end(input) {
        return Err(input.error(BOTH_ENDS));
    }
    Ok((low, quantity(input)?, None))
}

fn logistic(input: ParseStream) -> Result<Parts> {
    let name: Ident = input.parse()?;
    if name != "logistic" || !input.peek(token::Paren) {
        let rule = "bounds are `low..=high` or `logistic(low, high)`";
        return Err(Error::new(name.span(), rule));
    }
    in_parentheses(input, |input| {
        let low = quantity(input)?;
        input.parse::<Token![,]>()?;
        let high = quantity(input)?;
        let mut slope = None;
        if input.parse::<Option<Token![,]>>()?.is_some() && !input.is_empty() {
            let word: Ident = expect(input, SLOPE)?;
            if word != "slope" {
                return Err(Error::new(word.span(), SLOPE));
            }
            slope = Some(plain(input)?);
            input.parse::<Option<Token![,]>>()?;
        }
        Ok((low, high, Some(slope)))
    })
}

const SLOPE: &str = "after its two ends a logistic takes `slope`, as `logistic(0, 1, slope 1.5)`";
