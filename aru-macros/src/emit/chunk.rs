//! The two functions that run: a chunk of steps forwards, and backwards.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};

use super::Generics;
use super::names::Variables;
use super::shared::Functions;
use super::statements::Writer;
use super::time::Time;
use aru_compiler::network::Network;
use aru_compiler::program::{Program, Statement, Variable, each};

/// A function that runs, and those of no trait that it calls.
pub struct Function {
    pub function: TokenStream,
    pub called: Vec<TokenStream>,
}

/// `fn forward_chunk`.
pub fn forward(network: &Network, program: &Program, generics: &Generics) -> Function {
    let mixed = Span::mixed_site();
    let Generics {
        scalar, isa, trace, ..
    } = generics;
    let chunk = Chunk::new(network, program, generics, Pass::Forward);
    let body = chunk.body(&program.forward);
    chunk.finish(quote_spanned! {mixed=>
        #[inline(always)]
        fn forward_chunk<#isa: __aru::__private::Isa, const #trace: ::core::primitive::bool>(
            __aru_lanes: __aru::__private::Lanes<#scalar, #isa>,
            __aru_parameters: &[__aru::__private::Block<#scalar>],
            __aru_values: &mut [__aru::__private::Series<#scalar>],
            __aru_steps: ::core::primitive::usize,
        ) {
            #body
        }
    })
}

/// `fn backward_chunk`.
pub fn backward(network: &Network, program: &Program, generics: &Generics) -> Function {
    let mixed = Span::mixed_site();
    let Generics { scalar, isa, .. } = generics;
    let chunk = Chunk::new(network, program, generics, Pass::Backward);
    let body = chunk.body(&program.backward);
    chunk.finish(quote_spanned! {mixed=>
        #[inline(always)]
        fn backward_chunk<#isa: __aru::__private::Isa>(
            __aru_lanes: __aru::__private::Lanes<#scalar, #isa>,
            __aru_parameters: &[__aru::__private::Block<#scalar>],
            __aru_values: &[__aru::__private::Series<#scalar>],
            __aru_adjoints: &mut [__aru::__private::Series<#scalar>],
            __aru_gradients: &mut [__aru::__private::Block<#scalar>],
            __aru_steps: ::core::primitive::usize,
        ) {
            #body
        }
    })
}

/// Up to so many layers are written as one function.
const LAYERS_OF_A_FUNCTION: usize = 12;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pass {
    Forward,
    Backward,
}

/// What the statements of a function are written with.
pub struct Chunk<'a> {
    pub network: &'a Network,
    pub program: &'a Program,
    pub generics: &'a Generics,
    pub pass: Pass,
    pub variables: Variables,
    /// Those that it calls.
    pub functions: Rc<RefCell<Functions>>,
}

impl<'a> Chunk<'a> {
    fn new(network: &'a Network, program: &'a Program, generics: &'a Generics, pass: Pass) -> Self {
        Chunk {
            network,
            program,
            generics,
            pass,
            variables: Variables::new(network, program),
            functions: Rc::default(),
        }
    }

    /// The same with other names for the variables.
    pub fn with(&self, variables: Variables) -> Self {
        Chunk {
            variables,
            functions: Rc::clone(&self.functions),
            ..*self
        }
    }

    fn finish(self, function: TokenStream) -> Function {
        Function {
            function,
            called: self.functions.take().written(),
        }
    }

    /// Whether statements are functions of their own, a few in each: what rustc needs for one function that holds all of
    /// them grows by more than their number (40 areas in one cycle took a minute), and layers that are alike can share one.
    pub fn is_large(&self) -> bool {
        self.network.layers.len() > LAYERS_OF_A_FUNCTION
    }

    /// Variables and weights are opened, then the statements follow; those of a large network open what they read.
    fn body(&self, statements: &[Statement]) -> TokenStream {
        let mixed = Span::mixed_site();
        let writer = Writer::new(self, Time::Chunk);
        let written = writer.all(statements);
        let split = quote_spanned!(mixed=> __aru_lanes.split(__aru_parameters, Self::__ARU_FORMS));
        let split_mut = quote_spanned!(mixed=> __aru_lanes.split_mut(__aru_gradients, Self::__ARU_FORMS));
        let backward = self.pass == Pass::Backward;
        if self.is_large() {
            let gradients = backward.then(
                || quote_spanned!(mixed=> let __aru_gradients = &mut __aru_lanes.apart(|| #split_mut);),
            );
            return quote_spanned! {mixed=>
                let __aru_parameters = &__aru_lanes.apart(|| #split);
                #gradients
                #written
            };
        }
        let weights = writer.weights(statements);
        let series = self.pattern(statements, Variable::Series);
        let adjoints = backward.then(|| {
            let adjoints = self.pattern(statements, Variable::Adjoint);
            quote_spanned!(mixed=> let #adjoints = __aru_adjoints else { __aru::__private::wrong_workspace() };)
        });
        let parameters = self.pattern(statements, Variable::Parameter);
        let gradients = backward.then(|| {
            let gradients = self.pattern(statements, Variable::Gradient);
            quote_spanned!(mixed=> let #gradients = #split_mut;)
        });
        quote_spanned! {mixed=>
            let #series = __aru_values else { __aru::__private::wrong_workspace() };
            #adjoints
            let #parameters = #split;
            #gradients
            #weights
            #written
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
