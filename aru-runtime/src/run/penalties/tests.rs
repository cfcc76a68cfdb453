use ndarray::{Array2, Array3};

use super::*;
use crate::data::sequences::Sequences;
use crate::loss::MeanSquaredError;
use crate::loss::losses::Losses;
use crate::network::emitted::Emitted;
use crate::run::network::Network;
use crate::run::objective::Objective;
use crate::run::pass::Pass;

aru_macros::recurrent_net! {
    /// A state that only its own step reads later, values that nobody reads later, a state that nothing lives by.
    unit Tiring {
        constant alpha_s, strength;
        tired   = (1 - alpha_s) * prev(tired) + alpha_s * prev(rate);
        current = drive - strength * prev(tired);
        rate    = tanh(current);
        mood    = 0.5 * prev(mood) + rate * rate;
        same    = tanh(current);
        emit rate;
    }
    pub struct Deep<const H: usize> {
        input x: 2;
        layer slow: Tiring<H> { alpha_s: learn per_unit(0.3) in logistic(0, 1); strength: learn global(0.4); initial: learn; }
        layer gates: Gru<4>;
        layer held: Aru<3> { alpha_s: 1.0; alpha_r: learn global(0.5) in logistic(0, 1); }
        layer leaky: Aru<5> {
            alpha_s: learn global(0.6) in logistic(0, 1);
            alpha_r: learn per_unit(0.5) in logistic(0, 1);
            initial: learn 0.1;
        }
        output y: 2;
        x -> slow;
        slow ~> slow { delays: [1, 3]; }
        slow -> gates -> leaky -> y;
        gates ~> gates;
        slow -> held -> y;
        leaky ~> held;
    }
}

const VALUES: [&str; 12] = [
    "slow.tired",
    "slow.current",
    "slow.rate",
    "slow.mood",
    "slow.same",
    "gates.r",
    "gates.n",
    "gates.hidden",
    "held.current",
    "leaky.current",
    "leaky.rate",
    "y.value",
];

fn wave(shape: (usize, usize, usize), speed: f64) -> Array3<f64> {
    Array3::from_shape_fn(shape, |(i, t, f)| {
        (speed * (1 + 3 * i + t) as f64 + f as f64).sin()
    })
}

/// Sequences of different length, with weights that penalties do not look at.
fn data(count: usize) -> Sequences<f64> {
    let steps = 9;
    let lengths: Vec<usize> = (0..count).map(|i| 1 + (i * 5 + 8) % steps).collect();
    let weights = Array2::from_shape_fn((count, steps), |(i, t)| ((i + t) % 3) as f64 + f64::from(t == 0));
    let data = Sequences::new(wave((count, steps, 2), 0.7), wave((count, steps, 2), 0.3)).unwrap();
    data.with_lengths(lengths).unwrap().with_weights(weights).unwrap()
}

/// The penalty by its formula, from a trace.
fn by_hand<N: Network<Scalar = f64>>(network: &N, data: &Sequences<f64>, on: &str, penalty: Penalty) -> f64 {
    let trace = network.evaluate(data).trace().unwrap();
    let values = trace.state(on).unwrap();
    let (mut sum, mut count) = (0.0, 0);
    for sequence in 0..data.len() {
        for step in 0..data.length(sequence) {
            let first = usize::from(penalty == Penalty::Smoothness);
            if step < first {
                continue;
            }
            count += 1;
            for unit in 0..values.dim().2 {
                let before = if first == 1 {
                    values[[sequence, step - 1, unit]]
                } else {
                    0.0
                };
                sum += (values[[sequence, step, unit]] - before).powi(2) / values.dim().2 as f64;
            }
        }
    }
    if count == 0 { 0.0 } else { sum / count as f64 }
}

fn holds<const H: usize>(counts: &[usize]) {
    let network = Deep::<f64, H>::new(3);
    for &count in counts {
        let data = data(count);
        for on in VALUES {
            for penalty in [Penalty::Square, Penalty::Smoothness] {
                let penalties = Penalties::new().add(on, penalty, 0.7);
                let gradients = network
                    .evaluate(&data)
                    .penalties(&penalties)
                    .gradients(&MeanSquaredError);
                let found = gradients.unwrap().penalty();
                let expected = 0.7 * by_hand(&network, &data, on, penalty);
                assert!(
                    (found - expected).abs() < 1e-13,
                    "{on} {penalty:?}: {found} {expected}"
                );
            }
        }
    }
}

#[test]
fn penalties_are_means_over_steps_and_units_in_every_layout() {
    holds::<3>(&[1, 3, 20]);
    holds::<20>(&[1, 2, 18]);
}

/// The gradient by central differences of loss + penalties, for each value by itself and for all together.
#[test]
fn the_gradient_is_that_of_the_sum() {
    let network = Deep::<f64, 3>::new(3);
    let data = data(3);
    let check = |penalties: &Penalties| {
        let report = network
            .evaluate(&data)
            .penalties(penalties)
            .check(&MeanSquaredError)
            .unwrap();
        assert!(report.is_correct(), "{penalties:?}\n{report}");
    };
    for on in VALUES {
        check(&Penalties::new().add(on, Penalty::Square, 0.7));
        check(&Penalties::new().add(on, Penalty::Smoothness, 1.3));
    }
    let all = VALUES.iter().fold(Penalties::new(), |all, &on| {
        all.add(on, Penalty::Square, 0.3)
            .add(on, Penalty::Smoothness, 0.2)
    });
    check(&all);
    check(
        &all.add("*.weight", Penalty::L2, 0.05)
            .add("x_to_slow", Penalty::L1, 0.02),
    );
}

fn gradient<const H: usize>(pass: &mut Pass<f64>, data: &Sequences<f64>, all: &Penalised) -> (f64, Vec<f64>) {
    let network = Deep::<f64, H>::new(3);
    let program = Program::of::<Deep<f64, H>>();
    let losses = Losses::of_all(&program, &MeanSquaredError);
    let objective = Objective {
        losses: &losses,
        conditions: None.into(),
        penalised: Some(all),
    };
    let which: Vec<usize> = (0..data.len()).collect();
    let mut gradient = vec![f64::NAN; network.values().len()];
    pass.loss_and_gradient(network.values(), data, &which, objective, &mut gradient);
    (pass.penalty(), gradient)
}

fn in_chunks<const H: usize>(count: usize) {
    let program = Program::of::<Deep<f64, H>>();
    let all = VALUES.iter().fold(Penalties::new(), |all, &on| {
        all.add(on, Penalty::Square, 0.3)
            .add(on, Penalty::Smoothness, 0.2)
    });
    let all = all.resolve(&program).unwrap().unwrap();
    let data = data(count);
    let pass = |room: usize, threads: usize| {
        let mut pass = Pass::with_chunks_of(program, room, threads).unwrap();
        gradient::<H>(&mut pass, &data, &all)
    };
    let (penalty, whole) = pass(9, 1);
    for (room, threads) in [(1, 1), (2, 2), (4, 3), (8, 1)] {
        let (chunked, derivatives) = pass(room, threads);
        assert!((penalty - chunked).abs() < 1e-14, "{room}: {penalty} {chunked}");
        for (one, other) in whole.iter().zip(derivatives) {
            assert!((one - other).abs() < 1e-13, "{room}: {one} {other}");
        }
    }
}

#[test]
fn chunks_and_threads_change_nothing() {
    in_chunks::<3>(20);
    in_chunks::<20>(3);
}

#[test]
fn a_cut_gradient_penalises_every_pair_once() {
    let program = Program::of::<Deep<f64, 3>>();
    let penalties = Penalties::new().add("leaky.rate", Penalty::Smoothness, 0.5);
    let all = penalties.resolve(&program).unwrap().unwrap();
    let data = data(5);
    let (whole, _) = gradient::<3>(&mut Pass::new(program, 9, 1).unwrap(), &data, &all);
    for truncation in [1, 2, 5, 8] {
        let mut pass = Pass::new(program, 9, 1).unwrap().truncated(Some(truncation));
        let (cut, _) = gradient::<3>(&mut pass, &data, &all);
        assert!((cut - whole).abs() < 1e-14, "{truncation}");
    }
}

/// It was zero where no step of a batch counts for the loss.
#[test]
fn penalties_count_where_nothing_else_does() {
    let program = Program::of::<Deep<f64, 3>>();
    let network = Deep::<f64, 3>::new(3);
    let mut weights = Array2::ones((3, 9));
    weights.row_mut(1).fill(0.0);
    let data = data(3).with_weights(weights).unwrap();
    let alone = {
        let of_one = data.inputs().slice(ndarray::s![1..2, .., ..]).to_owned();
        let alone = Sequences::new(of_one, Array3::zeros((1, 9, 2))).unwrap();
        alone.with_lengths([data.length(1)]).unwrap()
    };
    let penalties = Penalties::new()
        .add("leaky.rate", Penalty::Square, 0.5)
        .add("slow.rate", Penalty::Smoothness, 0.3)
        .add("x_to_slow", Penalty::L2, 0.1);
    let resolved = penalties.resolve(&program).unwrap().unwrap();
    let losses = Losses::of_all(&program, &MeanSquaredError);
    let objective = Objective {
        losses: &losses,
        conditions: None.into(),
        penalised: Some(&resolved),
    };
    let mut pass = Pass::new(program, 9, 1).unwrap();
    let mut gradient = vec![0.0; network.values().len()];
    let loss = pass.loss_and_gradient(network.values(), &data, &[1], objective, &mut gradient);
    let of_alone = [
        ("leaky.rate", Penalty::Square),
        ("slow.rate", Penalty::Smoothness),
    ];
    let [square, smooth] = of_alone.map(|(on, penalty)| by_hand(&network, &alone, on, penalty));
    let of_weights: f64 = network.x_to_slow().weight().iter().map(|w| 0.5 * w * w).sum();
    let expected = 0.5 * square + 0.3 * smooth + 0.1 * of_weights;
    assert_eq!(loss, 0.0);
    assert!(
        (pass.penalty() - expected).abs() < 1e-13,
        "{} {expected}",
        pass.penalty()
    );
    assert!(gradient.iter().all(|derivative| derivative.is_finite()));
    pass.loss(network.values(), &data, &[1], objective);
    assert!(
        (pass.penalty() - expected).abs() < 1e-13,
        "{} {expected}",
        pass.penalty()
    );

    // The gradient is that of the penalties alone: a little way against it they are smaller by its square.
    let mut moved = network.values().to_vec();
    let size: f64 = gradient.iter().map(|derivative| derivative * derivative).sum();
    assert!(size > 0.0);
    for (value, derivative) in moved.iter_mut().zip(&gradient) {
        *value -= 1e-6 * derivative;
    }
    pass.loss(&moved, &data, &[1], objective);
    let change = (expected - pass.penalty()) / (1e-6 * size);
    assert!((change - 1.0).abs() < 1e-4, "{change}");
}

/// A penalty in a workspace leaves no trace in the next gradient.
#[test]
fn what_was_asked_for_once_is_not_asked_for_again() {
    let program = Program::of::<Deep<f64, 3>>();
    let network = Deep::<f64, 3>::new(3);
    let data = data(3);
    let losses = Losses::of_all(&program, &MeanSquaredError);
    let plain = |pass: &mut Pass<f64>| {
        let mut gradient = vec![0.0; network.values().len()];
        pass.loss_and_gradient(network.values(), &data, &[0, 1, 2], &losses, &mut gradient);
        gradient
    };
    let expected = plain(&mut Pass::new(program, 9, 1).unwrap());
    let mut pass = Pass::new(program, 9, 1).unwrap();
    let penalties =
        Penalties::new()
            .add("leaky.current", Penalty::Square, 0.5)
            .add("gates.r", Penalty::Square, 0.5);
    gradient::<3>(&mut pass, &data, &penalties.resolve(&program).unwrap().unwrap());
    assert_eq!(plain(&mut pass), expected);
}

#[test]
fn penalties_that_cannot_be_are_refused() {
    let program = Program::of::<Deep<f64, 3>>();
    let fault = |on: &str, penalty: Penalty, lambda: f64| {
        let penalties = Penalties::new().add(on, penalty, lambda);
        penalties.resolve(&program).unwrap_err().to_string()
    };
    assert_eq!(
        fault("x_to_slow", Penalty::L1, -0.1),
        "the factor of the penalty on `x_to_slow` is -0.1; expected a number, zero or more"
    );
    assert!(fault("slow.rate", Penalty::Square, f64::NAN).contains("NaN"));
    for (on, what) in [
        ("slow.bias", "a bias"),
        ("slow.alpha_s", "a constant"),
        ("slow.initial.tired", "an initial value"),
    ] {
        assert_eq!(
            fault(on, Penalty::L2, 0.1),
            format!(
                "`Penalty::L2` of \"{on}\" is on {what}; it acts on the weights of links, such as `x_to_hidden.weight`, \
                 alone"
            )
        );
        assert!(fault(on, Penalty::Square, 0.1).contains(what));
    }
    assert_eq!(
        fault("slow.rate", Penalty::L1, 0.1),
        "`Penalty::L1` of \"slow.rate\" is on a traced value; it acts on the weights of links; `Penalty::Square` and \
         `Penalty::Smoothness` act on values"
    );
    assert!(
        fault("x_to_slow.weight", Penalty::Square, 0.1)
            .contains("`Penalty::L1` and `Penalty::L2` act on weights")
    );
    assert!(
        fault("*.weight", Penalty::Square, 0.1)
            .starts_with("`Penalty::Square` of \"*.weight\" is on a weight; it acts on traced values")
    );
    assert_eq!(
        fault("slow.rat", Penalty::Square, 0.1),
        "no traced value named `slow.rat`, did you mean `slow.rate`?"
    );
    assert_eq!(
        fault("x_to_slo", Penalty::L2, 0.1),
        "no parameter named `x_to_slo`, did you mean `x_to_slow`?"
    );
}
