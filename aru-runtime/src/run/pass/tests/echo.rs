//! A network with long delays, an output that feeds back and a second output: what the paper's network lacks.

use std::borrow::Cow::Borrowed;
use std::ops::Range;

use super::*;
use crate::loss::Loss;

aru_macros::recurrent_net! {
    /// y\[t\] = w x\[t - 3\] + v y\[t - 2\] and z\[t\] = u y\[t\], with two units in z.
    struct Echo {
        input x: 1;
        output y: 1 { bias: none; }
        output z: 2 { bias: none; }

        x ~> y { delay: 3; weights: learn uniform(0.3, 0.9); }
        y ~> y { delay: 2; weights: learn uniform(0.3, 0.9); }
        y -> z { weights: learn uniform(0.3, 0.9); }
    }
}

fn data(count: usize, steps: usize) -> Sequences<f64> {
    let lengths: Vec<usize> = (0..count).map(|sequence| steps - sequence % 4).collect();
    let (inputs, targets) = (random((count, steps, 1), 1), random((count, steps, 3), 2));
    Sequences::new(inputs, targets)
        .unwrap()
        .with_lengths(lengths)
        .unwrap()
}

#[test]
fn a_run_is_the_equation() {
    let network = Echo::<f64>::new(1);
    let [w, v, u, second] = network.values() else {
        unreachable!()
    };
    let inputs = random((1, 12, 1), 1);
    let outputs = network.run(inputs.view()).unwrap();
    let mut y = [0.0; 12];
    for t in 0..12 {
        let x = if t < 3 { 0.0 } else { inputs[[0, t - 3, 0]] };
        y[t] = w * x + if t < 2 { 0.0 } else { v * y[t - 2] };
        let expected = [y[t], u * y[t], second * y[t]];
        for (found, expected) in outputs.slice(s![0, t, ..]).iter().zip(expected) {
            assert!((found - expected).abs() < 1e-15);
        }
    }
    let mut stream = network.stream();
    for t in 0..12 {
        assert_eq!(stream.step(&[inputs[[0, t, 0]]])[0], outputs[[0, t, 0]]);
    }
}

#[test]
fn chunks_shorter_than_delays_give_the_same_gradients() {
    let network = Echo::<f64>::new(1);
    let losses = Losses::of_all(&Program::of::<Echo<f64>>(), &MeanSquaredError);
    let data = data(21, 17);
    let gradients = |room: usize| {
        let mut pass = Pass::with_chunks_of(Program::of::<Echo<f64>>(), room, 1).unwrap();
        let mut gradient = vec![0.0; 4];
        pass.loss_and_gradient(network.values(), &data, &all(&data), &losses, &mut gradient);
        (gradient, pass.input_gradients(network.values(), &data, &losses))
    };
    let (expected, expected_of_inputs) = gradients(17);
    for room in 1..17 {
        let (found, found_of_inputs) = gradients(room);
        assert_near(&found, &expected, 1e-14);
        for (found, expected) in found_of_inputs.iter().zip(&expected_of_inputs) {
            assert!(
                (found - expected).abs() < 1e-16,
                "chunks of {room}: {found}, {expected}"
            );
        }
    }
    let (inputs, targets) = (data.inputs(), data.targets());
    let report = network
        .check_gradients(inputs, targets, &MeanSquaredError)
        .unwrap();
    assert!(report.is_correct(), "{report}");
}

/// Links read across a cut; the gradient does not go back over it.
#[test]
fn a_truncated_gradient_takes_what_is_read_across_a_cut_as_given() {
    let network = Echo::<f64>::new(1);
    let &[w, v, u, second] = network.values() else {
        unreachable!()
    };
    let losses = Losses::of_all(&Program::of::<Echo<f64>>(), &MeanSquaredError);
    let data = data(21, 17);
    let total: usize = (0..21).map(|sequence| data.length(sequence)).sum();
    for part in [1, 2, 3, 5, 16, 17] {
        let mut expected = [0.0; 4];
        for sequence in 0..21 {
            // y, and its derivatives with respect to w and v that the cuts leave.
            let mut y: Vec<[f64; 3]> = Vec::new();
            for t in 0..data.length(sequence) {
                let x = if t < 3 {
                    0.0
                } else {
                    data.inputs()[[sequence, t - 3, 0]]
                };
                let before = if t < 2 { [0.0; 3] } else { y[t - 2] };
                let is_cut = t < 2 || (t - 2) / part < t / part;
                let [by_w, by_v] = if is_cut { [0.0; 2] } else { [before[1], before[2]] };
                y.push([w * x + v * before[0], x + v * by_w, before[0] + v * by_v]);
                let [value, by_w, by_v] = y[t];
                for (column, scale) in [1.0, u, second].into_iter().enumerate() {
                    let error = scale * value - data.targets()[[sequence, t, column]];
                    let d = 2.0 / 3.0 * error / total as f64;
                    expected[0] += d * scale * by_w;
                    expected[1] += d * scale * by_v;
                    if column > 0 {
                        expected[1 + column] += d * value;
                    }
                }
            }
        }
        for room in [1, 2, 4, 17] {
            let mut pass = Pass::with_chunks_of(Program::of::<Echo<f64>>(), room, 1)
                .unwrap()
                .truncated(Some(part));
            let mut gradient = vec![0.0; 4];
            pass.loss_and_gradient(network.values(), &data, &all(&data), &losses, &mut gradient);
            assert_near(&gradient, &expected, 1e-13);
        }
    }
}

/// The mean over sequences and steps of the mean over `columns` of the squared error.
fn mean_square(outputs: &Array3<f64>, data: &Sequences<f64>, columns: Range<usize>) -> f64 {
    let (mut sum, mut count) = (0.0, 0.0);
    for sequence in 0..data.len() {
        for step in 0..data.length(sequence) {
            for column in columns.clone() {
                let error = outputs[[sequence, step, column]] - data.targets()[[sequence, step, column]];
                sum += error * error;
                count += 1.0;
            }
        }
    }
    sum / count
}

#[test]
fn losses_of_single_outputs_are_added() {
    let network = Echo::<f64>::new(2);
    let data = data(18, 9);
    let outputs = network.run(data.inputs()).unwrap();
    let (y, z) = (
        mean_square(&outputs, &data, 0..1),
        mean_square(&outputs, &data, 1..3),
    );
    let mut pass = Pass::new(Program::of::<Echo<f64>>(), 9, 1).unwrap();
    let mut loss_of = |losses: &Losses<'_, f64>| {
        let mut gradient = vec![0.0; 4];
        let loss = pass.loss_and_gradient(network.values(), &data, &all(&data), losses, &mut gradient);
        assert_eq!(loss, pass.loss(network.values(), &data, &all(&data), losses));
        (loss, gradient)
    };
    let mean: &dyn Loss<f64> = &MeanSquaredError;
    let (together, of_all) = loss_of(&Losses::of_all(&Program::of::<Echo<f64>>(), mean));
    assert!((together - mean_square(&outputs, &data, 0..3)).abs() < 1e-15);
    let own = |names: &[&'static str]| -> Vec<(&str, &dyn Loss<f64>)> {
        names.iter().map(|&name| (name, mean)).collect()
    };
    let mut found = Vec::new();
    for names in [&["z"][..], &["y"], &["y", "z"]] {
        let (apart, gradient) =
            loss_of(&Losses::of_each(&Program::of::<Echo<f64>>(), mean, &own(names)).unwrap());
        assert!((apart - (y + z)).abs() < 1e-15, "{names:?}");
        found.push(gradient);
    }
    assert_near(&found[1], &found[0], 1e-14);
    assert_near(&found[2], &found[0], 1e-14);
    assert!(
        found[0]
            .iter()
            .zip(&of_all)
            .any(|(apart, together)| (apart - together).abs() > 1e-3)
    );
    let (_, shared) = loss_of(&Losses::of_each(&Program::of::<Echo<f64>>(), mean, &[]).unwrap());
    assert_eq!(shared, of_all);
    let unknown = Losses::of_each(&Program::of::<Echo<f64>>(), mean, &own(&["zz"]))
        .err()
        .unwrap();
    assert!(
        unknown.to_string().starts_with("no output named `zz`"),
        "{unknown}"
    );
}

#[test]
fn a_trace_has_every_output() {
    let network = Echo::<f64>::new(1);
    let inputs = random((3, 5, 1), 1);
    let trace = network.trace(inputs.view()).unwrap();
    assert_eq!(trace.output("y").unwrap(), trace.state("y.value").unwrap());
    assert_eq!(trace.output("z").unwrap(), trace.state("z.value").unwrap());
    assert_eq!(trace.output("z").unwrap().dim(), (3, 5, 2));
    assert_eq!(trace.outputs().dim(), (3, 5, 3));
}

#[test]
fn shapes_of_several_outputs_are_spelled_out() {
    let network = Echo::<f64>::new(1);
    let (inputs, targets) = (random((3, 5, 1), 1), random((3, 5, 2), 1));
    let error = network
        .loss_and_gradients(inputs.view(), targets.view(), &MeanSquaredError)
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "targets has shape [3, 5, 2], expected [sequence, step, 3], the last axis 1 of `y`, 2 of `z`, side by side"
    );
}

#[test]
fn a_file_of_more_outputs_is_another_network() {
    use crate::network::difference::first_difference;
    let network = description::<Echo<f64>>();
    assert_eq!(first_difference(network, network), None);
    let mut file = network.clone();
    file.layers.to_mut().truncate(1);
    assert_eq!(
        first_difference(&file, network).unwrap(),
        "layer `z` is here and not in the file"
    );
    let mut file = network.clone();
    file.layers.to_mut()[1].name = Borrowed("a");
    assert_eq!(
        first_difference(&file, network).unwrap(),
        "layer number 1 is `a` in the file, `z` here"
    );
    let mut file = network.clone();
    file.parameters.to_mut()[2].shape = Borrowed(&[2, 2]);
    assert_eq!(
        first_difference(&file, network).unwrap(),
        "parameter `y_to_z.weight` has shape [2, 2] in the file, shape [2, 1] here"
    );
}
