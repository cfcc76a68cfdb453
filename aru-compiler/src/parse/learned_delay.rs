//! `delay: learn per_source(INIT) in LOW..=HIGH;`, and the `spread` beside it.

use proc_macro2::Ident;
use syn::parse::ParseStream;
use syn::{Error, Lit, Result, Token, token};

use super::constant::bounds;
use super::expect;
use super::initial::init;
use super::number::plain;
use super::recover::in_parentheses;
use crate::declaration::{LearnedDelay, Spread};
use crate::suggest;

const FORM: &str = "`learn(8.0) in 1..=30`, or `learn per_source(8.0) in 1..=30` for one delay a source unit";

/// Whether the value of a delay is a word: all others are numbers.
pub fn starts(input: ParseStream) -> bool {
    input.peek(syn::Ident)
}

pub fn learned_delay(input: ParseStream) -> Result<LearnedDelay> {
    let word: Ident = input.parse()?;
    if word != "learn" {
        let message = match word.to_string().as_str() {
            "fixed" => "a delay that is not learned is a number: `delay: 5;`".to_owned(),
            other => {
                let hint =
                    suggest::nearest(other, ["learn"]).map(|meant| format!(", did you mean `{meant}`?"));
                format!("expected a number or {FORM}{}", hint.unwrap_or_default())
            }
        };
        return Err(Error::new(word.span(), message));
    }
    let scope: Option<Ident> = input.parse()?;
    let per_source = match &scope {
        None => false,
        Some(scope) if scope == "per_source" => true,
        Some(scope) => {
            let message = match scope.to_string().as_str() {
                "per_unit" => "one delay for each weight would cost a product for each step of the range; write `learn(..)` \
                               for one of the link, `learn per_source(..)` for one of each source unit"
                    .to_owned(),
                "global" => "one delay for the link is `learn(..)`".to_owned(),
                other => {
                    let hint = suggest::hint(other, &["per_source"]);
                    format!("no scope of a delay named `{other}`{hint}; write {FORM}")
                }
            };
            return Err(Error::new(scope.span(), message));
        }
    };
    if !input.peek(token::Paren) {
        return Err(input.error(format_args!("expected what the delay starts from: {FORM}")));
    }
    let init = in_parentheses(input, init)?;
    if !input.peek(Token![in]) {
        let rule = "a learned delay needs the range that it may move in, as `learn(8.0) in 1..=30`: that is what is kept of \
                    the past";
        return Err(input.error(rule));
    }
    Ok(LearnedDelay {
        per_source,
        init,
        bounds: Box::new(bounds(input)?),
    })
}

/// `3.0`, or `fixed 10.0`.
pub fn spread(input: ParseStream) -> Result<Spread> {
    const FORMS: &str = "a spread is a number, `spread: 3.0;`, or `fixed` and a number, which is stored and can be set and \
                         annealed: `spread: fixed 10.0;`";
    let is_number = input.peek(Lit) || input.peek(Token![-]) || input.peek(Token![.]);
    let is_stored = !is_number;
    if is_stored {
        let word: Ident = expect(input, FORMS)?;
        if word != "fixed" {
            let message = match word == "learn" {
                true => {
                    "a spread is not learned: it only widens what a delay reads while that is; write `spread: fixed 10.0;`"
                }
                false => FORMS,
            };
            return Err(Error::new(word.span(), message));
        }
    }
    Ok(Spread {
        is_stored,
        value: plain(input)?,
    })
}
