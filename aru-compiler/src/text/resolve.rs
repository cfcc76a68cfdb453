//! What the names of a text mean: sizes that are given become numbers, and what only Rust could hold is asked for.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::ToTokens;

use super::without_blanks;
use super::words::NO_BUILD;
use crate::compile::Compiled;
use crate::declaration::{Declaration, Size};
use crate::parse::evaluate;
use crate::report::Errors;
use crate::suggest;

/// Something that was given and is named nowhere: what it is, and the names that there are.
pub struct Unused {
    what: &'static str,
    name: String,
    known: Vec<String>,
}

/// Puts numbers in the place of named sizes. Answers with those that no size names.
pub fn sizes(
    declaration: &mut Declaration,
    given: &BTreeMap<String, usize>,
    errors: &mut Errors,
) -> Vec<Unused> {
    let mut named = BTreeSet::new();
    for network in &mut declaration.networks {
        let mut resolving = Resolving {
            given,
            const_parameters: &network.const_parameters,
            named: &mut named,
            errors,
            is_for_check: false,
        };
        let inputs = network.inputs.iter_mut().map(|input| &mut input.size);
        let layers = network.layers.iter_mut().map(|layer| &mut layer.size);
        inputs.chain(layers).for_each(|size| resolving.size(size));
        named.extend(network.const_parameters.iter().map(Ident::to_string));
    }
    unused("size", given.keys(), &named)
}

struct Resolving<'a> {
    given: &'a BTreeMap<String, usize>,
    const_parameters: &'a [Ident],
    /// What sizes are called.
    named: &'a mut BTreeSet<String>,
    errors: &'a mut Errors,
    /// Whether the last value has a name in it that can be no size anywhere.
    is_for_check: bool,
}

impl Resolving<'_> {
    fn size(&mut self, size: &mut Size) {
        let (expression, names) = match size {
            Size::Number { .. } => return,
            Size::Shape { axes, .. } => return axes.iter_mut().for_each(|axis| self.size(axis)),
            Size::Path(path) => (path.clone(), Vec::new()),
            Size::Computed { expression, names } => (expression.clone(), std::mem::take(names)),
        };
        // Of a const parameter Rust computes no other size, which `check` says.
        let is_refused = names.iter().any(|name| self.const_parameters.contains(name));
        let value = if is_refused { None } else { self.value(&expression) };
        if let Size::Computed { names: own, .. } = size {
            *own = names;
        }
        if let Some(value) = value {
            let mut literal = Literal::usize_unsuffixed(value);
            literal.set_span(whole(&expression));
            *size = Size::Number {
                literal: literal.into_token_stream(),
                value,
            };
        }
    }

    /// What a path or an expression of paths is. A fault is reported.
    fn value(&mut self, expression: &TokenStream) -> Option<usize> {
        let parsed = syn::parse2(expression.clone());
        let parsed = parsed.map_err(|error| self.errors.push(error)).ok()?;
        let before = self.errors.count();
        self.is_for_check = false;
        let value = evaluate(&parsed, &mut |path| Ok(self.named_value(path)));
        match value {
            Ok(Some(value)) => Some(value),
            Ok(None) if self.errors.count() > before || self.is_for_check => None,
            Ok(None) => {
                let message =
                    "this size is no count: it is below 0, too large, or divided by 0; write another";
                self.errors.error(expression, message);
                None
            }
            Err(error) => {
                self.errors.push(error);
                None
            }
        }
    }

    fn named_value(&mut self, path: &syn::Path) -> Option<usize> {
        let tokens = path.to_token_stream();
        let name = without_blanks(&tokens.to_string());
        self.named.insert(name.clone());
        if is_for_check(&tokens) {
            self.is_for_check = true;
            return None;
        }
        let value = self.given.get(&name).copied();
        if value.is_none() {
            let given: Vec<&String> = self.given.keys().collect();
            let meant = suggest::nearest(&name, given.iter().map(|name| name.as_str()));
            let way = match meant {
                Some(meant) => format!(", did you mean `{meant}`?"),
                None => format!("; write a number, or give one for `{name}` with the text"),
            };
            self.errors
                .error(path, format!("no number is given for the size `{name}`{way}"));
        }
        value
    }
}

/// Names that can be no size anywhere, of which `check` says so.
fn is_for_check(path: &TokenStream) -> bool {
    let text = path.to_string();
    text == "T" || text.split([' ', ':']).next() == Some("Self")
}

/// From the first token to the last.
fn whole(tokens: &TokenStream) -> Span {
    let mut spans = tokens.clone().into_iter().map(|token| token.span());
    let first = spans.next().unwrap_or_else(Span::call_site);
    spans.last().and_then(|last| first.join(last)).unwrap_or(first)
}

/// Reports what only Rust has and nobody gives. Answers with what is given and named nowhere.
pub fn items(compiled: &[Compiled], given: &BTreeSet<String>, errors: &mut Errors) -> Vec<Unused> {
    let mut named = BTreeSet::new();
    for Compiled { network, .. } in compiled {
        if network.attributes.is_conditional {
            let tokens: TokenStream = network.attributes.everywhere.iter().cloned().collect();
            errors.error(tokens, NO_BUILD);
        }
        let starts = network.start_functions.iter().map(|start| {
            let way = "write what it starts from, as `uniform(a, b)`";
            (&start.path, "a function of Rust", way)
        });
        let masks = network.masks.iter().map(|mask| {
            let kind = if mask.is_function {
                "a function of Rust"
            } else {
                "a matrix of Rust"
            };
            (&mask.path, kind, "write a `form` or a `density`")
        });
        let activations = network.custom_activations.iter().map(|custom| {
            let way = "write it as an `activation` of the text";
            (&custom.path, "a type of Rust", way)
        });
        for (path, kind, way) in starts.chain(masks).chain(activations) {
            let name = without_blanks(&path.to_string());
            if !given.contains(&name) {
                let message =
                    format!("`{name}` is {kind}, and the text has none; {way}, or give one with the text");
                errors.error(path, message);
            }
            named.insert(name);
        }
    }
    unused("function, mask or type", given.iter(), &named)
}

fn unused<'a>(
    what: &'static str,
    given: impl Iterator<Item = &'a String>,
    named: &BTreeSet<String>,
) -> Vec<Unused> {
    let unused = given.filter(|name| !named.contains(*name));
    unused
        .map(|name| Unused {
            what,
            name: name.clone(),
            known: named.iter().cloned().collect(),
        })
        .collect()
}

/// What is given and named nowhere is a slip: it would change nothing in silence.
pub fn all_is_used(unused: &[Unused], errors: &mut Errors) {
    for Unused { what, name, known } in unused {
        let hint = suggest::hint(name, known);
        let message = format!("no {what} of this text is named `{name}`, which is given{hint}");
        errors.push(syn::Error::new(Span::call_site(), message));
    }
}
