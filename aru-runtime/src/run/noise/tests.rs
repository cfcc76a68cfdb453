use std::path::Path;

use ndarray::Array3;
use safetensors::SafeTensors;

use super::*;
use crate::data::sequences::Sequences;
use crate::loss::MeanSquaredError;
use crate::network::emitted::Emitted;
use crate::numerics::block::Block;
use crate::numerics::layout::{InLanes, Layout};
use crate::run::lane_data::{Lane, LaneData};
use crate::run::network::Network;

/// The known answers of tests/golden, for the sequences 0, 1, 5 and 1000: [sequence, step, unit].
const SEQUENCES: [usize; 4] = [0, 1, 5, 1000];
const STEPS: usize = 6;
const UNITS: usize = 7;

fn known() -> Vec<(u64, String, u32, Array3<f64>)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/golden/noise_stream.safetensors");
    let bytes = std::fs::read(path).unwrap();
    let file = SafeTensors::deserialize(&bytes).unwrap();
    let case = |(name, view): (&str, safetensors::tensor::TensorView<'_>)| {
        let parts: Vec<&str> = name.split('/').collect();
        let number = |part: usize, prefix: &str| parts[part].strip_prefix(prefix).unwrap().to_string();
        let numbers = view
            .data()
            .as_chunks()
            .0
            .iter()
            .map(|&bytes| f64::from_le_bytes(bytes));
        (
            number(0, "seed_").parse().unwrap(),
            parts[1].to_string(),
            number(2, "epoch_").parse().unwrap(),
            Array3::from_shape_vec((SEQUENCES.len(), STEPS, UNITS), numbers.collect()).unwrap(),
        )
    };
    file.iter().map(|(name, view)| case((name, view))).collect()
}

/// What a tile holds of a layer, in two chunks of steps: [sequence, step, unit].
fn in_rows<T: Scalar>(layout: Layout, draw: &Draw<'_>, epoch: u32) -> Array3<f64> {
    let lane = |place: usize| Lane::<T> {
        place: SEQUENCES[place],
        steps: STEPS,
        ..Lane::default()
    };
    let lanes = match layout.lanes {
        InLanes::Networks => LaneData::alike(layout.members, lane),
        _ => LaneData::new(SEQUENCES.len().min(layout.sequences()), lane),
    };
    let count = SEQUENCES.len().min(layout.sequences());
    let width = layout.blocks(UNITS);
    let mut found = Array3::zeros((count, STEPS, UNITS));
    for chunk in [0..4, 4..STEPS] {
        let mut blocks = vec![Block::splat(T::from_f64(f64::NAN)); width * chunk.len()];
        rows::fill(layout, &lanes, (draw, epoch), UNITS, chunk.clone(), &mut blocks);
        for (row, step) in blocks.chunks_exact(width).zip(chunk) {
            assert!(
                row.iter()
                    .all(|block| block.0.iter().all(|number| number.is_finite()))
            );
            for sequence in 0..count {
                for unit in 0..UNITS {
                    let (block, lane) = match layout.lanes {
                        InLanes::Networks => (sequence * UNITS + unit, 5),
                        _ => layout.place(UNITS, sequence, unit),
                    };
                    found[[sequence, step, unit]] = row[block].0[lane].to_f64();
                }
            }
        }
    }
    found
}

fn layouts() -> [Layout; 5] {
    let layout = |lanes, members| Layout {
        lanes,
        members,
        gradients: true,
    };
    [
        layout(InLanes::Sequences, 1),
        layout(InLanes::Sequences, 2),
        layout(InLanes::Units, 4),
        layout(InLanes::Units, 3),
        layout(InLanes::Networks, 2),
    ]
}

#[test]
fn the_stream_has_its_known_answers_in_every_layout() {
    let cases = known();
    assert_eq!(cases.len(), 5);
    for (seed, layer, epoch, expected) in cases {
        let key = seed ^ fnv1a(&format!("{layer}.noise"));
        let draw = Draw::Stream([key as u32, (key >> 32) as u32]);
        for layout in layouts() {
            let in_f64 = in_rows::<f64>(layout, &draw, epoch);
            for (place, found) in in_f64.indexed_iter() {
                let expected = expected[place];
                assert!(
                    (found - expected).abs() < 4e-15,
                    "{layout:?} {place:?}: {found} {expected}"
                );
            }
            for (place, found) in in_rows::<f32>(layout, &draw, epoch).indexed_iter() {
                let expected = expected[place];
                assert!(
                    (found - expected).abs() < 6e-7,
                    "{layout:?} {place:?}: {found} {expected}"
                );
            }
        }
    }
}

#[test]
fn numbers_that_are_given_go_where_they_belong() {
    let given = Array3::from_shape_fn((1001, STEPS, UNITS), |(i, t, u)| (100 * i + 10 * t + u) as f64);
    for layout in layouts() {
        for (place, &found) in in_rows::<f64>(layout, &Draw::Given(&given), 3).indexed_iter() {
            assert_eq!(found, given[[SEQUENCES[place.0], place.1, place.2]], "{layout:?}");
        }
    }
}

/// In f32 each is that of f64 but for rounding, also where the radius is tiny or large.
#[test]
fn numbers_of_f32_are_those_of_f64_rounded() {
    use crate::numerics::dispatch::{Isa, Task, dispatch};

    struct Pair<T>([u32; 2], std::marker::PhantomData<T>);
    impl<T: Scalar> Task for Pair<T> {
        type Output = [f64; 2];
        #[inline(always)]
        fn run<I: Isa>(self, isa: I) -> [f64; 2] {
            T::normal_pair(self.0, isa).map(|number: T| number.to_f64())
        }
    }
    let edges = [0, 1, 2, 1 << 16, 0xB504_F333, 0xB504_F334, u32::MAX - 1, u32::MAX];
    let words = (0..200_000_u32).map(|n| n.wrapping_mul(0x9E37_79B9)).chain(edges);
    for w in words {
        for v in [
            w.wrapping_mul(0xBB67_AE85),
            0,
            1 << 29,
            0x2000_0001,
            3 << 30,
            u32::MAX,
        ] {
            let exact = {
                let u = (f64::from(w) + 1.0) / 4_294_967_296.0;
                let angle = std::f64::consts::TAU * f64::from(v) / 4_294_967_296.0;
                let radius = (-2.0 * u.ln()).sqrt();
                [radius * angle.cos(), radius * angle.sin(), radius]
            };
            let [single, double] = [
                dispatch(Pair::<f32>([w, v], std::marker::PhantomData)),
                dispatch(Pair::<f64>([w, v], std::marker::PhantomData)),
            ];
            for part in 0..2 {
                let (one, two) = (single[part] - exact[part], double[part] - exact[part]);
                assert!(
                    one.abs() <= 4.0 * f64::from(f32::EPSILON) * exact[2],
                    "{w} {v}: {one}"
                );
                assert!(
                    two.abs() <= 4.0 * f64::EPSILON * exact[2].max(f64::MIN_POSITIVE),
                    "{w} {v}: {two}"
                );
            }
        }
    }
}

aru_macros::recurrent_net! {
    pub struct Noisy {
        input x: 1;
        layer slow: Aru<6> { alpha_s: learn global(0.3) in logistic(0, 1); alpha_r: 1.0; noise: normal(0.5); }
        layer fast: Elman<5> { activation: tanh; noise: normal(0.1); }
        output y: 2;
        x -> slow;
        slow ~> slow;
        slow -> fast -> y;
    }
}

fn data(sequences: usize) -> Sequences<f64> {
    let inputs = Array3::from_shape_fn((sequences, 40, 1), |(i, t, _)| (i as f64 + 0.3 * t as f64).sin());
    Sequences::new(inputs, Array3::zeros((sequences, 40, 2))).unwrap()
}

#[test]
fn noise_does_not_depend_on_batch_or_chunk() {
    let network = Noisy::<f64>::new(3);
    let program = Program::of::<Noisy<f64>>();
    let data = data(37);
    let draws = Noise::draws_of_seed(5, &program);
    let outputs = |room: usize, data: &Sequences<f64>| {
        let mut pass = crate::run::pass::Pass::with_chunks_of(program, room, 1).unwrap();
        let draws = Draws::in_epoch(&draws, 2);
        pass.outputs(network.values(), &data.inputs(), None, draws.into())
            .unwrap()
    };
    let whole = outputs(40, &data);
    assert_ne!(whole, network.run(data.inputs()).unwrap());
    let few = data.select(0..3).unwrap();
    assert_eq!(outputs(40, &few), whole.slice(ndarray::s![..3, .., ..]));
    let losses = crate::loss::losses::Losses::of_all(&program, &MeanSquaredError);
    let gradient = |room: usize| {
        let mut pass = crate::run::pass::Pass::with_chunks_of(program, room, 2).unwrap();
        let mut gradient = vec![0.0; network.values().len()];
        let objective = crate::run::objective::Objective {
            losses: &losses,
            conditions: Draws::in_epoch(&draws, 2).into(),
            penalised: None,
        };
        let which: Vec<usize> = (0..37).collect();
        let loss = pass.loss_and_gradient(network.values(), &data, &which, objective, &mut gradient);
        (loss, gradient)
    };
    let (loss, whole) = gradient(40);
    for room in [1, 7, 39] {
        let (chunked_loss, chunked) = gradient(room);
        assert!((loss - chunked_loss).abs() < 1e-14);
        for (one, other) in whole.iter().zip(chunked) {
            assert!((one - other).abs() < 1e-13, "{one} {other}");
        }
    }
}

#[test]
fn without_noise_nothing_is_left_of_it() {
    let (network, data) = (Noisy::<f64>::new(3), data(20));
    let evaluation = || network.evaluate(&data);
    let silent = evaluation().outputs().unwrap();
    let seed = Noise::seed(1);
    assert_ne!(evaluation().noise(&seed).outputs().unwrap(), silent);
    assert_eq!(evaluation().noise(&Noise::Off).outputs().unwrap(), silent);
    assert_eq!(network.run(data.inputs()).unwrap(), silent);
    let mut stream = network.stream();
    for (step, input) in data
        .inputs()
        .outer_iter()
        .next()
        .unwrap()
        .outer_iter()
        .enumerate()
    {
        let output = stream.step(input.as_slice().unwrap());
        assert!((output[0] - silent[[0, step, 0]]).abs() < 1e-14);
    }
}

#[test]
fn noise_that_does_not_fit_is_refused() {
    let (network, data) = (Noisy::<f64>::new(3), data(2));
    let fault = |noise: Noise| {
        network
            .evaluate(&data)
            .noise(&noise)
            .outputs()
            .unwrap_err()
            .to_string()
    };
    let zeros = |units: usize| Array3::<f64>::zeros((2, 40, units));
    assert_eq!(
        fault(Noise::given([("slow", zeros(6))])),
        "the noise of `fast` is missing; give the numbers of every layer that has noise, zeros for none"
    );
    assert_eq!(
        fault(Noise::given([("slow", zeros(6)), ("fsat", zeros(5))])),
        "no layer with noise named `fsat`, expected one of `slow`, `fast`"
    );
    assert_eq!(
        fault(Noise::given([
            ("slow", zeros(6)),
            ("fast", zeros(5)),
            ("y", zeros(2))
        ])),
        "the noise of `y` is given; an output can have none; leave it out"
    );
    assert_eq!(
        fault(Noise::given([
            ("slow", zeros(6)),
            ("slow", zeros(6)),
            ("fast", zeros(5))
        ])),
        "the noise of `slow` is given twice; give each layer its numbers once"
    );
    assert_eq!(
        fault(Noise::given([("slow", zeros(6)), ("fast", zeros(6))])),
        "the noise of `fast` has shape [2, 40, 6], expected [2 sequences, 40 steps, 5 units], as the data have them"
    );
    let mut spoilt = zeros(5);
    spoilt[[1, 3, 2]] = f64::NAN;
    assert_eq!(
        fault(Noise::given([("slow", zeros(6)), ("fast", spoilt.clone())])),
        "the noise of `fast` hold NaN at sequence 1, step 3, feature 2; numbers must be finite"
    );
    // Beyond the length of a sequence nothing is looked at.
    let cut = data.clone().with_lengths([40, 3]).unwrap();
    let noise = Noise::given([("slow", zeros(6)), ("fast", spoilt)]);
    assert!(network.evaluate(&cut).noise(&noise).outputs().is_ok());
    let quiet = crate::paper::Paper::<f64, 4>::new(1);
    let two = Sequences::new(Array3::zeros((2, 40, 2)), Array3::zeros((2, 40, 2))).unwrap();
    let noise = Noise::given([("hidden", zeros(4))]);
    assert_eq!(
        quiet
            .evaluate(&two)
            .noise(&noise)
            .loss(&MeanSquaredError)
            .unwrap_err()
            .to_string(),
        "the noise is given for `hidden`; no layer of the network has noise; declare `noise: normal(sd);` on one, or give \
         none"
    );
    let seeded = quiet
        .evaluate(&two)
        .noise(&Noise::Seed(3))
        .loss(&MeanSquaredError);
    assert_eq!(
        seeded.unwrap(),
        quiet.evaluate(&two).loss(&MeanSquaredError).unwrap()
    );
}

aru_macros::recurrent_net! {
    struct PartlyNoisy {
        input x: 1;
        layer noisy: Elman<2> { noise: normal(0.1); }
        layer quiet: Elman<2>;
        layer gated: Gru<2>;
        output y: 1;
        x -> noisy -> quiet -> gated -> y;
    }
}

/// The way out was one that the macro refuses.
#[test]
fn what_cannot_have_noise_is_to_be_left_out() {
    let zeros = Array3::<f64>::zeros((1, 2, 2));
    let data = Sequences::new(Array3::<f64>::zeros((1, 2, 1)), Array3::zeros((1, 2, 1))).unwrap();
    let network = PartlyNoisy::<f64>::new(1);
    for (name, expected) in [
        (
            "quiet",
            "it has no noise, or one of standard deviation 0; declare `noise: normal(sd);` with an sd above 0 on it, or give \
             it no numbers",
        ),
        (
            "gated",
            "`Gru` has ports of its own and can have none; leave it out",
        ),
        ("y", "an output can have none; leave it out"),
    ] {
        let noise = Noise::given([("noisy", zeros.view()), (name, zeros.view())]);
        let error = network.evaluate(&data).noise(&noise).outputs().unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("the noise of `{name}` is given; {expected}")
        );
    }
}
