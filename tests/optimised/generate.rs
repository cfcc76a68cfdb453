//! Writes tests/generated and checks that it is up to date: `UPDATE_EXPECT=1 cargo test --package
//! aru-optimised-tests --test generate`.
//!
//! `declarations.rs` holds the declarations that tests/emitted/interpreter.rs runs, `features.txt` shows that between them
//! they have every pair of features of the language, and `facts.txt` what each of them means.

mod generator;

use std::path::Path;

fn assert_up_to_date(file: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../generated")
        .join(file);
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(&path, text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    }
    let written =
        std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    assert!(
        written == text,
        "{} is out of date; run with UPDATE_EXPECT=1",
        path.display()
    );
}

#[test]
fn generated_files_are_what_the_generator_writes() {
    let (declarations, pairs) = generator::declarations();
    assert_up_to_date("declarations.rs", &generator::declarations_file(&declarations));
    assert_up_to_date("facts.txt", &generator::facts_file(&declarations));
    assert_up_to_date("features.txt", &pairs.table(&declarations));
    let faults = pairs.faults();
    assert!(
        faults.is_empty(),
        "{} pairs are amiss:\n{}",
        faults.len(),
        faults.join("\n")
    );
}
