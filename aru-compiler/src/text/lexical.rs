//! Text to tokens, and what is said where a text is not made of them.

use std::ops::Range;

use proc_macro2::TokenStream;

/// Why a text is not made of tokens, and where.
#[derive(Debug, PartialEq)]
pub struct Broken {
    pub message: String,
    pub help: Option<String>,
    /// Bytes of the text.
    pub place: Range<usize>,
}

/// The tokens of a text.
pub fn tokens(text: &str) -> Result<TokenStream, Broken> {
    text.parse().map_err(|_| broken(text))
}

/// The first place that is no token. What is wrong follows from the character that stands there.
fn broken(text: &str) -> Broken {
    let Some(start) = stop(text) else {
        unreachable!("a text without tokens stops somewhere");
    };
    let rest = &text[start..];
    let first = rest.chars().next();
    let place = start..start + first.map_or(0, char::len_utf8);
    let told = |message: String, help: &str| Broken {
        message,
        help: Some(help.to_owned()),
        place: place.clone(),
    };
    match first {
        Some(open @ ('(' | '[' | '{')) => {
            let close = closing(open);
            told(
                format!("this `{open}` is never closed"),
                &format!("write the `{close}` that closes it"),
            )
        }
        // The text up to here lacks but the end of the bracket that it stands in.
        Some(close @ (')' | ']' | '}')) => match stop(&text[..start]) {
            None => told(
                format!("this `{close}` closes nothing"),
                "remove it, or write the bracket that it closes",
            ),
            Some(open) => {
                let opened = text[open..].chars().next().unwrap_or('{');
                let line = 1 + text[..open].matches('\n').count();
                told(
                    format!("this `{close}` stands where the `{opened}` of line {line} is to be closed"),
                    &format!("write `{}` in its place, or before it", closing(opened)),
                )
            }
        },
        Some('"') if is_closed(rest) => told(
            "an escape or a carriage return in this string has no meaning".to_owned(),
            "write escapes as Rust has them: `\\n`, `\\\"`, `\\\\`",
        ),
        Some('"') => told("this string never ends".to_owned(), "write the `\"` that ends it"),
        Some('\'') => told("this `'` begins no character".to_owned(), "remove it"),
        Some('/') if rest.starts_with("/*") && !rest.contains("*/") => told(
            "this comment never ends".to_owned(),
            "write the `*/` that ends it",
        ),
        Some('/') if rest.starts_with("//") || rest.starts_with("/*") => told(
            "a carriage return stands in this doc comment without the end of its line".to_owned(),
            "end lines by a line feed, with or without one in front of it",
        ),
        Some(digit) if digit.is_ascii_digit() => told(
            "this is not a number".to_owned(),
            "write digits, with a point and an exponent if need be: `0.5`, `1e-3`",
        ),
        Some(letter) if letter.is_alphabetic() => told(
            "this is neither a name nor text in quotes".to_owned(),
            "write a name of letters, digits and `_`",
        ),
        Some(other) => told(
            format!("`{}` has no meaning in a declaration", other.escape_debug()),
            match other {
                '→' | '⟶' | '➔' => "write `->`",
                '⇝' | '↝' | '⤳' => "write `~>`",
                '−' | '–' => "write `-`",
                '×' | '·' | '∙' => "write `*`",
                _ => "remove it",
            },
        ),
        None => told("this text breaks off".to_owned(), "write what is to follow"),
    }
}

/// Where a text stops to be made of tokens; of a bracket that is never closed, where that stands.
fn stop(text: &str) -> Option<usize> {
    let error = text.parse::<TokenStream>().err()?;
    let start = error.span().byte_range().start.min(text.len());
    (0..=start).rev().find(|&place| text.is_char_boundary(place))
}

/// Whether a string that begins here ends somewhere.
fn is_closed(text: &str) -> bool {
    let mut is_escaped = false;
    text.chars().skip(1).any(|letter| {
        let ends = letter == '"' && !is_escaped;
        is_escaped = letter == '\\' && !is_escaped;
        ends
    })
}

fn closing(open: char) -> char {
    match open {
        '(' => ')',
        '[' => ']',
        _ => '}',
    }
}
