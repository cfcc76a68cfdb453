//! Memory is taken before the first batch: none is taken per step, nor per batch.

use allocation_counter::measure;
use aru::prelude::*;
use aru::trainer::{Penalties, Penalty};
use ndarray::Array3;

recurrent_net! {
    struct Net {
        input x: 2;
        layer hidden: Aru<10> {
            alpha_s: learn global(0.5) in logistic(0, 1);
            alpha_r: learn per_unit(0.5) in logistic(0, 1);
            initial: learn;
        }
        output y: 2 { activation: sigmoid; }

        x -> hidden { delays: 0..3; }
        hidden ~> hidden;
        hidden -> y;
    }
}

const SEQUENCES: usize = 64;

fn data(steps: usize) -> Sequences<f32> {
    let x = Array3::from_shape_fn((SEQUENCES, steps, 2), |(s, t, i)| {
        ((3 * s + 5 * t + i) as f32).sin()
    });
    let y = Array3::from_shape_fn((SEQUENCES, steps, 2), |(s, t, i)| {
        ((s + t + i) as f32).cos().abs()
    });
    Sequences::new(x, y).expect("well-formed data")
}

/// Allocations of a fit of some epochs, in batches of so many sequences.
fn of_fit(epochs: usize, batch_size: usize, steps: usize) -> u64 {
    let data = data(steps);
    let mut net = Net::<f32>::new(1);
    let mut trainer = Trainer::new(Adam::new(1e-3))
        .batch_size(batch_size)
        .epochs(epochs)
        .shuffle(true);
    let counted = measure(|| {
        trainer.fit(&mut net, &data).expect("a fit without faults");
    });
    counted.count_total
}

/// The same of two groups of networks in lockstep, which train one after the other; with data of their own or all the same.
fn of_ensemble(epochs: usize, batch_size: usize, own_data: bool) -> u64 {
    let mut nets = Ensemble::<Net<f32>>::new(0..20);
    let shared = data(20);
    let own = vec![shared.clone(); 20];
    let mut trainer = Trainer::new(Adam::new(1e-3))
        .batch_size(batch_size)
        .epochs(epochs)
        .lockstep(true)
        .clip_norm(0.1);
    let counted = measure(|| {
        let outcomes = match own_data {
            true => trainer.fit(&mut nets, &own),
            false => trainer.fit(&mut nets, &shared),
        };
        let outcomes = outcomes.expect("networks and data that fit");
        assert!(outcomes.iter().all(|outcome| outcome.is_ok()));
    });
    counted.count_total
}

#[test]
fn a_batch_takes_no_memory() {
    // Once a first fit has set up what is shared by all.
    of_fit(1, 1, 20);
    let few = of_fit(3, SEQUENCES, 20);
    let many = of_fit(3, 1, 20);
    // The same number of epochs, 3 batches against 192: only what depends on the shape of a batch may differ.
    assert!(
        many <= few + 20,
        "{many} allocations with batches of one, {few} with one batch an epoch"
    );
    assert!(few > 0, "nothing was counted");
}

#[test]
fn a_batch_of_an_ensemble_takes_none_either() {
    for own_data in [false, true] {
        of_ensemble(1, 1, own_data);
        let (few, many) = (of_ensemble(3, SEQUENCES, own_data), of_ensemble(3, 1, own_data));
        // 6 batches against 384.
        assert!(
            many <= few + 20,
            "{many} allocations with batches of one, {few} with one batch an epoch"
        );
        assert!(few > 0, "nothing was counted");
    }
}

recurrent_net! {
    struct Noisy {
        input x: 2;
        layer hidden: Aru<10> {
            alpha_s: learn global(0.5) in logistic(0, 1);
            alpha_r: learn per_unit(0.5) in logistic(0, 1);
            noise: normal(0.1);
        }
        layer gates: Gru<4>;
        output y: 2 { activation: sigmoid; }

        x -> hidden -> gates -> y;
        hidden ~> hidden;
    }
}

#[test]
fn noise_and_penalties_take_none_either() {
    let of_fit = |batch_size: usize, steps: usize| {
        let data = data(steps);
        let mut net = Noisy::<f32>::new(1);
        let penalties = Penalties::new()
            .add("hidden.current", Penalty::Square, 0.1)
            .add("hidden.rate", Penalty::Smoothness, 0.1)
            .add("gates.r", Penalty::Smoothness, 0.1)
            .add("*.weight", Penalty::L1, 1e-3);
        let mut trainer = Trainer::new(Adam::new(1e-3)).batch_size(batch_size).epochs(3);
        trainer = trainer.penalties(penalties);
        let counted = measure(|| {
            trainer.fit(&mut net, &data).expect("a fit without faults");
        });
        counted.count_total
    };
    of_fit(1, 20);
    let (few, many) = (of_fit(SEQUENCES, 20), of_fit(1, 20));
    assert!(
        many <= few + 20,
        "{many} with batches of one, {few} with one an epoch"
    );
    let (short, long) = (of_fit(16, 20), of_fit(16, 2000));
    assert!(long <= short + 200, "{long} for 2000 steps, {short} for 20");
}

#[test]
fn an_epoch_takes_a_bounded_number() {
    of_fit(1, 1, 20);
    let (short, long) = (of_fit(2, 1, 20), of_fit(22, 1, 20));
    assert!(
        (long - short) / 20 <= 8,
        "{} allocations an epoch",
        (long - short) / 20
    );
}

#[test]
fn a_longer_sequence_takes_no_more_of_them() {
    of_fit(1, 1, 20);
    let (short, long) = (of_fit(2, 16, 20), of_fit(2, 16, 2000));
    assert!(
        long <= short + 200,
        "{long} allocations for 2000 steps, {short} for 20"
    );
}

recurrent_net! {
    /// The paper's network.
    struct Paper {
        input x: 2;
        layer hidden: Aru<10> {
            alpha_s: learn global(0.5) in logistic(0, 1);
            alpha_r: learn global(0.5) in logistic(0, 1);
            initial: learn;
        }
        output y: 2 { activation: sigmoid; }
        x -> hidden;
        hidden ~> hidden;
        hidden -> y;
    }
}

fn not_self(target: usize, source: usize) -> bool {
    target != source
}

recurrent_net! {
    struct Restricted {
        input x: 2;
        layer hidden: Elman<20> { sign: dale(excitatory 0.8); initial: learn; }
        layer scaled: Elman<20>;
        output y: 2 { activation: sigmoid; }
        x -> hidden { density: 0.5; }
        hidden ~> hidden { mask: by(not_self); }
        hidden -> scaled { form: diagonal; }
        scaled -> y;
    }
}

/// Masks and signs are looked up before the first batch.
#[test]
fn a_batch_of_a_restricted_network_takes_no_memory() {
    let of_fit = |batch_size: usize| {
        let data = data(20);
        let mut net = Restricted::<f32>::new(1);
        let mut trainer = Trainer::new(Adam::new(1e-3)).batch_size(batch_size).epochs(3);
        measure(|| drop(trainer.fit(&mut net, &data).expect("a fit without faults"))).count_total
    };
    of_fit(1);
    let (few, many) = (of_fit(SEQUENCES), of_fit(1));
    assert!(
        many <= few + 20,
        "{many} allocations with batches of one, {few} with one batch an epoch"
    );
}

/// The exact gradient of a million steps, in memory of which only the rows before chunks grow with them.
#[test]
fn a_million_steps_take_bounded_memory() {
    let most = |steps: usize| {
        let x = Array3::from_shape_fn((2, steps, 2), |(s, t, i)| ((3 * s + 5 * t + i) as f32).sin());
        let y = Array3::from_shape_fn((2, steps, 2), |(s, t, i)| ((s + t + i) as f32).cos().abs());
        let data = Sequences::new(x, y).expect("well-formed data");
        let mut net = Paper::<f32>::new(1);
        let before = net.parameter("hidden.alpha_s").expect("a parameter").values()[0];
        let counted = measure(|| {
            let mut trainer = Trainer::new(Adam::new(1e-3)).batch_size(2).epochs(1);
            trainer.fit(&mut net, &data).expect("a fit without faults");
        });
        assert_ne!(
            net.parameter("hidden.alpha_s").expect("a parameter").values()[0],
            before
        );
        counted.bytes_max
    };
    let (short, long) = (most(10_000), most(1_000_000));
    println!("at most {short} bytes for 10,000 steps, {long} for a million");
    // Every value and adjoint of a million steps of two sequences would take about 500 MB.
    assert!(short < 2_000_000 && long < 4_000_000, "{short}, {long} bytes");
}

#[test]
fn streaming_takes_none() {
    let net = Net::<f32>::new(1);
    let mut stream = net.stream();
    stream.step(&[0.1, 0.2]);
    let counted = measure(|| {
        for _ in 0..100 {
            stream.step(&[0.3, -0.2]);
        }
    });
    assert_eq!(counted.count_total, 0);
}
