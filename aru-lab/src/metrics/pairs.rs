//! Predicted and measured values side by side, and the measures of them.

use aru_runtime::__private::lab::index_of;
use aru_runtime::{Error, Result};

/// The values that count, case by case: a case is a step with one value for each feature.
#[derive(Clone, Debug)]
pub struct Pairs {
    pub(super) features: usize,
    predicted: Vec<f64>,
    measured: Vec<f64>,
    /// One for each case.
    weights: Vec<f64>,
    /// One for each value, that of its case included, where features have weights of their own.
    own_weights: Option<Vec<f64>>,
    /// Where each case stands in an array of this shape, and its first feature there.
    cases: Vec<usize>,
    shape: Vec<usize>,
}

impl Pairs {
    /// The cases that count, with their weights, of numbers predicted and measured.
    ///
    /// # Errors
    /// A number that is not finite in a case that counts.
    pub(super) fn new(
        shape: &[usize],
        features: usize,
        cases: impl Iterator<Item = (usize, f64)>,
        numbers: Vec<(f64, f64)>,
    ) -> Result<Self> {
        let (cases, weights): (Vec<usize>, Vec<f64>) = cases.unzip();
        let of_case = |&case: &usize| &numbers[case * features..][..features];
        let (predicted, measured) = cases.iter().flat_map(of_case).copied().unzip();
        let pairs = Pairs {
            features,
            predicted,
            measured,
            weights,
            own_weights: None,
            cases: cases.iter().map(|case| case * features).collect(),
            shape: shape.to_vec(),
        };
        pairs.check_finite("the array of predicted values", &pairs.predicted)?;
        pairs.check_finite("the array of measured values", &pairs.measured)?;
        Ok(pairs)
    }

    /// With a weight for each value by its place in the array.
    pub(super) fn weighted_by(mut self, weight: impl Fn(usize) -> f64) -> Self {
        let of_case = |&case: &usize| (case..case + self.features).map(&weight);
        self.own_weights = Some(self.cases.iter().flat_map(of_case).collect());
        self
    }

    /// One feature alone, in the cases in which it counts.
    pub(super) fn column(&self, feature: usize) -> Self {
        let weight = |case: usize| match &self.own_weights {
            Some(own) => own[case * self.features + feature],
            None => self.weights[case],
        };
        let counted: Vec<usize> = (0..self.cases.len()).filter(|&case| weight(case) > 0.0).collect();
        let of = |values: &[f64]| {
            counted
                .iter()
                .map(|case| values[case * self.features + feature])
                .collect()
        };
        Pairs {
            features: 1,
            predicted: of(&self.predicted),
            measured: of(&self.measured),
            weights: counted.iter().map(|&case| weight(case)).collect(),
            own_weights: None,
            cases: counted.iter().map(|&case| self.cases[case] + feature).collect(),
            shape: self.shape.clone(),
        }
    }

    /// Values that count by themselves.
    fn counted<'v>(&'v self, values: &'v [f64]) -> impl Iterator<Item = f64> + 'v {
        self.weighted(values)
            .filter(|&(weight, _)| weight > 0.0)
            .map(|(_, value)| value)
    }

    pub(super) fn correlation(&self) -> Result<f64> {
        check_varies("predicted values", self.counted(&self.predicted))?;
        check_varies("measured values", self.counted(&self.measured))?;
        let (predicted, measured) = (self.deviations(&self.predicted), self.deviations(&self.measured));
        let squares = |values: &[f64]| self.dot(values, values);
        Ok(self.dot(&predicted, &measured) / (squares(&predicted).sqrt() * squares(&measured).sqrt()))
    }

    pub(super) fn mean_squared_error(&self) -> Result<f64> {
        let errors = self.errors(1.0);
        Ok(self.dot(&errors, &errors) / self.total())
    }

    pub(super) fn variance_explained(&self) -> Result<f64> {
        check_varies("measured values", self.counted(&self.measured))?;
        let scale = self.scale(&self.measured);
        let (errors, deviations) = (self.errors(scale), self.deviations(&self.measured));
        Ok(1.0 - self.dot(&errors, &errors) / self.dot(&deviations, &deviations))
    }

    /// sum(count ln(rate / mean) - rate + mean) / (ln 2 x sum(count)), with a mean for each feature.
    pub(super) fn bits_per_spike(&self) -> Result<f64> {
        let weighted =
            |values: &[f64]| -> f64 { self.weighted(values).map(|(weight, count)| weight * count).sum() };
        let spikes = weighted(&self.measured);
        if spikes == 0.0 {
            return Err(Error::setting(
                "the number of spikes",
                "0",
                "bits per spike need at least one",
            ));
        }
        let nats: f64 = (0..self.features)
            .map(|neuron| {
                let of_neuron = || {
                    let pairs = self.predicted.iter().zip(self.weighted(&self.measured));
                    let of_neuron = pairs.skip(neuron).step_by(self.features);
                    of_neuron.filter(|&(_, (weight, _))| weight > 0.0)
                };
                let counted: f64 = of_neuron().map(|(_, (weight, count))| weight * count).sum();
                let total: f64 = of_neuron().map(|(_, (weight, _))| weight).sum();
                if total == 0.0 {
                    return 0.0;
                }
                let mean = counted / total;
                let gain = |(&rate, (weight, count)): (&f64, (f64, f64))| match count > 0.0 {
                    true => weight * (count * (rate / mean).ln() - rate + mean),
                    false => weight * (mean - rate),
                };
                of_neuron().map(gain).sum::<f64>()
            })
            .sum();
        Ok(nats / (std::f64::consts::LN_2 * spikes))
    }

    /// The length of the last axis, also where it is the only one.
    pub(super) fn classes(&self) -> usize {
        self.shape.last().copied().unwrap_or(1)
    }

    pub(super) fn accuracy(&self) -> f64 {
        let classes = self.classes();
        let cases = self.predicted.chunks(classes).zip(self.measured.chunks(classes));
        let weights = || self.weights.iter().step_by(classes / self.features);
        let right = cases.zip(weights());
        let right = right.filter(|((output, target), _)| largest(output) == largest(target));
        right.map(|(_, weight)| weight).sum::<f64>() / weights().sum::<f64>()
    }

    /// The part of the sequences, so many steps apart, whose largest weighted mean output is at their largest weighted mean
    /// target.
    pub(super) fn accuracy_by_sequence(&self, steps: usize) -> f64 {
        let sequence = |case: usize| self.cases[case] / (self.features * steps);
        let all: Vec<usize> = (0..self.cases.len()).collect();
        let (mut right, mut sequences) = (0_usize, 0_usize);
        for cases in all.chunk_by(|&a, &b| sequence(a) == sequence(b)) {
            let class = |values: &[f64]| largest(&self.mean_of_cases(values, cases));
            right += usize::from(class(&self.predicted) == class(&self.measured));
            sequences += 1;
        }
        right as f64 / sequences as f64
    }

    /// The weighted mean of each feature over some cases.
    fn mean_of_cases(&self, values: &[f64], cases: &[usize]) -> Vec<f64> {
        // Parts of the whole, so that neither weights nor values of any size overflow.
        let heaviest = cases
            .iter()
            .fold(0.0, |most: f64, &case| most.max(self.weights[case]));
        let total: f64 = cases.iter().map(|&case| self.weights[case] / heaviest).sum();
        let mut means = vec![0.0; self.features];
        for &case in cases {
            let part = self.weights[case] / heaviest / total;
            let values = &values[case * self.features..][..self.features];
            for (mean, value) in means.iter_mut().zip(values) {
                *mean += part * value;
            }
        }
        means
    }

    /// Refuses what is no rate or no count, and a spike where none was possible.
    pub(super) fn check_rates(&self) -> Result<()> {
        let pairs = self
            .predicted
            .iter()
            .zip(self.weighted(&self.measured))
            .enumerate();
        for (place, (&rate, (_, count))) in pairs.filter(|&(_, (_, (weight, _)))| weight > 0.0) {
            let (what, found, expected) = if count < 0.0 {
                ("the count", count, "a count is zero or more")
            } else if rate < 0.0 {
                let expected = "a rate is zero or more; it is the count expected in a step";
                ("the rate", rate, expected)
            } else if rate == 0.0 && count > 0.0 {
                let expected = "a spike came where none was possible, so the likelihood is zero";
                ("the rate", rate, expected)
            } else {
                continue;
            };
            return Err(Error::setting(
                format!("{what} at {:?}", self.index(place)),
                found,
                expected,
            ));
        }
        Ok(())
    }

    fn check_finite(&self, what: &str, values: &[f64]) -> Result<()> {
        match values.iter().position(|value| !value.is_finite()) {
            Some(place) => Err(Error::NotFinite {
                what: what.into(),
                index: self.index(place),
                value: values[place],
            }),
            None => Ok(()),
        }
    }

    fn index(&self, place: usize) -> Vec<usize> {
        index_of(
            self.cases[place / self.features] + place % self.features,
            &self.shape,
        )
    }

    /// Values with their weights: those of their cases, unless they have their own.
    fn weighted<'v>(&'v self, values: &'v [f64]) -> impl Iterator<Item = (f64, f64)> + 'v {
        let weight = move |place: usize| match &self.own_weights {
            Some(own) => own[place],
            None => self.weights[place / self.features],
        };
        values
            .iter()
            .enumerate()
            .map(move |(place, &value)| (weight(place), value))
    }

    fn total(&self) -> f64 {
        self.weighted(&self.measured).map(|(weight, _)| weight).sum()
    }

    fn mean(&self, values: &[f64]) -> f64 {
        // Halves, so that numbers near the largest that there is have a mean.
        let half: f64 = self
            .weighted(values)
            .map(|(weight, value)| weight * (0.5 * value))
            .sum();
        2.0 * (half / self.total())
    }

    /// A power of two near the largest deviation: squares of what is divided by it neither overflow nor vanish.
    fn scale(&self, values: &[f64]) -> f64 {
        let mean = self.mean(values);
        let largest = self
            .counted(values)
            .fold(0.0, |largest: f64, value| largest.max((value - mean).abs()));
        largest.log2().floor().exp2()
    }

    /// From the mean, over [`scale`](Pairs::scale).
    fn deviations(&self, values: &[f64]) -> Vec<f64> {
        let (mean, scale) = (self.mean(values), self.scale(values));
        values.iter().map(|value| (value - mean) / scale).collect()
    }

    fn errors(&self, scale: f64) -> Vec<f64> {
        let pairs = self.predicted.iter().zip(&self.measured);
        pairs
            .map(|(predicted, measured)| (predicted - measured) / scale)
            .collect()
    }

    fn dot(&self, a: &[f64], b: &[f64]) -> f64 {
        self.weighted(a)
            .zip(b)
            .filter(|&((weight, _), _)| weight > 0.0)
            .map(|((weight, a), b)| weight * (a * b))
            .sum()
    }
}

fn check_varies(what: &str, mut values: impl Iterator<Item = f64>) -> Result<()> {
    match values.next() {
        Some(first) if values.all(|value| value == first) => Err(Error::setting(
            format!("every one of the {what}"),
            first,
            "they must vary to be compared",
        )),
        _ => Ok(()),
    }
}

/// The place of the first of the largest values.
fn largest(values: &[f64]) -> usize {
    (0..values.len()).fold(0, |a, b| if values[b] > values[a] { b } else { a })
}
