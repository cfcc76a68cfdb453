//! What was meant by a name that is not known.

/// The end of an error about an unknown name: the nearest known names, or all where none is near. One edit in three
/// letters is near.
pub(crate) fn hint(name: &str, known: &[&str]) -> String {
    let allowed = (name.chars().count() / 3).max(1);
    let mut near: Vec<(usize, &str)> = known
        .iter()
        .map(|&candidate| (distance(name, candidate), candidate))
        .filter(|&(distance, candidate)| distance <= allowed && distance < candidate.chars().count())
        .collect();
    near.sort_by_key(|&(distance, _)| distance);
    let nearest = near.first().map_or(0, |&(distance, _)| distance);
    near.retain(|&(distance, _)| distance <= nearest + 1);
    near.truncate(3);
    let near: Vec<String> = near.iter().map(|(_, name)| format!("`{name}`")).collect();
    if !near.is_empty() {
        return format!(", did you mean {}?", near.join(" or "));
    }
    let all: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
    format!(", expected one of {}", all.join(", "))
}

/// Edits (insert, remove, replace) that turn one name into the other.
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (i, letter) in from.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, &other) in to.iter().enumerate() {
            let replace = diagonal + usize::from(letter != other);
            diagonal = row[j + 1];
            row[j + 1] = replace.min(row[j] + 1).min(row[j + 1] + 1);
        }
    }
    row[to.len()]
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
    fn distances_are_counted_in_edits() {
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("abc", "abc"), 0);
    }
}
