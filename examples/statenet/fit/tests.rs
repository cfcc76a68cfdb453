use std::path::Path;
use std::thread;

use super::*;
use crate::grasshopper;
use crate::models::{Model, level};

/// What a fit leaves: the files of its weights byte by byte, and all that it found, but for the time that it took.
fn bits(model: &Model, recorded: &Recorded, report: &Path) -> (Vec<Vec<u8>>, String) {
    let settings = Settings {
        seeds: [1, 3],
        epochs: 2,
        patience: 15,
        dream: 0,
        windows: Some(4.0),
        report: report.to_path_buf(),
        weights: String::new(),
    };
    std::fs::create_dir_all(report).unwrap();
    let mut fit = (model.fit)(recorded, &settings).unwrap();
    fit.seconds = 0.0;
    let files = settings.files().map(|file| std::fs::read(file).unwrap());
    (files.collect(), serde_json::to_string(&fit).unwrap())
}

#[test]
fn a_fit_that_is_made_again_among_others_has_the_same_bits() {
    let recorded = &grasshopper::read().unwrap()[0];
    let folder = std::env::temp_dir().join(format!("aru_statenet_bits_{}", std::process::id()));
    for model in level::MODELS
        .iter()
        .filter(|model| ["LN", "StateNet (ARU)"].contains(&model.name))
    {
        let alone = &bits(model, recorded, &folder.join("alone"));
        // More at a time than most machines have cores.
        thread::scope(|scope| {
            for number in 0..4 {
                let report = folder.join(format!("{number}"));
                scope.spawn(move || assert!(bits(model, recorded, &report) == *alone, "{}", model.name));
            }
        });
    }
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn time_constants_are_the_rates_that_are_learned() {
    let names =
        |rates: Vec<(usize, String)>| -> Vec<String> { rates.into_iter().map(|(_, name)| name).collect() };
    assert_eq!(
        names(learned_rates::<level::StateNetAru<f32>>()),
        ["memory.alpha_s", "memory.alpha_r"]
    );
    // The first of a DNet is fixed.
    assert_eq!(
        names(learned_rates::<level::DNet<f32>>()),
        ["hidden.alpha_r", "rate.alpha_r"]
    );
    assert!(learned_rates::<level::StateNet<f32>>().is_empty());
}
