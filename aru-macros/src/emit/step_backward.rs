//! The adjoint of a layer's equations in one step.

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;

use super::names::{code, local};
use super::step::Step;
use crate::formulas;
use crate::graph::{Node, Op};
use crate::network::Scope;
use crate::render::{Renderer, Style};

/// The loop over units that takes the adjoints of a step's values to those of what they were computed from.
pub fn backward(mut step: Step) -> TokenStream {
    let mixed = Span::mixed_site();
    let size = step.size();
    let schedule = step.schedule;
    let graph = &schedule.adjoint.graph;
    for kept in &schedule.kept {
        let Some(state) = kept.state else { continue };
        if schedule.carried_adjoints.contains(&state) {
            step.carry(kept.series, &format!("d_{}_carried", kept.name));
        } else {
            step.write_both(true, kept.series, &format!("d_{}", kept.name));
        }
    }
    let outputs = formulas::adjoint_outputs(step.network, schedule, step.layer);
    let roots: Vec<Node> = outputs.iter().map(|&(_, adjoint)| adjoint).collect();
    let (kept, wanted) = (
        step.kept(),
        formulas::adjoint_names(schedule, step.unit(), &step.forward_names()),
    );
    let (lets, names) = step.statements(graph, &roots, &kept, &wanted, false);
    let renderer = Renderer {
        graph,
        names,
        style: Style::Rust,
    };
    let mut stores = Vec::new();
    let mut close = Vec::new();
    for &(leaf, adjoint) in &outputs {
        let amount = code(&renderer.block(adjoint));
        stores.push(store(&mut step, leaf, amount, &mut close));
    }
    let docs = formulas::backward(step.network, step.schedule, step.layer)
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
        #(#close)*
    }
}

/// Where the adjoint of a leaf goes.
fn store(step: &mut Step, leaf: Op, amount: TokenStream, close: &mut Vec<TokenStream>) -> TokenStream {
    let mixed = Span::mixed_site();
    let unit = step.unit();
    match leaf {
        Op::Drive(port) => {
            let row = step.write(
                true,
                step.schedule.drives[port],
                &format!("d_{}_now", unit.ports[port]),
            );
            let row = local(&row);
            quote_spanned!(mixed=> #row[unit] = #amount;)
        }
        Op::Recur(port) => {
            let series = step.schedule.recurs[port];
            let series = series.unwrap_or_else(|| unreachable!("a leaf only where there is an own link"));
            let row = local(&step.write(true, series, &format!("d_recur_{}_now", unit.ports[port])));
            quote_spanned!(mixed=> #row[unit] = #amount;)
        }
        Op::Previous(state) => {
            let equation = step.schedule.equations.state_equations[state];
            let series = step.schedule.traced[equation];
            if let Some(row) = step.carried(series) {
                let row = local(row);
                return quote_spanned!(mixed=> #row[unit] = #amount;);
            }
            let wanted = format!("d_{}_before", unit.equations[equation].name);
            // Open already: a state that is read a step later is live.
            let row = local(&step.read(true, series, 1, &wanted));
            quote_spanned!(mixed=> #row[unit] += #amount;)
        }
        Op::Constant(_) | Op::Bias(_) => {
            let (parameter, scope) = step
                .parameter_of(leaf)
                .unwrap_or_else(|| unreachable!("a leaf is stored"));
            let gradient = local(&step.outer.d_parameters[parameter]);
            if scope == Scope::PerUnit {
                return quote_spanned!(mixed=> lanes.add_per_unit(#gradient, unit, #amount););
            }
            let name = match leaf {
                Op::Constant(constant) => &unit.constants[constant],
                _ => unreachable!("a bias has one value a unit"),
            };
            let sum = local(&step.name(&format!("sum of {leaf:?}"), &format!("d_{name}")));
            step.setup
                .push(quote_spanned!(mixed=> let mut #sum = lanes.number(0.0);));
            close.push(quote_spanned!(mixed=> lanes.add_global(#gradient, #sum);));
            quote_spanned!(mixed=> #sum += #amount;)
        }
        _ => unreachable!("not a leaf of the forward equations"),
    }
}
