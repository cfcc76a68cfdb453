//! A unit: what it declares, and its equations.

use syn::parse::ParseStream;
use syn::{Error, Result, Token, token};

use super::expression::expression;
use super::recover::{in_braces, semicolon, skip_past_end, starts};
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
    let start = input.cursor();
    let expected = format!("{} or an equation `name = ..;`", suggest::list(&KEYWORDS));
    let first = name(input, &expected)?;
    if input.parse::<Option<Token![=]>>()?.is_some() {
        let value = expression(input);
        // An equation that cannot be read has still named its value.
        unit.equations.push(Equation {
            name: first,
            value: value.as_ref().ok().cloned(),
        });
        value?;
        let after = "this equation, or an operator, `+ - * /`";
        return semicolon(input, start, starts_statement, after, errors);
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
                None => {
                    let keywords = suggest::list(&KEYWORDS);
                    format!("expected {keywords} or an equation `{other} = ..;`")
                }
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
    semicolon(input, start, starts_statement, &format!("`{first} ..`"), errors)
}

/// Whether the next statement starts here: where to go on when a `;` is missing.
fn starts_statement(input: ParseStream) -> bool {
    starts(input, &KEYWORDS, |is_keyword| {
        input.peek2(Token![=]) || (is_keyword && input.peek2(syn::Ident))
    })
}
