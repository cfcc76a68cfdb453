//! What a fit does not go on from, and what it says.

use std::path::Path;

use super::*;
use crate::loss::{Loss, Poisson};

fn refusal(path: &Path, resume: Resume, configure: impl Fn(Trainer<'_, f64>) -> Trainer<'_, f64>) -> String {
    with(
        path,
        resume,
        configure,
        &mut Net::new(1),
        &taught(40, 5, (0.3, 0.7)),
    )
}

/// The error of a fit, which leaves the network and the files as they were.
fn with(
    path: &Path,
    resume: Resume,
    configure: impl Fn(Trainer<'_, f64>) -> Trainer<'_, f64>,
    net: &mut Net,
    data: &Sequences<f64>,
) -> String {
    let (before, file) = (net.values().to_vec(), fs::read(path).ok());
    let trainer = adam().checkpoint(path, Every::Epochs(1)).resume(resume);
    let error = configure(trainer)
        .fit(net, data)
        .expect_err("refused")
        .to_string();
    assert_eq!(net.values(), before, "{error}");
    assert_eq!(fs::read(path).ok(), file, "{error}");
    assert!(
        error.contains(path.file_name().unwrap().to_str().unwrap()),
        "{error}"
    );
    error
}

/// A finished fit of [`adam`] in a folder of its own.
fn finished() -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("fit.checkpoint");
    let data = taught(40, 5, (0.3, 0.7));
    let mut trainer = adam().checkpoint(&path, Every::Epochs(1));
    trainer.fit(&mut Net::new(1), &data).unwrap();
    (folder, path)
}

#[test]
fn a_file_that_is_there_is_not_written_over() {
    let (_folder, path) = finished();
    let error = refusal(&path, Resume::Never, |trainer| trainer);
    assert!(error.contains("there is a checkpoint already"), "{error}");
    assert!(error.contains("resume(Resume::IfPresent)"), "{error}");
    let (folder, path) = finished();
    fs::remove_file(&path).unwrap();
    let mut trainer = adam().checkpoint(&path, Every::Epochs(1));
    let error = trainer
        .fit(&mut Net::new(1), &taught(40, 5, (0.3, 0.7)))
        .unwrap_err();
    let error = error.to_string();
    assert!(
        error.contains("fit.checkpoint`: the checkpoint before it is there"),
        "{error}"
    );
    assert!(error.contains("fit.checkpoint.older`: go on"), "{error}");
    assert_eq!(files(folder.path()), ["fit.checkpoint.older"]);
}

#[test]
fn one_that_has_to_be_there_is_missed() {
    let folder = tempfile::tempdir().unwrap();
    let error = refusal(&folder.path().join("none"), Resume::Required, |trainer| trainer);
    assert!(error.contains("there is no checkpoint"), "{error}");
    let mut trainer = adam().resume(Resume::IfPresent);
    let error = trainer
        .fit(&mut Net::new(1), &taught(40, 5, (0.3, 0.7)))
        .unwrap_err();
    assert!(error.to_string().contains("checkpoint(path, every)"), "{error}");
}

#[test]
fn a_path_that_cannot_be_written_is_refused_before_training() {
    let folder = tempfile::tempdir().unwrap();
    let nowhere = folder.path().join("missing").join("fit.checkpoint");
    refusal(&nowhere, Resume::Never, |trainer| trainer);
    for every in [
        Every::Epochs(0),
        Every::Updates(0),
        Every::Minutes(f64::NAN),
        Every::Minutes(-1.0),
    ] {
        let mut trainer = adam().checkpoint(folder.path().join("fit"), every);
        let error = trainer
            .fit(&mut Net::new(1), &taught(40, 5, (0.3, 0.7)))
            .unwrap_err();
        assert!(
            error.to_string().contains("the interval of `checkpoint`"),
            "{error}"
        );
    }
    assert!(files(folder.path()).is_empty());
}

type Configure = for<'a> fn(Trainer<'a, f64>) -> Trainer<'a, f64>;

#[test]
fn other_settings_are_named() {
    let (_folder, path) = finished();
    let others: [(Configure, &str); 16] = [
        (
            |trainer| trainer.batch_size(5),
            "batch_size: 4 in the file, 5 here",
        ),
        (|trainer| trainer.epochs(7), "epochs: 6 in the file, 7 here"),
        (|trainer| trainer.seed(1), "seed: 0 in the file, 1 here"),
        (
            |trainer| trainer.shuffle(false),
            "shuffle: true in the file, false here",
        ),
        (
            |trainer| trainer.clip_norm(0.1),
            "clip_norm: none in the file, 0.1 here",
        ),
        (
            |trainer| trainer.truncate(3),
            "steps of truncate: none in the file, 3 here",
        ),
        (
            |trainer| trainer.schedule(Cosine::default()),
            "schedule: from 1 to 1",
        ),
        (
            |trainer| trainer.schedule(|_: usize, _: usize| 0.5),
            "schedule: from 1 to 1",
        ),
        (
            |trainer| trainer.freeze(["hidden.alpha_s"]),
            "training of `hidden.alpha_s`",
        ),
        (
            |trainer| trainer.weight_decay(0.1),
            "training of `x_to_hidden.weight`",
        ),
        (|trainer| trainer.l2(0.1), "training of `x_to_hidden.weight`"),
        (
            |trainer| trainer.learning_rate_of("hidden.alpha_r", 0.1),
            "training of `hidden.alpha_r`",
        ),
        (|trainer| trainer.loss(Twice), "loss of `y`: mean squared error"),
        (
            |trainer| trainer.loss_of("y", Twice),
            "loss of `y`: mean squared error",
        ),
        (
            |trainer| trainer.restore_best(false).shuffle(true).batch_size(6),
            "batch_size",
        ),
        (|trainer| trainer.epochs(usize::MAX), "epochs: 6 in the file"),
    ];
    for (configure, difference) in others {
        let error = refusal(&path, Resume::IfPresent, configure);
        assert!(error.contains("it is of another fit"), "{error}");
        assert!(error.contains(difference), "{difference}: {error}");
    }
    let mut other = Trainer::new(Sgd::new(0.02)).batch_size(4).epochs(6);
    other = other
        .checkpoint(&path, Every::Epochs(1))
        .resume(Resume::IfPresent);
    let error = other
        .fit(&mut Net::new(1), &taught(40, 5, (0.3, 0.7)))
        .unwrap_err();
    assert!(error.to_string().contains("optimiser: Adam"), "{error}");
    assert!(error.to_string().contains("Sgd"), "{error}");
}

/// Another loss of the same name.
struct Twice;

impl Loss<f64> for Twice {
    fn name(&self) -> &'static str {
        "mean squared error"
    }

    fn error(&self, output: &[f64], target: &[f64], gradient: &mut [f64]) -> f64 {
        let error = crate::loss::MeanSquaredError.error(output, target, gradient);
        gradient.iter_mut().for_each(|gradient| *gradient *= 2.0);
        2.0 * error
    }
}

#[test]
fn the_weight_of_a_loss_is_told_apart_without_data_too() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("fit");
    let fit = |weight: f64| {
        let trainer = adam().loss(crate::loss::MeanSquaredError.weighted(weight));
        let mut trainer = trainer
            .checkpoint(&path, Every::Epochs(1))
            .resume(Resume::IfPresent);
        let made = trainer.fit_generated(&mut Net::new(1), |_, _| Ok(taught(4, 5, (0.3, 0.7))));
        made.map(drop).map_err(|error| error.to_string())
    };
    fit(0.5).unwrap();
    fit(0.5).unwrap();
    for other in [1.0, 50.0, 0.0] {
        let error = fit(other).unwrap_err();
        assert!(
            error.contains("loss of `y`: mean squared error times 0.5"),
            "{error}"
        );
    }
}

#[test]
fn other_data_and_other_networks_are_named() {
    let (_folder, path) = finished();
    let same: Configure = |trainer| trainer;
    let with_data = |data: Sequences<f64>| with(&path, Resume::IfPresent, same, &mut Net::new(1), &data);
    let data = || taught(40, 5, (0.3, 0.7));
    let changed = [
        taught(41, 5, (0.3, 0.7)),
        taught(40, 6, (0.3, 0.7)),
        data()
            .with_lengths([[20_usize; 39].as_slice(), &[19]].concat())
            .unwrap(),
        data()
            .with_weights(ndarray::Array2::from_elem((40, 20), 2.0))
            .unwrap(),
        data()
            .with_output_weights(ndarray::Array3::from_shape_fn((40, 20, 2), |(_, _, output)| {
                1.0 + output as f64
            }))
            .unwrap(),
    ];
    for data in changed {
        let error = with_data(data);
        assert!(
            error.contains("training data: 40 sequences of 20 steps"),
            "{error}"
        );
    }
    let error = with(&path, Resume::IfPresent, same, &mut Net::new(2), &data());
    assert!(error.contains("parameters before the first update"), "{error}");
    let valid = data();
    let mut trainer = adam()
        .checkpoint(&path, Every::Epochs(1))
        .resume(Resume::IfPresent);
    trainer = trainer.validate(&valid);
    let error = trainer.fit(&mut Net::new(1), &data()).unwrap_err();
    assert!(
        error.to_string().contains("validation data: none in the file"),
        "{error}"
    );

    let mut wider = crate::paper::Paper::<f64, 5>::new(1);
    let mut trainer = adam()
        .checkpoint(&path, Every::Epochs(1))
        .resume(Resume::IfPresent);
    let error = trainer.fit(&mut wider, &data()).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("layer `hidden` has size 4, activation sigmoid in the file, size 5"),
        "{error}"
    );
    let mut narrow = crate::paper::Paper::<f32, 4>::new(1);
    let inputs = data().inputs().mapv(|value| value as f32);
    let targets = data().targets().mapv(|value| value as f32);
    let narrow_data = Sequences::new(inputs, targets).unwrap();
    let mut trainer = Trainer::new(Adam::new(0.02)).batch_size(4).epochs(6);
    trainer = trainer
        .checkpoint(&path, Every::Epochs(1))
        .resume(Resume::IfPresent);
    let error = trainer.fit(&mut narrow, &narrow_data).unwrap_err();
    assert!(
        error.to_string().contains("scalar: f64 in the file, f32 here"),
        "{error}"
    );
}

#[test]
fn a_loss_that_cannot_say_what_it_makes_of_a_target_is_no_obstacle() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("fit");
    let data = taught(40, 5, (0.3, 0.7));
    let fit = || {
        let trainer = adam().loss(Poisson).checkpoint(&path, Every::Epochs(1));
        trainer
            .resume(Resume::IfPresent)
            .fit(&mut Net::new(1), &data)
            .unwrap()
    };
    assert_eq!(fit(), fit());
}

#[test]
fn ensembles_that_are_cut_otherwise_are_another_fit() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("fit");
    let data = taught(40, 5, (0.3, 0.7));
    let fit = |networks: u64| {
        let mut nets = Ensemble::<Net>::new(0..networks);
        let trainer = adam().lockstep(true).checkpoint(&path, Every::Epochs(1));
        let mut trainer = trainer.resume(Resume::IfPresent);
        trainer
            .fit(&mut nets, &data)
            .map(|_| ())
            .map_err(|error| error.to_string())
    };
    fit(18).unwrap();
    assert_eq!(
        files(folder.path()),
        ["fit.0", "fit.0.older", "fit.16", "fit.16.older"]
    );
    let error = fit(17).unwrap_err();
    assert!(
        error.contains("fit.16") && error.contains("networks in lockstep: 2 from number 16 in the file, 1"),
        "{error}"
    );
    // Before any network is trained.
    let mut trainer = adam().lockstep(true).checkpoint(&path, Every::Epochs(1));
    fs::remove_file(folder.path().join("fit.0")).unwrap();
    fs::remove_file(folder.path().join("fit.0.older")).unwrap();
    let error = trainer.fit(&mut Ensemble::<Net>::new(0..18), &data).unwrap_err();
    assert!(error.to_string().contains("fit.16"), "{error}");
    assert_eq!(files(folder.path()), ["fit.16", "fit.16.older"]);
}
