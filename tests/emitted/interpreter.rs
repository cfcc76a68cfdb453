//! The emitted code against a naive interpreter of its own `DESCRIPTION`, on the declarations of tests/generated.
//!
//! Traps 1 and 11 of hand-written networks (a constant that is never reached by its gradient, an adjoint that nobody
//! checked) are closed here: every gradient is held against dual numbers, which share nothing with a reverse pass.

use aru::prelude::*;
use aru_test_support::checks;
use aru_test_support::facts::{facts, written};
use aru_test_support::sample::Extent;
use aru_test_support::texts::{check_bits, model};

pub mod declarations {
    use aru::Text;
    use aru::prelude::*;

    include!("../generated/declarations.rs");

    /// What only Rust has and texts name; false where it is none of these.
    pub fn items<'t>(text: Text<'t>, path: &str) -> (Text<'t>, bool) {
        match path {
            "masks::not_self" => (text.with_mask_by(path, masks::not_self), true),
            "masks::two_of_three" => (text.with_mask_by(path, masks::two_of_three), true),
            "activations::OwnTanh" => (text.with_activation::<activations::OwnTanh>(path), true),
            "activations::ThresholdPower" => {
                (text.with_activation::<activations::ThresholdPower>(path), true)
            }
            _ => (text, false),
        }
    }
}

macro_rules! case {
    ($module:ident, $network:ty, $is_smooth:tt) => {
        mod $module {
            use super::*;

            #[test]
            fn description_says_what_was_written() {
                let description = <$network>::DESCRIPTION;
                assert_eq!(facts::<$network>(), written(&description.name));
                crate::golden::check_json::<$network>();
            }

            #[test]
            fn its_text_has_the_same_bits() {
                let text = include_str!("../generated/declarations.rs");
                check_bits::<$network>(model::<$network>(text, declarations::items));
            }

            #[test]
            fn values_are_those_of_the_interpreter() {
                checks::check_values::<$network>(stringify!($module), extent_of(stringify!($module)));
            }

            #[test]
            fn gradients_are_those_of_dual_numbers() {
                checks::check_gradients::<$network>(stringify!($module), extent_of(stringify!($module)));
            }

            #[test]
            fn adjoint_is_the_transpose_of_the_tangent() {
                checks::check_dot_product::<$network>(stringify!($module));
            }

            #[test]
            fn runs_go_on_from_states() {
                checks::check_continuing::<$network>(stringify!($module), extent_of(stringify!($module)));
            }

            smooth_case! { $is_smooth, $module, $network }
        }
    };
}

/// Differences tell nothing at a corner.
macro_rules! smooth_case {
    (false, $module:ident, $network:ty) => {};
    (true, $module:ident, $network:ty) => {
        #[test]
        fn central_differences_agree() {
            checks::check_central_differences::<$network>(
                stringify!($module),
                extent_of(stringify!($module)),
            );
        }

        #[test]
        fn jacobian_is_that_of_differences() {
            aru_test_support::jacobian::check_sample::<$network>(extent_of(stringify!($module)));
        }
    };
}

declarations::every_network!(case);

/// Sequences from fewer to more than fill a block of 16, steps from fewer to more than most delays.
fn extent_of(name: &str) -> Extent {
    let index: usize = name.trim_start_matches("net").parse().expect("a number");
    Extent {
        sequences: if index % 8 == 5 { 17 } else { 1 + index % 3 },
        steps: 7 + index % 6,
        gain: 0.9,
    }
}
