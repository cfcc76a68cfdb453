//! What watches a fit and keeps it: nothing here changes what comes out of it, but where it ends.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::Trainer;
use crate::numerics::scalar::Scalar;
use crate::training::checkpoint::{Checkpoints, Every, Resume};
use crate::training::history::Epoch;
use crate::training::progress::Progress;
use crate::training::watched::Watched;

impl<'a, T: Scalar> Trainer<'a, T> {
    /// Is shown each epoch when it is over; `ControlFlow::Break(())` makes it the last.
    pub fn observe(self, mut observer: impl FnMut(&Epoch) -> ControlFlow<()> + 'a) -> Self {
        self.watch(move |watched| observer(watched.epoch()))
    }

    /// Is shown each epoch when it is over, and the network as it is then: to stop by a measure of one's own, to save it
    /// now and then, to keep the course of every time constant. `ControlFlow::Break(())` makes the epoch the last. Of
    /// several observers each is shown every epoch.
    ///
    /// ```
    /// # use aru::prelude::*;
    /// # mod net { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doctests/net.rs")); }
    /// # use net::Net;
    /// # use ndarray::Array3;
    /// use std::ops::ControlFlow;
    ///
    /// # let data = Sequences::new(Array3::ones((40, 20, 1)), Array3::zeros((40, 20, 1)))?;
    /// let mut courses = Vec::new();
    /// let mut net = Net::<f32>::new(1);
    /// let history = Trainer::new(Adam::new(1e-3))
    ///     .watch(|watched| {
    ///         courses.push(watched.parameter("hidden.alpha_s").unwrap().to_vec());
    ///         let net: Net<f32> = watched.network().unwrap();
    ///         let loss = net.evaluate(&data).loss(&MeanSquaredError).unwrap();
    ///         if loss < 0.1 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    ///     })
    ///     .fit(&mut net, &data)?;
    /// assert_eq!(courses.len(), history.len());
    /// # Ok::<(), aru::Error>(())
    /// ```
    pub fn watch(mut self, observer: impl FnMut(&Watched<'_, T>) -> ControlFlow<()> + 'a) -> Self {
        self.observers.push(Box::new(observer));
        self
    }

    /// Ends the fit soon after another thread has set the flag, or a handler of signals, wherever it is then: training and
    /// validation look at it before each chunk of steps, and in the midst of the products of large layers, many times in a
    /// second. The last update that was whole counts, its epoch does not: the network is as that update left it, or the best
    /// one where that is restored, and the history has the epochs before. A fit with checkpoints writes one, and may go on from
    /// it. It ends an [`Ensemble`](crate::training::ensemble::Ensemble)'s too.
    ///
    /// ```
    /// # use aru::prelude::*;
    /// # mod net { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doctests/net.rs")); }
    /// # use net::Net;
    /// # use ndarray::Array3;
    /// use aru::trainer::Stopped;
    /// use std::sync::Arc;
    /// use std::sync::atomic::{AtomicBool, Ordering};
    ///
    /// # let data = Sequences::new(Array3::ones((40, 20, 1)), Array3::zeros((40, 20, 1)))?;
    /// let flag = Arc::new(AtomicBool::new(false));
    /// let own = Arc::clone(&flag);
    /// let elsewhere = std::thread::spawn(move || own.store(true, Ordering::Relaxed));
    /// let mut net = Net::<f32>::new(1);
    /// let history = Trainer::new(Adam::new(1e-3))
    ///     .epochs(1_000_000_000)
    ///     .interrupted_by(flag)
    ///     .fit(&mut net, &data)?;
    /// assert_eq!(history.stopped(), Some(Stopped::Interrupted));
    /// # elsewhere.join().unwrap();
    /// # Ok::<(), aru::Error>(())
    /// ```
    pub fn interrupted_by(mut self, flag: Arc<AtomicBool>) -> Self {
        self.settings.interrupt = Some(flag);
        self
    }

    /// Writes a checkpoint from time to time: all that a fit needs to go on where it stopped, see
    /// [`resume`](Trainer::resume).
    ///
    /// The file is written anew in one step, with a checksum, and the one before it stays beside it with `.older` behind
    /// its name: a crash at any moment leaves one that is whole. A disk that is full does not end the fit; standard
    /// error says so. The networks of an [`Ensemble`](crate::training::ensemble::Ensemble) train in groups of up to 16; each group has a
    /// file of its own, with the number of its first network behind the name: `fit.0`, `fit.16`. It is a safetensors file:
    /// Python reads the arrays.
    ///
    /// ```
    /// # use aru::prelude::*;
    /// # mod net { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doctests/net.rs")); }
    /// # use net::Net;
    /// # use ndarray::Array3;
    /// use aru::trainer::{Every, Resume};
    /// # let data = Sequences::new(Array3::ones((40, 20, 1)), Array3::zeros((40, 20, 1)))?;
    /// # let folder = std::env::temp_dir().join(format!("aru-checkpoint-{}", std::process::id()));
    /// # std::fs::create_dir_all(&folder).unwrap();
    /// # let path = folder.join("fit.checkpoint");
    /// let fit = |net: &mut Net<f32>| {
    ///     Trainer::new(Adam::new(1e-3))
    ///         .epochs(30)
    ///         .checkpoint(&path, Every::Minutes(5.0))
    ///         .resume(Resume::IfPresent)
    ///         .fit(net, &data)
    /// };
    /// let (mut net, mut again) = (Net::new(1), Net::new(1));
    /// let history = fit(&mut net)?;
    /// assert_eq!(fit(&mut again)?, history, "it was over already");
    /// assert_eq!(again.hidden().alpha_s(), net.hidden().alpha_s());
    /// # std::fs::remove_dir_all(&folder).unwrap();
    /// # Ok::<(), aru::Error>(())
    /// ```
    pub fn checkpoint(mut self, path: impl Into<PathBuf>, every: Every) -> Self {
        self.settings.checkpoints = Some(Checkpoints {
            path: path.into(),
            every,
        });
        self
    }

    /// What to do about a checkpoint that is there already; unless set it is an error. A fit that goes on ends with the
    /// same bits as one that never stopped, but for the seconds in its history.
    ///
    /// Going on needs the same declaration, settings, data and parameters before the first update, whatever the number of threads; the
    /// error says in what they differ. What a checkpoint cannot know: data that [`fit_generated`](Trainer::fit_generated)
    /// makes have to depend on epoch and random numbers alone, and [`observe`](Trainer::observe) is shown an epoch again
    /// where the fit was stopped before the next checkpoint. A fit that an observer ended goes on.
    pub fn resume(mut self, resume: Resume) -> Self {
        self.settings.resume = resume;
        self
    }

    /// What is shown on standard error.
    pub fn progress(mut self, progress: Progress) -> Self {
        self.settings.progress = progress;
        self
    }
}
