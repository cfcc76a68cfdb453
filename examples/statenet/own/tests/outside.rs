//! Predictions that cannot stand in the table.

use super::*;

/// Of the last song of four, 100 bins; NaN in one.
fn write(folder: &Folder, file: &str, value: f32) -> String {
    let path = folder.0.join(file);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let mut rates = Array2::from_shape_fn((100, 1), |(bin, _)| bin as f32);
    rates[[7, 0]] = value;
    Npz::new().array("song_4", &rates).write(&path).unwrap();
    path.to_str().unwrap().to_string()
}

#[test]
fn wrong_predictions_are_told_of_before_anything_is_trained() {
    let folder = Folder::crcns("untrained", 4);
    let file = write(&folder, "p/nan.npz", f32::NAN);
    let fault = format!("{:#}", folder.run(&["--predictions", &file]).err().unwrap());
    assert!(
        fault.contains("nan.npz`: the prediction of `blue` in bin 7 of `song_4.wav` is NaN"),
        "{fault}"
    );
    assert!(!folder.0.join("out/weights").exists());
}

#[test]
fn neurons_that_are_not_compared_may_have_any_prediction() {
    let clip = |name: &str| {
        let responses = [Some(Array2::ones((2, 5))), Some(Array2::ones((2, 5)))];
        aru::auditory::recordings::Clip::new(name, Array2::zeros((5, 1)), responses).unwrap()
    };
    let recordings = Recordings::new(0.005, ["x", "y"], [clip("a"), clip("b")]).unwrap();
    let folder = Folder::new("not_compared");
    let path = folder.0.join("p.npz");
    let mut rates = Array2::<f32>::ones((5, 2));
    rates[[3, 1]] = f32::INFINITY;
    Npz::new().array("b", &rates).write(&path).unwrap();
    let predictions = predictions::read(&path, &recordings, &[1]).unwrap();
    let of = |name: &str| predictions.of(&recordings.neuron(name).unwrap().select([1]).unwrap());
    assert_eq!(of("x").unwrap(), Array3::<f32>::ones((1, 5, 1)));
    let fault = of("y").unwrap_err().to_string();
    assert!(fault.contains("of `y` in bin 3 of `b` is inf"), "{fault}");
}

#[test]
fn two_models_of_one_name_are_refused() {
    let folder = Folder::crcns("names", 4);
    let fault = |files: &[&str]| {
        let arguments: Vec<&str> = files.iter().flat_map(|file| ["--predictions", *file]).collect();
        format!("{:#}", folder.run(&arguments).err().unwrap())
    };
    let model = write(&folder, "p/LN.npz", 0.0);
    assert!(fault(&[&model]).contains("in the table as `LN`, the name of a model; rename the file"));
    let (one, other) = (write(&folder, "a/p.npz", 0.0), write(&folder, "b/p.npz", 0.0));
    let fault = fault(&[&one, &other]);
    assert!(
        fault.contains("two files of predictions are called `p`"),
        "{fault}"
    );
    assert!(!folder.0.join("out/weights").exists());
}
