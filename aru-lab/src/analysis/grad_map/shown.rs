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
        match difference(trained, untrained) {
            Some((what, [expected, found])) => {
                let expected = format!("expected {expected}, as of the first");
                Err(Error::setting(
                    format!("{what} of the second map"),
                    found,
                    expected,
                ))
            }
            None => Ok(Beside { trained, untrained }),
        }
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

/// The first thing in which two maps differ that makes them no pair, and what it is of either.
fn difference(a: &GradMap, b: &GradMap) -> Option<(String, [String; 2])> {
    let words = |what: &str, of: &dyn Fn(&GradMap) -> String| Some((what.to_string(), [of(a), of(b)]));
    if a.output != b.output {
        return words("the output", &|map| format!("`{}`", map.output));
    }
    if a.units != b.units {
        return words("the part", &|map| match map.units[..] {
            [unit] => format!("unit {unit}"),
            _ => format!("the mean of {} units", map.units.len()),
        });
    }
    if a.inputs != b.inputs {
        return words("the input", &|map| {
            let input =
                |(name, [bands, channels]): &(String, [usize; 2])| format!("`{name}` [{bands}, {channels}]");
            map.inputs.iter().map(input).collect::<Vec<_>>().join(" and ")
        });
    }
    if a.dt != b.dt {
        let none = || "not declared".to_string();
        return words("the step", &|map| map.dt.map_or_else(none, |dt| time(dt, map.dt)));
    }
    match (&a.around, &b.around) {
        // What a frame stands for is a name; what matters is the frame.
        (Around::Null { frame: own, .. }, Around::Null { frame, .. }) => {
            let place = own.iter().zip(frame).position(|(own, other)| own != other)?;
            let what = format!("feature {place} of the null");
            Some((what, [own[place].to_string(), frame[place].to_string()]))
        }
        (Around::Sound { step: own }, Around::Sound { step }) if own == step => None,
        (Around::Sounds { moments: own }, Around::Sounds { moments }) if own == moments => None,
        _ => words("the place", &|map| match &map.around {
            Around::Null { .. } => "a null".to_string(),
            Around::Sound { step } => format!("step {step} of a sound"),
            Around::Sounds { moments } => format!("{moments} moments of sounds"),
        }),
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
            Around::Sounds { moments } => {
                writeln!(
                    f,
                    "gradient map of {units}, the mean over {moments} moments of sounds"
                )?;
            }
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
        for (name, range) in self.trained.constants() {
            let own = self.untrained.constants().find(|(other, _)| *other == name);
            let own = own.map_or(String::new(), |(_, range)| range);
            table.push([name.to_string(), range, own]);
        }
        write!(f, "{table}")
    }
}
