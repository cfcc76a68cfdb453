//! Windows cut from long recordings.

use ndarray::{Array2, Array3, s};

use super::Sequences;
use crate::error::{Error, Result};
use crate::numerics::room::has_room;
use crate::numerics::scalar::Scalar;

impl<T: Scalar> Sequences<T> {
    /// Each recording (a sequence) cut into windows of `length` steps that start `stride` steps apart.
    ///
    /// The first `burn_in` steps of a window get weight zero: they bring the state to where it would be, and are not
    /// scored. With `stride` = `length - burn_in` every step after a recording's first `burn_in` counts once. No
    /// window holds steps of two recordings. The last window of a recording is the first that reaches its end; it may
    /// be shorter. Weights of the recordings are kept.
    ///
    /// # Errors
    /// A length or stride of zero, a burn-in that leaves no step of a window, windows longer than every recording, a
    /// recording that is not longer than the burn-in, or windows in which no step counts.
    ///
    /// ```
    /// # use aru::Sequences;
    /// # use ndarray::Array3;
    /// # fn main() -> aru::Result<()> {
    /// let recording = Sequences::new(Array3::<f32>::zeros((1, 7000, 1)), Array3::zeros((1, 7000, 1)))?;
    /// let windows = recording.windows(500, 400, 100)?;
    /// assert_eq!(windows.len(), 18);
    /// assert_eq!(windows.length(17), 200);
    /// # Ok(())
    /// # }
    /// ```
    pub fn windows(&self, length: usize, stride: usize, burn_in: usize) -> Result<Self> {
        self.check_windows(length, stride, burn_in)?;
        let windows = self.cut(length, stride, burn_in);
        self.check_room(windows.len(), length, stride)?;
        let shape = |features| (windows.len(), length, features);
        let mut inputs = Array3::from_elem(shape(self.inputs.dim().2), T::ZERO);
        let mut targets = Array3::from_elem(shape(self.targets.dim().2), T::ZERO);
        let mut weights = Array2::from_elem((windows.len(), length), T::ZERO);
        let mut output_weights = Array3::from_elem(targets.raw_dim(), T::ZERO);
        let mut missing = Array3::from_elem(targets.raw_dim(), false);
        for (index, &(recording, start, steps)) in windows.iter().enumerate() {
            let from = s![recording, start..start + steps, ..];
            let to = s![index, ..steps, ..];
            inputs.slice_mut(to).assign(&self.inputs.slice(from));
            targets.slice_mut(to).assign(&self.targets.slice(from));
            if let Some(own) = &self.missing {
                missing.slice_mut(to).assign(&own.slice(from));
            }
            if let Some(own) = &self.output_weights {
                output_weights.slice_mut(to).assign(&own.slice(from));
            }
            for step in burn_in..steps {
                weights[(index, step)] = self.step_weight(recording, start + step);
            }
        }
        let lengths: Vec<usize> = windows.iter().map(|&(_, _, steps)| steps).collect();
        let mut data = Sequences::unchecked(inputs.into(), targets.into())?;
        data.missing = self.missing.is_some().then_some(missing);
        let data = data.with_lengths(lengths)?.with_weights(weights)?;
        match self.output_weights {
            Some(_) => data.with_output_weights(output_weights),
            None => Ok(data),
        }
    }

    /// The windows in the order of the recordings and of time: recording, first step, number of steps.
    fn cut(&self, length: usize, stride: usize, burn_in: usize) -> Vec<(usize, usize, usize)> {
        let mut windows = Vec::new();
        for recording in 0..self.len() {
            let end = self.length(recording);
            let mut start = 0;
            while start < end.saturating_sub(burn_in) {
                let steps = length.min(end - start);
                windows.push((recording, start, steps));
                if length >= end - start {
                    break;
                }
                start = start.saturating_add(stride);
            }
        }
        windows
    }

    /// Overlapping windows hold every step several times: more of them than memory has room for are refused.
    fn check_room(&self, windows: usize, length: usize, stride: usize) -> Result<()> {
        let features = self
            .inputs
            .dim()
            .2
            .saturating_add(self.targets.dim().2)
            .saturating_add(1);
        if has_room::<T>(&[windows, length, features]) {
            return Ok(());
        }
        let expected = format!(
            "it makes {windows} windows of {length} steps, more than memory has room for; a stride near {length} holds \
             each step once"
        );
        Err(Error::setting("stride of the windows", stride, expected))
    }

    fn check_windows(&self, length: usize, stride: usize, burn_in: usize) -> Result<()> {
        let setting =
            |setting: &str, found: usize, expected: String| Err(Error::setting(setting, found, expected));
        let lengths = (0..self.len()).map(|recording| self.length(recording));
        let longest = lengths.clone().max().unwrap_or(0);
        if length == 0 || length > longest {
            let expected = format!("expected 1 to {longest}, the length of the longest recording");
            return setting("length of the windows", length, expected);
        }
        if stride == 0 {
            return setting("stride of the windows", stride, "expected at least 1".into());
        }
        if burn_in >= length {
            let expected = format!("expected less than {length}, the length of a window");
            return setting("burn-in of the windows", burn_in, expected);
        }
        if let Some((recording, found)) = lengths.enumerate().find(|&(_, length)| length <= burn_in) {
            let expected = format!("a burn-in of {burn_in} leaves no step; leave it out with `select`");
            return setting(&format!("length of recording {recording}"), found, expected);
        }
        Ok(())
    }
}
