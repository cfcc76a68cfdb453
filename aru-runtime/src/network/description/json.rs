//! Descriptions out of JSON. A sum of many terms is a deep tree: each term of `a + b + ..` is nested in the next.

use serde::de::DeserializeOwned;

/// How many arrays and objects may stand in each other. A sum takes three for each of its terms; a tree of so many is read
/// within the stack of any thread.
const DEEPEST: usize = 4096;

/// What JSON says, nested as deeply as the equations of a unit may be.
///
/// # Errors
/// No JSON of that type, or one that is nested deeper than 4096 arrays and objects.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    let deepest = depth(text);
    if deepest > DEEPEST {
        return Err(format!(
            "it is nested {deepest} levels deep, more than the {DEEPEST} that are read"
        ));
    }
    let mut reader = serde_json::Deserializer::from_str(text);
    reader.disable_recursion_limit();
    let read = T::deserialize(&mut reader).map_err(|error| error.to_string())?;
    reader.end().map_err(|error| error.to_string())?;
    Ok(read)
}

/// How many brackets outside of strings are open at once, at most.
fn depth(text: &str) -> usize {
    let (mut open, mut deepest) = (0_usize, 0);
    let (mut is_string, mut is_escaped) = (false, false);
    for byte in text.bytes() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_string => is_escaped = true,
            b'"' => is_string = !is_string,
            _ if is_string => {}
            b'[' | b'{' => {
                open += 1;
                deepest = deepest.max(open);
            }
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::{depth, read};
    use crate::network::description::{Expression, Function};

    fn sum(terms: usize) -> Expression {
        (1..terms).fold(Expression::Drive(0), |sum, _| {
            Expression::Apply(Function::Add, vec![sum, Expression::Number(0.5)].into())
        })
    }

    #[test]
    fn sums_of_many_terms_are_read_back() {
        for terms in [42, 60, 1300] {
            let text = serde_json::to_string(&sum(terms)).unwrap();
            assert_eq!(read::<Expression>(&text), Ok(sum(terms)));
        }
    }

    #[test]
    fn what_is_nested_without_end_is_refused() {
        let hostile = r#"{"Apply":["Negate",["#.repeat(100_000);
        let error = read::<Expression>(&hostile).unwrap_err();
        assert_eq!(
            error,
            "it is nested 300000 levels deep, more than the 4096 that are read"
        );
        assert!(read::<serde_json::Value>(&"[".repeat(100_000)).is_err());
    }

    #[test]
    fn brackets_in_strings_are_text() {
        assert_eq!(depth(r#"{"a": "[[[\"[[", "b": [1, {"c": []}]}"#), 4);
        assert_eq!(
            read::<String>(&format!("{:?}", "[".repeat(5000))),
            Ok("[".repeat(5000))
        );
        assert!(read::<String>("\"a\" b").is_err());
    }
}
