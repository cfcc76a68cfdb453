//! The reference cases of tests/golden: what an independent implementation with automatic differentiation gave for
//! thirty-two networks, against the emitted code in f64 and f32, the trainer, and the interpreter of the other tests.

use std::collections::BTreeSet;

use aru::Noise;
use aru::prelude::*;
use aru::trainer::Penalties;
use aru_test_support::agreement::{Tolerance, assert_agree};
use aru_test_support::golden::Golden;
use aru_test_support::gradients::exact_gradients;
use aru_test_support::problem::{Problem, Sequence, penalties, to_array, to_lists};
use ndarray::Array3;

macro_rules! case {
    ($($module:ident: $network:ident, $golden:literal $(in $only:ident)? $(with $items:ident)?;)*) => {$(
        // The texts are as they were given.
        #[allow(unused_variables, clippy::manual_is_multiple_of)]
        pub mod $module {
            use aru::prelude::*;
            use aru_test_support::golden::Golden;
            use aru_test_support::texts::{check_bits, model};

            include!(concat!("../golden/", $golden, ".rs"));

            #[test]
            fn its_text_has_the_same_bits() {
                let text = include_str!(concat!("../golden/", $golden, ".rs"));
                check_bits::<$network<f64>>(model::<$network<f64>>(text, items! { $($items)? }));
                check_bits::<$network<f32>>(model::<$network<f32>>(text, items! { $($items)? }));
            }

            #[test]
            fn interpreter_agrees() {
                super::check_interpreter::<$network<f64>>(&Golden::read($golden));
            }

            #[test]
            fn json_reads_back() {
                super::check_json::<$network<f64>>();
            }

            #[test]
            fn f64_agrees() {
                super::check::<$network<f64>>(&Golden::read($golden), &super::F64);
            }

            in_f32! { $network, $golden $(, $only)? }
        }
    )*};
}

/// What only Rust has and a text names.
macro_rules! items {
    () => {
        |text, _| (text, false)
    };
    (types) => {
        |text: aru::Text, path: &str| match path {
            "ThresholdPower" => (text.with_activation::<ThresholdPower>(path), true),
            "Swish" => (text.with_activation::<Swish>(path), true),
            _ => (text, false),
        }
    };
}

/// Where what was equal differs by rounding after a step, f32 has nothing to agree with.
macro_rules! in_f32 {
    ($network:ident, $golden:literal, f64) => {};
    ($network:ident, $golden:literal) => {
        #[test]
        fn f32_agrees() {
            super::check::<$network<f32>>(&Golden::read($golden), &super::F32);
        }
    };
}

case! {
    paper: Paper, "paper";
    per_unit: PerUnit, "per_unit";
    current_only: CurrentOnly, "current_only";
    rate_only: RateOnly, "rate_only";
    elman: Elman, "elman";
    gru: Gru, "gru";
    lstm: Lstm, "lstm";
    hierarchy: Hierarchy, "hierarchy";
    delays: Delays, "delays";
    held: Held, "held";
    functions: Functions, "functions";
    gated: Gated, "gated";
    learned_delay: LearnedDelay, "learned_delay";
    spread_delay: SpreadDelay, "spread_delay";
    ties: Ties, "ties" in f64;
    masked: Masked, "masked";
    diagonal: Diagonal, "diagonal";
    dale: Dale, "dale";
    noisy: Noisy, "noisy";
    noisy_ragged: NoisyRagged, "noisy_ragged";
    gated_twice: GatedTwice, "gated_twice";
    custom_activation: CustomActivation, "custom_activation" with types;
    penalised: Penalised, "penalised";
    cortex: Cortex, "cortex";
    today_adaptation: TodayAdaptation, "today_adaptation";
    today_legendre: TodayLegendre, "today_legendre";
    today_selective: TodaySelective, "today_selective";
    statenet: Statenet, "statenet";
    spectral_cnn: SpectralCnn, "spectral_cnn";
    adaptrans_dnet: AdaptransDnet, "adaptrans_dnet";
    normed_aru: NormedAru, "normed_aru";
    residual_lstm: ResidualLstm, "residual_lstm";
}

/// The description as JSON is the description.
pub fn check_json<N: Declared>() {
    let text = N::new(1).to_json();
    assert_eq!(
        aru::export::read_json(&text).expect("what was written"),
        N::DESCRIPTION
    );
}

/// What tests/golden/README.md asks of a number type.
pub struct Precision {
    values: Tolerance,
    gradients: Tolerance,
    after_adam: Tolerance,
}

pub const F64: Precision = Precision {
    values: Tolerance::Each(1e-12),
    gradients: Tolerance::Each(1e-12),
    after_adam: Tolerance::Each(1e-10),
};

pub const F32: Precision = Precision {
    values: Tolerance::Each(2e-5),
    gradients: Tolerance::OfLargest(2e-4),
    after_adam: Tolerance::Each(2e-5),
};

fn check<N: Declared>(golden: &Golden, precision: &Precision) {
    let network = network::<N>(golden);
    let case = Case {
        data: data::<N::Scalar>(golden),
        noise: noise(golden),
        penalties: penalties(&golden.penalties()),
    };
    check_values(&network, &case, golden, precision);
    check_gradients(&network, &case, golden, precision);
    check_training(network, &case, golden, precision);
}

/// What a network is run on.
struct Case<T> {
    data: Sequences<T>,
    noise: Noise,
    penalties: Penalties,
}

fn data<T: Scalar>(golden: &Golden) -> Sequences<T> {
    let [inputs, targets] = ["inputs", "targets"].map(|name| golden.array(name).mapv(T::from_f64));
    let data = match golden.lengths() {
        None => Sequences::new(inputs, targets),
        Some(lengths) => Sequences::padded(inputs, targets, lengths),
    };
    data.expect("valid inputs and targets")
}

fn noise(golden: &Golden) -> Noise {
    let layers = golden.group("noise").into_keys();
    let given: Vec<_> = layers
        .map(|layer| (layer, golden.array(&format!("noise/{layer}"))))
        .collect();
    match given.is_empty() {
        true => Noise::Off,
        false => Noise::given(given),
    }
}

/// What lies beyond a sequence is no number, and zero in the reference.
fn within<'a, T: Scalar>(values: impl IntoIterator<Item = &'a T>, expected: &[f64]) -> Vec<f64> {
    let pairs = numbers(values).into_iter().zip(expected);
    let value = |(value, &expected): (f64, &f64)| match value.is_nan() && expected == 0.0 {
        true => 0.0,
        false => value,
    };
    pairs.map(value).collect()
}

/// The network with the parameters of the reference, which must be all that it has.
pub fn network<N: Declared>(golden: &Golden) -> N {
    let mut network = N::new(1);
    let expected = golden.group("parameters");
    let names: BTreeSet<&str> = network.parameters().map(|parameter| parameter.name()).collect();
    assert_eq!(names, expected.keys().copied().collect());
    for (name, tensor) in expected {
        let values: Vec<N::Scalar> = tensor
            .values
            .iter()
            .map(|&value| N::Scalar::from_f64(value))
            .collect();
        network.set(name, &values).expect("a parameter of the network");
        let parameter = network.parameter(name).expect("a parameter of the network");
        assert_eq!(parameter.shape(), tensor.shape, "shape of {name}");
        assert_eq!(parameter.values(), values, "{name} as set");
    }
    network
}

fn check_values<N: Network>(network: &N, case: &Case<N::Scalar>, golden: &Golden, precision: &Precision) {
    let evaluation = network.evaluate(&case.data).noise(&case.noise);
    let outputs = evaluation.outputs().expect("valid inputs");
    let expected = &golden.within_lengths("outputs");
    let worst = assert_agree("outputs", &within(&outputs, expected), expected, precision.values);
    println!("outputs off by at most {worst:.1e}");
    if golden.find("input_gradients").is_some() {
        // These cases have outputs beyond the lengths too.
        let inputs = golden.array("inputs").mapv(N::Scalar::from_f64);
        let whole = network.run(inputs.view()).expect("valid inputs");
        let expected = &golden.tensor("outputs").values;
        assert_agree("whole outputs", &numbers(&whole), expected, precision.values);
    }
    if case.noise == Noise::Off && golden.lengths().is_none() {
        assert_eq!(network.run(case.data.inputs()).expect("valid inputs"), outputs);
    }

    // A stream has no noise.
    if golden.group("noise").is_empty() {
        check_stream(network, &case.data, &outputs);
    }
    let trace = evaluation.trace().expect("valid inputs");
    assert_agree(
        "traced outputs",
        &within(trace.outputs(), expected),
        expected,
        precision.values,
    );
    for (name, tensor) in golden.group("states") {
        let states = trace.state(name).expect("a state of the network");
        assert_eq!(states.shape(), tensor.shape, "shape of {name}");
        let expected = golden.within_lengths(&format!("states/{name}"));
        let worst = assert_agree(name, &within(states, &expected), &expected, precision.values);
        println!("{name} off by at most {worst:.1e}");
    }
}

/// A stream is a run, bit for bit.
fn check_stream<N: Network>(network: &N, data: &Sequences<N::Scalar>, outputs: &Array3<N::Scalar>) {
    for (sequence, (inputs, outputs)) in data.inputs().outer_iter().zip(outputs.outer_iter()).enumerate() {
        let mut stream = network.stream();
        let steps = inputs.outer_iter().zip(outputs.outer_iter());
        for (input, output) in steps.take(data.length(sequence)) {
            let streamed = stream.step(&input.to_vec()).to_vec();
            assert_eq!(streamed, output.to_vec());
        }
    }
}

fn check_gradients<N: Network>(network: &N, case: &Case<N::Scalar>, golden: &Golden, precision: &Precision) {
    let evaluation = network.evaluate(&case.data).noise(&case.noise);
    let evaluation = evaluation.penalties(&case.penalties);
    let gradients = evaluation.gradients(&MeanSquaredError).expect("valid data");
    assert_agree("loss", &[gradients.loss()], &[golden.loss()], precision.values);
    assert_agree(
        "penalty",
        &[gradients.penalty()],
        &[golden.penalty()],
        precision.values,
    );
    if let Some(expected) = golden.find("input_gradients") {
        let by_inputs = evaluation.input_gradients(&MeanSquaredError).expect("valid data");
        let by_inputs = within(&by_inputs, &expected.values);
        assert_agree(
            "input gradients",
            &by_inputs,
            &expected.values,
            precision.gradients,
        );
        let counts_alike = golden.lengths().is_none() && case.data.weights().is_none();
        if case.noise == Noise::Off && case.penalties == Penalties::new() && counts_alike {
            // The derivative of the loss, given.
            let (inputs, targets) = (case.data.inputs(), case.data.targets());
            let share = N::Scalar::from_f64(2.0 / targets.len() as f64);
            let outputs = network.run(inputs).expect("valid inputs");
            let mut d_outputs = outputs;
            d_outputs.zip_mut_with(&targets, |output, &target| *output = share * (*output - target));
            let pulled = network.pull_back(inputs, d_outputs.view()).expect("valid data");
            assert_agree(
                "what comes back",
                &numbers(&pulled),
                &expected.values,
                precision.gradients,
            );
        }
    }
    let expected = golden.group("gradients");
    for parameter in network.parameters() {
        let name = parameter.name();
        match (gradients.get(name), expected.get(name)) {
            (Some(gradient), Some(tensor)) => {
                let gradient: Vec<f64> = gradient.iter().map(|element| element.to_f64()).collect();
                let worst = assert_agree(name, &gradient, &tensor.values, precision.gradients);
                println!("gradient of {name} off by at most {worst:.1e}");
            }
            (None, None) => {}
            (found, expected) => {
                panic!(
                    "gradient of {name}: found {}, expected {}",
                    found.is_some(),
                    expected.is_some()
                )
            }
        }
    }
}

/// Five steps of Adam on all sequences at once.
fn check_training<N: Network>(
    mut network: N,
    case: &Case<N::Scalar>,
    golden: &Golden,
    precision: &Precision,
) {
    let before = network.clone();
    Trainer::new(Adam::new(0.01))
        .loss(MeanSquaredError)
        .batch_size(case.data.len())
        .noise(case.noise.clone())
        .penalties(case.penalties.clone())
        .epochs(5)
        .shuffle(false)
        .progress(Progress::Silent)
        .fit(&mut network, &case.data)
        .expect("a training that does not diverge");
    let expected = golden.group("after_five_adam_steps");
    for parameter in network.parameters() {
        let name = parameter.name();
        match expected.get(name) {
            Some(tensor) => {
                let values: Vec<f64> = parameter.values().iter().map(|value| value.to_f64()).collect();
                let worst = assert_agree(name, &values, &tensor.values, precision.after_adam);
                println!("{name} after Adam off by at most {worst:.1e}");
            }
            None => assert_eq!(
                parameter.values(),
                before.parameter(name).expect("as before").values(),
                "{name} is fixed"
            ),
        }
    }
}

/// The reference against the interpreter, so that what the generated declarations are held against is itself held.
pub fn check_interpreter<N: Declared>(golden: &Golden) {
    let description = N::DESCRIPTION;
    let of = |name: &str| golden.tensor(&format!("parameters/{name}")).values.clone();
    let lengths = golden.lengths();
    let lists = |name: &str| -> Vec<Sequence<f64>> {
        let mut all = to_lists(golden.array(name).view());
        for (sequence, &length) in all.iter_mut().zip(lengths.iter().flatten()) {
            sequence.truncate(length);
        }
        all
    };
    let inputs = lists("inputs");
    let draws = |sequence: usize| {
        let layers = golden.group("noise").into_keys();
        let own = |layer: &str| lists(&format!("noise/{layer}"))[sequence].clone();
        layers.map(|layer| (layer.to_owned(), own(layer))).collect()
    };
    let problem = Problem {
        description: &description,
        parameters: description
            .parameters
            .iter()
            .map(|parameter| of(&parameter.name))
            .collect(),
        targets: lists("targets"),
        noise: (0..inputs.len()).map(draws).collect(),
        penalties: golden.penalties(),
        held: 0,
        inputs,
    };
    let runs = problem.run();
    // Zero beyond the length of a sequence.
    let steps = golden.array("inputs").dim().1;
    let padded = |values: &Sequence<f64>| {
        let mut values = values.clone();
        values.resize(steps, vec![0.0; values[0].len()]);
        values
    };
    let outputs: Vec<_> = runs.iter().map(|run| padded(&run.outputs)).collect();
    assert_agree(
        "outputs",
        &numbers(&to_array(&outputs)),
        &golden.within_lengths("outputs"),
        F64.values,
    );
    for name in golden.group("states").into_keys() {
        let states: Vec<_> = runs.iter().map(|run| padded(&run.values[name])).collect();
        let expected = golden.within_lengths(&format!("states/{name}"));
        assert_agree(name, &numbers(&to_array(&states)), &expected, F64.values);
    }
    let exact = exact_gradients(&problem);
    assert_agree("loss", &[exact.loss], &[golden.loss()], F64.values);
    assert_agree("penalty", &[problem.penalty()], &[golden.penalty()], F64.values);
    for (name, tensor) in golden.group("gradients") {
        let mut parameters = description.parameters.iter();
        let index = parameters.position(|parameter| parameter.name == name);
        let exact = &exact.parameters[index.expect("a parameter")];
        assert_agree(name, exact, &tensor.values, F64.gradients);
    }
}

fn numbers<'a, T: Scalar>(values: impl IntoIterator<Item = &'a T>) -> Vec<f64> {
    values.into_iter().map(|value| value.to_f64()).collect()
}
