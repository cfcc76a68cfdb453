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
    Select(Box<Selection>),
}

/// `select(x > y, a, b)`.
#[derive(Clone, Debug)]
pub struct Selection {
    /// `select`, as it stands there.
    pub name: Ident,
    /// The row of its comparison.
    pub function: &'static str,
    /// x, y, a, b; x and y are turned around where it says `x < y`.
    pub parts: Vec<Expression>,
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
        let expressions = self.expressions();
        let read = expressions
            .iter()
            .filter_map(|expression| expression.argument_of("prev"));
        let read: Vec<&Ident> = read.collect();
        let is_state = |name: &Ident| read.contains(&name) || self.declared_states.contains(name);
        self.equations
            .iter()
            .map(|equation| &equation.name)
            .filter(|name| is_state(name))
            .collect()
    }

    /// Whether a layer of this unit has an `activation`.
    pub fn applies_activation(&self) -> bool {
        let is_activation = |expression: &&Expression| matches!(expression, Expression::Call(function, _) if function == "activation");
        self.expressions().iter().any(is_activation)
    }

    /// The right-hand sides that could be read.
    pub fn values(&self) -> impl Iterator<Item = &Expression> {
        self.equations
            .iter()
            .filter_map(|equation| equation.value.as_ref())
    }

    /// Every expression and part of one.
    fn expressions(&self) -> Vec<&Expression> {
        let mut all = Vec::new();
        let mut waiting: Vec<&Expression> = self.values().collect();
        while let Some(expression) = waiting.pop() {
            waiting.extend(expression.parts());
            all.push(expression);
        }
        all
    }

    /// Whether an equation gives a value of that name.
    pub fn assigns(&self, name: &Ident) -> bool {
        self.equations.iter().any(|equation| equation.name == *name)
    }
}

impl Expression {
    /// What it is made of, from left to right.
    pub fn parts(&self) -> Vec<&Expression> {
        match self {
            Expression::Number(_) | Expression::Name(_) => vec![],
            Expression::Call(_, arguments) => arguments.iter().collect(),
            Expression::Negate(inner) => vec![inner],
            Expression::Binary(_, left, right) => vec![left, right],
            Expression::Select(selection) => selection.parts.iter().collect(),
        }
    }

    /// The names that it reads in this step: all but those in `prev(..)` and `recur(..)`.
    pub fn names_read_now(&self) -> Vec<&Ident> {
        match self {
            Expression::Name(name) => vec![name],
            Expression::Call(function, _) if function == "prev" || function == "recur" => vec![],
            _ => self
                .parts()
                .into_iter()
                .flat_map(Expression::names_read_now)
                .collect(),
        }
    }

    /// `name` where this is `function(name)`.
    pub fn argument_of(&self, function: &str) -> Option<&Ident> {
        let Expression::Call(called, arguments) = self else {
            return None;
        };
        match arguments.as_slice() {
            [Expression::Name(name)] if called == function => Some(name),
            _ => None,
        }
    }
}

// Only to say where an expression stands: operators and parentheses are left out, which would stand where the macro
// does.
impl ToTokens for Expression {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(match self {
            Expression::Number(number) => number.tokens.clone(),
            Expression::Name(name) => quote!(#name),
            Expression::Call(function, arguments) => quote!(#function #(#arguments)*),
            Expression::Negate(inner) => quote!(#inner),
            Expression::Binary(_, left, right) => quote!(#left #right),
            Expression::Select(selection) => {
                let (name, parts) = (&selection.name, &selection.parts);
                quote!(#name #(#parts)*)
            }
        });
    }
}
