//! Which pairs links join and which signs weights have: as plain data, and as what rustc is to check because only it knows
//! the sizes.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use super::description::option;
use super::sizes::{self, expression, literal};
use aru_compiler::check::{both_kinds_rule, diagonal_rule, single_rule};
use aru_compiler::network::{
    Bounds, Form, Link, Mask, Network, NormOver, Parameter, Ratio, Role, Size, Source, StartFunction, Window,
};

/// The form of a link in `DESCRIPTION`.
pub fn form(network: &Network, link: &Link) -> TokenStream {
    match link.form {
        Form::Dense => quote!(__data::LinkForm::Dense),
        Form::Masked(index) => {
            let (name, mask) = (mask_name(index), &network.masks[index]);
            let [targets, sources] = sizes_of(network, link);
            let mask = if mask.is_function {
                quote!(__data::Mask::by(#name, #targets, #sources))
            } else if has_const_parameter(network, link) {
                let rule = shape_rule(network, mask);
                quote!(#name.of_shape(#targets, #sources, #rule).mask())
            } else {
                quote!(#name.mask())
            };
            quote!(__data::LinkForm::Masked(#mask))
        }
        Form::Sparse {
            mask,
            density: [numerator, denominator],
        } => {
            let (mask, density) = (literal(mask), numerator as f64 / denominator as f64);
            let density = option(Some(density));
            quote!(__data::LinkForm::Sparse { mask: #mask, density: #density })
        }
        Form::Diagonal => quote!(__data::LinkForm::Diagonal),
        Form::Identity => quote!(__data::LinkForm::Identity),
        Form::Local(window) => {
            let window = self::window(window);
            quote!(__data::LinkForm::Local(#window))
        }
        Form::Conv(window) => {
            let window = self::window(window);
            quote!(__data::LinkForm::Conv(#window))
        }
    }
}

fn window(window: Window) -> TokenStream {
    let [kernel, stride, pad] = [window.kernel, window.stride, window.pad].map(literal);
    quote!(__data::Window { kernel: #kernel, stride: #stride, pad: #pad })
}

/// How many sources of each target are drawn.
pub fn sources(parameter: &Parameter, density: Ratio) -> TokenStream {
    let (size, [numerator, denominator]) = (last_size(parameter), density);
    quote!(__data::Initial::Sources(__aru::__private::kept_of(#size, [#numerator, #denominator])))
}

/// Which elements are 0 or more, and which 0 or less.
pub fn signs(parameter: &Parameter, excitatory: Ratio) -> TokenStream {
    let (size, [numerator, denominator]) = (last_size(parameter), excitatory);
    quote! {
        __data::Bounds::Signed {
            excitatory: __aru::__private::part_of(#size, [#numerator, #denominator]),
            sources: #size,
        }
    }
}

/// The size of the last axis, without ports: sources of a weight, units of a state.
fn last_size(parameter: &Parameter) -> TokenStream {
    let axis = parameter.shape.last();
    let axis = axis.unwrap_or_else(|| unreachable!("every parameter has an axis"));
    expression(1, &axis.size)
}

/// A constant for each mask, which is wrong at the path of the user's where that is wrong.
pub fn masks(network: &Network) -> Vec<TokenStream> {
    let masks = network.masks.iter().enumerate();
    masks
        .map(|(index, mask)| constant(network, &mask_name(index), mask))
        .collect()
}

fn constant(network: &Network, name: &Ident, mask: &Mask) -> TokenStream {
    let (path, link) = (&mask.path, &network.links[mask.link]);
    let spans = path.clone().into_iter().map(|token| token.span());
    let span = spans
        .last()
        .unwrap_or_else(Span::call_site)
        .resolved_at(Span::mixed_site());
    if mask.is_function {
        return quote!(const #name: __aru::description::PairFunction = #path;);
    }
    let empty = {
        let (source, target) = ends(network, link);
        format!(
            "no pair of this mask is linked, so that nothing joins `{source}` to `{target}`; remove the link"
        )
    };
    let of_shape = (!has_const_parameter(network, link)).then(|| {
        let ([targets, sources], rule) = (sizes_of(network, link), shape_rule(network, mask));
        quote_spanned!(span=> .of_shape(#targets, #sources, #rule))
    });
    let matrix = quote_spanned!(span=> __aru::__private::Matrix::new(&#path, #empty) #of_shape);
    quote!(const #name: __aru::__private::Matrix = #matrix;)
}

/// A constant for each function that says what a parameter starts from, of the type that its axes ask for: another
/// signature is rustc's error at the path.
pub fn start_functions(network: &Network) -> Vec<TokenStream> {
    let functions = network.start_functions.iter();
    let functions = functions.map(|StartFunction { path, parameter }| {
        let name = start_function_name(*parameter);
        let (kind, _) = start_function(network, *parameter);
        quote!(const #name: __aru::description::#kind = #path;)
    });
    functions.collect()
}

/// How `DESCRIPTION` says it.
pub fn start(network: &Network, parameter: usize) -> TokenStream {
    let (name, (_, variant)) = (start_function_name(parameter), start_function(network, parameter));
    quote!(__data::Initial::By(__data::Elements::#variant(#name)))
}

/// The type of a function of as many numbers as the parameter has axes, and the constructor for it.
fn start_function(network: &Network, parameter: usize) -> (Ident, Ident) {
    let (kind, variant) = match network.parameters[parameter].shape.len() {
        1 => ("VectorFunction", "of_vector"),
        2 => ("MatrixFunction", "of_matrix"),
        _ => ("TapsFunction", "of_taps"),
    };
    (format_ident!("{kind}"), format_ident!("{variant}"))
}

fn start_function_name(parameter: usize) -> Ident {
    format_ident!("__ARU_START_{parameter}", span = Span::call_site())
}

fn mask_name(mask: usize) -> Ident {
    format_ident!("__ARU_MASK_{mask}", span = Span::call_site())
}

fn shape_rule(network: &Network, mask: &Mask) -> String {
    let link = &network.links[mask.link];
    let (source, target) = ends(network, link);
    let numbers = match (network.end(link.source).1, &network.layers[link.target].size) {
        (Size::Number(sources), Size::Number(targets)) => format!(": {targets} rows of {sources}"),
        _ => String::new(),
    };
    format!("this mask needs a row for each unit of `{target}`, with a value for each of `{source}`{numbers}")
}

fn ends<'a>(network: &'a Network, link: &Link) -> (&'a Ident, &'a Ident) {
    (network.end(link.source).0, &network.layers[link.target].name)
}

/// Targets and sources.
fn sizes_of(network: &Network, link: &Link) -> [TokenStream; 2] {
    [&network.layers[link.target].size, network.end(link.source).1].map(|size| expression(1, size))
}

/// Whether a size is known only when the network is made.
fn has_const_parameter(network: &Network, link: &Link) -> bool {
    sizes::has_const_parameter(network, &network.layers[link.target].size)
        || sizes::has_const_parameter(network, network.end(link.source).1)
}

/// What rustc checks of sizes that are no numbers: those that are const parameters, or the others.
pub fn checks(network: &Network, of_const_parameters: bool) -> Vec<TokenStream> {
    let mut checks = Vec::new();
    for link in &network.links {
        let form = match link.form {
            Form::Diagonal => "diagonal",
            Form::Identity => "identity",
            _ => continue,
        };
        let (source, target) = (network.end(link.source).1, &network.layers[link.target].size);
        let are_numbers = matches!((source, target), (Size::Number(_), Size::Number(_)));
        if !are_numbers && has_const_parameter(network, link) == of_const_parameters {
            let (source_name, target_name) = ends(network, link);
            let (rule, [targets, sources]) = (
                diagonal_rule(form, source_name, target_name),
                sizes_of(network, link),
            );
            let span = target_name.span().resolved_at(Span::mixed_site());
            checks.push(quote_spanned!(span=> __aru::__private::same_size(#sources, #targets, #rule);));
        }
    }
    for layer in &network.layers {
        let Some(norm) = layer.norm else { continue };
        let [bands, channels] = &layer.shape;
        let size = match norm.over {
            NormOver::Units => &layer.size,
            NormOver::Channels => channels,
            NormOver::Bands => bands,
        };
        let is_number = matches!(size, Size::Number(_));
        if !is_number && sizes::has_const_parameter(network, size) == of_const_parameters {
            let (size, rule) = (expression(1, size), single_rule(&layer.name, norm.over));
            let span = layer.name.span().resolved_at(Span::mixed_site());
            checks.push(quote_spanned!(span=> __aru::__private::more_than_one(#size, #rule);));
        }
    }
    let mut seen = BTreeSet::new();
    for (parameter, layer) in network
        .parameters
        .iter()
        .filter_map(|parameter| signed_layer(network, parameter))
    {
        let size = &network.layers[layer].size;
        let Bounds::Signed {
            excitatory: [numerator, denominator],
        } = parameter.bounds
        else {
            continue;
        };
        let is_known = matches!(size, Size::Number(_)) || !(1..denominator).contains(&numerator);
        if !is_known && sizes::has_const_parameter(network, size) == of_const_parameters && seen.insert(layer)
        {
            let (size, part) = (expression(1, size), numerator as f64 / denominator as f64);
            let rule = both_kinds_rule(&network.layers[layer].name, &part.to_string());
            let span = network.layers[layer].name.span().resolved_at(Span::mixed_site());
            checks.push(quote_spanned! {span=>
                __aru::__private::both_kinds(#size, [#numerator, #denominator], #rule);
            });
        }
    }
    checks
}

/// A weight with signs, and the layer that it leaves.
fn signed_layer<'a>(network: &Network, parameter: &'a Parameter) -> Option<(&'a Parameter, usize)> {
    match (parameter.role, parameter.bounds) {
        (Role::Weight { link }, Bounds::Signed { .. }) => match network.links[link].source {
            Source::Layer(layer) => Some((parameter, layer)),
            Source::Input(_) => None,
        },
        _ => None,
    }
}
