//! Whether JSON holds a value as it is.
//!
//! serde_json writes NaN and infinity as `null`, which then reads as a missing number, and reads integers of more than
//! 64 bits as rounded ones. This walks through a value as serde has it, and finds such numbers and where they stand.

use std::fmt::Display;

use serde::Serialize;
use serde_content::{Data, Number, Serializer, Value};

/// Says what JSON cannot hold, and the way out.
pub(super) fn check<T: Serialize + ?Sized>(value: &T) -> Result<(), String> {
    let serializer = Serializer::new().human_readable();
    let value = value.serialize(serializer).map_err(|error| error.to_string())?;
    let Some(Lost { found, place }) = in_value(&value) else {
        return Ok(());
    };
    let what = match place.trim_start_matches('.') {
        "" => "it".to_owned(),
        place => format!("`{place}`"),
    };
    Err(format!(
        "{what} is {found}, which JSON cannot hold; numbers must be finite and integers have 64 bits at most"
    ))
}

/// A number that JSON cannot hold, and the steps to its place: `.losses[3]`.
struct Lost {
    found: String,
    place: String,
}

impl Lost {
    fn within(mut self, step: &str) -> Self {
        self.place.insert_str(0, step);
        self
    }
}

/// The first number of a value that is lost.
fn in_value(value: &Value) -> Option<Lost> {
    match value {
        Value::Number(number) => in_number(number),
        Value::Option(value) => in_value(value.as_deref()?),
        Value::Seq(values) | Value::Tuple(values) => in_elements(values),
        Value::Map(entries) => entries.iter().find_map(|(key, value)| {
            in_value(key).or_else(|| {
                let lost = in_value(value)?;
                // As JSON has the key, without the quotes of text.
                let key = serde_json::to_string(key).unwrap_or_default();
                Some(lost.within(&format!(".{}", key.trim_matches('"'))))
            })
        }),
        Value::Struct(parts) => in_data(&parts.data),
        Value::Enum(parts) => Some(in_data(&parts.data)?.within(&format!(".{}", parts.variant))),
        Value::Unit | Value::Bool(_) | Value::Char(_) | Value::String(_) | Value::Bytes(_) => None,
    }
}

fn in_data(data: &Data) -> Option<Lost> {
    match data {
        Data::Unit => None,
        Data::NewType { value } => in_value(value),
        Data::Tuple { values } => in_elements(values),
        Data::Struct { fields } => fields
            .iter()
            .find_map(|(name, value)| Some(in_value(value)?.within(&format!(".{name}")))),
    }
}

fn in_elements(values: &[Value]) -> Option<Lost> {
    let mut elements = values.iter().enumerate();
    elements.find_map(|(index, value)| Some(in_value(value)?.within(&format!("[{index}]"))))
}

fn in_number(number: &Number) -> Option<Lost> {
    let found: &dyn Display = match number {
        Number::F32(value) if !value.is_finite() => value,
        Number::F64(value) if !value.is_finite() => value,
        Number::U128(value) if u64::try_from(*value).is_err() => value,
        Number::I128(value) if i64::try_from(*value).is_err() && u64::try_from(*value).is_err() => value,
        _ => return None,
    };
    Some(Lost {
        found: found.to_string(),
        place: String::new(),
    })
}

#[cfg(test)]
mod tests;
