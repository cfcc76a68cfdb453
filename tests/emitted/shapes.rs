//! Shapes: a layer of bands and channels is the layer of as many units, whether its size is a number, a path or a product
//! that no const argument can be.

use aru::ndarray::Array3;
use aru::prelude::*;

const BANDS: usize = 5;

/// A network of every kind of statement that takes a size.
macro_rules! of_sizes {
    ($name:ident [$($parameter:ident)*] $x:tt, $h:tt, $g:tt, $k:tt, $y:tt) => {
        recurrent_net! {
            pub struct $name<$(const $parameter: usize),*> {
                input x: $x;
                layer h: Aru<$h> {
                    alpha_s: learn per_unit(0.6) in logistic(0, 1);
                    alpha_r: gated(0.3);
                    activation: tanh;
                    initial: learn uniform(-0.5, 0.5);
                    noise: normal(0.1);
                }
                layer g: Gru<$g> { initial: learn; }
                layer k: Dense<$k> { activation: tanh; bias: none; }
                output y: $y;
                x -> h { delays: [0, 2]; }
                x -> h.alpha_r { weights: learn lecun; }
                h ~> h { form: diagonal; delay: learn per_source(2.5) in 1..=4; }
                h -> g { density: 0.2; }
                g ~> g;
                g ~> k;
                h -> k { form: diagonal; }
                k -> y;
            }
        }
    };
}

of_sizes!(Plain [] 6, 10, 8, 10, 4);
of_sizes!(Numbers [] [3, 2], [5, 2], [2, 4], [2, 5], [1, 4]);
of_sizes!(Paths [] [3, 2], [BANDS, 2], [2, 4], [2, BANDS], [4, 1]);
of_sizes!(Parameters [A B C D] [A, 2], [B, 2], [2, C], [2, B], [D, 2]);

type Shaped<T> = Parameters<T, 3, 5, 4, 2>;

/// Outputs and gradients, of parameters and inputs.
fn bits<N: Declared<Scalar = f32>>(sequences: usize) -> (Vec<u32>, Vec<String>) {
    let net = N::new(3);
    let of = |size: usize, phase: f32| {
        Array3::from_shape_fn((sequences, 7, size), |(n, t, f)| {
            (phase + (n * 31 + t * 7 + f * 3) as f32 * 0.37).sin()
        })
    };
    let (inputs, targets) = (of(6, 0.0), of(4, 1.0));
    let (_, gradients) = net
        .loss_and_gradients(inputs.view(), targets.view(), &MeanSquaredError)
        .expect("data that fit");
    let names: Vec<String> = net
        .parameters()
        .map(|parameter| parameter.name().to_string())
        .collect();
    let mut numbers: Vec<f32> = net
        .run(inputs.view())
        .expect("data that fit")
        .iter()
        .copied()
        .collect();
    for name in &names {
        numbers.extend(gradients.get(name).into_iter().flatten());
    }
    let by_inputs = net.input_gradients(inputs.view(), targets.view(), &MeanSquaredError);
    numbers.extend(by_inputs.expect("data that fit").iter());
    (numbers.into_iter().map(f32::to_bits).collect(), names)
}

#[test]
fn a_shape_is_as_many_units() {
    for sequences in [1, 20] {
        let plain = bits::<Plain<f32>>(sequences);
        assert_eq!(bits::<Numbers<f32>>(sequences), plain);
        assert_eq!(bits::<Paths<f32>>(sequences), plain);
        assert_eq!(bits::<Shaped<f32>>(sequences), plain);
    }
}

#[test]
fn the_description_says_it() {
    let description = Shaped::<f32>::DESCRIPTION;
    assert_eq!(description.inputs[0].shape(), [3, 2]);
    let shapes: Vec<[usize; 2]> = description.layers.iter().map(|layer| layer.shape()).collect();
    assert_eq!(shapes, [[5, 2], [2, 4], [2, 5], [2, 2]]);
    let summary = Shaped::<f32>::new(1).summary().to_string();
    assert!(
        summary.contains("[5, 2]") && summary.contains("[3, 2]"),
        "{summary}"
    );
    assert!(!Plain::<f32>::new(1).summary().to_string().contains("[10, 1]"));
}
