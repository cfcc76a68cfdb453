//! Whose weights and folders are whose.

use std::path::Path;

use super::*;

/// The bytes of the weights that `scores.csv` names, of the first row and seed.
fn weights(out: &Path) -> (PathBuf, Vec<u8>) {
    let table = fs::read_to_string(out.join("scores.csv")).unwrap();
    let row = table.lines().nth(1).unwrap();
    let folder = row.rsplit(',').next().unwrap().trim_matches('"');
    let file = out.join(folder).join("1.safetensors");
    let bytes = fs::read(&file).unwrap();
    (file, bytes)
}

#[test]
fn weights_are_those_of_the_page_and_are_made_again_where_they_are_lost() {
    let folder = Folder::crcns("weights", 4);
    let out = folder.0.join("out");
    let fitted = |epochs: &str| {
        folder.run(&["--epochs", epochs]).unwrap();
        weights(&out)
    };
    let (long, short, again) = (fitted("3"), fitted("1"), fitted("3"));
    assert_ne!(long, short);
    assert_eq!(long, again);
    fs::remove_file(&long.0).unwrap();
    // The row names those of the fit that it is of, and no rest of the one that was lost.
    let (file, bytes) = fitted("3");
    assert_ne!(file, long.0);
    assert_eq!(bytes, long.1);
    // Found again from now on.
    let written = fs::metadata(&file).unwrap().modified().unwrap();
    assert_eq!(fitted("3").0, file);
    assert_eq!(fs::metadata(&file).unwrap().modified().unwrap(), written);
}

#[test]
fn a_neuron_has_its_fit_whichever_others_are_asked_for() {
    let folder = Folder::crcns("asked", 4);
    for song in 1..=4 {
        for kind in ["stim", "spike"] {
            let own = fs::read(folder.0.join(format!("cells/blue/song/{kind}{song}"))).unwrap();
            folder.write(&format!("cells/red/song/{kind}{song}"), own);
        }
    }
    let found = folder.find(&[]).unwrap();
    let split = split::choose(&found, None).unwrap();
    let heard = hear(found, &split, &folder.0).unwrap();
    let names = |neurons: &[&str]| -> Vec<String> {
        let neurons: Vec<String> = neurons.iter().map(|name| name.to_string()).collect();
        let apart = apart(&heard.recordings, &neurons, &split, &heard.silence).unwrap();
        apart.into_iter().map(|own| own.name).collect()
    };
    assert_eq!(names(&["blue", "red"]), ["0_blue", "1_red"]);
    assert_eq!(names(&["red"]), ["1_red"]);
}

#[test]
fn what_is_found_goes_to_no_folder_of_something_else() {
    let folder = Folder::crcns("outputs", 3);
    let other = Folder::new("outputs_of_another");
    let prepare = |source: &Path, out: &Path| {
        let out = out.to_str().unwrap();
        let options = Arguments::parse_from(["statenet", "--out", out]).options;
        output::prepare(&options, source)
    };
    let fault = |source: &Path, out: &Path| format!("{:#}", prepare(source, out).unwrap_err());
    assert!(fault(&folder.0, &folder.0).contains("`--out` names the folder of the recordings"));
    // However it is spelled.
    let spelled = folder.0.join("cells/..");
    assert!(fault(&folder.0, &spelled).contains("`--out` names the folder of the recordings"));
    assert!(fault(&folder.0, &folder.0.join("sounds")).contains("holds files of something else"));
    assert!(folder.0.join("sounds/song_1.wav").is_file());

    let out = folder.0.join("out");
    assert_eq!(prepare(&folder.0, &out).unwrap(), out);
    assert_eq!(prepare(&folder.0.join("cells/.."), &out).unwrap(), out);
    let fault = fault(&other.0, &out);
    let held = format!(
        "holds what was found of `{}`",
        folder.0.canonicalize().unwrap().display()
    );
    assert!(fault.contains(&held) && fault.contains("by `--out`"), "{fault}");
}

#[test]
fn folders_of_one_name_do_not_share_theirs() {
    let parent = Folder::new("same_names");
    let name = format!("same_{}", std::process::id());
    let sources = ["a", "b"].map(|above| {
        let path = parent.0.join(above).join(&name);
        fs::create_dir_all(&path).unwrap();
        path
    });
    let options = Arguments::parse_from(["statenet"]).options;
    let out = |source: &PathBuf| Folder(output::prepare(&options, source).unwrap());
    let (first, second) = (out(&sources[0]), out(&sources[1]));
    assert_eq!(first.0, Path::new("runs").join(format!("statenet-{name}")));
    let second_name = second.0.file_name().unwrap().to_string_lossy().into_owned();
    assert!(
        second_name.starts_with(&format!("statenet-{name}-")),
        "{second_name}"
    );
    // Each is found again, however its recordings are spelled: by `.` in their folder too.
    let again = |source: &Path| output::prepare(&options, &source.join(".")).unwrap();
    assert_eq!(
        [again(&sources[0]), again(&sources[1])],
        [first.0.clone(), second.0.clone()]
    );
}
