//! What was meant by a name that is not known.

use strsim::levenshtein;

use crate::error::Error;

/// The error about a name that is not among those of its kind.
pub fn unknown(kind: &'static str, name: &str, known: &[&str]) -> Error {
    Error::Unknown {
        kind,
        name: name.to_owned(),
        hint: hint(name, known),
    }
}

/// The end of an error about an unknown name: the nearest known names, or all where none is near.
pub(crate) fn hint(name: &str, known: &[&str]) -> String {
    near(name, known).unwrap_or_else(|| {
        let all: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
        format!(", expected one of {}", all.join(", "))
    })
}

/// How many letters say what name they begin.
const BEGUN: usize = 4;

/// The nearest known names, where some are near: one edit in three letters is near. Where none is, those that a name begins.
pub(crate) fn near(name: &str, known: &[&str]) -> Option<String> {
    let allowed = (name.chars().count() / 3).max(1);
    let mut near: Vec<(usize, &str)> = known
        .iter()
        .map(|&candidate| (levenshtein(name, candidate), candidate))
        .filter(|&(distance, candidate)| distance <= allowed && distance < candidate.chars().count())
        .collect();
    if near.is_empty() && name.chars().count() >= BEGUN {
        let begun = known.iter().filter(|candidate| candidate.starts_with(name));
        near.extend(begun.map(|&candidate| (allowed, candidate)));
    }
    near.sort_by_key(|&(distance, _)| distance);
    let nearest = near.first().map_or(0, |&(distance, _)| distance);
    near.retain(|&(distance, _)| distance <= nearest + 1);
    near.truncate(3);
    let near: Vec<String> = near.iter().map(|(_, name)| format!("`{name}`")).collect();
    (!near.is_empty()).then(|| format!(", did you mean {}?", near.join(" or ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_names_are_proposed() {
        let known = ["hidden.alpha_s", "hidden.alpha_r", "y.bias"];
        assert_eq!(
            hint("hiden.alpha_s", &known),
            ", did you mean `hidden.alpha_s` or `hidden.alpha_r`?"
        );
        assert_eq!(hint("z", &["y.bias"]), ", expected one of `y.bias`");
    }

    #[test]
    fn what_a_name_begins_is_near() {
        let known = ["h.tau_s", "h.tau_r", "hidden_to_y.weight", "y.bias"];
        assert_eq!(hint("h.tau", &known), ", did you mean `h.tau_s` or `h.tau_r`?");
        assert_eq!(hint("hidden_to", &known), ", did you mean `hidden_to_y.weight`?");
        assert!(
            hint("h", &known).starts_with(", expected one of"),
            "a letter begins too much"
        );
    }

    #[test]
    fn a_swap_of_two_letters_is_two_edits() {
        assert_eq!(hint("bais", &["bias"]), ", expected one of `bias`");
        assert_eq!(hint("y.baises", &["y.biases"]), ", did you mean `y.biases`?");
    }
}
