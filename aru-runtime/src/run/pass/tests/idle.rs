//! Steps that count for nothing, in networks that leave the numbers there.

use super::*;
use crate::numerics::block::LANES;
use crate::run::group_pass::GroupPass;
use crate::run::sets::Sets;

aru_macros::recurrent_net! {
    /// A rate that doubles from step to step once an input has woken it.
    struct Doubling {
        input x: 1;
        layer hidden: Elman<3> { activation: relu; }
        output y: 2;

        x -> hidden;
        hidden ~> hidden;
        hidden -> y;
    }
}

type Exploding = Doubling<f32>;

fn exploding() -> Exploding {
    let mut network = Exploding::new(1);
    network.set("x_to_hidden.weight", &[1.0, 0.5, 0.25]).unwrap();
    let twice: Vec<f32> = (0..9)
        .map(|place| if place % 4 == 0 { 4.0 } else { 0.1 })
        .collect();
    network.set("hidden_to_hidden.weight", &twice).unwrap();
    network
}

/// Sequences of that many steps; the others of the array are padding.
fn padded(lengths: &[usize], steps: usize) -> Sequences<f32> {
    let inputs = Array3::from_shape_fn((lengths.len(), steps, 1), |(i, _, _)| 0.5 + 0.1 * i as f32);
    let targets = Array3::from_shape_fn((lengths.len(), steps, 2), |(i, t, f)| (i + t + f) as f32 * 0.1);
    Sequences::new(inputs, targets)
        .unwrap()
        .with_lengths(lengths)
        .unwrap()
}

/// The sequence by itself, without a step of padding.
fn alone(data: &Sequences<f32>, sequence: usize, steps: usize) -> Sequences<f32> {
    let rows = s![sequence..sequence + 1, ..steps, ..];
    Sequences::new(data.inputs().slice(rows), data.targets().slice(rows)).unwrap()
}

fn of(pass: &mut Pass<f32>, data: &Sequences<f32>) -> (f64, Vec<f32>) {
    let losses = Losses::of_all(&Program::of::<Exploding>(), &MeanSquaredError);
    let network = exploding();
    let mut gradient = vec![f32::NAN; network.values().len()];
    let which: Vec<usize> = (0..data.len()).collect();
    let loss = pass.loss_and_gradient(network.values(), data, &which, &losses, &mut gradient);
    assert!((loss - pass.loss(network.values(), data, &which, &losses)).abs() <= 1e-12 * loss);
    (loss, gradient)
}

/// Loss and gradient of sequences that each run up to their last step that counts, and no further.
fn expected(data: &Sequences<f32>, lengths: &[usize]) -> (f64, Vec<f64>) {
    let total: usize = lengths.iter().sum();
    let (mut loss, mut sums) = (0.0, vec![0.0; exploding().values().len()]);
    for (sequence, &length) in lengths.iter().enumerate() {
        let data = alone(data, sequence, length);
        let mut pass = Pass::new(Program::of::<Exploding>(), length, 1).unwrap();
        let (own, gradient) = of(&mut pass, &data);
        loss += own * length as f64 / total as f64;
        for (sum, derivative) in sums.iter_mut().zip(gradient) {
            *sum += f64::from(derivative) * length as f64 / total as f64;
        }
    }
    (loss, sums)
}

#[track_caller]
fn assert_same(found: (f64, Vec<f32>), expected: &(f64, Vec<f64>)) {
    assert!(
        (found.0 - expected.0).abs() <= 1e-5 * expected.0,
        "{}, {}",
        found.0,
        expected.0
    );
    let largest = expected.1.iter().fold(0.0_f64, |largest, d| largest.max(d.abs()));
    for (found, expected) in found.1.iter().zip(&expected.1) {
        assert!(
            (f64::from(*found) - expected).abs() <= 1e-4 * largest,
            "{found}, {expected}"
        );
    }
}

#[test]
fn padding_that_explodes_spoils_no_sequence() {
    for lengths in [
        &[5, 3][..],
        &[2; 20],
        &[4, 1, 5, 2, 3, 5, 1, 1, 2, 3, 4, 5, 5, 4, 3, 2, 1, 2, 3],
    ] {
        for threads in [1, 2] {
            let data = padded(lengths, 200);
            let mut pass = Pass::new(Program::of::<Exploding>(), 200, threads).unwrap();
            let found = of(&mut pass, &data);
            assert!(found.1.iter().all(|derivative| derivative.is_finite()));
            assert_same(found, &expected(&data, lengths));
        }
    }
}

#[test]
fn a_batch_after_it_is_what_it_was() {
    let mut pass = Pass::new(Program::of::<Exploding>(), 200, 1).unwrap();
    let fair = padded(&[4; 18], 4);
    let before = of(&mut pass, &fair);
    of(&mut pass, &padded(&[3; 18], 200));
    assert_eq!(of(&mut pass, &fair), before);
}

#[test]
fn steps_of_weight_zero_that_explode_count_for_nothing() {
    for threads in [1, 2] {
        let whole = padded(&[200; 17], 200);
        let weights = Array2::from_shape_fn((17, 200), |(_, t)| if t < 5 { 1.0 } else { 0.0 });
        let data = whole.clone().with_weights(weights).unwrap();
        let mut pass = Pass::new(Program::of::<Exploding>(), 200, threads).unwrap();
        assert_same(of(&mut pass, &data), &expected(&whole, &[5; 17]));
    }
}

#[test]
fn truncated_gradients_and_those_of_inputs_are_not_spoilt_either() {
    let data = padded(&[5, 3, 4], 200);
    let program = Program::of::<Exploding>();
    let mut pass = Pass::new(program, 200, 1).unwrap().truncated(Some(50));
    assert_same(of(&mut pass, &data), &expected(&data, &[5, 3, 4]));
    let losses = Losses::of_all(&program, &MeanSquaredError);
    let by_inputs = pass.input_gradients(exploding().values(), &data, &losses);
    for ((sequence, step, _), &derivative) in by_inputs.indexed_iter() {
        assert!(derivative.is_finite());
        assert_eq!(
            derivative == 0.0,
            step >= [5, 3, 4][sequence],
            "{sequence}, {step}: {derivative}"
        );
    }
}

#[test]
fn a_network_of_a_group_can_be_taken_by_itself() {
    let (long, short) = (padded(&[5; 2], 200), padded(&[3; 2], 3));
    let sets = Sets::new(std::array::from_fn(
        |lane| if lane % 2 == 0 { &long } else { &short },
    ));
    let program = Program::of::<Exploding>();
    let losses = Losses::of_all(&program, &MeanSquaredError);
    let parameters: Vec<Block<f32>> = exploding().values().iter().map(|&x| Block::splat(x)).collect();
    let mut pass = GroupPass::new(program, parameters.len(), 200, None).unwrap();
    let together = pass.loss_and_gradient(&parameters, &sets, &[0, 1], (&losses).into());
    assert!(together.iter().all(|loss| loss.is_finite()));
    for lane in 0..LANES {
        let (data, length) = if lane % 2 == 0 { (&long, 5) } else { (&short, 3) };
        let loss = pass
            .alone(lane, &parameters, &sets, &[0, 1], (&losses).into())
            .unwrap();
        let gradient = pass.gradient.iter().map(|block| block.0[lane]).collect();
        assert_same((loss, gradient), &expected(data, &[length; 2]));
    }
}

#[test]
fn only_ratios_of_weights_count() {
    fn check<T: Scalar>(factors: &[f64]) {
        let network = Paper::<T, 4>::new(2);
        let program = Program::of::<Paper<T, 4>>();
        let losses = Losses::of_all(&program, &MeanSquaredError);
        for count in [3, 19] {
            let array = |seed| random((count, 6, 2), seed).mapv(T::from_f64);
            let fair = Sequences::new(array(1), array(2)).unwrap();
            let weighted = |factor: f64| {
                let weight = |(i, t)| T::from_f64(factor * [0.25, 1.0, 0.5][(i + t) % 3]);
                fair.clone()
                    .with_weights(Array2::from_shape_fn((count, 6), weight))
                    .unwrap()
            };
            let of = |data: &Sequences<T>| {
                let mut gradient = vec![T::ZERO; network.values().len()];
                let which: Vec<usize> = (0..count).collect();
                let mut pass = Pass::new(program, 6, 1).unwrap();
                let loss = pass.loss_and_gradient(network.values(), data, &which, &losses, &mut gradient);
                assert_eq!(loss, pass.loss(network.values(), data, &which, &losses));
                (loss, gradient)
            };
            let expected = of(&weighted(1.0));
            for &factor in factors {
                let (loss, gradient) = of(&weighted(factor));
                assert!(
                    (loss - expected.0).abs() < 1e-5 * expected.0,
                    "{factor}: {loss}, {}",
                    expected.0
                );
                for (found, expected) in gradient.iter().zip(&expected.1) {
                    assert!(
                        (*found - *expected).to_f64().abs() < 1e-6,
                        "{factor}: {found}, {expected}"
                    );
                }
            }
        }
    }
    check::<f64>(&[
        1e307,
        2.0_f64.powi(1023),
        1e-300,
        f64::MIN_POSITIVE / 2.0_f64.powi(50),
        1e-20,
    ]);
    check::<f32>(&[1.7e38, 2.0_f64.powi(127), 1e-30, 2.0_f64.powi(-147), 1e20]);
}
