//! The models of the zoo, as `auditory_net!` writes them: that they run, that their gradients are exact, that they learn, and
//! how many parameters they have.

mod written;

use std::path::Path;

use aru::auditory::auditory_net;
use aru::auditory::front_end::MelSpectrogram;
use aru::auditory::zoo::{legendre_input, legendre_matrix, midbrain_tau};
use aru::description::Description;
use aru::prelude::*;
use ndarray::Array3;
use serde_json::Value;

/// Each model in a size of which every element of the gradient can be measured. Two of them have a unit of the same name.
mod small {
    aru::auditory::auditory_net! {
        pub struct Linear: Linear(dt 5 ms, bands 6, taps 3, neurons 2);
        pub struct LinearNonlinear: LinearNonlinear(dt 5 ms, bands 6, taps 3, neurons 2);
        pub struct NetworkReceptiveField: NetworkReceptiveField(dt 5 ms, bands 6, taps 3, units 3, neurons 2);
        pub struct DNet: DNet(dt 5 ms, bands 6, taps 2, units 3, tau uniform(6 ms, 50 ms), neurons 2);
        pub struct AdaptedDNet: AdaptedDNet(
            dt 5 ms, bands 6, low 250, high 8000, taps 2, units 3, tau uniform(6 ms, 50 ms), neurons 2,
        );
        pub struct Window: Window(dt 5 ms, bands 6, taps 3, units 4, neurons 2);
        pub struct Cnn2d: Cnn2d(dt 5 ms, bands 8, kernel 3, taps 2, channels 3, units 3, neurons 2);
        pub struct StateNet: StateNet(dt 5 ms, bands 8, kernel 4, stride 2, channels 3, neurons 2);
        pub struct StateNetLstm: StateNetLstm(dt 5 ms, bands 8, kernel 4, stride 2, channels 3, neurons 2);
        pub struct StateNetElman: StateNetElman(dt 5 ms, bands 8, kernel 4, stride 2, channels 3, neurons 2);
        pub struct StateNetAru: StateNetAru(dt 5 ms, bands 8, kernel 4, stride 2, channels 3, neurons 2);
        pub struct StateNetSelective: StateNetSelective(dt 5 ms, bands 8, kernel 4, stride 2, channels 3, neurons 2);
        pub struct StateNetS4d: StateNetS4d(dt 5 ms, bands 8, kernel 4, stride 2, channels 3, poles 3, neurons 2);
        pub struct StateNetLmu: StateNetLmu(dt 5 ms, bands 8, kernel 4, stride 2, channels 3, order 4, theta 9, neurons 2);
        pub struct StateNetDeep: StateNetDeep(dt 5 ms, bands 8, kernel 4, stride 2, channels 3, neurons 2);
    }
}

/// Two sounds of fourteen steps, no two numbers of which are alike, and rates.
fn data(bands: usize) -> Sequences<f64> {
    let sound = Array3::from_shape_fn((2, 14, bands), |(sequence, step, band)| {
        let angle = 0.9 * step as f64 + 1.7 * sequence as f64 + 2.3 * band as f64;
        0.4 + angle.sin() + 0.3 * (angle * angle).cos()
    });
    let rate = Array3::from_shape_fn((2, 14, 2), |(sequence, step, neuron)| {
        0.5 + 0.4 * (0.6 * step as f64 + sequence as f64 + 2.0 * neuron as f64).cos()
    });
    Sequences::new(sound, rate).unwrap()
}

fn check<N: Declared<Scalar = f64>>() {
    let data = data(N::DESCRIPTION.input_size());
    let mut net = N::new(3);
    let outputs = net.run(data.inputs()).unwrap();
    assert_eq!(outputs.dim(), (2, 14, 2));
    let (first, last) = (outputs[[0, 0, 0]], outputs[[0, 13, 0]]);
    assert!(first.is_finite() && first != last, "{first} {last}");

    let report = net.check_gradients(data.inputs(), data.targets(), &MeanSquaredError);
    let report = report.unwrap();
    assert!(report.is_correct(), "{report}");

    let history = Trainer::new(Adam::new(1e-3))
        .epochs(12)
        .fit(&mut net, &data)
        .unwrap();
    let losses: Vec<f64> = history.epochs().iter().map(|epoch| epoch.train_loss).collect();
    assert!(losses.is_sorted_by(|before, after| before > after), "{losses:?}");
}

macro_rules! every {
    ($($test:ident: $model:ident;)*) => {
        $(
            #[test]
            fn $test() {
                check::<small::$model<f64>>();
            }
        )*
    };
}

every! {
    linear: Linear;
    linear_nonlinear: LinearNonlinear;
    network_receptive_field: NetworkReceptiveField;
    d_net: DNet;
    adapted_d_net: AdaptedDNet;
    window: Window;
    cnn_2d: Cnn2d;
    state_net: StateNet;
    state_net_lstm: StateNetLstm;
    state_net_elman: StateNetElman;
    state_net_aru: StateNetAru;
    state_net_selective: StateNetSelective;
    state_net_s4d: StateNetS4d;
    state_net_lmu: StateNetLmu;
    state_net_deep: StateNetDeep;
}

/// The sizes of the table in the module's documentation.
mod table {
    aru::auditory::auditory_net! {
        pub struct Linear: Linear(dt 5 ms, bands 32, taps 41, neurons 1);
        pub struct LinearNonlinear: LinearNonlinear(dt 5 ms, bands 32, taps 41, neurons 1);
        pub struct NetworkReceptiveField: NetworkReceptiveField(dt 5 ms, bands 32, taps 41, units 20, neurons 1);
        pub struct DNet: DNet(dt 5 ms, bands 32, taps 5, units 20, tau uniform(6 ms, 50 ms), neurons 1);
        pub struct AdaptedDNet: AdaptedDNet(
            dt 5 ms, bands 32, low 250, high 8000, taps 5, units 20, tau uniform(6 ms, 50 ms), neurons 1
        );
        pub struct Window: Window(dt 5 ms, bands 32, taps 8, units 12, neurons 1);
        pub struct Cnn2d: Cnn2d(dt 5 ms, bands 32, kernel 6, taps 9, channels 10, units 90, neurons 1);
        pub struct StateNet: StateNet(dt 5 ms, bands 32, kernel 7, stride 3, channels 7, neurons 1);
        pub struct StateNetLstm: StateNetLstm(dt 5 ms, bands 32, kernel 7, stride 3, channels 7, neurons 1);
        pub struct StateNetElman: StateNetElman(dt 5 ms, bands 32, kernel 7, stride 3, channels 7, neurons 1);
        pub struct StateNetAru: StateNetAru(dt 5 ms, bands 32, kernel 7, stride 3, channels 7, neurons 1);
        pub struct StateNetSelective: StateNetSelective(dt 5 ms, bands 32, kernel 7, stride 3, channels 7, neurons 1);
        pub struct StateNetS4d: StateNetS4d(dt 5 ms, bands 32, kernel 7, stride 3, channels 7, poles 32, neurons 1);
        pub struct StateNetLmu: StateNetLmu(
            dt 5 ms, bands 32, kernel 7, stride 3, channels 7, order 128, theta 99, neurons 1
        );
        pub struct StateNetDeep: StateNetDeep(dt 5 ms, bands 32, kernel 7, stride 3, channels 7, neurons 1);
    }
}

/// How many numbers are learned.
fn learned(description: &Description) -> usize {
    let parameters = description.parameters.iter().filter(|parameter| parameter.learn);
    parameters
        .map(|parameter| parameter.shape.iter().product::<usize>())
        .sum()
}

/// Every model of the table, by its name, as the macro writes it and as the page does.
fn models() -> Vec<(&'static str, Description, Description)> {
    macro_rules! both {
        ($($model:ident)*) => {
            vec![$((stringify!($model), table::$model::<f32>::DESCRIPTION, written::$model::<f32>::DESCRIPTION)),*]
        };
    }
    both! {
        Linear LinearNonlinear NetworkReceptiveField DNet AdaptedDNet Window Cnn2d StateNet StateNetLstm StateNetElman
        StateNetAru StateNetSelective StateNetS4d StateNetLmu StateNetDeep
    }
}

#[test]
fn the_macro_writes_what_the_page_says() {
    for (name, by_name, mut written) in models() {
        written.docs = by_name.docs.clone();
        assert_eq!(by_name, written, "{name}");
    }
    // Functions of a start are not compared there, but the numbers that they give can be.
    fn drawn<N: Declared<Scalar = f64>>() -> Vec<f64> {
        let net = N::new(1);
        net.parameters()
            .flat_map(|parameter| parameter.values().to_vec())
            .collect()
    }
    assert_eq!(
        drawn::<table::AdaptedDNet<f64>>(),
        drawn::<written::AdaptedDNet<f64>>()
    );
    assert_eq!(
        drawn::<table::StateNetS4d<f64>>(),
        drawn::<written::StateNetS4d<f64>>()
    );
    assert_eq!(
        drawn::<table::StateNetLmu<f64>>(),
        drawn::<written::StateNetLmu<f64>>()
    );
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/auditory.md");
    let page = std::fs::read_to_string(&page).unwrap_or_else(|error| panic!("{}: {error}", page.display()));
    let (_, text) = include_str!("written.rs")
        .split_once("\n\n")
        .expect("a line of docs and the text");
    assert!(
        page.contains(text),
        "docs/auditory.md does not have the text of tests/zoo/written.rs"
    );
}

#[test]
fn parameters_are_as_many_as_the_documentation_says() {
    let text = include_str!("../../src/zoo.rs");
    for (name, description, _) in models() {
        let count = learned(&description).to_string();
        let (thousands, rest) = count.split_at(count.len() - 3);
        let count = format!("{thousands},{rest}");
        let mut rows = text.lines().filter(|line| line.starts_with("//! | `"));
        let row = rows.find(|row| {
            let models = row.split('|').nth(1);
            models.is_some_and(|models| models.contains(&format!("`{name}`")))
        });
        let row = row.unwrap_or_else(|| panic!("no row for {name}"));
        let cell = |number: usize| row.split('|').nth(number).unwrap_or_default().trim().split(", ");
        let place = cell(1).position(|model| model == format!("`{name}`"));
        let said = place.and_then(|place| cell(3).nth(place));
        assert_eq!(said, Some(count.as_str()), "{name}: {row}");
    }
}

/// StateNets of the paper, each with the bands of a data set.
mod paper {
    aru::auditory::auditory_net! {
        pub struct Ns1: StateNet(dt 5 ms, bands 34, kernel 7, stride 3, channels 7, neurons 1);
        pub struct Aa1: StateNet(dt 5 ms, bands 32, kernel 7, stride 3, channels 7, neurons 1);
        pub struct Nat4: StateNetLstm(dt 10 ms, bands 18, kernel 5, stride 2, channels 10, neurons 1);
        pub struct Asari: StateNet(dt 5 ms, bands 54, kernel 9, stride 4, channels 5, neurons 1);
    }
}

/// PyTorch's cells have a second bias for each gate beside the first, of which only that of a GRU's candidate says anything
/// that the first does not: two numbers a unit of a GRU and four of an LSTM that ours leave out.
#[test]
fn parameters_are_as_many_as_in_the_paper_but_for_biases_that_say_nothing() {
    let counts = [
        (paper::Ns1::<f32>::DESCRIPTION, [10, 7], 2, 30_465),
        (paper::Aa1::<f32>::DESCRIPTION, [9, 7], 2, 24_774),
        (paper::Nat4::<f32>::DESCRIPTION, [7, 10], 4, 40_271),
        (paper::Asari::<f32>::DESCRIPTION, [12, 5], 2, 22_631),
    ];
    for (description, shape, redundant, published) in counts {
        let units = shape[0] * shape[1];
        assert_eq!(description.layers[0].shape(), shape, "{}", description.name);
        assert_eq!(description.layers[1].size, units);
        assert_eq!(
            learned(&description) + redundant * units,
            published,
            "{}",
            description.name
        );
    }
}

/// The published 2D-CNN has a readout with four numbers more, where ours has a softplus without any.
#[test]
fn the_convolutional_network_is_the_published_one_but_for_its_output() {
    assert_eq!(learned(&table::Cnn2d::<f32>::DESCRIPTION) + 4, 26_915);
    let shapes = table::Cnn2d::<f32>::DESCRIPTION.layers;
    let shapes: Vec<[usize; 2]> = shapes.iter().map(|layer| layer.shape()).collect();
    assert_eq!(shapes, [[27, 10], [22, 10], [17, 10], [90, 1], [1, 1]]);
}

#[test]
fn the_networks_of_the_paper_run() {
    fn check<N: Declared<Scalar = f32>>(bands: usize) {
        let sound = Array3::from_shape_fn((1, 20, bands), |(_, step, band)| (step * band) as f32 % 7.0 / 7.0);
        let outputs = N::new(1).run(sound.view()).unwrap();
        assert_eq!(outputs.dim(), (1, 20, 1));
        assert!(outputs.iter().all(|rate| rate.is_finite()));
    }
    check::<paper::Ns1<f32>>(34);
    check::<paper::Nat4<f32>>(18);
    check::<paper::Asari<f32>>(54);
}

mod sizes {
    pub const BANDS: usize = 12;
}
const BANDS: usize = sizes::BANDS;

auditory_net! {
    /// Const parameters are the user's to declare.
    struct Open<const UNITS: usize, const NEURONS: usize>:
        Window(dt 1 ms, bands BANDS, taps 3, units UNITS, neurons NEURONS);
    struct OfPaths: StateNet(dt 2.5 ms, bands sizes::BANDS, kernel 4, stride 2, channels 2, neurons 1);
    struct OfNumbers: StateNet(dt 2.5 ms, bands 12, kernel 4, stride 2, channels 2, neurons 1);
    struct CnnOfPaths: Cnn2d(dt 5 ms, bands BANDS, kernel 3, taps 2, channels 2, units 4, neurons 1);
    /// A bin as long as the starts of others.
    struct Slow: DNet(dt 10 ms, bands 18, taps 3, units 4, tau log_uniform(12 ms, 50 ms), neurons 1);
    struct SlowAdapted: AdaptedDNet(
        dt 10 ms, bands BANDS, low 200, high 20_000, taps 3, units 4, tau uniform(12 ms, 50 ms), neurons 1
    );
    struct SlowAru: StateNetAru(
        dt 10 ms, bands 18, kernel 5, stride 2, channels 10, tau_s uniform(20 ms, 30 ms), tau_r log_uniform(11 ms, 1 s),
        neurons 1
    );
    /// What is shorter than a bin is not drawn.
    struct SlowDefault: StateNetAru(dt 10 ms, bands 18, kernel 5, stride 2, channels 10, neurons 1);
}

#[test]
fn sizes_are_const_parameters_and_paths_too() {
    let net = Open::<f32, 5, 3>::new(1);
    assert_eq!((net.hidden().bias().len(), net.rate().bias().len()), (5, 3));
    assert_eq!(net.sound_to_hidden().weight().len(), 3 * 5 * 12);
    assert_eq!(OfPaths::<f32>::DESCRIPTION.layers[0].shape(), [5, 2]);
    assert_eq!(OfPaths::<f32>::DESCRIPTION.dt, Some(0.0025));
    assert_eq!(CnnOfPaths::<f32>::DESCRIPTION.layers[2].shape(), [6, 2]);
}

#[test]
fn sizes_that_rustc_computes_change_no_bit() {
    fn trained<N: Declared<Scalar = f64>>() -> Array3<f64> {
        let data = data(12);
        let rates = data.targets().slice(ndarray::s![.., .., ..1]).to_owned();
        let data = Sequences::new(data.inputs(), rates).unwrap();
        let mut net = N::new(5);
        Trainer::new(Adam::new(0.01))
            .epochs(3)
            .fit(&mut net, &data)
            .unwrap();
        net.run(data.inputs()).unwrap()
    }
    assert_eq!(trained::<OfPaths<f64>>(), trained::<OfNumbers<f64>>());
}

#[test]
fn time_constants_start_where_they_are_told_to() {
    let within = |taus: Vec<f64>, low: f64, high: f64| {
        assert!(taus.iter().all(|tau| (low..=high).contains(tau)), "{taus:?}");
        assert!(taus[0] != taus[1]);
    };
    within(Slow::<f64>::new(1).hidden().tau_r(), 0.012, 0.05);
    within(SlowDefault::<f64>::new(1).memory().tau_s(), 0.01, 0.05);
    within(SlowAru::<f64>::new(1).memory().tau_s(), 0.02, 0.03);
    within(SlowAru::<f64>::new(1).memory().tau_r(), 0.011, 1.0);
    within(small::StateNetAru::<f64>::new(1).memory().tau_s(), 0.0055, 0.05);
    within(small::StateNetAru::<f64>::new(1).memory().tau_r(), 0.0055, 0.2);
    let adapted = SlowAdapted::<f64>::new(1).on().tau_m();
    let expected: Vec<f64> = (0..BANDS).map(midbrain_tau::<BANDS, 200, 20_000>).collect();
    let mut pairs = adapted.iter().zip(&expected);
    assert!(
        pairs.all(|(one, other)| (one - other).abs() < 1e-12),
        "{adapted:?} {expected:?}"
    );
}

#[test]
fn time_constants_of_the_midbrain_are_those_of_the_front_ends_bands() {
    let peaks = MelSpectrogram::new(0.005)
        .bands(34)
        .low(500.0)
        .high(22_627.0)
        .peaks()
        .unwrap();
    for (band, peak) in peaks.iter().enumerate() {
        let tau = midbrain_tau::<34, 500, 22_627>(band);
        assert!(
            (tau - (0.5 - 0.105 * peak.log10())).abs() < 1e-12,
            "{band}: {tau}"
        );
    }
}

#[test]
fn the_matrices_of_a_legendre_memory_are_those_of_an_independent_program() {
    fn check<const ORDER: usize, const THETA: usize>(case: &Value, bound: f64) {
        assert_eq!(
            (case["order"].as_u64(), case["theta"].as_u64()),
            (Some(ORDER as u64), Some(THETA as u64))
        );
        let near = |found: f64, expected: &Value, place: [usize; 2]| {
            let expected = expected.as_f64().unwrap();
            assert!(
                (found - expected).abs() < bound,
                "{place:?}: {found}, expected {expected}"
            );
        };
        for (row, expected) in case["rows"].as_object().unwrap() {
            let row = row.parse().unwrap();
            assert_eq!(expected.as_array().unwrap().len(), ORDER);
            for (column, expected) in expected.as_array().unwrap().iter().enumerate() {
                near(
                    legendre_matrix::<ORDER, THETA>(row, column),
                    expected,
                    [row, column],
                );
            }
        }
        assert_eq!(case["input"].as_array().unwrap().len(), ORDER);
        for (row, expected) in case["input"].as_array().unwrap().iter().enumerate() {
            near(legendre_input::<ORDER, THETA>(row, 0), expected, [row, 0]);
        }
    }
    let cases: Vec<Value> = serde_json::from_str(include_str!("../reference/legendre.json")).unwrap();
    check::<1, 1>(&cases[0], 1e-15);
    check::<6, 12>(&cases[1], 1e-13);
    check::<128, 99>(&cases[2], 1e-11);
}
