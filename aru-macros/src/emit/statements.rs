//! Each statement of a program as Rust.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use super::chunk::Chunk;
use super::methods::{GRADIENT, MULTIPLY, MULTIPLY_TRANSPOSED, OPEN, OPEN_MUT, method, name_of_method};
use super::names::Names;
use super::sizes::{call, call_between, expression, literal};
use super::time::Time;
use super::units;
use super::{patches, shared};
use aru_compiler::network::{NormOver, Scope, Size, Spread};
use aru_compiler::program::{Mix, Norm, Part, Place, Product, ProductForm, Statement, Units, Variable, each};

/// Writes statements that stand together.
pub struct Writer<'a> {
    pub chunk: &'a Chunk<'a>,
    pub time: Time,
    /// Open constants of all units, by parameter.
    pub constants: BTreeMap<usize, Ident>,
    /// For what stands inside.
    pub names: Rc<Names>,
}

impl<'a> Writer<'a> {
    pub fn new(chunk: &'a Chunk, time: Time) -> Self {
        Writer {
            chunk,
            time,
            constants: BTreeMap::new(),
            names: Rc::clone(&chunk.variables.names),
        }
    }

    /// Those of a large network in functions.
    pub fn all(&self, statements: &[Statement]) -> TokenStream {
        match self.chunk.is_large() {
            true => shared::calls(self, statements),
            false => self.together(statements),
        }
    }

    /// One after the other.
    pub fn together(&self, statements: &[Statement]) -> TokenStream {
        let several = has_several_layers(statements);
        let written = statements
            .iter()
            .map(|statement| match (statement, self.statement(statement)) {
                (Statement::Units(_), units) if several => quote!({ #units }),
                (_, written) => written,
            });
        written.collect()
    }

    fn statement(&self, statement: &Statement) -> TokenStream {
        let mixed = Span::mixed_site();
        let steps = &self.time.range();
        match statement {
            Statement::Start { drive, bias } => {
                let (size, name) = (self.size(*drive), self.name(Variable::Series(*drive)));
                let set = match bias {
                    Some(bias) => {
                        let bias = self.bias(*bias, Variable::Parameter, "bias", *drive);
                        call("set_bias", size, &quote!(#bias, #name, #steps))
                    }
                    None => call("set_zero", size, &quote!(#name, #steps)),
                };
                quote!(#set;)
            }
            Statement::Multiply { product, onto } => {
                let bias = onto.map(|bias| self.bias(bias, Variable::Parameter, "bias", product.drive));
                self.taps(statement, |weight, source, drive, delay| match &bias {
                    Some(bias) => quote_spanned! {mixed=>
                        __aru_lanes.multiply_onto(#bias, #weight, #source.back(#delay), #drive, #steps);
                    },
                    None => {
                        let multiply = method(product, MULTIPLY);
                        quote_spanned! {mixed=>
                            __aru_lanes.#multiply(#weight, #source.back(#delay), #drive, #steps);
                        }
                    }
                })
            }
            Statement::MultiplyTransposed(product) => {
                let multiply = method(product, MULTIPLY_TRANSPOSED);
                self.taps(statement, |weight, d_source, d_drive, delay| {
                    quote_spanned! {mixed=>
                        __aru_lanes.#multiply(#weight, #d_drive, #d_source.back_mut(#delay), #steps);
                    }
                })
            }
            Statement::WeightGradient(product) => {
                let gradient = method(product, GRADIENT);
                self.taps(statement, |d_weight, source, d_drive, delay| {
                    let pairs = statement.pairs().map(|weight| {
                        let (weight, part) = (self.name(weight), part(product));
                        quote!(#weight #part,)
                    });
                    quote_spanned! {mixed=>
                        __aru_lanes.#gradient(#pairs #d_drive, #source.back(#delay), #steps, #d_weight);
                    }
                })
            }
            Statement::Mix(mix) => {
                let (kernel, size) = (self.kernel(mix), self.size(mix.source));
                let (source, result) = (
                    self.name(Variable::Series(mix.source)),
                    self.name(Variable::Series(mix.mixed)),
                );
                let mix = call("mix", size, &quote!(#kernel, #source, #result, #steps));
                quote!(#mix;)
            }
            Statement::MixTransposed(mix) => {
                let (kernel, size) = (self.kernel(mix), self.size(mix.source));
                let (d_source, d_mixed) = (
                    self.name(Variable::Adjoint(mix.source)),
                    self.name(Variable::Adjoint(mix.mixed)),
                );
                let mix = call(
                    "mix_transposed",
                    size,
                    &quote!(#kernel, #d_mixed, #d_source, #steps),
                );
                quote!(#mix;)
            }
            Statement::DelayGradient(mix) => {
                let (kernel, size) = (self.kernel(mix), self.size(mix.source));
                let (source, d_mixed) = (
                    self.name(Variable::Series(mix.source)),
                    self.name(Variable::Adjoint(mix.mixed)),
                );
                let d_delay = self.name(Variable::Gradient(mix.learned.delay));
                let arguments = quote!(#kernel, #d_mixed, #source, #steps, #d_delay);
                let gradient = call("delay_gradient", size, &arguments);
                quote!(#gradient;)
            }
            Statement::Norm(norm) => {
                let (normed, eps) = (self.normed(norm), Literal::f64_unsuffixed(norm.eps));
                let shift = self.bias(norm.shift, Variable::Parameter, "bias", norm.drive);
                let [sum, scale, drive] =
                    [norm.sum, norm.scale, norm.drive].map(|series| self.name(Variable::Series(series)));
                quote_spanned! {mixed=>
                    __aru_lanes.norm(#normed, (#eps, #shift), [&mut *#sum, &mut *#scale], #drive, #steps);
                }
            }
            Statement::NormTransposed(norm) => {
                let normed = self.normed(norm);
                let [sum, scale] = [norm.sum, norm.scale].map(|series| self.name(Variable::Series(series)));
                let [d_drive, d_sum] =
                    [norm.drive, norm.sum].map(|series| self.name(Variable::Adjoint(series)));
                quote_spanned! {mixed=>
                    __aru_lanes.norm_transposed(#normed, #d_drive, [#sum, #scale], #d_sum, #steps);
                }
            }
            Statement::BiasGradient { drive, bias } => {
                let (size, d_drive) = (self.size(*drive), self.name(Variable::Adjoint(*drive)));
                let d_bias = self.bias(*bias, Variable::Gradient, "bias_mut", *drive);
                let gradient = call("bias_gradient", size, &quote!(#d_drive, #steps, #d_bias));
                quote!(#gradient;)
            }
            Statement::Units(units) => units::units(self, units),
            Statement::Steps { backwards, body } => self.each_step(*backwards, body),
            Statement::IfTraced { series, body } => {
                let (trace, series) = (&self.chunk.generics.trace, self.name(Variable::Series(*series)));
                let body = self.together(body);
                quote_spanned!(mixed=> if #trace || !#series.is_absent() { #body })
            }
            Statement::IfAsked { series, body } => {
                let (d_series, body) = (self.name(Variable::Adjoint(*series)), self.together(body));
                quote_spanned!(mixed=> if !#d_series.is_absent() { #body })
            }
        }
    }

    /// Which units a norm takes together, and its gain.
    fn normed(&self, norm: &Norm) -> TokenStream {
        let mixed = Span::mixed_site();
        let size = self.size(norm.drive);
        let [units, bands, channels] = [size, &norm.shape[0], &norm.shape[1]].map(|size| expression(1, size));
        let groups = match norm.over {
            NormOver::Units => quote!(all(#units)),
            NormOver::Channels => quote!(channels(#bands, #channels)),
            NormOver::Bands => quote!(bands(#bands, #channels)),
        };
        let gain = self.bias(norm.gain, Variable::Parameter, "bias", norm.drive);
        let arguments = quote_spanned!(mixed=> __aru::__private::Groups::#groups, #gain);
        call("normed", size, &arguments)
    }

    /// The kernel of a learned delay.
    fn kernel(&self, mix: &Mix) -> TokenStream {
        let mixed = Span::mixed_site();
        let delay = self.name(Variable::Parameter(mix.learned.delay));
        let spread = match mix.learned.spread {
            Spread::Folded(spread) => {
                let spread = Literal::f64_unsuffixed(spread);
                quote_spanned!(mixed=> __aru_lanes.number(#spread))
            }
            Spread::Stored(spread) => {
                let spread = self.name(Variable::Parameter(spread));
                quote_spanned!(mixed=> __aru_lanes.global(#spread))
            }
        };
        let (low, high) = (literal(mix.low), literal(mix.high));
        quote_spanned!(mixed=> __aru_lanes.kernel(#delay, #spread, #low..=#high))
    }

    pub fn name(&self, variable: Variable) -> &Ident {
        self.chunk.variables.get(variable)
    }

    /// A loop over steps, in front of it the constants that are the same in all of them. A loop of several layers in a
    /// large network has functions inside, which open what they read.
    fn each_step(&self, backwards: bool, body: &[Statement]) -> TokenStream {
        let mixed = Span::mixed_site();
        let mut inside = Writer::new(self.chunk, Time::Step);
        let (opened, body) = match has_several_layers(body) && self.chunk.is_large() {
            true => (TokenStream::new(), inside.all(body)),
            false => (inside.open_constants(body), inside.together(body)),
        };
        let steps = match backwards {
            true => quote_spanned!(mixed=> ::core::iter::Iterator::rev(0..__aru_steps)),
            false => quote_spanned!(mixed=> 0..__aru_steps),
        };
        quote_spanned! {mixed=>
            #opened
            for __aru_t in #steps {
                #body
            }
        }
    }

    /// Opens the constants of all units that statements of a step read.
    pub fn open_constants(&mut self, statements: &[Statement]) -> TokenStream {
        let several = has_several_layers(statements);
        let mut names = Names::inside(&self.chunk.variables.names);
        let mut opened = TokenStream::new();
        for parameter in constants(statements) {
            let from = self.name(Variable::Parameter(parameter));
            // Of several layers, each constant keeps the name of its parameter, which nothing else reads.
            let constant = match several {
                true => from.clone(),
                false => names.fresh(self.chunk.network.parameters[parameter].label()),
            };
            opened.extend(quote_spanned!(Span::mixed_site()=> let #constant = __aru_lanes.global(#from);));
            self.constants.insert(parameter, constant);
        }
        self.names = Rc::new(names);
        opened
    }

    /// Opens the weights of the products among statements, gradients too.
    pub fn weights(&self, statements: &[Statement]) -> TokenStream {
        let mut opened = BTreeMap::new();
        each(statements, &mut |statement| {
            let Some((product, weight, _)) = statement.product() else {
                return;
            };
            for variable in weight.into_iter().chain(statement.pairs()) {
                opened.insert(variable, self.opened(product, variable));
            }
        });
        opened.into_values().collect()
    }

    fn opened(&self, product: &Product, variable: Variable) -> TokenStream {
        let mixed = Span::mixed_site();
        let is_gradient = matches!(variable, Variable::Gradient(_));
        let open = match is_gradient {
            true => name_of_method(product, OPEN_MUT),
            false => name_of_method(product, OPEN),
        };
        let name = self.name(variable);
        let mutable = (product.parts > 1 && is_gradient).then(|| quote!(mut));
        let (rows, columns) = (self.size(product.drive), self.size(product.source));
        let opened = match product.form {
            ProductForm::Dense | ProductForm::Sparse => call_between(open, [rows, columns], &quote!(#name)),
            ProductForm::Diagonal => call(open, rows, &quote!(#name)),
            ProductForm::Local { link } | ProductForm::Conv { link } => {
                let (patches, open) = (patches::name(link), Ident::new(open, mixed));
                quote_spanned!(mixed=> __aru_lanes.#open(Self::#patches, #name))
            }
            ProductForm::Identity => unreachable!("an identity has no weight"),
        };
        quote_spanned!(mixed=> let #mutable #name = #opened;)
    }

    /// A line for each delay of a product, given its part of the weight, source, drive and the delay.
    fn taps(
        &self,
        statement: &Statement,
        line: impl Fn(TokenStream, &Ident, &Ident, TokenStream) -> TokenStream,
    ) -> TokenStream {
        let mixed = Span::mixed_site();
        let Some((product, weight, others)) = statement.product() else {
            unreachable!("asked for products only")
        };
        let [source, drive] = others.map(|variable| self.name(variable));
        // A product without a weight takes its size in its place.
        let (weight, part) = match weight.map(|weight| self.name(weight)) {
            Some(weight) => (weight.to_token_stream(), part(product)),
            None => (expression(1, self.size(product.drive)), TokenStream::new()),
        };
        if let [tap] = product.taps.as_slice() {
            let delay = literal(tap.delay);
            return line(quote!(#weight #part), source, drive, quote!(#delay));
        }
        let taps = product.taps.iter().map(|tap| {
            let (index, delay) = (literal(tap.part), literal(tap.delay));
            quote!((#index, #delay))
        });
        let line = line(
            quote!(#weight #part),
            source,
            drive,
            quote_spanned!(mixed=> __aru_delay),
        );
        quote_spanned! {mixed=>
            for (__aru_part, __aru_delay) in [#(#taps),*] {
                #line
            }
        }
    }

    /// The bias of a port, or its gradient.
    fn bias(&self, bias: Part, kind: impl Fn(usize) -> Variable, part: &str, drive: usize) -> TokenStream {
        let name = self.name(kind(bias.parameter));
        if bias.count == 1 {
            return quote!(#name);
        }
        let (size, port) = (self.size(drive), literal(bias.index));
        call(part, size, &quote!(#name, #port))
    }

    /// Units of a series.
    fn size(&self, series: usize) -> &'a Size {
        &self.chunk.program.series[series].size
    }
}

/// What takes from a weight the part of a product: of one with several delays, that of the delay at hand.
fn part(product: &Product) -> TokenStream {
    let mixed = Span::mixed_site();
    match product.taps.as_slice() {
        [_] if product.parts == 1 => TokenStream::new(),
        [tap] => {
            let index = literal(tap.part);
            quote_spanned!(mixed=> .part(#index))
        }
        _ => quote_spanned!(mixed=> .part(__aru_part)),
    }
}

pub fn has_several_layers(statements: &[Statement]) -> bool {
    statements.iter().filter_map(units_of).count() > 1
}

fn units_of(statement: &Statement) -> Option<&Units> {
    match statement {
        Statement::Units(units) => Some(units),
        _ => None,
    }
}

/// The constants of all units of a layer that statements of a step read, in the order of parameters.
fn constants(statements: &[Statement]) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    each(statements, &mut |statement| {
        let units = units_of(statement).into_iter();
        let reads = units.flat_map(|units| units.reads.values());
        found.extend(reads.filter_map(|place| match place {
            Place::Constant(parameter, Scope::Global) => Some(*parameter),
            _ => None,
        }));
    });
    found
}
