//! Sounds as power in bands of frequency, bin by bin.

use aru_runtime::{Error, Result};
use ndarray::{Array1, Array2};
use realfft::RealFftPlanner;
use serde::{Deserialize, Serialize};

use super::mel::{edges, triangles};
use crate::fault::check_positive;
use crate::sound::Sound;

/// Of a bin, in seconds.
const LEAST_BIN: f64 = 1e-6;

const MOST_BANDS: usize = 1_000_000;

/// So many points of the spectrum at least lie within the narrowest band: with 4 its power would be off by some percent, by
/// where they fall.
const POINTS: f64 = 16.0;
/// Longest transform: a band that is narrower than this resolves is refused.
const LONGEST: usize = 1 << 20;

/// How the power in a band is made smaller where it is large, as by the cochlea.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Compression {
    /// Power as it is.
    None,
    /// power^exponent: 1/3 is the cube root that models of songbirds use, 1/2 the amplitude.
    Power(f64),
    /// 10 log10(power + floor), decibels above full scale. `floor` is what silence counts as.
    Log {
        /// Above zero: 1e-8 is 80 dB below full scale.
        floor: f64,
    },
}

impl Compression {
    fn check(self) -> Result<()> {
        match self {
            Compression::None => Ok(()),
            Compression::Power(exponent) => check_positive(
                "`exponent` of the compression",
                exponent,
                "expected a number above 0, such as 1/3",
            ),
            Compression::Log { floor } => {
                let expected = "expected a power above 0, such as 1e-8: the logarithm of silence is -inf";
                check_positive("`floor` of the compression", floor, expected)
            }
        }
    }

    fn apply(self, power: f64) -> f64 {
        match self {
            Compression::None => power,
            Compression::Power(exponent) if exponent == 1.0 / 3.0 => power.cbrt(),
            Compression::Power(exponent) => power.powf(exponent),
            Compression::Log { floor } => 10.0 * (power + floor).log10(),
        }
    }
}

/// Mel spectrograms: how the power of a sound is spread over bands of frequency, in bins of `dt` seconds.
///
/// Bin k is what has been heard by its end: a Hann window ends at (k + 1) dt, and before and after the sound there is
/// silence. So a network predicts the spikes of a bin from the sound of that bin and before, and never from what comes later.
/// Any rate of samples will do, without resampling: bins begin at the nearest sample.
///
/// A band is a triangle in frequency, the bands equally wide in mel (2595 log10(1 + f / 700)). Its value is the mean square
/// of what it lets through, whatever the rate, the window and the transform: of a tone of amplitude a between the peaks of
/// the first and the last band all bands together have a^2 / 2. [`Compression`] then makes it smaller.
///
/// | setting | unless given |
/// | --- | --- |
/// | [`window`](MelSpectrogram::window) | 10 ms |
/// | [`bands`](MelSpectrogram::bands) | 32 |
/// | [`low`](MelSpectrogram::low), [`high`](MelSpectrogram::high) | 250 Hz, 8 kHz |
/// | [`compression`](MelSpectrogram::compression) | the cube root |
///
/// ```
/// use aru::auditory::front_end::{Compression, MelSpectrogram};
/// use aru::auditory::sound::Sound;
/// # fn main() -> aru::Result<()> {
/// let tone = (0..22_050).map(|n| 0.5 * (std::f64::consts::TAU * 1000.0 * f64::from(n) / 44_100.0).sin());
/// let tone = Sound::new(44_100.0, tone.collect())?;
/// let ear = MelSpectrogram::new(0.005).bands(24).compression(Compression::None);
/// let heard = ear.compute(&tone)?;
/// assert_eq!(heard.dim(), (100, 24));
/// assert!((heard.row(50).sum() - 0.125).abs() < 0.001);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MelSpectrogram {
    dt: f64,
    window: f64,
    bands: usize,
    low: f64,
    high: f64,
    compression: Compression,
}

impl MelSpectrogram {
    /// In bins of `dt` seconds: the network's `dt`.
    pub fn new(dt: f64) -> Self {
        MelSpectrogram {
            dt,
            window: 0.010,
            bands: 32,
            low: 250.0,
            high: 8000.0,
            compression: Compression::Power(1.0 / 3.0),
        }
    }

    /// Length of the window in seconds, `dt` or more.
    #[must_use]
    pub fn window(self, window: f64) -> Self {
        MelSpectrogram { window, ..self }
    }

    /// How many bands there are.
    #[must_use]
    pub fn bands(self, bands: usize) -> Self {
        MelSpectrogram { bands, ..self }
    }

    /// Where the first band begins, in Hz; 0 or more.
    #[must_use]
    pub fn low(self, low: f64) -> Self {
        MelSpectrogram { low, ..self }
    }

    /// Where the last band ends, in Hz; at most half the rate of every sound.
    #[must_use]
    pub fn high(self, high: f64) -> Self {
        MelSpectrogram { high, ..self }
    }

    /// What the power in a band becomes.
    #[must_use]
    pub fn compression(self, compression: Compression) -> Self {
        MelSpectrogram { compression, ..self }
    }

    /// Length of a bin in seconds.
    pub fn dt(&self) -> f64 {
        self.dt
    }

    /// The frequency in Hz at which each band has its peak.
    ///
    /// # Errors
    /// A setting that cannot work.
    pub fn peaks(&self) -> Result<Vec<f64>> {
        self.check()?;
        Ok(edges(self.bands, self.low, self.high)[1..=self.bands].to_vec())
    }

    /// How many bins a sound has: those that it fills or begins to fill.
    pub fn bins(&self, sound: &Sound) -> usize {
        // Half a sample fills none: the end of a sound lies between two samples.
        ((sound.samples().len() as f64 - 0.5) / (self.dt * sound.rate())).ceil() as usize
    }

    /// The spectrogram of a sound, `[bin, band]`.
    ///
    /// # Errors
    /// A setting that cannot work; one that this sound's rate does not allow: `high` above half of it, bands too narrow, a
    /// window of less than two samples.
    pub fn compute(&self, sound: &Sound) -> Result<Array2<f64>> {
        self.check()?;
        let window = self.hann(sound.rate())?;
        let edges = edges(self.bands, self.low, self.high);
        let length = self.transform(&edges, window.len(), sound.rate())?;
        let bands = triangles(&edges, sound.rate() / length as f64);
        let fft = RealFftPlanner::<f64>::new().plan_fft_forward(length);
        let (mut frame, mut spectrum) = (fft.make_input_vec(), fft.make_output_vec());
        let mut scratch = fft.make_scratch_vec();
        // Parseval: the mean square of the sound is the sum of this times |X|^2, over both signs of the frequency.
        let energy: f64 = window.iter().map(|weight| weight * weight).sum();
        let unit = 1.0 / (length as f64 * energy);
        let mut spectrogram = Array2::zeros((self.bins(sound), self.bands));
        for (bin, mut row) in spectrogram.rows_mut().into_iter().enumerate() {
            let end = ((bin + 1) as f64 * self.dt * sound.rate()).round() as usize;
            frame.fill(0.0);
            for (place, weight) in window.iter().enumerate() {
                // Before the sound there is silence, and after it.
                let sample = (end + place)
                    .checked_sub(window.len())
                    .and_then(|at| sound.samples().get(at));
                frame[place] = weight * sample.copied().unwrap_or(0.0);
            }
            fft.process_with_scratch(&mut frame, &mut spectrum, &mut scratch)
                .expect("buffers that the transform made for itself");
            for (value, band) in row.iter_mut().zip(&bands) {
                let of_point = |(place, weight): (usize, &f64)| {
                    let point = band.first + place;
                    // Zero and the highest frequency are their own negative.
                    let signs = if point == 0 || 2 * point == length {
                        1.0
                    } else {
                        2.0
                    };
                    signs * weight * spectrum[point].norm_sqr()
                };
                let power: f64 = band.weights.iter().enumerate().map(of_point).sum();
                *value = self.compression.apply(unit * power);
            }
        }
        Ok(spectrogram)
    }

    /// The value of each band in silence.
    pub(super) fn silence(&self) -> Array1<f64> {
        Array1::from_elem(self.bands, self.compression.apply(0.0))
    }

    pub(super) fn check(&self) -> Result<()> {
        check_positive("`dt`", self.dt, "a bin is longer than 0 s")?;
        check_positive("`window`", self.window, "a window is longer than 0 s")?;
        if self.window < self.dt * (1.0 - 1e-9) {
            let expected = format!(
                "at less than `dt`, {} s, parts of the sound would be in no bin",
                self.dt
            );
            return Err(Error::setting(
                "`window`",
                format_args!("{} s", self.window),
                expected,
            ));
        }
        if self.dt < LEAST_BIN {
            let expected = format!("expected seconds, {LEAST_BIN} or more");
            return Err(Error::setting("`dt`", format_args!("{} s", self.dt), expected));
        }
        if !(1..=MOST_BANDS).contains(&self.bands) {
            return Err(Error::setting(
                "`bands`",
                self.bands,
                format!("expected 1 to {MOST_BANDS}"),
            ));
        }
        if !(self.low.is_finite() && self.low >= 0.0) {
            return Err(Error::setting(
                "`low`",
                self.low,
                "expected a frequency in Hz, 0 or more",
            ));
        }
        if !(self.high.is_finite() && self.high > self.low) {
            let expected = format!("expected a frequency in Hz above `low`, {}", self.low);
            return Err(Error::setting("`high`", self.high, expected));
        }
        self.compression.check()
    }

    /// The window at a rate, never zero and the same from both ends.
    fn hann(&self, rate: f64) -> Result<Vec<f64>> {
        // As long as the longest bin in samples, so that none of these is in no bin.
        let of_bin = (self.dt * rate - 1e-6).ceil();
        let samples = (self.window * rate).round().max(of_bin) as usize;
        if samples < 2 {
            let expected =
                format!("at {rate} samples a second it has fewer than two of them; make it longer");
            return Err(Error::setting(
                "`window`",
                format_args!("{} s", self.window),
                expected,
            ));
        }
        let turn = std::f64::consts::TAU / samples as f64;
        Ok((0..samples)
            .map(|n| 0.5 - 0.5 * (turn * (n as f64 + 0.5)).cos())
            .collect())
    }

    /// How many points the transform has: a power of two, enough for the window and for the narrowest band.
    fn transform(&self, edges: &[f64], window: usize, rate: f64) -> Result<usize> {
        if self.high > rate / 2.0 {
            let expected = format!(
                "a sound of {rate} samples a second has no frequencies above {} Hz; lower `high`",
                rate / 2.0
            );
            return Err(Error::setting(
                "`high`",
                format_args!("{} Hz", self.high),
                expected,
            ));
        }
        let narrowest = edges[2] - edges[0];
        let points = POINTS * rate / narrowest;
        if points > LONGEST as f64 || window > LONGEST {
            let expected =
                format!("bands of {narrowest:.3} Hz are narrower than can be told apart; take fewer");
            return Err(Error::setting("`bands`", self.bands, expected));
        }
        Ok(window.max(points.ceil() as usize).next_power_of_two())
    }
}
