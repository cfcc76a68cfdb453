//! `net.hidden().alpha_s()`, `net.x_to_hidden().weight()`: views of the parameters by name.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::Generics;
use super::sizes::literal;
use aru_compiler::declaration::tau_of;
use aru_compiler::network::{ConstantValue, Form, Layer, LearnedDelay, Link, Network, Role, Scope, Spread};

/// The views of layers and links, and the methods that give them.
pub fn accessors(network: &Network, generics: &Generics) -> TokenStream {
    let scalar = &generics.scalar;
    let (name, consts) = (&network.name, &network.const_parameters);
    let layers = network
        .layers
        .iter()
        .map(|layer| layer_view(network, layer, scalar));
    let links = network.links.iter().enumerate();
    let links = links.filter(|&(index, link)| {
        // What joins one pair, to a layer and to its rates, is one view.
        let mut before = network.links[..index].iter();
        !before.any(|other| (other.source, other.target) == (link.source, link.target))
    });
    let links = links.map(|(_, link)| link_view(network, link, scalar));
    let (types, methods): (Vec<_>, Vec<_>) = layers.chain(links).unzip();
    quote! {
        #(#types)*

        impl<#scalar: __aru::Scalar, #(const #consts: ::core::primitive::usize),*> #name<#scalar, #(#consts),*> {
            #(#methods)*
        }
    }
}

/// A method of a view: its name, its doc, the parameter.
struct Part {
    name: Ident,
    docs: Vec<String>,
    parameter: usize,
    /// For what is a time in a network with `dt`.
    time: Option<Time>,
}

/// A method that gives a parameter in seconds.
struct Time {
    name: Ident,
    docs: String,
    /// The function of the library that makes them of values and `dt`.
    convert: Ident,
}

fn layer_view(network: &Network, layer: &Layer, scalar: &Ident) -> (TokenStream, TokenStream) {
    let unit = &network.units[layer.unit];
    let mut parts = Vec::new();
    let plain = |name: &str, docs: String, parameter: Option<usize>| {
        parameter.map(|parameter| Part {
            name: Ident::new(name, layer.name.span()),
            docs: vec![docs],
            parameter,
            time: None,
        })
    };
    let each = |parameter: Option<usize>| match parameter.map(|parameter| network.parameters[parameter].role)
    {
        Some(Role::Bias { scope, .. }) => of_each(scope),
        _ => of_each(Scope::PerUnit),
    };
    let docs = format!(" The bias: one value {}, for each port.", each(layer.bias));
    parts.extend(plain("bias", docs, layer.bias));
    for (name, &parameter) in unit.biases.iter().zip(&layer.further_biases) {
        let docs = format!(" The bias `{name}`: one value {}.", each(parameter));
        parts.extend(plain(name, docs, parameter));
    }
    if let Some(norm) = &layer.norm {
        let each = of_each(norm.over.scope());
        let of = format!("what is normed: one value {each}, for each port.");
        parts.extend(plain(
            "norm_gain",
            format!(" The factor of {of}"),
            Some(norm.gain),
        ));
        parts.extend(plain(
            "norm_shift",
            format!(" What is added to {of}"),
            Some(norm.shift),
        ));
    }
    for gate in &layer.gates {
        let default = format!(
            " The bias of the gate of `{}`, one value a unit: without links it is {} + {} sigmoid(bias).",
            gate.name,
            gate.low,
            gate.high - gate.low
        );
        parts.push(Part {
            name: Ident::new(&format!("{}_bias", gate.name), layer.name.span()),
            docs: docs_or(&gate.docs, default),
            parameter: gate.bias,
            time: None,
        });
    }
    for constant in &layer.constants {
        let ConstantValue::Stored { parameter, scope } = constant.value else {
            continue;
        };
        let numbers = match scope {
            Scope::PerBand | Scope::PerChannel => format!("one value {}", of_each(scope)),
            _ => "one value, or one a unit".to_owned(),
        };
        let default = format!(" The constant `{}`: {numbers}.", constant.name);
        let docs = docs_or(&constant.docs, default);
        let is_timed = constant.is_rate && network.dt.is_some();
        let time = tau_of(&constant.name.to_string()).filter(|_| is_timed);
        let time = time.map(|name| Time {
            name: Ident::new(&name, Span::call_site()),
            docs: format!(" The time constant dt / {} in seconds.", constant.name),
            convert: Ident::new("seconds", Span::call_site()),
        });
        parts.push(Part {
            name: constant.name.clone(),
            docs,
            parameter,
            time,
        });
    }
    for (state, &parameter) in unit.states.iter().zip(&layer.initial) {
        let docs = format!(" The value of `{state}` before step 0: one a unit.");
        parts.extend(plain(&format!("initial_{state}"), docs, parameter));
    }
    let kind = if layer.is_output { "Output" } else { "Layer" };
    let docs = docs_or(&layer.docs, format!(" {kind} `{}`.", layer.name));
    view(network, &layer.name, kind, &docs, &parts, scalar)
}

/// Of what there is one value each.
fn of_each(scope: Scope) -> &'static str {
    match scope {
        Scope::Global => "a layer",
        Scope::PerUnit => "a unit",
        Scope::PerBand => "a band",
        Scope::PerChannel => "a channel",
    }
}

fn link_view(network: &Network, link: &Link, scalar: &Ident) -> (TokenStream, TokenStream) {
    let (source, _) = network.end(link.source);
    let target = &network.layers[link.target].name;
    // The user has not written this name, so that no lint of names is about it.
    let place = Span::call_site().located_at(source.span());
    let name = Ident::new(&format!("{source}_to_{target}"), place);
    let links = network.links.iter();
    let same = links.filter(|other| (other.source, other.target) == (link.source, link.target));
    let same: Vec<&Link> = same.collect();
    let parts: Vec<Part> = same.iter().flat_map(|link| link_parts(network, link)).collect();
    // Links to several ports are one view, with the docs of each in a paragraph.
    let paragraphs = same.iter().map(|link| &link.docs[..]);
    let paragraphs: Vec<&[String]> = paragraphs.filter(|docs| !docs.is_empty()).collect();
    let docs = paragraphs.join(&[String::new()][..]);
    let docs = docs_or(&docs, format!(" The link from `{source}` to `{target}`."));
    view(network, &name, "Link", &docs, &parts, scalar)
}

/// What a link has: under its own names, or those of what it drives alone.
fn link_parts(network: &Network, link: &Link) -> Vec<Part> {
    let (source, _) = network.end(link.source);
    let port = network.port_name(link);
    let (name, of, outer) = match port {
        Some(rate) if network.is_of_gate(link) => (
            format!("{rate}_weight"),
            format!("The weight to the gate of `{rate}`"),
            "several delays are an outer axis",
        ),
        Some(port) => (
            format!("{port}_weight"),
            format!("The weight to the port `{port}`"),
            "several delays are an outer axis",
        ),
        None => (
            "weight".to_string(),
            "The weight".to_string(),
            "several delays or ports are outer axes",
        ),
    };
    let elements = match link.form {
        Form::Diagonal => ": one value a unit",
        Form::Local(_) => ", row-major: a row a unit, ordered (kernel band, source channel)",
        Form::Conv(_) => ", row-major: a row a channel, ordered (kernel band, source channel)",
        _ => ", row-major: `[target, source]`",
    };
    let docs = format!(" {of}{elements}; {outer}.");
    let part = |name: &str, docs: String, parameter: usize| Part {
        name: Ident::new(name, source.span()),
        docs: vec![docs],
        parameter,
        time: None,
    };
    let weight = link.weight.map(|weight| part(&name, docs, weight));
    let mut parts: Vec<Part> = weight.into_iter().collect();
    let named = |label: &str| port.map_or(label.to_string(), |port| format!("{port}_{label}"));
    if let Form::Sparse { mask, .. } = link.form {
        let docs = " Which pairs are linked, `[target, source]`: 1 where one is, else 0.".to_string();
        parts.push(part(&named("mask"), docs, mask));
    }
    if let Some(LearnedDelay { delay, spread }) = link.learned_delay {
        let docs = " The learned delay in steps: one for the link, or one a source unit.".to_string();
        let time = format!("{}_time", named("delay"));
        parts.push(Part {
            time: network.dt.map(|_| Time {
                name: Ident::new(&time, Span::call_site()),
                docs: " The learned delay in seconds.".to_string(),
                convert: Ident::new("delay_times", Span::call_site()),
            }),
            ..part(&named("delay"), docs, delay)
        });
        if let Spread::Stored(spread) = spread {
            let docs = " How many steps more than the two around its delay the link reads.".to_string();
            parts.push(part(&named("spread"), docs, spread));
        }
    }
    parts
}

/// The docs of the user, or else a line of ours.
fn docs_or(docs: &[String], default: String) -> Vec<String> {
    match docs {
        [] => vec![default],
        _ => docs.to_vec(),
    }
}

/// A name that the network itself does not have, nor one of its sizes.
fn view_name(network: &Network, wanted: &str) -> Ident {
    let mut name = wanted.to_owned();
    while network.name == name || network.const_parameters.iter().any(|taken| *taken == name) {
        name.push('_');
    }
    Ident::new(&name, Span::call_site())
}

fn view(
    network: &Network,
    name: &Ident,
    kind: &str,
    docs: &[String],
    parts: &[Part],
    scalar: &Ident,
) -> (TokenStream, TokenStream) {
    let view = view_name(network, &format!("{kind}_{name}"));
    let methods = parts.iter().map(|part| {
        let Part {
            name,
            docs,
            parameter,
            time,
        } = part;
        let parameter = literal(*parameter);
        let seconds = time.as_ref().map(|Time { name, docs, convert }| {
            let dt = network.dt;
            quote! {
                #[doc = #docs]
                pub fn #name(&self) -> __aru::__private::Vec<#scalar> {
                    __aru::__private::#convert(self.parts[#parameter], #dt)
                }
            }
        });
        quote! {
            #(#[doc = #docs])*
            pub fn #name(&self) -> &'aru [#scalar] {
                self.parts[#parameter]
            }
            #seconds
        }
    });
    let count = literal(network.parameters.len());
    let type_docs = format!(" View of the parameters of `{name}`.");
    let types = quote! {
        #[doc = #type_docs]
        #[::core::prelude::v1::derive(::core::clone::Clone, ::core::marker::Copy, ::core::fmt::Debug)]
        pub struct #view<'aru, #scalar> {
            parts: [&'aru [#scalar]; #count],
        }

        impl<'aru, #scalar: __aru::Scalar> #view<'aru, #scalar> {
            #(#methods)*
        }
    };
    let method = quote! {
        #(#[doc = #docs])*
        pub fn #name(&self) -> #view<'_, #scalar> {
            #view { parts: __aru::__private::split(&self.values, Self::__ARU_LENGTHS) }
        }
    };
    (types, method)
}
