//! The impl of `Network`: parameters, plan and description as consts, and the chunk functions.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::description::option;
use super::sizes::{expression, literal};
use super::{Generics, accessors, chunk, constraints, description, patches, sizes};
use aru_compiler::network::{
    Attributes, CustomActivation, Dimension, Form as LinkForm, Network, Parameter, Role, Scope, Shape, Size,
};
use aru_compiler::program::Program;

/// Everything that is made of one declaration.
pub fn emit(network: &Network, program: &Program) -> TokenStream {
    let generics = Generics::new(network);
    let Generics {
        scalar, other_scalar, ..
    } = &generics;
    let Network {
        docs,
        attributes,
        visibility,
        name,
        library,
        const_parameters: consts,
        ..
    } = network;
    let forms = forms(network);
    let parameters = network.parameters.iter();
    let lengths = parameters.map(|parameter| product(&parameter.shape));
    let count = literal(network.parameters.len());
    let plan = plan(network, program);
    let noise = noise(program);
    let description = description::description(network, program);
    let [forward, backward] = [chunk::forward, chunk::backward].map(|pass| pass(network, program, &generics));
    let (forward, backward, called) = (
        forward.function,
        backward.function,
        forward.called.into_iter().chain(backward.called),
    );
    let accessors = accessors::accessors(network, &generics);
    let named_sizes = sizes::named(network);
    let custom_activations = custom_activations(network);
    let masks = constraints::masks(network);
    let patches = patches::constants(network);
    let start_functions = constraints::start_functions(network);
    let mut checked_now = sizes::products(network, false);
    checked_now.extend(constraints::checks(network, false));
    checked_now.extend(patches::checks(network, false));
    let checked_now = (!checked_now.is_empty()).then(|| {
        quote! {
            const _: () = { #(#checked_now)* };
        }
    });
    let (checked, check) = sizes::checks(network).unzip();
    let lengths = sizes::behind(check.as_ref(), quote!([#(#lengths),*]));
    let description = sizes::behind(check.as_ref(), description);
    let Attributes {
        everywhere,
        of_struct,
        ..
    } = attributes;
    quote! {
        #(#everywhere)*
        #(#of_struct)*
        #(#[doc = #docs])*
        #[::core::prelude::v1::derive(::core::clone::Clone, ::core::fmt::Debug)]
        #visibility struct #name<#scalar, #(const #consts: ::core::primitive::usize),*> {
            values: #library::__private::Vec<#scalar>,
        }

        #(#everywhere)*
        const _: () = {
            // The one path to the library, so that there is one error where it is wrong.
            use #library as __aru;

            #(#named_sizes)*
            #(#custom_activations)*
            #(#masks)*
            #(#start_functions)*
            #checked_now

            impl<#scalar: __aru::Scalar, #(const #consts: ::core::primitive::usize),*> #name<#scalar, #(#consts),*> {
                #checked

                #(#patches)*

                /// Number of elements of each parameter, in the order of the buffer.
                const __ARU_LENGTHS: [::core::primitive::usize; #count] = #lengths;

                /// What each parameter is to the kernels.
                const __ARU_FORMS: [__aru::__private::Form; #count] = [#(#forms),*];

                /// A network with parameters drawn from a seed: the same seed, the same parameters.
                pub fn new(__aru_seed: ::core::primitive::u64) -> Self {
                    <Self as __aru::Declared>::new(__aru_seed)
                }

                #(#called)*
            }

            impl<#scalar: __aru::Scalar, #(const #consts: ::core::primitive::usize),*> __aru::__private::Emitted
                for #name<#scalar, #(#consts),*>
            {
                type Number = #scalar;
                type Over<#other_scalar: __aru::Scalar> = #name<#other_scalar, #(#consts),*>;

                fn from_values(__aru_values: __aru::__private::Vec<#scalar>) -> Self {
                    #check
                    #name { values: __aru_values }
                }

                fn values(&self) -> &[#scalar] {
                    &self.values
                }

                fn values_mut(&mut self) -> &mut [#scalar] {
                    &mut self.values
                }

                #forward

                #backward

                const PLAN: __aru::__private::Plan = #plan;

                #noise

                const DECLARATION: __aru::description::Description = #description;
            }

            #accessors
        };
    }
}

/// A name for each type that is an activation, outside of all that could hide what its path means. A type that is none is
/// told at its path.
fn custom_activations(network: &Network) -> Vec<TokenStream> {
    let custom = network.custom_activations.iter();
    let custom = custom.map(|custom| {
        let CustomActivation {
            name,
            path,
            must_not_be_negative,
        } = custom;
        let first = path.clone().into_iter().next().map(|token| token.span());
        let span = first
            .unwrap_or_else(Span::call_site)
            .resolved_at(Span::mixed_site());
        let given = quote_spanned!(span=> <#path as __aru::__private::Given>::Activation);
        let promise = must_not_be_negative.then(|| {
            let rule = "Dale's law is for layers that cannot emit less than 0, and this activation does not say so; declare \
                        `const NON_NEGATIVE: bool = true` where it is so";
            quote_spanned! {span=>
                const _: () = ::core::assert!(<#name as __aru::__private::Activation>::NON_NEGATIVE, #rule);
            }
        });
        quote!(type #name = #given; #promise)
    });
    custom.collect()
}

/// The number of elements of an array of this shape.
fn product(shape: &[Dimension]) -> TokenStream {
    let factors = shape.iter().map(|axis| expression(axis.factor, &axis.size));
    let factors: Vec<TokenStream> = factors.collect();
    match factors.as_slice() {
        [] => quote!(1),
        [factor] => factor.clone(),
        // A list of products without parentheses looks to clippy as if commas were missing.
        [first, rest @ ..] => quote!((#first #(* #rest)*)),
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
        ) => quote!(__aru::__private::Form::Global),
        (role, shape) if shared(network, role).is_some() => {
            let (form, [bands, channels]) =
                shared(network, role).unwrap_or_else(|| unreachable!("it is one"));
            let (parts, bands, channels) = (
                literal(shape[0].factor),
                expression(1, bands),
                expression(1, channels),
            );
            quote!(__aru::__private::Form::#form(#parts, #bands, #channels))
        }
        (Role::Mask { .. }, shape) => {
            let length = product(shape);
            quote!(__aru::__private::Form::Unread(#length))
        }
        (Role::Weight { link }, [.., units]) if network.links[link].form == LinkForm::Diagonal => {
            let parts = literal(network.links[link].taps() * units.factor);
            let units = expression(1, &units.size);
            quote!(__aru::__private::Form::Units(#parts, #units))
        }
        (Role::Weight { link }, [.., targets, _]) if network.links[link].form.window().is_some() => {
            let parts = literal(network.links[link].taps() * targets.factor);
            let patches = patches::name(link);
            quote!(__aru::__private::Form::Patches(#parts, Self::#patches))
        }
        (Role::Weight { link }, [.., targets, sources]) => {
            let parts = literal(network.links[link].taps() * targets.factor);
            let (targets, sources) = (expression(1, &targets.size), expression(1, &sources.size));
            match network.links[link].form.has_few_pairs() {
                true => quote!(__aru::__private::Form::Sparse(#parts, #targets, #sources)),
                false => quote!(__aru::__private::Form::Weight(#parts, #targets, #sources)),
            }
        }
        // One for all units of the source.
        (Role::Delay { .. } | Role::Spread { .. }, [axis]) if matches!(axis.size, Size::Number(1)) => {
            quote!(__aru::__private::Form::Global)
        }
        (_, shape) => {
            let parts = literal(shape[0].factor);
            let units = expression(1, &shape[0].size);
            quote!(__aru::__private::Form::Units(#parts, #units))
        }
    };
    network.parameters.iter().map(form).collect()
}

/// Of a parameter that bands or channels share: the name of its form, and the shape of its layer.
fn shared(network: &Network, role: Role) -> Option<(Ident, &Shape)> {
    let (layer, scope) = match role {
        Role::Constant { layer, scope } | Role::Bias { layer, scope } => (layer, scope),
        Role::Norm { layer, over, .. } => (layer, over.scope()),
        _ => return None,
    };
    let form = match scope {
        Scope::Global | Scope::PerUnit => return None,
        Scope::PerBand => "PerBand",
        Scope::PerChannel => "PerChannel",
    };
    Some((Ident::new(form, Span::call_site()), &network.layers[layer].shape))
}

fn plan(network: &Network, program: &Program) -> TokenStream {
    let series = program.series.iter().map(|series| {
        let name = &series.name;
        let units = expression(1, &series.size);
        let before = literal(series.before);
        let trace_only = series.trace_only;
        let adjoint = Ident::new(&format!("{:?}", series.adjoint), Span::call_site());
        let initial = option(series.initial.map(literal));
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
    let layers = network.layers.iter().zip(&program.layers);
    let outputs = layers.clone().filter(|(layer, _)| layer.is_output);
    let outputs = outputs.map(|(_, lowered)| literal(lowered.emission));
    let traced = layers.flat_map(|(layer, lowered)| {
        let equations = network.units[layer.unit].equations.iter().zip(&lowered.traced);
        equations.map(|(equation, &series)| {
            let name = format!("{}.{}", layer.name, equation.name);
            let series = literal(series);
            quote!((#name, #series))
        })
    });
    quote! {
        {
            use __aru::__private::{AdjointRows as __AdjointRows, SeriesPlan as __SeriesPlan};
            __aru::__private::Plan {
                series: &[#(#series),*],
                outputs: &[#(#outputs),*],
                forms: &Self::__ARU_FORMS,
                traced: &[#(#traced),*],
            }
        }
    }
}

/// The layers with noise, each with the series of its draws; nothing where there are none.
fn noise(program: &Program) -> Option<TokenStream> {
    let layers = program.layers.iter().enumerate();
    let noisy = layers.filter_map(|(layer, lowered)| {
        let (layer, series) = (literal(layer), literal(lowered.noise?));
        Some(quote!((#layer, #series)))
    });
    let noisy: Vec<TokenStream> = noisy.collect();
    (!noisy.is_empty()).then(|| {
        quote! {
            const NOISE: &'static [(::core::primitive::usize, ::core::primitive::usize)] = &[#(#noisy),*];
        }
    })
}
