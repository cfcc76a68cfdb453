//! The right-hand side of an equation: precedence climbing over `+ - * /`, unary minus, calls and parentheses.

use proc_macro2::{Delimiter, Ident, TokenStream};
use syn::parse::{ParseStream, Parser};
use syn::{Error, Lit, Result, Token, token};

use super::expect;
use super::number::plain;
use super::recover::in_parentheses;
use crate::declaration::Expression;
use crate::functions;
use crate::network::Operator;

/// The height of an expression, so that no later stage runs out of stack, and that rustc itself does not.
const TALLEST: usize = 100;

const TOO_TALL: &str = "this expression is too long; give a part of it an equation of its own";

const SUM: usize = 0;
const PRODUCT: usize = 1;

type Measured = (Expression, usize);

pub fn expression(input: ParseStream) -> Result<Expression> {
    operation(input, SUM, 0).map(|(expression, _)| expression)
}

/// Operands with operators between them that bind as tightly as `loosest` or more.
fn operation(input: ParseStream, loosest: usize, depth: usize) -> Result<Measured> {
    let mut left = factor(input, depth)?;
    while let Some((operator, strength)) = operator(input, loosest) {
        let right = operation(input, strength + 1, depth)?;
        left = binary(input, operator, left, right)?;
    }
    Ok(left)
}

/// Takes the operator that stands here, if it binds as tightly as `loosest`; with how tightly it does.
fn operator(input: ParseStream, loosest: usize) -> Option<(Operator, usize)> {
    let operator = input.step(|cursor| {
        let (punct, rest) = cursor.punct().ok_or_else(|| cursor.error(""))?;
        let (operator, strength) = match punct.as_char() {
            '+' => (Operator::Add, SUM),
            '-' => (Operator::Subtract, SUM),
            '*' => (Operator::Multiply, PRODUCT),
            '/' => (Operator::Divide, PRODUCT),
            _ => return Err(cursor.error("")),
        };
        if strength < loosest {
            return Err(cursor.error(""));
        }
        Ok(((operator, strength), rest))
    });
    operator.ok()
}

fn binary(input: ParseStream, operator: Operator, left: Measured, right: Measured) -> Result<Measured> {
    let height = left.1.max(right.1) + 1;
    if height > TALLEST {
        return Err(input.error(TOO_TALL));
    }
    Ok((
        Expression::Binary(operator, Box::new(left.0), Box::new(right.0)),
        height,
    ))
}

fn factor(input: ParseStream, depth: usize) -> Result<Measured> {
    if depth > TALLEST {
        return Err(input.error(TOO_TALL));
    }
    if let Some(inner) = invisible_group(input) {
        return (|input: ParseStream| operation(input, SUM, depth + 1)).parse2(inner);
    }
    if input.parse::<Option<Token![-]>>()?.is_some() {
        let (inner, height) = factor(input, depth + 1)?;
        return Ok((Expression::Negate(Box::new(inner)), height + 1));
    }
    if input.peek(token::Paren) {
        return in_parentheses(input, |input| operation(input, SUM, depth + 1));
    }
    if input.peek(Lit) || input.peek(Token![.]) {
        return Ok((Expression::Number(plain(input)?), 1));
    }
    let expected = "expected a number, a name, a function such as `exp(..)`, or parentheses";
    let name: Ident = expect(input, expected)?;
    if !input.peek(token::Paren) {
        return Ok((Expression::Name(name), 1));
    }
    let arguments = in_parentheses(input, |input| arguments(input, &name, depth + 1))?;
    let height = arguments.iter().map(|(_, height)| height + 1).max();
    let arguments = arguments.into_iter().map(|(argument, _)| argument);
    Ok((Expression::Call(name, arguments.collect()), height.unwrap_or(1)))
}

/// As many as the function takes.
fn arguments(input: ParseStream, function: &Ident, depth: usize) -> Result<Vec<Measured>> {
    let arity = functions::arity(&function.to_string());
    let wrong = |span| {
        let count = match arity {
            1 => "one argument".to_string(),
            count => format!("{count} arguments"),
        };
        Error::new(span, format!("`{function}` takes {count}"))
    };
    let mut arguments = Vec::new();
    while arguments.len() < arity {
        if input.is_empty() {
            return Err(wrong(function.span()));
        }
        arguments.push(operation(input, SUM, depth)?);
        if arguments.len() < arity && !input.is_empty() {
            input.parse::<Token![,]>()?;
        }
    }
    if input.peek(Token![,]) {
        return Err(wrong(input.span()));
    }
    Ok(arguments)
}

/// What a `macro_rules` fragment such as `$e:expr` stands for: one operand, whatever operators it holds.
fn invisible_group(input: ParseStream) -> Option<TokenStream> {
    input
        .step(|cursor| {
            let (inner, _, rest) = cursor.group(Delimiter::None).ok_or_else(|| cursor.error(""))?;
            Ok((inner.token_stream(), rest))
        })
        .ok()
}
