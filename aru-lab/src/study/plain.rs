//! Whether JSON holds a value as it is.
//!
//! serde_json writes NaN and infinity as `null`, which then reads as a missing number, and reads integers of more than
//! 64 bits as rounded ones. This walks through a value as serde_json does, and finds such numbers and where they stand.

use std::fmt::{self, Display};

use serde::ser::{
    Error, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant, Serializer,
};

/// Says what JSON cannot hold, and the way out.
pub(super) fn check<T: Serialize + ?Sized>(value: &T) -> Result<(), String> {
    value.serialize(Walk).map_err(|refusal| refusal.to_string())
}

#[derive(Debug)]
enum Refusal {
    /// A number, and the steps to its place, the last first: `[3]`, `.losses`.
    Number { found: String, steps: Vec<String> },
    /// The type's own complaint.
    Own(String),
}

impl Refusal {
    fn within(mut self, step: impl FnOnce() -> String) -> Self {
        if let Refusal::Number { steps, .. } = &mut self {
            steps.push(step());
        }
        self
    }
}

impl Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::Own(message) => f.write_str(message),
            Refusal::Number { found, steps } => {
                let place: String = steps.iter().rev().map(String::as_str).collect();
                match place.trim_start_matches('.') {
                    "" => write!(f, "it is {found}")?,
                    place => write!(f, "`{place}` is {found}")?,
                }
                f.write_str(
                    ", which JSON cannot hold; numbers must be finite and integers have 64 bits at most",
                )
            }
        }
    }
}

impl std::error::Error for Refusal {}

impl Error for Refusal {
    fn custom<T: Display>(message: T) -> Self {
        Refusal::Own(message.to_string())
    }
}

fn number(held: bool, value: impl Display) -> Result<(), Refusal> {
    match held {
        true => Ok(()),
        false => Err(Refusal::Number {
            found: value.to_string(),
            steps: Vec::new(),
        }),
    }
}

/// The serializer of a whole value: it keeps nothing and refuses what JSON cannot hold.
struct Walk;

/// The serializer of the parts of a value, which it names in a refusal.
#[derive(Default)]
struct Parts {
    /// Whose parts they are, in an enum.
    variant: Option<&'static str>,
    index: usize,
    key: String,
}

impl Parts {
    fn of(variant: &'static str) -> Self {
        Parts {
            variant: Some(variant),
            ..Parts::default()
        }
    }

    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Refusal> {
        let index = self.index;
        self.index += 1;
        self.part(value, || format!("[{index}]"))
    }

    fn field<T: Serialize + ?Sized>(&mut self, key: &str, value: &T) -> Result<(), Refusal> {
        self.part(value, || format!(".{key}"))
    }

    fn part<T: Serialize + ?Sized>(&self, value: &T, step: impl FnOnce() -> String) -> Result<(), Refusal> {
        value.serialize(Walk).map_err(|refusal| {
            let refusal = refusal.within(step);
            match self.variant {
                Some(variant) => refusal.within(|| format!(".{variant}")),
                None => refusal,
            }
        })
    }
}

/// Methods for what is always held.
macro_rules! held {
    ($($method:ident($($type:ty),*),)*) => {
        $(fn $method(self, $(_: $type),*) -> Result<(), Refusal> {
            Ok(())
        })*
    };
}

/// Methods for what has parts and is no variant of an enum.
macro_rules! in_parts {
    ($($method:ident($($type:ty),*),)*) => {
        $(fn $method(self, $(_: $type),*) -> Result<Parts, Refusal> {
            Ok(Parts::default())
        })*
    };
}

impl Serializer for Walk {
    type Ok = ();
    type Error = Refusal;
    type SerializeSeq = Parts;
    type SerializeTuple = Parts;
    type SerializeTupleStruct = Parts;
    type SerializeTupleVariant = Parts;
    type SerializeMap = Parts;
    type SerializeStruct = Parts;
    type SerializeStructVariant = Parts;

    held! {
        serialize_bool(bool), serialize_char(char), serialize_str(&str), serialize_bytes(&[u8]),
        serialize_i8(i8), serialize_i16(i16), serialize_i32(i32), serialize_i64(i64),
        serialize_u8(u8), serialize_u16(u16), serialize_u32(u32), serialize_u64(u64),
        serialize_unit(), serialize_none(), serialize_unit_struct(&'static str),
        serialize_unit_variant(&'static str, u32, &'static str),
    }

    in_parts! {
        serialize_seq(Option<usize>), serialize_tuple(usize), serialize_tuple_struct(&'static str, usize),
        serialize_map(Option<usize>), serialize_struct(&'static str, usize),
    }

    fn serialize_i128(self, value: i128) -> Result<(), Refusal> {
        number(
            i64::try_from(value).is_ok() || u64::try_from(value).is_ok(),
            value,
        )
    }

    fn serialize_u128(self, value: u128) -> Result<(), Refusal> {
        number(u64::try_from(value).is_ok(), value)
    }

    fn serialize_f32(self, value: f32) -> Result<(), Refusal> {
        number(value.is_finite(), value)
    }

    fn serialize_f64(self, value: f64) -> Result<(), Refusal> {
        number(value.is_finite(), value)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Refusal> {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Refusal> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Refusal> {
        Parts::default().field(variant, value)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Parts, Refusal> {
        Ok(Parts::of(variant))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Parts, Refusal> {
        Ok(Parts::of(variant))
    }
}

impl SerializeMap for Parts {
    type Ok = ();
    type Error = Refusal;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Refusal> {
        key.serialize(Walk)?;
        let key = serde_json::to_string(key).map_err(Refusal::custom)?;
        self.key = key.trim_matches('"').to_owned();
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Refusal> {
        let key = std::mem::take(&mut self.key);
        self.field(&key, value)
    }

    fn end(self) -> Result<(), Refusal> {
        Ok(())
    }
}

/// Traits for parts, with or without a name.
macro_rules! parts {
    ($($trait:ident: $method:ident($($name:ident)?) by $by:ident,)*) => {
        $(impl $trait for Parts {
            type Ok = ();
            type Error = Refusal;

            fn $method<T: Serialize + ?Sized>(&mut self, $($name: &'static str,)? value: &T) -> Result<(), Refusal> {
                self.$by($($name,)? value)
            }

            fn end(self) -> Result<(), Refusal> {
                Ok(())
            }
        })*
    };
}

parts! {
    SerializeSeq: serialize_element() by element,
    SerializeTuple: serialize_element() by element,
    SerializeTupleStruct: serialize_field() by element,
    SerializeTupleVariant: serialize_field() by element,
    SerializeStruct: serialize_field(name) by field,
    SerializeStructVariant: serialize_field(name) by field,
}

#[cfg(test)]
mod tests;
