//! What an output responds to, and when: its derivative with respect to every input before.

mod along;
mod measured;
mod settling;
mod shown;

use aru_runtime::description::Description;
use aru_runtime::{Error, Result};
use ndarray::{Array2, Array3, Array4, ArrayView2, ArrayView3, Axis, s};
use serde::{Deserialize, Serialize};

use super::null::Null;
use super::responds::{Responds, column, columns, inputs, no_unit};
use super::span::Span;
use super::stored::blocks;

pub(super) use self::measured::within;
pub use self::shown::Beside;

/// The share of a map, and the part of its largest strength, that are printed.
pub(super) const SHARE: f64 = 0.95;
pub(super) const THRESHOLD: f64 = 0.01;

/// How many steps before now a map looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lags(Kind);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    UntilForgotten,
    Last(usize),
}

impl Lags {
    /// As many as it takes: they are doubled until two doublings have left the map what it was, its two numbers and each of
    /// its lags within 0.001 of the largest; up to 65536, or four times what is tried first. A test, not a proof: what begins
    /// later than four times the steps is not seen.
    pub fn until_forgotten() -> Self {
        Lags(Kind::UntilForgotten)
    }

    /// So many, of which the first is that of now. The network comes to rest before them by the same test.
    pub fn last(steps: usize) -> Self {
        Lags(Kind::Last(steps))
    }
}

/// The derivative of an output at a step with respect to the inputs of that step and those before: `[unit, lag, feature]`, lag
/// 0 being the step itself. Above zero more of that input gives more of that output. Made by
/// [`Reading::grad_map`](super::Reading::grad_map) round an input that is the same in every step, and by
/// [`Reading::gradient_map`](super::Reading::gradient_map) round any sound. The mean over many moments of sounds is that of
/// [`Reading::mean_gradient_map`](super::Reading::mean_gradient_map).
///
/// Its memory is two numbers, which are printed together: [`within`](GradMap::within) is where most of the map lies,
/// [`reach`](GradMap::reach) where the last of it does. They are those of the mean of the units' maps; of one unit,
/// [`unit`](GradMap::unit) has them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GradMap {
    output: String,
    /// The units of the output that it has.
    units: Vec<usize>,
    around: Around,
    /// [unit, lag, feature].
    #[serde(with = "blocks")]
    values: Array3<f64>,
    /// The inputs side by side: name, bands and channels.
    inputs: Vec<(String, [usize; 2])>,
    dt: Option<f64>,
    /// Whether more steps left it what it was.
    is_settled: bool,
    /// Learned rates by the names of their time constants: the shortest and the longest.
    time_constants: Vec<(String, [f64; 2])>,
}

/// Round what the network was.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Around {
    /// The same frame in every step.
    Null {
        /// What it stands for.
        null: Null,
        /// One number a feature.
        frame: Vec<f64>,
    },
    /// A sound, at a step of it.
    Sound {
        /// The step.
        step: usize,
    },
    /// The mean over moments of sounds.
    Sounds {
        /// How many.
        moments: usize,
    },
}

impl GradMap {
    /// Round a null, of all units of an output or of one.
    pub(super) fn around_null(
        network: &dyn Responds,
        null: Null,
        lags: Lags,
        (output, unit): (&str, Option<usize>),
    ) -> Result<GradMap> {
        let description = network.description();
        let columns = match unit {
            None => columns(description, output)?,
            Some(unit) => {
                let column = column(description, output, unit)?;
                column..column + 1
            }
        };
        let frame = null.frame(description)?;
        if lags == Lags::last(0) {
            let expected = "expected at least the step of now, 1";
            return Err(Error::setting("the number of lags", 0, expected));
        }
        let map = |values, is_settled| {
            let around = Around::Null {
                null: null.clone(),
                frame: frame.clone(),
            };
            let map = Self::of(description, output, (values, is_settled), around);
            match unit {
                None => map,
                Some(unit) => GradMap {
                    units: vec![unit],
                    ..map
                },
            }
        };
        settling::settled(network, &frame, columns, lags, &map)
    }

    /// At a step of a sound.
    pub(super) fn around_sound(
        network: &dyn Responds,
        sound: ArrayView2<'_, f64>,
        step: usize,
        output: &str,
    ) -> Result<GradMap> {
        let description = network.description();
        let columns = columns(description, output)?;
        if step >= sound.nrows() {
            let expected = format!("the sound has {} steps, the first is 0", sound.nrows());
            return Err(Error::setting("the step to look at", step, expected));
        }
        let values = settling::derivatives(network, sound.slice(s![..=step, ..]), columns)?;
        Ok(Self::of(
            description,
            output,
            (values, true),
            Around::Sound { step },
        ))
    }

    fn of(
        description: &Description,
        output: &str,
        (values, is_settled): (Array3<f64>, bool),
        around: Around,
    ) -> Self {
        GradMap {
            output: output.to_string(),
            units: (0..values.dim().0).collect(),
            around,
            values,
            inputs: inputs(description),
            dt: description.dt,
            is_settled,
            time_constants: Vec::new(),
        }
    }

    /// One with these values, of an output and an input that do not matter.
    #[cfg(test)]
    pub(super) fn for_tests(values: Array3<f64>, dt: Option<f64>) -> Self {
        let (units, _, features) = values.dim();
        GradMap {
            output: "y".into(),
            units: (0..units).collect(),
            around: Around::Sounds { moments: 1 },
            values,
            inputs: vec![("x".into(), [features, 1])],
            dt,
            is_settled: true,
            time_constants: Vec::new(),
        }
    }

    pub(super) fn with_time_constants(mut self, time_constants: Vec<(String, [f64; 2])>) -> Self {
        self.time_constants = time_constants;
        self
    }

    /// The map of every unit: `[unit, lag, feature]`.
    pub fn values(&self) -> ArrayView3<'_, f64> {
        self.values.view()
    }

    /// The mean of the units' maps, that of the population: `[lag, feature]`.
    pub fn mean(&self) -> Array2<f64> {
        // Of one unit it is that unit's to the last bit.
        self.values.sum_axis(Axis(0)) / self.units.len() as f64
    }

    /// With the features of an input that has bands and channels apart: `[unit, lag, band, channel]`.
    ///
    /// # Errors
    /// Several inputs: take one by [`input`](GradMap::input).
    pub fn bands(&self) -> Result<Array4<f64>> {
        let [(_, [bands, channels])] = self.inputs[..] else {
            let expected = "expected one: take it by `input(name)`";
            return Err(Error::setting(
                "the number of inputs of the map",
                self.inputs.len(),
                expected,
            ));
        };
        let (units, lags, _) = self.values.dim();
        let of_place = |(unit, lag, band, channel)| self.values[[unit, lag, band * channels + channel]];
        Ok(Array4::from_shape_fn((units, lags, bands, channels), of_place))
    }

    /// The map of one unit alone, by its number in the output.
    ///
    /// # Errors
    /// A unit that it does not have.
    pub fn unit(&self, unit: usize) -> Result<GradMap> {
        let Some(place) = self.units.iter().position(|&own| own == unit) else {
            return Err(match self.units[..] {
                [only] => Error::setting(
                    "the number of a unit of the map",
                    unit,
                    format!("it is of unit {only} alone"),
                ),
                _ => no_unit(&self.output, unit, self.units.len()),
            });
        };
        Ok(GradMap {
            units: vec![unit],
            values: self.values.slice(s![place..place + 1, .., ..]).to_owned(),
            ..self.clone()
        })
    }

    /// The map of one input alone, where several stand side by side.
    ///
    /// # Errors
    /// There is none of this name.
    pub fn input(&self, name: &str) -> Result<GradMap> {
        let mut first = 0;
        for (own, shape) in &self.inputs {
            let size = shape[0] * shape[1];
            if own == name {
                return Ok(GradMap {
                    inputs: vec![(own.clone(), *shape)],
                    values: self.values.slice(s![.., .., first..first + size]).to_owned(),
                    ..self.clone()
                });
            }
            first += size;
        }
        let names: Vec<&str> = self.inputs.iter().map(|(name, _)| name.as_str()).collect();
        Err(aru_runtime::__private::lab::unknown("input", name, &names))
    }

    /// The time of each lag before now, in seconds, or in steps where no `dt` is declared.
    pub fn times(&self) -> Vec<f64> {
        let step = self.dt.unwrap_or(1.0);
        (0..self.values.dim().1).map(|lag| lag as f64 * step).collect()
    }

    /// How much the output depends on the input of each lag: e\[k\], the norm over features of the population's map.
    pub fn strength(&self) -> Vec<f64> {
        measured::strength(self.mean().view())
    }

    /// The least K such that the squares of [`strength`](GradMap::strength) over lags below K make this share of their sum: where
    /// most of the map lies. Of a unit of rate alpha, ln(1 - share) / (2 ln(1 - alpha)), rounded up.
    ///
    /// # Errors
    /// A share that is not above 0 or is above 1.
    pub fn within(&self, share: f64) -> Result<Span> {
        let steps = within(&self.strength(), share)?;
        Ok(self.span(steps))
    }

    /// One more than the last lag whose [`strength`](GradMap::strength) is this part of the largest or more, and not zero: where the
    /// last of the map lies. Of a unit of rate alpha, ln(threshold) / ln(1 - alpha), rounded down, and one.
    ///
    /// # Errors
    /// A threshold that is not from 0 to 1.
    pub fn reach(&self, threshold: f64) -> Result<Span> {
        let steps = measured::reach(&self.strength(), threshold)?;
        Ok(self.span(steps))
    }

    /// Both as they are printed, of 95 % and of 1 %.
    pub(super) fn usual(&self) -> [Span; 2] {
        let strength = self.strength();
        [
            self.span(measured::steps_within(&strength, SHARE)),
            self.span(measured::steps_reached(&strength, THRESHOLD)),
        ]
    }

    /// A number of steps, which is a bound where the oldest lag counts.
    fn span(&self, steps: usize) -> Span {
        let is_oldest = steps == self.values.dim().1;
        // Before its first step a sound has no past.
        let ends_there = matches!(self.around, Around::Sound { .. });
        Span::new(steps, self.dt, (is_oldest && !ends_there) || !self.is_settled)
    }

    /// Whether the output does not depend on the inputs at all, as far as small changes go: a rectifier that is shut there. Take
    /// the map round the mean of the training inputs then, [`Null::mean_of`].
    pub fn is_zero(&self) -> bool {
        self.values.iter().all(|&value| value == 0.0)
    }

    /// Whether doubling the steps twice left it what it was ([`Lags::until_forgotten`]): false where 65536 were too few.
    pub fn is_settled(&self) -> bool {
        self.is_settled
    }

    /// Round what it was taken.
    pub fn around(&self) -> &Around {
        &self.around
    }

    /// The output that it is of.
    pub fn output(&self) -> &str {
        &self.output
    }

    /// The units of the output that it has.
    pub fn units(&self) -> &[usize] {
        &self.units
    }

    /// Length of a step in seconds, where it is declared.
    pub fn dt(&self) -> Option<f64> {
        self.dt
    }

    /// What each input is called, and its bands and channels.
    pub fn inputs(&self) -> &[(String, [usize; 2])] {
        &self.inputs
    }

    /// The same numbers of another map, that of the untrained network of the same seed, next to these: a gated network forgets
    /// fast before it has learned anything, a slow one never does, and the difference is what the data taught.
    ///
    /// # Errors
    /// Maps of other outputs, units or inputs, of steps of another length, round another null or at another step of a sound.
    /// (Round which sound they are they do not know.)
    pub fn beside<'m>(&'m self, untrained: &'m GradMap) -> Result<Beside<'m>> {
        Beside::new(self, untrained)
    }
}
