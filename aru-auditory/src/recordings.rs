//! Clips of sound and what neurons did in them: from here to sequences for a network, and back to scores.

mod sequences;
#[cfg(test)]
mod tests;

use aru_runtime::numerics::scalar::Scalar;
use aru_runtime::{Error, Result};
use ndarray::{Array2, ArrayRef3, s};

use crate::fault::{check_finite, check_positive, wrong_shape};
use crate::score::{Neuron, Pooling, Table};
use crate::spikes::Smoothing;

/// A sound as a network hears it, and the trials of each neuron.
#[derive(Clone, Debug, PartialEq)]
pub struct Clip {
    name: String,
    sound: Array2<f64>,
    responses: Vec<Option<Array2<f64>>>,
}

impl Clip {
    /// Of a spectrogram `[bin, band]` and for each neuron its counts `[trial, bin]`, or `None` where it was not recorded.
    /// Neurons may have had trials of different number.
    ///
    /// # Errors
    /// A spectrogram without a bin or a band; counts without a trial, or of another number of bins; a value that is not
    /// finite.
    pub fn new(
        name: impl Into<String>,
        sound: Array2<f64>,
        responses: impl IntoIterator<Item = Option<Array2<f64>>>,
    ) -> Result<Self> {
        let name = name.into();
        let of_sound = format!("the spectrogram of `{name}`");
        if sound.is_empty() {
            return Err(wrong_shape(
                of_sound,
                "[bin, band], at least one of each",
                sound.shape(),
            ));
        }
        check_finite(of_sound, &sound)?;
        let responses: Vec<Option<Array2<f64>>> = responses.into_iter().collect();
        for (neuron, counts) in responses.iter().enumerate() {
            let Some(counts) = counts else { continue };
            let what = format!("responses of neuron {neuron} to `{name}`");
            if counts.nrows() == 0 || counts.ncols() != sound.nrows() {
                let expected = format!("[trial, {} bins], as many as its spectrogram has", sound.nrows());
                return Err(wrong_shape(what, expected, counts.shape()));
            }
            check_finite(what, counts)?;
        }
        Ok(Clip {
            name,
            sound,
            responses,
        })
    }

    /// What the sound is called.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its spectrogram, `[bin, band]`.
    pub fn sound(&self) -> &Array2<f64> {
        &self.sound
    }

    /// The counts of a neuron, `[trial, bin]`; `None` where it was not recorded.
    pub fn response(&self, neuron: usize) -> Option<&Array2<f64>> {
        self.responses.get(neuron)?.as_ref()
    }
}

/// Clips that neurons heard. A neuron that did not hear one is missing there: it counts neither in training nor in a score.
///
/// ```
/// use aru::auditory::recordings::{Clip, Recordings};
/// use aru::auditory::score::Pooling;
/// use aru::auditory::spikes::Smoothing;
/// use ndarray::{Array3, array};
/// # fn main() -> aru::Result<()> {
/// // Two clips of three and of two bins, one band; the second neuron was not there for the second.
/// let first = [Some(array![[0.0, 2.0, 1.0], [0.0, 1.0, 1.0]]), Some(array![[1.0, 0.0, 0.0]])];
/// let first = Clip::new("first", array![[0.1], [0.9], [0.4]], first)?;
/// let second = Clip::new("second", array![[0.2], [0.7]], [Some(array![[0.0, 1.0]]), None])?;
/// let recordings = Recordings::new(0.005, ["a", "b"], [first, second])?.smoothed(Smoothing::hann_21_ms())?;
///
/// let data = recordings.sequences::<f32>()?;
/// assert_eq!((data.len(), data.length(0), data.length(1)), (2, 3, 2));
/// // The mean of two smoothed trials; and half the neurons of a step.
/// assert_eq!(data.targets()[[0, 0, 0]], 0.75);
/// assert_eq!(data.weight(1, 0), 0.5);
///
/// let predicted = Array3::from_shape_fn((2, 3, 2), |(_, step, _)| step as f32);
/// println!("{}", recordings.score(&predicted, Pooling::Joined)?);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Recordings {
    dt: f64,
    neurons: Vec<String>,
    smoothing: Smoothing,
    clips: Vec<Clip>,
}

impl Recordings {
    /// Of clips in bins of `dt` seconds, and the names of the neurons, in the order that the clips have them.
    ///
    /// # Errors
    /// A `dt` that is not above zero; no neuron, no clip; a name given twice; clips of different number of bands or neurons;
    /// a neuron that heard none.
    pub fn new<S: Into<String>>(
        dt: f64,
        neurons: impl IntoIterator<Item = S>,
        clips: impl IntoIterator<Item = Clip>,
    ) -> Result<Self> {
        check_positive("`dt`", dt, "a bin is longer than 0 s")?;
        let neurons: Vec<String> = neurons.into_iter().map(Into::into).collect();
        let clips: Vec<Clip> = clips.into_iter().collect();
        for (what, names) in [("neuron", names(&neurons)), ("clip", names_of(&clips))] {
            if names.is_empty() {
                let setting = format!("the number of {what}s");
                return Err(Error::setting(setting, 0, "there must be at least one"));
            }
            if let Some(place) = (1..names.len()).find(|&place| names[..place].contains(&names[place])) {
                let expected = format!("another {what} has that name too; names tell them apart");
                return Err(Error::setting(
                    format!("the name of {what} {place}"),
                    names[place],
                    expected,
                ));
            }
        }
        let bands = clips[0].sound.ncols();
        for clip in &clips {
            if clip.sound.ncols() != bands {
                let expected = format!("[bin, {bands} bands], as in `{}`", clips[0].name);
                return Err(wrong_shape(
                    format!("the spectrogram of `{}`", clip.name),
                    expected,
                    clip.sound.shape(),
                ));
            }
            if clip.responses.len() != neurons.len() {
                let expected = format!(
                    "one for each of {} neurons, `None` where it is missing",
                    neurons.len()
                );
                let setting = format!("the number of responses to `{}`", clip.name);
                return Err(Error::setting(setting, clip.responses.len(), expected));
            }
        }
        for (neuron, name) in neurons.iter().enumerate() {
            if clips.iter().all(|clip| clip.responses[neuron].is_none()) {
                let setting = format!("the number of clips that neuron `{name}` was recorded in");
                return Err(Error::setting(setting, 0, "leave it out"));
            }
        }
        Ok(Recordings {
            dt,
            neurons,
            smoothing: Smoothing::None,
            clips,
        })
    }

    /// With each trial smoothed, for training and for scores.
    ///
    /// # Errors
    /// Recordings that are smoothed already; a width that is not above zero.
    pub fn smoothed(mut self, smoothing: Smoothing) -> Result<Self> {
        if self.smoothing != Smoothing::None {
            let expected = "smooth counts, and once";
            return Err(Error::setting(
                "the response in these recordings",
                self.smoothing,
                expected,
            ));
        }
        for response in self
            .clips
            .iter_mut()
            .flat_map(|clip| &mut clip.responses)
            .flatten()
        {
            *response = smoothing.apply(response, self.dt)?;
        }
        self.smoothing = smoothing;
        Ok(self)
    }

    /// Length of a bin in seconds.
    pub fn dt(&self) -> f64 {
        self.dt
    }

    /// Names of the neurons, in the order of the outputs of a network.
    pub fn neurons(&self) -> &[String] {
        &self.neurons
    }

    /// The clips, in the order of the sequences of a data set.
    pub fn clips(&self) -> &[Clip] {
        &self.clips
    }

    /// What the responses are smoothed by.
    pub fn smoothing(&self) -> Smoothing {
        self.smoothing
    }

    /// Some of the clips, by number and in this order: a split.
    ///
    /// # Errors
    /// A number that there is not; none; clips that a neuron heard none of, which [`without`](Recordings::without) leaves out.
    pub fn select(&self, which: impl IntoIterator<Item = usize>) -> Result<Self> {
        let chosen = which.into_iter().map(|clip| {
            let expected = format!("there are {} clips, the first is 0", self.clips.len());
            self.clips
                .get(clip)
                .cloned()
                .ok_or_else(|| Error::setting("the number of a clip", clip, expected))
        });
        let chosen = chosen.collect::<Result<Vec<Clip>>>()?;
        let heard = |neuron: usize| chosen.iter().any(|clip| clip.responses[neuron].is_some());
        let deaf = self.neurons.iter().enumerate();
        let deaf: Vec<&str> = deaf
            .filter_map(|(neuron, name)| (!heard(neuron)).then_some(name.as_str()))
            .collect();
        if !(deaf.is_empty() || chosen.is_empty()) {
            let setting = format!("the number of these clips that `{}` heard", deaf.join("`, `"));
            let expected =
                format!("leave out who heard none, by `.without({deaf:?})`, and split what is left");
            return Err(Error::setting(setting, 0, expected));
        }
        self.with(self.neurons.clone(), chosen)
    }

    /// All neurons but these, by name, and all clips, also those that none of the others heard: clips keep their numbers.
    ///
    /// ```
    /// use aru::auditory::recordings::{Clip, Recordings};
    /// use ndarray::array;
    /// # fn main() -> aru::Result<()> {
    /// let first = Clip::new("first", array![[0.1], [0.9]], [Some(array![[0.0, 2.0]]), Some(array![[1.0, 0.0]])])?;
    /// let second = Clip::new("second", array![[0.2], [0.7]], [Some(array![[0.0, 1.0]]), None])?;
    /// let recordings = Recordings::new(0.005, ["a", "b"], [first, second])?;
    /// let error = recordings.select([1]).unwrap_err();
    /// assert!(error.to_string().contains(".without([\"b\"])"));
    /// assert_eq!(recordings.without(["b"])?.select([1])?.neurons(), ["a"]);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// A name that there is not; all of them.
    pub fn without<S: AsRef<str>>(&self, neurons: impl IntoIterator<Item = S>) -> Result<Self> {
        let out = neurons.into_iter().map(|name| self.place(name.as_ref()));
        let out = out.collect::<Result<Vec<usize>>>()?;
        let stays = |place: &usize| !out.contains(place);
        let kept: Vec<usize> = (0..self.neurons.len()).filter(stays).collect();
        let names = kept.iter().map(|&place| self.neurons[place].clone()).collect();
        let clips = self.clips.iter().map(|clip| Clip {
            responses: kept.iter().map(|&place| clip.responses[place].clone()).collect(),
            ..clip.clone()
        });
        self.with(names, clips.collect())
    }

    /// One neuron by name, in the clips that it heard: for a model of its own.
    ///
    /// # Errors
    /// A name that there is not.
    pub fn neuron(&self, name: &str) -> Result<Self> {
        let place = self.place(name)?;
        let heard = self.clips.iter().filter(|clip| clip.responses[place].is_some());
        let alone = heard.map(|clip| Clip {
            responses: vec![clip.responses[place].clone()],
            ..clip.clone()
        });
        self.with(vec![name.into()], alone.collect())
    }

    /// How well these predictions, `[clip, bin, neuron]` as a network gives them, fit the clips. Bins after the end of a clip
    /// do not count, nor do clips that a neuron did not hear.
    ///
    /// # Errors
    /// Predictions of another number of clips or neurons, or of fewer bins than the longest clip; a value that counts and is
    /// not finite.
    pub fn score<T: Scalar>(&self, predictions: &ArrayRef3<T>, pooling: Pooling) -> Result<Table> {
        let (clips, neurons) = (self.clips.len(), self.neurons.len());
        let longest = self
            .clips
            .iter()
            .map(|clip| clip.sound.nrows())
            .max()
            .unwrap_or(0);
        let found = predictions.dim();
        if (found.0, found.2) != (clips, neurons) || found.1 < longest {
            let expected = format!("[{clips} clips, {longest} bins or more, {neurons} neurons]");
            return Err(wrong_shape(
                "the array of predictions",
                expected,
                predictions.shape(),
            ));
        }
        let of_neuron = |(neuron, name): (usize, &String)| {
            let heard = self.clips.iter().enumerate().filter_map(|(number, clip)| {
                let response = clip.responses[neuron].clone()?;
                let own = predictions.slice(s![number, ..clip.sound.nrows(), neuron]);
                Some((own.mapv(Scalar::to_f64), response))
            });
            Ok((name.clone(), Neuron::new(heard)?))
        };
        let scored = self
            .neurons
            .iter()
            .enumerate()
            .map(of_neuron)
            .collect::<Result<Vec<_>>>()?;
        Ok(Table::new(scored, pooling, self.smoothing, self.dt))
    }

    /// The number of a neuron.
    fn place(&self, name: &str) -> Result<usize> {
        let place = self.neurons.iter().position(|own| own == name);
        place.ok_or_else(|| Error::Unknown {
            kind: "neuron",
            name: name.into(),
            hint: format!("; there are `{}`", self.neurons.join("`, `")),
        })
    }

    fn with(&self, neurons: Vec<String>, clips: Vec<Clip>) -> Result<Self> {
        let mut chosen = Recordings::new(self.dt, neurons, clips)?;
        chosen.smoothing = self.smoothing;
        Ok(chosen)
    }
}

fn names(names: &[String]) -> Vec<&str> {
    names.iter().map(String::as_str).collect()
}

fn names_of(clips: &[Clip]) -> Vec<&str> {
    clips.iter().map(Clip::name).collect()
}
