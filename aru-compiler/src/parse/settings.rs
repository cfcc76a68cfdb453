//! `name: value;` in a block. A value that is wrong is kept as its error: `check` tells it if the name is known.

use proc_macro2::{Ident, TokenTree};
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Error, Result, Token};

use super::recover::end_of;
use super::{docs, name};
use crate::declaration::Setting;
use crate::report::Errors;

/// A setting whose value is still to be read.
pub struct Head {
    docs: Vec<String>,
    pub name: Ident,
}

impl Head {
    /// The setting with its value and the `;` behind it.
    pub fn setting<T>(self, input: ParseStream, read: impl FnOnce(ParseStream) -> Result<T>) -> Setting<T> {
        let Head { docs, name } = self;
        let start = input.cursor();
        let value = read(input).and_then(|value| {
            const MISSING: &str = "expected `;` after this setting";
            if input.peek(Token![;]) {
                Ok(value)
            } else if input.is_empty() || starts_setting(input) {
                Err(Error::new(end_of(start, input), MISSING))
            } else {
                Err(input.error(MISSING))
            }
        });
        skip_value(input);
        Setting { docs, name, value }
    }
}

/// What stands before the value of the setting here; `None` where there is none, which is reported.
pub fn head(input: ParseStream, errors: &mut Errors) -> Option<Head> {
    let read = |errors: &mut Errors| -> Result<Option<Head>> {
        let docs = docs::docs(input, errors)?;
        if input.is_empty() {
            return Ok(None);
        }
        let name = name(input, "a setting, `name: value;`")?;
        if input.parse::<Option<Token![:]>>()?.is_none() {
            let message = format!("expected `:` after `{name}`; a setting is `name: value;`");
            return Err(Error::new(name.span(), message));
        }
        Ok(Some(Head { docs, name }))
    };
    match read(errors) {
        Ok(head) => head,
        Err(error) => {
            errors.push(error);
            skip_value(input);
            None
        }
    }
}

/// Keeps the first setting of a name and reports a second one.
pub fn set<T>(slot: &mut Option<Setting<T>>, setting: Setting<T>, errors: &mut Errors) {
    let name = &setting.name;
    match slot {
        None => *slot = Some(setting),
        Some(first) if first.name == *name => {
            let message = format!("the setting `{name}` is given more than once; keep one");
            errors.error(name, message);
        }
        // Two settings of which a link takes either.
        Some(first) => errors.error(
            name,
            format!("`{name}` stands beside `{}`; keep one of them", first.name),
        ),
    }
}

/// Past the next `;`, or up to the next `name:` where the `;` is missing.
fn skip_value(input: ParseStream) {
    while !starts_setting(input) {
        match input.parse::<TokenTree>() {
            Ok(TokenTree::Punct(punct)) if punct.as_char() == ';' => return,
            Ok(_) => {}
            Err(_) => return,
        }
    }
}

fn starts_setting(input: ParseStream) -> bool {
    input.peek(Ident::peek_any) && input.peek2(Token![:]) && !input.peek2(Token![::])
}
