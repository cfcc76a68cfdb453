//! The declarations of the tests as texts, and networks that are read from them beside those that the macro has written.

use aru::__private::Module;
use aru::description::{Elements, Initial, LinkForm};
use aru::prelude::*;
use aru::{AnyNetwork, Model, Text};
use ndarray::{Array3, Axis};

use super::declaration::Declaration;

/// The text of each `recurrent_net!` in a file of Rust.
fn declarations(source: &str) -> Vec<&str> {
    const BEGIN: &str = "recurrent_net! {";
    let starts = source
        .match_indices(BEGIN)
        .map(|(at, _)| &source[at + BEGIN.len()..]);
    let ends = starts.map(|rest| {
        let mut open = 1;
        let end = rest.find(|c| {
            open += i32::from(c == '{') - i32::from(c == '}');
            open == 0
        });
        &rest[..end.expect("every brace is closed")]
    });
    ends.collect()
}

/// What a text names that is of Rust: what stands behind each of these marks, up to the end.
fn named<'t>(text: &'t str, mark: &str, ends: &[char]) -> Vec<&'t str> {
    let rest = text.match_indices(mark).map(|(at, _)| &text[at + mark.len()..]);
    let paths = rest.map(|rest| rest.split(ends).next().expect("a path").trim());
    paths
        .filter(|path| !path.is_empty() && !path.starts_with("by("))
        .collect()
}

/// The model that is read from the text of a declaration. What is of Rust and the text names is taken from what is compiled,
/// or given by name.
pub fn read(declaration: &Declaration) -> Model {
    let (declared, items) = (declaration.model.description(), declaration.items);
    let head = |text: &&str| {
        let at = text.find(&format!("struct {}", declared.name));
        let behind = at.and_then(|at| text[at + "struct ".len() + declared.name.len()..].chars().next());
        matches!(behind, Some(' ' | '<'))
    };
    let text = declarations(declaration.source)
        .into_iter()
        .find(head)
        .expect("the text that declares it");
    let paths: Vec<&str> = named(text, "by(", &[')'])
        .into_iter()
        .chain(named(text, "mask: ", &[';']))
        .collect();
    let custom = named(text, "custom(", &[')']);

    // Which mask belongs to which link, and which start to which parameter, is for the compiler to say.
    let mut compiled = aru_compiler::Text::new(text);
    let mut given = Text::new(text);
    for (size, units) in sizes(declaration.type_name, text) {
        compiled = compiled.with(&size, units);
        given = given.with(&size, units);
    }
    compiled = paths
        .iter()
        .chain(&custom)
        .fold(compiled, |text, path| text.with_item(path));
    let compiled = compiled
        .compile_one()
        .unwrap_or_else(|faults| panic!("{}: {faults}", declared.name));
    let network = compiled.network;
    for mask in &network.masks {
        let LinkForm::Masked(pairs) = &declared.links[mask.link].form else {
            panic!("{}: {} is no mask", declared.name, mask.path);
        };
        let path = mask.path.to_string().replace(' ', "");
        let (text, is_known) = items(given, &path);
        given = match is_known {
            true => text,
            false => text.with_mask(&path, pairs.clone()),
        };
    }
    for start in &network.start_functions {
        let Initial::By(elements) = declared.parameters[start.parameter].initial else {
            panic!("{}: {} is no start", declared.name, start.path);
        };
        let elements: Elements = elements;
        given = given.with_start(&start.path.to_string(), elements);
    }
    let given = custom.iter().fold(given, |text, path| {
        let (text, is_known) = items(text, path);
        assert!(is_known, "{}: no type is known as {path}", declared.name);
        text
    });
    given
        .model()
        .unwrap_or_else(|faults| panic!("{}: {faults}", declared.name))
}

/// The numbers of const parameters, from the name of the type, and of the constants that the texts name.
fn sizes(type_name: &str, text: &str) -> Vec<(String, usize)> {
    let parameters = named(text, "const ", &[':']).into_iter().map(ToString::to_string);
    let arguments = type_name
        .rsplit('<')
        .next()
        .expect("a type")
        .trim_end_matches('>')
        .split(", ")
        .skip(1);
    let numbers = arguments.map(|number| number.parse().expect("a size"));
    let constants = [("sizes::TWO", 2), ("sizes::THREE", 3)];
    let constants = constants.into_iter().filter(|(path, _)| text.contains(path));
    let constants = constants.map(|(path, units)| (path.to_string(), units));
    parameters.zip(numbers).chain(constants).collect()
}

/// A network that was read and one that the macro has written are the same, in each bit of all that they do.
pub fn check_bits<T: Scalar>(declaration: &Declaration) {
    let (written, read) = (declaration.model, read(declaration));
    assert_eq!(written.description(), read.description(), "{}", read.name());
    let [written, read] = [written, read].map(|model| model.network::<T>(5).expect("it can be drawn"));
    assert_same(&written, &read);
}

/// A network that was read does the same with code that was built apart.
pub fn check_module<T: Scalar>(declaration: &Declaration, module: &'static Module) {
    let read = read(declaration);
    let compiled = read
        .with_module(module)
        .unwrap_or_else(|fault| panic!("{}: {fault}", declaration.name));
    let [compiled, read] = [compiled, read].map(|model| model.network::<T>(5).expect("it can be drawn"));
    assert!(compiled.is_compiled() && !read.is_compiled());
    assert_same(&compiled, &read);
}

/// Two networks do the same in each bit.
pub fn assert_same<T: Scalar>(written: &AnyNetwork<T>, read: &AnyNetwork<T>) {
    let name = &written.description().name;
    // One sequence, too few to fill a block, more than one, more than two of them.
    for (sequences, steps) in [(1, 7), (3, 30), (20, 9), (40, 6)] {
        let (expected, found) = (facts(written, sequences, steps), facts(read, sequences, steps));
        assert_eq!(expected.len(), found.len());
        for ((what, expected), (_, found)) in expected.iter().zip(&found) {
            let differ = expected.iter().zip(found).filter(|(a, b)| a != b).count();
            let count = expected.len();
            assert!(
                differ == 0 && count == found.len(),
                "{name} in {}, {sequences} sequences of {steps} steps: {differ} of {count} numbers of {what} differ",
                T::NAME
            );
        }
    }
}

/// What a network does, number by number.
fn facts<T: Scalar>(network: &AnyNetwork<T>, sequences: usize, steps: usize) -> Vec<(String, Vec<u64>)> {
    let description = network.description();
    let data = |features: usize, period: usize| {
        Array3::from_shape_fn((sequences, steps, features), |(sequence, step, feature)| {
            let place = 31 * sequence + 17 * step + 7 * feature;
            T::from_f64((place % period) as f64 / period as f64 - 0.4)
        })
    };
    let (inputs, targets) = (
        data(description.input_size(), 13),
        data(description.output_size(), 7).mapv(|y| y + T::from_f64(0.5)),
    );
    let mut facts = Vec::new();
    let mut add = |what: &str, numbers: Vec<T>| {
        let bits = numbers.iter().map(|number| number.to_f64().to_bits());
        facts.push((what.to_string(), bits.collect()));
    };
    add("parameters", parameters(network));
    add(
        "outputs",
        network
            .run(inputs.view())
            .expect("good inputs")
            .into_raw_vec_and_offset()
            .0,
    );
    let trace = network.trace(inputs.view()).expect("good inputs");
    for name in trace.names() {
        let state = trace.state(name).expect("it is traced");
        add(name, state.iter().copied().collect());
    }
    let by_parameter = network.loss_and_gradients(inputs.view(), targets.view(), &MeanSquaredError);
    for (name, gradient) in by_parameter.expect("good data").1.iter() {
        add(&format!("the gradient of {name}"), gradient.to_vec());
    }
    let by_input = network.input_gradients(inputs.view(), targets.view(), &MeanSquaredError);
    add(
        "the gradient of inputs",
        by_input.expect("good data").into_raw_vec_and_offset().0,
    );
    let mut stream = network.stream();
    let first = inputs.index_axis(Axis(0), 0);
    let streamed = first
        .outer_iter()
        .flat_map(|input| stream.step(&input.to_vec()).to_vec());
    add("a stream", streamed.collect());
    let data = Sequences::new(inputs, targets).expect("good data");
    let (noise, mut trained) = (Noise::seed(3), network.clone());
    let noisy = network.evaluate(&data).noise(&noise).outputs();
    add(
        "outputs with noise",
        noisy.expect("good inputs").into_raw_vec_and_offset().0,
    );
    let mut trainer = Trainer::new(Adam::new(1e-2)).epochs(2).batch_size(8);
    trainer.fit(&mut trained, &data).expect("it can be trained");
    add("trained parameters", parameters(&trained));
    if sequences == 3 {
        let mut ensemble: Ensemble<AnyNetwork<T>> = (0..3).map(|_| network.clone()).collect();
        let mut trainer = Trainer::new(Adam::new(1e-2)).epochs(2).lockstep(true);
        let fits = trainer.fit(&mut ensemble, &data).expect("it can be trained");
        assert!(fits.iter().all(Result::is_ok));
        add(
            "a trained ensemble",
            ensemble.networks().iter().flat_map(parameters).collect(),
        );
    }
    facts
}

fn parameters<T: Scalar>(network: &AnyNetwork<T>) -> Vec<T> {
    network
        .parameters()
        .flat_map(|parameter| parameter.values().to_vec())
        .collect()
}
