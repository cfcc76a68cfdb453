//! What the macro says about faults, each folder a kind of fault. What it accepts without a word are programs, in `pass`.
//!
//! `TRYBUILD=overwrite cargo test --package aru-errors` writes the expected text anew; read the difference before you
//! keep it.

use trybuild::TestCases;

fn folder(faults: &str) {
    TestCases::new().compile_fail(format!("{faults}/*.rs"));
}

#[test]
fn activations() {
    folder("activations");
}

#[test]
fn attributes() {
    folder("attributes");
}

#[test]
fn bounds() {
    folder("bounds");
}

/// What only rustc can know, as the value of a size. It must say it once, at the text of the user.
#[test]
fn by_rustc() {
    folder("by_rustc");
}

#[test]
fn constants() {
    folder("constants");
}

/// Which pairs a link joins, and signs.
#[test]
fn constraints() {
    folder("constraints");
}

/// What bands read, what is added as it is, and links into one port.
#[test]
fn forms() {
    folder("forms");
}

#[test]
fn functions() {
    folder("functions");
}

#[test]
fn gates() {
    folder("gates");
}

/// A declaration that is being written: one error, and everything else resolves.
#[test]
fn half_typed() {
    folder("half_typed");
}

#[test]
fn learned_delays() {
    folder("learned_delays");
}

#[test]
fn links() {
    folder("links");
}

#[test]
fn many_at_once() {
    folder("many_at_once");
}

#[test]
fn names() {
    folder("names");
}

#[test]
fn noise() {
    folder("noise");
}

#[test]
fn settings() {
    folder("settings");
}

#[test]
fn sizes() {
    folder("sizes");
}

#[test]
fn syntax() {
    folder("syntax");
}

#[test]
fn time() {
    folder("time");
}

#[test]
fn units() {
    folder("units");
}

/// An expectation written while something was broken would keep it so.
#[test]
fn every_expected_text_is_the_macros_own() {
    let entries = std::fs::read_dir(".").expect("the folders");
    let entries = entries.map(|entry| entry.expect("an entry").path());
    for folder in entries.filter(|path| path.is_dir()) {
        for file in std::fs::read_dir(folder).expect("the cases") {
            let path = file.expect("a file").path();
            if path.extension().is_some_and(|extension| extension == "stderr") {
                let text = std::fs::read_to_string(&path).expect("an expectation");
                if path.starts_with("./by_rustc") {
                    let count = text.matches("error[").count() + text.matches("error:").count();
                    assert!(count <= 2, "{count} errors for one fault in {}", path.display());
                    continue;
                }
                assert!(!text.contains("panicked"), "{}", path.display());
                assert!(
                    !text.contains("error["),
                    "an error of rustc itself in {}",
                    path.display()
                );
            }
        }
    }
}

/// Norms of drives.
#[test]
fn norms() {
    folder("norms");
}

/// Outputs of any unit.
#[test]
fn outputs() {
    folder("outputs");
}

/// Numbers that bands or channels share.
#[test]
fn scopes() {
    folder("scopes");
}

/// What parameters start from: logarithms and functions.
#[test]
fn starts() {
    folder("starts");
}

/// Models of auditory neurons by their names.
#[test]
fn zoo() {
    folder("zoo");
}
