//! Layers and outputs: a head, and a block of settings.

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::buffer::Cursor;
use syn::parse::ParseStream;
use syn::{Error, Lit, Result, Token, token};

use super::activation::of_layer;
use super::constant::{constant, learn_or_fixed};
use super::constraints::dale;
use super::initial::init;
use super::noise::noise;
use super::norm::norm;
use super::recover::{in_braces, in_parentheses, semicolon};
use super::settings::{self, set};
use super::size::size;
use super::{expect, name, network};
use crate::declaration::{Layer, Size, Stored};
use crate::network::Scope;
use crate::report::Errors;

/// `: Unit<SIZE>` and the settings of the layer `name`.
pub fn layer(input: ParseStream, docs: Vec<String>, layer: Ident, errors: &mut Errors) -> Result<Layer> {
    let start = input.cursor();
    colon(input, &layer, "layer", "Aru<10>", errors)?;
    let unit = name(input, "a unit and a size, such as `Aru<10>`")?;
    let size = match size_in_brackets(input, &unit) {
        Ok(size) => size,
        Err(error) => or_unknown(input, error, errors)?,
    };
    let mut layer = Layer::new(docs, false, layer, unit, size);
    body(input, start, &mut layer, errors)?;
    Ok(layer)
}

/// `<SIZE>` behind a unit.
fn size_in_brackets(input: ParseStream, unit: &Ident) -> Result<Size> {
    if !input.peek(Token![<]) {
        let message = format!("a layer needs a size: `{unit}<10>`");
        return Err(Error::new(unit.span(), message));
    }
    input.parse::<Token![<]>()?;
    let size = size(input).inspect_err(|_| {
        skip_to_closing(input);
        // Where there is none, that is the same fault.
        let _ = input.parse::<Option<Token![>]>>();
    })?;
    expect::<Token![>]>(input, "expected `>` after the size")?;
    Ok(size)
}

/// A stand-in for a size that could not be read, where the rest of the layer follows: a layer that is being written
/// keeps its accessor, and the rest of the user's file its meaning.
fn or_unknown(input: ParseStream, error: Error, errors: &mut Errors) -> Result<Size> {
    if !input.peek(token::Brace) && !input.peek(Token![;]) {
        return Err(error);
    }
    errors.push(error);
    Ok(Size::Number {
        literal: TokenStream::new(),
        value: 1,
    })
}

/// `: SIZE` or `: Unit<SIZE>`, and the settings of the output `name`. A size alone is that of `Dense` units.
pub fn output(input: ParseStream, docs: Vec<String>, output: Ident, errors: &mut Errors) -> Result<Layer> {
    let start = input.cursor();
    let dense = Ident::new("Dense", output.span());
    let read = colon(input, &output, "output", "1", errors).and_then(|()| unit_or_size(input, dense.clone()));
    let (unit, size) = match read {
        Ok(read) => read,
        Err(error) => (dense, or_unknown(input, error, errors)?),
    };
    let mut layer = Layer::new(docs, true, output, unit, size);
    body(input, start, &mut layer, errors)?;
    Ok(layer)
}

fn unit_or_size(input: ParseStream, dense: Ident) -> Result<(Ident, Size)> {
    if !(input.peek(syn::Ident) && input.peek2(Token![<])) {
        return Ok((dense, size(input)?));
    }
    let unit: Ident = input.parse()?;
    let size = size_in_brackets(input, &unit)?;
    Ok((unit, size))
}

/// The `:` between a name and what it is. Where that follows, it is all that is missing.
pub fn colon(
    input: ParseStream,
    name: &Ident,
    keyword: &str,
    example: &str,
    errors: &mut Errors,
) -> Result<()> {
    let message = format_args!("expected `:`, as in `{keyword} {name}: {example};`");
    match expect::<Token![:]>(input, message) {
        Err(error)
            if (input.peek(syn::Ident) || input.peek(Lit) || input.peek(token::Bracket))
                && !network::starts_member(input) =>
        {
            errors.push(error);
            Ok(())
        }
        colon => colon.map(drop),
    }
}

/// What is wrong may hold braces, which are not the layer's.
fn skip_to_closing(input: ParseStream) {
    while !input.peek(Token![>]) && !input.peek(Token![;]) && input.parse::<TokenTree>().is_ok() {}
}

fn body(input: ParseStream, start: Cursor, layer: &mut Layer, errors: &mut Errors) -> Result<()> {
    if input.peek(token::Brace) {
        let before = errors.count();
        in_braces(input, |input| setting(input, layer, errors))?;
        layer.is_incomplete = errors.count() > before;
        // Behind a block it is not needed, and does no harm.
        input.parse::<Option<Token![;]>>().map(drop)
    } else {
        let after = format!("the {} `{}`, or its settings in braces", layer.kind(), layer.name);
        semicolon(input, start, network::starts_member, &after, errors)
    }
}

fn setting(input: ParseStream, layer: &mut Layer, errors: &mut Errors) {
    let Some(head) = settings::head(input, errors) else {
        return;
    };
    match head.name.to_string().as_str() {
        "activation" => set(&mut layer.activation, head.setting(input, of_layer), errors),
        "bias" => {
            let setting = head.setting(input, |input| stored_or(input, "none", true));
            set(&mut layer.bias, setting, errors);
        }
        "initial" => {
            let setting = head.setting(input, |input| stored_or(input, "zero", false));
            set(&mut layer.initial, setting, errors);
        }
        "sign" => set(&mut layer.sign, head.setting(input, dale), errors),
        "noise" => set(&mut layer.noise, head.setting(input, noise), errors),
        "norm" => set(&mut layer.norm, head.setting(input, norm), errors),
        _ => layer.constants.push(head.setting(input, constant)),
    }
}

/// `learn INIT`, `fixed INIT`, or the word for neither; of a bias perhaps with who shares a number, `learn per_channel(INIT)`.
fn stored_or(input: ParseStream, nothing: &str, is_bias: bool) -> Result<Option<Stored>> {
    let word: Option<Ident> = input.fork().parse().ok();
    if word.is_some_and(|word| word == nothing) {
        input.parse::<Ident>()?;
        return Ok(None);
    }
    let expected = format!("`learn`, `fixed` or `{nothing}`");
    if !is_bias {
        return stored(input, &expected).map(Some);
    }
    let learn = learn_or_fixed(input, &expected)?;
    Ok(Some(match scope_of_bias(input)? {
        None => behind(input, learn)?,
        Some(scope) => Stored {
            learn,
            scope: Some(scope),
            init: Some(in_parentheses(input, init)?),
        },
    }))
}

/// `per_channel` in front of a bias's INIT.
fn scope_of_bias(input: ParseStream) -> Result<Option<(Scope, Ident)>> {
    let word: Option<Ident> = input.fork().parse().ok();
    let scope = match word.as_ref().map(ToString::to_string).as_deref() {
        Some("per_band") => Scope::PerBand,
        Some("per_channel") => Scope::PerChannel,
        Some("per_unit" | "global") => {
            let message = "a bias has a number for each unit, `learn zeros`, or one that units share: `learn \
                           per_channel(zeros)`, `learn per_band(zeros)`";
            return Err(input.error(message));
        }
        _ => return Ok(None),
    };
    let word: Ident = input.parse()?;
    if !input.peek(token::Paren) {
        let message = format!("expected what it starts from: `{word}(zeros)`");
        return Err(Error::new(word.span(), message));
    }
    Ok(Some((scope, word)))
}

/// `learn INIT` or `fixed INIT`; without INIT it is the default of its place.
pub fn stored(input: ParseStream, expected: &str) -> Result<Stored> {
    let learn = learn_or_fixed(input, expected)?;
    behind(input, learn)
}

/// INIT, where it is given.
fn behind(input: ParseStream, learn: bool) -> Result<Stored> {
    let has_init = !input.peek(Token![;]) && !input.is_empty();
    let init = has_init.then(|| init(input)).transpose()?;
    Ok(Stored {
        learn,
        scope: None,
        init,
    })
}
