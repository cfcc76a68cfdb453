//! Spectrograms against those of an independent program in f64; reference/README.md says how its numbers were made.

use aru_auditory::front_end::{Compression, MelSpectrogram};
use aru_auditory::sound::Sound;
use serde_json::Value;

#[test]
fn a_spectrogram_is_that_of_an_independent_program() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/reference");
    let text = std::fs::read_to_string(format!("{folder}/spectrogram.json")).unwrap();
    let expected: Value = serde_json::from_str(&text).unwrap();
    let setting = |name: &str| expected[name].as_f64().unwrap();
    let sound = Sound::open(format!("{folder}/sweep.wav")).unwrap();
    assert_eq!((sound.rate(), sound.samples().len()), (8000.0, 437));
    let ear = MelSpectrogram::new(setting("dt"))
        .window(setting("window"))
        .bands(9);
    let ear = ear
        .low(setting("low"))
        .high(setting("high"))
        .compression(Compression::None);
    let heard = ear.compute(&sound).unwrap();
    let rows = expected["power"].as_array().unwrap();
    assert_eq!(heard.nrows(), rows.len());
    let loudest = heard.iter().fold(0.0, |loudest: f64, &power| loudest.max(power));
    assert!((0.05..0.3).contains(&loudest), "{loudest}");
    for (found, row) in heard.rows().into_iter().zip(rows) {
        for (found, expected) in found.iter().zip(row.as_array().unwrap()) {
            let expected = expected.as_f64().unwrap();
            // Theirs has more points within a band.
            assert!(
                (found - expected).abs() < 0.005 * loudest,
                "{found}, expected {expected}"
            );
        }
    }
}
