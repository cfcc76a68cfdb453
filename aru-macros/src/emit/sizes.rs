//! Sizes as Rust takes them.

use proc_macro2::{Literal, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use super::constraints;
use crate::check::LARGEST_SIZE;
use crate::network::{NamedSize, Network, Size};

/// A size, or a multiple of one. A size alone may also stand where Rust wants a const argument.
pub fn expression(factor: usize, size: &Size) -> TokenStream {
    match (factor, size) {
        (factor, Size::Number(number)) => literal(factor * number).to_token_stream(),
        (1, Size::Named(name)) => name.to_token_stream(),
        (factor, Size::Named(name)) => {
            let factor = literal(factor);
            quote!((#factor * #name))
        }
    }
}

/// A number of things as a literal without a type.
pub fn literal(number: usize) -> Literal {
    Literal::usize_unsuffixed(number)
}

/// A constant for each size that is a path, which is checked in it.
pub fn named(network: &Network) -> Vec<TokenStream> {
    let named = network.named_sizes.iter();
    let named = named.map(|NamedSize { name, path, end }| {
        let message = rule(end);
        let spans = path.clone().into_iter().map(|token| token.span());
        // What is wrong with a size is told at its path.
        let span = spans.last().unwrap_or_else(Span::call_site);
        let span = span.resolved_at(Span::mixed_site());
        let checked = quote_spanned!(span=> __aru::__private::size(__ARU_GIVEN, #message));
        quote! {
            const #name: ::core::primitive::usize = {
                const __ARU_GIVEN: ::core::primitive::usize = #path;
                #checked
            };
        }
    });
    named.collect()
}

/// A constant that refuses sizes known only when the network is made, and the line that reads it first wherever
/// such a size could overflow: of several constants that are wrong with one, that is told alone.
pub fn checks(network: &Network) -> Option<(TokenStream, TokenStream)> {
    let checks = network.const_parameters.iter().filter_map(|parameter| {
        let is_it = |size: &Size| matches!(size, Size::Named(name) if name == parameter);
        let (end, _) = network.ends().find(|(_, size)| is_it(size))?;
        let message = rule(end);
        Some(quote!(__aru::__private::size(#parameter, #message);))
    });
    let mut checks: Vec<TokenStream> = checks.collect();
    checks.extend(constraints::checks(network, true));
    let declared = quote! {
        /// Sizes are in their range.
        const __ARU_SIZES: () = { #(#checks)* };
    };
    (!checks.is_empty()).then(|| (declared, quote!(let () = Self::__ARU_SIZES;)))
}

/// The value of a constant behind the check of sizes, if there is one.
pub fn behind(check: Option<&TokenStream>, value: TokenStream) -> TokenStream {
    match check {
        Some(check) => quote!({ #check #value }),
        None => value,
    }
}

fn rule(end: &impl ToString) -> String {
    let end = end.to_string();
    format!("the size of `{end}` must be at least 1, and {LARGEST_SIZE} at most")
}
