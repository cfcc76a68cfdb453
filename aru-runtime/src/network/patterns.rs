//! Patterns that stand for several parameters, as `freeze` and `learning_rate_of` take them.

/// True where a pattern stands for a name: the name itself, a whole layer or link (`hidden` for `hidden.bias`), or a
/// pattern in which `*` stands for any text (`*.alpha_s`).
pub(crate) fn matches(pattern: &str, name: &str) -> bool {
    if pattern.contains('*') {
        return glob(pattern, name);
    }
    name.strip_prefix(pattern)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// True where the text is the pattern with each `*` replaced by some text.
fn glob(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = text.strip_prefix(first) else {
        return false;
    };
    let Some(last) = parts.next_back() else {
        return rest.is_empty();
    };
    for part in parts {
        let Some(at) = rest.find(part) else {
            return false;
        };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_is_a_name_a_layer_or_has_stars() {
        assert!(matches("hidden.alpha_s", "hidden.alpha_s"));
        assert!(matches("hidden", "hidden.initial.rate"));
        assert!(matches("x_to_hidden", "x_to_hidden.weight"));
        assert!(
            !matches("hidden", "hidden_to_y.weight"),
            "another link's name may begin alike"
        );
        assert!(!matches("hidden.alpha", "hidden.alpha_s"));
        assert!(matches("*.alpha_s", "slow.alpha_s"));
        assert!(matches("*_to_hidden.*", "x_to_hidden.weight"));
        assert!(matches("*", "y.bias"));
        assert!(matches("hidden*", "hidden_to_y.weight"));
        assert!(!matches("*.alpha_s", "slow.alpha_r"));
        assert!(!matches("y*y", "y"), "the two ends may not share a letter");
    }
}
