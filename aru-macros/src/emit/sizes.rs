//! Sizes as Rust takes them.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::network::{Header, Size};

/// A size where Rust wants a const argument.
pub fn argument(size: &Size, header: &Header) -> TokenStream {
    match size {
        Size::Number(number) => literal(*number),
        Size::Named(tokens) => {
            let text = tokens.to_string();
            if header.const_parameters.iter().any(|parameter| *parameter == text) {
                tokens.clone()
            } else {
                quote!({ #tokens })
            }
        }
    }
}

/// A size, or a multiple of one, where Rust wants an expression.
pub fn expression(factor: usize, size: &Size) -> TokenStream {
    match (factor, size) {
        (factor, Size::Number(number)) => literal(factor * number),
        (1, Size::Named(tokens)) => tokens.clone(),
        (factor, Size::Named(tokens)) => {
            let factor = literal(factor);
            quote!(#factor * #tokens)
        }
    }
}

fn literal(number: usize) -> TokenStream {
    let literal = Literal::usize_unsuffixed(number);
    quote!(#literal)
}
