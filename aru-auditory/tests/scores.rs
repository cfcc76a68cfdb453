//! Scores against those of an independent program in f64; reference/README.md says how its numbers were made.

use aru_auditory::score::{Neuron, Pooling, Score};
use ndarray::{Array1, Array2};
use serde_json::Value;

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or(f64::NAN)
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(number).collect()
}

fn clip(value: &Value) -> (Array1<f64>, Array2<f64>) {
    let prediction = numbers(&value["prediction"]);
    let trials: Vec<Vec<f64>> = value["trials"].as_array().unwrap().iter().map(numbers).collect();
    let shape = (trials.len(), prediction.len());
    (
        prediction.into(),
        Array2::from_shape_vec(shape, trials.concat()).unwrap(),
    )
}

#[test]
fn every_score_is_that_of_an_independent_program() {
    let text = std::fs::read_to_string(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/reference/scores.json"
    ));
    let cases: Vec<Value> = serde_json::from_str(&text.unwrap()).unwrap();
    assert_eq!(cases.len(), 11);
    let (mut compared, mut not_numbers) = (0, 0);
    for case in &cases {
        let clips = case["clips"].as_array().unwrap().iter().map(clip);
        let neuron = Neuron::new(clips).unwrap();
        for (pooling, expected) in [(Pooling::Joined, "joined"), (Pooling::ByClip, "by_clip")] {
            let Score {
                cc_raw,
                signal_power,
                cc_norm,
                cc_max,
                cc_norm_hsu,
                bits_per_spike,
            } = neuron.score(pooling);
            let found = [
                ("cc_raw", cc_raw),
                ("signal_power", signal_power),
                ("cc_norm", cc_norm),
                ("cc_max", cc_max),
                ("cc_norm_hsu", cc_norm_hsu),
                ("bits_per_spike", bits_per_spike),
            ];
            for (name, found) in found {
                let expected = number(&case[expected][name]);
                // Variances of numbers near a million lose six digits whoever computes them.
                let near = if case["name"] == "large numbers" {
                    1e-8
                } else {
                    1e-11
                };
                let is_same = match expected.is_nan() {
                    true => found.is_nan(),
                    false => (found - expected).abs() <= near * expected.abs().max(1.0),
                };
                assert!(
                    is_same,
                    "{} {name} {pooling}: {found}, expected {expected}",
                    case["name"]
                );
                compared += 1;
                not_numbers += usize::from(expected.is_nan());
            }
        }
    }
    assert_eq!(compared, 132);
    assert!(not_numbers > 5, "{not_numbers}");
}
