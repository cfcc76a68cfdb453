//! The right-hand side of an equation: precedence climbing over `+ - * /`, unary minus, calls and parentheses.

use proc_macro2::{Delimiter, Ident, TokenStream};
use syn::parse::{ParseStream, Parser};
use syn::{Error, Lit, Result, Token, token};

use super::number::plain;
use super::recover::in_parentheses;
use crate::declaration::Expression;
use crate::functions;
use crate::network::Operator;

/// The height of an expression, so that no later stage runs out of stack, and that rustc itself does not.
const TALLEST: usize = 100;

const TOO_TALL: &str = "this expression is too long; give a part of it an equation of its own";

type Measured = (Expression, usize);

pub fn expression(input: ParseStream) -> Result<Expression> {
    sum(input, 0).map(|(expression, _)| expression)
}

fn sum(input: ParseStream, depth: usize) -> Result<Measured> {
    let mut left = product(input, depth)?;
    loop {
        let operator = if input.peek(Token![+]) {
            input.parse::<Token![+]>()?;
            Operator::Add
        } else if input.peek(Token![-]) {
            input.parse::<Token![-]>()?;
            Operator::Subtract
        } else {
            return Ok(left);
        };
        left = binary(input, operator, left, product(input, depth)?)?;
    }
}

fn product(input: ParseStream, depth: usize) -> Result<Measured> {
    let mut left = factor(input, depth)?;
    loop {
        let operator = if input.peek(Token![*]) {
            input.parse::<Token![*]>()?;
            Operator::Multiply
        } else if input.peek(Token![/]) {
            input.parse::<Token![/]>()?;
            Operator::Divide
        } else {
            return Ok(left);
        };
        left = binary(input, operator, left, factor(input, depth)?)?;
    }
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
        return (|input: ParseStream| sum(input, depth + 1)).parse2(inner);
    }
    if input.peek(Token![-]) {
        input.parse::<Token![-]>()?;
        let (inner, height) = factor(input, depth + 1)?;
        return Ok((Expression::Negate(Box::new(inner)), height + 1));
    }
    if input.peek(token::Paren) {
        return in_parentheses(input, |input| sum(input, depth + 1));
    }
    if input.peek(Lit) || input.peek(Token![.]) {
        return Ok((Expression::Number(plain(input)?), 1));
    }
    let name: Ident = input.parse().map_err(|error| {
        Error::new(
            error.span(),
            "expected a number, a name, a function such as `exp(..)`, or parentheses",
        )
    })?;
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
        arguments.push(sum(input, depth)?);
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
