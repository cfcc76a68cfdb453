//! What is trained on, validated on and tested on, and how it is cut from the data.

use aru::ndarray::{Array2, Array3, s};
use aru::rand::SeedableRng;
use aru::rand::seq::SliceRandom;
use aru::trainer::ChaCha8Rng;
use aru::{Scalar, Sequences};

use crate::arrays::sequences;
use crate::failure::{Failure, Outcome};

/// Of sequences that are dealt: whichever seed a fit has, its parts are those of the others.
const SEED_OF_PARTS: u64 = 0;

/// Data sets for each purpose.
#[derive(Debug)]
pub struct Parts<T> {
    pub train: Sequences<T>,
    pub validation: Option<Sequences<T>>,
    pub test: Option<Sequences<T>>,
}

/// How much of the data is for what; the rest is for training.
#[derive(Clone, Copy, Debug)]
pub struct Fractions {
    pub validation: f64,
    pub test: f64,
}

/// Inputs and targets, `[sequence, step, feature]`.
pub struct Whole<T> {
    pub inputs: Array3<T>,
    pub targets: Array3<T>,
}

impl<T: Scalar> Whole<T> {
    /// Cuts each sequence along time: training first, then validation, then test. Says in words what was cut.
    pub fn cut(self, fractions: Fractions) -> Outcome<(Parts<T>, String)> {
        check(fractions)?;
        let (count, steps, _) = self.inputs.dim();
        let [train, validation, test] = counts(steps, fractions);
        let is_missing = |steps: usize, part: f64| part > 0.0 && steps < 2;
        if train < 2 || is_missing(validation, fractions.validation) || is_missing(test, fractions.test) {
            return Err(Failure::of(format_args!(
                "{steps} steps are too few to be cut along time into {train} to train on, {validation} to validate on and \
                 {test} to test on; give more, or `--validate 0 --test 0`"
            )));
        }
        let end = train + validation;
        let parts = Parts {
            train: sequences(
                self.inputs.slice(s![.., ..train, ..]).to_owned(),
                self.targets.slice(s![.., ..train, ..]).to_owned(),
            )?,
            validation: self.running_on(train, end)?,
            test: self.running_on(end, steps)?,
        };
        let of = if count == 1 {
            String::new()
        } else {
            format!(" of {count} sequences")
        };
        let words = format!(
            "cut along time: {train} steps to train on, {validation} to validate on, {test} to test on{of}"
        );
        Ok((parts, words))
    }

    /// The states run on from the start of the recording; only the steps from `first` on count.
    fn running_on(&self, first: usize, end: usize) -> Outcome<Option<Sequences<T>>> {
        if first == end {
            return Ok(None);
        }
        let data = sequences(
            self.inputs.slice(s![.., ..end, ..]).to_owned(),
            self.targets.slice(s![.., ..end, ..]).to_owned(),
        )?;
        let weights = Array2::from_shape_fn((data.len(), end), |(_, step)| match step >= first {
            true => T::ONE,
            false => T::ZERO,
        });
        Ok(Some(data.with_weights(weights)?))
    }
}

fn check(fractions: Fractions) -> Outcome {
    let Fractions { validation, test } = fractions;
    match validation + test < 1.0 {
        true => Ok(()),
        false => Err(Failure::of(format_args!(
            "--validate {validation} and --test {test} leave nothing to train on; their sum must be below 1"
        ))),
    }
}

/// Deals whole sequences.
pub fn deal<T: Scalar>(data: &Sequences<T>, fractions: Fractions) -> Outcome<(Parts<T>, String)> {
    check(fractions)?;
    let count = data.len();
    let [train, validation, test] = counts(count, fractions);
    let is_missing = |sequences: usize, part: f64| part > 0.0 && sequences == 0;
    if train == 0 || is_missing(validation, fractions.validation) || is_missing(test, fractions.test) {
        return Err(Failure::of(format_args!(
            "{count} sequences are too few to deal: {train} to train on, {validation} to validate on, {test} to test on; \
             `--cut time` cuts each along time, `--validate 0 --test 0` trains on all"
        )));
    }
    let mut order: Vec<usize> = (0..count).collect();
    order.shuffle(&mut ChaCha8Rng::seed_from_u64(SEED_OF_PARTS));
    let of = |range: std::ops::Range<usize>| {
        let mut chosen = order[range].to_vec();
        chosen.sort_unstable();
        match chosen.is_empty() {
            true => Ok(None),
            false => data.select(chosen).map(Some),
        }
    };
    let validating = of(train..train + validation)?;
    let testing = of(train + validation..count)?;
    let Some(training) = of(0..train)? else {
        return Err(Failure::of("there is no sequence to train on"));
    };
    let words =
        format!("dealt: {train} sequences to train on, {validation} to validate on, {test} to test on");
    let parts = Parts {
        train: training,
        validation: validating,
        test: testing,
    };
    Ok((parts, words))
}

/// How many of so many steps or sequences are for training, for validation and for the test.
fn counts(all: usize, fractions: Fractions) -> [usize; 3] {
    let part = |fraction: f64| (all as f64 * fraction).round() as usize;
    let (validation, test) = (part(fractions.validation), part(fractions.test));
    [all.saturating_sub(validation + test), validation, test]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(sequences: usize, steps: usize) -> Whole<f64> {
        let of =
            |sign: f64| Array3::from_shape_fn((sequences, steps, 1), |(i, t, _)| sign * (100 * i + t) as f64);
        Whole {
            inputs: of(1.0),
            targets: of(-1.0),
        }
    }

    const TENTHS: Fractions = Fractions {
        validation: 0.1,
        test: 0.2,
    };

    #[test]
    fn along_time_every_step_counts_once_and_states_run_on() {
        let (parts, words) = whole(2, 50).cut(TENTHS).unwrap();
        assert_eq!(
            words,
            "cut along time: 35 steps to train on, 5 to validate on, 10 to test on of 2 sequences"
        );
        let (validation, test) = (parts.validation.unwrap(), parts.test.unwrap());
        assert_eq!(
            (parts.train.steps(), validation.steps(), test.steps()),
            (35, 40, 50)
        );
        for step in 0..50 {
            let counted = f64::from(u8::from(step < 35))
                + if step < 40 {
                    validation.weight(1, step)
                } else {
                    0.0
                }
                + test.weight(1, step);
            assert_eq!(counted, 1.0, "step {step}");
        }
        assert_eq!(test.targets()[[1, 45, 0]], -145.0);
    }

    #[test]
    fn dealt_sequences_are_each_in_one_part() {
        let dealt = |count: usize| {
            let Whole { inputs, targets } = whole(count, 3);
            deal(&sequences(inputs, targets).unwrap(), TENTHS)
        };
        let (parts, _) = dealt(20).unwrap();
        let (validation, test) = (parts.validation.unwrap(), parts.test.unwrap());
        let mut all: Vec<f64> = [&parts.train, &validation, &test]
            .iter()
            .flat_map(|part| part.inputs().slice(s![.., 0, 0]).to_vec())
            .collect();
        assert_eq!((parts.train.len(), validation.len(), test.len()), (14, 2, 4));
        all.sort_by(f64::total_cmp);
        assert_eq!(all, (0..20).map(|i| f64::from(100 * i)).collect::<Vec<_>>());
        assert!(dealt(3).is_err(), "none would validate");
    }

    #[test]
    fn too_little_is_refused() {
        assert!(whole(1, 6).cut(TENTHS).is_err());
        let much = Fractions {
            validation: 0.5,
            test: 0.5,
        };
        assert!(whole(20, 20).cut(much).is_err());
        let none = Fractions {
            validation: 0.0,
            test: 0.0,
        };
        let (parts, _) = whole(1, 6).cut(none).unwrap();
        assert!(parts.validation.is_none() && parts.test.is_none());
        assert_eq!(parts.train.steps(), 6);
    }
}
