//! The numbers of a full state by name.

use std::ops::Range;

use aru_runtime::__private::lab::PartOfState;
use aru_runtime::{Error, Result};
use serde::{Deserialize, Serialize};

/// Which numbers of a state are of what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Places {
    parts: Vec<Named>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Named {
    name: String,
    rows: usize,
    units: usize,
    is_line: bool,
    first: usize,
}

impl Places {
    pub(super) fn new(parts: &[PartOfState]) -> Self {
        let named = |part: &PartOfState| Named {
            name: part.name.clone(),
            rows: part.rows,
            units: part.units,
            is_line: part.is_line,
            first: part.places.start,
        };
        Places {
            parts: parts.iter().map(named).collect(),
        }
    }

    /// A name for each number: `hidden.rate[3]`, `line/hidden[0, 3]`.
    pub(super) fn names(&self) -> Vec<String> {
        let mut names = Vec::new();
        for Named {
            name,
            rows,
            units,
            is_line,
            ..
        } in &self.parts
        {
            for (row, unit) in (0..*rows).flat_map(|row| (0..*units).map(move |unit| (row, unit))) {
                names.push(match is_line {
                    true => format!("{name}[{row}, {unit}]"),
                    false => format!("{name}[{unit}]"),
                });
            }
        }
        names
    }

    /// The places of a part.
    ///
    /// # Errors
    /// There is none of this name; the error lists them.
    pub(super) fn of(&self, name: &str) -> Result<Range<usize>> {
        match self.parts.iter().find(|part| part.name == name) {
            Some(part) => Ok(part.first..part.first + part.rows * part.units),
            None => {
                let known: Vec<String> = self.parts.iter().map(|part| format!("`{}`", part.name)).collect();
                Err(Error::Unknown {
                    kind: "part of a state",
                    name: name.to_string(),
                    hint: format!(", expected one of {}", known.join(", ")),
                })
            }
        }
    }

    /// Every part: its name and its places.
    pub(super) fn each(&self) -> impl Iterator<Item = (&str, Range<usize>)> {
        let places = |part: &Named| part.first..part.first + part.rows * part.units;
        self.parts.iter().map(move |part| (&*part.name, places(part)))
    }
}
