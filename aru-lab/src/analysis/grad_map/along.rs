//! The mean map over moments of sounds.

use aru_runtime::{Error, Result};
use ndarray::{Array3, ArrayView3, s};

use super::super::responds::{Responds, columns};
use super::settling::together;
use super::{Around, GradMap};

impl GradMap {
    /// Of sounds `[sound, step, feature]` and their lengths, and so many lags, every so many steps.
    pub(in crate::analysis) fn along(
        network: &dyn Responds,
        (sounds, lengths): (ArrayView3<'_, f64>, &[usize]),
        (lags, every): (usize, usize),
        output: &str,
    ) -> Result<GradMap> {
        let description = network.description();
        let columns = columns(description, output)?;
        if lags == 0 {
            let expected = "expected at least the step of now, 1";
            return Err(Error::setting("the number of lags", 0, expected));
        }
        if every == 0 {
            let expected = "expected at least 1, every step";
            return Err(Error::setting(
                "the steps from one moment to the next",
                0,
                expected,
            ));
        }
        let moments = |length: usize| (lags - 1..length).step_by(every);
        let count: usize = lengths.iter().map(|&length| moments(length).count()).sum();
        if count == 0 {
            let longest = lengths.iter().max().unwrap_or(&0);
            let expected = format!("the longest of the sounds has {longest} steps");
            return Err(Error::setting("the number of lags", lags, expected));
        }
        let (_, _, features) = sounds.dim();
        let mut sum = Array3::zeros((columns.len(), lags, features));
        for (sound, &length) in sounds.outer_iter().zip(lengths) {
            let asked: Vec<(usize, usize)> = moments(length)
                .flat_map(|step| (0..columns.len()).map(move |unit| (step, unit)))
                .collect();
            let sizes = length * features.max(description.output_size());
            for asked in asked.chunks(together(sizes)) {
                // No moment of these depends on what comes after the last of them.
                let steps = asked.last().map_or(0, |&(step, _)| step + 1);
                let own = sound.slice(s![..steps, ..]);
                let inputs = own.broadcast((asked.len(), steps, features));
                let inputs = inputs.expect("an axis more");
                let mut d_outputs = Array3::zeros((asked.len(), steps, description.output_size()));
                for (sequence, &(step, unit)) in asked.iter().enumerate() {
                    d_outputs[[sequence, step, columns.start + unit]] = 1.0;
                }
                let adjoints = network.pull_back(inputs, d_outputs.view())?;
                for (adjoints, &(step, unit)) in adjoints.outer_iter().zip(asked) {
                    let mut sum = sum.slice_mut(s![unit, .., ..]);
                    sum += &adjoints.slice(s![step + 1 - lags..=step;-1, ..]);
                }
            }
        }
        let mean = sum / count as f64;
        let around = Around::Sounds { moments: count };
        Ok(Self::of(description, output, (mean, true), around))
    }
}
