//! From tokens to programs: the order of the stages.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

use proc_macro2::TokenStream;

use crate::declaration::Declaration;
use crate::display::Page;
use crate::network::Network;
use crate::program::Program;
use crate::report::Errors;
use crate::{check, differentiate, equations, lower, parse, schedule};

/// A network, and what runs.
///
/// Names are tokens, which know their place in the declaration; so it stays on the thread that compiled it.
///
/// Its `Display` is the program as a page of text: what is kept, and the statements forwards and backwards.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// What was declared: names resolved, every default filled in, numbers read.
    pub network: Network,
    /// What runs in it, differentiated and in order.
    pub program: Program,
}

/// A declaration with faults.
#[derive(Clone, Debug)]
pub struct Rejected {
    /// What could be read of it.
    #[doc(hidden)]
    pub declaration: Declaration,
    /// The faults in the order found, one at least. The span of each is what it is about.
    pub errors: Vec<syn::Error>,
}

/// Compiles all networks of one call of `recurrent_net!`, in the order declared.
///
/// # Errors
///
/// With every fault that parsing and checking found; what follows them is total.
///
/// ```
/// use quote::quote;
///
/// let rejected = aru_compiler::compile_tokens(quote! {
///     struct Net { input x: 1; layer h: Elmann<3>; output y: 1; x -> h -> y; }
/// });
/// let rejected = rejected.unwrap_err();
/// assert_eq!(rejected.to_string(), "no unit named `Elmann`, did you mean `Elman`?");
/// ```
pub fn compile_tokens(tokens: TokenStream) -> Result<Vec<Compiled>, Box<Rejected>> {
    let mut errors = Errors::new();
    let declaration = parse::parse(tokens, &mut errors);
    checked(declaration, errors)
}

/// What follows parsing, whose faults are given.
pub(crate) fn checked(declaration: Declaration, mut errors: Errors) -> Result<Vec<Compiled>, Box<Rejected>> {
    check::check(&declaration, &mut errors);
    let errors = errors.into_found();
    if !errors.is_empty() {
        return Err(Box::new(Rejected { declaration, errors }));
    }
    Ok(lower::lower(&declaration)
        .into_iter()
        .map(Compiled::of_network)
        .collect())
}

impl Compiled {
    /// The network with its equations folded, differentiated and put in order. It must be such as `check` lets through.
    #[doc(hidden)]
    pub fn of_network(network: Network) -> Self {
        let equations = equations::equations(&network);
        let adjoints = equations.iter().map(differentiate::differentiate).collect();
        let program = schedule::schedule(&network, equations, adjoints);
        Compiled { network, program }
    }
}

impl Display for Compiled {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Compiled { network, program } = self;
        Page { network, program }.fmt(f)
    }
}

/// The messages, a line each, in the order found.
impl Display for Rejected {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let errors = self.errors.iter().flat_map(|error| error.clone().into_iter());
        let messages: Vec<String> = errors.map(|error| error.to_string()).collect();
        f.write_str(&messages.join("\n"))
    }
}

impl Error for Rejected {}

impl Rejected {
    /// One `compile_error!` a fault, at its place: what a procedural macro answers.
    pub fn to_compile_errors(&self) -> TokenStream {
        self.errors.iter().map(syn::Error::to_compile_error).collect()
    }
}
