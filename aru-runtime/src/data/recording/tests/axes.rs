//! Which axis of an array is time.

use super::*;

/// A file with columns of so many steps.
fn columns(name: &str, steps: usize) -> Recording {
    let lines: Vec<String> = (0..steps).map(|step| format!("{step},{}", 10 * step)).collect();
    Recording::open(file(name, format!("a,b\n{}\n", lines.join("\n")).as_bytes())).unwrap()
}

#[test]
fn columns_side_by_side_are_one_recording() {
    let recording = columns("side.csv", 4);
    let signals = recording.signals::<f32>(&["a", "b"], Axes::default()).unwrap();
    assert_eq!(
        signals.to_string(),
        "`a` [4] is one recording of 4 steps, 1 feature\n`b` [4] is one recording of 4 steps, 1 feature"
    );
    assert_eq!(
        signals.values(),
        array![[[0.0, 0.0], [1.0, 10.0], [2.0, 20.0], [3.0, 30.0]]]
    );
    assert!(signals.warnings().is_empty() && signals.into_values().is_standard_layout());
    let message = recording
        .signals::<f32>(&[], Axes::default())
        .unwrap_err()
        .to_string();
    assert_eq!(
        message,
        "the list of names is empty; name at least one of `a`, `b`"
    );
    assert!(recording.signals::<f32>(&["c"], Axes::default()).is_err());
}

#[test]
fn signals_say_what_f32_merges() {
    let text = "t,x\n1700000000.0,1\n1700000000.5,2\n1700000001,3\n";
    let recording = Recording::open(file("merge.csv", text.as_bytes())).unwrap();
    let signals = recording.signals::<f32>(&["t", "x"], Axes::default()).unwrap();
    let [warning] = signals.warnings() else {
        panic!("{signals}")
    };
    assert!(
        warning.contains("2 of 2 neighbours that differ are one number in f32"),
        "{warning}"
    );
    assert!(signals.to_string().ends_with(&format!("\nwarning: {warning}")));
    assert!(
        recording
            .signals::<f64>(&["t", "x"], Axes::default())
            .unwrap()
            .warnings()
            .is_empty()
    );
}

#[cfg(feature = "npz")]
mod arrays {
    use super::*;

    /// An array of the shape, each number its place, as a `.npy` in C order.
    fn shaped(name: &str, shape: &[usize]) -> (Recording, String) {
        let axes: String = shape.iter().map(|length| format!("{length}, ")).collect();
        let header = format!("{{'descr': '<f4', 'fortran_order': False, 'shape': ({axes}), }}");
        let mut content = b"\x93NUMPY\x01\x00".to_vec();
        content.extend((header.len() as u16).to_le_bytes());
        content.extend(header.as_bytes());
        let count: usize = shape.iter().product();
        content.extend((0..count).flat_map(|place| (place as f32).to_le_bytes()));
        let recording = Recording::open(file(name, &content)).unwrap();
        let own = recording.names().next().unwrap().to_owned();
        (recording, own)
    }

    fn taken(name: &str, shape: &[usize], axes: Axes) -> (Signals<f32>, String) {
        let (recording, own) = shaped(name, shape);
        let signals = recording.signals::<f32>(&[&own], axes).unwrap();
        let text = signals.to_string().replace(&own, "x");
        (signals, text)
    }

    /// 500 steps of 30 neurons were trained as 500 sequences of 30 steps.
    #[test]
    fn two_axes_are_time_first() {
        for (steps, features) in [(500, 30), (400, 1), (3360, 6), (31, 30)] {
            let (signals, text) = taken("two.npy", &[steps, features], Axes::default());
            let one = if features == 1 { "" } else { "s" };
            assert_eq!(
                text,
                format!(
                    "`x` [{steps}, {features}] is one recording of {steps} steps, {features} feature{one}"
                )
            );
            assert_eq!(signals.values().dim(), (1, steps, features));
            assert_eq!(signals.values()[[0, 2, features - 1]], (3 * features - 1) as f32);
        }
    }

    #[test]
    fn what_two_axes_are_can_be_said() {
        let (signals, _) = taken("turned.npy", &[3, 50], Axes::FeatureStep);
        assert_eq!(signals.values().dim(), (1, 50, 3));
        assert_eq!(signals.values()[[0, 7, 2]], 107.0);
        assert!(signals.warnings().is_empty() && signals.into_values().is_standard_layout());
        let (signals, text) = taken("trials.npy", &[3, 50], Axes::SequenceStep);
        assert_eq!(signals.values().dim(), (3, 50, 1));
        assert_eq!(signals.values()[[2, 7, 0]], 107.0);
        assert_eq!(text, "`x` [3, 50] is 3 sequences of 50 steps, 1 feature");
        // Of three axes there is no doubt what they are.
        for axes in [Axes::StepFeature, Axes::FeatureStep, Axes::SequenceStep] {
            let (signals, _) = taken("three.npy", &[4, 9, 2], axes);
            assert_eq!(signals.values().dim(), (4, 9, 2));
        }
    }

    #[test]
    fn an_order_that_is_hardly_meant_is_told() {
        for (shape, axes, doubt) in [
            (
                &[30, 500][..],
                Axes::StepFeature,
                "has fewer steps (30) than features (500); if the last axis is time, take it as `Axes::SequenceStep`",
            ),
            (
                &[500, 30],
                Axes::FeatureStep,
                "has fewer steps (30) than features (500); if the first axis is time",
            ),
            (
                &[500, 30],
                Axes::SequenceStep,
                "has more sequences (500) than steps (30); if the first axis is time, take it as `Axes::StepFeature`",
            ),
            (
                &[500, 30, 1],
                Axes::StepFeature,
                "has more sequences (500) than steps (30); if the first axis is time, save it as",
            ),
            (
                &[4, 30, 500],
                Axes::StepFeature,
                "has fewer steps (30) than features (500); if the last axis is time, save it",
            ),
        ] {
            let (signals, _) = taken("doubt.npy", shape, axes);
            let [warning] = signals.warnings() else {
                panic!("{shape:?}: {:?}", signals.warnings())
            };
            assert!(warning.contains(doubt), "{warning}");
        }
    }

    #[test]
    fn arrays_that_are_no_signals_are_refused() {
        for shape in [&[][..], &[2, 3, 4, 5], &[0, 3]] {
            let (recording, own) = shaped("none.npy", shape);
            let message = recording
                .signals::<f32>(&[&own], Axes::default())
                .unwrap_err()
                .to_string();
            assert!(message.contains("expected"), "{message}");
        }
    }
}
