//! Each statement of a program as Rust.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::chunk::Chunk;
use super::names::Names;
use super::sizes::argument;
use super::units;
use crate::network::Scope;
use crate::program::{Part, Place, Product, Statement, Units, Variable, each};

/// Writes statements that stand together.
pub struct Writer<'a> {
    pub chunk: &'a Chunk<'a>,
    /// The steps that the statements are about: `0..steps`, or `t..t + 1` in a loop.
    steps: TokenStream,
    /// Open constants of all units, by parameter.
    pub constants: BTreeMap<usize, Ident>,
    /// For what stands inside.
    pub names: Names,
}

impl<'a> Writer<'a> {
    pub fn new(chunk: &'a Chunk, steps: TokenStream) -> Self {
        Writer {
            chunk,
            steps,
            constants: BTreeMap::new(),
            names: chunk.variables.names.clone(),
        }
    }

    pub fn all(&self, statements: &[Statement]) -> TokenStream {
        statements
            .iter()
            .map(|statement| self.statement(statement))
            .collect()
    }

    fn statement(&self, statement: &Statement) -> TokenStream {
        let mixed = Span::mixed_site();
        let steps = &self.steps;
        match statement {
            Statement::Start { drive, bias } => {
                let (size, name) = (self.size(*drive), self.chunk.variables.series(*drive));
                match bias {
                    Some(bias) => {
                        let bias = self.bias(*bias, Variable::Parameter, "bias", *drive);
                        quote_spanned!(mixed=> lanes.set_bias::<#size>(#bias, #name, #steps);)
                    }
                    None => quote_spanned!(mixed=> lanes.set_zero::<#size>(#name, #steps);),
                }
            }
            Statement::Multiply { product, onto } => {
                let (source, drive) = self.ends(product, Variable::Series, Variable::Series);
                let bias = onto.map(|bias| self.bias(bias, Variable::Parameter, "bias", product.drive));
                self.taps(product, Variable::Parameter, |weight, delay| match &bias {
                    Some(bias) => quote_spanned! {mixed=>
                        lanes.multiply_onto(#bias, #weight, #source.back(#delay), #drive, #steps);
                    },
                    None => quote_spanned! {mixed=>
                        lanes.multiply(#weight, #source.back(#delay), #drive, #steps);
                    },
                })
            }
            Statement::MultiplyTransposed(product) => {
                let (d_source, d_drive) = self.ends(product, Variable::Adjoint, Variable::Adjoint);
                self.taps(product, Variable::Parameter, |weight, delay| {
                    quote_spanned! {mixed=>
                        lanes.multiply_transposed(#weight, #d_drive, #d_source.back_mut(#delay), #steps);
                    }
                })
            }
            Statement::WeightGradient(product) => {
                let (source, d_drive) = self.ends(product, Variable::Series, Variable::Adjoint);
                self.taps(product, Variable::Gradient, |d_weight, delay| {
                    quote_spanned! {mixed=>
                        lanes.weight_gradient(#d_drive, #source.back(#delay), #steps, #d_weight);
                    }
                })
            }
            Statement::BiasGradient { drive, bias } => {
                let (size, d_drive) = (self.size(*drive), self.chunk.variables.adjoint(*drive));
                let d_bias = self.bias(*bias, Variable::Gradient, "bias_mut", *drive);
                quote_spanned!(mixed=> lanes.bias_gradient::<#size>(#d_drive, #steps, #d_bias);)
            }
            Statement::Units(units) => units::units(self, units),
            Statement::Steps { backwards, body } => self.each_step(*backwards, body),
            Statement::IfTraced(body) => {
                let (trace, body) = (&self.chunk.generics.trace, self.all(body));
                quote_spanned!(mixed=> if #trace { #body })
            }
            Statement::IfAsked { input, body } => {
                let (d_input, body) = (self.chunk.variables.adjoint(*input), self.all(body));
                quote_spanned!(mixed=> if !#d_input.is_absent() { #body })
            }
        }
    }

    fn ends(
        &self,
        product: &Product,
        source: fn(usize) -> Variable,
        drive: fn(usize) -> Variable,
    ) -> (&Ident, &Ident) {
        let source = self.chunk.variables.get(source(product.source));
        (source, self.chunk.variables.get(drive(product.drive)))
    }

    /// A loop over steps, in front of it the constants that are the same in all of them.
    fn each_step(&self, backwards: bool, body: &[Statement]) -> TokenStream {
        let mixed = Span::mixed_site();
        let layers: Vec<&Units> = body.iter().filter_map(units_of).collect();
        let several = layers.len() > 1;
        let this_step = quote_spanned!(mixed=> t..t + 1);
        let mut inside = Writer::new(self.chunk, this_step);
        let mut opened = Vec::new();
        for parameter in constants(body) {
            let from = self.chunk.variables.get(Variable::Parameter(parameter));
            // Of several layers, each constant keeps the name of its parameter, which nothing else reads.
            let constant = match several {
                true => from.clone(),
                false => inside
                    .names
                    .fresh(self.chunk.network.parameters[parameter].label()),
            };
            opened.push(quote_spanned!(mixed=> let #constant = lanes.global(#from);));
            inside.constants.insert(parameter, constant);
        }
        let body = body.iter().map(|statement| match statement {
            Statement::Units(_) if several => {
                let units = inside.statement(statement);
                quote!({ #units })
            }
            _ => inside.statement(statement),
        });
        let steps = match backwards {
            true => quote_spanned!(mixed=> (0..steps).rev()),
            false => quote_spanned!(mixed=> 0..steps),
        };
        quote_spanned! {mixed=>
            #(#opened)*
            for t in #steps {
                #(#body)*
            }
        }
    }

    /// The weight of a product, or its gradient, and the line that opens it.
    pub fn weight(&self, statement: &Statement) -> Option<(Variable, TokenStream)> {
        let mixed = Span::mixed_site();
        let (product, variable, open) = match statement {
            Statement::Multiply { product, .. } | Statement::MultiplyTransposed(product) => {
                (product, Variable::Parameter(product.weight()), "weight")
            }
            Statement::WeightGradient(product) => {
                (product, Variable::Gradient(product.weight()), "weight_mut")
            }
            _ => return None,
        };
        let (name, open) = (self.chunk.variables.get(variable), Ident::new(open, mixed));
        let mutable = (product.taps[0].weight.count > 1 && open == "weight_mut").then(|| quote!(mut));
        let (rows, columns) = (self.size(product.drive), self.size(product.source));
        let line = quote_spanned! {mixed=>
            let #mutable #name = lanes.#open::<#rows, #columns>(#name);
        };
        Some((variable, line))
    }

    /// A line for each delay of a product, given its part of the weight.
    fn taps(
        &self,
        product: &Product,
        kind: impl Fn(usize) -> Variable,
        line: impl Fn(TokenStream, TokenStream) -> TokenStream,
    ) -> TokenStream {
        let mixed = Span::mixed_site();
        let weight = self.chunk.variables.get(kind(product.weight()));
        let number = Literal::usize_unsuffixed;
        if let [tap] = product.taps.as_slice() {
            let (index, delay) = (number(tap.weight.index), number(tap.delay));
            let part = (tap.weight.count > 1).then(|| quote_spanned!(mixed=> .part(#index)));
            return line(quote!(#weight #part), quote!(#delay));
        }
        let taps = product.taps.iter().map(|tap| {
            let (index, delay) = (number(tap.weight.index), number(tap.delay));
            quote!((#index, #delay))
        });
        let weight = quote_spanned!(mixed=> #weight.part(part));
        let line = line(weight, quote_spanned!(mixed=> delay));
        quote_spanned! {mixed=>
            for (part, delay) in [#(#taps),*] {
                #line
            }
        }
    }

    /// The bias of a port, or its gradient.
    fn bias(&self, bias: Part, kind: impl Fn(usize) -> Variable, part: &str, drive: usize) -> TokenStream {
        let name = self.chunk.variables.get(kind(bias.parameter));
        if bias.count == 1 {
            return quote!(#name);
        }
        let mixed = Span::mixed_site();
        let (size, port) = (self.size(drive), Literal::usize_unsuffixed(bias.index));
        let part = Ident::new(part, mixed);
        quote_spanned!(mixed=> lanes.#part::<#size>(#name, #port))
    }

    /// Units of a series, where Rust wants a const argument.
    pub fn size(&self, series: usize) -> TokenStream {
        argument(
            &self.chunk.program.series[series].size,
            &self.chunk.network.header,
        )
    }
}

fn units_of(statement: &Statement) -> Option<&Units> {
    match statement {
        Statement::Units(units) => Some(units),
        _ => None,
    }
}

/// The constants of all units of a layer that statements read, in the order of parameters.
fn constants(statements: &[Statement]) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    each(statements, &mut |statement| {
        let reads = units_of(statement)
            .into_iter()
            .flat_map(|units| units.reads.values());
        found.extend(reads.filter_map(|place| match place {
            Place::Constant(parameter, Scope::Global) => Some(*parameter),
            _ => None,
        }));
    });
    found
}
