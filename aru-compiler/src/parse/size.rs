//! Sizes: an integer, a const parameter, a path to a `const`, or what is computed of them, `{ 2 * SIZE }`; or two of these,
//! `[bands, channels]`.

use proc_macro2::{Literal, Span};
use quote::ToTokens;
use syn::parse::ParseStream;
use syn::parse::discouraged::Speculative;
use syn::{BinOp, Error, Expr, ExprLit, ExprPath, Lit, LitInt, Path, Result, Token, braced, token};

use super::recover::{LONGEST, in_brackets, skip_rest, too_long, with_tokens};
use crate::declaration::Size;

const RULE: &str = "a size is an integer, a const parameter, a path to a `const`, or computed of these in braces, as `{ 2 * SIZE }`";

const ARITHMETIC: &str = "in braces a size is computed by `+`, `-`, `*`, `/`, `%` and parentheses of integers and paths to a `const`";

const SHAPE: &str = "a shape is two sizes, `[bands, channels]`";

const OUTSIDE: &str = "a size that is computed stands in braces, as `{ 2 * SIZE }`";

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
    let ahead = input.fork();
    if input.peek(token::Brace) && is_long(&input.fork())? {
        return Err(input.error(format!("{ARITHMETIC}, of {LONGEST} tokens at most")));
    }
    if input.peek(token::Brace)
        && let Ok((span, expression)) = in_braces(&ahead)
    {
        input.advance_to(&ahead);
        return computed(span, &expression);
    }
    if let Ok(literal) = input.step(|cursor| cursor.literal().ok_or_else(|| cursor.error(RULE))) {
        let literal = Lit::new(literal);
        let value = match &literal {
            Lit::Int(number) => whole(number),
            _ => None,
        };
        let Some(value) = value else {
            return Err(Error::new_spanned(&literal, RULE));
        };
        let literal = literal.into_token_stream();
        return alone(input, Size::Number { literal, value });
    }
    let place = input.span();
    let path = input.call(Path::parse_mod_style);
    let path = path.map_err(|_| Error::new(place, RULE))?;
    alone(input, Size::Path(path.into_token_stream()))
}

/// A size that no operator follows.
fn alone(input: ParseStream, size: Size) -> Result<Size> {
    let is_computed = input.peek(Token![+])
        || input.peek(Token![-]) && !input.peek(Token![->])
        || input.peek(Token![*])
        || input.peek(Token![/])
        || input.peek(Token![%]);
    match is_computed {
        true => Err(input.error(OUTSIDE)),
        false => Ok(size),
    }
}

/// Whether what stands in braces is more than any size: readers of expressions call themselves for each part.
fn is_long(input: ParseStream) -> Result<bool> {
    let content;
    braced!(content in input);
    let is_long = too_long(&content);
    skip_rest(&content);
    Ok(is_long)
}

/// What stands in braces, where that is an expression: settings of a layer that lacks its size are none.
fn in_braces(input: ParseStream) -> Result<(Span, Expr)> {
    let content;
    let braces = braced!(content in input);
    let expression = content.parse()?;
    match content.is_empty() {
        true => Ok((braces.span.join(), expression)),
        false => Err(content.error("more than one expression")),
    }
}

/// `{ (BANDS - 7) / 3 + 1 }`. What has no name in it is a number from here on.
fn computed(span: Span, expression: &Expr) -> Result<Size> {
    let mut names = Vec::new();
    let value = evaluate(expression, &mut |path| {
        names.extend(path.get_ident().cloned());
        Ok(None)
    })?;
    Ok(match (value, without_groups(expression)) {
        (Some(value), _) => {
            let mut literal = Literal::usize_unsuffixed(value);
            literal.set_span(span);
            Size::Number {
                literal: literal.into_token_stream(),
                value,
            }
        }
        (None, Expr::Path(path)) => Size::Path(path.to_token_stream()),
        (None, expression) => Size::Computed {
            expression: expression.to_token_stream(),
            names,
        },
    })
}

/// The number that it is, where `value_of` knows what its paths are and no part of it leaves the counts.
pub fn evaluate(
    expression: &Expr,
    value_of: &mut dyn FnMut(&Path) -> Result<Option<usize>>,
) -> Result<Option<usize>> {
    match expression {
        Expr::Lit(ExprLit {
            lit: Lit::Int(number),
            ..
        }) if whole(number).is_some() => Ok(whole(number)),
        Expr::Path(ExprPath {
            qself: None, path, ..
        }) if is_mod_style(path) => value_of(path),
        Expr::Paren(inner) => evaluate(&inner.expr, value_of),
        Expr::Group(inner) => evaluate(&inner.expr, value_of),
        Expr::Binary(binary) => {
            let sides = [
                evaluate(&binary.left, value_of)?,
                evaluate(&binary.right, value_of)?,
            ];
            let compute = match binary.op {
                BinOp::Add(_) => usize::checked_add,
                BinOp::Sub(_) => usize::checked_sub,
                BinOp::Mul(_) => usize::checked_mul,
                BinOp::Div(_) => usize::checked_div,
                BinOp::Rem(_) => usize::checked_rem,
                other => return Err(Error::new_spanned(other, ARITHMETIC)),
            };
            let [Some(left), Some(right)] = sides else {
                return Ok(None);
            };
            Ok(compute(left, right))
        }
        other => Err(Error::new_spanned(other, ARITHMETIC)),
    }
}

fn whole(number: &LitInt) -> Option<usize> {
    let is_count = ["", "usize"].contains(&number.suffix());
    is_count.then(|| number.base10_parse().ok()).flatten()
}

fn is_mod_style(path: &Path) -> bool {
    path.segments.iter().all(|segment| segment.arguments.is_none())
}

/// Another macro hands over what it was given in invisible brackets.
fn without_groups(expression: &Expr) -> &Expr {
    match expression {
        Expr::Group(inner) => without_groups(&inner.expr),
        Expr::Paren(inner) => without_groups(&inner.expr),
        other => other,
    }
}
