//! Networks of one type and several declarations, as those are that no macro has written: each does what its own
//! declaration says, and what does not belong together is refused.

use std::ops::ControlFlow;

use ndarray::{Array3, s};

use crate::data::sequences::Sequences;
use crate::loss::MeanSquaredError;
use crate::network::program::Program;
use crate::network::programmed::Programmed;
use crate::numerics::scalar::Scalar;
use crate::paper::Paper;
use crate::run::network::Network;
use crate::run::state::State;
use crate::training::ensemble::Ensemble;
use crate::training::optimiser::Adam;
use crate::training::{Progress, Trainer};

/// A network of either declaration.
#[derive(Clone, Debug)]
enum Either<T: Scalar> {
    Small(Paper<T, 3>),
    Large(Paper<T, 4>),
}

/// The same of whichever it is.
macro_rules! of_either {
    ($either:expr, $net:ident => $value:expr) => {
        match $either {
            Either::Small($net) => $value,
            Either::Large($net) => $value,
        }
    };
}

impl<T: Scalar> Programmed for Either<T> {
    type Number = T;
    type Of<U: Scalar> = Either<U>;

    fn program(&self) -> Program<T> {
        of_either!(self, net => net.program())
    }

    fn traced_program(&self) -> Program<T> {
        of_either!(self, net => net.traced_program())
    }

    fn values(&self) -> &[T] {
        of_either!(self, net => net.values())
    }

    fn values_mut(&mut self) -> &mut [T] {
        of_either!(self, net => net.values_mut())
    }

    fn with_values<U: Scalar>(&self, values: Vec<U>) -> Either<U> {
        match self {
            Either::Small(net) => Either::Small(net.with_values(values)),
            Either::Large(net) => Either::Large(net.with_values(values)),
        }
    }
}

fn small(seed: u64) -> Either<f64> {
    Either::Small(Paper::new(seed))
}

fn large(seed: u64) -> Either<f64> {
    Either::Large(Paper::new(seed))
}

fn data() -> Sequences<f64> {
    let wave = |(i, t, f): (usize, usize, usize)| (0.7 * (3 * i + t + f) as f64).sin();
    let inputs = Array3::from_shape_fn((4, 9, 2), wave);
    Sequences::new(&inputs, inputs.mapv(|x| 0.5 + 0.4 * x)).unwrap()
}

fn trainer() -> Trainer<'static, f64> {
    Trainer::new(Adam::new(1e-2)).epochs(3).progress(Progress::Silent)
}

/// All that can be asked of a network, in words or bits.
fn answers<N: Network<Scalar = f64>>(net: &N) -> Vec<String> {
    let data = data();
    let (x, y) = (data.inputs(), data.targets());
    let mut set = net.clone();
    set.set("hidden.alpha_s", &[0.25]).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("saved");
    set.save(&path).unwrap();
    let mut loaded = net.clone();
    assert!(loaded.load_matching(&path).unwrap().is_complete());
    assert_eq!(loaded.values(), set.values());
    let mut stream = net.stream();
    stream.step(&[0.5, -0.5]);
    let state = stream.state();
    state.save(&path).unwrap();
    assert_eq!(State::load_for(net, &path).unwrap(), state);
    let continued = net.run_from(&state, x.slice(s![..1, .., ..])).unwrap();
    let report = net.check_gradients(x, y, &MeanSquaredError).unwrap();
    assert!(report.is_correct(), "{report}");
    let mut trained = net.clone();
    let history = trainer().fit(&mut trained, &data).unwrap();
    let mut pair = Ensemble::of([net.clone(), set.clone()]);
    let fits = trainer().fit(&mut pair, &data).unwrap();
    fits.into_iter().for_each(|fit| drop(fit.unwrap()));
    vec![
        format!("{:?}", net.description()),
        format!("{:?}", net.run(x).unwrap()),
        format!("{:?}", net.trace(x).unwrap().state("hidden.rate").unwrap()),
        format!("{:?}", net.loss_and_gradients(x, y, &MeanSquaredError).unwrap()),
        format!("{:?}", net.input_gradients(x, y, &MeanSquaredError).unwrap()),
        format!("{:?}", net.pull_back(x, y).unwrap()),
        format!("{report}"),
        format!("{:?}", net.initial_state()),
        format!("{state:?}"),
        format!("{:?}", continued.outputs),
        format!("{:?}", continued.states),
        format!("{:?}", set.values()),
        format!("{}", set.summary()),
        format!("{:?}", trained.values()),
        format!("{:?}", history.epochs()[2].train_loss),
        format!("{:?}", pair.mean_prediction(&data).unwrap()),
    ]
}

#[test]
fn each_answers_as_the_declared_network() {
    for (either, declared) in [
        (answers(&small(3)), answers(&Paper::<f64, 3>::new(3))),
        (answers(&large(3)), answers(&Paper::<f64, 4>::new(3))),
    ] {
        for (number, (either, declared)) in either.iter().zip(&declared).enumerate() {
            assert_eq!(either, declared, "answer {number}");
        }
    }
    let wide = Either::Large(Paper::<f32, 4>::new(3)).with_values(large(3).values().to_vec());
    assert_eq!(wide.description(), large(3).description());
    assert_eq!(wide.values(), large(3).values());
}

/// What a state of the small network is told by one of the large.
const OTHER: &str = "the state is one of `Paper`; expected one of `Paper`: layer `hidden` has size 3, activation sigmoid there, size 4, activation sigmoid here";

#[test]
fn a_state_of_another_declaration_is_refused() {
    let (net, data) = (large(1), data());
    let (own, other) = (net.initial_state(), small(1).initial_state());
    assert_ne!(own, other);
    let starts = [own.clone(), own.clone(), other.clone(), own.clone()];
    let refusals = [
        net.run_from(&starts, data.inputs()).map(drop),
        net.evaluate(&data).run_from(&other).map(drop),
        net.evaluate(&data).from(&other).outputs().map(drop),
        net.evaluate(&data)
            .from(&starts)
            .gradients(&MeanSquaredError)
            .map(drop),
        net.evaluate(&data)
            .from(&other)
            .check(&MeanSquaredError)
            .map(drop),
        net.stream().try_set_state(&other),
    ];
    for refusal in refusals {
        let text = refusal.expect_err("of another declaration").to_string();
        assert!(text.starts_with(OTHER), "{text}");
    }
    let mut stream = net.stream();
    stream.step(&[0.5, 0.5]);
    let (before, first) = (stream.state(), stream.clone().step(&[1.0, 0.0]).to_vec());
    assert!(stream.try_set_state(&other).is_err());
    assert_eq!(stream.state(), before);
    assert_eq!(stream.step(&[1.0, 0.0]), first, "it goes on as it was");

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state");
    other.save(&path).unwrap();
    let text = State::load_for(&net, &path).unwrap_err().to_string();
    assert!(
        text.contains("layer `hidden` has size 3, activation sigmoid in the file"),
        "{text}"
    );
}

#[test]
#[should_panic(expected = "the state is one of `Paper`; expected one of `Paper`")]
fn a_stream_does_not_start_from_one() {
    large(1).stream().set_state(&small(1).initial_state());
}

#[test]
#[should_panic(expected = "the state is one of `Paper`; expected one of `Paper`")]
fn a_stream_is_not_copied_into_one() {
    let mut state = small(1).initial_state();
    large(1).stream().copy_state(&mut state);
}

#[test]
fn an_ensemble_is_of_one_declaration() {
    let data = data();
    let mut mixed = Ensemble::of([large(1), large(2), small(3)]);
    let before: Vec<Vec<f64>> = mixed.networks().iter().map(|net| net.values().to_vec()).collect();
    let expected = "network 2 is one of `Paper`; expected one of `Paper`: layer `hidden` has size 3, activation sigmoid there";
    let fitted = trainer().fit(&mut mixed, &data).map(drop);
    let text = fitted.unwrap_err().to_string();
    assert!(text.starts_with(expected), "{text}");
    let text = mixed.mean_prediction(&data).unwrap_err().to_string();
    assert!(text.starts_with(expected), "{text}");
    let after: Vec<Vec<f64>> = mixed.networks().iter().map(|net| net.values().to_vec()).collect();
    assert_eq!(before, after);
    let mut none = Ensemble::<Either<f64>>::of([]);
    assert_eq!(
        trainer().fit(&mut none, &data).map(drop).unwrap_err().to_string(),
        "the number of networks is 0; give the ensemble at least one"
    );
}

#[test]
fn a_network_in_training_is_copied_like_one_of_its_declaration() {
    let mut net = large(1);
    let (like, mut seen) = (net.clone(), Vec::new());
    trainer()
        .watch(|watched| {
            seen.push(watched.network_like(&like).unwrap());
            let text = watched.network_like(&small(1)).unwrap_err().to_string();
            assert_eq!(
                text,
                "the network is Paper; `Paper` is in training: layer `hidden` has size 4, activation sigmoid in training, size 3, \
                 activation sigmoid here"
            );
            assert!(watched.network::<Paper<f64, 3>>().is_err());
            let declared: Paper<f64, 4> = watched.network().unwrap();
            assert_eq!(declared.values(), seen[seen.len() - 1].values());
            ControlFlow::Continue(())
        })
        .fit(&mut net, &data())
        .unwrap();
    assert_eq!(seen.len(), 3);
    assert_eq!(seen[2].values(), net.values());
    assert_ne!(seen[0].values(), net.values());
}
