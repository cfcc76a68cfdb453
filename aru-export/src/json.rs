//! The description as JSON, with the version of its form.

use aru_runtime::error::{Error, Result};
use aru_runtime::network::description::Description;
use serde::{Deserialize, Serialize};

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

/// The description that [`to_json`](crate::Export::to_json) wrote.
///
/// # Errors
/// Text that is no description, or one of another [`SCHEMA`].
pub fn read_json(text: &str) -> Result<Description> {
    let faulty = |cause: serde_json::Error| {
        Error::setting(
            "the description as JSON",
            cause,
            "what `to_json` wrote, whole and unchanged",
        )
    };
    let version: Version = serde_json::from_str(text).map_err(faulty)?;
    if version.schema != SCHEMA {
        let expected = format!("schema {SCHEMA}, which this version of aru writes and reads");
        return Err(Error::setting(
            "the description as JSON",
            format!("schema {}", version.schema),
            expected,
        ));
    }
    serde_json::from_str(text).map_err(faulty)
}
