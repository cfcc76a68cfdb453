//! MAT files of version 5 to 7, by "MAT-File Format" (The MathWorks, R2019b).
//!
//! A file is a header of 128 bytes and data elements, each a tag (type, number of bytes) and as many bytes, filled up to a
//! multiple of 8. Elements of up to 4 bytes may be packed with their tag into 8. A variable is an element of type matrix, in which
//! come its flags, dimensions, name and content as elements, or a compressed one that holds that.

use std::io::Read;

use flate2::read::ZlibDecoder;
use ndarray::{ArrayD, IxDyn, ShapeBuilder};

use super::{Found, Way, lines, missing, numbered};

/// Structs and cells within each other so deep are a damaged file.
const DEEPEST: usize = 64;
const HEADER: usize = 128;

const MATRIX: u32 = 14;
const COMPRESSED: u32 = 15;

/// A variable, or what is in one.
#[derive(Clone, Debug)]
pub(super) enum Value {
    /// In MATLAB's order, the first axis fastest.
    Numbers(Vec<usize>, Vec<f64>),
    Text(String),
    Cells(Vec<Value>),
    /// For each element the values of all fields.
    Struct(Vec<String>, Vec<Vec<Value>>),
    Other(String),
}

/// All variables of a file, as the fields of a struct.
pub(super) fn read(content: &[u8]) -> Way<Value> {
    let header = content.get(..HEADER).unwrap_or(content);
    let is_little = match header.get(124..128) {
        Some([0, 1, b'I', b'M']) => true,
        Some([1, 0, b'M', b'I']) => false,
        _ => {
            return Err("it is neither HDF5 nor a MAT file of version 5 to 7.3; in MATLAB, save(.., '-v7') writes one".into());
        }
    };
    let (mut names, mut values) = (Vec::new(), Vec::new());
    let mut elements = Elements {
        content,
        at: HEADER,
        is_little,
    };
    while let Some((start, kind, own)) = elements.next_element()? {
        let of = |fault: String| format!("in the variable at byte {start}: {fault}");
        let (name, value) = match kind {
            MATRIX => matrix(own, is_little, 0).map_err(of)?,
            COMPRESSED => {
                let mut inflated = Vec::new();
                ZlibDecoder::new(own)
                    .read_to_end(&mut inflated)
                    .map_err(|error| of(error.to_string()))?;
                let mut within = Elements {
                    content: &inflated,
                    at: 0,
                    is_little,
                };
                match within.next_element().map_err(of)? {
                    Some((_, MATRIX, own)) => matrix(own, is_little, 0).map_err(of)?,
                    _ => return Err(of("there is no array in it".into())),
                }
            }
            kind => return Err(of(format!("its type is {kind}, and no variable is of that"))),
        };
        // What MATLAB keeps of classes has no name.
        if !name.is_empty() {
            names.push(name);
            values.push(value);
        }
    }
    Ok(Value::Struct(names, vec![values]))
}

/// What names lead to.
pub(super) fn find(value: &Value, names: &[&str]) -> Way<Found> {
    let Some((&name, rest)) = names.split_first() else {
        return Ok(match value {
            Value::Numbers(shape, numbers) => {
                let columns_first = IxDyn(shape).f();
                let array = ArrayD::from_shape_vec(columns_first, numbers.clone())
                    .map_err(|error| error.to_string())?;
                Found::Numbers(array.as_standard_layout().into_owned())
            }
            Value::Text(text) => Found::Text(text.clone()),
            Value::Cells(cells) => Found::Parts(numbered(cells.len()), true),
            Value::Struct(fields, elements) if elements.len() == 1 => Found::Parts(fields.clone(), false),
            Value::Struct(_, elements) => Found::Parts(numbered(elements.len()), true),
            Value::Other(what) => Found::Other(what.clone()),
        });
    };
    let number = name.parse::<usize>().ok();
    match value {
        Value::Cells(cells) => match number.and_then(|number| cells.get(number)) {
            Some(cell) => find(cell, rest),
            None => Err(missing(name, &numbered(cells.len()))),
        },
        Value::Struct(fields, elements) => match number.and_then(|number| elements.get(number)) {
            Some(element) => {
                let alone = Value::Struct(fields.clone(), vec![element.clone()]);
                find_field(&alone, rest)
            }
            None if elements.len() == 1 => find_field(value, names),
            None => Err(missing(name, &numbered(elements.len()))),
        },
        _ => Err(format!("there is nothing within to be called `{name}`")),
    }
}

/// The same of a struct that stands alone.
fn find_field(value: &Value, names: &[&str]) -> Way<Found> {
    let (Some((&name, rest)), Value::Struct(fields, elements)) = (names.split_first(), value) else {
        return find(value, names);
    };
    match fields.iter().position(|field| field == name) {
        Some(place) => find(&elements[0][place], rest),
        None => Err(missing(name, fields)),
    }
}

/// Name and value of the array in the content of an element.
fn matrix(content: &[u8], is_little: bool, depth: usize) -> Way<(String, Value)> {
    if content.is_empty() {
        return Ok((String::new(), Value::Numbers(vec![0, 0], Vec::new())));
    }
    if depth > DEEPEST {
        return Err(format!("arrays lie more than {DEEPEST} deep within each other"));
    }
    let mut elements = Elements {
        content,
        at: 0,
        is_little,
    };
    let flags = elements.numbers("flags")?;
    let flags = *flags.first().ok_or("there are no flags")? as u32;
    let (class, is_complex) = (flags & 0xff, flags & 0x800 != 0);
    if class == 17 {
        // An object has no dimensions: its name, the system that its class is of, and the class.
        let mut text = |what: &str| -> Way<String> {
            let (_, letters) = elements.required(what)?;
            Ok(String::from_utf8_lossy(letters).into_owned())
        };
        let (name, _, class) = (text("name")?, text("system of classes")?, text("class")?);
        return Ok((name, Value::Other(format!("an object of the class `{class}`"))));
    }
    let shape: Vec<usize> = elements
        .numbers("dimensions")?
        .into_iter()
        .map(|length| length as usize)
        .collect();
    let number = shape
        .iter()
        .try_fold(1_usize, |product, &length| product.checked_mul(length));
    let number = number.ok_or("its dimensions are too large")?;
    let name = String::from_utf8_lossy(elements.required("name")?.1).into_owned();
    let value = match class {
        1 => Value::Cells(elements.matrices(number, depth)?),
        2 => {
            let width = elements.numbers("length of field names")?;
            let width = width.first().map_or(0.0, |width| *width) as usize;
            let names = elements.required("field names")?.1;
            let field = |bytes: &[u8]| {
                let end = bytes.iter().position(|&byte| byte == 0).unwrap_or(bytes.len());
                String::from_utf8_lossy(&bytes[..end]).into_owned()
            };
            let fields: Vec<String> = names.chunks_exact(width.max(1)).map(field).collect();
            if fields.is_empty() && number != 1 {
                return Ok((name, Value::Other("an array of structs without fields".into())));
            }
            let all = number
                .checked_mul(fields.len())
                .ok_or("its dimensions are too large")?;
            let mut values = elements.matrices(all, depth)?.into_iter();
            let element = |_| values.by_ref().take(fields.len()).collect();
            let all = (0..number).map(element).collect();
            Value::Struct(fields, all)
        }
        3 => Value::Other("an object of a class".into()),
        4 => {
            let (kind, letters) = elements.required("letters")?;
            let letters: Vec<u16> = match kind {
                // UTF-8; the others are codes of 16 bits, in one byte each or in two.
                16 => String::from_utf8_lossy(letters).encode_utf16().collect(),
                kind => numbers(kind, letters, is_little)?
                    .into_iter()
                    .map(|code| code as u16)
                    .collect(),
            };
            // Letters that take several codes have no places in rows.
            let rows = if letters.len() == number {
                shape.first().copied().unwrap_or(1)
            } else {
                1
            };
            Value::Text(lines(&letters, rows))
        }
        5 => Value::Other("a sparse matrix".into()),
        6..=15 if is_complex => Value::Other("an array of complex numbers".into()),
        6..=15 => {
            let values = elements.numbers("numbers")?;
            if values.len() != number {
                return Err(format!(
                    "`{name}` of shape {shape:?} has {} numbers",
                    values.len()
                ));
            }
            Value::Numbers(shape, values)
        }
        16 => Value::Other("a function".into()),
        class => return Err(format!("`{name}` is of class {class}, which there is not")),
    };
    Ok((name, value))
}

/// Elements one after the other.
struct Elements<'a> {
    content: &'a [u8],
    at: usize,
    is_little: bool,
}

impl<'a> Elements<'a> {
    /// Where the next element begins, its type and its content; `None` at the end.
    fn next_element(&mut self) -> Way<Option<(usize, u32, &'a [u8])>> {
        let start = self.at;
        let rest = &self.content[start.min(self.content.len())..];
        if rest.is_empty() {
            return Ok(None);
        }
        let ends = || format!("it ends within an element at byte {start}");
        let tag = rest.get(..8).ok_or_else(ends)?;
        let (first, second) = (self.word(&tag[..4]), self.word(&tag[4..]));
        let (kind, bytes, from) = match first >> 16 {
            0 => (first, second as usize, 8),
            // As many as four bytes behind a tag of four.
            bytes => (first & 0xffff, bytes as usize, 4),
        };
        if from == 4 && bytes > 4 {
            return Err(format!("the element at byte {start} is damaged"));
        }
        let own = rest.get(from..from + bytes).ok_or_else(ends)?;
        // Compressed ones are not filled up.
        self.at = start
            + match kind {
                COMPRESSED => from + bytes,
                _ => (from + bytes).next_multiple_of(8),
            };
        Ok(Some((start, kind, own)))
    }

    fn required(&mut self, what: &str) -> Way<(u32, &'a [u8])> {
        match self.next_element()? {
            Some((_, kind, own)) => Ok((kind, own)),
            None => Err(format!("it ends before its {what}")),
        }
    }

    fn numbers(&mut self, what: &str) -> Way<Vec<f64>> {
        let (kind, own) = self.required(what)?;
        numbers(kind, own, self.is_little)
    }

    fn matrices(&mut self, number: usize, depth: usize) -> Way<Vec<Value>> {
        // Not reserved: a damaged number may be any.
        let mut values = Vec::new();
        for _ in 0..number {
            match self.required("cells or fields")? {
                (MATRIX, own) => values.push(matrix(own, self.is_little, depth + 1)?.1),
                (kind, _) => return Err(format!("a cell or field is of type {kind}, and no array")),
            }
        }
        Ok(values)
    }

    fn word(&self, bytes: &[u8]) -> u32 {
        let bytes = [bytes[0], bytes[1], bytes[2], bytes[3]];
        if self.is_little {
            u32::from_le_bytes(bytes)
        } else {
            u32::from_be_bytes(bytes)
        }
    }
}

/// Numbers as they are stored, which may be in fewer bytes than their class has.
fn numbers(kind: u32, bytes: &[u8], is_little: bool) -> Way<Vec<f64>> {
    macro_rules! read {
        ($($kind:pat => $number:ty),*) => {
            match kind {
                $($kind => {
                    let (numbers, _) = bytes.as_chunks::<{ size_of::<$number>() }>();
                    let number = |own: &[u8; size_of::<$number>()]| match is_little {
                        true => <$number>::from_le_bytes(*own) as f64,
                        false => <$number>::from_be_bytes(*own) as f64,
                    };
                    Ok(numbers.iter().map(number).collect())
                })*
                kind => Err(format!("its numbers are of type {kind}, which there is not")),
            }
        };
    }
    read!(1 => i8, 2 => u8, 3 => i16, 4 | 17 => u16, 5 => i32, 6 => u32, 7 => f32, 9 => f64, 12 => i64, 13 => u64)
}
