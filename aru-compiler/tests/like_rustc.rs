//! The declarations of `tests/ui`, read as text: the compiler says the same of them, at the same places, and prints it
//! as rustc does.

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use aru_compiler::{Faults, Text};
use proc_macro2::{TokenStream, TokenTree};

/// Folders whose faults are those of rustc or of another macro.
const OTHERS: [&str; 3] = ["by_rustc", "zoo", "pass"];

/// What rustc computes after the macro, and a text at once, where one case writes it and the number that it is.
const COMPUTED: (&str, &str) = ("{ 2 * C }", "6");

/// What is said of a call of the macro, and what of a text.
const OF_A_TEXT: [(&str, &str); 2] = [
    (
        "`recurrent_net!` declares at least one network; add `pub struct Name",
        "a text declares at least one network; add `struct Name",
    ),
    ("within its call of the macro only", "within its text only"),
];

/// How all ends that is said of `cfg` in the wrong place, and what a text is told of it anywhere.
const CONDITIONS: ([&str; 2], &str) = (
    [
        "`#[cfg(..)] recurrent_net! { .. }`",
        "with `#[cfg(..)]` on its `struct`",
    ],
    "a text is part of no build that `cfg` could ask; remove the attribute",
);

/// Ends an expectation whose fault is that of a whole call.
const OF_THE_MACRO: &str = "= note: this error originates in the macro";

#[test]
fn faults_of_a_text_are_those_of_the_macro() {
    let (mut files, mut faults, mut helps) = (0, 0, 0);
    for case in cases() {
        let file = fs::read_to_string(&case).expect("a case");
        let expected = fs::read_to_string(case.with_extension("stderr")).expect("an expectation");
        let name = case.strip_prefix(ui()).expect("a path").display().to_string();
        let rejected = rejected(&file, &name);
        let all = || rejected.iter().flatten();
        helps += all().filter(|fault| fault.help.is_some()).count();
        let mut found: Vec<Said> = all().map(said).collect();
        // What only a text is asked for.
        found.retain(|said| !said.message.starts_with("no number is given for the size"));
        let mut expected: Vec<Said> = expected.trim().split("\n\n").filter_map(expectation).collect();
        found.sort();
        expected.sort();
        for (found, expected) in found.iter_mut().zip(&expected) {
            // A whole call is no part of its text.
            if expected.place.is_none() && expected.message == found.message {
                (found.place, found.lines) = (None, Vec::new());
            }
        }
        assert_eq!(found, expected, "of {name}");
        files += 1;
        faults += found.len();
    }
    assert!(files > 250, "only {files} cases were found");
    assert!(faults > files, "{faults} faults in {files} cases");
    // Others have the way out in their rule: "expected `;` after this setting".
    assert!(helps > 200, "{helps} of {faults} say what to do");
}

/// What is said of a fault, and where.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Said {
    message: String,
    /// `--> path:line:column`; none where it is a whole call.
    place: Option<String>,
    /// The lines of the text, with carets.
    lines: Vec<String>,
}

fn said(fault: &aru_compiler::Fault) -> Said {
    let printed = fault.to_string();
    let mut lines: Vec<String> = printed.lines().map(str::to_owned).collect();
    let mut message = lines.remove(0).replace("error: ", "");
    assert_eq!(message, fault.message);
    if let Some(help) = &fault.help {
        // In the macro both are one sentence.
        let last = lines.pop().expect("the help");
        assert_eq!(last.trim_start().replace("= help: ", ""), *help);
        assert_eq!(lines.pop().expect("a line").trim(), "|");
        message += if help.starts_with("did you mean") {
            ", "
        } else {
            "; "
        };
        message += help;
    }
    let place = lines.remove(0).trim().to_owned();
    assert!(place.ends_with(&format!(":{}:{}", fault.start.line, fault.start.column)));
    Said {
        message,
        place: Some(place),
        lines,
    }
}

fn expectation(block: &str) -> Option<Said> {
    let (block, is_of_a_call) = match block.find(OF_THE_MACRO) {
        Some(at) => (&block[..at], true),
        None => (block, false),
    };
    let mut lines = block.lines().map(str::to_owned);
    let mut message = lines
        .next()?
        .strip_prefix("error: ")?
        .replace(COMPUTED.0, COMPUTED.1);
    for (of_the_macro, of_a_text) in OF_A_TEXT {
        message = message.replace(of_the_macro, of_a_text);
    }
    if CONDITIONS.0.iter().any(|end| message.ends_with(end)) {
        message = CONDITIONS.1.to_owned();
    }
    let place = lines.next()?.trim().to_owned();
    Some(match is_of_a_call {
        true => Said {
            message,
            place: None,
            lines: Vec::new(),
        },
        false => Said {
            message,
            place: Some(place),
            lines: lines.collect(),
        },
    })
}

/// The faults of each call of the macro in a file, which are compiled at the places where they stand.
fn rejected(file: &str, name: &str) -> Vec<Faults> {
    let sizes = constants(file);
    let tokens: TokenStream = file.parse().expect("a file of Rust");
    let mut calls = Vec::new();
    calls_in(tokens, &mut calls);
    assert!(!calls.is_empty(), "no call of the macro in {name}");
    let faults = calls.into_iter().filter_map(|call| {
        let text = alone(file, call);
        let mut named = Text::new(&text).named(name);
        for (size, units) in sizes.iter().filter(|(size, _)| text.contains(size.as_str())) {
            named = named.with(size, *units);
        }
        named.compile().err()
    });
    faults.collect()
}

/// What stands between the braces of each `recurrent_net! { .. }`, in bytes.
fn calls_in(tokens: TokenStream, found: &mut Vec<Range<usize>>) {
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    for (at, tree) in trees.iter().enumerate() {
        let TokenTree::Group(group) = tree else { continue };
        let is_call = at >= 2 && trees[at - 2].to_string() == "recurrent_net";
        match is_call {
            true => found.push(group.span_open().byte_range().end..group.span_close().byte_range().start),
            false => calls_in(group.stream(), found),
        }
    }
}

/// The file with blanks wherever that part is not.
fn alone(file: &str, part: Range<usize>) -> String {
    let characters = file.char_indices().map(|(at, character)| match character {
        '\n' => '\n',
        _ if part.contains(&at) => character,
        _ => ' ',
    });
    characters.collect()
}

/// `const NAME: usize = 4;`
fn constants(file: &str) -> Vec<(String, usize)> {
    let items = syn::parse_file(file).map(|file| file.items).unwrap_or_default();
    let constants = items.into_iter().filter_map(|item| match item {
        syn::Item::Const(constant) => match &*constant.expr {
            syn::Expr::Lit(syn::ExprLit {
                lit: syn::Lit::Int(number),
                ..
            }) => Some((constant.ident.to_string(), number.base10_parse().ok()?)),
            _ => None,
        },
        _ => None,
    });
    constants.collect()
}

fn cases() -> Vec<PathBuf> {
    let mut cases = Vec::new();
    for folder in fs::read_dir(ui()).expect("the cases") {
        let folder = folder.expect("a folder").path();
        let is_other = OTHERS.iter().any(|other| folder.ends_with(other));
        if folder.is_dir() && !is_other {
            let files = fs::read_dir(folder)
                .expect("a folder")
                .map(|file| file.expect("a file").path());
            cases.extend(files.filter(|path| path.with_extension("stderr").exists()));
        }
    }
    cases.retain(|path| path.extension().is_some_and(|extension| extension == "rs"));
    cases.sort();
    cases
}

fn ui() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/ui")
}
