//! Numbers and times: `0.5`, `-1e-3`, `20 ms`, `20ms`.

use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;
use syn::parse::ParseStream;
use syn::{Error, Lit, Result, Token};

use crate::declaration::{Number, Quantity, Time};
use crate::suggest;
use crate::time::Decimal;

/// Each with its power of ten of a second.
const UNITS: [(&str, i32); 3] = [("us", -6), ("ms", -3), ("s", 0)];

const NUMBER_TYPES: [&str; 14] = [
    "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32", "u64", "u128", "usize",
];

/// A number, with a unit of time behind it or not.
pub fn quantity(input: ParseStream) -> Result<Quantity> {
    let minus: Option<Token![-]> = input.parse()?;
    let mut tokens = minus.to_token_stream();
    let literal = input
        .step(|cursor| {
            cursor
                .literal()
                .ok_or_else(|| cursor.error(expected_number(input)))
        })
        .map(Lit::new)?;
    literal.to_tokens(&mut tokens);
    let (digits, suffix) = match &literal {
        Lit::Int(literal) => (literal.base10_digits(), literal.suffix()),
        Lit::Float(literal) => (literal.base10_digits(), literal.suffix()),
        _ => return Err(Error::new_spanned(&literal, "expected a number")),
    };
    // A literal that another macro made may bring its sign along.
    let (is_negative, digits) = match digits.strip_prefix('-') {
        Some(digits) => (minus.is_none(), digits),
        None => (minus.is_some(), digits),
    };
    if suffix.is_empty() && !is_name(input) {
        return number(tokens, digits, is_negative).map(Quantity::Number);
    }
    let unit = if suffix.is_empty() {
        let unit: Ident = input.parse()?;
        unit.to_tokens(&mut tokens);
        unit.to_string()
    } else {
        suffix.to_owned()
    };
    time(tokens, digits, is_negative, &unit).map(Quantity::Time)
}

/// A number without a unit.
pub fn plain(input: ParseStream) -> Result<Number> {
    match quantity(input)? {
        Quantity::Number(number) => Ok(number),
        Quantity::Time(time) => {
            let message = "expected a plain number, without a unit";
            Err(Error::new_spanned(time.tokens, message))
        }
    }
}

fn number(tokens: TokenStream, digits: &str, is_negative: bool) -> Result<Number> {
    let value = digits.parse::<f64>().ok().filter(|value| value.is_finite());
    let Some(value) = value else {
        return Err(Error::new_spanned(
            tokens,
            "this number is too large for an `f64`",
        ));
    };
    let whole = if is_negative { None } else { digits.parse().ok() };
    Ok(Number {
        tokens,
        value: if is_negative { -value } else { value },
        whole,
    })
}

fn time(tokens: TokenStream, digits: &str, is_negative: bool, unit: &str) -> Result<Time> {
    let Some((_, power)) = UNITS.iter().find(|(name, _)| *name == unit) else {
        return Err(Error::new_spanned(tokens, unknown_unit(unit)));
    };
    if is_negative {
        return Err(Error::new_spanned(tokens, "a time cannot be negative"));
    }
    let seconds = Decimal::parse(digits).and_then(|number| number.scaled(*power));
    let Some(seconds) = seconds else {
        let message = "this time has too many digits, or is out of all proportion";
        return Err(Error::new_spanned(tokens, message));
    };
    Ok(Time { tokens, seconds })
}

fn unknown_unit(unit: &str) -> String {
    if NUMBER_TYPES.contains(&unit) {
        format!("a number takes no suffix `{unit}` here; the scalar type is that of the network")
    } else {
        let known = suggest::one_of(&UNITS.map(|(name, _)| name));
        format!("no unit of time named `{unit}`, expected {known}")
    }
}

fn expected_number(input: ParseStream) -> &'static str {
    if input.peek(Token![.]) {
        "a number starts with a digit: write `0.5`, not `.5`"
    } else {
        "expected a number"
    }
}

/// Whether a unit follows. The name of the next setting does not count, so that a missing `;` is what is reported.
fn is_name(input: ParseStream) -> bool {
    input.peek(syn::Ident) && !input.peek2(Token![:])
}
