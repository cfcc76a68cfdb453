//! A unit: what it declares, and its equations.

use proc_macro2::Ident;
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Error, Result, Token, token};

use super::expression::expression;
use super::recover::{in_braces, semicolon, skip_past_end};
use super::{docs, name};
use crate::declaration::{Equation, Unit};
use crate::report::Errors;
use crate::suggest;

const KEYWORDS: [&str; 5] = ["constant", "ports", "bias", "state", "emit"];

/// `Name { .. }` behind the word `unit`.
pub fn unit(input: ParseStream, docs: Vec<String>, errors: &mut Errors) -> Result<Unit> {
    let mut unit = Unit::new(docs, name(input, "the name of the unit")?);
    if !input.peek(token::Brace) {
        return Err(input.error(format_args!(
            "expected the equations of the unit: `unit {} {{ .. }}`",
            unit.name
        )));
    }
    in_braces(input, |input| {
        if let Err(error) = statement(input, &mut unit, errors) {
            errors.push(error);
            skip_past_end(input);
            unit.is_incomplete = true;
        }
    })?;
    Ok(unit)
}

fn statement(input: ParseStream, unit: &mut Unit, errors: &mut Errors) -> Result<()> {
    docs::docs(input, errors)?;
    if input.is_empty() {
        return Ok(());
    }
    let first = name(
        input,
        &format!("{} or an equation `name = ..;`", suggest::list(&KEYWORDS)),
    )?;
    if input.peek(Token![=]) {
        input.parse::<Token![=]>()?;
        let value = expression(input);
        // An equation that cannot be read has still named its value.
        unit.equations.push(Equation {
            name: first,
            value: value.as_ref().ok().cloned(),
        });
        value?;
        return semicolon(
            input,
            starts_statement,
            "this equation, or an operator, `+ - * /`",
            errors,
        );
    }
    let names = match first.to_string().as_str() {
        "constant" => &mut unit.constants,
        "ports" => &mut unit.ports,
        "bias" => &mut unit.biases,
        "state" => &mut unit.declared_states,
        "emit" => &mut unit.emits,
        other => {
            let message = match suggest::nearest(other, KEYWORDS) {
                Some(meant) => format!("expected a statement of a unit, did you mean `{meant}`?"),
                None => format!(
                    "expected {} or an equation `{other} = ..;`",
                    suggest::list(&KEYWORDS)
                ),
            };
            return Err(Error::new(first.span(), message));
        }
    };
    loop {
        names.push(name(input, "a name")?);
        if input.parse::<Option<Token![,]>>()?.is_none() || input.peek(Token![;]) {
            break;
        }
    }
    semicolon(input, starts_statement, &format!("`{first} ..`"), errors)
}

/// Whether the next statement starts here: where to go on when a `;` is missing.
fn starts_statement(input: ParseStream) -> bool {
    if input.is_empty() || input.peek(Token![#]) {
        return true;
    }
    let Ok(first) = input.fork().call(Ident::parse_any) else {
        return false;
    };
    let is_keyword = KEYWORDS.iter().any(|keyword| first == keyword);
    input.peek2(Token![=]) || (is_keyword && input.peek2(syn::Ident))
}
