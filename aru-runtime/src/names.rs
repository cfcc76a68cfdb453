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

/// The nearest known names, where some are near. One edit in three letters is near.
pub(crate) fn near(name: &str, known: &[&str]) -> Option<String> {
    let allowed = (name.chars().count() / 3).max(1);
    let mut near: Vec<(usize, &str)> = known
        .iter()
        .map(|&candidate| (levenshtein(name, candidate), candidate))
        .filter(|&(distance, candidate)| distance <= allowed && distance < candidate.chars().count())
        .collect();
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
    fn a_swap_of_two_letters_is_two_edits() {
        assert_eq!(hint("bais", &["bias"]), ", expected one of `bias`");
        assert_eq!(hint("y.baises", &["y.biases"]), ", did you mean `y.biases`?");
    }
}
