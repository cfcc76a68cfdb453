//! What training moves, and what it leaves alone to the last bit.

use super::support::*;
use crate::run::network::Network;
use crate::training::Trainer;
use crate::training::optimiser::{Adam, Optimiser, Sgd};

fn bits(network: &Net, name: &str) -> Vec<u64> {
    values(network, name)
        .iter()
        .map(|value| value.to_bits())
        .collect()
}

/// Trap 4: freezing holds under Adam, momentum and every penalty.
#[test]
fn frozen_parameters_keep_every_bit() {
    fn check<O: Optimiser>(optimiser: O) {
        let data = taught(12, 5, (0.3, 0.7));
        let mut net = Net::new(1);
        net.set("hidden.alpha_s", &[0.3459261]).unwrap();
        let before = net.clone();
        Trainer::new(optimiser)
            .batch_size(3)
            .epochs(10)
            .weight_decay(0.1)
            .l2(0.1)
            .freeze(["hidden.alpha_s", "x_to_hidden.weight"])
            .freeze(["hidden.initial"])
            .fit(&mut net, &data)
            .unwrap();
        for parameter in before.parameters() {
            let name = parameter.name();
            let frozen = ["hidden.alpha_s", "x_to_hidden.weight"].contains(&name)
                || name.starts_with("hidden.initial");
            assert_eq!(bits(&net, name) == bits(&before, name), frozen, "{name}");
        }
    }
    check(Adam::new(0.01));
    check(Sgd::new(0.1).momentum(0.9).nesterov(true));
}

#[test]
fn what_is_declared_fixed_keeps_every_bit() {
    let mut net = Fixed::new(1);
    net.set("y.alpha_s", &[1.3]).unwrap();
    let history = Trainer::new(Adam::new(0.01))
        .epochs(3)
        .fit(&mut net, &leaky(0.3))
        .unwrap();
    assert_eq!(values(&net, "y.alpha_s"), [1.3]);
    assert_eq!(history.constant("y.alpha_s").unwrap(), [f64::from(1.3_f32); 3]);
    assert!(values(&net, "y.bias") != values(&Fixed::new(1), "y.bias"));
}

#[test]
fn decay_shrinks_link_weights_and_nothing_else() {
    // The targets are the network's own answers: the gradient is zero, and what moves is moved by the decay alone.
    let mut net = Net::new(1);
    net.set("hidden.alpha_r", &[0.37]).unwrap();
    net.set("hidden.bias", &[0.1, -0.2, 0.3, 0.4]).unwrap();
    net.set("hidden.initial.rate", &[0.1, 0.2, 0.3, 0.4]).unwrap();
    let inputs = inputs(5, 20);
    let targets = net.run(inputs.view()).unwrap();
    let data = crate::data::sequences::Sequences::new(inputs, targets).unwrap();
    let before = net.clone();
    Trainer::new(Adam::new(0.02))
        .batch_size(5)
        .epochs(1)
        .weight_decay(0.5)
        .fit(&mut net, &data)
        .unwrap();
    for parameter in before.parameters() {
        let name = parameter.name();
        let kept = if name.ends_with(".weight") {
            1.0 - 0.02 * 0.5
        } else {
            1.0
        };
        for (after, before) in values(&net, name).iter().zip(parameter.values()) {
            assert!((after - kept * before).abs() < 1e-15, "{name}: {after} {before}");
        }
    }
    // l2 alone gives Sgd the gradient l2 x weight.
    let mut net = before.clone();
    Trainer::new(Sgd::new(0.1))
        .batch_size(5)
        .epochs(1)
        .l2(0.3)
        .fit(&mut net, &data)
        .unwrap();
    for parameter in before.parameters() {
        let name = parameter.name();
        let kept = if name.ends_with(".weight") {
            1.0 - 0.1 * 0.3
        } else {
            1.0
        };
        for (after, before) in values(&net, name).iter().zip(parameter.values()) {
            assert!((after - kept * before).abs() < 1e-15, "{name}: {after} {before}");
        }
    }
}

/// Trap 2: what is seen is what is used, and an end of the range is no trap.
#[test]
fn an_interval_holds_and_lets_go() {
    // The teacher is slower than the interval allows: the student ends on its lower end, exactly.
    let mut net = InInterval::new(0);
    let mut trainer = Trainer::new(Adam::new(0.02))
        .batch_size(10)
        .epochs(20)
        .freeze(["*.weight", "*.bias"]);
    let slow = leaky(0.05);
    trainer.fit(&mut net, &slow).unwrap();
    assert_eq!(values(&net, "y.alpha_s"), [0.1]);
    let at_the_end = loss(&net, &slow);
    net.set("y.alpha_s", &[0.11]).unwrap();
    assert!(loss(&net, &slow) > at_the_end);
    net.set("y.alpha_s", &[0.1]).unwrap();
    // The next teacher lies inside, and the student comes off the end.
    trainer.fit(&mut net, &leaky(0.3)).unwrap();
    assert!((values(&net, "y.alpha_s")[0] - 0.3).abs() < 5e-3);
}

#[test]
fn a_rate_of_learning_acts_where_it_is_named() {
    let data = taught(5, 5, (0.3, 0.7));
    let moved = |configure: &dyn Fn(Trainer<'static, f64>) -> Trainer<'static, f64>| {
        let mut net = Net::new(1);
        let before = net.clone();
        let trainer = Trainer::new(Sgd::new(1e-3)).batch_size(5).epochs(1);
        configure(trainer).fit(&mut net, &data).unwrap();
        let w = |alpha: f64| (alpha / (1.0 - alpha)).ln() / 1.5;
        let rate = w(values(&net, "hidden.alpha_s")[0]) - w(values(&before, "hidden.alpha_s")[0]);
        (
            rate,
            values(&net, "hidden.bias")[0] - values(&before, "hidden.bias")[0],
        )
    };
    let plain = moved(&|trainer| trainer);
    assert!(plain.0 != 0.0 && plain.1 != 0.0);
    let fast = moved(&|trainer| trainer.learning_rate_of("hidden.alpha_s", 0.05));
    assert!(
        (fast.0 / plain.0 - 50.0).abs() < 1e-6,
        "the rate is that of w: {fast:?} {plain:?}"
    );
    assert_eq!(fast.1, plain.1);
    let layer = moved(&|trainer| trainer.learning_rate_of("hidden.*", 2e-3));
    assert!((layer.0 / plain.0 - 2.0).abs() < 1e-6 && (layer.1 / plain.1 - 2.0).abs() < 1e-6);
    let scheduled = moved(&|trainer| trainer.learning_rate_of("hidden.*", 2e-3).schedule(|_, _| 0.25));
    assert!((scheduled.0 / plain.0 - 0.5).abs() < 1e-6 && (scheduled.1 / plain.1 - 0.5).abs() < 1e-6);
}

#[test]
fn clipping_measures_what_is_trained_alone() {
    let data = taught(5, 5, (0.3, 0.7));
    let limit = 1e-4;
    let step = |frozen: &[&str]| {
        let mut net = Net::new(1);
        let before = net.clone();
        let history = Trainer::new(Sgd::new(1.0))
            .batch_size(5)
            .epochs(1)
            .clip_norm(limit)
            .freeze(frozen.iter().copied())
            .fit(&mut net, &data)
            .unwrap();
        let w = |alpha: &f64| (alpha / (1.0 - alpha)).ln() / 1.5;
        let length: f64 = before
            .parameters()
            .flat_map(|parameter| {
                let is_rate = parameter.name().contains("alpha");
                let after = values(&net, parameter.name());
                let pairs: Vec<(f64, f64)> = after
                    .into_iter()
                    .zip(parameter.values().iter().copied())
                    .collect();
                pairs
                    .into_iter()
                    .map(move |(a, b)| if is_rate { w(&a) - w(&b) } else { a - b })
            })
            .map(|moved| moved * moved)
            .sum();
        (length.sqrt(), history.epochs()[0].gradient_norm)
    };
    let (all, norm_of_all) = step(&[]);
    let (some, norm_of_some) = step(&["y", "hidden_to_y"]);
    assert!(
        (all / limit - 1.0).abs() < 1e-6 && (some / limit - 1.0).abs() < 1e-6,
        "{all} {some}"
    );
    assert!(
        norm_of_all > norm_of_some && norm_of_some > limit,
        "the history keeps the norm before clipping"
    );
}
