//! The description as JSON, with the version of its form.

mod indices;

use aru_runtime::error::{Error, Result};
use aru_runtime::network::description::{Description, json};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The version of the form that [`to_json`](crate::Export::to_json) writes.
pub const SCHEMA: u32 = 1;

#[derive(Serialize)]
struct Written<'a> {
    schema: u32,
    #[serde(flatten)]
    description: &'a Description,
}

/// What has to be known before the rest can be read.
#[derive(Deserialize)]
struct Version {
    schema: u32,
}

pub(crate) fn write(description: &Description) -> String {
    let written = Written {
        schema: SCHEMA,
        description,
    };
    serde_json::to_string(&written).expect("a description is text, numbers and lists of these")
}

/// The description that [`to_json`](crate::Export::to_json) wrote. docs/exports.md has its form.
///
/// # Errors
/// Text that is no description, or one of another [`SCHEMA`]; a field that this schema does not have, since whoever wrote
/// it meant something by it; an index that leads nowhere.
///
/// ```
/// use aru::export::read_json;
///
/// let later = r#"{"schema": 2, "name": "Later"}"#;
/// let error = read_json(later).unwrap_err().to_string();
/// assert!(error.contains("schema 2; schema 1, which this version"), "{error}");
/// ```
pub fn read_json(text: &str) -> Result<Description> {
    let broken = |cause: String| refused(cause, "what `to_json` wrote, whole and unchanged");
    let version: Version = json::read(text).map_err(broken)?;
    if version.schema != SCHEMA {
        let expected = format!("schema {SCHEMA}, which this version of aru writes and reads");
        return Err(refused(format!("schema {}", version.schema), expected));
    }
    let description: Description = json::read(text).map_err(broken)?;
    if let Some((found, expected)) = indices::fault(&description) {
        return Err(refused(format!("with {found}"), format!("expected {expected}")));
    }
    let read: Value = json::read(text).map_err(broken)?;
    let written: Value = json::read(&write(&description)).map_err(broken)?;
    match unknown(&read, &written) {
        Some(path) => Err(refused(
            format!("with `{path}`"),
            format!("the fields of schema {SCHEMA} alone"),
        )),
        None => Ok(description),
    }
}

fn refused(found: String, expected: impl Into<String>) -> Error {
    Error::setting("the description as JSON", found, expected)
}

/// The path of a field that is not written again, as it would be if it meant something.
fn unknown(read: &Value, written: &Value) -> Option<String> {
    match (read, written) {
        (Value::Object(read), Value::Object(written)) => read.iter().find_map(|(name, value)| {
            let inner = match written.get(name) {
                Some(other) => unknown(value, other)?,
                // What is left out where there is none may be said to be none.
                None if value.is_null() => return None,
                None => String::new(),
            };
            let separator = if inner.is_empty() || inner.starts_with('[') {
                ""
            } else {
                "."
            };
            Some(format!("{name}{separator}{inner}"))
        }),
        (Value::Array(read), Value::Array(written)) => {
            let mut pairs = read.iter().zip(written).enumerate();
            pairs.find_map(|(index, (read, written))| {
                let inner = unknown(read, written)?;
                let separator = if inner.is_empty() || inner.starts_with('[') {
                    ""
                } else {
                    "."
                };
                Some(format!("[{index}]{separator}{inner}"))
            })
        }
        _ => None,
    }
}
