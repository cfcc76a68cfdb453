//! What emitted code knows of time where statements stand.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// The steps that statements are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Time {
    /// All of a chunk.
    Chunk,
    /// One, in a loop over them.
    Step,
}

impl Time {
    /// What is known: the number of steps, or the step.
    pub fn name(self) -> Ident {
        let name = match self {
            Time::Chunk => "__aru_steps",
            Time::Step => "__aru_t",
        };
        Ident::new(name, Span::mixed_site())
    }

    /// The steps themselves.
    pub fn range(self) -> TokenStream {
        let name = self.name();
        match self {
            Time::Chunk => quote!(0..#name),
            Time::Step => quote!(#name..#name + 1),
        }
    }
}
