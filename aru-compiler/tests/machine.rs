//! The same declaration gives the same program on every machine, wasm32 among them: the compiler knows no clock, thread,
//! file, environment or chance.

use std::fs;
use std::path::Path;

#[test]
fn the_compiler_asks_nothing_of_its_machine() {
    const REFUSED: [&str; 14] = [
        "std::time",
        "std::thread",
        "std::fs",
        "std::env",
        "std::io",
        "std::net",
        "std::process",
        "std::os",
        "rand",
        "HashMap",
        "HashSet",
        "RandomState",
        "Instant",
        "SystemTime",
    ];
    // Whether this thread panics is known where there is one only.
    const KNOWN: &str = "std::thread::panicking";
    let mut files = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    assert!(files.len() > 70, "only {} files were found", files.len());
    for (name, text) in files {
        for word in REFUSED {
            let mut lines = text.lines().enumerate();
            let is_word = |line: &str| {
                let parts = line.split(|part: char| !(part.is_alphanumeric() || "_:".contains(part)));
                let mut parts = parts.map(|part| part.trim_start_matches(':'));
                parts.any(|part| part != KNOWN && (part == word || part.starts_with(&format!("{word}::"))))
            };
            let code = |line: &str| line.split("//").next().unwrap_or("").to_owned();
            let found = lines.find(|(_, line)| is_word(&code(line)));
            assert!(found.is_none(), "`{word}` in {name}: {found:?}");
        }
        // A list of imports would hide what is in it.
        assert!(!text.contains("std::{"), "a list of imports from `std` in {name}");
    }
}

/// What it depends on is as pure: lexers, tables of characters, text.
#[test]
fn so_do_its_dependencies() {
    let manifest = include_str!("../Cargo.toml");
    let table = manifest
        .split("[dependencies]")
        .nth(1)
        .and_then(|rest| rest.split("\n[").next());
    let lines = table.expect("the dependencies").lines();
    let names: Vec<&str> = lines
        .filter_map(|line| line.split_once(" = ").map(|(name, _)| name))
        .collect();
    assert_eq!(
        names,
        [
            "annotate-snippets",
            "proc-macro2",
            "quote",
            "strsim",
            "syn",
            "unicode-ident"
        ]
    );
}

/// The files of the library; its tests read files.
fn collect(folder: &Path, files: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.file_stem().is_some_and(|stem| stem == "tests") {
            continue;
        }
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).expect("a file");
            files.push((path.display().to_string(), text));
        }
    }
}
