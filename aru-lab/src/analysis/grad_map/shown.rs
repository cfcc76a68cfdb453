//! Maps in words.

use std::fmt::{self, Display, Formatter};

use aru_runtime::{Error, Result};

use super::super::time::{Table, time};
use super::{Around, GradMap, SHARE, THRESHOLD};

/// Two maps, that of a trained network and that of the untrained one: [`GradMap::beside`].
#[derive(Clone, Copy, Debug)]
pub struct Beside<'m> {
    trained: &'m GradMap,
    untrained: &'m GradMap,
}

impl<'m> Beside<'m> {
    pub(super) fn new(trained: &'m GradMap, untrained: &'m GradMap) -> Result<Self> {
        let is_alike = |a: &GradMap, b: &GradMap| {
            (&a.output, &a.units, &a.inputs, a.dt) == (&b.output, &b.units, &b.inputs, b.dt)
        };
        if !is_alike(trained, untrained) {
            let words = |map: &GradMap| format!("`{}` of {} units", map.output, map.units.len());
            let expected = format!(
                "expected one of {} and the same inputs, as the first map is",
                words(trained)
            );
            return Err(Error::setting("the second map", words(untrained), expected));
        }
        Ok(Beside { trained, untrained })
    }

    /// That of the trained network.
    pub fn trained(&self) -> &'m GradMap {
        self.trained
    }

    /// That of the untrained one.
    pub fn untrained(&self) -> &'m GradMap {
        self.untrained
    }
}

impl GradMap {
    /// What it is of, and what is to be said of it.
    fn head(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let units = match &self.units[..] {
            [unit] => format!("unit {unit} of `{}`", self.output),
            units => format!("`{}`, the mean of {} units", self.output, units.len()),
        };
        match &self.around {
            Around::Null { null, .. } => writeln!(f, "gradient map of {units}, round {null}")?,
            Around::Sound { step } => writeln!(f, "gradient map of {units}, at step {step} of a sound")?,
        }
        if self.is_zero() {
            writeln!(
                f,
                "it is zero: small changes do nothing there, as where a rectifier is shut; take it round the mean of the \
                 training inputs, `Null::mean_of(&data)`"
            )?;
        }
        if !self.is_settled {
            writeln!(
                f,
                "it still changes with the number of steps: its numbers are lower bounds"
            )?;
        }
        Ok(())
    }

    /// The learned time constants, the shortest and the longest of each.
    fn constants(&self) -> impl Iterator<Item = (&str, String)> {
        self.time_constants.iter().map(|(name, [least, most])| {
            let ends = [time(*least, self.dt), time(*most, self.dt)];
            let range = match least == most {
                true => ends[0].clone(),
                false => format!("{} to {}", ends[0], ends[1]),
            };
            (name.as_str(), range)
        })
    }
}

fn rows() -> [String; 2] {
    [
        format!("{:.0} % of it within", 100.0 * SHARE),
        format!("above {:.0} % of its largest up to", 100.0 * THRESHOLD),
    ]
}

impl Display for GradMap {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.head(f)?;
        for (row, number) in rows().iter().zip(self.usual()) {
            writeln!(f, "{row} {number}")?;
        }
        for (name, range) in self.constants() {
            writeln!(f, "{name} {range}")?;
        }
        Ok(())
    }
}

impl Display for Beside<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.trained.head(f)?;
        let mut table = Table::new(["", "trained", "untrained"]);
        let (trained, untrained) = (self.trained.usual(), self.untrained.usual());
        for ((row, trained), untrained) in rows().into_iter().zip(trained).zip(untrained) {
            table.push([row, trained.to_string(), untrained.to_string()]);
        }
        let mut before = self.untrained.constants();
        for (name, range) in self.trained.constants() {
            let own = before.find(|(other, _)| *other == name);
            let own = own.map_or(String::new(), |(_, range)| range);
            table.push([name.to_string(), range, own]);
        }
        write!(f, "{table}")
    }
}
