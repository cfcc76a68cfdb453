//! How reading goes on behind a fault: groups that are always emptied, and ways to the next statement.

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::buffer::Cursor;
use syn::ext::IdentExt;
use syn::parse::{ParseBuffer, ParseStream};
use syn::{Error, Result, Token, braced, bracketed, parenthesized};

use crate::report::Errors;

/// Tokens of a path or of a size that is computed, at most, brackets with what is in them among them: readers of both call
/// themselves for each part, and the stack has an end.
pub const LONGEST: usize = 200;

/// Whether more tokens than that stand in front of the next `;`.
pub fn too_long(input: ParseStream) -> bool {
    let mut cursor = input.cursor();
    for _ in 0..=LONGEST {
        match cursor.token_tree() {
            Some((TokenTree::Punct(punct), _)) if punct.as_char() == ';' => return false,
            Some((_, next)) => cursor = next,
            None => return false,
        }
    }
    true
}

/// Skips all that is left.
pub fn skip_rest(input: ParseStream) {
    while input.parse::<TokenTree>().is_ok() {}
}

/// Skips what is broken: past the next `;` or `{..}` at this level, or to its end.
pub fn skip_past_end(input: ParseStream) {
    while let Ok(tree) = input.parse::<TokenTree>() {
        match tree {
            TokenTree::Punct(punct) if punct.as_char() == ';' => return,
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                // One may stand behind a block without need.
                let _ = input.parse::<Option<Token![;]>>();
                return;
            }
            _ => {}
        }
    }
}

/// Whether a statement may start here, so that only a `;` is missing: there is nothing more, or docs, or a word that
/// `is_start` takes for one, told whether it is one of `keywords`.
pub fn starts(input: ParseStream, keywords: &[&str], is_start: impl FnOnce(bool) -> bool) -> bool {
    if input.is_empty() || input.peek(Token![#]) {
        return true;
    }
    let first = input.fork().call(Ident::parse_any);
    first.is_ok_and(|first| is_start(keywords.iter().any(|keyword| first == keyword)))
}

/// The `;` after a statement that began at `start`. Where only that is missing, because the next statement starts
/// here, the statement still stands, and the fault is at its end.
pub fn semicolon(
    input: ParseStream,
    start: Cursor,
    next_starts: fn(ParseStream) -> bool,
    after: &str,
    errors: &mut Errors,
) -> Result<()> {
    if input.parse::<Option<Token![;]>>()?.is_none() {
        let message = format!("expected `;` after {after}");
        if !next_starts(input) {
            return Err(input.error(message));
        }
        errors.push(Error::new(end_of(start, input), message));
    }
    Ok(())
}

/// The last token of what began at `start` and ends here.
pub fn end_of(start: Cursor, input: ParseStream) -> Span {
    let (mut cursor, end) = (start, input.cursor());
    let mut span = input.span();
    while cursor < end
        && let Some((tree, next)) = cursor.token_tree()
    {
        span = match tree {
            TokenTree::Group(group) if group.delimiter() != Delimiter::None => group.span_close(),
            other => other.span(),
        };
        cursor = next;
    }
    span
}

/// Reads `( .. )` to its end.
pub fn in_parentheses<T>(input: ParseStream, read: impl FnOnce(ParseStream) -> Result<T>) -> Result<T> {
    let content;
    parenthesized!(content in input);
    whole(&content, read)
}

/// Reads `[ .. ]` to its end.
pub fn in_brackets<T>(input: ParseStream, read: impl FnOnce(ParseStream) -> Result<T>) -> Result<T> {
    let content;
    bracketed!(content in input);
    whole(&content, read)
}

/// Reads the statements of `{ .. }`; each recovers by itself.
pub fn in_braces(input: ParseStream, mut statement: impl FnMut(ParseStream)) -> Result<()> {
    let content;
    braced!(content in input);
    while !content.is_empty() {
        statement(&content);
    }
    Ok(())
}

/// syn reports tokens that are left in a group when it is dropped. A reader that failed has left some, and its own
/// error says it better, so they are taken out.
fn whole<T>(content: &ParseBuffer, read: impl FnOnce(ParseStream) -> Result<T>) -> Result<T> {
    let result = read(content).and_then(|value| match content.is_empty() {
        true => Ok(value),
        false => Err(content.error("unexpected token")),
    });
    while content.parse::<TokenTree>().is_ok() {}
    result
}

/// What `read` reads, with the tokens it took, as the user wrote them.
pub fn with_tokens<T>(
    input: ParseStream,
    read: impl FnOnce(ParseStream) -> Result<T>,
) -> Result<(TokenStream, T)> {
    let mut cursor = input.cursor();
    let value = read(input)?;
    let end = input.cursor();
    let mut tokens = TokenStream::new();
    while cursor < end
        && let Some((tree, next)) = cursor.token_tree()
    {
        tree.to_tokens(&mut tokens);
        cursor = next;
    }
    Ok((tokens, value))
}
