//! What restricts the weights of a link, and the signs of those that leave a layer.

use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Error, ExprPath, Lit, Result, token};

use super::expect;
use super::number::plain;
use super::recover::{LONGEST, in_parentheses, too_long, with_tokens};
use super::settings::{Head, set};
use crate::declaration::{Constraints, Count, Dale, Form, FormKind, Mask, Part, Window};
use crate::report::Errors;
use crate::suggest;
use crate::time::Decimal;

/// Settings of a link that are read here.
pub const SETTINGS: [&str; 4] = ["mask", "density", "form", "sign"];

const FORMS: [&str; 5] = ["dense", "local", "conv", "diagonal", "identity"];
const WORDS: [&str; 3] = ["kernel", "stride", "pad"];

/// One of them.
pub fn setting(head: Head, input: ParseStream, constraints: &mut Constraints, errors: &mut Errors) {
    match head.name.to_string().as_str() {
        "mask" => set(&mut constraints.mask, head.setting(input, mask), errors),
        "density" => set(&mut constraints.density, head.setting(input, part), errors),
        "form" => set(&mut constraints.form, head.setting(input, form), errors),
        _ => set(&mut constraints.sign, head.setting(input, free), errors),
    }
}

fn mask(input: ParseStream) -> Result<Mask> {
    const RULE: &str = "a mask is the path of a matrix, `mask: MATRIX;`, or a function of target and source, \
                        `mask: by(function);`";
    let is_function =
        input.fork().parse::<Ident>().is_ok_and(|word| word == "by") && input.peek2(token::Paren);
    let path = if is_function {
        input.parse::<Ident>()?;
        in_parentheses(input, |input| path_alone(input, RULE))?
    } else {
        path_alone(input, RULE)?
    };
    Ok(Mask { path, is_function })
}

/// A path behind which nothing else of its place stands; with arguments as in an expression, `tau::<32>`.
pub fn path_alone(input: ParseStream, rule: &str) -> Result<TokenStream> {
    let place = input.span();
    if too_long(input) {
        return Err(Error::new(place, format!("{rule}, of {LONGEST} tokens at most")));
    }
    let path: ExprPath = input.parse().map_err(|_| Error::new(place, rule))?;
    // `|target, source| ..` and calls are no paths.
    match input.is_empty() || input.peek(syn::Token![;]) || input.peek(Ident::peek_any) {
        true => Ok(path.into_token_stream()),
        false => Err(Error::new(input.span(), rule)),
    }
}

fn form(input: ParseStream) -> Result<Form> {
    let expected = format!("expected a form, {}", suggest::one_of(&FORMS));
    let (tokens, kind) = with_tokens(input, |input| kind(input, &expected))?;
    Ok(Form { tokens, kind })
}

fn kind(input: ParseStream, expected: &str) -> Result<FormKind> {
    let name: Ident = expect(input, expected)?;
    Ok(match name.to_string().as_str() {
        "dense" => FormKind::Dense,
        "diagonal" => FormKind::Diagonal,
        "identity" => FormKind::Identity,
        "local" => FormKind::Local(window(input, &name)?),
        "conv" => FormKind::Conv(window(input, &name)?),
        unknown => {
            let hint = suggest::hint(unknown, &FORMS);
            return Err(Error::new(
                name.span(),
                format!("no form of a link named `{unknown}`{hint}"),
            ));
        }
    })
}

/// `(kernel 7, stride 3, pad 1)`, in any order.
fn window(input: ParseStream, form: &Ident) -> Result<Window> {
    let missing = |span| {
        let message = format!("`{form}` says how many bands each band reads: `{form}(kernel 7, stride 3)`");
        Error::new(span, message)
    };
    if !input.peek(token::Paren) {
        return Err(missing(form.span()));
    }
    in_parentheses(input, |input| {
        let mut given: [Option<Count>; 3] = [const { None }; 3];
        while !input.is_empty() {
            let expected =
                format!("expected `kernel`, `stride` or `pad`, as in `{form}(kernel 7, stride 3)`");
            let word: Ident = expect(input, expected)?;
            let Some(place) = WORDS.iter().position(|known| word == known) else {
                let hint = suggest::hint(&word, &WORDS);
                let message = format!("`{form}` knows nothing called `{word}`{hint}");
                return Err(Error::new(word.span(), message));
            };
            if given[place].is_some() {
                return Err(Error::new(
                    word.span(),
                    format!("`{word}` is given twice; keep one"),
                ));
            }
            given[place] = Some(count(input, &word)?);
            if !input.is_empty() {
                let message = format!("expected `,` after the {word}");
                expect::<syn::Token![,]>(input, message)?;
            }
        }
        let or = |count: Option<Count>, value: usize| {
            count.unwrap_or_else(|| Count {
                tokens: form.to_token_stream(),
                value,
            })
        };
        let [kernel, stride, pad] = given;
        Ok(Window {
            kernel: kernel.ok_or_else(|| missing(form.span()))?,
            stride: or(stride, 1),
            pad: or(pad, 0),
        })
    })
}

fn count(input: ParseStream, word: &Ident) -> Result<Count> {
    let rule = format!("the {word} is a whole number of bands");
    let number = plain(input).map_err(|error| Error::new(error.span(), &rule))?;
    let value = number.whole.and_then(|whole| usize::try_from(whole).ok());
    match value {
        Some(value) => Ok(Count {
            tokens: number.tokens,
            value,
        }),
        None => Err(Error::new_spanned(number.tokens, rule)),
    }
}

/// `sign: free;` of a link.
fn free(input: ParseStream) -> Result<()> {
    let word: Ident = expect(input, "a link may say `sign: free;`")?;
    match word.to_string().as_str() {
        "free" => Ok(()),
        "dale" => {
            let message =
                "Dale's law is a setting of the layer that the link leaves; a link may say `sign: free;`";
            Err(Error::new(word.span(), message))
        }
        unknown => {
            let message = format!("no sign of a link named `{unknown}`; a link may say `sign: free;`");
            Err(Error::new(word.span(), message))
        }
    }
}

/// `dale(excitatory 0.8)`: the sign of a layer.
pub fn dale(input: ParseStream) -> Result<Dale> {
    const RULE: &str = "the sign of a layer is `dale(excitatory 0.8)`: the part of its units that excite";
    let (tokens, excitatory) = with_tokens(input, |input| {
        let word: Ident = expect(input, RULE)?;
        if word != "dale" || !input.peek(token::Paren) {
            return Err(Error::new(word.span(), RULE));
        }
        in_parentheses(input, |input| {
            let word: Ident = expect(input, RULE)?;
            if word != "excitatory" {
                return Err(Error::new(word.span(), RULE));
            }
            part(input)
        })
    })?;
    Ok(Dale { tokens, excitatory })
}

/// A part: its decimals count as written.
fn part(input: ParseStream) -> Result<Part> {
    let literal = input.fork().parse::<Lit>().ok();
    let number = plain(input)?;
    let digits = match &literal {
        Some(Lit::Int(literal)) => Some(literal.base10_digits().to_owned()),
        Some(Lit::Float(literal)) => Some(literal.base10_digits().to_owned()),
        // A sign stands before it.
        _ => None,
    };
    let Some(digits) = digits.filter(|digits| !digits.starts_with('-')) else {
        return Err(Error::new_spanned(number.tokens, "a part is a number of 0 to 1"));
    };
    let value = Decimal::parse(&digits).filter(|value| value.ratio().is_some());
    let value = value
        .ok_or_else(|| Error::new_spanned(&number.tokens, "this number has too many digits for a part"))?;
    Ok(Part {
        tokens: number.tokens,
        value,
    })
}
