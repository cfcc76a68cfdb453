//! The reference cases of tests/golden: what an independent implementation with automatic differentiation gave for
//! thirty-two networks, against the emitted code in f64 and f32, the trainer, and the interpreter of the other tests.

mod against;
mod interpreter;

pub use self::against::network;
use self::against::{F32, F64, check};
use self::interpreter::check_interpreter;
use aru::{Model, prelude::*};
use aru_declared::loaded::check_loaded;
use aru_declared::texts::{check_bits, check_module};
use aru_test_support::golden::Golden;

macro_rules! case {
    ($name:ident, $network:ident) => {
        mod $name {
            use super::*;

            #[test]
            fn its_text_has_the_same_bits() {
                let declaration = aru_declared::golden(stringify!($name));
                check_bits::<f64>(&declaration);
                check_bits::<f32>(&declaration);
            }

            #[test]
            fn its_module_has_the_same_bits() {
                let declaration = aru_declared::golden(stringify!($name));
                let [single, double] = aru_declared::modules(stringify!($name));
                check_module::<f32>(&declaration, single);
                check_module::<f64>(&declaration, double);
            }

            #[test]
            fn its_file_opens_without_its_type() {
                let model = aru_declared::golden(stringify!($name)).model;
                check_loaded::<f64>(model, stringify!($name));
                check_loaded::<f32>(model, stringify!($name));
            }

            #[test]
            fn interpreter_agrees() {
                check_interpreter(
                    aru_declared::golden(stringify!($name)).model,
                    &Golden::read(stringify!($name)),
                );
            }

            #[test]
            fn json_reads_back() {
                check_json(aru_declared::golden(stringify!($name)).model);
            }

            #[test]
            fn f64_agrees() {
                let model = aru_declared::golden(stringify!($name)).model;
                check::<f64>(model, &Golden::read(stringify!($name)), &F64);
            }

            in_f32! { $name }
        }
    };
}

/// Where what was equal differs by rounding after a step, f32 has nothing to agree with.
macro_rules! in_f32 {
    (ties) => {};
    ($name:ident) => {
        #[test]
        fn f32_agrees() {
            let model = aru_declared::golden(stringify!($name)).model;
            check::<f32>(model, &Golden::read(stringify!($name)), &F32);
        }
    };
}

aru_declared::every_golden!(case);

/// The description as JSON is the description.
pub fn check_json(model: Model) {
    let network: aru::AnyNetwork<f64> = model.network(1).expect("all that it starts from is known");
    assert_eq!(
        aru::export::read_json(&network.to_json()).expect("what was written"),
        *model.description()
    );
}

/// A network of a type has the numbers of one of its model, which has the code of the type.
#[test]
fn a_model_of_a_type_is_the_type() {
    type Own = aru_declared::CustomActivation<f64>;
    let typed = Own::new(5);
    let network = Model::of::<Own>()
        .network::<f64>(5)
        .expect("all that it starts from is known");
    for (typed, own) in typed.parameters().zip(network.parameters()) {
        assert_eq!((typed.name(), typed.values()), (own.name(), own.values()));
    }
    let inputs = Golden::read("custom_activation").array("inputs");
    let outputs = typed.run(inputs.view()).expect("valid inputs");
    assert_eq!(outputs, network.run(inputs.view()).expect("valid inputs"));
    assert_eq!(
        Model::of::<Own>(),
        Model::of::<aru_declared::CustomActivation<f32>>()
    );
}
