//! One array as NumPy writes it: a header that says what follows, and the numbers.
//!
//! A header may claim anything. Nothing is allocated that the file cannot hold, and room grows with what was read.

use std::io::Read;

use ndarray::{ArrayD, IxDyn, ShapeBuilder};

use super::advice;
use super::literal::Literal;
use super::number::Number;

const MAGIC: &[u8] = b"\x93NUMPY";

/// As much as NumPy reads itself, unless told to trust a file.
const LONGEST_HEADER: usize = 10_000;

/// Bytes that are read at a time: a multiple of the size of every element.
const PIECE: usize = 1 << 16;

/// What the elements are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Truth,
    Signed,
    Unsigned,
    Real,
}

/// What a header says.
#[derive(Debug)]
pub(super) struct Header {
    kind: Kind,
    /// Bytes of an element.
    size: usize,
    big_endian: bool,
    /// The first index runs fastest.
    columns_first: bool,
    shape: Vec<usize>,
    /// Bytes of the header itself.
    length: u64,
}

/// Reads the header of an array; its name is for the advice.
pub(super) fn header(file: &mut impl Read, name: &str) -> Result<Header, String> {
    let cut = |_| "it is no array of NumPy, or is cut within its header; write it again".to_owned();
    let mut start = [0; 8];
    file.read_exact(&mut start).map_err(cut)?;
    if !start.starts_with(MAGIC) {
        return Err("it is no array of NumPy: it does not begin as one; write it with `numpy.save`".into());
    }
    let (length, fixed) = match start[6] {
        1 => {
            let mut length = [0; 2];
            file.read_exact(&mut length).map_err(cut)?;
            (u16::from_le_bytes(length).into(), 10)
        }
        2 | 3 => {
            let mut length = [0; 4];
            file.read_exact(&mut length).map_err(cut)?;
            (u32::from_le_bytes(length) as usize, 12)
        }
        version => {
            return Err(format!(
                "its format is {version}.{}, known are 1.0 to 3.0; write it again with `numpy.save`",
                start[7]
            ));
        }
    };
    if length > LONGEST_HEADER {
        return Err(format!(
            "its header claims {length} bytes, expected {LONGEST_HEADER} at most; it is damaged; write it again"
        ));
    }
    let mut text = vec![0; length];
    file.read_exact(&mut text).map_err(cut)?;
    // Latin 1 up to version 2.
    let text = match start[6] {
        3 => String::from_utf8_lossy(&text).into_owned(),
        _ => text.iter().map(|&byte| char::from(byte)).collect(),
    };
    let damaged = |fault: &str| format!("its header is damaged ({fault}); write it again");
    let Literal::Dictionary(entries) = Literal::read(&text).map_err(|fault| damaged(&fault))? else {
        return Err(damaged("it is no dictionary of Python"));
    };
    let entry = |key: &str| {
        let found = entries.iter().find(|(found, _)| found.text() == Some(key));
        found
            .map(|(_, value)| value)
            .ok_or_else(|| damaged(&format!("it lacks `{key}`")))
    };
    let Literal::Truth(columns_first) = *entry("fortran_order")? else {
        return Err(damaged("`fortran_order` is neither True nor False"));
    };
    let Literal::Tuple(shape) = entry("shape")? else {
        return Err(damaged("`shape` is no tuple"));
    };
    let length_of = |axis: &Literal| match axis {
        Literal::Whole(length) => Some(*length),
        _ => None,
    };
    let shape: Option<Vec<usize>> = shape.iter().map(length_of).collect();
    let shape = shape.ok_or_else(|| damaged("an axis of `shape` is no length"))?;
    let descriptor = match entry("descr")? {
        Literal::Text(descriptor) => descriptor,
        Literal::List(fields) => {
            let name_of = |field: &Literal| match field {
                Literal::Tuple(parts) => match parts.first() {
                    // Of a field with a title the name stands behind that.
                    Some(Literal::Tuple(names)) => names.get(1).and_then(Literal::text).map(str::to_owned),
                    name => name.and_then(Literal::text).map(str::to_owned),
                },
                _ => None,
            };
            let fields: Vec<String> = fields.iter().filter_map(name_of).collect();
            return Err(advice::of_fields(&fields, name));
        }
        _ => return Err(damaged("`descr` is no type")),
    };
    let (kind, size, big_endian) = element(descriptor).ok_or_else(|| advice::of_type(descriptor, name))?;
    Ok(Header {
        kind,
        size,
        big_endian,
        columns_first,
        shape,
        length: (fixed + length) as u64,
    })
}

/// The kind, size and order of bytes that a descriptor such as `<f4` stands for.
fn element(descriptor: &str) -> Option<(Kind, usize, bool)> {
    let (order, rest) = match descriptor.strip_prefix(['<', '>', '|', '=']) {
        Some(rest) => (&descriptor[..1], rest),
        None => ("=", descriptor),
    };
    let (kind, size) = match rest {
        "b1" | "?" => (Kind::Truth, 1),
        "i1" => (Kind::Signed, 1),
        "i2" => (Kind::Signed, 2),
        "i4" => (Kind::Signed, 4),
        "i8" => (Kind::Signed, 8),
        "u1" => (Kind::Unsigned, 1),
        "u2" => (Kind::Unsigned, 2),
        "u4" => (Kind::Unsigned, 4),
        "u8" => (Kind::Unsigned, 8),
        "f2" => (Kind::Real, 2),
        "f4" => (Kind::Real, 4),
        "f8" => (Kind::Real, 8),
        _ => return None,
    };
    let big_endian = order == ">" || (order == "=" && cfg!(target_endian = "big"));
    Some((kind, size, big_endian))
}

impl Header {
    /// Reads the numbers behind the header, in C order. `held` is how many bytes there can be, header included.
    pub(super) fn read<V: Clone>(
        &self,
        file: &mut impl Read,
        held: u64,
        convert: impl Fn(Number) -> Result<V, String>,
    ) -> Result<ArrayD<V>, String> {
        let count = self.count()?;
        let needed = count as u128 * self.size as u128;
        let held = held.saturating_sub(self.length);
        if needed > u128::from(held) {
            return Err(format!(
                "its header claims the shape {:?}, which takes {needed} bytes, but the file holds {held} at most; it is \
                 cut or damaged; write it again",
                self.shape
            ));
        }
        let mut values = Vec::new();
        let mut piece = vec![0; PIECE.min(needed as usize)];
        while values.len() < count {
            let elements = (count - values.len()).min(PIECE / self.size);
            let bytes = &mut piece[..elements * self.size];
            file.read_exact(bytes)
                .map_err(|error| format!("it is cut or damaged ({error}); write it again"))?;
            // At most as much again as was read.
            let room = values.try_reserve(elements);
            room.map_err(|_| format!("its {count} numbers do not fit into the memory"))?;
            for bytes in bytes.chunks_exact(self.size) {
                let place = values.len();
                let value = convert(self.number(bytes));
                values.push(value.map_err(|fault| format!("at {:?}: {fault}", self.index(place)))?);
            }
        }
        // Reading its end lets an archive compare the checksum of what was read.
        match file.read(&mut [0]) {
            Ok(0) => {}
            Ok(_) => {
                return Err(format!(
                    "its header claims the shape {:?}, but more numbers follow; it is damaged; write it again",
                    self.shape
                ));
            }
            Err(error) => return Err(format!("it is damaged ({error}); write it again")),
        }
        let shape = IxDyn(&self.shape).set_f(self.columns_first);
        let array = ArrayD::from_shape_vec(shape, values).map_err(|error| format!("its shape: {error}"))?;
        Ok(if array.is_standard_layout() {
            array
        } else {
            array.as_standard_layout().into_owned()
        })
    }

    fn count(&self) -> Result<usize, String> {
        // As `ndarray` counts: a length of zero must not hide that the others are too large.
        let mut lengths = self.shape.iter().filter(|&&length| length > 0);
        let product = lengths.try_fold(1_usize, |product, &length| product.checked_mul(length));
        match product {
            Some(_) if self.shape.contains(&0) => Ok(0),
            Some(count) if isize::try_from(count).is_ok() => Ok(count),
            _ => Err(format!(
                "its header claims the shape {:?}, more numbers than any memory holds; it is damaged; write it again",
                self.shape
            )),
        }
    }

    /// The index of an element, by its place in the file.
    fn index(&self, mut place: usize) -> Vec<usize> {
        let mut index = vec![0; self.shape.len()];
        let axes: Vec<usize> = match self.columns_first {
            true => (0..self.shape.len()).collect(),
            false => (0..self.shape.len()).rev().collect(),
        };
        for axis in axes {
            index[axis] = place % self.shape[axis];
            place /= self.shape[axis];
        }
        index
    }

    fn number(&self, bytes: &[u8]) -> Number {
        // The most significant byte first.
        let ordered = |place: usize| {
            bytes[if self.big_endian {
                place
            } else {
                self.size - 1 - place
            }]
        };
        let bits = (0..self.size).fold(0_u64, |bits, place| bits << 8 | u64::from(ordered(place)));
        let unused = 64 - 8 * self.size as u32;
        match (self.kind, self.size) {
            (Kind::Truth, _) => Number::Truth(bits != 0),
            (Kind::Unsigned, _) => Number::Whole(bits.into()),
            (Kind::Signed, _) => Number::Whole(((bits << unused) as i64 >> unused).into()),
            (Kind::Real, 2) => Number::Real(half(bits as u16)),
            (Kind::Real, 4) => Number::Real(f32::from_bits(bits as u32).into()),
            (Kind::Real, _) => Number::Real(f64::from_bits(bits)),
        }
    }
}

/// A number of half precision: a sign, five bits of exponent and ten of the fraction.
fn half(bits: u16) -> f64 {
    let fraction = f64::from(bits & 0x3ff);
    let size = match bits >> 10 & 0x1f {
        0 => fraction * 2.0_f64.powi(-24),
        0x1f if fraction == 0.0 => f64::INFINITY,
        0x1f => f64::NAN,
        exponent => (1024.0 + fraction) * 2.0_f64.powi(i32::from(exponent) - 25),
    };
    if bits >> 15 == 1 { -size } else { size }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_precision_is_exact() {
        // One of each kind, as IEEE 754 lists them.
        for (bits, number) in [
            (0x3c00, 1.0),
            (0xc000, -2.0),
            (0x7bff, 65504.0),
            (0x0400, 2.0_f64.powi(-14)),
            (0x0001, 2.0_f64.powi(-24)),
            (0x03ff, 1023.0 * 2.0_f64.powi(-24)),
            (0x3555, 0.333_251_953_125),
            (0x7c00, f64::INFINITY),
            (0xfc00, f64::NEG_INFINITY),
        ] {
            assert_eq!(half(bits), number, "{bits:x}");
        }
        assert!(half(0x7e00).is_nan() && half(0x8000).is_sign_negative());
        let finite = (0..0x7c00).map(half);
        assert!(finite.clone().zip(finite.skip(1)).all(|(a, b)| a < b));
    }
}
