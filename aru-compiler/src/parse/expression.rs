//! The right-hand side of an equation: precedence climbing over `+ - * /`, unary minus, calls and parentheses.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use syn::parse::{ParseStream, Parser};
use syn::{Error, Lit, Result, Token, token};

use super::expect;
use super::number::plain;
use super::recover::in_parentheses;
use crate::declaration::{Expression, Selection};
use crate::functions;
use crate::network::Operator;

/// What powers are written as.
const POWER: &str = "write `pow(x, 2)`, or `x * x`";

/// The height of an expression, so that no later stage runs out of stack, and that rustc itself does not.
const TALLEST: usize = 100;

const TOO_TALL: &str = "this expression is too long; give a part of it an equation of its own";

const SUM: usize = 0;
const PRODUCT: usize = 1;

type Measured = (Expression, usize);

pub fn expression(input: ParseStream) -> Result<Expression> {
    if input.peek(Token![if]) {
        let fault = input.error("there is no `if`; write `select(x > y, a, b)`: a where x > y, else b");
        // With its blocks, which would end the equation.
        while !input.is_empty() && !input.peek(Token![;]) {
            input.parse::<TokenTree>()?;
        }
        return Err(fault);
    }
    let (expression, _) = argument(input, 0)?;
    if input.peek(Token![^]) {
        return Err(input.error(format!("there is no `^`; {POWER}")));
    }
    Ok(expression)
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
        return in_parentheses(input, |input| argument(input, depth + 1));
    }
    if input.peek(Lit) || input.peek(Token![.]) {
        return Ok((Expression::Number(plain(input)?), 1));
    }
    if input.peek(Token![*]) {
        return Err(input.error(format!("there is no `**`; {POWER}")));
    }
    let expected = "expected a number, a name, a function such as `exp(..)`, or parentheses";
    let name: Ident = expect(input, expected)?;
    if !input.peek(token::Paren) {
        return Ok((Expression::Name(name), 1));
    }
    if name == "select" {
        return in_parentheses(input, |input| selection(input, name, depth + 1));
    }
    let arguments = in_parentheses(input, |input| arguments(input, &name, depth + 1))?;
    let height = arguments.iter().map(|(_, height)| height + 1).max();
    let arguments = arguments.into_iter().map(|(argument, _)| argument);
    Ok((Expression::Call(name, arguments.collect()), height.unwrap_or(1)))
}

/// As many as the function takes; any number of what is no function, which is told later.
fn arguments(input: ParseStream, function: &Ident, depth: usize) -> Result<Vec<Measured>> {
    let Some((arity, number)) = functions::arguments(&function.to_string()) else {
        let mut arguments = vec![argument(input, depth)?];
        while input.parse::<Option<Token![,]>>()?.is_some() {
            arguments.push(argument(input, depth)?);
        }
        return Ok(arguments);
    };
    let wrong = |span| {
        let count = match (arity, number) {
            (1, None) => "one argument".to_string(),
            (count, None) => format!("{count} arguments"),
            (_, Some(number)) => format!(
                "a value and a number, its {}: `{function}(x, {})`",
                number.meaning, number.example
            ),
        };
        Error::new(span, format!("`{function}` takes {count}"))
    };
    let mut arguments = Vec::new();
    while arguments.len() < arity {
        if input.is_empty() {
            return Err(wrong(function.span()));
        }
        arguments.push(argument(input, depth)?);
        if arguments.len() < arity && !input.is_empty() {
            input.parse::<Token![,]>()?;
        }
    }
    if number.is_some() {
        if input.parse::<Option<Token![,]>>()?.is_none() {
            return Err(wrong(function.span()));
        }
        let exponent = input.span();
        let number = plain(input).map_err(|_| wrong(exponent))?;
        arguments.push((Expression::Number(number), 1));
    }
    if input.peek(Token![,]) {
        return Err(wrong(input.span()));
    }
    Ok(arguments)
}

/// A value, which no comparison is.
fn argument(input: ParseStream, depth: usize) -> Result<Measured> {
    let value = operation(input, SUM, depth)?;
    match comparison(input) {
        Some(_) => Err(input.error(NO_VALUE)),
        None => Ok(value),
    }
}

/// `x > y, a, b`: a where the comparison holds, else b.
fn selection(input: ParseStream, name: Ident, depth: usize) -> Result<Measured> {
    let left = operation(input, SUM, depth)?;
    let Some(comparison) = comparison(input) else {
        return Err(
            input.error("expected a comparison: `select(x > y, a, b)`, with one of `<`, `<=`, `>`, `>=`")
        );
    };
    let (is_reversed, function) = match comparison {
        "<" => (true, "select_above"),
        ">" => (false, "select_above"),
        "<=" => (true, "select_at_least"),
        ">=" => (false, "select_at_least"),
        other => {
            let message = format!(
                "`{other}` is no comparison of `select`; write one of `<`, `<=`, `>`, `>=`, and for two of them a `select` \
                 within another"
            );
            return Err(input.error(message));
        }
    };
    relation(input)?;
    let right = operation(input, SUM, depth)?;
    if self::comparison(input).is_some() {
        return Err(input.error("comparisons do not chain; put a `select` into another"));
    }
    let mut parts = if is_reversed {
        vec![right, left]
    } else {
        vec![left, right]
    };
    let wrong = |span| {
        Error::new(
            span,
            "`select` takes a comparison and two values: `select(x > y, a, b)`",
        )
    };
    for _ in 0..2 {
        if input.parse::<Option<Token![,]>>()?.is_none() {
            return Err(wrong(name.span()));
        }
        parts.push(argument(input, depth)?);
    }
    if input.peek(Token![,]) {
        return Err(wrong(input.span()));
    }
    let height = parts.iter().map(|(_, height)| height + 1).max().unwrap_or(1);
    let selection = Selection {
        name,
        function,
        parts: parts.into_iter().map(|(part, _)| part).collect(),
    };
    Ok((Expression::Select(Box::new(selection)), height))
}

const NO_VALUE: &str = "a comparison is no value; choose between two values by it: `select(x > y, a, b)`";

/// The comparison, or what people take for one, that stands here.
fn comparison(input: ParseStream) -> Option<&'static str> {
    let known = [
        (input.peek(Token![<=]), "<="),
        (input.peek(Token![>=]), ">="),
        (input.peek(Token![==]), "=="),
        (input.peek(Token![!=]), "!="),
        (input.peek(Token![&&]), "&&"),
        (input.peek(Token![||]), "||"),
        (input.peek(Token![<]), "<"),
        (input.peek(Token![>]), ">"),
    ];
    known
        .into_iter()
        .find_map(|(is_here, name)| is_here.then_some(name))
}

/// Takes `<`, `<=`, `>` or `>=`.
fn relation(input: ParseStream) -> Result<()> {
    if input.peek(Token![<=]) {
        input.parse::<Token![<=]>().map(drop)
    } else if input.peek(Token![>=]) {
        input.parse::<Token![>=]>().map(drop)
    } else if input.peek(Token![<]) {
        input.parse::<Token![<]>().map(drop)
    } else {
        input.parse::<Token![>]>().map(drop)
    }
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
