//! Activations as written: those of the user's own, and what a layer says that it applies.

use proc_macro2::{Ident, TokenStream};

use super::Expression;
use crate::functions;

/// `activation name(argument) = value;`
#[derive(Clone, Debug)]
pub struct WrittenActivation {
    pub docs: Vec<String>,
    pub name: Ident,
    /// One, or it is a fault.
    pub arguments: Vec<Ident>,
    /// `None` where it could not be read.
    pub value: Option<Expression>,
}

/// What stands behind `activation:` in a layer.
#[derive(Clone, Debug)]
pub enum Activation {
    /// One that the language has.
    BuiltIn(functions::Activation),
    /// A name that it does not have.
    Named(Ident),
    /// `custom(path)`
    Custom(TokenStream),
}
