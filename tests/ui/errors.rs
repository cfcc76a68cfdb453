//! What the macro says about faults, each folder a kind of fault. What it accepts without a word are programs, in `pass`.
//!
//! `TRYBUILD=overwrite cargo test --package aru-errors` writes the expected text anew; read the difference before you
//! keep it. `cargo test --package aru-errors -- trybuild=norms` tries those alone whose path has that word.

use std::path::PathBuf;

use trybuild::TestCases;

/// What only rustc can know, as the value of a size, is `by_rustc`: it must say it once, at the text of the user. `half_typed`
/// are declarations that are being written: one error, and everything else resolves.
fn folders() -> impl Iterator<Item = PathBuf> {
    let entries = std::fs::read_dir(".").expect("the folders");
    let paths = entries.map(|entry| PathBuf::from(entry.expect("an entry").file_name()));
    paths.filter(|path| path.is_dir() && !path.ends_with("pass"))
}

/// One set of cases for all folders: cargo is called once, and rustc runs on every core.
#[test]
fn every_fault_is_named_where_it_was_written() {
    let cases = TestCases::new();
    for folder in folders() {
        cases.compile_fail(folder.join("*.rs"));
    }
}

/// An expectation written while something was broken would keep it so.
#[test]
fn every_expected_text_is_the_macros_own() {
    for folder in folders() {
        for file in std::fs::read_dir(folder).expect("the cases") {
            let path = file.expect("a file").path();
            if path.extension().is_some_and(|extension| extension == "stderr") {
                let text = std::fs::read_to_string(&path).expect("an expectation");
                if path.starts_with("by_rustc") {
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
