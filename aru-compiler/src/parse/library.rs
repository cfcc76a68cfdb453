//! `crate: path;`: how emitted code reaches the library where that is not called `aru`.

use quote::ToTokens;
use syn::parse::ParseStream;
use syn::{Path, Result, Token};

use super::name;
use super::recover::semicolon;
use crate::declaration::Declaration;
use crate::report::Errors;

/// Whether it stands here.
pub fn starts(input: ParseStream) -> bool {
    input.peek(Token![crate]) && input.peek2(Token![:]) && !input.peek2(Token![::])
}

pub fn library(
    input: ParseStream,
    doc: Option<&String>,
    declaration: &mut Declaration,
    errors: &mut Errors,
) -> Result<()> {
    let start = input.cursor();
    let keyword = name(input, "`crate`")?;
    if doc.is_some() {
        errors.error(&keyword, "`crate` has no docs; remove them");
    }
    input.parse::<Token![:]>()?;
    let place = input.span();
    let path = input.call(Path::parse_mod_style);
    let path = path.map_err(|_| {
        let rule =
            "expected the path of the library, as in `crate: ::rnn;` where it is a dependency called `rnn`";
        syn::Error::new(place, rule)
    })?;
    if declaration.library.is_some() {
        errors.error(&keyword, "`crate` is given more than once; keep one");
    }
    declaration.library = Some(path.into_token_stream());
    semicolon(input, start, next_starts, "the path of the library", errors)
}

/// Whether the next item starts here: where to go on when a `;` is missing.
fn next_starts(input: ParseStream) -> bool {
    input.is_empty()
        || input.peek(Token![pub])
        || input.peek(Token![struct])
        || input.peek(syn::Ident)
        || input.peek(Token![#])
}
