//! Declarations that are held against the interpreter, dual numbers and differences, as the generated ones are.

/// Each declares a network `Net` in a module of its own.
macro_rules! held {
    ($($(#[$doc:meta])* $module:ident: { $($declaration:tt)* })*) => {$(
        $(#[$doc])*
        pub mod $module {
            use aru::Model;
            use aru::prelude::*;
            use aru_declared::checks;
            use aru_declared::sample::Extent;

            recurrent_net! { $($declaration)* }

            const EXTENT: Extent = Extent { sequences: 3, steps: 9, gain: 0.9 };

            #[test]
            fn values_are_those_of_the_interpreter() {
                checks::check_values(Model::of::<Net<f64>>(), stringify!($module), EXTENT);
            }

            #[test]
            fn gradients_are_those_of_dual_numbers() {
                checks::check_gradients(Model::of::<Net<f64>>(), stringify!($module), EXTENT);
                checks::check_dot_product(Model::of::<Net<f64>>(), stringify!($module));
            }

            #[test]
            fn central_differences_agree() {
                checks::check_central_differences(Model::of::<Net<f64>>(), stringify!($module), EXTENT);
            }

            #[test]
            fn jacobian_is_that_of_differences() {
                aru_declared::jacobian::check_sample(Model::of::<Net<f64>>(), EXTENT);
            }
        }
    )*};
}
