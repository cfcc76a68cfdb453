//! Sizes as Rust takes them.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use crate::network::{Network, Size};

/// A size where Rust wants a const argument.
pub fn argument(size: &Size, network: &Network) -> TokenStream {
    match size {
        Size::Number(number) => literal(*number).to_token_stream(),
        Size::Named(tokens) => {
            let text = tokens.to_string();
            if network
                .const_parameters
                .iter()
                .any(|parameter| *parameter == text)
            {
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
        (factor, Size::Number(number)) => literal(factor * number).to_token_stream(),
        (1, Size::Named(tokens)) => tokens.clone(),
        (factor, Size::Named(tokens)) => {
            let factor = literal(factor);
            quote!(#factor * #tokens)
        }
    }
}

/// A number of things as a literal without a type.
pub fn literal(number: usize) -> Literal {
    Literal::usize_unsuffixed(number)
}
