//! Counts of things in words, and sentences of the library as the command line says them.

/// What a program would write, and the options that stand for it; longer sentences come first.
const OPTIONS: [(&str, &str); 13] = [
    ("take it as `Axes::StepFeature`", "say `--axes step-feature`"),
    ("take it as `Axes::SequenceStep`", "say `--axes sequence-step`"),
    ("`Axes::FeatureStep`", "`--axes feature-step`"),
    (
        "; padding goes through `Sequences::padded`, and targets that are missing (NaN) through `Sequences::with_missing`",
        "",
    ),
    (
        ", and beyond the end of a sequence inputs are zero and its length goes through `with_lengths`",
        "",
    ),
    (
        " (of several outputs each needs a loss of its own: `loss_of`)",
        " (of all outputs together: there is one loss here)",
    ),
    ("lower the learning rate", "lower `--rate`"),
    ("`clip_norm`", "`--clip`"),
    ("(`standardise`)", "(`--scale both`)"),
    ("`resume(Resume::IfPresent)`", "`--resume`"),
    (
        "take the values of a saved network, `aru::load`, or read the declaration as a `Text` with that start",
        "take the values of a saved network, `--weights`",
    ),
    (
        "load it as the type that was declared with it, `Net::load`",
        "run it in Rust, as the type that was declared with it",
    ),
    ("in the code itself", "in the declaration itself"),
];

/// `1 step`, `2 steps`.
pub fn counted(count: usize, one: &str) -> String {
    match count {
        1 => format!("1 {one}"),
        _ => format!("{count} {one}s"),
    }
}

/// A message of the library, with options in the place of what a program would write.
pub fn for_command_line(message: &str) -> String {
    let words = OPTIONS.iter();
    words.fold(message.to_owned(), |message, (from, to)| {
        message.replace(from, to)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of what the library says to whoever trains or runs from the command line, nothing is of Rust.
    #[test]
    fn errors_of_the_library_name_options() {
        use aru::ndarray::Array3;
        use aru::prelude::*;

        let model = aru::Text::new("struct N { input x: 1; layer h: Elman<2>; output y: 1; x -> h -> y; }");
        let mut net = model.model().unwrap().network::<f32>(1).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let data = Sequences::new(Array3::<f32>::ones((2, 3, 1)), Array3::zeros((2, 3, 1))).unwrap();
        let refused = |mut trainer: Trainer<'_, f32>, net: &mut aru::AnyNetwork<f32>| {
            let failed = trainer.fit(net, &data).unwrap_err();
            for_command_line(&failed.to_string())
        };
        let path = folder.path().join("fit.checkpoint");
        let trainer = || {
            Trainer::new(Sgd::new(1e-3))
                .epochs(1)
                .checkpoint(&path, Every::Epochs(1))
        };
        let missing = refused(trainer().resume(Resume::Required), &mut net);
        assert!(
            missing.ends_with("there is no checkpoint; `--resume` begins anew where there is none"),
            "{missing}"
        );
        let diverged = refused(Trainer::new(Sgd::new(1e30)).epochs(9), &mut net);
        assert!(
            diverged.contains("lower `--rate` or bound the gradient with `--clip`"),
            "{diverged}"
        );
        let nan = Sequences::new(
            Array3::<f32>::from_elem((2, 3, 1), f32::NAN),
            Array3::zeros((2, 3, 1)),
        )
        .unwrap_err();
        let nan = for_command_line(&nan.to_string());
        assert!(nan.ends_with("values must be finite"), "{nan}");
    }
}
