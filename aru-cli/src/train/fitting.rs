//! The fit itself: the trainer as the options say, and one network or several.

use aru::description::Role;
use aru::prelude::*;
use aru::{AnyNetwork, ErrorKind, Scalar};

use super::folder::Folder;
use super::options::{Options, Rule};
use super::parts::Parts;
use crate::failure::{Failure, Outcome};
use crate::measures;
use crate::network::draw;
use crate::output::tell;

/// Where a fit keeps what it needs to go on.
pub const CHECKPOINT: &str = "fit.checkpoint";

/// A network and how it came about.
pub struct Fitted<T> {
    pub seed: u64,
    pub net: AnyNetwork<T>,
    pub history: History,
}

impl<T: Scalar> Fitted<T> {
    /// The loss that it is chosen by: of the epoch that was kept.
    pub fn loss(&self) -> f64 {
        let last = self.history.last().map_or(f64::NAN, |epoch| epoch.train_loss);
        self.history.lowest_validation_loss().unwrap_or(last)
    }
}

/// The networks to be trained, one for each seed.
pub fn networks<T: Scalar>(model: aru::Model, options: &Options) -> Outcome<Vec<AnyNetwork<T>>> {
    let seeds = (0..options.seeds as u64).map(|number| options.seed.checked_add(number));
    seeds
        .map(|seed| {
            let seed = seed.ok_or_else(|| {
                Failure::of(format_args!(
                    "--seed {} leaves no room for {} seeds after it",
                    options.seed, options.seeds
                ))
            })?;
            let mut net = draw::<T>(model, seed)?;
            if let Some(path) = &options.weights {
                let matching = net.load_matching(path)?;
                if !matching.is_complete() {
                    tell(format_args!("--weights: {matching}"));
                }
            }
            for start in &options.start {
                begin(&mut net, &start.name, start.value)?;
            }
            Ok(net)
        })
        .collect()
}

/// Gives all elements of a parameter one value; a time constant in seconds.
fn begin<T: Scalar>(net: &mut AnyNetwork<T>, name: &str, value: f64) -> Outcome {
    let stored = name.replacen(".tau", ".alpha", 1);
    let known = net
        .parameter(name)
        .or_else(|error| net.parameter(&stored).map_err(|_| error));
    let elements = known?.values().len();
    Ok(net.set(name, &vec![T::from_f64(value); elements])?)
}

/// Trains them.
///
/// # Errors
/// What cannot be trained; of several networks, that none came to its end.
pub fn fit<T: Scalar>(
    mut networks: Vec<AnyNetwork<T>>,
    parts: &Parts<T>,
    options: &Options,
    folder: &Folder,
) -> Outcome<Vec<Fitted<T>>> {
    let Some(first) = networks.first() else {
        return Err(Failure::of("there is no network to train"));
    };
    let description = first.description();
    if options.optimiser == Rule::Adam && options.momentum > 0.0 {
        return Err(Failure::of(
            "`--momentum` is for `--optimiser sgd`; Adam has its own",
        ));
    }
    let trainer = match options.optimiser {
        Rule::Adam => Trainer::new(Adam::new(options.rate)),
        Rule::Sgd => Trainer::new(Sgd::new(options.rate).momentum(options.momentum)),
    };
    let trainer = match options.loss {
        measures::Loss::Mse => trainer.loss(MeanSquaredError),
        measures::Loss::Poisson => trainer.loss(Poisson),
        measures::Loss::CrossEntropy => trainer.loss(CrossEntropy),
    };
    let mut trainer = trainer
        .batch_size(options.batch)
        .epochs(options.epochs)
        .seed(options.seed)
        .clip_norm(options.clip)
        .threads(options.threads)
        .freeze(options.freeze.iter().cloned())
        .checkpoint(
            folder.path().join(CHECKPOINT),
            Every::Minutes(options.checkpoint_minutes),
        );
    if options.resume {
        trainer = trainer.resume(Resume::IfPresent);
    }
    if !options.quiet {
        trainer = trainer.progress(Progress::Bar);
    }
    if let Some(rate) = options.rate_of_constants {
        let is_constant = |role: &Role| matches!(role, Role::Constant { .. } | Role::Delay { .. });
        let parameters = description.parameters.iter();
        for parameter in parameters.filter(|parameter| parameter.learn && is_constant(&parameter.role)) {
            trainer = trainer.learning_rate_of(parameter.name.to_string(), rate);
        }
    }
    if let Some(validation) = &parts.validation {
        trainer = trainer
            .validate(validation)
            .early_stopping(options.patience)
            .restore_best(true);
    }
    if networks.len() == 1 {
        let mut net = networks.remove(0);
        let history = match trainer.fit(&mut net, &parts.train) {
            Ok(history) => history,
            Err(failed) => {
                // It would only diverge again: what it has left to go on from would be in the way of another try.
                if failed.error().kind() == ErrorKind::Training {
                    folder.forget()?;
                }
                return Err(failed.into());
            }
        };
        return Ok(vec![Fitted {
            seed: options.seed,
            net,
            history,
        }]);
    }
    let mut ensemble = Ensemble::of(networks);
    let histories = trainer.fit(&mut ensemble, &parts.train)?;
    let mut fitted = Vec::new();
    let mut last = None;
    for ((net, history), seed) in ensemble.into_iter().zip(histories).zip(options.seed..) {
        match history {
            Ok(history) => fitted.push(Fitted { seed, net, history }),
            Err(failed) => {
                tell(format_args!("seed {seed}: {failed}"));
                last = Some(failed);
            }
        }
    }
    match last {
        Some(failed) if fitted.is_empty() => {
            folder.forget()?;
            Err(failed.into())
        }
        _ => Ok(fitted),
    }
}

/// Which of them has the lowest loss.
pub fn best<T: Scalar>(fitted: &[Fitted<T>]) -> Option<usize> {
    (0..fitted.len()).min_by(|&a, &b| fitted[a].loss().total_cmp(&fitted[b].loss()))
}
