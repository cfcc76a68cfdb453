//! The two functions that run: a chunk of steps forwards, and backwards.

use std::collections::{BTreeMap, BTreeSet};

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
    let chunk = Chunk::new(network, program, &program.forward);
    let body = chunk.body(generics);
    let series = chunk.pattern(program.series.len(), Variable::Series);
    let parameters = chunk.pattern(network.parameters.len(), Variable::Parameter);
    quote_spanned! {mixed=>
        #[inline(always)]
        #[allow(unused_doc_comments)]
        fn forward_chunk<#isa: ::aru::__private::Isa, const #trace: bool>(
            lanes: ::aru::__private::Lanes<#scalar, #isa>,
            parameters: &[::aru::__private::Block<#scalar>],
            values: &mut [::aru::__private::Series<#scalar>],
            steps: usize,
        ) {
            let #series = values else { ::aru::__private::wrong_workspace() };
            let #parameters = lanes.split(parameters, Self::FORMS);
            #body
        }
    }
}

/// `fn backward_chunk`.
pub fn backward(network: &Network, program: &Program, generics: &Generics) -> TokenStream {
    let mixed = Span::mixed_site();
    let Generics { scalar, isa, .. } = generics;
    let chunk = Chunk::new(network, program, &program.backward);
    let body = chunk.body(generics);
    let series = chunk.pattern(program.series.len(), Variable::Series);
    let adjoints = chunk.pattern(program.series.len(), Variable::Adjoint);
    let parameters = chunk.pattern(network.parameters.len(), Variable::Parameter);
    let gradients = chunk.pattern(network.parameters.len(), Variable::Gradient);
    quote_spanned! {mixed=>
        #[inline(always)]
        #[allow(unused_doc_comments)]
        fn backward_chunk<#isa: ::aru::__private::Isa>(
            lanes: ::aru::__private::Lanes<#scalar, #isa>,
            parameters: &[::aru::__private::Block<#scalar>],
            values: &[::aru::__private::Series<#scalar>],
            adjoints: &mut [::aru::__private::Series<#scalar>],
            gradients: &mut [::aru::__private::Block<#scalar>],
            steps: usize,
        ) {
            let #series = values else { ::aru::__private::wrong_workspace() };
            let #adjoints = adjoints else { ::aru::__private::wrong_workspace() };
            let #parameters = lanes.split(parameters, Self::FORMS);
            let #gradients = lanes.split_mut(gradients, Self::FORMS);
            #body
        }
    }
}

/// Statements, and what they are written with.
struct Chunk<'a> {
    network: &'a Network,
    program: &'a Program,
    statements: &'a [Statement],
    variables: Variables,
}

impl<'a> Chunk<'a> {
    fn new(network: &'a Network, program: &'a Program, statements: &'a [Statement]) -> Self {
        Chunk {
            network,
            program,
            statements,
            variables: Variables::new(network, program),
        }
    }

    /// Weights are opened, then the statements follow.
    fn body(&self, generics: &Generics) -> TokenStream {
        let all_steps = quote_spanned!(Span::mixed_site()=> 0..steps);
        let writer = Writer::new(
            self.network,
            self.program,
            &self.variables,
            &generics.trace,
            all_steps,
        );
        let mut weights = BTreeMap::new();
        each(self.statements, &mut |statement| {
            weights.extend(writer.weight(statement));
        });
        let (weights, statements) = (weights.into_values(), writer.all(self.statements));
        quote!(#(#weights)* #statements)
    }

    /// A pattern for all variables of a kind, those that are not used `_`.
    fn pattern(&self, count: usize, kind: impl Fn(usize) -> Variable) -> TokenStream {
        let mut used = BTreeSet::new();
        each(self.statements, &mut |statement| {
            used.extend(statement.variables())
        });
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
