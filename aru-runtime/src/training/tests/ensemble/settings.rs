//! What cannot work is refused before any network is touched.

use crate::network::emitted::Emitted;
use std::ops::ControlFlow;

use super::*;
use crate::training::optimiser::Adam;

type Configure<'a> = &'a dyn Fn(Trainer<'a, f64>) -> Trainer<'a, f64>;

/// The error of a fit of so many networks; they are as they were.
#[track_caller]
fn fault(count: usize, data: &impl DataSets<f64>, configure: Configure<'_>) -> String {
    let mut nets = Ensemble::of(networks::<Net>(count));
    let error = configure(Trainer::new(Adam::new(0.01)).epochs(1))
        .fit(&mut nets, data)
        .unwrap_err();
    for (net, before) in nets.networks().iter().zip(networks::<Net>(count)) {
        assert_eq!(bits(net), bits(&before), "{error}");
    }
    error.to_string()
}

#[test]
fn every_network_needs_data_of_its_own_or_all_the_same() {
    let set = || smooth::<f64>(0, 4, 10);
    let plain: Configure<'_> = &|trainer| trainer;
    assert_eq!(
        fault(0, &set(), plain),
        "the number of networks is 0; give the ensemble at least one"
    );
    assert_eq!(
        fault(3, &vec![set(); 2], plain),
        "the number of training sets is 2; give one for all, or one for each of the 3 networks"
    );
    assert_eq!(
        fault(3, &Vec::new(), plain),
        "the number of training sets is 0; give one for all, or one for each of the 3 networks"
    );
    let validation = [set(), set(), set(), set()];
    assert_eq!(
        fault(3, &set(), &|trainer| trainer.validate(&validation)),
        "the number of validation sets is 4; give one for all, or one for each of the 3 networks"
    );
    assert_eq!(
        fault(3, &[set(), set(), smooth(0, 5, 10)], plain),
        "the number of training sequences of network 2 is 5; all must have as many, the first has 4: every network \
         goes through its batches in step"
    );
    let weights = Array2::from_shape_fn((4, 10), |(sequence, _)| f64::from(u8::from(sequence != 3)));
    let without = set().with_weights(weights).unwrap();
    assert_eq!(
        fault(2, &[set(), without.clone()], plain),
        "the weight of sequence 3 of network 1 is 0; leave it out with `select`: networks with data of their own make \
         every update together"
    );
    // For validation, or in data for all, it does no harm.
    let sets = [set(), without.clone()];
    let mut nets = Ensemble::<Net>::new(0..2);
    let outcomes = Trainer::new(Adam::new(0.01))
        .epochs(1)
        .validate(&sets)
        .fit(&mut nets, &without);
    assert!(outcomes.unwrap().iter().all(|outcome| outcome.is_ok()));
}

#[test]
fn an_observer_is_for_a_single_network() {
    let observed = fault(2, &smooth(0, 4, 10), &|trainer| {
        trainer.observe(|_| ControlFlow::Continue(()))
    });
    assert_eq!(
        observed,
        "`observe` or `watch` is set; they watch a single network; read the histories of an ensemble"
    );
}

#[test]
fn data_of_another_shape_are_named() {
    let narrow = || Sequences::new(Array3::zeros((4, 10, 1)), Array3::zeros((4, 10, 2))).unwrap();
    let wide = [
        smooth(0, 4, 10),
        Sequences::new(Array3::zeros((4, 10, 2)), Array3::zeros((4, 10, 3))).unwrap(),
    ];
    let error = fault(2, &narrow(), &|trainer| trainer);
    assert!(
        error.starts_with("the array of training inputs has shape [4, 10, 1], expected"),
        "{error}"
    );
    let error = fault(2, &[smooth(0, 4, 10), narrow()], &|trainer| trainer);
    assert!(
        error.starts_with("the array of training inputs has shape [4, 10, 1], expected"),
        "{error}"
    );
    let error = fault(2, &smooth(0, 4, 10), &|trainer| trainer.validate(&wide));
    assert!(
        error.starts_with("the array of validation targets has shape [4, 10, 3], expected"),
        "{error}"
    );
}

#[test]
fn settings_are_checked_as_for_a_single_network() {
    let data = smooth(0, 4, 10);
    let cases: [(Configure<'_>, &str); 4] = [
        (
            &|trainer| trainer.batch_size(0),
            "batch_size is 0; expected at least 1",
        ),
        (
            &|trainer| trainer.freeze(["hiden"]),
            "no parameter named `hiden`, did you mean `hidden`?",
        ),
        (
            &|trainer| trainer.loss_of("z", crate::loss::MeanSquaredError),
            "no output named `z`, expected one of `y`",
        ),
        (
            &|trainer| trainer.early_stopping(3),
            "the validation data of early_stopping or restore_best is missing; give them by `validate` (the training \
             data, to watch their loss)",
        ),
    ];
    for (configure, expected) in cases {
        assert_eq!(fault(2, &data, configure), expected);
    }
}

/// No group has been trained by then.
#[test]
fn a_network_that_cannot_be_started_from_is_named() {
    let data = smooth(0, 4, 10);
    let mut nets = Ensemble::of(networks::<Net>(20));
    nets.networks_mut()[18].values_mut()[1] = f64::NAN;
    let before: Vec<_> = nets.networks().iter().map(bits).collect();
    let mut trainer = Trainer::new(Adam::new(0.01)).epochs(1);
    let error = trainer.fit(&mut nets, &data).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`x_to_hidden.weight` of network 18 holds NaN at [0, 1]; values must be finite"
    );
    assert_eq!(nets.networks().iter().map(bits).collect::<Vec<_>>(), before);
    let rate = 2 * H + H * H + H;
    nets.networks_mut()[18] = Net::new(0);
    nets.networks_mut()[3].values_mut()[rate] = 1.0;
    let error = trainer.fit(&mut nets, &data).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`hidden.alpha_s` of network 3 holds 1 at [0]; it must lie strictly between 0 and 1"
    );
}

#[test]
fn a_single_network_takes_a_single_set() {
    let set = || smooth::<f64>(0, 4, 10);
    let mut net = Net::new(0);
    let mut trainer = Trainer::new(Adam::new(0.01)).epochs(1);
    assert_eq!(
        trainer
            .fit(&mut net, &vec![set(), set()])
            .unwrap_err()
            .to_string(),
        "the number of training sets is 2; a single network takes one; an `Ensemble` takes one for each network"
    );
    let two = vec![set(), set()];
    assert_eq!(
        Trainer::new(Adam::new(0.01))
            .validate(&two)
            .fit(&mut net, &set())
            .unwrap_err()
            .to_string(),
        "the number of validation sets is 2; a single network takes one; an `Ensemble` takes one for each network"
    );
    assert_eq!(bits(&net), bits(&Net::new(0)));
    assert!(
        trainer.fit(&mut net, &vec![set()]).is_ok(),
        "an array of one is as good"
    );
    let mut same = Net::new(0);
    trainer.fit(&mut same, &set()).unwrap();
    assert_eq!(bits(&net), bits(&same));
}

#[test]
fn an_ensemble_is_its_networks() {
    let mut nets = Ensemble::<Net>::new([3, 1, 4]);
    assert_eq!((nets.len(), nets.is_empty()), (3, false));
    assert_eq!(bits(&nets.networks()[2]), bits(&Net::new(4)));
    nets.networks_mut()[0] = Net::new(5);
    let seeds = nets.into_networks();
    assert_eq!(bits(&seeds[0]), bits(&Net::new(5)));
    assert!(Ensemble::<Net>::of([]).is_empty());
}
