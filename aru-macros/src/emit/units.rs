//! The equations of a layer in one step: rows are opened, then comes the loop over units.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::names::Names;
use super::notation::Rust;
use super::sizes::{call, expression};
use super::statements::Writer;
use aru_compiler::formulas;
use aru_compiler::graph::Node;
use aru_compiler::network::{Scope, Size};
use aru_compiler::program::{AdjointRows, Place, Store, Units, Variable};
use aru_compiler::render::Renderer;

pub fn units(writer: &Writer, units: &Units) -> TokenStream {
    Loop::new(writer, units).write()
}

/// A loop over units, while it is being written.
struct Loop<'a> {
    writer: &'a Writer<'a>,
    units: &'a Units,
    size: &'a Size,
    names: Names,
    /// In front of the loop.
    openings: Vec<TokenStream>,
    /// Open rows: of a variable, that of so many steps before.
    rows: BTreeMap<(Variable, usize), Ident>,
    /// Sums over units, by parameter.
    sums: BTreeMap<usize, Ident>,
}

impl<'a> Loop<'a> {
    fn new(writer: &'a Writer<'a>, units: &'a Units) -> Self {
        let layer = &writer.chunk.network.layers[units.layer];
        let mut new = Loop {
            writer,
            units,
            size: &layer.size,
            names: Names::inside(&writer.names),
            openings: Vec::new(),
            rows: BTreeMap::new(),
            sums: BTreeMap::new(),
        };
        new.open_rows();
        new.open_sums();
        new
    }

    /// Values first, in the order in which they are kept.
    fn open_rows(&mut self) {
        let stored = self.units.stores.iter().map(|store| store.place);
        let written: BTreeSet<Variable> = stored.clone().map(Place::variable).collect();
        let places = self.units.reads.values().copied().chain(stored);
        let mut delays: BTreeMap<Variable, BTreeSet<usize>> = BTreeMap::new();
        for (variable, delay) in places.filter_map(Place::row) {
            delays.entry(variable).or_default().insert(delay);
        }
        for (variable, delays) in delays {
            self.open(variable, &delays, written.contains(&variable));
        }
    }

    /// Rows of one variable that are written are opened together.
    fn open(&mut self, variable: Variable, delays: &BTreeSet<usize>, is_written: bool) {
        let mixed = Span::mixed_site();
        let series = &self.writer.chunk.program.series;
        let is_carried =
            matches!(variable, Variable::Adjoint(of) if series[of].adjoint == AdjointRows::Carried);
        let (label, size) = (self.label(variable), self.size);
        let from = self.writer.chunk.variables.get(variable);
        for &delay in delays.iter().rev() {
            let when = match delay {
                0 if is_carried => "carried",
                0 => "now",
                _ => "before",
            };
            let name = self.names.fresh(&format!("{label}_{when}"));
            self.rows.insert((variable, delay), name);
        }
        let row = |delay: usize| &self.rows[&(variable, delay)];
        let opening = if is_carried {
            let row = row(0);
            let carried = match self.units.adds {
                true => call("carried_row", size, &quote!(#from)),
                false => call("carried", size, &quote_spanned!(mixed=> #from, __aru_t)),
            };
            quote_spanned!(mixed=> let #row = #carried;)
        } else if is_written && delays.len() > 1 {
            let (before, now) = (row(1), row(0));
            let rows = call("before_and_now", size, &quote_spanned!(mixed=> #from, __aru_t));
            quote_spanned!(mixed=> let (#before, #now) = #rows;)
        } else {
            let open = if is_written { "row_mut" } else { "row" };
            let rows = delays.iter().map(|&delay| {
                let (row, delay) = (row(delay), Literal::usize_unsuffixed(delay));
                let opened = call(open, size, &quote_spanned!(mixed=> #from, __aru_t, #delay));
                quote_spanned!(mixed=> let #row = #opened;)
            });
            rows.collect()
        };
        self.openings.push(opening);
    }

    /// The gradient of a constant of all units is summed over them.
    fn open_sums(&mut self) {
        for store in &self.units.stores {
            if let Place::Gradient(parameter, Scope::Global) = store.place {
                let label = self.writer.chunk.network.parameters[parameter].label();
                let sum = self.names.fresh(&format!("d_{label}"));
                let opening = quote_spanned!(Span::mixed_site()=> let mut #sum = __aru_lanes.number(0.0););
                self.openings.push(opening);
                self.sums.insert(parameter, sum);
            }
        }
    }

    fn write(mut self) -> TokenStream {
        let mixed = Span::mixed_site();
        let (reads, lets, renderer) = self.lets();
        let stores = self.units.stores.iter();
        let stores = stores.map(|store| self.store(store, &renderer.value(store.node)));
        let closings = self.sums.iter().map(|(&parameter, sum)| {
            let gradient = self.writer.chunk.variables.get(Variable::Gradient(parameter));
            quote_spanned!(mixed=> __aru_lanes.add_global(#gradient, #sum);)
        });
        let docs = formulas::lines(self.writer.chunk.network, self.writer.chunk.program, self.units);
        let docs = docs.into_iter().map(|line| format!(" {line}"));
        let (openings, size) = (&self.openings, expression(1, self.size));
        quote_spanned! {mixed=>
            #(#openings)*
            #(#[doc = #docs])*
            for __aru_unit in 0..__aru_lanes.blocks(#size) {
                #(#reads)*
                #(#lets)*
                #(#stores)*
            }
            #(#closings)*
        }
    }

    /// What is read under a name, what is computed under one, and how every node is written then.
    fn lets(&mut self) -> (Vec<TokenStream>, Vec<TokenStream>, Renderer<'a, Rust>) {
        let mixed = Span::mixed_site();
        let (mut reads, mut lets) = (Vec::new(), Vec::new());
        let mut renderer = Renderer {
            graph: &self.writer.chunk.program.layers[self.units.layer].graph,
            names: BTreeMap::new(),
        };
        for (&node, &place) in &self.units.reads {
            let read = self.read(place);
            let has_name = self.units.lets.contains(&node);
            let name = has_name.then(|| self.name_of_read(node, place));
            let text = match &name {
                Some(name) => {
                    reads.push(quote_spanned!(mixed=> let #name = #read;));
                    quote!(#name)
                }
                None => read,
            };
            renderer.names.insert(node, text);
        }
        let computed = self.units.lets.iter();
        for &node in computed.filter(|node| !self.units.reads.contains_key(node)) {
            let wanted = self.units.names.get(&node).map_or("shared", String::as_str);
            let (name, value) = (self.names.fresh(wanted), renderer.definition(node));
            lets.push(quote_spanned!(mixed=> let #name = #value;));
            renderer.names.insert(node, quote!(#name));
        }
        (reads, lets, renderer)
    }

    fn read(&self, place: Place) -> TokenStream {
        let mixed = Span::mixed_site();
        if let Some(row) = place.row() {
            let row = &self.rows[&row];
            return quote_spanned!(mixed=> #row[__aru_unit]);
        }
        match place {
            Place::Constant(parameter, Scope::Global) => {
                let constant = &self.writer.constants[&parameter];
                quote!(#constant)
            }
            _ => {
                let constant = self.writer.chunk.variables.get(place.variable());
                quote_spanned!(mixed=> __aru_lanes.per_unit(#constant, __aru_unit))
            }
        }
    }

    fn name_of_read(&mut self, node: Node, place: Place) -> Ident {
        let label = self.label(place.variable());
        let wanted = match place {
            Place::Carried(_) => format!("{label}_after"),
            Place::Value(_, 1) => format!("{label}_before_value"),
            _ => self.units.names.get(&node).cloned().unwrap_or(label),
        };
        self.names.fresh(&wanted)
    }

    fn store(&self, store: &Store, value: &TokenStream) -> TokenStream {
        let mixed = Span::mixed_site();
        if let Some(row) = store.place.row() {
            let name = &self.rows[&row];
            // Other steps have given the adjoint of an earlier step their shares.
            return match row {
                (_, 0) if !self.units.adds => quote_spanned!(mixed=> #name[__aru_unit] = #value;),
                _ => quote_spanned!(mixed=> #name[__aru_unit] += #value;),
            };
        }
        match store.place {
            Place::Gradient(parameter, Scope::Global) => {
                let sum = &self.sums[&parameter];
                quote_spanned!(mixed=> #sum += #value;)
            }
            place => {
                let gradient = self.writer.chunk.variables.get(place.variable());
                quote_spanned!(mixed=> __aru_lanes.add_per_unit(#gradient, __aru_unit, #value);)
            }
        }
    }

    fn label(&self, variable: Variable) -> String {
        formulas::label(self.writer.chunk.network, self.writer.chunk.program, variable)
    }
}
