//! Sizes as Rust takes them.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};

use super::{constraints, patches};
use aru_compiler::check::LARGEST_SIZE;
use aru_compiler::network::{NamedSize, Network, Size};

/// A size, or a multiple of one. A size alone may also stand where Rust wants a const argument.
pub fn expression(factor: usize, size: &Size) -> TokenStream {
    match (factor, size) {
        (factor, Size::Number(number)) => literal(factor * number).to_token_stream(),
        (1, Size::Named(name)) => name.to_token_stream(),
        (factor, Size::Named(name)) => {
            let factor = literal(factor);
            quote!((#factor * #name))
        }
        (factor, Size::Product(axes)) => {
            let axes = axes.iter().map(|axis| expression(1, axis));
            let factor = (factor != 1).then(|| literal(factor)).into_iter();
            let factors: Vec<TokenStream> = factor.map(ToTokens::into_token_stream).chain(axes).collect();
            let (first, rest) = (&factors[0], &factors[1..]);
            quote!((#first #(* #rest)*))
        }
    }
}

/// A call of a method of the lanes that takes a size: as a const argument, or, where it cannot be one, as a value.
pub fn call(method: &str, size: &Size, arguments: &TokenStream) -> TokenStream {
    let mixed = Span::mixed_site();
    let value = expression(1, size);
    match size {
        Size::Product(_) => {
            let method = format_ident!("{method}_of", span = mixed);
            quote_spanned!(mixed=> __aru_lanes.#method(#value, #arguments))
        }
        _ => {
            let method = Ident::new(method, mixed);
            quote_spanned!(mixed=> __aru_lanes.#method::<#value>(#arguments))
        }
    }
}

/// The same of a method that takes the sizes of target and source.
pub fn call_between(method: &str, sizes: [&Size; 2], arguments: &TokenStream) -> TokenStream {
    let mixed = Span::mixed_site();
    let [rows, columns] = sizes.map(|size| expression(1, size));
    if sizes.iter().any(|size| matches!(size, Size::Product(_))) {
        let method = format_ident!("{method}_of", span = mixed);
        return quote_spanned!(mixed=> __aru_lanes.#method([#rows, #columns], #arguments));
    }
    let method = Ident::new(method, mixed);
    quote_spanned!(mixed=> __aru_lanes.#method::<#rows, #columns>(#arguments))
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
        let is_it = |size: &Size| size.names().contains(&parameter);
        let (end, _) = network.ends().find(|(_, size)| is_it(size))?;
        let message = rule(end);
        Some(quote!(__aru::__private::size(#parameter, #message);))
    });
    let mut checks: Vec<TokenStream> = checks.collect();
    checks.extend(products(network, true));
    checks.extend(constraints::checks(network, true));
    checks.extend(patches::checks(network, true));
    let declared = quote! {
        /// Sizes are in their range.
        const __ARU_SIZES: () = { #(#checks)* };
    };
    (!checks.is_empty()).then(|| (declared, quote!(let () = Self::__ARU_SIZES;)))
}

/// The check of each size that is a product: of those with const parameters, or of the others.
pub fn products(network: &Network, of_const_parameters: bool) -> Vec<TokenStream> {
    let ends = network.ends().filter(|(_, size)| {
        matches!(size, Size::Product(_)) && has_const_parameter(network, size) == of_const_parameters
    });
    ends.map(|(end, size)| {
        let (size, message) = (expression(1, size), rule(end));
        let span = end.span().resolved_at(Span::mixed_site());
        quote_spanned!(span=> __aru::__private::size(#size, #message);)
    })
    .collect()
}

/// Whether a size is known only when the network is made.
pub fn has_const_parameter(network: &Network, size: &Size) -> bool {
    let mut names = size.names().into_iter();
    names.any(|name| network.const_parameters.contains(name))
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
