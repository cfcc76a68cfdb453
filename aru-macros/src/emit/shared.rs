//! Functions of a large network: statements that are alike in all but the variables they work on are written once, and
//! called with these.
//!
//! A network of two hundred equal layers so costs rustc what a few layers cost, and one of different layers is many
//! functions of a size at which optimising is still linear in length.

use std::collections::BTreeMap;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use super::Generics;
use super::chunk::Pass;
use super::names::Variables;
use super::sizes::literal;
use super::statements::{Writer, has_several_layers};
use super::time::Time;
use aru_compiler::formulas;
use aru_compiler::program::{Statement, Variable, each};

/// Layers with many links have several functions.
const LONGEST: usize = 6;

/// The functions written so far.
#[derive(Debug, Default)]
pub struct Functions {
    written: Vec<TokenStream>,
    /// Names, by all of the function that stands behind its name.
    names: BTreeMap<String, Ident>,
}

impl Functions {
    pub fn written(self) -> Vec<TokenStream> {
        self.written
    }

    /// The function with this text, which is written where there is none yet.
    fn with(&mut self, pass: Pass, text: &TokenStream) -> Ident {
        let pass = match pass {
            Pass::Forward => "forward",
            Pass::Backward => "backward",
        };
        let next = format_ident!("__aru_{pass}_{}", self.written.len(), span = Span::mixed_site());
        let name = self.names.entry(text.to_string()).or_insert_with(|| {
            // Where all calls are expanded in their place, they are one long function again.
            self.written.push(quote!(#[inline(never)] fn #next #text));
            next
        });
        name.clone()
    }
}

/// Calls of functions that hold these statements.
pub fn calls(writer: &Writer, statements: &[Statement]) -> TokenStream {
    let calls = groups(statements).map(|group| match group {
        // A loop over steps of several layers has its functions inside.
        [statement] if is_loop_of_several(statement) => Call::Inside(writer.together(group)),
        group => call(writer, group),
    });
    let calls: Vec<Call> = calls.collect();
    calls.chunk_by(Call::is_of_the_same).map(Call::together).collect()
}

/// Statements in the functions that hold them. A layer ends one, as do its gradients: what stands between two layers comes
/// again where the layers do.
fn groups(statements: &[Statement]) -> impl Iterator<Item = &[Statement]> {
    use Statement::{BiasGradient, DelayGradient, IfAsked, IfTraced, Steps, Units, WeightGradient};
    let are_together = |one: &Statement, next: &Statement| match (one, next) {
        _ if is_loop_of_several(next) => false,
        (WeightGradient(_), BiasGradient { .. }) => true,
        (one, _) => !matches!(
            one,
            Units(_)
                | Steps { .. }
                | WeightGradient(_)
                | BiasGradient { .. }
                | DelayGradient(_)
                | IfTraced { .. }
                | IfAsked { .. }
        ),
    };
    let groups = statements.chunk_by(are_together);
    groups.flat_map(|group| group.chunks(LONGEST))
}

fn is_loop_of_several(statement: &Statement) -> bool {
    matches!(statement, Statement::Steps { body, .. } if has_several_layers(body))
}

enum Call {
    /// The function, with what it always gets, and the places of the variables that it works on.
    Of {
        function: TokenStream,
        arguments: TokenStream,
        at: TokenStream,
    },
    Inside(TokenStream),
}

impl Call {
    fn is_of_the_same(&self, other: &Call) -> bool {
        match (self, other) {
            (Call::Of { function: one, .. }, Call::Of { function: other, .. }) => {
                one.to_string() == other.to_string()
            }
            _ => false,
        }
    }

    /// Calls of the same function one after the other are a loop: a function of some hundred calls is a long one too.
    fn together(calls: &[Call]) -> TokenStream {
        let mixed = Span::mixed_site();
        let at = calls.iter().filter_map(|call| match call {
            Call::Of { at, .. } => Some(at),
            Call::Inside(_) => None,
        });
        match calls {
            [Call::Inside(written), ..] => written.clone(),
            [
                Call::Of {
                    function,
                    arguments,
                    at,
                },
            ] => quote!(#function(#arguments, &#at);),
            [
                Call::Of {
                    function, arguments, ..
                },
                ..,
            ] => quote_spanned! {mixed=>
                for __aru_at in &[#(#at),*] {
                    #function(#arguments, __aru_at);
                }
            },
            [] => TokenStream::new(),
        }
    }
}

/// A call of the function that holds these statements.
fn call(writer: &Writer, statements: &[Statement]) -> Call {
    let mixed = Span::mixed_site();
    let chunk = writer.chunk;
    let used = used(statements);
    let labels = used.iter().map(|&variable| {
        let label = formulas::label(chunk.network, chunk.program, variable);
        (variable, label)
    });
    let inside = chunk.with(Variables::called(labels));
    let mut inside = Writer::new(&inside, writer.time);
    let constants = match writer.time {
        Time::Step => inside.open_constants(statements),
        // A loop opens its own.
        Time::Chunk => TokenStream::new(),
    };
    let weights = inside.weights(statements);
    let body = inside.together(statements);

    let Generics {
        scalar, isa, trace, ..
    } = chunk.generics;
    let kinds = used.chunk_by(|one, next| Kind::of(*one) == Kind::of(*next));
    let kinds = kinds.map(|variables| (Kind::of(variables[0]), variables));
    let (mut parameters, mut arguments, mut opened, mut next) = (Vec::new(), Vec::new(), Vec::new(), 0);
    for (kind, variables) in kinds {
        let (all, of) = (kind.all(), kind.type_of(chunk.pass, scalar));
        parameters.push(quote!(#all: #of));
        arguments.push(match kind.is_written(chunk.pass) {
            true => quote!(&mut *#all),
            false => quote!(&*#all),
        });
        let names = variables.iter().map(|&variable| inside.name(variable));
        let places = (next..next + variables.len()).map(literal);
        let choose = Ident::new(kind.chosen_by(chunk.pass), mixed);
        opened.push(quote_spanned! {mixed=>
            let [#(#names),*] = __aru::__private::#choose(#all, [#(__aru_at[#places]),*]);
        });
        next += variables.len();
    }
    let count = literal(next);
    // With a parameter that it does not ask for, a function would be compiled twice.
    let (declared, given) = match chunk.pass == Pass::Forward && asks_for_traces(statements) {
        true => (quote!(, const #trace: ::core::primitive::bool), quote!(, #trace)),
        false => Default::default(),
    };
    let time = writer.time.name();
    let text = quote_spanned! {mixed=>
        <#isa: __aru::__private::Isa #declared>(
            __aru_lanes: __aru::__private::Lanes<#scalar, #isa>,
            #time: ::core::primitive::usize,
            #(#parameters,)*
            __aru_at: &[::core::primitive::usize; #count],
        ) {
            __aru_lanes.apart(|| { #(#opened)* #constants #weights #body });
        }
    };
    let function = chunk.functions.borrow_mut().with(chunk.pass, &text);
    let at = used.iter().map(|variable| literal(variable.index()));
    Call::Of {
        function: quote!(Self::#function::<#isa #given>),
        arguments: quote_spanned!(mixed=> __aru_lanes, #time, #(#arguments),*),
        at: quote!([#(#at),*]),
    }
}

/// The variables of statements by kind, each kind in the order in which it is met.
fn used(statements: &[Statement]) -> Vec<Variable> {
    let mut used = Vec::new();
    each(statements, &mut |statement| {
        for variable in statement.variables() {
            if !used.contains(&variable) {
                used.push(variable);
            }
        }
    });
    used.sort_by_key(|variable| Kind::of(*variable));
    used
}

fn asks_for_traces(statements: &[Statement]) -> bool {
    let mut asks = false;
    each(statements, &mut |statement| {
        asks |= matches!(statement, Statement::IfTraced { .. })
    });
    asks
}

/// Variables that come as one argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Values,
    Adjoints,
    Parameters,
    Gradients,
}

impl Kind {
    fn of(variable: Variable) -> Kind {
        match variable {
            Variable::Series(_) => Kind::Values,
            Variable::Adjoint(_) => Kind::Adjoints,
            Variable::Parameter(_) => Kind::Parameters,
            Variable::Gradient(_) => Kind::Gradients,
        }
    }

    fn is_written(self, pass: Pass) -> bool {
        match self {
            Kind::Values => pass == Pass::Forward,
            Kind::Adjoints | Kind::Gradients => true,
            Kind::Parameters => false,
        }
    }

    /// What chunk functions call all of them.
    fn all(self) -> Ident {
        let name = match self {
            Kind::Values => "__aru_values",
            Kind::Adjoints => "__aru_adjoints",
            Kind::Parameters => "__aru_parameters",
            Kind::Gradients => "__aru_gradients",
        };
        Ident::new(name, Span::mixed_site())
    }

    fn type_of(self, pass: Pass, scalar: &Ident) -> TokenStream {
        let mutable = self.is_written(pass).then(|| quote!(mut));
        match self {
            Kind::Values | Kind::Adjoints => quote!(&#mutable [__aru::__private::Series<#scalar>]),
            Kind::Parameters | Kind::Gradients => {
                quote!(&#mutable [&#mutable [__aru::__private::Block<#scalar>]])
            }
        }
    }

    /// The function that takes some of them out of all.
    fn chosen_by(self, pass: Pass) -> &'static str {
        match (self, self.is_written(pass)) {
            (Kind::Gradients, _) => "choose_rows_mut",
            (Kind::Parameters, _) => "choose_rows",
            (_, true) => "choose_mut",
            (_, false) => "choose",
        }
    }
}
