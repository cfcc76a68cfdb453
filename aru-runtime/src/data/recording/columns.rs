//! Columns of a text file: names, and numbers below.

use std::collections::HashMap;
use std::path::Path;

use csv::{ReaderBuilder, StringRecord, Trim};
use ndarray::{Array1, ArrayD};

use super::dialect::{self, Dialect};
use super::number::{Decimal, Number, no_number, parse};
use super::unreadable;
use crate::error::{Result, counted};
use crate::files;

/// The lines below the names, as text: a column is read as numbers when it is asked for, so that others may hold words.
#[derive(Debug)]
pub(super) struct Columns {
    separator: u8,
    lines: Vec<StringRecord>,
    /// Lines above those, to count from.
    above: u64,
    /// The place of each name in a line.
    places: Vec<usize>,
    /// Of each name; empty where there are none.
    units: Vec<String>,
}

/// The names of the columns, and the lines below; `tabs` where those separate, whatever the file looks like.
pub(super) fn read(path: &Path, tabs: bool) -> Result<(Vec<String>, Columns)> {
    let content = files::read(path)?;
    parse_text(content, tabs).map_err(|fault| unreadable(path, fault))
}

fn parse_text(content: Vec<u8>, tabs: bool) -> std::result::Result<(Vec<String>, Columns), String> {
    if content.starts_with(b"\xff\xfe") || content.starts_with(b"\xfe\xff") {
        return Err("it is text in UTF-16; save it as CSV in UTF-8".into());
    }
    let text = String::from_utf8(content).map_err(|error| {
        let error = error.utf8_error();
        format!("it is no text in UTF-8 ({error}); save it as CSV in UTF-8")
    })?;
    let text = text.trim_start_matches('\u{feff}');
    // Lines of old Macs, which some instruments still write.
    let with_line_feeds = (!text.contains('\n') && text.contains('\r')).then(|| text.replace('\r', "\n"));
    let text = with_line_feeds.as_deref().unwrap_or(text);
    let Dialect {
        separator,
        names,
        units,
        named: line_of_names,
        start,
        lines: above,
    } = dialect::of(text, tabs)?;
    let mut reader = ReaderBuilder::new();
    reader
        .delimiter(separator)
        .has_headers(false)
        .trim(Trim::All)
        .comment(Some(b'#'));
    let mut reader = reader.from_reader(&text.as_bytes()[start..]);
    let mut lines: Vec<StringRecord> = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| ragged(&error, above as u64))?;
        if record.len() != names.len() {
            let line = record.position().map_or(0, |position| position.line()) + above as u64;
            return Err(format!(
                "line {line} has {}, but line {line_of_names} names {}; lines above the names begin with `#`, and an empty \
                 cell says that a value is missing",
                counted(record.len() as u64, "cell"),
                counted(names.len() as u64, "column")
            ));
        }
        lines.push(record);
    }
    if lines.is_empty() {
        return Err("it holds no line below the names".into());
    }
    if names.len() == 1
        && let Some(line) = empty_line(&text[start..])
    {
        // Elsewhere it has no cells; here it may be a value that is missing, and what follows would move up.
        let line = line + above;
        return Err(format!(
            "line {line} is empty; write NaN where a value is missing, or remove the line"
        ));
    }
    let (names, places) = named(names, &lines)?;
    let units = match units.is_empty() {
        true => Vec::new(),
        false => places.iter().map(|&place| units[place].clone()).collect(),
    };
    Ok((
        names,
        Columns {
            separator,
            lines,
            above: above as u64,
            places,
            units,
        },
    ))
}

/// What the reader says of a line, with its number in the file.
fn ragged(error: &csv::Error, above: u64) -> String {
    match error.kind() {
        csv::ErrorKind::UnequalLengths {
            pos: Some(pos),
            expected_len,
            len,
        } => format!(
            "line {} has {}, expected {expected_len} as in the lines above; an empty cell says that a value is missing",
            pos.line() + above,
            counted(*len, "cell")
        ),
        _ => error.to_string(),
    }
}

/// The first line without a cell between lines that have one, from 1.
fn empty_line(text: &str) -> Option<usize> {
    let mut empty = None;
    for (line, number) in text.lines().zip(1..) {
        match (line.trim().is_empty(), empty) {
            (true, None) => empty = Some(number),
            (false, Some(number)) => return Some(number),
            _ => {}
        }
    }
    None
}

/// The columns with a name of their own, and where they are.
///
/// The first column of a table that pandas wrote is its index, and has no name. A column without a name and without a
/// value comes from a separator at the end of each line.
fn named(
    names: Vec<String>,
    lines: &[StringRecord],
) -> std::result::Result<(Vec<String>, Vec<usize>), String> {
    let mut known = HashMap::new();
    let mut kept = Vec::new();
    let mut places = Vec::new();
    for (place, mut name) in names.into_iter().enumerate() {
        if name.is_empty() {
            if lines.iter().all(|line| line.get(place).is_none_or(str::is_empty)) {
                continue;
            }
            if place > 0 {
                return Err(format!(
                    "column {} has no name in the first line; give it one",
                    place + 1
                ));
            }
            name = "index".to_owned();
        }
        if let Some(other) = known.insert(name.clone(), place + 1) {
            return Err(format!(
                "two columns are named `{name}`, {other} and {}; rename one",
                place + 1
            ));
        }
        kept.push(name);
        places.push(place);
    }
    Ok((kept, places))
}

impl Columns {
    /// The unit of a column, by the place of its name.
    pub(super) fn unit(&self, place: usize) -> Option<&str> {
        let unit = self.units.get(place)?;
        let bare = unit.trim_matches(['(', ')', '[', ']']);
        (!bare.is_empty()).then_some(bare)
    }

    /// The numbers of a column, by the place of its name.
    pub(super) fn numbers<V>(
        &self,
        path: &Path,
        (name, place): (&str, usize),
        convert: impl Fn(Number) -> std::result::Result<V, String>,
    ) -> Result<ArrayD<V>> {
        let place = self.places[place];
        let decimal = self
            .decimal(name, place)
            .map_err(|fault| unreadable(path, fault))?;
        let number = |line: &StringRecord| {
            // Lines of another number of cells were refused.
            let text = line.get(place).unwrap_or_default();
            let number = parse(text, decimal).ok_or_else(|| no_number(text, decimal));
            number.and_then(&convert).map_err(|fault| {
                let line = self.number_of(line);
                unreadable(path, format!("line {line}, column `{name}`: {fault}"))
            })
        };
        let numbers: Result<Array1<V>> = self.lines.iter().map(number).collect();
        Ok(numbers?.into_dyn())
    }

    fn number_of(&self, line: &StringRecord) -> u64 {
        line.position().map_or(0, |position| position.line()) + self.above
    }

    /// Whether a column has decimal commas. A comma may group thousands instead: where the column does not tell, that
    /// is an error, since each number would be another by a factor of a thousand.
    fn decimal(&self, name: &str, place: usize) -> std::result::Result<Decimal, String> {
        if self.separator == b',' {
            return Ok(Decimal::Point);
        }
        let cells = || {
            self.lines
                .iter()
                .filter_map(|line| Some((line, line.get(place)?)))
        };
        let is_number = |text: &str, decimal| !text.is_empty() && parse(text, decimal).is_some();
        let mut commas = cells().filter(|(_, text)| text.contains(',') && is_number(text, Decimal::Comma));
        let Some((line, comma)) = commas.next() else {
            return Ok(Decimal::Point);
        };
        let way = "write points, without anything between thousands";
        let mut points = cells().filter(|(_, text)| text.contains('.') && is_number(text, Decimal::Point));
        if let Some((other, point)) = points.next() {
            return Err(format!(
                "column `{name}` has a comma in line {}, `{comma}`, and a point in line {}, `{point}`; {way}",
                self.number_of(line),
                self.number_of(other)
            ));
        }
        // Where semicolons separate, commas are what they make room for.
        if self.separator == b'\t'
            && groups_thousands(comma)
            && commas.all(|(_, text)| groups_thousands(text))
        {
            return Err(format!(
                "column `{name}` does not tell whether `{comma}` in line {} is a thousand or a fraction; {way}",
                self.number_of(line)
            ));
        }
        Ok(Decimal::Comma)
    }
}

/// Whether it may be a whole number with a comma before its last three digits.
fn groups_thousands(text: &str) -> bool {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    text.trim_start_matches(['-', '+'])
        .split_once(',')
        .is_some_and(|(thousands, rest)| {
            (1..=3).contains(&thousands.len())
                && !thousands.starts_with('0')
                && rest.len() == 3
                && digits(thousands)
                && digits(rest)
        })
}
