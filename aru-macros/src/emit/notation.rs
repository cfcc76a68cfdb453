//! Nodes as Rust: `lanes.sigmoid(current)`, `1.0 - alpha_s`.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote_spanned;

use aru_compiler::functions::Function;
use aru_compiler::graph::Custom;
use aru_compiler::network::Operator;
use aru_compiler::render::Notation;

pub struct Rust;

impl Notation for Rust {
    type Text = TokenStream;
    const SIGNS_IN_PARENTHESES: bool = false;

    fn number(value: f64) -> TokenStream {
        let mixed = Span::mixed_site();
        // A constant can fold to what has no literal, as 1 / 0.
        match value {
            f64::INFINITY => return quote_spanned!(mixed=> ::core::primitive::f64::INFINITY),
            f64::NEG_INFINITY => return quote_spanned!(mixed=> ::core::primitive::f64::NEG_INFINITY),
            _ if value.is_nan() => return quote_spanned!(mixed=> ::core::primitive::f64::NAN),
            _ => {}
        }
        let literal = Literal::f64_unsuffixed(value.abs());
        let minus = (value < 0.0).then(|| quote_spanned!(mixed=> -));
        quote_spanned!(mixed=> #minus #literal)
    }

    fn negated(a: TokenStream) -> TokenStream {
        quote_spanned!(Span::mixed_site()=> -#a)
    }

    fn binary(operator: Operator, a: TokenStream, b: TokenStream) -> TokenStream {
        let mixed = Span::mixed_site();
        match operator {
            Operator::Add => quote_spanned!(mixed=> #a + #b),
            Operator::Subtract => quote_spanned!(mixed=> #a - #b),
            Operator::Multiply => quote_spanned!(mixed=> #a * #b),
            Operator::Divide => quote_spanned!(mixed=> #a / #b),
        }
    }

    fn call(function: Function, values: Vec<TokenStream>, besides: Option<f64>) -> TokenStream {
        let mixed = Span::mixed_site();
        let function = Ident::new(function.row().name, mixed);
        let arguments = values.into_iter().chain(besides.map(Rust::number));
        quote_spanned!(mixed=> __aru_lanes.#function(#(#arguments),*))
    }

    fn custom(custom: &Custom, x: TokenStream) -> TokenStream {
        let mixed = Span::mixed_site();
        let name = Ident::new(&custom.name, custom.place.0);
        quote_spanned!(mixed=> __aru_lanes.custom::<#name>(#x))
    }

    fn custom_derivative(custom: &Custom, x: TokenStream, y: TokenStream) -> TokenStream {
        let mixed = Span::mixed_site();
        let name = Ident::new(&custom.name, custom.place.0);
        quote_spanned!(mixed=> __aru_lanes.custom_derivative::<#name>(#x, #y))
    }

    fn above_zero(x: TokenStream, above: TokenStream, below: TokenStream) -> TokenStream {
        quote_spanned!(Span::mixed_site()=> __aru_lanes.above_zero(#x, #above, #below))
    }

    fn in_parentheses(a: TokenStream) -> TokenStream {
        quote_spanned!(Span::mixed_site()=> (#a))
    }

    fn value_of_number(number: TokenStream) -> TokenStream {
        quote_spanned!(Span::mixed_site()=> __aru_lanes.number(#number))
    }
}
