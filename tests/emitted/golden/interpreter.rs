//! The reference against the interpreter of the other tests.

use aru::Model;
use aru_test_support::agreement::assert_agree;
use aru_test_support::golden::Golden;
use aru_test_support::gradients::exact_gradients;
use aru_test_support::problem::{Problem, Sequence, to_array, to_lists};

use super::against::{F64, numbers};

/// The reference against the interpreter, so that what the generated declarations are held against is itself held.
pub fn check_interpreter(model: Model, golden: &Golden) {
    let description = model.description();
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
        description,
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
