//! Collects every fault of a declaration, so that one build shows them all.
//!
//! Errors that were collected and then forgotten would let a wrong declaration through, so dropping them is a bug
//! of the compiler that its own tests find.

use std::fmt::Display;

use quote::ToTokens;

/// The faults found so far, in the order found.
#[derive(Debug, Default)]
pub struct Errors {
    found: Vec<syn::Error>,
}

impl Errors {
    pub fn new() -> Self {
        Errors::default()
    }

    /// Reports `message` at all of `tokens`.
    pub fn error(&mut self, tokens: impl ToTokens, message: impl Display) {
        self.push(syn::Error::new_spanned(tokens, message));
    }

    pub fn push(&mut self, error: syn::Error) {
        self.found.push(error);
    }

    /// How many there are, to tell whether a part of the work found any.
    pub fn count(&self) -> usize {
        self.found.len()
    }

    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// All of them, for whoever tells them.
    pub fn into_found(mut self) -> Vec<syn::Error> {
        std::mem::take(&mut self.found)
    }

    /// What was said, for tests.
    pub fn into_messages(self) -> Vec<String> {
        let found = self.into_found().into_iter().flatten();
        found.map(|one| one.to_string()).collect()
    }
}

impl Drop for Errors {
    fn drop(&mut self) {
        if !self.found.is_empty() && !std::thread::panicking() {
            panic!(
                "errors of a declaration were collected but not reported: {:?}",
                self.found
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::Errors;

    #[test]
    fn each_fault_is_told() {
        let mut errors = Errors::new();
        errors.error(quote!(x), "first");
        errors.error(quote!(y), "second");
        assert_eq!(errors.into_messages(), ["first", "second"]);
        assert!(Errors::new().into_found().is_empty());
    }

    #[test]
    #[should_panic(expected = "collected but not reported")]
    fn a_fault_that_is_forgotten_is_found() {
        Errors::new().error(quote!(x), "forgotten");
    }
}
