//! Activations: what a layer applies, and one of the user's own.

use proc_macro2::Ident;
use quote::ToTokens;
use syn::parse::ParseStream;
use syn::{Error, Result, Token, token};

use super::expression::expression;
use super::number::plain;
use super::recover::{LONGEST, in_parentheses, semicolon, skip_past_end, too_long};
use super::{expect, name};
use crate::declaration::{Activation, WrittenActivation};
use crate::functions::{self, Function, Number, activations};
use crate::report::Errors;
use crate::suggest;

/// `name(x) = value;` behind the word `activation`. One that cannot be read is known by its name.
pub fn written(input: ParseStream, docs: Vec<String>, errors: &mut Errors) -> Result<WrittenActivation> {
    let start = input.cursor();
    let mut activation = WrittenActivation {
        docs,
        name: name(input, "the name of the activation")?,
        arguments: Vec::new(),
        value: None,
    };
    let mut read = || {
        activation.arguments = arguments(input, &activation.name)?;
        activation.value = Some(expression(input)?);
        let after = "this activation, or an operator, `+ - * /`";
        semicolon(input, start, starts_item, after, errors)
    };
    if let Err(error) = read() {
        errors.push(error);
        skip_past_end(input);
    }
    Ok(activation)
}

/// `(x) =`
fn arguments(input: ParseStream, activation: &Ident) -> Result<Vec<Ident>> {
    let form = format!("`activation {activation}(x) = x * sigmoid(x);`");
    if !input.peek(token::Paren) {
        return Err(input.error(format_args!("expected its argument, as in {form}")));
    }
    let arguments = in_parentheses(input, |input| {
        let mut arguments = Vec::new();
        while !input.is_empty() {
            arguments.push(name(input, "the name of its argument")?);
            if input.parse::<Option<Token![,]>>()?.is_none() {
                break;
            }
        }
        Ok(arguments)
    })?;
    expect::<Token![=]>(input, format_args!("expected `=` and its value, as in {form}"))?;
    Ok(arguments)
}

/// Whether the next item starts here: where to go on when a `;` is missing.
fn starts_item(input: ParseStream) -> bool {
    let is_item = |word: &Ident| ["unit", "activation"].iter().any(|item| word == item);
    input.peek(Token![struct])
        || input.peek(Token![pub])
        || input.peek(Token![#])
        || (input.peek2(syn::Ident) && input.fork().parse().is_ok_and(|word: Ident| is_item(&word)))
}

/// What stands behind `activation:` in a layer. A name that the language does not have may be one of the user's.
pub fn of_layer(input: ParseStream) -> Result<Activation> {
    let expected = format!("expected an activation, {}", suggest::one_of(&activations()));
    let name: Ident = expect(input, expected)?;
    if name == "custom" {
        return custom(input, &name).map(Activation::Custom);
    }
    let known = Function::find(&name.to_string()).filter(|function| function.row().is_activation);
    let Some(function) = known else {
        return Ok(Activation::Named(name));
    };
    let number = match &function.row().number {
        None => None,
        Some(_) if input.peek(token::Paren) => Some(in_parentheses(input, plain)?.value),
        Some(Number { meaning, example }) => {
            let message = format!("`{name}` takes its {meaning}: `{name}({example})`");
            return Err(Error::new(name.span(), message));
        }
    };
    Ok(Activation::BuiltIn(functions::Activation { function, number }))
}

/// The path of a type behind `custom`.
fn custom(input: ParseStream, name: &Ident) -> Result<proc_macro2::TokenStream> {
    const FORM: &str =
        "`custom` takes the path of a type with `aru::activation::Activation`: `custom(Swish)`";
    if !input.peek(token::Paren) {
        return Err(Error::new(name.span(), FORM));
    }
    in_parentheses(input, |input| {
        if too_long(input) {
            return Err(input.error(format!("{FORM}, of {LONGEST} tokens at most")));
        }
        let path: syn::Path = expect(input, FORM)?;
        match input.is_empty() {
            true => Ok(path.to_token_stream()),
            false => Err(input.error(FORM)),
        }
    })
}
