//! Recordings in three parts, as models are fitted to them.

use anyhow::{Context, Result, ensure};
use aru::analysis::Null;
use aru::auditory::recordings::{Clip, Recordings};
use aru::auditory::spikes::Smoothing;
use ndarray::{Array1, Axis};

/// What models are trained on, chosen by and scored on.
pub struct Recorded {
    /// What it is called in tables and files: letters, digits, `_` and `-`.
    pub name: String,
    pub train: Recordings,
    pub validate: Recordings,
    pub test: Recordings,
    /// What silence is, from which dreams start.
    pub silence: Null,
    /// Round what gradient maps are taken.
    pub around: Null,
}

/// Which clips are in which part, by number.
#[derive(Clone, Debug, PartialEq)]
pub struct Split {
    pub train: Vec<usize>,
    pub validate: Vec<usize>,
    pub test: Vec<usize>,
}

impl Split {
    /// So many clips in each part, one part after the other.
    pub fn of_counts([train, validate, test]: [usize; 3]) -> Self {
        Split {
            train: (0..train).collect(),
            validate: (train..train + validate).collect(),
            test: (train + validate..train + validate + test).collect(),
        }
    }
}

impl Recorded {
    /// Of counts that are not smoothed yet; each trial is smoothed as the field does.
    pub fn new(name: impl Into<String>, counts: Recordings, split: &Split, silence: Null) -> Result<Self> {
        let smoothed = counts.smoothed(Smoothing::hann_21_ms())?;
        let part = |name: &str, clips: &[usize]| {
            smoothed
                .select(clips.iter().copied())
                .with_context(|| format!("the {name} part"))
        };
        Ok(Recorded {
            name: name.into(),
            train: part("training", &split.train)?,
            validate: part("validation", &split.validate)?,
            test: part("test", &split.test)?,
            around: silence.clone(),
            silence,
        })
    }

    /// With gradient maps round the mean of the training sounds in place of silence: for neurons that are shut there.
    pub fn read_around_the_mean(mut self) -> Result<Self> {
        self.around = Null::mean_of(&self.train.sequences::<f32>()?)?;
        Ok(self)
    }
}

/// Clips with their sounds standardised by mean and standard deviation of each band over the training clips, and what a frame of
/// zeros became.
pub fn standardised(recordings: &Recordings, train: &[usize]) -> Result<(Recordings, Vec<f64>)> {
    let clips = recordings.clips();
    let training: Vec<_> = train.iter().map(|&clip| clips[clip].sound().view()).collect();
    ensure!(!training.is_empty(), "there is no clip to standardise by");
    let frames = ndarray::concatenate(Axis(0), &training).context("clips of one number of bands")?;
    let mean = frames.mean_axis(Axis(0)).context("a clip has at least one bin")?;
    // A band that never changes says nothing, at any scale.
    let deviation: Array1<f64> = frames
        .std_axis(Axis(0), 0.0)
        .mapv(|deviation| if deviation > 0.0 { deviation } else { 1.0 });
    let standardised = clips.iter().map(|clip| {
        let responses = (0..recordings.neurons().len()).map(|neuron| clip.response(neuron).cloned());
        Clip::new(clip.name(), (clip.sound() - &mean) / &deviation, responses)
    });
    let standardised = standardised.collect::<aru::Result<Vec<Clip>>>()?;
    let recordings = Recordings::new(recordings.dt(), recordings.neurons(), standardised)?;
    Ok((recordings, (-&mean / &deviation).to_vec()))
}
