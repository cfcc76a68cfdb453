//! What tells one trial from another: its settings as JSON, in one spelling.

use serde::Serialize;
use serde_json::Value;

use super::plain;

/// The key of one trial. It goes through text, as in the file: a number of type f32 is another one before.
pub(super) fn of<Settings: Serialize>(settings: &Settings) -> Result<String, String> {
    plain::check(settings)?;
    let text = serde_json::to_string(settings).map_err(|error| error.to_string())?;
    let value = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    Ok(canonical(&value))
}

/// The JSON of a value with the keys of each map in the order of the alphabet.
///
/// How `serde_json` orders them itself is for the program to say: any of its crates may switch on `preserve_order`.
pub(super) fn canonical(value: &Value) -> String {
    let mut text = String::new();
    write(value, &mut text);
    text
}

fn write(value: &Value, text: &mut String) {
    match value {
        Value::Array(elements) => {
            text.push('[');
            for (place, element) in elements.iter().enumerate() {
                separate(place, text);
                write(element, text);
            }
            text.push(']');
        }
        Value::Object(entries) => {
            let mut entries: Vec<_> = entries.iter().collect();
            entries.sort_by_key(|&(key, _)| key);
            text.push('{');
            for (place, (key, value)) in entries.into_iter().enumerate() {
                separate(place, text);
                text.push_str(&Value::from(key.as_str()).to_string());
                text.push(':');
                write(value, text);
            }
            text.push('}');
        }
        other => text.push_str(&other.to_string()),
    }
}

fn separate(place: usize, text: &mut String) {
    if place > 0 {
        text.push(',');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_text(text: &str) -> String {
        canonical(&serde_json::from_str(text).unwrap())
    }

    /// The tests are built with `preserve_order`: as values they differ in text.
    #[test]
    fn the_key_of_a_trial_changed_with_the_order_in_its_maps() {
        let alphabetical = r#"{"a":[{"x":1,"y":{"p":null,"q":"r"}}],"b":-0.0,"c":{}}"#;
        for text in [
            r#"{"c":{},"b":-0.0,"a":[{"y":{"q":"r","p":null},"x":1}]}"#,
            r#"{"b":-0.0,"a":[{"x":1,"y":{"q":"r","p":null}}],"c":{}}"#,
            r#"{ "a" : [ {"y":{"p":null,"q":"r"},"x":1} ], "c": {}, "b": -0.0 }"#,
        ] {
            assert_ne!(
                serde_json::from_str::<Value>(text).unwrap().to_string(),
                alphabetical
            );
            assert_eq!(of_text(text), alphabetical);
        }
    }

    #[test]
    fn what_else_is_in_a_key_stays_as_it_is() {
        for text in [
            r#"[1,1.0,"1",true,null]"#,
            r#"{"a\"b":"\\ü\n"}"#,
            "18446744073709551615",
            "1e-7",
            "[]",
        ] {
            assert_eq!(
                of_text(text),
                serde_json::from_str::<Value>(text).unwrap().to_string()
            );
        }
        assert_ne!(of_text("[2,1]"), of_text("[1,2]"), "elements have an order");
    }
}
