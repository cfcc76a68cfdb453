//! The same folder, spelled and divided in other ways.

use super::*;

fn fault(found: Result<Found>) -> String {
    match found {
        Ok(found) => panic!("{}", found.form()),
        Err(fault) => format!("{fault:#}"),
    }
}

/// Two cells, whose files lie in their own folders.
fn without_classes(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write("sounds/a.wav", wav(&[1; 1600]));
    for cell in ["blue", "red"] {
        folder.write(&format!("data/cells/{cell}/stim1"), "a.wav\n");
        folder.write(&format!("data/cells/{cell}/spike1"), "10 20\n");
    }
    folder
}

#[test]
fn folders_are_found_however_they_are_spelled() {
    let folder = without_classes("spelled");
    for cells in ["data/cells", "./data/cells", "data/../data/cells/"] {
        let found = folder.find(&["--cells", cells, "--sounds", "./sounds"]).unwrap();
        assert_eq!(found.form(), "2 cells in the form of CRCNS", "{cells}");
    }
    let missing = fault(folder.find(&["--cells", "cels"]));
    assert!(
        missing.contains("`--cells cels`: there is no such folder in"),
        "{missing}"
    );
    let flat = Folder::new("spelled_flat");
    flat.write("sounds/a.wav", wav(&[1; 1600]));
    flat.write("cells/blue/stim1", "a.wav\n");
    let sounds = fault(flat.find(&["--cells", "sounds"]));
    assert!(
        sounds.contains("has `stim1` and so on in it; name the folder"),
        "{sounds}"
    );
}

/// `src` is a folder of the working directory.
#[test]
fn a_folder_within_comes_before_one_of_the_working_directory() {
    let folder = without_classes("within");
    for cell in ["blue", "red", "green"] {
        folder.write(&format!("src/{cell}/stim1"), "a.wav\n");
        folder.write(&format!("src/{cell}/spike1"), "10 20\n");
    }
    assert!(PathBuf::from("src").is_dir());
    let found = folder.find(&["--cells", "src"]).unwrap();
    assert_eq!(found.form(), "3 cells in the form of CRCNS");
}

#[test]
fn a_cell_with_two_classes_is_not_two_cells() {
    let folder = Folder::crcns("two_classes", 3);
    folder.write("cells/blue/ripple/stim1", "song_1.wav\n");
    folder.write("cells/blue/ripple/spike1", "10 20\n");
    let unclear = fault(folder.find(&[]));
    assert!(unclear.contains("is one cell that heard sounds of the classes ripple, song, or the folder"));
    let one = folder.find(&["--class", "song"]).unwrap();
    assert_eq!(one.form(), "1 cells in the form of CRCNS");
    let two = folder.find(&["--cells", "cells/blue"]).unwrap();
    assert_eq!(two.form(), "2 cells in the form of CRCNS");
}

#[test]
fn songs_of_cells_that_were_heard_several_times_test() {
    let folder = Folder::crcns("heard_once", 4);
    for song in [1, 3, 4] {
        folder.write(&format!("cells/blue/song/spike{song}"), "10 20\n");
    }
    let split = split::choose(&folder.find(&[]).unwrap(), None).unwrap();
    assert_eq!(
        (split.train, split.validate, split.test),
        (vec![0, 2], vec![3], vec![1])
    );
}

#[test]
fn a_missing_trial_is_told_and_makes_no_other_score() {
    let folder = Folder::crcns("missing_trial", 6);
    let file = folder.0.join("cells/blue/song/spike6");
    let trials = fs::read_to_string(&file).unwrap();
    let two: Vec<&str> = trials.lines().take(2).collect();
    fs::write(&file, two.join("\n") + "\n").unwrap();
    let report = folder.run(&["--split", "3,1,2"]).unwrap();
    let told = (
        "trials".to_string(),
        "blue had 2 to 3 a test song: the first 2 count".to_string(),
    );
    assert!(report.settings().contains(&told), "{:?}", report.settings());
    let table = fs::read_to_string(folder.0.join("out/scores.csv")).unwrap();
    assert!(table.lines().nth(1).unwrap().contains(",2,"), "{table}");
}

#[test]
fn a_neuron_that_heard_no_song_is_left_out() {
    let folder = Folder::new("deaf");
    for song in ["a", "b"] {
        let responses = Array3::from_shape_fn((3, 1, 20), |(neuron, _, bin)| match neuron {
            1 => f64::NAN,
            _ => f64::from(u8::from(bin % 3 == 0)),
        });
        Npz::new()
            .array("sound", &Array2::<f64>::zeros((20, 18)))
            .array("responses", &responses)
            .array("dt", &arr0(0.01))
            .write(folder.0.join(format!("{song}.npz")))
            .unwrap();
    }
    let Found::Arrays(recordings, _) = folder.find(&[]).unwrap() else {
        panic!("arrays");
    };
    assert_eq!(recordings.neurons(), ["neuron 0", "neuron 2"]);
    let refused = fault(folder.find(&["--class", "song", "--cells", "x"]));
    assert!(
        refused.contains("`--cells`, `--class` is of the form of CRCNS"),
        "{refused}"
    );
    // Predictions beside the songs are none.
    let beside = folder.0.join("b.npz");
    let found = folder.find(&["--predictions", beside.to_str().unwrap()]).unwrap();
    assert_eq!(found.form(), "1 songs as arrays");
}
