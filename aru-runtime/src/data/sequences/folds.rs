//! Cross-validation: every sequence is validated with once.

use rand::seq::SliceRandom;

use super::Sequences;
use crate::error::{Error, Result};
use crate::network::initial::stream;
use crate::numerics::scalar::Scalar;

impl<T: Scalar> Sequences<T> {
    /// The data cut into `count` parts at random: for each part a pair of all the others, to train on, and of itself,
    /// to validate with. Sizes of parts differ by one sequence at most; within each, sequences stand in the order of
    /// the data. The same seed gives the same parts.
    ///
    /// A pair is made when it is asked for, so that memory holds one at a time. What belongs together goes into parts
    /// together only as one sequence: cut [windows](Sequences::windows) of recordings from what this gives.
    ///
    /// # Errors
    /// Fewer than two parts or more than there are sequences; a part in which no step counts, or beside which none
    /// does.
    ///
    /// ```
    /// # use aru::Sequences;
    /// # use ndarray::Array3;
    /// # fn main() -> aru::Result<()> {
    /// # let data = Sequences::new(Array3::<f32>::zeros((11, 9, 2)), Array3::zeros((11, 9, 1)))?;
    /// for (train, valid) in data.folds(5, 1)? {
    ///     assert_eq!(train.len() + valid.len(), data.len());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn folds(
        &self,
        count: usize,
        seed: u64,
    ) -> Result<impl ExactSizeIterator<Item = (Self, Self)> + use<'_, T>> {
        let parts = self.parts(count, seed)?;
        Ok(parts.into_iter().map(|(others, part)| {
            let select = |which| self.select(which).expect("each has a step that counts");
            (select(others), select(part))
        }))
    }

    /// Which sequences each pair holds.
    fn parts(&self, count: usize, seed: u64) -> Result<Vec<(Vec<usize>, Vec<usize>)>> {
        let all = self.len();
        if count < 2 || count > all {
            let expected = match all {
                1 => "it takes two sequences at least, and there is one".to_owned(),
                _ => format!("expected 2 to {all}, to leave some of {all} sequences for each"),
            };
            return Err(Error::setting("the number of folds", count, expected));
        }
        let mut order: Vec<usize> = (0..all).collect();
        order.shuffle(&mut stream(seed, "folds"));
        let mut parts = Vec::with_capacity(count);
        for number in 0..count {
            // The first parts have one more each until none is left over.
            let end = |parts: usize| parts * (all / count) + parts.min(all % count);
            let place = end(number)..end(number + 1);
            let mut part = order[place.clone()].to_vec();
            let mut others = [&order[..place.start], &order[place.end..]].concat();
            part.sort_unstable();
            others.sort_unstable();
            for (which, beside) in [(&part, ""), (&others, " but those")] {
                if self.total_weight(which) == 0.0 {
                    return Err(Error::setting(
                        format!("the weight of all sequences{beside} of fold {number}"),
                        0,
                        "some step of each must count; leave out by `select` what has no weight, or take fewer folds or \
                         another seed",
                    ));
                }
            }
            parts.push((others, part));
        }
        Ok(parts)
    }
}

#[cfg(test)]
mod tests {
    use ndarray::{Array2, Array3};

    use super::*;

    /// Sequences that say which they are.
    fn data(sequences: usize) -> Sequences<f64> {
        let values = Array3::from_shape_fn((sequences, 2, 1), |(sequence, ..)| sequence as f64);
        Sequences::new(&values, &values).unwrap()
    }

    fn numbers(data: &Sequences<f64>) -> Vec<usize> {
        data.inputs()
            .outer_iter()
            .map(|steps| steps[[0, 0]] as usize)
            .collect()
    }

    #[test]
    fn every_sequence_is_validated_with_once() {
        for (sequences, count) in [(11, 5), (12, 4), (2, 2), (7, 7), (30, 29)] {
            let data = data(sequences);
            let folds = data.folds(count, 3).unwrap();
            assert_eq!(folds.len(), count);
            let (mut validated, mut sizes) = (Vec::new(), Vec::new());
            for (train, valid) in folds {
                let mut both = [numbers(&train), numbers(&valid)].concat();
                both.sort_unstable();
                assert_eq!(both, (0..sequences).collect::<Vec<_>>());
                assert!(numbers(&train).is_sorted() && numbers(&valid).is_sorted());
                sizes.push(valid.len());
                validated.extend(numbers(&valid));
            }
            validated.sort_unstable();
            assert_eq!(validated, (0..sequences).collect::<Vec<_>>());
            assert!(sizes.iter().max().unwrap() - sizes.iter().min().unwrap() <= 1);
        }
    }

    #[test]
    fn the_seed_decides() {
        let parts = |seed| -> Vec<Vec<usize>> {
            let data = data(20);
            let folds = data.folds(4, seed).unwrap();
            folds.map(|(_, valid)| numbers(&valid)).collect()
        };
        for seed in [0, 1, u64::MAX] {
            assert_eq!(parts(seed), parts(seed));
            assert_ne!(parts(seed), parts(seed ^ 7));
        }
        assert_ne!(parts(1)[0], [0, 1, 2, 3, 4], "they are drawn at random");
    }

    #[test]
    fn lengths_and_weights_come_along() {
        let weights = Array2::from_shape_fn((6, 2), |(sequence, step)| (1 + sequence + step) as f64);
        let data = data(6).with_lengths([2, 1, 2, 1, 2, 1]).unwrap();
        let data = data.with_weights(weights).unwrap();
        for (train, valid) in data.folds(3, 1).unwrap() {
            for part in [train, valid] {
                assert_eq!(part, data.select(numbers(&part)).unwrap());
            }
        }
    }

    #[test]
    fn folds_that_cannot_be_are_refused() {
        let refusal = |data: &Sequences<f64>, count| data.folds(count, 1).err().unwrap().to_string();
        for count in [0, 1, 6, usize::MAX] {
            assert_eq!(
                refusal(&data(5), count),
                format!(
                    "the number of folds is {count}; expected 2 to 5, to leave some of 5 sequences for each"
                )
            );
        }
        assert!(refusal(&data(1), 2).contains("it takes two sequences at least"));
        let only_first = Array2::from_shape_fn((4, 2), |(sequence, _)| f64::from(sequence == 0));
        let idle = data(4).with_weights(only_first).unwrap();
        assert!(refusal(&idle, 4).contains("leave out by `select` what has no weight"));
    }
}
