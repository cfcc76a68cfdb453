//! Whether JSON holds a value as it is.
//!
//! serde_json writes NaN and infinity as `null`, which then reads as a missing number, and reads integers of more than
//! 64 bits as rounded ones. CBOR holds both: a value is turned into its tree, and such numbers are found in there.

use ciborium::Value;
use serde::Serialize;

/// Says what JSON cannot hold, and the way out.
pub(super) fn check<T: Serialize + ?Sized>(value: &T) -> Result<(), String> {
    let tree = Value::serialized(value).map_err(|error| error.to_string())?;
    let Some((place, found)) = not_held(&tree, String::new()) else {
        return Ok(());
    };
    let what = match place.trim_start_matches('.') {
        "" => format!("it is {found}"),
        place => format!("`{place}` is {found}"),
    };
    Err(format!(
        "{what}, which JSON cannot hold; numbers must be finite and integers have 64 bits at most"
    ))
}

/// The first number that JSON does not hold, with its place: `.losses[3]`.
fn not_held(value: &Value, place: String) -> Option<(String, String)> {
    match value {
        Value::Float(number) if !number.is_finite() => Some((place, number.to_string())),
        Value::Integer(number) => {
            let number = i128::from(*number);
            let held = (i128::from(i64::MIN)..=i128::from(u64::MAX)).contains(&number);
            (!held).then(|| (place, number.to_string()))
        }
        // An integer that CBOR's own do not hold either: its digits to base 256, of minus one less it where below zero.
        Value::Tag(tag, digits) => {
            let digits = digits.as_bytes().map_or(&[][..], Vec::as_slice);
            let number = digits
                .iter()
                .fold(0, |number, &digit| number << 8 | u128::from(digit));
            let below_zero = *tag == 3;
            let found = match below_zero {
                true => format!("-{}", number + 1),
                false => number.to_string(),
            };
            Some((place, found))
        }
        Value::Array(elements) => elements
            .iter()
            .enumerate()
            .find_map(|(index, element)| not_held(element, format!("{place}[{index}]"))),
        Value::Map(fields) => fields.iter().find_map(|(key, field)| {
            let key = match key {
                Value::Text(name) => name.clone(),
                Value::Integer(number) => i128::from(*number).to_string(),
                other => format!("{other:?}"),
            };
            not_held(field, format!("{place}.{key}"))
        }),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
