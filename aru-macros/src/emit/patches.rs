//! Links of patches: which bands each band reads, as a constant of the network, and as what rustc is to check because only
//! it knows the sizes.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use super::sizes::{expression, has_const_parameter, literal};
use aru_compiler::check::around;
use aru_compiler::network::{Link, Network, Shape, Size};

/// The constant of a link, an index into `Network::links`.
pub fn name(link: usize) -> Ident {
    format_ident!("__ARU_PATCHES_{link}", span = Span::mixed_site())
}

/// Those of all links that have a window.
pub fn constants(network: &Network) -> Vec<TokenStream> {
    let links = network.links.iter().enumerate();
    let constants = links.filter_map(|(index, link)| {
        let (name, value) = (name(index), value(network, link)?);
        Some(quote! {
            /// What the bands of a link read.
            const #name: __aru::__private::Patches = #value;
        })
    });
    constants.collect()
}

fn value(network: &Network, link: &Link) -> Option<TokenStream> {
    let (window, is_shared) = link.form.window()?;
    let [source, target] = [network.shape(link.source), &network.layers[link.target].shape].map(|shape| {
        let [bands, channels] = shape.each_ref().map(|axis| expression(1, axis));
        quote!([#bands, #channels])
    });
    let [kernel, stride, pad] = [window.kernel, window.stride, window.pad].map(literal);
    Some(quote! {
        __aru::__private::Patches {
            source: #source,
            target: #target,
            kernel: #kernel,
            stride: #stride,
            pad: #pad,
            is_shared: #is_shared,
        }
    })
}

/// What rustc checks of bands that are no numbers: those of const parameters, or the others.
pub fn checks(network: &Network, of_const_parameters: bool) -> Vec<TokenStream> {
    let checks = network.links.iter().filter_map(|link| {
        let value = value(network, link)?;
        let layer = &network.layers[link.target];
        let shapes = [network.shape(link.source), &layer.shape];
        let is_known = shapes.iter().all(|shape| matches!(shape[0], Size::Number(_)));
        let has_parameter = |shape: &&Shape| shape.iter().any(|axis| has_const_parameter(network, axis));
        if is_known || shapes.iter().any(has_parameter) != of_const_parameters {
            return None;
        }
        let (source, target) = (network.end(link.source).0.to_string(), layer.name.to_string());
        let unit = &network.units[layer.unit].name;
        // The name of a unit with gates goes on behind a blank.
        let unit = unit.split(' ').next().unwrap_or(unit);
        let [before, behind] = around(layer.is_output, unit);
        let is_plain = !layer.is_shape;
        let span = layer.name.span().resolved_at(Span::mixed_site());
        Some(quote_spanned! {span=>
            __aru::__private::checked(
                #value,
                __aru::__private::Declared {
                    source: #source,
                    target: #target,
                    around: [#before, #behind],
                    is_plain: #is_plain,
                },
            );
        })
    });
    checks.collect()
}
