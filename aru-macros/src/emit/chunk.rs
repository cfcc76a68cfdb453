//! The two functions that run: a chunk of steps forwards, and backwards.

use std::collections::BTreeSet;

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};

use super::Generics;
use super::names::Variables;
use super::statements::Writer;
use crate::network::Network;
use crate::program::{Program, Statement, Variable, each};

/// `fn forward_chunk`.
pub fn forward(network: &Network, program: &Program, generics: &Generics) -> TokenStream {
    let mixed = Span::mixed_site();
    let Generics {
        scalar, isa, trace, ..
    } = generics;
    let (chunk, statements) = (Chunk::new(network, program, generics), &program.forward);
    let body = chunk.body(statements);
    let series = chunk.pattern(statements, Variable::Series);
    let parameters = chunk.pattern(statements, Variable::Parameter);
    let split = chunk.apart(quote_spanned!(mixed=> __aru_lanes.split(__aru_parameters, Self::__ARU_FORMS)));
    quote_spanned! {mixed=>
        #[inline(always)]
        fn forward_chunk<#isa: __aru::__private::Isa, const #trace: ::core::primitive::bool>(
            __aru_lanes: __aru::__private::Lanes<#scalar, #isa>,
            __aru_parameters: &[__aru::__private::Block<#scalar>],
            __aru_values: &mut [__aru::__private::Series<#scalar>],
            __aru_steps: ::core::primitive::usize,
        ) {
            let #series = __aru_values else { __aru::__private::wrong_workspace() };
            let #parameters = #split;
            #body
        }
    }
}

/// `fn backward_chunk`.
pub fn backward(network: &Network, program: &Program, generics: &Generics) -> TokenStream {
    let mixed = Span::mixed_site();
    let Generics { scalar, isa, .. } = generics;
    let (chunk, statements) = (Chunk::new(network, program, generics), &program.backward);
    let body = chunk.body(statements);
    let series = chunk.pattern(statements, Variable::Series);
    let adjoints = chunk.pattern(statements, Variable::Adjoint);
    let parameters = chunk.pattern(statements, Variable::Parameter);
    let gradients = chunk.pattern(statements, Variable::Gradient);
    let split = chunk.apart(quote_spanned!(mixed=> __aru_lanes.split(__aru_parameters, Self::__ARU_FORMS)));
    let split_mut =
        chunk.apart(quote_spanned!(mixed=> __aru_lanes.split_mut(__aru_gradients, Self::__ARU_FORMS)));
    quote_spanned! {mixed=>
        #[inline(always)]
        fn backward_chunk<#isa: __aru::__private::Isa>(
            __aru_lanes: __aru::__private::Lanes<#scalar, #isa>,
            __aru_parameters: &[__aru::__private::Block<#scalar>],
            __aru_values: &[__aru::__private::Series<#scalar>],
            __aru_adjoints: &mut [__aru::__private::Series<#scalar>],
            __aru_gradients: &mut [__aru::__private::Block<#scalar>],
            __aru_steps: ::core::primitive::usize,
        ) {
            let #series = __aru_values else { __aru::__private::wrong_workspace() };
            let #adjoints = __aru_adjoints else { __aru::__private::wrong_workspace() };
            let #parameters = #split;
            let #gradients = #split_mut;
            #body
        }
    }
}

/// Up to so many layers are written as one function of the chunk.
const LAYERS_OF_A_FUNCTION: usize = 12;

/// What the statements of a function are written with.
pub struct Chunk<'a> {
    pub network: &'a Network,
    pub program: &'a Program,
    pub variables: Variables,
    pub generics: &'a Generics,
}

impl<'a> Chunk<'a> {
    fn new(network: &'a Network, program: &'a Program, generics: &'a Generics) -> Self {
        Chunk {
            network,
            program,
            variables: Variables::new(network, program),
            generics,
        }
    }

    /// Whether a few statements at a time are a function of their own: what rustc needs for one function that holds all of
    /// them grows by more than their number (40 areas in one cycle took a minute).
    pub fn is_large(&self) -> bool {
        self.network.layers.len() > LAYERS_OF_A_FUNCTION
    }

    /// Weights are opened, then the statements follow; those of a large network open what they read.
    fn body(&self, statements: &[Statement]) -> TokenStream {
        let writer = Writer::new(self, quote_spanned!(Span::mixed_site()=> 0..__aru_steps));
        let weights = (!self.is_large()).then(|| writer.weights(statements));
        let statements = writer.all(statements);
        quote!(#weights #statements)
    }

    /// In a function of its own, where the network is large.
    fn apart(&self, expression: TokenStream) -> TokenStream {
        match self.is_large() {
            true => quote_spanned!(Span::mixed_site()=> __aru_lanes.apart(|| #expression)),
            false => expression,
        }
    }

    /// A pattern for all variables of a kind, those that the statements do not use `_`.
    fn pattern(&self, statements: &[Statement], kind: impl Fn(usize) -> Variable) -> TokenStream {
        let mut used = BTreeSet::new();
        each(statements, &mut |statement| {
            used.extend(statement.variables());
        });
        let count = match kind(0) {
            Variable::Series(_) | Variable::Adjoint(_) => self.program.series.len(),
            Variable::Parameter(_) | Variable::Gradient(_) => self.network.parameters.len(),
        };
        let names = (0..count).map(|index| match kind(index) {
            variable if used.contains(&variable) => {
                let name = self.variables.get(variable);
                quote!(#name)
            }
            _ => quote!(_),
        });
        quote!([#(#names),*])
    }
}
