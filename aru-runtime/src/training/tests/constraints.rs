//! Masks, diagonal weights and Dale's law in training: what is not there stays zero to the bit, what has a sign keeps it.

use std::ops::ControlFlow;

use safetensors::tensor::SafeTensors;

use super::support::*;
use crate::data::sequences::Sequences;
use crate::network::description::{Description, LinkForm, Role};
use crate::network::emitted::Emitted;
use crate::network::linked::Masks;
use crate::network::parameters::ranges;
use crate::numerics::bytes::from_bytes;
use crate::numerics::scalar::Scalar;
use crate::run::declared::Declared;
use crate::run::network::Network;
use crate::training::ensemble::Ensemble;
use crate::training::optimiser::{Adam, Optimiser, Sgd};
use crate::training::{Every, Resume, Trainer};

const RING: [[bool; 5]; 5] = [
    [false, true, false, false, true],
    [true, false, true, false, false],
    [false, true, false, true, false],
    [false, false, true, false, true],
    [true, false, false, true, false],
];

fn not_self(target: usize, source: usize) -> bool {
    target != source
}

aru_macros::recurrent_net! {
    pub struct Restricted {
        input x: 2;
        layer a: Aru<5> {
            alpha_s: learn global(0.5) in logistic(0, 1);
            alpha_r: learn per_unit(0.5) in logistic(0, 1);
            activation: sigmoid;
            initial: learn uniform(-0.5, 0.5);
            sign: dale(excitatory 0.6);
        }
        layer g: Gru<5>;
        output y: 2;

        x -> a;
        a ~> a { delays: [1, 2]; mask: RING; }
        a -> g { density: 0.4; }
        g ~> g { form: diagonal; }
        g ~> a { delay: 2; mask: by(not_self); }
        a -> y { sign: free; }
        g -> y;
    }
}

/// Bits of all elements that are not there.
fn absent<N: Network>(network: &N) -> Vec<u64> {
    let description = network.description();
    let masks = Masks::of(description);
    let mut bits = Vec::new();
    for (parameter, place) in ranges(description) {
        if let Some(linked) = masks.linked(parameter, network.values()) {
            let values = network.values()[place].iter().zip(linked);
            bits.extend(
                values
                    .filter(|(_, linked)| !linked)
                    .map(|(value, _)| value.to_f64().to_bits()),
            );
        }
    }
    bits
}

/// Every weight that leaves `a` but those of the readout has the sign of its unit, and the rate starts at 0 or above.
fn obeys_dale(network: &Restricted<f64>) -> bool {
    let signs = |name: &str| {
        let weight = network.parameter(name).unwrap();
        let mut values = weight.values().iter().enumerate();
        values.all(|(place, &value)| if place % 5 < 3 { value >= 0.0 } else { value <= 0.0 })
    };
    let initial = network.parameter("a.initial.rate").unwrap().values();
    signs("a_to_a.weight") && signs("a_to_g.weight") && initial.iter().all(|&rate| rate >= 0.0)
}

fn data() -> Sequences<f64> {
    let inputs = inputs(4, 8);
    let targets = inputs.mapv(|x| (2.0 * x).sin() - 0.5);
    Sequences::new(inputs, targets).unwrap()
}

fn trainer<'t>(optimiser: impl Optimiser) -> Trainer<'t, f64> {
    Trainer::new(optimiser)
        .batch_size(4)
        .epochs(1000)
        .weight_decay(0.3)
        .l2(0.01)
        .clip_norm(0.1)
}

/// 1,000 updates, each an epoch; what is seen after each.
#[test]
fn a_thousand_updates_leave_what_is_not_there_and_every_sign() {
    fn check<O: Optimiser>(optimiser: O) {
        let mut net = Restricted::<f64>::new(3);
        let before = net.clone();
        let count = absent(&net).len();
        assert_eq!(
            count,
            2 * 15 + 3 * 15 + 5,
            "of the ring, of the density, of the function"
        );
        let mut seen = 0;
        let mut zeros = 0;
        trainer(optimiser)
            .watch(|watched| {
                let net = watched.network::<Restricted<f64>>().unwrap();
                assert!(obeys_dale(&net), "after update {seen}");
                assert!(absent(&net) == vec![0; count], "after update {seen}");
                zeros += net
                    .a_to_a()
                    .weight()
                    .iter()
                    .filter(|&&weight| weight == 0.0)
                    .count();
                seen += 1;
                ControlFlow::Continue(())
            })
            .fit(&mut net, &data())
            .unwrap();
        assert_eq!(seen, 1000);
        assert!(
            zeros > 1000 * 2 * 15,
            "some weights are held at zero by their sign"
        );
        assert_eq!(net.a_to_g().mask(), before.a_to_g().mask());
        assert!(
            net.a_to_y().weight().iter().any(|&weight| weight < 0.0),
            "it is free"
        );
    }
    check(Adam::new(0.02));
    check(Sgd::new(0.05).momentum(0.9).nesterov(true));
}

#[test]
fn ensembles_keep_to_their_own_masks() {
    let mut together = Ensemble::<Restricted<f64>>::new(0..18);
    let masks: Vec<Vec<f64>> = together
        .networks()
        .iter()
        .map(|net| net.a_to_g().mask().to_vec())
        .collect();
    assert!(
        masks.windows(2).any(|pair| pair[0] != pair[1]),
        "each draws its own"
    );
    let mut alone = together.networks()[17].clone();
    let trainer = || trainer(Adam::new(0.02)).epochs(200).shuffle(false);
    for outcome in trainer().lockstep(true).fit(&mut together, &data()).unwrap() {
        outcome.unwrap();
    }
    trainer().fit(&mut alone, &data()).unwrap();
    for (net, mask) in together.networks().iter().zip(&masks) {
        assert_eq!(net.a_to_g().mask(), mask);
        assert!(absent(net).iter().all(|&bits| bits == 0));
        assert!(obeys_dale(net));
    }
    let pairs = together.networks()[17].values().iter().zip(alone.values());
    for (one, other) in pairs {
        assert!((one - other).abs() < 1e-9, "{one} {other}");
    }
}

/// The optimiser remembers nothing of what is not there, and a fit that is resumed goes on with the same mask.
#[test]
fn checkpoints_hold_masks_and_moments_of_zero() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("fit");
    let trainer = || trainer(Adam::new(0.02)).epochs(20);
    let start = Restricted::<f64>::new(5);
    let mut whole = start.clone();
    trainer().fit(&mut whole, &data()).unwrap();

    let mut stopped = start.clone();
    trainer()
        .checkpoint(&path, Every::Epochs(7))
        .observe(|epoch| {
            if epoch.epoch == 9 {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        })
        .fit(&mut stopped, &data())
        .unwrap();
    let content = std::fs::read(&path).unwrap();
    let file = SafeTensors::deserialize(&content).unwrap();
    let numbers = |name: &str| from_bytes::<f64>(file.tensor(name).unwrap().data());
    let (coordinates, moments) = (numbers("coordinates"), numbers("optimiser"));
    let trained = ranges(crate::network::emitted::description::<Restricted<f64>>());
    let masks = Masks::of(crate::network::emitted::description::<Restricted<f64>>());
    let (mut own, mut zeros) = (0, 0);
    for (parameter, _) in trained.filter(|(parameter, _)| parameter.learn) {
        if let Some(linked) = masks.linked(parameter, stopped.values()) {
            for place in (0..parameter.len()).filter(|&place| !linked[place]) {
                for number in [own + place, coordinates.len() + own + place] {
                    assert_eq!(moments[number].to_bits(), 0, "{}[{place}]", parameter.name);
                }
                assert_eq!(coordinates[own + place].to_bits(), 0);
                zeros += 1;
            }
        }
        own += parameter.len();
    }
    assert_eq!((own, zeros), (coordinates.len(), absent(&stopped).len()));

    let mut resumed = start.clone();
    trainer()
        .checkpoint(&path, Every::Epochs(7))
        .resume(Resume::Required)
        .fit(&mut resumed, &data())
        .unwrap();
    assert!(resumed.values() == whole.values());

    let mut other = start;
    let mut mask = other.a_to_g().mask().to_vec();
    mask.rotate_left(1);
    other.set("a_to_g.mask", &mask).unwrap();
    let refused = trainer()
        .checkpoint(&path, Every::Epochs(7))
        .resume(Resume::Required);
    let refused = { refused }.fit(&mut other, &data()).unwrap_err().to_string();
    assert!(
        refused.contains("parameters before the first update"),
        "{refused}"
    );
}

/// A weight that its sign holds at zero leaves it as soon as its gradient turns.
#[test]
fn a_weight_at_zero_comes_back() {
    let mut net = Restricted::<f64>::new(3);
    let weight: Vec<f64> = net.a_to_a().weight().iter().map(|_| 0.0).collect();
    net.set("a_to_a.weight", &weight).unwrap();
    trainer(Adam::new(0.02))
        .epochs(50)
        .weight_decay(0.0)
        .fit(&mut net, &data())
        .unwrap();
    assert!(net.a_to_a().weight().iter().any(|&weight| weight != 0.0));
    assert!(obeys_dale(&net));
}

#[test]
fn a_network_that_was_loaded_keeps_what_is_not_there() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("net.safetensors");
    let mut net = Restricted::<f64>::new(8);
    trainer(Adam::new(0.02))
        .epochs(10)
        .fit(&mut net, &data())
        .unwrap();
    net.save(&path).unwrap();
    let mut loaded = Restricted::<f64>::load(&path).unwrap();
    assert_eq!(loaded.values(), net.values());
    trainer(Adam::new(0.02)).fit(&mut loaded, &data()).unwrap();
    assert!(absent(&loaded).iter().all(|&bits| bits == 0));
    assert_eq!(loaded.a_to_g().mask(), net.a_to_g().mask());
}

#[test]
fn norm_and_check_see_what_is_there() {
    let net = Restricted::<f64>::new(2);
    let data = data();
    let (_, gradients) = net
        .loss_and_gradients(data.inputs(), data.targets(), &crate::loss::MeanSquaredError)
        .unwrap();
    assert!(gradients.get("a_to_g.mask").is_none());
    let report = net
        .check_gradients(data.inputs(), data.targets(), &crate::loss::MeanSquaredError)
        .unwrap();
    assert!(report.is_correct(), "{report}");
    let elements = |name: &str| {
        let mut parameters = report.parameters().iter();
        parameters
            .find(|parameter| parameter.name == name)
            .unwrap()
            .elements
    };
    assert_eq!(elements("a_to_a.weight"), 2 * 10);
    assert_eq!(elements("a_to_g.weight"), 3 * 10);
    assert_eq!(elements("g_to_a.weight"), 20);
    assert_eq!(elements("g_to_g.weight"), 15);
    let description: &Description = crate::network::emitted::description::<Restricted<f64>>();
    let is_mask = |role: Role| matches!(role, Role::Mask { .. });
    let total: usize = report
        .parameters()
        .iter()
        .map(|parameter| parameter.elements)
        .sum();
    let numbers = description
        .parameters
        .iter()
        .filter(|parameter| !is_mask(parameter.role));
    let numbers: usize = numbers.map(|parameter| parameter.len()).sum();
    assert_eq!(total, numbers - absent(&net).len());
    let summary = net.summary().to_string();
    assert!(
        summary.contains(&format!("{total} numbers are learned\n")),
        "{summary}"
    );
    for part in [
        "a to a  1, 2        2 x 5 x 5  10 of 25 pairs, excitatory from 3, inhibitory from 2",
        "g to g  1           15         units of one number",
        "a to y  0           2 x 5",
        "a_to_g.mask        5 x 5      a mask    2 sources of each unit",
    ] {
        assert!(summary.contains(part), "{summary}");
    }
    assert!(
        description
            .links
            .iter()
            .any(|link| link.form == LinkForm::Diagonal)
    );
}
