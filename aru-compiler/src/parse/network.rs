//! A network: the head of the struct, and its members in any order.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::parse::{ParseStream, Parser};
use syn::{Error, Result, Token, Visibility, token};

use super::link::starts_arrow;
use super::number::quantity;
use super::recover::{in_braces, semicolon, skip_past_end, starts};
use super::{docs, expect, layer, link, name, size};
use crate::declaration::{Input, Network, Quantity, Time};
use crate::network::Attributes;
use crate::report::Errors;
use crate::suggest;

const KEYWORDS: [&str; 4] = ["input", "layer", "output", "dt"];

/// `struct Name<const ..> { .. }`.
pub fn network(
    input: ParseStream,
    docs: Vec<String>,
    attributes: Attributes,
    visibility: Visibility,
    errors: &mut Errors,
) -> Result<Network> {
    input.parse::<Token![struct]>()?;
    let name = name(input, "the name of the network")?;
    let const_parameters = const_parameters(input, errors);
    let mut network = Network {
        docs,
        attributes,
        visibility,
        name,
        const_parameters,
        dt: None,
        inputs: Vec::new(),
        layers: Vec::new(),
        links: Vec::new(),
        is_incomplete: false,
        lost: Vec::new(),
    };
    if input.peek(Token![where]) {
        errors.push(input.error("a network takes no `where` clause; remove it"));
        while !input.is_empty() && !input.peek(token::Brace) && !input.peek(Token![;]) {
            input.parse::<TokenTree>()?;
        }
    }
    if !input.peek(token::Brace) {
        let message = format!(
            "expected the body of the network: `struct {} {{ .. }}`",
            network.name
        );
        errors.push(input.error(message));
        skip_past_end(input);
        network.is_incomplete = true;
        return Ok(network);
    }
    in_braces(input, |input| {
        let mut declared = None;
        if let Err(error) = member(input, &mut network, &mut declared, errors) {
            errors.push(error);
            // Behind `layer hidden`, which is being written, the next member is whole.
            if !starts_member(input) {
                skip_past_end(input);
            }
            network.lost.extend(declared);
            network.is_incomplete = true;
        }
    })?;
    let of_gates = network.links_of_gates();
    network.links.extend(of_gates);
    Ok(network)
}

/// `<const H: usize, ..>`. Reads types only as far as to tell `usize` from anything else.
fn const_parameters(input: ParseStream, errors: &mut Errors) -> Vec<Ident> {
    let mut parameters = Vec::new();
    if !input.peek(Token![<]) {
        return parameters;
    }
    // The `<` may stand in an invisible group, which `parse` looks through.
    let _ = input.parse::<Token![<]>();
    let mut depth = 0usize;
    let mut parameter = TokenStream::new();
    while !input.is_empty() && !input.peek(token::Brace) && !input.peek(Token![;]) {
        let is_outside = depth == 0;
        if is_outside && input.parse::<Token![>]>().is_ok() {
            one_parameter(parameter, &mut parameters, errors);
            return parameters;
        }
        if is_outside && input.parse::<Token![,]>().is_ok() {
            one_parameter(std::mem::take(&mut parameter), &mut parameters, errors);
            continue;
        }
        let Ok(tree) = input.parse::<TokenTree>() else {
            break;
        };
        match &tree {
            TokenTree::Punct(punct) if punct.as_char() == '<' => depth += 1,
            TokenTree::Punct(punct) if punct.as_char() == '>' => depth = depth.saturating_sub(1),
            _ => {}
        }
        tree.to_tokens(&mut parameter);
    }
    errors.push(input.error("expected `>` after the const parameters"));
    parameters
}

fn one_parameter(tokens: TokenStream, parameters: &mut Vec<Ident>, errors: &mut Errors) {
    const RULE: &str = "a network takes const parameters of type `usize` only, which are sizes: `<const H: usize>`; \
                        its scalar type comes first by itself";
    if tokens.is_empty() {
        return;
    }
    let parameter = |input: ParseStream| {
        input.parse::<Token![const]>()?;
        let name = name(input, "a name")?;
        input.parse::<Token![:]>()?;
        let kind: Ident = input.parse()?;
        let rest: TokenStream = input.parse()?;
        Ok((name, kind, rest))
    };
    match parameter.parse2(tokens.clone()) {
        Ok((name, kind, rest)) => {
            if kind != "usize" {
                errors.error(tokens, RULE);
            } else if !rest.is_empty() {
                let rule =
                    format!("a const parameter of a network is `const {name}: usize`, without a default");
                errors.error(rest, rule);
            }
            parameters.push(name);
        }
        Err(_) => errors.error(tokens, RULE),
    }
}

/// Whether a member of a network starts here rather than the rest of one: where to go on when a `;` is missing.
pub fn starts_member(input: ParseStream) -> bool {
    starts(input, &KEYWORDS, |is_keyword| {
        (is_keyword && (input.peek2(syn::Ident) || input.peek2(Token![:])))
            || input.peek2(Token![->])
            || input.peek2(Token![~])
    })
}

/// One member. `declared` becomes its name as soon as that is read, in case that the rest is broken.
fn member(
    input: ParseStream,
    network: &mut Network,
    declared: &mut Option<Ident>,
    errors: &mut Errors,
) -> Result<()> {
    let docs = docs::docs(input, errors)?;
    if input.is_empty() {
        return Ok(());
    }
    let start = input.cursor();
    let first = name(
        input,
        "`input`, `layer`, `output`, `dt` or a link such as `a -> b;`",
    )?;
    if starts_arrow(input) {
        network.links.extend(link::links(input, docs, first, errors)?);
        return Ok(());
    }
    let keyword = first.to_string();
    if keyword == "crate" && input.peek(Token![:]) {
        let rule = "`crate: ..;` stands in front of the networks of a call, not in one of them";
        return Err(Error::new(first.span(), rule));
    }
    if keyword == "dt" {
        return step_length(input, network, &first, errors);
    }
    if !KEYWORDS.contains(&keyword.as_str()) {
        // `layr hidden: ..` and `hidden: ..` declare `hidden` all the same.
        *declared = if input.peek(Token![:]) {
            Some(first.clone())
        } else {
            input.fork().parse().ok()
        };
        return Err(unknown_member(input, &first));
    }
    let name = name(input, &format!("the name of the {keyword}"))?;
    *declared = Some(name.clone());
    match keyword.as_str() {
        "layer" => network.layers.push(layer::layer(input, docs, name, errors)?),
        "output" => network.layers.push(layer::output(input, docs, name, errors)?),
        _ => {
            layer::colon(input, &name, "input", "1", errors)?;
            let size = size::size(input)?;
            if input.peek(token::Brace) {
                let message = format!("an input has no settings; write `input {name}: 1;`");
                return Err(Error::new(input.span(), message));
            }
            semicolon(
                input,
                start,
                starts_member,
                &format!("the input `{name}`"),
                errors,
            )?;
            network.inputs.push(Input { docs, name, size });
        }
    }
    Ok(())
}

fn unknown_member(input: ParseStream, first: &Ident) -> Error {
    let message = if input.peek(Token![:]) {
        format!("expected `input`, `layer` or `output` before `{first}`")
    } else if let Some(meant) = suggest::nearest(&first.to_string(), KEYWORDS) {
        format!("expected a declaration or a link, did you mean `{meant}`?")
    } else {
        let all = suggest::list(&KEYWORDS);
        format!("expected a declaration, {all}, or an arrow after `{first}`, as in `{first} -> b;`")
    };
    Error::new(first.span(), message)
}

fn step_length(
    input: ParseStream,
    network: &mut Network,
    keyword: &Ident,
    errors: &mut Errors,
) -> Result<()> {
    let start = input.cursor();
    expect::<Token![:]>(input, "expected `:`, as in `dt: 5 ms;`")?;
    let time: Time = match quantity(input)? {
        Quantity::Time(time) => time,
        Quantity::Number(number) => {
            let message = format!("`dt` is a time and needs a unit: `{} ms`", number.tokens);
            return Err(Error::new_spanned(number.tokens, message));
        }
    };
    if time.seconds.is_zero() {
        return Err(Error::new_spanned(time.tokens, "`dt` must be longer than zero"));
    }
    semicolon(input, start, starts_member, "`dt`", errors)?;
    if network.dt.is_some() {
        errors.error(keyword, "`dt` is declared more than once; keep one");
    } else {
        network.dt = Some(time);
    }
    Ok(())
}
