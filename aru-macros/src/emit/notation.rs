//! Nodes as Rust: `lanes.sigmoid(current)`, `1.0 - alpha_s`.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote_spanned;

use crate::functions::Function;
use crate::network::Operator;
use crate::render::Notation;

pub struct Rust;

/// A number; a constant can fold to one that has no literal, as 1 / 0.
fn number(value: f64) -> TokenStream {
    let mixed = Span::mixed_site();
    if value.is_nan() {
        return quote_spanned!(mixed=> ::core::primitive::f64::NAN);
    }
    if value == f64::INFINITY {
        return quote_spanned!(mixed=> ::core::primitive::f64::INFINITY);
    }
    if value == f64::NEG_INFINITY {
        return quote_spanned!(mixed=> ::core::primitive::f64::NEG_INFINITY);
    }
    let literal = Literal::f64_unsuffixed(value.abs());
    if value < 0.0 {
        quote_spanned!(mixed=> -#literal)
    } else {
        quote_spanned!(mixed=> #literal)
    }
}

impl Notation for Rust {
    type Text = TokenStream;

    fn number(&self, value: f64) -> TokenStream {
        number(value)
    }

    fn negated(&self, a: TokenStream) -> TokenStream {
        quote_spanned!(Span::mixed_site()=> -#a)
    }

    fn binary(&self, operator: Operator, a: TokenStream, b: TokenStream) -> TokenStream {
        let mixed = Span::mixed_site();
        match operator {
            Operator::Add => quote_spanned!(mixed=> #a + #b),
            Operator::Subtract => quote_spanned!(mixed=> #a - #b),
            Operator::Multiply => quote_spanned!(mixed=> #a * #b),
            Operator::Divide => quote_spanned!(mixed=> #a / #b),
        }
    }

    fn call(&self, function: Function, values: Vec<TokenStream>, besides: Option<f64>) -> TokenStream {
        let mixed = Span::mixed_site();
        let function = Ident::new(function.row().name, mixed);
        let arguments = values.into_iter().chain(besides.map(number));
        quote_spanned!(mixed=> lanes.#function(#(#arguments),*))
    }

    fn above_zero(&self, x: TokenStream, above: TokenStream, below: TokenStream) -> TokenStream {
        quote_spanned!(Span::mixed_site()=> lanes.above_zero(#x, #above, #below))
    }

    fn in_parentheses(&self, a: TokenStream) -> TokenStream {
        quote_spanned!(Span::mixed_site()=> (#a))
    }

    fn value_of_number(&self, number: TokenStream) -> TokenStream {
        quote_spanned!(Span::mixed_site()=> lanes.number(#number))
    }

    fn needs_signs_in_parentheses(&self) -> bool {
        false
    }
}
