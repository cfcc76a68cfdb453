//! What stands in for the networks of a declaration with faults, so that the rest of the user's file resolves and
//! the faults themselves are all that is reported.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};

use aru_compiler::check::is_method;
use aru_compiler::declaration::{Declaration, Layer, Link, Network, Unit, alpha_of, is_rate, tau_of};
use aru_compiler::lower::library;
use aru_compiler::network::Attributes;

/// A struct for each network that could be recognised.
pub fn stub(declaration: &Declaration) -> TokenStream {
    let mut stubbed = BTreeSet::new();
    let networks = declaration.networks.iter().filter(|network| {
        // One that is there in some builds only may be there once more, for the others.
        let is_first = stubbed.insert(network.name.to_string());
        network.name != "T" && is_usable(&network.name) && (is_first || network.attributes.is_conditional)
    });
    networks
        .map(|network| stub_network(network, declaration))
        .collect()
}

fn stub_network(network: &Network, declaration: &Declaration) -> TokenStream {
    let (visibility, name, docs) = (&network.visibility, &network.name, &network.docs);
    let library = library(declaration);
    let sizes = sizes(network);
    let accessors = accessors(network, declaration);
    // Never run: the errors beside it end the build.
    let nothing = quote!(::core::panic!("the declaration of this network has errors"));
    let (usize, bool) = (quote!(::core::primitive::usize), quote!(::core::primitive::bool));
    let private = quote!(__aru::__private);
    let Attributes {
        everywhere,
        of_struct,
        ..
    } = &network.attributes;
    quote! {
        #(#everywhere)*
        #(#of_struct)*
        #(#[doc = #docs])*
        #[::core::prelude::v1::derive(::core::clone::Clone, ::core::fmt::Debug)]
        #visibility struct #name<T, #(const #sizes: #usize),*> {
            values: #library::__private::Vec<T>,
        }

        #(#everywhere)*
        const _: () = {
            use #library as __aru;

            impl<T: __aru::Scalar, #(const #sizes: #usize),*> #name<T, #(#sizes),*> {
                pub fn new(_: ::core::primitive::u64) -> Self {
                    #nothing
                }
            }

            impl<T: __aru::Scalar, #(const #sizes: #usize),*> #private::Emitted for #name<T, #(#sizes),*> {
                type Number = T;
                type Over<__U: __aru::Scalar> = #name<__U, #(#sizes),*>;
                const PLAN: #private::Plan = #nothing;
                const DECLARATION: __aru::description::Description = #nothing;

                fn from_values(_: #private::Vec<T>) -> Self {
                    #nothing
                }

                fn values(&self) -> &[T] {
                    #nothing
                }

                fn values_mut(&mut self) -> &mut [T] {
                    #nothing
                }

                fn forward_chunk<__I: #private::Isa, const __TRACE: #bool>(
                    _: #private::Lanes<T, __I>,
                    _: &[#private::Block<T>],
                    _: &mut [#private::Series<T>],
                    _: #usize,
                ) {
                    #nothing
                }

                fn backward_chunk<__I: #private::Isa>(
                    _: #private::Lanes<T, __I>,
                    _: &[#private::Block<T>],
                    _: &[#private::Series<T>],
                    _: &mut [#private::Series<T>],
                    _: &mut [#private::Block<T>],
                    _: #usize,
                ) {
                    #nothing
                }
            }

            #(#accessors)*
        };
    }
}

/// The const parameters that can stand in a list of generics.
fn sizes(network: &Network) -> Vec<&Ident> {
    let mut seen = BTreeSet::new();
    let parameters = network.const_parameters.iter();
    parameters
        .filter(|size| {
            **size != "T" && **size != network.name && is_usable(size) && seen.insert(size.to_string())
        })
        .collect()
}

/// For each layer and link the method that shows its parameters.
fn accessors(network: &Network, declaration: &Declaration) -> Vec<TokenStream> {
    let mut seen = BTreeSet::new();
    let layers = network.layers.iter();
    let layers = layers.map(|layer| (layer.name.clone(), layer_parts(layer, declaration)));
    // What was lost may be any layer, and no fault of the lines that read it.
    let lost = network.lost.iter();
    let lost = lost.map(|name| (name.clone(), parts_of_all_units(declaration)));
    let links = links(network).into_iter().map(|name| {
        let name = Ident::new(&name, Span::call_site());
        (name, parts_of_links(declaration))
    });
    layers
        .chain(lost)
        .chain(links)
        .filter(|(name, _)| is_usable(name) && !is_method(name) && seen.insert(name.to_string()))
        .map(|(name, parts)| accessor(network, &name, &with_alphas(parts)))
        .collect()
}

/// The accessors of links, and of all that there could be: one may be lost, or have the wrong ends.
fn links(network: &Network) -> Vec<String> {
    let links = network.links.iter();
    let links = links.filter(|link| is_usable(&link.source) && is_usable(&link.target));
    let mut names: Vec<String> = links.map(Link::accessor).collect();
    let targets = network
        .layers
        .iter()
        .map(|layer| &layer.name)
        .chain(&network.lost);
    let targets: Vec<&Ident> = targets.filter(|name| is_usable(name)).collect();
    // Of many, most are none.
    if targets.len() <= 30 {
        let inputs = network.inputs.iter().map(|input| &input.name);
        for source in inputs.filter(|name| is_usable(name)).chain(targets.clone()) {
            names.extend(targets.iter().map(|target| format!("{source}_to_{target}")));
        }
    }
    names
}

/// Names of the parameters that a link could have.
fn parts_of_links(declaration: &Declaration) -> BTreeSet<String> {
    let units = || declaration.units.iter().chain(&declaration.builtins);
    let constants = units().flat_map(|unit| &unit.constants).map(Ident::to_string);
    let ports = units().flat_map(|unit| &unit.ports).map(Ident::to_string);
    let gates = constants
        .filter(|name| is_rate(name))
        .chain(ports)
        .map(|rate| format!("{rate}_weight"));
    let own = ["weight", "mask", "delay", "spread"].map(str::to_owned);
    gates.chain(own).collect()
}

/// Names of the parameters of a layer, as far as its unit is known and beyond as they are set.
fn layer_parts(layer: &Layer, declaration: &Declaration) -> BTreeSet<String> {
    let mut parts = match declaration.unit(&layer.unit) {
        Some(unit) => unit_parts(unit),
        None => parts_of_all_units(declaration),
    };
    parts.extend(layer.constants.iter().map(|setting| setting.name.to_string()));
    if layer.norm.is_some() {
        parts.extend(["norm_gain", "norm_shift"].map(str::to_owned));
    }
    parts
}

fn unit_parts(unit: &Unit) -> BTreeSet<String> {
    let mut parts = BTreeSet::from(["bias".to_owned()]);
    parts.extend(unit.constants.iter().chain(&unit.biases).map(Ident::to_string));
    let rates = unit
        .constants
        .iter()
        .map(Ident::to_string)
        .filter(|name| is_rate(name));
    parts.extend(rates.map(|rate| format!("{rate}_bias")));
    parts.extend(unit.states().into_iter().map(|state| format!("initial_{state}")));
    parts
}

fn parts_of_all_units(declaration: &Declaration) -> BTreeSet<String> {
    let units = declaration.units.iter().chain(&declaration.builtins);
    units.flat_map(unit_parts).collect()
}

/// A constant by the name that its accessor has, whichever the user wrote.
fn with_alphas(mut parts: BTreeSet<String>) -> BTreeSet<String> {
    let alphas: Vec<String> = parts.iter().filter_map(|part| alpha_of(part)).collect();
    parts.extend(alphas);
    parts.retain(|part| alpha_of(part).is_none());
    parts
}

fn accessor(network: &Network, name: &Ident, parts: &BTreeSet<String>) -> TokenStream {
    let (network_name, sizes) = (&network.name, sizes(network));
    let view = format_ident!("View_{name}", span = Span::call_site());
    let named = |part: &String| syn::parse_str::<Ident>(part).ok();
    let times = parts.iter().filter_map(|part| match part.as_str() {
        "delay" => named(&"delay_time".to_owned()),
        part => named(&tau_of(part)?),
    });
    let parts = parts.iter().filter_map(named);
    let nothing = quote!(::core::panic!("the declaration of this network has errors"));
    quote! {
        #[::core::prelude::v1::derive(::core::clone::Clone, ::core::marker::Copy, ::core::fmt::Debug)]
        pub struct #view<'aru, T>(&'aru [T]);

        impl<'aru, T: __aru::Scalar> #view<'aru, T> {
            #(pub fn #parts(&self) -> &'aru [T] { #nothing })*
            #(pub fn #times(&self) -> __aru::__private::Vec<T> { #nothing })*
        }

        impl<T: __aru::Scalar, #(const #sizes: ::core::primitive::usize),*> #network_name<T, #(#sizes),*> {
            pub fn #name(&self) -> #view<'_, T> { #nothing }
        }
    }
}

/// Whether it can stand where Rust wants a name, and be part of another one.
fn is_usable(name: &Ident) -> bool {
    let name = name.to_string();
    !name.starts_with("r#") && syn::parse_str::<Ident>(&name).is_ok()
}
