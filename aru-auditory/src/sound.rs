//! Sounds, as WAV files have them.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use aru_runtime::{Error, Result};
use hound::{SampleFormat, WavReader};

use crate::fault::{check_positive, unreadable};
use crate::folder::entries;

/// One channel of a sound. Full scale is from -1 to 1.
///
/// ```
/// use aru::auditory::sound::Sound;
/// # fn main() -> aru::Result<()> {
/// let tone = (0..3200).map(|n| (std::f64::consts::TAU * 1000.0 * f64::from(n) / 32_000.0).sin());
/// let tone = Sound::new(32_000.0, tone.collect())?;
/// assert_eq!(tone.seconds(), 0.1);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Sound {
    rate: f64,
    samples: Vec<f64>,
}

impl Sound {
    /// Of samples, at `rate` in Hz.
    ///
    /// # Errors
    /// A rate that is not above zero, no sample, a sample that is not finite.
    pub fn new(rate: f64, samples: Vec<f64>) -> Result<Self> {
        check_positive("`rate`", rate, "a sound has a number of samples a second")?;
        if samples.is_empty() {
            return Err(Error::setting(
                "the number of samples",
                0,
                "there must be at least one",
            ));
        }
        if let Some(place) = samples.iter().position(|sample| !sample.is_finite()) {
            return Err(Error::NotFinite {
                what: "the sound".into(),
                index: vec![place],
                value: samples[place],
            });
        }
        Ok(Sound { rate, samples })
    }

    /// Reads a WAV file of one channel: whole numbers of 8 to 32 bits, or floats of 32.
    ///
    /// # Errors
    /// A file that cannot be read, is no such file, ends before its header says, or has several channels.
    ///
    /// ```no_run
    /// use aru::auditory::sound::Sound;
    /// # fn main() -> aru::Result<()> {
    /// let song = Sound::open("all_stims/conspecific/song.wav")?;
    /// println!("{} s at {} Hz", song.seconds(), song.rate());
    /// # Ok(())
    /// # }
    /// ```
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        Header::of_one_channel(path)?;
        Self::open_channel(path, 0)
    }

    /// Reads one channel of a WAV file; the first is 0.
    ///
    /// # Errors
    /// As [`open`](Sound::open), and a channel that the file does not have.
    pub fn open_channel(path: impl AsRef<Path>, channel: usize) -> Result<Self> {
        let path = path.as_ref();
        let header = Header::of(path)?;
        if channel >= header.channels {
            let fault = format!(
                "it has no channel {channel}, only {}, the first of them 0",
                header.channels
            );
            return Err(unreadable(path, fault));
        }
        let mut reader = open(path)?;
        let spec = reader.spec();
        let all: std::result::Result<Vec<f64>, hound::Error> = match spec.sample_format {
            SampleFormat::Float => reader
                .samples::<f32>()
                .map(|sample| sample.map(f64::from))
                .collect(),
            SampleFormat::Int => {
                let full_scale = 2.0_f64.powi(i32::from(spec.bits_per_sample) - 1);
                let samples = reader.samples::<i32>();
                samples
                    .map(|sample| sample.map(|sample| f64::from(sample) / full_scale))
                    .collect()
            }
        };
        let all = all.map_err(|error| unreadable(path, in_words(error)))?;
        let samples = all.into_iter().skip(channel).step_by(header.channels).collect();
        Sound::new(header.rate, samples).map_err(|error| unreadable(path, error))
    }

    /// The same samples at another rate: files hold whole numbers of Hz, and some were recorded at 48828.125.
    ///
    /// # Errors
    /// A rate that is not above zero.
    pub fn with_rate(self, rate: f64) -> Result<Self> {
        Sound::new(rate, self.samples)
    }

    /// Samples a second.
    pub fn rate(&self) -> f64 {
        self.rate
    }

    /// The samples, in order.
    pub fn samples(&self) -> &[f64] {
        &self.samples
    }

    /// How long it is.
    pub fn seconds(&self) -> f64 {
        self.samples.len() as f64 / self.rate
    }
}

/// What the beginning of a WAV file says, held against the length of the file.
pub(crate) struct Header {
    rate: f64,
    channels: usize,
    pub(crate) seconds: f64,
}

impl Header {
    pub(crate) fn of_one_channel(path: &Path) -> Result<Self> {
        let header = Header::of(path)?;
        if header.channels != 1 {
            let fault = format!(
                "it has {} channels; say which with `Sound::open_channel`, the first is 0",
                header.channels
            );
            return Err(unreadable(path, fault));
        }
        Ok(header)
    }

    pub(crate) fn of(path: &Path) -> Result<Self> {
        let reader = open(path)?;
        let (spec, frames) = (reader.spec(), u64::from(reader.duration()));
        let refuse = |fault: String| Err(unreadable(path, fault));
        if spec.sample_rate == 0 {
            return refuse("its header says 0 samples a second".into());
        }
        if frames == 0 {
            return refuse("it holds no sample".into());
        }
        let bytes = frames * u64::from(spec.channels) * u64::from(spec.bits_per_sample.div_ceil(8));
        let found = std::fs::metadata(path)
            .map_err(|error| unreadable(path, error))?
            .len();
        if found < bytes {
            return refuse(format!(
                "it is {found} bytes long, but its header says {frames} samples, {bytes} bytes: its end is missing"
            ));
        }
        let rate = f64::from(spec.sample_rate);
        Ok(Header {
            rate,
            channels: usize::from(spec.channels),
            seconds: frames as f64 / rate,
        })
    }
}

fn open(path: &Path) -> Result<WavReader<std::io::BufReader<std::fs::File>>> {
    WavReader::open(path).map_err(|error| unreadable(path, in_words(error)))
}

fn in_words(error: hound::Error) -> String {
    match error {
        hound::Error::IoError(error) if matches!(error.kind(), ErrorKind::Other | ErrorKind::UnexpectedEof) => {
            "it ends within its header; is it a WAV file?".to_owned()
        }
        hound::Error::IoError(error) => error.to_string(),
        // `hound` says of such a file that it is damaged.
        hound::Error::FormatError(fault) if !fault.starts_with("bits per sample") => {
            format!("it is no WAV file: {fault}")
        }
        _ => "its samples are of a kind that is not read, as floats of 64 bits are; write them as whole numbers of 8, 16, 24 or \
              32 bits, or as floats of 32"
            .to_owned(),
    }
}

/// The file of a name in a folder, or what is there in its place.
pub(crate) fn find(folder: &Path, name: &str) -> std::result::Result<PathBuf, String> {
    let path = folder.join(name);
    if path.is_file() {
        return Ok(path);
    }
    let lower = name.to_lowercase();
    let listed = entries(folder).unwrap_or_default().into_iter();
    let near = listed
        .map(|(name, _)| name)
        .find(|other| other.to_lowercase() == lower || other.to_lowercase() == format!("{lower}.wav"));
    let hint = near.map_or_else(String::new, |near| format!("; there is `{near}`"));
    Err(format!("there is no `{name}` in `{}`{hint}", folder.display()))
}

#[cfg(test)]
mod tests {
    use hound::{WavSpec, WavWriter};

    use super::*;

    fn written(path: &Path, channels: u16, bits: u16, format: SampleFormat, samples: &[f64]) {
        let spec = WavSpec {
            channels,
            sample_rate: 32_000,
            bits_per_sample: bits,
            sample_format: format,
        };
        let mut writer = WavWriter::create(path, spec).unwrap();
        for sample in samples {
            match format {
                SampleFormat::Float => writer.write_sample(*sample as f32).unwrap(),
                SampleFormat::Int => {
                    writer
                        .write_sample((sample * 2.0_f64.powi(i32::from(bits) - 1)) as i32)
                        .unwrap();
                }
            }
        }
        writer.finalize().unwrap();
    }

    #[test]
    fn every_format_has_the_same_samples() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.wav");
        let samples = [0.5, -0.25, 0.0, -1.0, 0.75, -0.5];
        for (bits, format) in [
            (8, SampleFormat::Int),
            (16, SampleFormat::Int),
            (24, SampleFormat::Int),
            (32, SampleFormat::Int),
            (32, SampleFormat::Float),
        ] {
            written(&path, 1, bits, format, &samples);
            let sound = Sound::open(&path).unwrap();
            assert_eq!(sound.samples(), samples, "{bits}");
            assert_eq!((sound.rate(), sound.seconds()), (32_000.0, 6.0 / 32_000.0));
            written(&path, 2, bits, format, &samples);
            assert_eq!(
                Sound::open_channel(&path, 1).unwrap().samples(),
                [-0.25, -1.0, -0.5]
            );
        }
    }

    /// One channel at 1 kHz, one sample of 0.5.
    const FLOATS_OF_64_BITS: [u8; 52] =
        *b"RIFF\x2c\0\0\0WAVEfmt \x10\0\0\0\x03\0\x01\0\xe8\x03\0\0\x40\x1f\0\0\x08\0\x40\0\
        data\x08\0\0\0\0\0\0\0\0\0\xe0\x3f";

    /// The same file with the longer of two headers that say so.
    fn extensible(file: &[u8; 52]) -> Vec<u8> {
        let mut longer = file.to_vec();
        longer[4] += 24;
        longer[16] = 40;
        longer[20..22].copy_from_slice(&[0xfe, 0xff]);
        let tail = b"\x16\0\x40\0\0\0\0\0\x03\0\0\0\0\0\x10\0\x80\0\0\xaa\0\x38\x9b\x71";
        longer.splice(36..36, tail.iter().copied());
        longer
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.wav");
        let refusal = |sound: Result<Sound>| {
            let error = sound.unwrap_err().to_string();
            error.replace(&path.display().to_string(), "PATH")
        };
        assert!(refusal(Sound::open(&path)).starts_with("cannot read `PATH`: No such file"));
        written(&path, 2, 16, SampleFormat::Int, &[0.5, -0.25]);
        assert_eq!(
            refusal(Sound::open(&path)),
            "cannot read `PATH`: it has 2 channels; say which with `Sound::open_channel`, the first is 0"
        );
        assert!(refusal(Sound::open_channel(&path, 2)).contains("it has no channel 2, only 2"));
        written(&path, 1, 16, SampleFormat::Int, &[]);
        assert_eq!(
            refusal(Sound::open(&path)),
            "cannot read `PATH`: it holds no sample"
        );
        written(&path, 1, 16, SampleFormat::Int, &[0.5; 400]);
        let whole = std::fs::read(&path).unwrap();
        std::fs::write(&path, &whole[..300]).unwrap();
        assert_eq!(
            refusal(Sound::open(&path)),
            "cannot read `PATH`: it is 300 bytes long, but its header says 400 samples, 800 bytes: its end is missing"
        );
        for header in [FLOATS_OF_64_BITS.to_vec(), extensible(&FLOATS_OF_64_BITS)] {
            std::fs::write(&path, header).unwrap();
            let refusal = refusal(Sound::open(&path));
            assert!(
                refusal.contains("of a kind that is not read, as floats of 64 bits are"),
                "{refusal}"
            );
        }
        std::fs::write(&path, "no sound").unwrap();
        assert!(refusal(Sound::open(&path)).contains("it is no WAV file"));
        written(&path, 1, 32, SampleFormat::Float, &[0.5, f64::NAN]);
        assert_eq!(
            refusal(Sound::open(&path)),
            "cannot read `PATH`: the sound holds NaN at [1]; values must be finite"
        );
    }
}
