//! How a text file of columns is written: what separates cells, and in which line its names stand.

use csv::{ReaderBuilder, StringRecord, Trim};

use super::number::{Decimal, parse};
use crate::error::counted;

/// What separates the cells of a `.csv`, the usual first.
const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];

/// A text file, as far as its first lines tell.
#[derive(Debug)]
pub(super) struct Dialect {
    pub(super) separator: u8,
    pub(super) names: Vec<String>,
    /// Of each column, where a line of units stands by the names; else none.
    pub(super) units: Vec<String>,
    /// The line of the names, from 1.
    pub(super) named: usize,
    /// Where the numbers begin: bytes, and lines before.
    pub(super) start: usize,
    pub(super) lines: usize,
}

/// A line with its number, from 1, and where the next begins.
struct Line<'a> {
    text: &'a str,
    number: usize,
    end: usize,
}

/// The lines of a text that are not empty.
fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let mut end = 0;
    let numbered = text.split_inclusive('\n').zip(1..);
    let lines = numbered.map(move |(text, number)| {
        end += text.len();
        Line {
            text: text.trim_end_matches(['\r', '\n']),
            number,
            end,
        }
    });
    lines.filter(|line| !line.text.trim().is_empty())
}

/// Finds the names and the separator; `tabs` where the end of the file's name says that they separate.
pub(super) fn of(text: &str, tabs: bool) -> Result<Dialect, String> {
    let no_names =
        || "its first line holds no names of columns; write them there, as in `sound,rate`".to_owned();
    let mut comment = None;
    let mut top = Vec::new();
    for line in lines(text) {
        if top.is_empty() && line.text.starts_with('#') {
            comment = Some(line);
        } else if !line.text.starts_with('#') {
            top.push(line);
            // Names, units, and numbers to tell the separator by.
            if top.len() == 3 {
                break;
            }
        }
    }
    let separator = match tabs {
        true => b'\t',
        false => separator(&top, comment.as_ref()),
    };
    let cells = |line: &Line<'_>| cells(line.text.trim_start_matches('#'), separator);
    let (first, rest) = match (top.split_first(), &comment) {
        (Some(split), _) => split,
        (None, Some(comment)) => (comment, &[][..]),
        (None, None) => return Err(no_names()),
    };
    let mut names = cells(first);
    let (mut start, mut above, mut named) = (first.end, first.number, first.number);
    let mut units = Vec::new();
    if is_of_numbers(&names) {
        // `numpy.savetxt(.., header="a,b")` writes `# a,b`.
        let comment = comment
            .as_ref()
            .filter(|line| !is_of_numbers(&cells(line)))
            .ok_or_else(no_names)?;
        let found = names.len();
        names = cells(comment);
        if names.len() != found {
            return Err(format!(
                "line {} names {}, line {} has {}; write as many names",
                comment.number,
                counted(names.len() as u64, "column"),
                first.number,
                counted(found as u64, "number")
            ));
        }
        (start, above, named) = (comment.end, comment.number, comment.number);
    } else if let Some(second) = rest.first() {
        let below = cells(second);
        let other = |cells: &[String]| cells.iter().all(|cell| cell.is_empty() || is_unit(cell));
        // Below a unit stand numbers: `m` in a column of words is a word.
        let measures = |units: &[String]| {
            let numbers = rest.get(1).map(cells).unwrap_or_default();
            let mut pairs = units.iter().zip(&numbers).filter(|(unit, _)| !unit.is_empty());
            !numbers.is_empty() && pairs.all(|(_, cell)| cell.is_empty() || is_number(cell))
        };
        // Which of the two is names, and which is units, the words say.
        if below.len() == names.len() && !is_of_numbers(&below) && below.iter().any(|cell| !cell.is_empty()) {
            if other(&below) && measures(&below) {
                units = below;
                (start, above) = (second.end, second.number);
            } else if other(&names) && measures(&names) {
                units = std::mem::replace(&mut names, below);
                (start, above, named) = (second.end, second.number, second.number);
            }
        }
    }
    Ok(Dialect {
        separator,
        names,
        units,
        named,
        start,
        lines: above,
    })
}

/// That under which two lines have as many cells, more than one, and the second most numbers.
fn separator(top: &[Line<'_>], comment: Option<&Line<'_>>) -> u8 {
    let (above, numbers) = match (top, comment) {
        ([.., above, numbers], _) => (above, numbers),
        ([numbers], Some(above)) => (above, numbers),
        ([only], None) | ([], Some(only)) => (only, only),
        ([], None) => return SEPARATORS[0],
    };
    let mut best = (SEPARATORS[0], -1.0);
    for separator in SEPARATORS {
        let names = cells(above.text.trim_start_matches('#'), separator);
        let cells = cells(numbers.text, separator);
        if cells.len() < 2 || names.len() != cells.len() {
            continue;
        }
        let decimal = if separator == b',' {
            Decimal::Point
        } else {
            Decimal::Comma
        };
        let read = cells.iter().filter(|cell| parse(cell, decimal).is_some()).count();
        let share = read as f64 / cells.len() as f64;
        if share > best.1 {
            best = (separator, share);
        }
    }
    best.0
}

fn cells(line: &str, separator: u8) -> Vec<String> {
    let mut reader = ReaderBuilder::new();
    reader.delimiter(separator).has_headers(false).trim(Trim::All);
    let mut record = StringRecord::new();
    let read = reader.from_reader(line.as_bytes()).read_record(&mut record);
    match read {
        Ok(true) => record.iter().map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}

/// Whether a line holds values, not names: one that is a number. `NA` may be either.
fn is_of_numbers(cells: &[String]) -> bool {
    let has_digits = |cell: &str| cell.contains(|character: char| character.is_ascii_digit());
    cells.iter().any(|cell| has_digits(cell) && is_number(cell))
}

fn is_number(cell: &str) -> bool {
    parse(cell, Decimal::Comma).is_some() || parse(cell, Decimal::Point).is_some()
}

/// A unit in brackets, or one of those that recordings have, with a prefix or without.
fn is_unit(cell: &str) -> bool {
    let bracketed = |open, close| cell.starts_with(open) && cell.ends_with(close);
    if bracketed('(', ')') || bracketed('[', ']') {
        return true;
    }
    let is_base = |unit: &str| UNITS.contains(&unit);
    let without_prefix = cell.strip_prefix(['k', 'M', 'G', 'm', 'u', 'µ', 'μ', 'n', 'p', 'd', 'c']);
    let parts: Vec<&str> = cell.split('/').collect();
    match &parts[..] {
        [_] => is_base(cell) || without_prefix.is_some_and(is_base),
        parts => parts.iter().all(|part| is_unit(part)),
    }
}

const UNITS: [&str; 32] = [
    "s", "sec", "min", "h", "V", "A", "Hz", "m", "g", "N", "W", "J", "C", "F", "S", "Pa", "K", "B", "T",
    "Ohm", "ohm", "Ω", "°C", "°", "deg", "rad", "%", "-", "1", "a.u.", "au", "spikes",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> (char, Vec<String>, Vec<String>, usize) {
        let Dialect {
            separator,
            names,
            units,
            lines,
            ..
        } = of(text, false).unwrap();
        (char::from(separator), names, units, lines)
    }

    #[test]
    fn a_separator_is_told_by_what_stands_between_numbers() {
        for (text, separator, columns) in [
            ("t,x\n0.5,1\n", ',', 2),
            ("t;x\n0,5;1\n", ';', 2),
            ("t\tx\n0,5\t1\n", '\t', 2),
            ("time, s;rate, Hz\n0,5;1,2\n", ';', 2),
            ("\"a;b\",c\n1,2\n", ',', 2),
            ("t;x;word\n0,5;1;a,b\n", ';', 3),
            ("x\n1\n", ',', 1),
        ] {
            let (found, names, _, _) = found(text);
            assert_eq!((found, names.len()), (separator, columns), "{text}");
        }
    }

    #[test]
    fn a_line_of_units_stands_above_or_below_the_names() {
        let expected = |units: [&str; 2], lines| {
            (
                ',',
                ["time", "rate"].map(str::to_owned).into(),
                units.map(str::to_owned).into(),
                lines,
            )
        };
        assert_eq!(found("time,rate\ns,Hz\n0,1\n"), expected(["s", "Hz"], 2));
        assert_eq!(
            found("ms,spikes/s\ntime,rate\n0,1\n"),
            expected(["ms", "spikes/s"], 2)
        );
        assert_eq!(
            found("# made today\n\ntime,rate\n(ms),\n0,1\n"),
            expected(["(ms)", ""], 4)
        );
        // Words are no units, and cells may miss.
        let (_, _, units, lines) = found("time,word\nstart,go\n0,a\n");
        assert!(units.is_empty() && lines == 1);
        let (_, names, units, _) = found("V,A\n1,2\n");
        assert!(units.is_empty() && names == ["V", "A"]);
        let (_, _, units, lines) = found("time,rate\n,\n0,1\n");
        assert!(units.is_empty() && lines == 1);
    }

    /// The first trial was lost.
    #[test]
    fn words_that_are_units_elsewhere_are_values_where_words_stand_below() {
        for text in [
            "sex,rt\nm,\nf,0.31\n",
            "group,rt\nA,\nB,0.2\n",
            "word,rt\n-,-\nyes,1\n",
            "sex\nm\nf\n",
        ] {
            let (_, _, units, lines) = found(text);
            assert!(units.is_empty() && lines == 1, "{text}");
        }
    }

    #[test]
    fn a_column_may_be_named_like_a_missing_value() {
        let (_, names, _, _) = found("t,NA\n0,1\n");
        assert_eq!(names, ["t", "NA"]);
        assert!(of("0.5,a\n1,b\n", false).is_err(), "that line holds values");
    }
}
