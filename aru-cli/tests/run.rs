//! `aru run` and `aru export`: a fit used on new data, and elsewhere.

mod support;

use aru::ndarray::Array3;
use aru::recording::Recording;
use support::{NET, Place};

/// A place with a fit in `fit/`.
fn fitted() -> Place {
    let place = Place::new();
    place.write("net.aru", NET);
    place.write_recordings("data.npz", 12, 120);
    place
        .aru(
            "train net.aru data.npz --set H=4 --axes sequence-step --quiet --epochs 60 --rate 0.01 --out fit",
        )
        .well();
    place
}

#[test]
fn outputs_are_in_the_units_of_the_data() {
    let place = fitted();
    place.write_recordings("new.npz", 3, 80);
    let ran = place
        .aru("run fit/network.safetensors new.npz --out predicted.npz")
        .well();
    assert!(
        ran.out
            .starts_with("`Leaky`: 3 sequences of 80 steps\ny: correlation 0."),
        "{}",
        ran.out
    );
    let predicted: Array3<f32> = Recording::open(place.path("predicted.npz"))
        .unwrap()
        .array("y")
        .unwrap();
    assert_eq!(predicted.dim(), (3, 80, 1));
    let mean = predicted.mean().unwrap();
    assert!(
        (mean - 10.0).abs() < 2.0,
        "targets are about 10, and the mean is {mean}"
    );

    // The folder, and the text with the weights, are the same network.
    place.aru("run fit new.npz --out again.npz").well();
    place
        .aru("run net.aru new.npz --set H=4 --weights fit/network.safetensors --out third.npz")
        .well();
    let bytes = |name: &str| std::fs::read(place.path(name)).unwrap();
    assert!(bytes("again.npz") == bytes("predicted.npz"));
    assert!(bytes("third.npz") == bytes("predicted.npz"));

    place.aru("run fit new.npz --raw --out raw.npz").well();
    assert!(bytes("raw.npz") != bytes("predicted.npz"));

    // A file of its own holds its declaration, and no scales.
    std::fs::copy(
        place.path("fit/network.safetensors"),
        place.path("alone.safetensors"),
    )
    .unwrap();
    place
        .aru("run alone.safetensors new.npz --axes sequence-step --out alone.npz")
        .well();
    assert!(bytes("alone.npz") == bytes("raw.npz"));
}

#[test]
fn outputs_are_lines_of_a_table_too_and_traces_hold_every_state() {
    let place = fitted();
    place.aru("run fit data.npz --out predicted.csv").well();
    let table = place.read("predicted.csv");
    assert_eq!(table.lines().count(), 1 + 12 * 120);
    assert!(table.starts_with("sequence,step,y\n0,0,"), "{}", &table[..40]);
    place.aru("run fit data.npz --trace --out trace.npz").well();
    let trace = Recording::open(place.path("trace.npz")).unwrap();
    let names: Vec<&str> = trace.names().collect();
    assert!(
        names.contains(&"y") && names.contains(&"hidden.rate"),
        "{names:?}"
    );
    place
        .aru("run fit data.npz --trace --out trace.csv")
        .refused(1, &["ends in .npz"]);
    place
        .aru("run fit data.npz --out trace.txt")
        .refused(1, &["neither .npz nor .csv"]);
}

#[test]
fn another_network_or_a_file_of_something_else_is_refused() {
    let place = fitted();
    place.write("other.safetensors", "nothing of the kind");
    place
        .aru("run net.aru data.npz --set H=5 --axes sequence-step --weights fit/network.safetensors")
        .refused(
            1,
            &["`fit/network.safetensors` holds another network than `Leaky`"],
        );
    place
        .aru("run other.safetensors data.npz")
        .refused(1, &["cannot read `other.safetensors`"]);
    place
        .aru("run missing.safetensors data.npz")
        .refused(1, &["there is no file `missing.safetensors`"]);
    place
        .aru("run fit data.npz --set H=4")
        .refused(1, &["`--set` and `--net` are for texts"]);
    place
        .aru("run fit net.aru")
        .refused(1, &["cannot read `net.aru`", ".npz"]);
    place
        .aru("run fit missing.npz")
        .refused(1, &["cannot read `missing.npz`"]);
    std::fs::write(place.path("fit/fit.json"), "{").unwrap();
    place
        .aru("run fit data.npz")
        .refused(1, &["cannot read `fit/fit.json`"]);
}

#[test]
fn a_fit_is_exported_as_every_language() {
    let place = fitted();
    for (format, word) in [
        ("pytorch", "class Leaky("),
        ("latex", r"\begin{align"),
        ("svg", "<title>Leaky</title>"),
        ("dot", "digraph \"Leaky\""),
        ("c", "void Leaky_step("),
        ("json", "\"name\":\"Leaky\""),
    ] {
        let ran = place.aru(&format!("export fit --to {format}")).well();
        assert!(ran.out.contains(word), "{format}: {}", ran.out);
        place
            .aru(&format!("export fit --to {format} --out net.out"))
            .well();
        assert_eq!(place.read("net.out"), ran.out, "{format}");
        let computes = ["pytorch", "c"].contains(&format);
        assert_eq!(
            ran.told.contains("as they were scaled for training"),
            computes,
            "{}",
            ran.told
        );
    }
    let drawn = place.aru("export net.aru --set H=4 --to c --f64").well();
    assert!(
        drawn.out.contains("const double *x") && drawn.told.contains("no weights were named"),
        "{}",
        drawn.told
    );
    place.aru("export fit --to matlab").refused(2, &["pytorch"]);
    place
        .aru("export fit --to c --out no/such/folder.c")
        .refused(1, &["cannot write `no/such/folder.c`"]);
}
