//! Names in Python: identifiers that are free.

use std::collections::BTreeSet;

/// Keywords, what a file imports, and what its class calls and assigns.
const TAKEN: &str = "False None True and as assert async await break class continue def del elif else except finally for \
     from global if import in is lambda nonlocal not or pass raise return try while with yield \
     F ValueError classmethod dict enumerate float len range set sorted sum super tuple zip \
     check kernel load_file local math nn pairs signs torch \
     at before inputs missing noise outputs p past self t values x";

/// The names that stand for something in a scope.
#[derive(Clone)]
pub(super) struct Names(BTreeSet<String>);

impl Names {
    /// Those of any file.
    pub(super) fn of_file() -> Self {
        Names(TAKEN.split_whitespace().map(str::to_owned).collect())
    }

    /// Those of a function in front of the class.
    pub(super) fn of_function() -> Self {
        let mut names = Names::of_file();
        names.0.remove("x");
        names.0.remove("t");
        names
    }

    /// A name that is free, as near as can be to the one that is wanted; it is taken then.
    pub(super) fn take(&mut self, wanted: &str) -> String {
        let mut name = identifier(wanted);
        while !self.0.insert(name.clone()) {
            name.push('_');
        }
        name
    }
}

/// An identifier of Python. Of characters that Python may take for others, as it does with many that look alike (NFKC),
/// their numbers are written.
fn identifier(wanted: &str) -> String {
    let mut name = String::new();
    for character in wanted.chars() {
        match character {
            _ if is_kept(character) => name.push(character),
            _ if character.is_alphanumeric() => name.push_str(&format!("u{:x}", u32::from(character))),
            _ => name.push('_'),
        }
    }
    // Two of them in front are a secret of the class that they stand in.
    let inner = name.trim_start_matches('_');
    if inner.len() + 1 < name.len() {
        name = format!("_{inner}");
    }
    name.truncate(
        name.trim_end_matches(|end: char| end == '_' && !wanted.ends_with('_'))
            .len(),
    );
    if name.is_empty() || name.starts_with(|first: char| first.is_ascii_digit()) {
        name.insert(0, '_');
    }
    name
}

/// Letters that are themselves in every normal form: of ASCII, Greek, Cyrillic, kana and Han.
fn is_kept(character: char) -> bool {
    match character {
        '_' => true,
        _ if character.is_ascii() => character.is_ascii_alphanumeric(),
        '\u{391}'..='\u{3a9}' | '\u{3b1}'..='\u{3c9}' | '\u{410}'..='\u{44f}' => true,
        '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | '\u{4e00}'..='\u{9fff}' => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_stand_for_something_are_not_given_again() {
        let mut names = Names::of_file();
        for (wanted, expected) in [
            ("rate", "rate"),
            ("rate", "rate_"),
            ("lambda", "lambda_"),
            ("x", "x_"),
            ("x_", "x__"),
            ("τ", "τ"),
            ("ﬁ", "ufb01"),
            ("soft sign", "soft_sign"),
            ("tanh(x/2)", "tanh_x_2"),
            ("2x", "_2x"),
            ("__init__", "_init__"),
            ("", "_"),
        ] {
            assert_eq!(names.take(wanted), expected);
        }
    }
}
