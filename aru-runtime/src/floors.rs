//! The order of the floors: a file may use its own floor and those below it, never one above.

use std::fs;
use std::path::{Path, PathBuf};

/// From the ground up. `lib.rs` and the door for emitted code (`private.rs`) see all of them.
const FLOORS: [&str; 9] = [
    "error", "names", "files", "numerics", "network", "data", "loss", "run", "training",
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
        uses("use crate::{error::Result, data::sequences};", 1),
        [(1, "error".to_owned()), (1, "data".to_owned())]
    );
}

fn floor(name: &str) -> Option<usize> {
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
    let up = "super::".repeat(depth);
    let mut found = Vec::new();
    for (number, line) in (1..).zip(code.lines()) {
        let line = line.split("//").next().unwrap();
        for root in ["crate::", up.as_str()] {
            for (start, _) in line.match_indices(root) {
                if start > 0 && line[..start].ends_with("super::") {
                    continue;
                }
                let rest = &line[start + root.len()..];
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
    }
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
