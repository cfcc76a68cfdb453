//! Links: chains of arrows, and the block of a single one.

use proc_macro2::Ident;
use syn::parse::ParseStream;
use syn::{Error, Result, Token, token};

use super::layer::stored;
use super::learned_delay::{self, spread};
use super::number::quantity;
use super::recover::{in_braces, in_brackets, semicolon, with_tokens};
use super::settings::{self, set};
use super::{constraints, name, network};
use crate::declaration::{Arrow, Constraints, Delays, Link, Quantity};
use crate::report::Errors;
use crate::suggest;

const SETTINGS: [&str; 8] = [
    "delay", "delays", "spread", "weights", "mask", "density", "form", "sign",
];

/// `-> b ~> c;` behind the name `first`.
pub fn links(input: ParseStream, docs: Vec<String>, first: Ident, errors: &mut Errors) -> Result<Vec<Link>> {
    let start = input.cursor();
    let mut links = Vec::new();
    let mut source = first;
    while starts_arrow(input) {
        let arrow = arrow(input)?;
        let target = name(input, "the name of a layer or output")?;
        let port = port(input, &target)?;
        links.push(Link {
            docs: docs.clone(),
            source,
            is_continued: !links.is_empty(),
            arrow,
            target: target.clone(),
            port: port.clone(),
            is_from: false,
            delays: None,
            spread: None,
            weights: None,
            constraints: Constraints::default(),
        });
        if let Some(port) = port.filter(|_| starts_arrow(input)) {
            let message = format!(
                "`{target}.{port}` emits nothing, so that it stands last in a chain; end the link there, and begin \
                 another with `{target}`"
            );
            // What stands behind the dot may be the beginning of the next link.
            return Err(Error::new(port.span(), message));
        }
        source = target;
    }
    if input.peek(token::Brace) {
        let span = input.span();
        let last = links.len() - 1;
        in_braces(input, |input| setting(input, &mut links[last], errors))?;
        input.parse::<Option<Token![;]>>()?;
        if last > 0 {
            let alone = links[last].text();
            let message = format!(
                "a block belongs to a link of two names; end the chain with `;` and write `{alone} {{ .. }}`"
            );
            errors.push(Error::new(span, message));
        }
    } else {
        semicolon(input, start, network::starts_member, "a link", errors)?;
    }
    Ok(links)
}

/// `.port` behind the name of a target.
fn port(input: ParseStream, target: &Ident) -> Result<Option<Ident>> {
    if input.parse::<Option<Token![.]>>()?.is_none() {
        return Ok(None);
    }
    name(
        input,
        &format!("a port of `{target}`, or a rate of it that is gated"),
    )
    .map(Some)
}

/// Whether `->`, `~>` or something meant as one stands here.
pub fn starts_arrow(input: ParseStream) -> bool {
    let is_arrow = input.peek(Token![->]) || input.peek(Token![~]);
    is_arrow || input.peek(Token![-]) || input.peek(Token![=>]) || input.peek(Token![<-])
}

fn arrow(input: ParseStream) -> Result<Arrow> {
    const RULE: &str =
        "an arrow is `->`, read in this step, or `~>`, read one step back; it points at what is driven";
    let span = input.span();
    let (tokens, is_now) = with_tokens(input, |input| {
        if input.parse::<Option<Token![->]>>()?.is_some() {
            return Ok(true);
        }
        input.parse::<Token![~]>()?;
        input.parse::<Token![>]>()?;
        Ok(false)
    })
    .map_err(|_| Error::new(span, RULE))?;
    Ok(Arrow { tokens, is_now })
}

fn setting(input: ParseStream, link: &mut Link, errors: &mut Errors) {
    let Some(head) = settings::head(input, errors) else {
        return;
    };
    match head.name.to_string().as_str() {
        "delay" => set(&mut link.delays, head.setting(input, one_delay), errors),
        "delays" => set(&mut link.delays, head.setting(input, delays), errors),
        "spread" => set(&mut link.spread, head.setting(input, spread), errors),
        "weights" => {
            let setting = head.setting(input, |input| stored(input, "`learn` or `fixed`"));
            set(&mut link.weights, setting, errors);
        }
        name if constraints::SETTINGS.contains(&name) => {
            constraints::setting(head, input, &mut link.constraints, errors);
        }
        unknown => {
            let hint = suggest::hint(unknown, &SETTINGS);
            errors.error(
                &head.name,
                format!("a link has no setting named `{unknown}`{hint}"),
            );
            // Only to get past it.
            head.setting(input, |_| Ok(()));
        }
    }
}

fn one_delay(input: ParseStream) -> Result<Delays> {
    if input.peek(token::Bracket) {
        return Err(input.error("`delay` takes one delay; write `delays: [..]` for several"));
    }
    if learned_delay::starts(input) {
        return learned_delay::learned_delay(input).map(Delays::Learned);
    }
    let delay = quantity(input)?;
    if input.peek(Token![..]) {
        return Err(input.error("`delay` takes one delay; write `delays: a..b` for a range"));
    }
    Ok(Delays::One(delay))
}

fn delays(input: ParseStream) -> Result<Delays> {
    if learned_delay::starts(input) {
        let rule = "a link learns one delay, or one for each source; write `delay: learn(..) in ..;`";
        return Err(input.error(rule));
    }
    if input.peek(token::Bracket) {
        let (tokens, delays) = with_tokens(input, list)?;
        return Ok(Delays::List { tokens, delays });
    }
    let (tokens, (first, last, is_inclusive)) = with_tokens(input, |input| {
        let first = quantity(input)?;
        let is_inclusive = input.parse::<Option<Token![..=]>>()?.is_some();
        if !is_inclusive && (input.peek(Token![...]) || input.parse::<Option<Token![..]>>()?.is_none()) {
            return Err(input.error("`delays` takes a list or a range; write `delay: 5;` for one"));
        }
        Ok((first, quantity(input)?, is_inclusive))
    })?;
    Ok(Delays::Range {
        tokens,
        first,
        last,
        is_inclusive,
    })
}

fn list(input: ParseStream) -> Result<Vec<Quantity>> {
    in_brackets(input, |input| {
        let mut delays = Vec::new();
        while !input.is_empty() {
            delays.push(quantity(input)?);
            if input.is_empty() {
                break;
            }
            input.parse::<Token![,]>()?;
        }
        Ok(delays)
    })
}
