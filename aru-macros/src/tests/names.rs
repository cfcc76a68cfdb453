//! Names of emitted code beside those of a user's crate.

use super::reference::reference_cases;
use super::{faults, tokens};

/// The text of an expansion, word by word.
fn words(source: &str) -> Vec<String> {
    let file = syn::parse2(crate::compile(tokens(source))).expect("the expansion is a Rust file");
    let text = prettyplease::unparse(&file);
    let code = text.lines().filter(|line| !line.trim_start().starts_with("///"));
    let is_part = |character: char| character.is_alphanumeric() || character == '_';
    let mut words = vec![String::new()];
    for character in code.flat_map(|line| line.chars().chain(['\n'])) {
        match words.last_mut() {
            Some(word) if is_part(character) => word.push(character),
            _ if character.is_whitespace() => words.push(String::new()),
            _ => words.extend([character.to_string(), String::new()]),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// A pattern that is called like a constant, a static or a unit struct in scope is that, and no new variable.
#[test]
fn every_local_has_a_name_that_no_item_has() {
    let mut count = 0;
    for (path, case) in reference_cases() {
        let words = words(&case);
        for start in 0..words.len() {
            let end = match words[start].as_str() {
                "let" => "=",
                "for" if words[start + 1] != "#" => "in",
                _ => continue,
            };
            let pattern: Vec<&str> = words[start + 1..].iter().map(String::as_str).collect();
            let Some(end) = pattern.iter().position(|word| *word == end || *word == "{") else {
                continue;
            };
            if pattern[end] == "{" {
                // `impl Trait for Type {`
                continue;
            }
            for word in &pattern[..end] {
                let is_name = word.starts_with(|first: char| first.is_alphanumeric() || first == '_');
                if is_name && !["_", "mut"].contains(word) {
                    assert!(word.starts_with("__aru_"), "`{word}` in {pattern:?} of {path}");
                    count += 1;
                }
            }
        }
    }
    assert!(count > 500, "only {count} bindings were recognised");
}

/// Everything is reached by an absolute path, by the one alias of the library, or is declared by the user.
#[test]
fn no_primitive_type_is_named_by_itself() {
    for (path, case) in reference_cases() {
        let words = words(&case);
        for (at, word) in words.iter().enumerate() {
            if [
                "usize", "u64", "f32", "f64", "bool", "str", "Vec", "Option", "Some", "None",
            ]
            .contains(&word.as_str())
            {
                assert_eq!(words[at - 1], ":", "`{word}` without a path in {path}");
            }
            assert_ne!(word, "allow", "what a crate forbids it cannot allow: {path}");
        }
    }
}

const BODY: &str = "struct N { input x: 1; output y: 1; x -> y; }";

#[test]
fn the_library_has_the_path_that_is_given() {
    for (path, used) in [
        ("rnn", "use rnn as __aru"),
        ("::a::b", "use :: a :: b as __aru"),
        ("crate::c", "use crate :: c as __aru"),
    ] {
        let emitted = crate::compile(tokens(&format!("crate: {path}; {BODY}"))).to_string();
        assert!(emitted.contains(used), "{emitted}");
        assert!(!emitted.contains(":: aru"), "{emitted}");
        // After a fault too.
        let stub =
            crate::compile(tokens(&format!("crate: {path}; {} ", BODY.replace("1;", ";")))).to_string();
        assert!(stub.contains(used), "{stub}");
    }
}

#[test]
fn a_path_of_the_library_that_is_none_is_told() {
    let first = |source: &str| faults(source).remove(0);
    assert!(first(&format!("crate: 1; {BODY}")).contains("`crate: ::rnn;`"));
    assert!(first(&format!("crate: ; {BODY}")).contains("`crate: ::rnn;`"));
    assert!(first(&format!("crate: a; crate: b; {BODY}")).contains("more than once"));
    assert!(first(&format!("/// Docs.\ncrate: a; {BODY}")).contains("no docs"));
    assert!(first(&format!("crate: a {BODY}")).contains("expected `;`"));
    assert!(
        first("struct N { crate: rnn; input x: 1; output y: 1; x -> y; }")
            .contains("in front of the networks")
    );
    for source in ["crate: a; crate: b;", "crate: a"] {
        assert_eq!(faults(&format!("{source} {BODY}")).len(), 1);
    }
}
