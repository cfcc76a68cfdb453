//! "Did you mean": the known name nearest to one that is not known.

use std::fmt::Display;

/// The nearest of `known`, if it is near enough to be what was meant: one edit in three letters.
pub fn nearest<'a, S: AsRef<str> + ?Sized + 'a>(
    name: &str,
    known: impl IntoIterator<Item = &'a S>,
) -> Option<&'a str> {
    let allowed = (name.chars().count() / 3).max(1);
    known
        .into_iter()
        .map(AsRef::as_ref)
        .map(|candidate| (distance(name, candidate), candidate))
        .filter(|&(distance, candidate)| distance <= allowed && distance < candidate.chars().count())
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate)
}

/// The end of an error about an unknown name: the nearest one, or else all there are.
pub fn hint<S: AsRef<str>>(name: impl Display, known: &[S]) -> String {
    match nearest(&name.to_string(), known) {
        Some(meant) => format!(", did you mean `{meant}`?"),
        None if known.is_empty() => String::new(),
        None => format!(", expected {}", one_of(known)),
    }
}

/// "`a`", "`a` or `b`", "one of `a`, `b`, `c`".
pub fn one_of<S: AsRef<str>>(known: &[S]) -> String {
    match known {
        [] => "nothing".to_owned(),
        [first, second] => format!("`{}` or `{}`", first.as_ref(), second.as_ref()),
        [_] => list(known),
        _ => format!("one of {}", list(known)),
    }
}

/// "`a`, `b`, `c`".
pub fn list<S: AsRef<str>>(names: &[S]) -> String {
    let quoted: Vec<_> = names.iter().map(|name| format!("`{}`", name.as_ref())).collect();
    quoted.join(", ")
}

/// Edits (insert, remove, replace, swap two neighbours) that turn one name into the other; case counts as nothing
/// so that `LSTM` finds `Lstm`.
fn distance(from: &str, to: &str) -> usize {
    strsim::osa_distance(&from.to_lowercase(), &to.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_found() {
        let known = ["hidden", "slow", "x"];
        assert_eq!(nearest("hiden", known), Some("hidden"));
        assert_eq!(nearest("hiddne", known), Some("hidden"));
        assert_eq!(nearest("LSTM", ["Lstm", "Gru"]), Some("Lstm"));
    }

    #[test]
    fn what_is_far_is_not_proposed() {
        assert_eq!(nearest("readout", ["hidden", "slow", "x"]), None);
        assert_eq!(
            nearest("y", ["x"]),
            None,
            "a name of one letter has every other within one edit"
        );
        assert_eq!(hint("y", &["x", "h"]), ", expected `x` or `h`");
    }
}
