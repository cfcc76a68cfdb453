use std::f64::consts::TAU;

use super::*;

fn tone(hz: f64, rate: f64, seconds: f64) -> Sound {
    let samples = (0..(seconds * rate).round() as usize).map(|n| 0.5 * (TAU * hz * n as f64 / rate).sin());
    Sound::new(rate, samples.collect()).unwrap()
}

fn plain() -> MelSpectrogram {
    MelSpectrogram::new(0.005).compression(Compression::None)
}

/// A mean square of 1/8, in all bands together, at any rate, window and number of bands.
#[test]
fn the_power_of_a_tone_is_that_of_the_tone() {
    for rate in [22_050.0, 32_000.0, 44_100.0, 48_828.125] {
        for (window, bands) in [(0.010, 32), (0.020, 32), (0.010, 12), (0.025, 64)] {
            let heard = plain()
                .window(window)
                .bands(bands)
                .compute(&tone(1500.0, rate, 0.2))
                .unwrap();
            assert_eq!(heard.dim(), (40, bands));
            let sum = heard.row(20).sum();
            assert!((sum - 0.125).abs() < 2e-4, "{rate} {window} {bands}: {sum}");
        }
    }
}

#[test]
fn a_tone_is_loudest_in_the_band_whose_peak_is_nearest() {
    let ear = plain().bands(20).low(200.0).high(7000.0);
    let peaks = ear.peaks().unwrap();
    assert_eq!(peaks.len(), 20);
    assert!((mel(peaks[1]) - mel(peaks[0]) - (mel(7000.0) - mel(200.0)) / 21.0).abs() < 1e-9);
    assert!((mel(1000.0) - 999.985).abs() < 1e-3 && (hz(mel(440.0)) - 440.0).abs() < 1e-9);
    for (band, &peak) in peaks.iter().enumerate().step_by(3) {
        let heard = ear.compute(&tone(peak, 32_000.0, 0.1)).unwrap();
        let row = heard.row(10).to_vec();
        assert!(row.iter().all(|&value| value <= row[band]), "{band}: {row:?}");
    }
}

/// The sound begins and ends within bins: no bin knows what comes after it, and all of the sound is in some bin.
#[test]
fn no_bin_hears_what_comes_after_it() {
    let rate = 32_000.0;
    let click = |at: usize| {
        let mut samples = vec![0.0; 3200];
        samples[at] = 1.0;
        Sound::new(rate, samples).unwrap()
    };
    for at in [0, 159, 160, 1000, 3199] {
        let heard = plain().compute(&click(at)).unwrap();
        assert_eq!(heard.nrows(), 20);
        let loud: Vec<usize> = (0..20).filter(|&bin| heard.row(bin).sum() > 0.0).collect();
        // 160 samples a bin, a window of two.
        let own = at / 160;
        let expected: Vec<usize> = (own..(own + 2).min(20)).collect();
        assert_eq!(loud, expected, "{at}");
    }
    assert_eq!(plain().bins(&tone(500.0, rate, 0.1001)), 21);
    assert_eq!(plain().bins(&tone(500.0, 48_828.125, 4.995)), 999);
}

#[test]
fn compression_is_what_it_says() {
    let sound = tone(1500.0, 32_000.0, 0.1);
    let power = plain().compute(&sound).unwrap();
    let compressed = |compression| plain().compression(compression).compute(&sound).unwrap();
    let near =
        |a: &Array2<f64>, b: Array2<f64>| a.iter().zip(&b).all(|(a, b)| (a - b).abs() <= 1e-12 * b.abs());
    assert!(near(
        &compressed(Compression::Power(1.0 / 3.0)),
        power.mapv(|value| value.powf(1.0 / 3.0))
    ));
    assert!(near(&compressed(Compression::Power(0.5)), power.mapv(f64::sqrt)));
    let floor = 1e-8;
    assert!(near(
        &compressed(Compression::Log { floor }),
        power.mapv(|value| 10.0 * (value + floor).log10())
    ));
}

#[test]
fn bands_are_standardised_by_the_training_sounds_and_silence_with_them() {
    let sounds = [
        tone(700.0, 32_000.0, 0.1),
        tone(3000.0, 32_000.0, 0.25),
        tone(1500.0, 32_000.0, 0.03),
    ];
    for compression in [Compression::Power(1.0 / 3.0), Compression::Log { floor: 1e-8 }] {
        let ear = FrontEnd::new(plain().compression(compression))
            .fit(&sounds[..2])
            .unwrap();
        let heard: Vec<Array2<f64>> = sounds.iter().map(|sound| ear.apply(sound).unwrap()).collect();
        for band in 0..32 {
            let values: Vec<f64> = heard[..2]
                .iter()
                .flat_map(|own| own.column(band).to_vec())
                .collect();
            let mean = values.iter().sum::<f64>() / values.len() as f64;
            let square = values.iter().map(|value| value * value).sum::<f64>() / values.len() as f64;
            assert!(
                mean.abs() < 1e-9 && (square - 1.0).abs() < 1e-9,
                "{band}: {mean} {square}"
            );
        }
        let silent = Sound::new(32_000.0, vec![0.0; 640]).unwrap();
        for row in ear.apply(&silent).unwrap().rows() {
            assert_eq!(row, ear.silence());
        }
    }
    let plain = FrontEnd::new(plain());
    assert!(plain.silence().iter().all(|&value| value == 0.0) && plain.scale().is_none());
}

#[test]
fn a_front_end_comes_back_from_its_file_to_the_last_bit() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ear.json");
    let sounds = [tone(700.0, 32_000.0, 0.1), tone(3000.0, 32_000.0, 0.25)];
    let ear = FrontEnd::new(MelSpectrogram::new(0.005).bands(7))
        .fit(&sounds)
        .unwrap();
    ear.save(&path).unwrap();
    assert_eq!(FrontEnd::load(&path).unwrap(), ear);
    let text = ear.to_json();
    for (from, to, says) in [
        (
            "\"bands\": 7",
            "\"bands\": 8",
            "has shape [7, 7], expected [8], one of each for a band",
        ),
        (
            "\"dt\": 0.005",
            "\"dt\": -0.005",
            "`dt` is -0.005; a bin is longer than 0 s",
        ),
        ("\"dt\"", "\"hop\"", "unknown field `hop`"),
        (
            "\"sd\": [\n",
            "\"sd\": [\n      -1.0,\n      0.5,\n",
            "has shape [7, 9], expected [7]",
        ),
    ] {
        assert!(text.contains(from), "{text}");
        std::fs::write(&path, text.replacen(from, to, 1)).unwrap();
        let error = FrontEnd::load(&path).unwrap_err().to_string();
        assert!(
            error.starts_with("cannot read `") && error.contains(says),
            "{error}"
        );
    }
    let sd = ear.scale().unwrap().sd()[0].to_string();
    let error = FrontEnd::from_json(&text.replacen(&sd, "0.0", 1))
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("mean and standard deviation of feature 0"),
        "{error}"
    );
}

#[test]
fn what_cannot_work_is_named() {
    let sound = tone(700.0, 32_000.0, 0.1);
    let refusal = |ear: MelSpectrogram| ear.compute(&sound).unwrap_err().to_string();
    let ear = || MelSpectrogram::new(0.005);
    assert_eq!(
        refusal(MelSpectrogram::new(0.0)),
        "`dt` is 0; a bin is longer than 0 s"
    );
    assert_eq!(
        refusal(ear().window(0.004)),
        "`window` is 0.004 s; at less than `dt`, 0.005 s, parts of the sound would be in no bin"
    );
    assert_eq!(refusal(ear().bands(0)), "`bands` is 0; expected 1 to 1000000");
    assert_eq!(
        refusal(ear().low(-1.0)),
        "`low` is -1; expected a frequency in Hz, 0 or more"
    );
    assert_eq!(
        refusal(ear().high(250.0)),
        "`high` is 250; expected a frequency in Hz above `low`, 250"
    );
    assert_eq!(
        refusal(ear().high(20_000.0)),
        "`high` is 20000 Hz; a sound of 32000 samples a second has no frequencies above 16000 Hz; lower `high`"
    );
    assert!(refusal(ear().bands(100_000)).contains("narrower than can be told apart; take fewer"));
    assert!(refusal(ear().compression(Compression::Power(-1.0))).contains("a number above 0, such as 1/3"));
    assert!(
        refusal(ear().compression(Compression::Log { floor: 0.0 }))
            .contains("the logarithm of silence is -inf")
    );
    let tiny = MelSpectrogram::new(1e-5).window(2e-5);
    assert!(refusal(tiny).contains("it has fewer than two of them; make it longer"));
    let none: [&Sound; 0] = [];
    assert!(
        FrontEnd::new(ear())
            .fit(none)
            .unwrap_err()
            .to_string()
            .contains("give at least one")
    );
    let silent = Sound::new(32_000.0, vec![0.0; 640]).unwrap();
    let error = FrontEnd::new(ear()).fit([&silent]).unwrap_err().to_string();
    assert!(
        error.contains("standard deviation of feature 0 of the inputs is 0"),
        "{error}"
    );
}
