//! Attributes of a network: lints, conditions, and what is passed to the struct.
#![deny(warnings)]

use aru::prelude::*;

recurrent_net! {
    /// There in no build, and so is nothing that is made of it.
    #[cfg(any())]
    pub struct Net { input x: 1; layer hidden: Elman<crate::not::THERE>; output y: 1; x -> hidden -> y; }

    /// The other one.
    #[cfg(not(any()))]
    pub struct Net { input x: 1; layer hidden: Elman<2>; output y: 1; x -> hidden -> y; }

    #[cfg_attr(all(), cfg(any()))]
    pub struct Net { input x: 1; output y: 1; x -> y; }

    #[allow(dead_code, clippy::all)]
    struct Unused { input x: 1; output y: 1; x -> y; }

    #[expect(non_camel_case_types)]
    struct expected { input x: 1; output y: 1; x -> y; }

    #[doc(hidden)]
    #[must_use = "it is worth nothing alone"]
    #[cfg_attr(all(), allow(non_camel_case_types), doc = "More.")]
    #[deny(missing_docs)]
    struct another_net { input x: 1; output y: 1; x -> y; }
}

#[cfg(any())]
recurrent_net! {
    pub struct Net { input x: 1; output y: 1; x -> y; }
}

fn main() {
    assert_eq!(Net::<f32>::new(1).hidden().bias().len(), 2);
    let _ = expected::<f32>::new(1);
    let _ = another_net::<f32>::new(1);
}
