//! Recordings as data for a network.

use aru_runtime::Result;
use aru_runtime::data::sequences::Sequences;
use aru_runtime::numerics::scalar::Scalar;
use ndarray::{Array3, ArrayView1, Axis, s};

use super::{Clip, Recordings};

impl Recordings {
    /// A sequence a clip, in the order of the clips: spectrograms as inputs, and as targets the mean over the trials of each
    /// neuron. Clips may differ in length, and the state of a network starts anew at each. Where a neuron is missing its
    /// target has weight zero.
    ///
    /// # Errors
    /// More numbers than memory has room for.
    pub fn sequences<T: Scalar>(&self) -> Result<Sequences<T>> {
        let trials: Vec<(&Clip, Option<usize>)> = self.clips.iter().map(|clip| (clip, None)).collect();
        self.of(&trials)
    }

    /// A sequence a trial: trial 0 of the first clip, trial 1 and so on, then those of the next. Targets are the counts of the
    /// neurons in that trial. A neuron that had fewer trials than another is missing in the rest.
    ///
    /// # Errors
    /// As [`sequences`](Recordings::sequences).
    pub fn trial_sequences<T: Scalar>(&self) -> Result<Sequences<T>> {
        let mut trials: Vec<(&Clip, Option<usize>)> = Vec::new();
        for clip in &self.clips {
            let most = clip.responses.iter().flatten().map(|counts| counts.nrows()).max();
            trials.extend((0..most.unwrap_or(0)).map(|trial| (clip, Some(trial))));
        }
        self.of(&trials)
    }

    /// Sequences of one trial each, or of the mean over trials.
    fn of<T: Scalar>(&self, chosen: &[(&Clip, Option<usize>)]) -> Result<Sequences<T>> {
        let lengths: Vec<usize> = chosen.iter().map(|(clip, _)| clip.sound.nrows()).collect();
        let longest = lengths.iter().copied().max().unwrap_or(0);
        let mut inputs = Array3::from_elem((chosen.len(), longest, self.clips[0].sound.ncols()), T::ZERO);
        let mut targets = Array3::from_elem((chosen.len(), longest, self.neurons.len()), T::ZERO);
        for (sequence, &(clip, trial)) in chosen.iter().enumerate() {
            let own = lengths[sequence];
            inputs
                .slice_mut(s![sequence, ..own, ..])
                .assign(&clip.sound.mapv(T::from_f64));
            for (neuron, counts) in clip.responses.iter().enumerate() {
                let mut target = targets.slice_mut(s![sequence, ..own, neuron]);
                let mut assign = |values: ArrayView1<'_, f64>| target.assign(&values.mapv(T::from_f64));
                match (counts, trial) {
                    (Some(counts), None) => {
                        let mean = counts.sum_axis(Axis(0)) / counts.nrows() as f64;
                        assign(mean.view());
                    }
                    (Some(counts), Some(trial)) if trial < counts.nrows() => assign(counts.row(trial)),
                    _ => target.fill(T::from_f64(f64::NAN)),
                }
            }
        }
        let data = Sequences::with_missing(inputs, targets)?;
        if lengths.iter().all(|&length| length == longest) {
            return Ok(data);
        }
        data.with_lengths(lengths)
    }
}
