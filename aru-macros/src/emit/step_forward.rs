//! The equations of a layer in one step, and what a trace keeps besides.

use std::collections::BTreeMap;

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;

use super::names::{code, local};
use super::step::Step;
use crate::formulas;
use crate::graph::Node;
use crate::render::{Renderer, Style};

/// The loop over units that computes a step of the layer.
pub fn forward(mut step: Step) -> TokenStream {
    let mixed = Span::mixed_site();
    let size = step.size();
    let schedule = step.schedule;
    let graph = &schedule.equations.graph;
    let mut rows = Vec::new();
    for kept in &schedule.kept {
        rows.push(match kept.state {
            Some(_) => step.write_both(false, kept.series, &kept.name).1,
            None => step.write(false, kept.series, &format!("{}_now", kept.name)),
        });
    }
    let roots: Vec<Node> = schedule.kept.iter().map(|kept| kept.node).collect();
    let wanted = step.forward_names();
    let (lets, names) = step.statements(graph, &roots, &BTreeMap::new(), &wanted, false);
    let renderer = Renderer {
        graph,
        names,
        style: Style::Rust,
    };
    let stores = rows.iter().zip(&roots).map(|(row, &node)| {
        let (row, value) = (local(row), code(&renderer.block(node)));
        quote_spanned!(mixed=> #row[unit] = #value;)
    });
    let docs = formulas::forward(step.network, step.schedule, step.layer)
        .into_iter()
        .map(|line| format!(" {line}"));
    let (setup, loads) = (&step.setup, &step.loads);
    quote_spanned! {mixed=>
        #(#setup)*
        #(#[doc = #docs])*
        for unit in 0..lanes.blocks(#size) {
            #(#loads)*
            #(#lets)*
            #(#stores)*
        }
    }
}

/// What only a trace needs: dead states and values that nothing reads.
pub fn trace(mut step: Step, trace_parameter: &proc_macro2::Ident) -> TokenStream {
    if step.schedule.trace_only.is_empty() {
        return TokenStream::new();
    }
    let mixed = Span::mixed_site();
    let size = step.size();
    let schedule = step.schedule;
    let graph = &schedule.equations.graph;
    let roots: Vec<Node> = schedule
        .trace_only
        .iter()
        .map(|&(equation, _)| schedule.equations.values[equation])
        .collect();
    let (kept, wanted) = (step.kept(), step.forward_names());
    // A row cannot be read while it is written: every value is computed first.
    let (lets, names) = step.statements(graph, &roots, &kept, &wanted, true);
    let renderer = Renderer {
        graph,
        names,
        style: Style::Rust,
    };
    let stores = schedule
        .trace_only
        .iter()
        .zip(&roots)
        .map(|(&(_, series), &node)| {
            let (series, value) = (local(&step.outer.series[series]), code(&renderer.block(node)));
            quote_spanned!(mixed=> lanes.row_mut::<#size>(#series, t, 0)[unit] = #value;)
        });
    let (setup, loads) = (&step.setup, &step.loads);
    quote_spanned! {mixed=>
        if #trace_parameter {
            for unit in 0..lanes.blocks(#size) {
                #(#setup)*
                #(#loads)*
                #(#lets)*
                #(#stores)*
            }
        }
    }
}
