//! Networks that are saved by the type that the macro has written, and opened without it.

use std::path::PathBuf;

use aru::AnyNetwork;
use aru::description::Activation;
use aru::prelude::*;
use ndarray::Array3;

/// A file in the folder for temporary files, removed at the end.
struct Temporary(PathBuf);

impl Drop for Temporary {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// What is opened without its type does the same in each bit; what applies a type of Rust is refused.
pub fn check_loaded<N: Declared>(name: &str) {
    let scalar = N::Scalar::NAME;
    let file = format!("aru-loaded-{}-{name}-{scalar}.safetensors", std::process::id());
    let file = Temporary(std::env::temp_dir().join(file));
    let saved = N::new(5);
    saved.save(&file.0).expect("a folder for temporary files");
    let is_type = |activation: &Activation| matches!(activation, Activation::Custom(_));
    let mut layers = N::DESCRIPTION.layers.iter();
    if layers.any(|layer| layer.activation.as_ref().is_some_and(is_type)) {
        let error = aru::load::<N::Scalar>(&file.0).expect_err("a file holds no types");
        assert!(error.to_string().contains("a type of Rust"), "{name}: {error}");
        return;
    }
    let opened: AnyNetwork<N::Scalar> = aru::load(&file.0).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert_eq!(N::DESCRIPTION, *opened.description(), "{name}");
    // One sequence, too few to fill a block, more than one, more than two of them.
    for (sequences, steps) in [(1, 7), (3, 30), (20, 9), (40, 6)] {
        let (expected, found) = (bits(&saved, sequences, steps), bits(&opened, sequences, steps));
        assert_eq!(expected.len(), found.len());
        for ((what, expected), (_, found)) in expected.iter().zip(&found) {
            let differ = expected.iter().zip(found).filter(|(a, b)| a != b).count();
            assert!(
                differ == 0 && expected.len() == found.len(),
                "{name} in {scalar}, {sequences} sequences of {steps} steps: {differ} of {} numbers of {what} differ",
                expected.len()
            );
        }
    }
}

/// What a network computes, and how it learns, number by number.
fn bits<N: Network>(network: &N, sequences: usize, steps: usize) -> Vec<(String, Vec<u64>)> {
    let description = network.description();
    let data = |features: usize, period: usize| {
        Array3::from_shape_fn((sequences, steps, features), |(sequence, step, feature)| {
            let place = 31 * sequence + 17 * step + 7 * feature;
            N::Scalar::from_f64((place % period) as f64 / period as f64 - 0.4)
        })
    };
    let half = N::Scalar::from_f64(0.5);
    let inputs = data(description.input_size(), 13);
    let targets = data(description.output_size(), 7).mapv(|y| y + half);
    let of = |numbers: &[N::Scalar]| numbers.iter().map(|number| number.to_f64().to_bits()).collect();
    let outputs = network.run(inputs.view()).expect("good inputs");
    let outputs: Vec<N::Scalar> = outputs.iter().copied().collect();
    let parameters = network
        .parameters()
        .flat_map(|parameter| parameter.values().to_vec());
    let parameters: Vec<N::Scalar> = parameters.collect();
    let mut all = vec![
        ("parameters".to_string(), of(&parameters)),
        ("outputs".to_string(), of(&outputs)),
    ];
    let (loss, gradients) = network
        .loss_and_gradients(inputs.view(), targets.view(), &MeanSquaredError)
        .expect("good data");
    all.push(("the loss".to_string(), vec![loss.to_f64().to_bits()]));
    for (name, gradient) in gradients.iter() {
        all.push((format!("the gradient of {name}"), of(gradient)));
    }
    all
}
