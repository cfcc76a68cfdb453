//! A unit as written: names, equations, and which of the names are states.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};

use super::Number;
use crate::network::Operator;

/// `unit Name { .. }`
#[derive(Clone, Debug)]
pub struct Unit {
    pub docs: Vec<String>,
    pub name: Ident,
    pub constants: Vec<Ident>,
    /// Empty where the unit has the one port `drive`.
    pub ports: Vec<Ident>,
    pub biases: Vec<Ident>,
    /// Declared by `state name;`.
    pub declared_states: Vec<Ident>,
    pub equations: Vec<Equation>,
    pub emits: Vec<Ident>,
    /// Part of it could not be read, so that nothing can be called missing.
    pub is_incomplete: bool,
}

/// `name = value;`
#[derive(Clone, Debug)]
pub struct Equation {
    pub name: Ident,
    /// `None` where it could not be read.
    pub value: Option<Expression>,
}

#[derive(Clone, Debug)]
pub enum Expression {
    Number(Number),
    Name(Ident),
    /// A function, `prev` or `recur`.
    Call(Ident, Vec<Expression>),
    Negate(Box<Expression>),
    Binary(Operator, Box<Expression>, Box<Expression>),
}

impl Unit {
    /// An empty unit of that name.
    pub fn new(docs: Vec<String>, name: Ident) -> Self {
        Unit {
            docs,
            name,
            constants: Vec::new(),
            ports: Vec::new(),
            biases: Vec::new(),
            declared_states: Vec::new(),
            equations: Vec::new(),
            emits: Vec::new(),
            is_incomplete: false,
        }
    }

    pub fn port_names(&self) -> Vec<String> {
        if self.ports.is_empty() {
            vec!["drive".to_owned()]
        } else {
            self.ports.iter().map(Ident::to_string).collect()
        }
    }

    /// Equations that are states, in the order written: read by `prev(..)`, or declared by `state`.
    pub fn states(&self) -> Vec<&Ident> {
        let mut read = Vec::new();
        self.each_expression(&mut |expression| {
            if let Some(state) = expression.argument_of("prev") {
                read.push(state);
            }
        });
        let is_state = |name: &Ident| read.contains(&name) || self.declared_states.contains(name);
        self.equations
            .iter()
            .map(|equation| &equation.name)
            .filter(|name| is_state(name))
            .collect()
    }

    /// Whether a layer of this unit has an `activation`.
    pub fn applies_activation(&self) -> bool {
        let mut applies = false;
        self.each_expression(&mut |expression| {
            applies |= matches!(expression, Expression::Call(function, _) if function == "activation");
        });
        applies
    }

    /// Every expression and part of one.
    pub fn each_expression<'a>(&'a self, visit: &mut impl FnMut(&'a Expression)) {
        for equation in &self.equations {
            if let Some(value) = &equation.value {
                value.each(visit);
            }
        }
    }
}

impl Expression {
    /// This and all its parts.
    pub fn each<'a>(&'a self, visit: &mut impl FnMut(&'a Expression)) {
        visit(self);
        match self {
            Expression::Number(_) | Expression::Name(_) => {}
            Expression::Call(_, arguments) => arguments.iter().for_each(|argument| argument.each(visit)),
            Expression::Negate(inner) => inner.each(visit),
            Expression::Binary(_, left, right) => {
                left.each(visit);
                right.each(visit);
            }
        }
    }

    /// The names that it reads in this step: all but those in `prev(..)` and `recur(..)`.
    pub fn names_read_now<'a>(&'a self, names: &mut Vec<&'a Ident>) {
        match self {
            Expression::Number(_) => {}
            Expression::Name(name) => names.push(name),
            Expression::Call(function, _) if function == "prev" || function == "recur" => {}
            Expression::Call(_, arguments) => {
                arguments
                    .iter()
                    .for_each(|argument| argument.names_read_now(names));
            }
            Expression::Negate(inner) => inner.names_read_now(names),
            Expression::Binary(_, left, right) => {
                left.names_read_now(names);
                right.names_read_now(names);
            }
        }
    }

    /// `name` where this is `function(name)`.
    pub fn argument_of(&self, function: &str) -> Option<&Ident> {
        match self {
            Expression::Call(called, arguments) if called == function => match arguments.as_slice() {
                [Expression::Name(name)] => Some(name),
                _ => None,
            },
            _ => None,
        }
    }
}

// Only to say where an expression stands: operators and parentheses are left out.
impl ToTokens for Expression {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(match self {
            Expression::Number(number) => number.tokens.clone(),
            Expression::Name(name) => quote!(#name),
            Expression::Call(function, arguments) => quote!(#function(#(#arguments),*)),
            Expression::Negate(inner) => quote!(-#inner),
            Expression::Binary(_, left, right) => quote!(#left #right),
        });
    }
}
