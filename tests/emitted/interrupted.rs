//! Work that another thread ends by a flag: here an activation sets it, so that it is set in the midst of the work.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock};

use aru::analysis::FixedPoints;
use aru::interruptible;
use aru::prelude::*;
use ndarray::Array3;

static FLAG: LazyLock<Arc<AtomicBool>> = LazyLock::new(Arc::default);
static CALLS: AtomicUsize = AtomicUsize::new(0);
/// The call that sets the flag.
static LAST: AtomicUsize = AtomicUsize::new(usize::MAX);

/// Counts how often it is computed.
pub struct Counted;

impl Activation for Counted {
    const NAME: &'static str = "counted";

    fn value<R: Real>(x: R) -> R {
        if CALLS.fetch_add(1, Ordering::Relaxed) == LAST.load(Ordering::Relaxed) {
            FLAG.store(true, Ordering::Relaxed);
        }
        x.tanh()
    }
}

recurrent_net! {
    pub struct Net {
        input x: 2;
        layer hidden: Elman<5> { activation: custom(Counted); }
        output y: 1;
        x -> hidden -> y;
        hidden ~> hidden;
    }

    pub struct Plain {
        input x: 2;
        layer hidden: Elman<5>;
        output y: 1;
        x -> hidden -> y;
        hidden ~> hidden;
    }
}

/// How many calls work takes when it is left alone, and how many when one of the first ends it. Left alone in `interruptible`
/// it has the same result.
fn calls<R: PartialEq>(work: impl Fn() -> R) -> [usize; 2] {
    let count = |last: usize| {
        CALLS.store(0, Ordering::Relaxed);
        LAST.store(last, Ordering::Relaxed);
        FLAG.store(false, Ordering::Relaxed);
        let result = interruptible(&FLAG, &work);
        (result, CALLS.load(Ordering::Relaxed))
    };
    let (whole, of_whole) = count(usize::MAX);
    assert!(whole.expect("nobody has ended it") == work());
    let (cut_short, of_cut_short) = count(3);
    assert!(cut_short.is_none());
    [of_whole, of_cut_short]
}

#[test]
fn whatever_a_network_does_can_be_ended() {
    let net = Net::<f64>::new(3);
    let wave = |features: usize, sequences: usize, steps: usize| {
        Array3::from_shape_fn((sequences, steps, features), |(s, t, f)| {
            (0.3 * (7 * s + t + 2 * f) as f64).sin()
        })
    };
    // Of many tiles, and one whose check asks for many passes.
    let (many, few) = (wave(2, 400, 6), wave(2, 3, 6));
    let of_many = Sequences::new(many.clone(), wave(1, 400, 6)).unwrap();
    let of_few = Sequences::new(few.clone(), wave(1, 3, 6)).unwrap();
    let all: [(&str, &dyn Fn() -> String); 6] = [
        ("run", &|| format!("{:?}", net.run(many.view()).unwrap())),
        ("trace", &|| {
            format!("{:?}", net.trace(many.view()).unwrap().outputs())
        }),
        ("loss", &|| {
            format!("{:?}", net.evaluate(&of_many).loss(&MeanSquaredError).unwrap())
        }),
        ("gradients", &|| {
            let gradients = net.evaluate(&of_many).gradients(&MeanSquaredError).unwrap();
            format!("{:?}", gradients.loss())
        }),
        ("check", &|| {
            net.evaluate(&of_few)
                .check(&MeanSquaredError)
                .unwrap()
                .to_string()
        }),
        ("fixed points", &|| {
            let search = FixedPoints::of(&net).from(&of_few).starts(30).threads(2);
            search.find().unwrap().to_string()
        }),
    ];
    for (name, work) in all {
        let [whole, cut_short] = calls(work);
        assert!(cut_short < whole / 4, "{name}: {cut_short} of {whole} calls");
    }
}

#[test]
fn a_fit_within_ends_with_what_it_is_in() {
    let inputs = Array3::from_elem((4, 5, 2), 0.5);
    let data = Sequences::new(inputs, Array3::from_elem((4, 5, 1), 0.1)).unwrap();
    let stop = Arc::new(AtomicBool::new(false));
    let mut net = Plain::<f32>::new(3);
    let mut stopped = None;
    let ended = interruptible(&stop, || {
        let trainer = Trainer::new(Adam::new(1e-3))
            .loss(MeanSquaredError)
            .epochs(1_000_000);
        let fit = trainer
            .watch(|watched| {
                if watched.epoch().epoch == 2 {
                    stop.store(true, Ordering::Relaxed);
                }
                std::ops::ControlFlow::Continue(())
            })
            .fit(&mut net, &data);
        stopped = fit.unwrap().stopped();
    });
    assert!(ended.is_none());
    assert_eq!(stopped, Some(aru::trainer::Stopped::Interrupted));
}
