//! The order of the floors: a file may use its own floor and those below it, never one above.

use std::fs;
use std::path::{Path, PathBuf};

/// From the ground up. `lib.rs` and the door for emitted code (`private.rs`) see all of them.
const FLOORS: [&str; 11] = [
    "error", "names", "warnings", "system", "files", "numerics", "network", "data", "loss", "run", "training",
];

#[test]
fn imports_go_down() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&source, &mut files);
    let mut upwards = Vec::new();
    let mut downwards = 0;
    for file in &files {
        let place: Vec<&str> = file.iter().map(|part| part.to_str().unwrap()).collect();
        let Some(own) = floor(place[0].trim_end_matches(".rs")) else {
            continue;
        };
        let text = fs::read_to_string(source.join(file)).unwrap();
        for (line, used) in uses(&text, depth(&place)) {
            let Some(theirs) = floor(&used) else { continue };
            downwards += usize::from(theirs < own);
            if theirs > own {
                upwards.push(format!("{}:{line} uses `{used}`", file.display()));
            }
        }
    }
    assert!(downwards > 100, "the imports were not found");
    assert!(
        upwards.is_empty(),
        "from the ground up the floors are {FLOORS:?}; against that order:\n{}",
        upwards.join("\n")
    );
}

#[test]
fn an_arrow_upwards_is_found() {
    let text = "use crate::run::tile::Tile;\n/// [`Trainer`](crate::training::Trainer)\nfn f() { super::super::loss::g() }\n\
                #[cfg(test)]\nmod tests {\n    use crate::training::Trainer;\n}\n";
    assert_eq!(uses(text, 2), [(1, "run".to_owned()), (3, "loss".to_owned())]);
    assert_eq!(uses(text, 3), [(1, "run".to_owned())]);
    assert_eq!(
        uses("use crate::{\n    error::Result,\n    data::sequences,\n};", 1),
        [
            (1, "error".to_owned()),
            (1, "data".to_owned()),
            (1, String::new())
        ]
    );
    assert!(floor("Network") > floor("numerics"));
    assert!(floor("__private") > floor("training"));
}

/// What stands at the root of the crate under another name, and its floor.
const RE_EXPORTED: [(&str, &str); 6] = [
    ("Error", "error"),
    ("Result", "error"),
    ("Scalar", "numerics"),
    ("description", "network"),
    ("Network", "run"),
    ("Declared", "run"),
];

/// The place of a floor from the ground; the door for emitted code lies above all.
fn floor(name: &str) -> Option<usize> {
    if name == "__private" {
        return Some(FLOORS.len());
    }
    let own = RE_EXPORTED.iter().find(|(known, _)| *known == name);
    let name = own.map_or(name, |(_, floor)| floor);
    FLOORS.iter().position(|&floor| floor == name)
}

/// How many `super` lead from a file's module to the root of the crate.
fn depth(place: &[&str]) -> usize {
    place.len()
}

/// Every file but those of tests, from the root of the sources.
fn collect(source: &Path, files: &mut Vec<PathBuf>) {
    let mut waiting = vec![source.to_owned()];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap();
            if name == "tests" {
                continue;
            }
            if path.is_dir() {
                waiting.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                files.push(path.strip_prefix(source).unwrap().to_owned());
            }
        }
    }
    files.sort();
}

/// The modules at the root of the crate that a file uses outside comments and tests, with the line.
fn uses(text: &str, depth: usize) -> Vec<(usize, String)> {
    let code = text.split("#[cfg(test)]\nmod tests").next().unwrap();
    let code: Vec<&str> = code
        .lines()
        .map(|line| line.split("//").next().unwrap())
        .collect();
    let code = code.join("\n");
    let up = "super::".repeat(depth);
    let mut found = Vec::new();
    for root in ["crate::", up.as_str()] {
        for (start, _) in code.match_indices(root) {
            let before = &code[..start];
            if before.ends_with("super::") {
                continue;
            }
            let number = 1 + before.matches('\n').count();
            let rest = &code[start + root.len()..];
            let names = match rest.strip_prefix('{') {
                Some(list) => top_level(list),
                None => vec![rest],
            };
            let names = names.into_iter().map(|name| {
                let end = name.find(|c: char| !(c.is_alphanumeric() || c == '_'));
                name[..end.unwrap_or(name.len())].to_owned()
            });
            found.extend(names.map(|name| (number, name)));
        }
    }
    found.sort_by_key(|&(number, _)| number);
    found
}

/// The entries of a list of imports, up to its closing brace.
fn top_level(list: &str) -> Vec<&str> {
    let (mut depth, mut start, mut entries) = (0_usize, 0, Vec::new());
    for (place, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => {
                entries.push(list[start..place].trim());
                return entries;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                entries.push(list[start..place].trim());
                start = place + 1;
            }
            _ => {}
        }
    }
    entries.push(list[start..].trim());
    entries
}
