//! Songs that are no animal's, made of what vocalisations have in common.

use std::f64::consts::TAU;

use aru::auditory::sound::Sound;
use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Samples a second.
const RATE: f64 = 16_000.0;

/// A song of so many seconds.
///
/// Modulations of natural sounds are mostly slow: their power falls with the frequency of modulation (Voss and Clarke 1975;
/// Singh and Theunissen 2003), since calls come in bouts and songs in phrases. So a song is made of phrases of 0.3 to 1 s,
/// each of one kind of syllable, loud or soft, high or low; and within a phrase of syllables of 30 to 250 ms with silence
/// between.
pub fn song(seconds: f64, seed: u64, number: u64) -> aru::Result<Sound> {
    let rng = &mut ChaCha8Rng::seed_from_u64(seed);
    rng.set_stream(number);
    let mut samples = vec![0.0; (RATE * seconds).round() as usize];
    // Silence to begin with: what was before is not known.
    let mut at = 0.05;
    while at < seconds {
        let end = at + log_uniform(0.3, 1.0, rng);
        let kind = Syllable::draw(rng);
        while at < end.min(seconds) {
            let length = log_uniform(0.03, 0.25, rng);
            let from = (at * RATE) as usize;
            let to = samples.len().min(from + (length * RATE) as usize);
            kind.add(&mut samples[from..to], length, rng);
            at += length + log_uniform(0.01, 0.2, rng);
        }
    }
    Sound::new(RATE, samples)
}

/// What syllables of a phrase have in common.
struct Syllable {
    /// The loudest are of 0 dB.
    amplitude: f64,
    /// A stack of harmonics, or else a band of noise.
    is_stack: bool,
    /// Fundamental frequency, and where the spectrum has its peak, in Hz.
    pitch: f64,
    formant: f64,
    /// Octaves a second.
    glide: f64,
    /// Octaves, and times a second.
    vibrato: (f64, f64),
}

impl Syllable {
    fn draw(rng: &mut impl Rng) -> Self {
        Syllable {
            amplitude: 10_f64.powf(rng.random_range(-30.0..0.0) / 20.0),
            is_stack: rng.random_bool(0.8),
            pitch: log_uniform(350.0, 2500.0, rng),
            formant: log_uniform(500.0, 6000.0, rng),
            glide: rng.random_range(-4.0..4.0),
            vibrato: (rng.random_range(0.0..0.15), rng.random_range(5.0..30.0)),
        }
    }

    /// Adds one of `length` seconds, a little louder or softer than the others; it may be cut off by the end of the song.
    fn add(&self, samples: &mut [f64], length: f64, rng: &mut impl Rng) {
        let amplitude = self.amplitude * rng.random_range(0.5..1.0);
        let (mut phase, mut carrier) = (0.0, 0.0);
        let mut noise = [0.0; 2];
        for (sample, value) in samples.iter_mut().enumerate() {
            let time = sample as f64 / RATE;
            let octaves = self.glide * time + self.vibrato.0 * (TAU * self.vibrato.1 * time).sin();
            let frequency = (self.pitch * octaves.exp2()).clamp(200.0, 4000.0);
            phase += frequency / RATE;
            carrier += self.formant / RATE;
            let sound = if self.is_stack {
                self.stack(frequency, phase)
            } else {
                // Noise of some hundred Hz on a carrier: its real and its imaginary part.
                noise = noise.map(|part| 0.9 * part + 0.44 * rng.random_range(-1.0..1.0));
                noise[0] * (TAU * carrier).cos() + noise[1] * (TAU * carrier).sin()
            };
            let envelope = (0.5 * TAU * (time / length).min(1.0)).sin().sqrt();
            *value += 0.5 * amplitude * envelope * sound;
        }
    }

    /// Harmonics up to half of the sampling rate, strong within an octave round the formant.
    fn stack(&self, frequency: f64, phase: f64) -> f64 {
        let harmonics = (1..=12).map(f64::from).take_while(|k| k * frequency < 0.5 * RATE);
        let weight = |k: f64| (-2.0 * (k * frequency / self.formant).log2().powi(2)).exp() + 0.05;
        harmonics.map(|k| weight(k) * (TAU * k * phase).sin()).sum()
    }
}

fn log_uniform(low: f64, high: f64, rng: &mut impl Rng) -> f64 {
    low * (high / low).powf(rng.random())
}
