//! The ear of a model: sounds as mel spectrograms, standardised by what the training sounds have.

mod mel;
mod spectrogram;
#[cfg(test)]
mod tests;

use std::path::Path;

use aru_lab::analysis::Hears;
use aru_runtime::__private::lab::files;
use aru_runtime::data::sequences::{Sequences, Standardisation};
use aru_runtime::{Error, Result};
use ndarray::{Array1, Array2, Axis};
use serde::{Deserialize, Serialize};

use crate::fault::{unreadable, wrong_shape};
use crate::sound::Sound;

pub(crate) use mel::peak;
pub use mel::{hz, mel};
pub use spectrogram::{Compression, MelSpectrogram};

/// A [`MelSpectrogram`] and, after [`fit`](FrontEnd::fit), mean and standard deviation of each band over the training
/// sounds. It is saved with the model, since the model is of use with no other.
///
/// ```
/// use aru::auditory::front_end::{FrontEnd, MelSpectrogram};
/// use aru::auditory::sound::Sound;
/// # fn main() -> aru::Result<()> {
/// # let noise = |seed: u64| {
/// #     let mut x = seed;
/// #     let mut draw = move || { x = x.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407); x };
/// #     Sound::new(32_000.0, (0..16_000).map(|_| (draw() >> 40) as f64 / (1 << 24) as f64 - 0.5).collect())
/// # };
/// let (first, second) = (noise(1)?, noise(2)?);
/// let spectrogram = MelSpectrogram::new(0.005).bands(32).low(500.0).high(8000.0);
/// let ear = FrontEnd::new(spectrogram).fit([&first, &second])?;
/// // [bin, band]: half a second in bins of 5 ms.
/// assert_eq!(ear.apply(&first)?.dim(), (100, 32));
/// // Silence is no zero any more: it lies below the mean.
/// assert!(ear.silence().iter().all(|&value| value < -1.0));
/// let json = ear.to_json();
/// assert_eq!(FrontEnd::from_json(&json)?, ear);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FrontEnd {
    spectrogram: MelSpectrogram,
    scale: Option<Standardisation>,
}

impl FrontEnd {
    /// Spectrograms as they are.
    pub fn new(spectrogram: MelSpectrogram) -> Self {
        let scale = None;
        FrontEnd { spectrogram, scale }
    }

    /// With each band standardised to mean 0 and standard deviation 1 over all bins of these sounds: those of the training
    /// split, and of no other.
    ///
    /// # Errors
    /// As [`MelSpectrogram::compute`]; no sound; a band that does not vary.
    pub fn fit<'a>(self, training: impl IntoIterator<Item = &'a Sound>) -> Result<Self> {
        let spectrograms = training.into_iter().map(|sound| self.spectrogram.compute(sound));
        let spectrograms = spectrograms.collect::<Result<Vec<Array2<f64>>>>()?;
        // Targets that are the same number in every step: they are not looked at.
        let pairs = spectrograms
            .iter()
            .map(|own| (own.view(), own.slice(ndarray::s![.., ..1])));
        let (_, scale) = Sequences::ragged(pairs)?.standardise()?;
        self.with_scale(scale)
    }

    /// With means and standard deviations that are known.
    ///
    /// # Errors
    /// Those of another number of bands; a standard deviation that is not above zero.
    pub fn with_scale(mut self, scale: Standardisation) -> Result<Self> {
        self.scale = Some(scale);
        self.check()?;
        Ok(self)
    }

    /// What the network hears of a sound, `[bin, band]`.
    ///
    /// # Errors
    /// As [`MelSpectrogram::compute`].
    pub fn apply(&self, sound: &Sound) -> Result<Array2<f64>> {
        Ok(self.scaled(self.spectrogram.compute(sound)?))
    }

    /// What the network hears of silence, `[band]`: what is before and after a sound, and the null of a map of what a
    /// network responds to.
    pub fn silence(&self) -> Array1<f64> {
        let silence = self.spectrogram.silence().insert_axis(Axis(0));
        self.scaled(silence).remove_axis(Axis(0))
    }

    /// Window, hop, bands and compression.
    pub fn spectrogram(&self) -> &MelSpectrogram {
        &self.spectrogram
    }

    /// Mean and standard deviation of each band, after [`fit`](FrontEnd::fit).
    pub fn scale(&self) -> Option<&Standardisation> {
        self.scale.as_ref()
    }

    /// As text, to be kept with a model.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).expect("finite numbers, names and lists of them are JSON")
    }

    /// Of what [`to_json`](FrontEnd::to_json) gave.
    ///
    /// # Errors
    /// Text that is none, a field that is unknown or missing, a setting that cannot work.
    pub fn from_json(text: &str) -> Result<Self> {
        let ear: FrontEnd = serde_json::from_str(text).map_err(|error| {
            Error::setting("the text of a front end", error, "it must be what `to_json` gave")
        })?;
        ear.check()?;
        Ok(ear)
    }

    /// Writes it as JSON.
    ///
    /// # Errors
    /// A file that cannot be written.
    pub fn save(&self, path: impl AsRef<Path>) -> Result<()> {
        files::write(path.as_ref(), self.to_json().as_bytes())
    }

    /// Reads what [`save`](FrontEnd::save) wrote.
    ///
    /// # Errors
    /// A file that cannot be read, and as [`from_json`](FrontEnd::from_json).
    pub fn load(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let text = String::from_utf8(files::read(path)?).map_err(|error| unreadable(path, error))?;
        Self::from_json(&text).map_err(|error| unreadable(path, error))
    }

    fn check(&self) -> Result<()> {
        self.spectrogram.check()?;
        let Some(scale) = &self.scale else { return Ok(()) };
        let bands = self.spectrogram.silence().len();
        if scale.mean().len() != bands || scale.sd().len() != bands {
            let expected = format!("[{bands}], one of each for a band");
            let found = [scale.mean().len(), scale.sd().len()];
            return Err(wrong_shape(
                "means and standard deviations of the bands",
                expected,
                &found,
            ));
        }
        // It looks at its numbers before it uses them.
        let mut silence = self
            .spectrogram
            .silence()
            .insert_axis(Axis(0))
            .insert_axis(Axis(0));
        scale.apply(silence.view_mut())
    }

    fn scaled(&self, mut values: Array2<f64>) -> Array2<f64> {
        if let Some(scale) = &self.scale {
            let bands = values.rows_mut().into_iter();
            for mut row in bands {
                for ((value, mean), sd) in row.iter_mut().zip(scale.mean()).zip(scale.sd()) {
                    *value = (*value - mean) / sd;
                }
            }
        }
        values
    }
}

/// So that `Null::heard(&ear)` is silence to maps and dreams of a network that hears through it.
impl Hears for FrontEnd {
    fn silence(&self) -> Vec<f64> {
        FrontEnd::silence(self).to_vec()
    }
}
