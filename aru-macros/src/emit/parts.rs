//! The impl of `Network`: parameters, plan and description as consts, and the chunk functions.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use super::sizes::expression;
use super::{Generics, accessors, chunk, description};
use crate::network::{Dimension, Network, Parameter, Role, Scope};
use crate::program::Program;

/// Everything that is made of one declaration.
pub fn network(network: &Network, program: &Program) -> TokenStream {
    let generics = Generics::new(network);
    let Generics {
        scalar,
        other_scalar,
        const_names,
        ..
    } = &generics;
    let header = &network.header;
    let (name, visibility) = (&header.name, &header.visibility);
    let docs = header.docs.iter();
    let consts = &header.const_parameters;
    let forms = forms(network);
    let lengths = network
        .parameters
        .iter()
        .map(|parameter| product(&parameter.shape));
    let count = Literal::usize_unsuffixed(network.parameters.len());
    let plan = plan(network, program);
    let description = description::description(network, program);
    let forward = chunk::forward(network, program, &generics);
    let backward = chunk::backward(network, program, &generics);
    let accessors = accessors::accessors(network, &generics);
    let sizes = accessors::sizes_are_positive(network);
    quote! {
        #(#[doc = #docs])*
        #[derive(Clone, Debug)]
        #visibility struct #name<#scalar, #(const #consts: usize),*> {
            values: ::std::vec::Vec<#scalar>,
        }

        #[allow(clippy::all, clippy::pedantic, clippy::nursery)]
        const _: () = {
            use ::core::iter::Iterator as _;

            impl<#scalar: ::aru::Scalar, #(const #consts: usize),*> #name<#scalar, #(#const_names),*> {
                /// Number of elements of each parameter, in the order of the buffer.
                const LENGTHS: [usize; #count] = [#(#lengths),*];

                /// What each parameter is to the kernels.
                const FORMS: [::aru::__private::Form; #count] = [#(#forms),*];

                /// A network with parameters drawn from a seed: the same seed, the same parameters.
                pub fn new(seed: u64) -> Self {
                    <Self as ::aru::Network>::new(seed)
                }
            }

            impl<#scalar: ::aru::Scalar, #(const #consts: usize),*> ::aru::__private::Emitted
                for #name<#scalar, #(#const_names),*>
            {
                type Number = #scalar;
                type Over<#other_scalar: ::aru::Scalar> = #name<#other_scalar, #(#const_names),*>;

                fn from_values(values: ::std::vec::Vec<#scalar>) -> Self {
                    #sizes
                    #name { values }
                }

                fn values(&self) -> &[#scalar] {
                    &self.values
                }

                fn values_mut(&mut self) -> &mut [#scalar] {
                    &mut self.values
                }

                #forward

                #backward

                const PLAN: ::aru::__private::Plan = #plan;

                const DECLARATION: ::aru::description::Description = #description;
            }

            #accessors
        };
    }
}

/// The number of elements of an array of this shape.
fn product(shape: &[Dimension]) -> TokenStream {
    let factors: Vec<TokenStream> = shape
        .iter()
        .map(|dimension| expression(dimension.factor, &dimension.size))
        .collect();
    match factors.as_slice() {
        [] => quote!(1),
        [first, rest @ ..] => quote!(#first #(* #rest)*),
    }
}

/// What each parameter is to the kernels.
fn forms(network: &Network) -> Vec<TokenStream> {
    let form = |parameter: &Parameter| match (parameter.role, parameter.shape.as_slice()) {
        (
            Role::Constant {
                scope: Scope::Global, ..
            },
            _,
        ) => quote!(::aru::__private::Form::Global),
        (Role::Weight { link }, [.., targets, sources]) => {
            let parts = Literal::usize_unsuffixed(network.links[link].delays.len() * targets.factor);
            let (targets, sources) = (expression(1, &targets.size), expression(1, &sources.size));
            quote!(::aru::__private::Form::Weight(#parts, #targets, #sources))
        }
        (_, shape) => {
            let parts = Literal::usize_unsuffixed(shape[0].factor);
            let units = expression(1, &shape[0].size);
            quote!(::aru::__private::Form::Units(#parts, #units))
        }
    };
    network.parameters.iter().map(form).collect()
}

fn plan(network: &Network, program: &Program) -> TokenStream {
    let series = program.series.iter().map(|series| {
        let name = &series.name;
        let units = expression(1, &series.size);
        let before = Literal::usize_unsuffixed(series.before);
        let trace_only = series.trace_only;
        let adjoint = Ident::new(&format!("{:?}", series.adjoint), Span::call_site());
        let initial = match series.initial {
            Some(parameter) => {
                let parameter = Literal::usize_unsuffixed(parameter);
                quote!(Some(#parameter))
            }
            None => quote!(None),
        };
        quote! {
            __SeriesPlan {
                name: #name,
                units: #units,
                before: #before,
                trace_only: #trace_only,
                adjoint: __AdjointRows::#adjoint,
                initial: #initial,
            }
        }
    });
    let outputs = network
        .layers
        .iter()
        .zip(&program.layers)
        .filter(|(layer, _)| layer.is_output);
    let outputs = outputs.map(|(_, lowered)| Literal::usize_unsuffixed(lowered.emission));
    let traced = network
        .layers
        .iter()
        .zip(&program.layers)
        .flat_map(|(layer, lowered)| {
            let unit = &network.units[layer.unit];
            unit.equations
                .iter()
                .zip(&lowered.traced)
                .map(|(equation, &series)| {
                    let name = format!("{}.{}", layer.name, equation.name);
                    let series = Literal::usize_unsuffixed(series);
                    quote!((#name, #series))
                })
        });
    quote! {
        {
            use ::aru::__private::{AdjointRows as __AdjointRows, SeriesPlan as __SeriesPlan};
            use ::core::option::Option::{None, Some};
            ::aru::__private::Plan {
                series: &[#(#series),*],
                outputs: &[#(#outputs),*],
                forms: &Self::FORMS,
                traced: &[#(#traced),*],
            }
        }
    }
}
