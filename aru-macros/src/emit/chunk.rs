//! The two functions that run: a chunk of steps forwards, and backwards.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::names::{Outer, argument, local};
use super::step::Step;
use super::{Generics, step_backward, step_forward};
use crate::network::{Network, Source};
use crate::schedule::{Component, Product, Schedule};

/// `fn forward_chunk`.
pub fn forward(network: &Network, schedule: &Schedule, generics: &Generics) -> TokenStream {
    let mixed = Span::mixed_site();
    let outer = Outer::new(network, schedule);
    let body: Vec<TokenStream> = schedule
        .components
        .iter()
        .map(|component| forward_component(network, schedule, &outer, component, generics))
        .collect();
    let used = identifiers(&quote!(#(#body)*));
    let series = pattern(&outer.series, &used);
    let parameters = pattern(&outer.parameters, &used);
    let Generics {
        scalar, isa, trace, ..
    } = generics;
    quote_spanned! {mixed=>
        #[inline(always)]
        #[allow(unused_doc_comments, unused_variables)]
        fn forward_chunk<#isa: ::aru::__private::Isa, const #trace: bool>(
            lanes: ::aru::__private::Lanes<#scalar, #isa>,
            parameters: &[::aru::__private::Block<#scalar>],
            values: &mut [::aru::__private::Series<#scalar>],
            steps: usize,
        ) {
            let [#(#series),*] = values else { ::aru::__private::wrong_workspace() };
            let [#(#parameters),*] = lanes.split(parameters, Self::FORMS);
            #(#body)*
        }
    }
}

/// `fn backward_chunk`.
pub fn backward(network: &Network, schedule: &Schedule, generics: &Generics) -> TokenStream {
    let mixed = Span::mixed_site();
    let outer = Outer::new(network, schedule);
    let body: Vec<TokenStream> = schedule
        .components
        .iter()
        .rev()
        .map(|component| backward_component(network, schedule, &outer, component))
        .collect();
    let used = identifiers(&quote!(#(#body)*));
    let series = pattern(&outer.series, &used);
    let d_series = pattern(&outer.d_series, &used);
    let parameters = pattern(&outer.parameters, &used);
    let d_parameters = pattern(&outer.d_parameters, &used);
    let Generics { scalar, isa, .. } = generics;
    quote_spanned! {mixed=>
        #[inline(always)]
        #[allow(unused_doc_comments, unused_variables)]
        fn backward_chunk<#isa: ::aru::__private::Isa>(
            lanes: ::aru::__private::Lanes<#scalar, #isa>,
            parameters: &[::aru::__private::Block<#scalar>],
            values: &[::aru::__private::Series<#scalar>],
            adjoints: &mut [::aru::__private::Series<#scalar>],
            gradients: &mut [::aru::__private::Block<#scalar>],
            steps: usize,
        ) {
            let [#(#series),*] = values else { ::aru::__private::wrong_workspace() };
            let [#(#d_series),*] = adjoints else { ::aru::__private::wrong_workspace() };
            let [#(#parameters),*] = lanes.split(parameters, Self::FORMS);
            let [#(#d_parameters),*] = lanes.split_mut(gradients, Self::FORMS);
            #(#body)*
        }
    }
}

fn forward_component(
    network: &Network,
    schedule: &Schedule,
    outer: &Outer,
    component: &Component,
    generics: &Generics,
) -> TokenStream {
    let mixed = Span::mixed_site();
    let mut before = Vec::new();
    for &layer in &component.layers {
        before.extend(start_drives(network, schedule, outer, component, layer));
    }
    for product in &component.inflow {
        let from = match starts_drive(network, component, product) {
            true => bias_of(network, schedule, outer, product.target, product.port),
            false => None,
        };
        let all_steps = quote_spanned!(mixed=> 0..steps);
        before.push(multiply(network, schedule, outer, product, from, &all_steps));
    }
    let several = component.layers.len() > 1;
    let steps = component.layers.iter().map(|&layer| {
        let this_step = quote_spanned!(mixed=> t..t + 1);
        let products = component.within.iter().filter(|product| product.target == layer);
        let products: Vec<TokenStream> = products
            .map(|product| multiply(network, schedule, outer, product, None, &this_step))
            .collect();
        let units = step_forward::forward(Step::new(network, schedule, outer, layer));
        let trace = step_forward::trace(Step::new(network, schedule, outer, layer), &generics.trace);
        let code = quote!(#(#products)* #units #trace);
        if several { quote!({ #code }) } else { code }
    });
    quote_spanned! {mixed=>
        #(#before)*
        for t in 0..steps {
            #(#steps)*
        }
    }
}

fn backward_component(
    network: &Network,
    schedule: &Schedule,
    outer: &Outer,
    component: &Component,
) -> TokenStream {
    let mixed = Span::mixed_site();
    let several = component.layers.len() > 1;
    let steps = component.layers.iter().rev().map(|&layer| {
        let this_step = quote_spanned!(mixed=> t..t + 1);
        let products = component
            .within
            .iter()
            .filter(|product| product.target == layer && product.has_adjoint);
        let products: Vec<TokenStream> = products
            .map(|product| multiply_transposed(network, schedule, outer, product, &this_step))
            .collect();
        let units = step_backward::backward(Step::new(network, schedule, outer, layer));
        let code = quote!(#units #(#products)*);
        if several { quote!({ #code }) } else { code }
    });
    let steps: Vec<TokenStream> = steps.collect();
    let mut after = Vec::new();
    for product in component.inflow.iter().filter(|product| product.has_adjoint) {
        let all_steps = quote_spanned!(mixed=> 0..steps);
        let code = multiply_transposed(network, schedule, outer, product, &all_steps);
        after.push(match network.links[product.link].source {
            Source::Layer(_) => code,
            Source::Input(input) => {
                let d_input = local(&outer.d_series[input]);
                quote_spanned!(mixed=> if !#d_input.is_absent() { #code })
            }
        });
    }
    for product in component.inflow.iter().chain(&component.within) {
        after.extend(weight_gradient(network, schedule, outer, product));
    }
    for &layer in &component.layers {
        after.extend(bias_gradients(network, schedule, outer, layer));
    }
    quote_spanned! {mixed=>
        for t in (0..steps).rev() {
            #(#steps)*
        }
        #(#after)*
    }
}

/// The first product of a drive with a bias sets it, where it has one delay.
fn starts_drive(network: &Network, component: &Component, product: &Product) -> bool {
    let first = component.inflow.iter().find(|other| other.drive == product.drive);
    network.layers[product.target].bias.is_some()
        && network.links[product.link].delays.len() == 1
        && first.is_some_and(|first| first.link == product.link)
}

/// The bias of a port of a layer.
fn bias_of(
    network: &Network,
    schedule: &Schedule,
    outer: &Outer,
    layer: usize,
    port: usize,
) -> Option<TokenStream> {
    let bias = network.layers[layer].bias?;
    let ports = schedule.layers[layer].drives.len();
    Some(port_of_bias(
        network,
        layer,
        &outer.parameters[bias],
        port,
        ports,
        "bias",
    ))
}

/// Every drive starts from the bias, or from zero, unless its first product sets it.
fn start_drives(
    network: &Network,
    schedule: &Schedule,
    outer: &Outer,
    component: &Component,
    layer: usize,
) -> Vec<TokenStream> {
    let mixed = Span::mixed_site();
    let size = argument(&network.layers[layer].size, &network.header);
    let plan = &schedule.layers[layer];
    let mut lines = Vec::new();
    for (port, &drive) in plan.drives.iter().enumerate() {
        let first = component.inflow.iter().find(|product| product.drive == drive);
        if first.is_some_and(|product| starts_drive(network, component, product)) {
            continue;
        }
        let drive = local(&outer.series[drive]);
        lines.push(match bias_of(network, schedule, outer, layer, port) {
            Some(bias) => quote_spanned!(mixed=> lanes.set_bias::<#size>(#bias, #drive, 0..steps);),
            None => quote_spanned!(mixed=> lanes.set_zero::<#size>(#drive, 0..steps);),
        });
    }
    for &recur in plan.recurs.iter().flatten() {
        let recur = local(&outer.series[recur]);
        lines.push(quote_spanned!(mixed=> lanes.set_zero::<#size>(#recur, 0..steps);));
    }
    lines
}

fn port_of_bias(
    network: &Network,
    layer: usize,
    bias: &str,
    port: usize,
    ports: usize,
    part: &str,
) -> TokenStream {
    let bias = local(bias);
    if ports == 1 {
        return quote!(#bias);
    }
    let size = argument(&network.layers[layer].size, &network.header);
    let (port, part) = (
        Literal::usize_unsuffixed(port),
        Ident::new(part, Span::call_site()),
    );
    quote_spanned!(Span::mixed_site()=> lanes.#part::<#size>(#bias, #port))
}

fn bias_gradients(network: &Network, schedule: &Schedule, outer: &Outer, layer: usize) -> Vec<TokenStream> {
    let mixed = Span::mixed_site();
    let plan = &schedule.layers[layer];
    let learned = network.layers[layer]
        .bias
        .filter(|&bias| network.parameters[bias].learn);
    let Some(bias) = learned else { return Vec::new() };
    let size = argument(&network.layers[layer].size, &network.header);
    let ports = plan.drives.len();
    let live = (0..ports).filter(|&port| {
        let graph = &plan.adjoint.graph;
        plan.adjoint
            .leaves
            .keys()
            .any(|&leaf| graph.op(leaf) == crate::graph::Op::Drive(port))
    });
    live.map(|port| {
        let d_drive = local(&outer.d_series[plan.drives[port]]);
        let d_bias = port_of_bias(network, layer, &outer.d_parameters[bias], port, ports, "bias_mut");
        quote_spanned!(mixed=> lanes.bias_gradient::<#size>(#d_drive, 0..steps, #d_bias);)
    })
    .collect()
}

/// A product with everything it is written with.
struct Written {
    rows: TokenStream,
    columns: TokenStream,
    source: Ident,
    d_source: Ident,
    drive: Ident,
    d_drive: Ident,
}

fn written(network: &Network, schedule: &Schedule, outer: &Outer, product: &Product) -> Written {
    let header = &network.header;
    Written {
        rows: argument(&network.layers[product.target].size, header),
        columns: argument(&schedule.series[product.source].size, header),
        source: local(&outer.series[product.source]),
        d_source: local(&outer.d_series[product.source]),
        drive: local(&outer.series[product.drive]),
        d_drive: local(&outer.d_series[product.drive]),
    }
}

/// Writes a line for each delay of a product: given the part of the weight, and the delay.
fn each_delay(
    network: &Network,
    schedule: &Schedule,
    product: &Product,
    weight: &str,
    part: &str,
    line: impl Fn(TokenStream, TokenStream) -> TokenStream,
) -> TokenStream {
    let mixed = Span::mixed_site();
    let delays: Vec<Literal> = network.links[product.link]
        .delays
        .iter()
        .map(|&delay| Literal::usize_unsuffixed(delay))
        .collect();
    let weight = local(weight);
    let part = Ident::new(part, Span::call_site());
    let rows = argument(&network.layers[product.target].size, &network.header);
    let columns = argument(&schedule.series[product.source].size, &network.header);
    let (port, ports) = (
        Literal::usize_unsuffixed(product.port),
        Literal::usize_unsuffixed(product.ports),
    );
    match (delays.as_slice(), product.ports) {
        ([delay], 1) => line(quote!(#weight), quote!(#delay)),
        ([delay], _) => {
            let weight = quote_spanned!(mixed=> lanes.#part::<#rows, #columns>(#weight, #port));
            line(weight, quote!(#delay))
        }
        (delays, ports_count) => {
            let index = if ports_count == 1 {
                quote_spanned!(mixed=> tap)
            } else {
                quote_spanned!(mixed=> tap * #ports + #port)
            };
            let weight = quote_spanned!(mixed=> lanes.#part::<#rows, #columns>(#weight, #index));
            let line = line(weight, quote_spanned!(mixed=> delay));
            quote_spanned! {mixed=>
                for (tap, delay) in [#(#delays),*].into_iter().enumerate() {
                    #line
                }
            }
        }
    }
}

/// drive\[t\] += W source\[t - delay\], or = bias + W source\[t - delay\].
fn multiply(
    network: &Network,
    schedule: &Schedule,
    outer: &Outer,
    product: &Product,
    from: Option<TokenStream>,
    steps: &TokenStream,
) -> TokenStream {
    let Written {
        rows,
        columns,
        source,
        drive,
        ..
    } = written(network, schedule, outer, product);
    let weight = &outer.parameters[network.links[product.link].weight];
    each_delay(
        network,
        schedule,
        product,
        weight,
        "weight",
        |weight, delay| match &from {
            Some(bias) => quote_spanned! {Span::mixed_site()=>
                lanes.multiply_onto::<#rows, #columns>(#bias, #weight, #source, #delay, #drive, #steps);
            },
            None => quote_spanned! {Span::mixed_site()=>
                lanes.multiply::<#rows, #columns>(#weight, #source, #delay, #drive, #steps);
            },
        },
    )
}

/// d_source\[t - delay\] += W' d_drive\[t\].
fn multiply_transposed(
    network: &Network,
    schedule: &Schedule,
    outer: &Outer,
    product: &Product,
    steps: &TokenStream,
) -> TokenStream {
    let Written {
        rows,
        columns,
        d_source,
        d_drive,
        ..
    } = written(network, schedule, outer, product);
    let weight = &outer.parameters[network.links[product.link].weight];
    each_delay(network, schedule, product, weight, "weight", |weight, delay| {
        quote_spanned! {Span::mixed_site()=>
            lanes.multiply_transposed::<#rows, #columns>(#weight, #d_drive, #d_source, #delay, #steps);
        }
    })
}

/// d_W += sum over t of d_drive\[t\] source\[t - delay\]'.
fn weight_gradient(
    network: &Network,
    schedule: &Schedule,
    outer: &Outer,
    product: &Product,
) -> Option<TokenStream> {
    let weight = network.links[product.link].weight;
    if !network.parameters[weight].learn || !product.has_adjoint {
        return None;
    }
    let Written {
        rows,
        columns,
        source,
        d_drive,
        ..
    } = written(network, schedule, outer, product);
    let d_weight = &outer.d_parameters[weight];
    Some(each_delay(
        network,
        schedule,
        product,
        d_weight,
        "weight_mut",
        |d_weight, delay| {
            quote_spanned! {Span::mixed_site()=>
                lanes.weight_gradient::<#rows, #columns>(#d_drive, #source, #delay, 0..steps, #d_weight);
            }
        },
    ))
}

/// Names for a pattern: what the body does not use is `_`.
fn pattern(names: &[String], used: &BTreeSet<String>) -> Vec<TokenStream> {
    names
        .iter()
        .map(|name| {
            if used.contains(name) {
                let name = local(name);
                quote!(#name)
            } else {
                quote!(_)
            }
        })
        .collect()
}

fn identifiers(tokens: &TokenStream) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut waiting = vec![tokens.clone()];
    while let Some(tokens) = waiting.pop() {
        for token in tokens {
            match token {
                proc_macro2::TokenTree::Ident(ident) => {
                    found.insert(ident.to_string());
                }
                proc_macro2::TokenTree::Group(group) => waiting.push(group.stream()),
                _ => {}
            }
        }
    }
    found
}
