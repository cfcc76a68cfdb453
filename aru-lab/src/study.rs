//! Many trials of one kind, run side by side; what is finished stays finished when the program is stopped.

mod key;
mod plain;
mod queue;
mod results;
mod store;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::marker::PhantomData;
use std::path::Path;
use std::thread;

use serde::Serialize;
use serde::de::DeserializeOwned;

use self::queue::{GroupResult, TrialQueue};
use self::store::{Record, Store};
use aru_runtime::__private::lab::Reporter;
use aru_runtime::numerics::block::LANES;
use aru_runtime::training::Progress;
use aru_runtime::{Error, Result};

pub use results::{Results, Trial};

/// Trials that run together at most: one for each lane of a block.
const GROUP: usize = LANES;

/// Runs trials and keeps each outcome in a file, so that a second run goes on where the first was stopped.
///
/// A finished trial is a line of JSON in `trials.jsonl` in the study's folder: `{"settings":..,"outcome":..,"seconds":..,"crc32":..}`, the
/// last a checksum of what stands before it. A file of before checksums is taken with a warning.
/// Settings are told apart by their JSON, whatever the order of its keys; what has no order of its own, such as a
/// `HashSet`, does not come back as it was and is run again: take a `BTreeSet`.
/// A trial whose settings are in the file is taken from there and not run. The settings must therefore hold everything
/// that decides the outcome: the seed, the number of epochs, the size of the network. What else decides it, such as a
/// change of the code, the file knows nothing of: remove it, or choose another folder.
///
/// An outcome comes back as JSON holds it, whether the trial was run now or before. Numbers are kept to the last bit;
/// NaN and infinity, which JSON does not have, are an error.
///
/// ```
/// use aru::study::Study;
/// use serde::Serialize;
///
/// #[derive(Serialize)]
/// struct Settings {
///     units: usize,
///     seed: u64,
/// }
///
/// # fn main() -> aru::Result<()> {
/// # let folder = std::env::temp_dir().join(format!("aru-study-{}", std::process::id()));
/// let trials = (0..10).map(|seed| Settings { units: 20, seed });
/// let results = Study::<Settings, f64>::open(&folder)?
///     .threads(2)
///     .run(trials, |settings| -> aru::Result<f64> {
///         // Here a network is trained.
///         Ok(settings.units as f64 / (1.0 + settings.seed as f64))
///     })?;
/// for trial in &results {
///     println!("{}: {} after {} s", trial.settings.seed, trial.outcome, trial.seconds);
/// }
/// assert_eq!(results.outcomes().sum::<f64>(), 58.579365079365076);
/// # std::fs::remove_dir_all(&folder).ok();
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Study<Settings, Outcome> {
    store: Store,
    /// What the file holds, by the settings' JSON.
    finished: HashMap<String, Record<Outcome>>,
    threads: usize,
    progress: Progress,
    settings: PhantomData<fn(&Settings)>,
}

impl<Settings, Outcome> Study<Settings, Outcome>
where
    Settings: Serialize + Sync,
    Outcome: Serialize + DeserializeOwned + Send,
{
    /// Opens the study of a folder, which is made where it is missing, and reads what is finished.
    ///
    /// Nobody else may have the study of that folder open. A last line that was cut off when the program was stopped is
    /// dropped, and its trial is run again.
    ///
    /// # Errors
    ///
    /// [`Error::File`] where the file cannot be read or written, is open elsewhere, is not the file of a study, or has a
    /// line that is damaged or holds an outcome of another type than `Outcome`. It is then left as it is.
    pub fn open(folder: impl AsRef<Path>) -> Result<Self> {
        let (store, finished) = Store::open(folder.as_ref())?;
        Ok(Study {
            store,
            finished,
            threads: thread::available_parallelism().map_or(1, usize::from),
            progress: Progress::Silent,
            settings: PhantomData,
        })
    }

    /// How many trials run at a time, one a thread; unless set, as many as there are processor cores.
    ///
    /// Outcomes do not depend on it where a trial does not depend on others.
    pub fn threads(mut self, threads: usize) -> Self {
        self.threads = threads;
        self
    }

    /// What is shown while it runs; unless set, nothing.
    pub fn progress(mut self, progress: Progress) -> Self {
        self.progress = progress;
        self
    }

    /// Runs the trials that are not finished yet, the first given first, and returns all in the order given.
    ///
    /// Each outcome is in the file as soon as its trial is finished. Where a trial fails or panics, no other is started,
    /// those that run come to their end and are kept, and the first that failed, in the order given, is the error.
    /// Trials in the file that are not among those given stay there.
    ///
    /// # Errors
    ///
    /// [`Error::Trial`] with the cause where a trial fails, panics, or has an outcome that does not come back from JSON
    /// as it was. [`Error::Setting`] before anything is run where there are no threads, two trials have the same
    /// settings, or settings cannot be told by their JSON. [`Error::File`] where an outcome cannot be written, or the
    /// file or its folder was removed, moved or changed by others while the trials ran, and
    /// [`Error::Threads`] where the threads cannot be started.
    pub fn run<E>(
        self,
        trials: impl IntoIterator<Item = Settings>,
        trial: impl Fn(&Settings) -> std::result::Result<Outcome, E> + Sync,
    ) -> Result<Results<Settings, Outcome>>
    where
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        let one = |settings: &[&Settings]| Ok(vec![trial(settings[0])]);
        self.run_each(
            trials,
            |_, open| open.chunks(1).map(<[usize]>::to_vec).collect(),
            &one,
        )
    }

    /// [`run`](Study::run) for trials that are faster together, such as the networks of an
    /// [`Ensemble`](aru_runtime::training::ensemble::Ensemble): up to 16 that have the same `key` and are not finished yet make a group, and `group`
    /// returns what each came to, in their order, or an error where none could be run. Groups are started in the order of
    /// their first trials; a trial that fails leaves the others of its group as they are.
    ///
    /// An outcome must not depend on the trials it shares a group with, since a study that was stopped makes other groups.
    /// (The networks of an ensemble keep to that with [`Trainer::lockstep`](aru_runtime::training::Trainer::lockstep).)
    /// Each trial counts with its share of the group's seconds.
    ///
    /// # Errors
    ///
    /// As [`run`](Study::run); the error of a whole group names its first trial. Another number of outcomes than trials
    /// is one.
    ///
    /// ```
    /// use aru::prelude::*;
    /// use aru::study::Study;
    /// use aru::teacher;
    ///
    /// recurrent_net! {
    ///     struct Small {
    ///         input x: 1;
    ///         layer hidden: Elman<4>;
    ///         output y: 1;
    ///         x -> hidden -> y;
    ///         hidden ~> hidden;
    ///     }
    /// }
    ///
    /// # fn main() -> aru::Result<()> {
    /// # let folder = std::env::temp_dir().join(format!("aru-groups-{}", std::process::id()));
    /// let train = teacher::sequences(&teacher::network::<Small<f32>>(0), 20, 10, 0)?;
    /// let study = Study::<u64, f64>::open(&folder)?;
    /// // Seeds are trained sixteen at a time.
    /// let losses = study.run_groups(1..21, |_| (), |seeds| {
    ///     let mut nets = Ensemble::<Small<f32>>::new(seeds.iter().map(|&&seed| seed));
    ///     let histories = Trainer::new(Adam::new(1e-3)).epochs(2).lockstep(true).fit(&mut nets, &train)?;
    ///     let loss = |history: Result<History, FitError>| Ok(history?.last().map_or(f64::MAX, |epoch| epoch.train_loss));
    ///     Ok::<_, aru::Error>(histories.into_iter().map(loss).collect())
    /// })?;
    /// assert_eq!(losses.len(), 20);
    /// # std::fs::remove_dir_all(&folder).ok();
    /// # Ok(())
    /// # }
    /// ```
    pub fn run_groups<Key: PartialEq, E>(
        self,
        trials: impl IntoIterator<Item = Settings>,
        key: impl Fn(&Settings) -> Key,
        group: impl Fn(&[&Settings]) -> std::result::Result<Vec<std::result::Result<Outcome, E>>, E> + Sync,
    ) -> Result<Results<Settings, Outcome>>
    where
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        let alike = |settings: &[Settings], open: &[usize]| {
            let mut groups: Vec<(Key, Vec<usize>)> = Vec::new();
            for &place in open {
                let own = key(&settings[place]);
                let fitting = groups
                    .iter_mut()
                    .rev()
                    .find(|(key, places)| *key == own && places.len() < GROUP);
                match fitting {
                    Some((_, places)) => places.push(place),
                    None => groups.push((own, vec![place])),
                }
            }
            groups.into_iter().map(|(_, places)| places).collect()
        };
        self.run_each(trials, alike, &group)
    }

    fn run_each<E>(
        self,
        trials: impl IntoIterator<Item = Settings>,
        cut: impl FnOnce(&[Settings], &[usize]) -> Vec<Vec<usize>>,
        group: &(impl Fn(&[&Settings]) -> GroupResult<Outcome, E> + Sync),
    ) -> Result<Results<Settings, Outcome>>
    where
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        if self.threads == 0 {
            return Err(Error::setting(
                "threads",
                0,
                "it must be at least 1; unless set, it is the number of cores",
            ));
        }
        let settings: Vec<Settings> = trials.into_iter().collect();
        let keys = keys(&settings)?;
        let mut finished = self.finished;
        let done: Vec<_> = keys.iter().map(|key| finished.remove(key)).collect();
        let count = done.iter().flatten().count();
        let reporter = Reporter::new(self.progress, "trial", done.len(), count);
        let open: Vec<usize> = (0..done.len()).filter(|&place| done[place].is_none()).collect();
        let groups = cut(&settings, &open);
        let queue = TrialQueue::new(&settings, &keys, done, groups, self.store, reporter);
        let done = queue.run(self.threads, group)?;
        Ok(Results::new(settings, done))
    }
}

/// What tells each trial from the others: its settings as JSON, keys in the order of the alphabet.
fn keys<Settings: Serialize>(settings: &[Settings]) -> Result<Vec<String>> {
    let mut places = HashMap::new();
    let mut keys = Vec::with_capacity(settings.len());
    for (place, settings) in settings.iter().enumerate() {
        let number = place + 1;
        let key = key::of(settings).map_err(|fault| {
            let what = format!("what tells trial {number} from the others");
            Error::setting(
                what,
                "not to be written as JSON",
                format!("its settings: {fault}"),
            )
        })?;
        if let Some(earlier) = places.insert(key.clone(), number) {
            let expected =
                format!("both have the settings {key}; give each its own, such as a seed or a number");
            let found = format!("trial {earlier} again");
            return Err(Error::setting(format!("trial {number}"), found, expected));
        }
        keys.push(key);
    }
    Ok(keys)
}
