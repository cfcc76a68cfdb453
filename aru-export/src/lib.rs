//! Networks of aru in other languages. Everything is written from a network's
//! [`DESCRIPTION`](aru_runtime::run::network::Network::DESCRIPTION) and the values of its parameters.
#![forbid(unsafe_code)]

mod json;

pub use json::{SCHEMA, read_json};

use aru_runtime::run::network::Network;

/// A network as text that other programs read. Every [`Network`] has it.
pub trait Export: Network {
    /// The description as JSON: sizes as numbers, expressions as trees, and `"schema"`, the version of the form. Values of
    /// parameters are not in it. [`read_json`] reads it back.
    ///
    /// ```
    /// use aru::prelude::*;
    ///
    /// recurrent_net! {
    ///     struct Leaky {
    ///         input x: 1;
    ///         layer hidden: Aru<3> { alpha_s: 1.0; alpha_r: learn global(0.1); }
    ///         output y: 1;
    ///         x -> hidden;
    ///         hidden -> y;
    ///     }
    /// }
    ///
    /// let text = Leaky::<f32>::new(1).to_json();
    /// assert!(text.starts_with(r#"{"schema":1,"name":"Leaky""#));
    /// assert_eq!(aru::export::read_json(&text)?, Leaky::<f32>::DESCRIPTION);
    /// # aru::Result::Ok(())
    /// ```
    fn to_json(&self) -> String {
        json::write(&Self::DESCRIPTION)
    }
}

impl<N: Network> Export for N {}
