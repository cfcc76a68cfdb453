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
    value.serialize(Walk).map_err(|fault| fault.to_string())
}

#[derive(Debug)]
enum Fault {
    /// A number, and the steps to its place, the last first: `[3]`, `.losses`.
    Number { found: String, steps: Vec<String> },
    /// The type's own complaint.
    Own(String),
}

impl Fault {
    fn within(mut self, step: impl FnOnce() -> String) -> Self {
        if let Fault::Number { steps, .. } = &mut self {
            steps.push(step());
        }
        self
    }
}

impl Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Own(message) => f.write_str(message),
            Fault::Number { found, steps } => {
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

impl std::error::Error for Fault {}

impl Error for Fault {
    fn custom<T: Display>(message: T) -> Self {
        Fault::Own(message.to_string())
    }
}

fn number(held: bool, value: impl Display) -> Result<(), Fault> {
    match held {
        true => Ok(()),
        false => Err(Fault::Number {
            found: value.to_string(),
            steps: Vec::new(),
        }),
    }
}

/// Takes a value.
struct Walk;

/// Takes the parts of a value.
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

    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Fault> {
        let index = self.index;
        self.index += 1;
        self.part(value, || format!("[{index}]"))
    }

    fn field<T: Serialize + ?Sized>(&mut self, key: &str, value: &T) -> Result<(), Fault> {
        self.part(value, || format!(".{key}"))
    }

    fn part<T: Serialize + ?Sized>(&self, value: &T, step: impl FnOnce() -> String) -> Result<(), Fault> {
        value.serialize(Walk).map_err(|fault| {
            let fault = fault.within(step);
            match self.variant {
                Some(variant) => fault.within(|| format!(".{variant}")),
                None => fault,
            }
        })
    }
}

/// Methods for what is always held.
macro_rules! held {
    ($($method:ident($type:ty)),*) => {
        $(fn $method(self, _: $type) -> Result<(), Fault> {
            Ok(())
        })*
    };
}

impl Serializer for Walk {
    type Ok = ();
    type Error = Fault;
    type SerializeSeq = Parts;
    type SerializeTuple = Parts;
    type SerializeTupleStruct = Parts;
    type SerializeTupleVariant = Parts;
    type SerializeMap = Parts;
    type SerializeStruct = Parts;
    type SerializeStructVariant = Parts;

    held!(
        serialize_bool(bool),
        serialize_char(char),
        serialize_str(&str),
        serialize_bytes(&[u8])
    );
    held!(
        serialize_i8(i8),
        serialize_i16(i16),
        serialize_i32(i32),
        serialize_i64(i64)
    );
    held!(
        serialize_u8(u8),
        serialize_u16(u16),
        serialize_u32(u32),
        serialize_u64(u64)
    );
    held!(serialize_unit_struct(&'static str));

    fn serialize_i128(self, value: i128) -> Result<(), Fault> {
        number(
            i64::try_from(value).is_ok() || u64::try_from(value).is_ok(),
            value,
        )
    }

    fn serialize_u128(self, value: u128) -> Result<(), Fault> {
        number(u64::try_from(value).is_ok(), value)
    }

    fn serialize_f32(self, value: f32) -> Result<(), Fault> {
        number(value.is_finite(), value)
    }

    fn serialize_f64(self, value: f64) -> Result<(), Fault> {
        number(value.is_finite(), value)
    }

    fn serialize_none(self) -> Result<(), Fault> {
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Fault> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Fault> {
        Ok(())
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, _: &'static str) -> Result<(), Fault> {
        Ok(())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Fault> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Fault> {
        Parts::default().field(variant, value)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Parts, Fault> {
        Ok(Parts::default())
    }

    fn serialize_tuple(self, _: usize) -> Result<Parts, Fault> {
        Ok(Parts::default())
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Parts, Fault> {
        Ok(Parts::default())
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Parts, Fault> {
        Ok(Parts::of(variant))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Parts, Fault> {
        Ok(Parts::default())
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Parts, Fault> {
        Ok(Parts::default())
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Parts, Fault> {
        Ok(Parts::of(variant))
    }
}

impl SerializeMap for Parts {
    type Ok = ();
    type Error = Fault;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Fault> {
        key.serialize(Walk)?;
        let key = serde_json::to_string(key).map_err(Fault::custom)?;
        self.key = key.trim_matches('"').to_owned();
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Fault> {
        let key = std::mem::take(&mut self.key);
        self.field(&key, value)
    }

    fn end(self) -> Result<(), Fault> {
        Ok(())
    }
}

/// Traits for parts, with or without a name.
macro_rules! parts {
    ($($trait:ident: $method:ident($($name:ident)?) by $by:ident,)*) => {
        $(impl $trait for Parts {
            type Ok = ();
            type Error = Fault;

            fn $method<T: Serialize + ?Sized>(&mut self, $($name: &'static str,)? value: &T) -> Result<(), Fault> {
                self.$by($($name,)? value)
            }

            fn end(self) -> Result<(), Fault> {
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
