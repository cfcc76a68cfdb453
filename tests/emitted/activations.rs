//! Activations of one's own: written in the language, and as types. Each is held against the interpreter and dual numbers,
//! and a copy of what the language has against that, bit for bit.

use aru::Model;
use aru::activation::check_activation;
use aru::prelude::*;
use aru_declared::checks;
use aru_declared::sample::Extent;
use ndarray::Array3;

const EXTENT: Extent = Extent {
    sequences: 3,
    steps: 8,
    gain: 0.9,
};

pub struct Swish;

impl Activation for Swish {
    const NAME: &'static str = "swish";

    fn value<R: Real>(x: R) -> R {
        x * x.sigmoid()
    }
}

/// With a derivative of its own.
pub struct OwnTanh;

impl Activation for OwnTanh {
    const NAME: &'static str = "own_tanh";
    const PYTORCH: Option<&'static str> = Some("torch.tanh(x)");

    fn value<R: Real>(x: R) -> R {
        x.tanh()
    }

    fn derivative<R: Real>(_x: R, y: R) -> R {
        R::number(1.0) - y * y
    }
}

recurrent_net! {
    /// x / (1 + exp(-x)).
    activation swish(x) = x * sigmoid(x);
    activation steep_tanh(drive) = tanh(2 * drive);
    /// With a corner, and a name that is one of a unit's.
    activation bent(current) = select(current < 0.5, 0.25 * current, max(current, 0.3) - 0.375);

    unit Twice {
        first = activation(drive);
        second = activation(first + prev(second));
        emit second;
    }

    pub struct Written {
        input x: 2;
        layer a: Aru<3> {
            alpha_s: learn global(0.4) in logistic(0, 1);
            alpha_r: learn per_unit(0.6) in logistic(0, 1);
            activation: swish;
            initial: learn;
        }
        layer b: Twice<4> { activation: steep_tanh; initial: learn; }
        layer c: Elman<3> { activation: bent; }
        layer d: Dense<3> { activation: swish; }
        output y: 2 { activation: steep_tanh; }
        x -> a -> b -> c -> d -> y;
        a ~> a { delays: [1, 3]; }
        b ~> b;
        c ~> a;
    }

    /// The same activations as types, where they are.
    pub struct Custom {
        input x: 2;
        layer a: Aru<3> {
            alpha_s: learn global(0.4) in logistic(0, 1);
            alpha_r: learn per_unit(0.6) in logistic(0, 1);
            activation: custom(Swish);
            initial: learn;
        }
        layer b: Twice<4> { activation: custom(OwnTanh); initial: learn; }
        layer c: Elman<3> { activation: custom(Swish); }
        output y: 2 { activation: custom(OwnTanh); }
        x -> a -> b -> c -> y;
        a ~> a { delays: [1, 3]; }
        b ~> b;
        c ~> a;
    }
}

#[test]
fn written_ones_are_those_of_the_interpreter() {
    checks::check_values(Model::of::<Written<f64>>(), "written", EXTENT);
    checks::check_gradients(Model::of::<Written<f64>>(), "written", EXTENT);
    checks::check_dot_product(Model::of::<Written<f64>>(), "written");
}

#[test]
fn types_are_those_of_the_interpreter() {
    checks::check_values(Model::of::<Custom<f64>>(), "custom", EXTENT);
    checks::check_gradients(Model::of::<Custom<f64>>(), "custom", EXTENT);
    checks::check_dot_product(Model::of::<Custom<f64>>(), "custom");
    checks::check_central_differences(Model::of::<Custom<f64>>(), "custom", EXTENT);
}

mod in_all_three_ways {
    /// `$h` in the hidden layer.
    macro_rules! nets {
        ($($module:ident: $h:ident $(($path:path))?;)*) => {$(
            pub mod $module {
                use aru::prelude::*;

                recurrent_net! {
                    activation written_swish(x) = x * sigmoid(x);
                    activation written_tanh(x) = tanh(x);
                    pub struct Net {
                        input x: 2;
                        layer h: Elman<40> { activation: $h $(($path))?; }
                        output y: 2;
                        x -> h -> y;
                        h ~> h;
                    }
                    struct Both {
                        input x: 1;
                        layer h: Dense<1> { activation: written_swish; }
                        output y: 1 { activation: written_tanh; }
                        x -> h -> y;
                    }
                }
            }
        )*};
    }

    nets! {
        built_in: tanh;
        written: written_tanh;
        custom: custom(super::super::OwnTanh);
        written_swish: written_swish;
        custom_swish: custom(super::super::Swish);
    }
}

fn inputs<T: Scalar>(sequences: usize) -> Array3<T> {
    Array3::from_shape_fn((sequences, 30, 2), |(i, t, f)| {
        T::from_f64((0.7 * (1 + 3 * i + t) as f64 + f as f64).sin())
    })
}

/// Outputs, and gradients of all parameters one after the other.
fn results<N: Declared>(sequences: usize) -> (Vec<f64>, Vec<f64>) {
    let (net, x) = (N::new(3), inputs(sequences));
    let outputs = net.run(x.view()).unwrap();
    let (_, gradients) = net
        .loss_and_gradients(x.view(), x.view(), &MeanSquaredError)
        .unwrap();
    let gradients = gradients.iter().flat_map(|(_, values)| values);
    (
        outputs.iter().map(|value| value.to_f64()).collect(),
        gradients.map(|value| value.to_f64()).collect(),
    )
}

/// In every layout of a block, in both scalars.
#[test]
fn a_copy_of_what_the_language_has_gives_the_same_bits() {
    use in_all_three_ways::{built_in, custom, written};
    for sequences in [1, 20] {
        assert_eq!(
            results::<built_in::Net<f64>>(sequences),
            results::<written::Net<f64>>(sequences)
        );
        assert_eq!(
            results::<built_in::Net<f32>>(sequences),
            results::<custom::Net<f32>>(sequences)
        );
        assert_eq!(
            results::<built_in::Net<f64>>(sequences),
            results::<custom::Net<f64>>(sequences)
        );
    }
}

/// The macro derives what dual numbers give.
#[test]
fn a_type_and_its_text_are_the_same() {
    use in_all_three_ways::{custom_swish, written_swish};
    let (written, custom) = (
        results::<written_swish::Net<f64>>(20),
        results::<custom_swish::Net<f64>>(20),
    );
    assert_eq!(written.0, custom.0);
    for (one, other) in written.1.iter().zip(&custom.1) {
        assert!((one - other).abs() < 1e-14, "{one} {other}");
    }
}

#[test]
fn descriptions_say_what_they_are() {
    use aru::description::{Activation, Expression, Function};
    let written = Written::<f32>::DESCRIPTION;
    let Some(Activation::Written(swish)) = &written.layers[0].activation else {
        panic!("{:?}", written.layers[0].activation)
    };
    assert_eq!(
        (&*swish.name, &*swish.docs, &*swish.argument),
        ("swish", "x / (1 + exp(-x)).", "x")
    );
    let Expression::Apply(Function::Multiply, factors) = &swish.value else {
        panic!("{:?}", swish.value)
    };
    assert_eq!(factors[0], Expression::Argument);
    let custom = Custom::<f32>::DESCRIPTION;
    let Some(Activation::Custom(tanh)) = &custom.layers[1].activation else {
        panic!("{:?}", custom.layers[1].activation)
    };
    assert_eq!(
        (&*tanh.name, tanh.pytorch.as_deref()),
        ("own_tanh", Some("torch.tanh(x)"))
    );
    assert!(!tanh.non_negative && !tanh.positive && tanh.latex.is_none());
    let table = Custom::<f32>::new(1).summary().to_string();
    assert!(table.contains("custom(own_tanh)"), "{table}");
    assert!(
        Written::<f32>::new(1)
            .summary()
            .to_string()
            .contains("steep_tanh")
    );
}

#[test]
fn a_file_with_another_one_is_another_network() {
    let folder = tempfile();
    let path = folder.join("net.safetensors");
    in_all_three_ways::custom::Net::<f32>::new(1).save(&path).unwrap();
    assert!(in_all_three_ways::custom::Net::<f64>::load(&path).is_ok());
    let fault = in_all_three_ways::custom_swish::Net::<f32>::load(&path)
        .unwrap_err()
        .to_string();
    assert!(fault.contains("custom(own_tanh) in the file"), "{fault}");
    assert!(fault.contains("custom(swish) here"), "{fault}");
    Written::<f32>::new(1).save(&path).unwrap();
    assert!(Written::<f32>::load(&path).is_ok());
    std::fs::remove_dir_all(&folder).ok();
}

fn tempfile() -> std::path::PathBuf {
    let folder = std::env::temp_dir().join(format!("aru-activations-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

#[test]
fn types_are_what_they_say() {
    check_activation::<Swish>().unwrap();
    check_activation::<OwnTanh>().unwrap();
    check_activation::<aru_declared::ThresholdPower>().unwrap();
}
