//! Names of the locals of emitted code: the user's own where possible, never two things under one name.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};

use crate::network::{Header, Network, Size};
use crate::schedule::Schedule;

/// What every chunk function calls its own.
const FIXED: [&str; 10] = [
    "lanes",
    "parameters",
    "values",
    "adjoints",
    "gradients",
    "steps",
    "t",
    "unit",
    "tap",
    "delay",
];

/// A local of emitted code, out of reach of the user's own names.
pub fn local(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}

/// An expression of emitted code, its names locals.
pub fn code(text: &str) -> TokenStream {
    let tokens: TokenStream = text
        .parse()
        .unwrap_or_else(|_| unreachable!("the renderer writes Rust: {text}"));
    respan(tokens)
}

fn respan(tokens: TokenStream) -> TokenStream {
    let respanned = tokens.into_iter().map(|token| match token {
        TokenTree::Group(group) => {
            let mut inner = Group::new(group.delimiter(), respan(group.stream()));
            inner.set_span(Span::mixed_site());
            TokenTree::Group(inner)
        }
        mut token => {
            token.set_span(Span::mixed_site());
            token
        }
    });
    respanned.collect()
}

/// Hands out names that are not taken.
#[derive(Clone, Debug)]
pub struct Names {
    taken: BTreeSet<String>,
    given: BTreeMap<String, String>,
}

impl Names {
    /// The name for a thing: `wanted`, with `_` behind it as long as something else has it. The same `key` always gets
    /// the same name.
    pub fn get(&mut self, key: &str, wanted: &str) -> String {
        if let Some(name) = self.given.get(key) {
            return name.clone();
        }
        // A pattern that is called like a constant is that constant, and constants are capital.
        let mut name = wanted.to_lowercase();
        while is_keyword(&name) || !self.taken.insert(name.clone()) {
            name.push('_');
        }
        self.given.insert(key.to_string(), name.clone());
        name
    }
}

fn is_keyword(name: &str) -> bool {
    syn::parse_str::<Ident>(name).is_err()
}

/// The names of what a chunk function takes apart: series, parameters, their adjoints.
#[derive(Clone, Debug)]
pub struct Outer {
    pub series: Vec<String>,
    pub d_series: Vec<String>,
    pub parameters: Vec<String>,
    pub d_parameters: Vec<String>,
    /// For what stands inside.
    pub names: Names,
}

impl Outer {
    pub fn new(network: &Network, schedule: &Schedule) -> Self {
        let taken = FIXED.iter().map(ToString::to_string).collect();
        let mut names = Names {
            taken,
            given: BTreeMap::new(),
        };
        let mut both = |kind: &str, index: usize, wanted: String| {
            let name = names.get(&format!("{kind} {index}"), &wanted);
            let d_name = names.get(&format!("d {kind} {index}"), &format!("d_{name}"));
            (name, d_name)
        };
        let series = schedule.series.iter().enumerate();
        let (series, d_series) = series
            .map(|(index, series)| both("series", index, series.name.clone()))
            .unzip();
        let parameters = network.parameters.iter().enumerate().map(|(index, parameter)| {
            let short = parameter.name.strip_suffix(".weight").unwrap_or(&parameter.name);
            both("parameter", index, short.replace('.', "_"))
        });
        let (parameters, d_parameters) = parameters.unzip();
        Outer {
            series,
            d_series,
            parameters,
            d_parameters,
            names,
        }
    }
}

/// A size where Rust wants a const argument.
pub fn argument(size: &Size, header: &Header) -> TokenStream {
    match size {
        Size::Number(number) => {
            let literal = proc_macro2::Literal::usize_unsuffixed(*number);
            quote::quote!(#literal)
        }
        Size::Named(tokens) => {
            let text = tokens.to_string();
            if header.const_parameters.iter().any(|parameter| *parameter == text) {
                tokens.clone()
            } else {
                quote::quote!({ #tokens })
            }
        }
    }
}

/// A size, or a multiple of one, where Rust wants an expression.
pub fn expression(factor: usize, size: &Size) -> TokenStream {
    let literal = proc_macro2::Literal::usize_unsuffixed;
    match (factor, size) {
        (factor, Size::Number(number)) => {
            let number = literal(factor * number);
            quote::quote!(#number)
        }
        (1, Size::Named(tokens)) => tokens.clone(),
        (factor, Size::Named(tokens)) => {
            let factor = literal(factor);
            quote::quote!(#factor * #tokens)
        }
    }
}
