//! Derivatives with respect to inputs.

use super::*;

#[test]
fn input_gradients_are_those_of_finite_differences() {
    let network = network(9);
    let losses = Losses::of_all(&Program::of::<Net>(), &MeanSquaredError);
    let data = uneven(18, 7);
    for room in [2, 7] {
        let mut pass = Pass::with_chunks_of(Program::of::<Net>(), room, 1).unwrap();
        let gradients = pass.input_gradients(network.values(), &data, &losses);
        assert_eq!(gradients.dim(), (18, 7, 2));
        let step = 1e-5;
        for ((sequence, time, feature), &derived) in gradients.indexed_iter() {
            let mut loss_at = |offset: f64| {
                let mut inputs = data.inputs().to_owned();
                inputs[[sequence, time, feature]] += offset;
                let lengths: Vec<usize> = (0..data.len()).map(|sequence| data.length(sequence)).collect();
                let changed = Sequences::new(inputs, data.targets())
                    .unwrap()
                    .with_lengths(lengths)
                    .unwrap();
                let changed = changed.with_weights(data.weights().unwrap()).unwrap();
                pass.loss(network.values(), &changed, &all(&changed), &losses)
            };
            let measured = (loss_at(step) - loss_at(-step)) / (2.0 * step);
            assert!(
                (derived - measured).abs() < 1e-10,
                "{sequence} {time} {feature}: {derived}, {measured}"
            );
        }
        assert!(gradients.iter().any(|&gradient| gradient.abs() > 1e-4));
    }
}

#[test]
fn a_pass_for_gradients_of_inputs_serves_parameters_too() {
    let network = network(9);
    let losses = Losses::of_all(&Program::of::<Net>(), &MeanSquaredError);
    let data = uneven(18, 7);
    let expected = gradient(
        &mut Pass::new(Program::of::<Net>(), 7, 1).unwrap(),
        &network,
        &data,
    );
    let mut pass = Pass::new(Program::of::<Net>(), 7, 1).unwrap();
    pass.input_gradients(network.values(), &data, &losses);
    assert_eq!(gradient(&mut pass, &network, &data), expected);
}
