//! Descriptions that were tampered with: each is refused, or is a network that runs.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::{Map, Value, json};

use super::{data, models, through_json};
use crate::loss::MeanSquaredError;
use crate::network::any::AnyNetwork;
use crate::network::description::{Description, Initial};
use crate::network::text::Model;
use crate::run::network::Network;

/// Mutants of each description.
const MUTANTS: usize = 1500;

/// What runs in no time and little memory.
const MOST_UNITS: usize = 200;

#[test]
fn mutants_are_refused_or_run() {
    let (mut refused, mut run) = (0, 0);
    for (number, model) in models().into_iter().enumerate() {
        let sound = serde_json::to_value(model.description()).unwrap();
        for mutant in 0..MUTANTS {
            let mut rng = ChaCha8Rng::seed_from_u64((number * MUTANTS + mutant) as u64);
            let mut value = sound.clone();
            for _ in 0..rng.random_range(1..=3) {
                let places = count(&value);
                mutate(&mut value, &mut rng.random_range(0..places), &mut rng, &sound);
            }
            // What is of no such form the reader of JSON refuses.
            let Ok(description) = serde_json::from_value::<Description>(value) else {
                continue;
            };
            match check(description) {
                true => run += 1,
                false => refused += 1,
            }
        }
    }
    // Neither is the exception: otherwise this would test next to nothing.
    assert!(refused > 1000 && run > 500, "{refused} refused, {run} run");
}

/// Whether a network is made of a description, which then runs, learns and is drawn.
fn check(mut description: Description) -> bool {
    // Functions are not in files, and are drawn by none.
    for parameter in description.parameters.to_mut() {
        if matches!(parameter.initial, Initial::By(_)) {
            parameter.initial = Initial::Number(0.5);
        }
    }
    let Ok(model) = Model::of_description(description) else {
        return false;
    };
    let description = model.description();
    assert_eq!(
        *description,
        through_json(description),
        "what is accepted can be saved"
    );
    let units = description.layers.iter().map(|layer| layer.size).sum::<usize>() + description.input_size();
    let delays = description.links.iter().flat_map(|link| link.delays.iter());
    if units > MOST_UNITS || delays.max().is_some_and(|&delay| delay > 1000) {
        return true;
    }
    let network: AnyNetwork<f32> = model.network(3).unwrap();
    let (inputs, targets) = (
        data::<f32>(description.input_size(), 3, 5),
        data(description.output_size(), 3, 5),
    );
    // Numbers that grow beyond all bounds are told, too.
    let _ = network.run(inputs.view());
    let _ = network.loss_and_gradients(inputs.view(), targets.view(), &MeanSquaredError);
    let _ = network.trace(inputs.view());
    let _ = network.summary().to_string();
    true
}

/// How many values there are in a value, itself among them.
fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(count).sum(),
        Value::Object(entries) => entries.values().map(count).sum(),
        _ => 0,
    }
}

/// Changes the value of this number, counted from the outside in.
fn mutate(value: &mut Value, place: &mut usize, rng: &mut ChaCha8Rng, sound: &Value) -> bool {
    if *place == 0 {
        change(value, rng, sound);
        return true;
    }
    *place -= 1;
    match value {
        Value::Array(items) => items.iter_mut().any(|item| mutate(item, place, rng, sound)),
        Value::Object(entries) => entries.values_mut().any(|entry| mutate(entry, place, rng, sound)),
        _ => false,
    }
}

fn change(value: &mut Value, rng: &mut ChaCha8Rng, sound: &Value) {
    match value {
        Value::Number(number) => {
            let old = number.as_f64().unwrap_or(0.0);
            *value = match (number.is_f64(), rng.random_range(0..8)) {
                (true, 0) => json!(-old),
                (true, 1) => json!(1e300),
                (true, 2) => json!(old * (1.0 + 1e-3)),
                (true, 3) => json!(0.0),
                (true, 4) => json!(5e-324),
                (true, _) => json!(old + rng.random_range(-2.0..2.0)),
                (false, 0) => json!(usize::MAX),
                (false, 1) => json!(1_u64 << 24),
                (false, 2) => json!(0),
                (false, 3) => json!((old as u64).saturating_sub(1)),
                (false, 4) => json!(old as u64 + 1),
                (false, _) => json!(rng.random_range(0..8)),
            };
        }
        Value::String(text) => {
            let names = strings(sound);
            let other = names[rng.random_range(0..names.len())].clone();
            *text = match rng.random_range(0..6) {
                0 => String::new(),
                1 => format!("{text} {text}"),
                2 => format!("{text}\u{0}\n*/ \"#"),
                3 => format!("{text}_"),
                _ => other,
            };
        }
        Value::Bool(is_it) => *is_it = !*is_it,
        Value::Array(items) if !items.is_empty() => {
            let (one, other) = (rng.random_range(0..items.len()), rng.random_range(0..items.len()));
            match rng.random_range(0..4) {
                0 => drop(items.remove(one)),
                1 => items.swap(one, other),
                2 => items.insert(one, items[other].clone()),
                _ => items[one] = items[other].clone(),
            }
        }
        Value::Array(items) => items.push(json!(0)),
        Value::Object(entries) => change_entry(entries, rng, sound),
        Value::Null => *value = json!(rng.random_range(0..4)),
    }
}

fn change_entry(entries: &mut Map<String, Value>, rng: &mut ChaCha8Rng, sound: &Value) {
    let keys: Vec<String> = entries.keys().cloned().collect();
    if keys.is_empty() {
        return;
    }
    let one = &keys[rng.random_range(0..keys.len())];
    let other = &keys[rng.random_range(0..keys.len())];
    match rng.random_range(0..4) {
        0 => drop(entries.remove(one)),
        1 => {
            let taken = entries[one].clone();
            entries.insert(other.clone(), taken);
        }
        // A variant by another name.
        2 if keys.len() == 1 => {
            let taken = entries.remove(one).unwrap_or_default();
            let names = strings(sound);
            entries.insert(names[rng.random_range(0..names.len())].clone(), taken);
        }
        _ => drop(entries.insert(one.clone(), Value::Null)),
    }
}

/// All texts and keys.
fn strings(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Array(items) => items.iter().flat_map(strings).collect(),
        Value::Object(entries) => {
            let inner = entries.values().flat_map(strings);
            entries.keys().cloned().chain(inner).collect()
        }
        _ => Vec::new(),
    }
}
