//! The emitted code against a naive interpreter of its own `DESCRIPTION`, on the declarations of tests/generated.
//!
//! Traps 1 and 11 of hand-written networks (a constant that is never reached by its gradient, an adjoint that nobody
//! checked) are closed here: every gradient is held against dual numbers, which share nothing with a reverse pass.

use aru_declared::checks;
use aru_declared::facts::{facts, written};
use aru_declared::generated;
use aru_declared::jacobian::check_sample;
use aru_declared::loaded::check_loaded;
use aru_declared::sample::Extent;
use aru_declared::texts::check_bits;

macro_rules! case {
    ($module:ident, $network:ty, $is_smooth:tt) => {
        mod $module {
            use super::*;

            const NAME: &str = stringify!($module);

            #[test]
            fn description_says_what_was_written() {
                let model = generated(NAME).model;
                assert_eq!(facts(model), written(model.name()));
                crate::golden::check_json(model);
            }

            #[test]
            fn its_text_has_the_same_bits() {
                check_bits::<f64>(&generated(NAME));
            }

            #[test]
            fn its_file_opens_without_its_type() {
                check_loaded::<f64>(generated(NAME).model, NAME);
            }

            #[test]
            fn values_are_those_of_the_interpreter() {
                checks::check_values(generated(NAME).model, NAME, extent_of(NAME));
            }

            #[test]
            fn gradients_are_those_of_dual_numbers() {
                checks::check_gradients(generated(NAME).model, NAME, extent_of(NAME));
            }

            #[test]
            fn adjoint_is_the_transpose_of_the_tangent() {
                checks::check_dot_product(generated(NAME).model, NAME);
            }

            #[test]
            fn runs_go_on_from_states() {
                checks::check_continuing(generated(NAME).model, NAME, extent_of(NAME));
            }

            smooth_case! { $is_smooth }
        }
    };
}

/// Differences tell nothing at a corner.
macro_rules! smooth_case {
    (false) => {};
    (true) => {
        #[test]
        fn central_differences_agree() {
            checks::check_central_differences(generated(NAME).model, NAME, extent_of(NAME));
        }

        #[test]
        fn jacobian_is_that_of_differences() {
            check_sample(generated(NAME).model, extent_of(NAME));
        }
    };
}

aru_declared::every_network!(case);

/// Sequences from fewer to more than fill a block of 16, steps from fewer to more than most delays.
fn extent_of(name: &str) -> Extent {
    let index: usize = name.trim_start_matches("net").parse().expect("a number");
    Extent {
        sequences: if index % 8 == 5 { 17 } else { 1 + index % 3 },
        steps: 7 + index % 6,
        gain: 0.9,
    }
}
