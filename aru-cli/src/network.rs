//! The network that a command is about: of a text, or of the weights that a fit has left.

use std::path::{Path, PathBuf};

use aru::prelude::*;
use aru::{AnyNetwork, Model, Scalar};

use crate::failure::{Failure, Outcome};
use crate::fit_file::{FitFile, TEXT, WEIGHTS};
use crate::text::{self, Choice};

/// Which network, for commands that take texts and weights alike.
#[derive(Clone, Debug, clap::Args)]
pub struct Named {
    /// A declaration in a text (`-` is standard input), the weights of `aru train`, or the folder that holds them
    #[arg(value_name = "NETWORK")]
    network: PathBuf,
    #[command(flatten)]
    choice: Choice,
    /// Parameters for the network of a text, as `aru train` or `save` has written them
    #[arg(long, value_name = "FILE")]
    weights: Option<PathBuf>,
    /// Seed that parameters are drawn from, where there are no weights
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Compute in double precision
    #[arg(long)]
    pub f64: bool,
}

/// A declaration, with what is known of its parameters.
#[derive(Debug)]
pub struct Opened {
    pub model: Model,
    /// Where the parameters are, unless they are drawn.
    pub weights: Option<PathBuf>,
    /// What the fit left beside them.
    pub fit: Option<FitFile>,
    seed: u64,
}

impl Named {
    /// Reads the declaration.
    pub fn open(&self) -> Outcome<Opened> {
        let folder = self.network.join(WEIGHTS);
        let weights = match self.network.is_dir() && folder.exists() {
            true => &folder,
            false => &self.network,
        };
        let is_weights = weights
            .extension()
            .is_some_and(|extension| extension == "safetensors");
        match (&self.weights, is_weights) {
            (None, true) => self.beside(weights),
            (Some(_), true) => Err(Failure::of(format_args!(
                "`{}` are weights already; `--weights` gives those of a text",
                weights.display()
            ))),
            (given, false) => {
                let text = text::read(&self.network)?;
                let fit = match given.as_deref().and_then(Path::parent) {
                    Some(folder) => FitFile::read(folder)?,
                    None => None,
                };
                Ok(Opened {
                    model: text::model(&text, &self.network, &self.choice)?,
                    weights: given.clone(),
                    fit,
                    seed: self.seed,
                })
            }
        }
    }

    /// The network of weights: by the text that a fit has left beside them, or above, where they are of one of its seeds; else
    /// by the declaration that they hold.
    fn beside(&self, weights: &Path) -> Outcome<Opened> {
        if !weights.exists() {
            return Err(Failure::of(format_args!(
                "there is no file `{}`",
                weights.display()
            )));
        }
        if !self.choice.set.is_empty() || self.choice.net.is_some() {
            return Err(Failure::of(format_args!(
                "`{}` has its sizes and its network; `--set` and `--net` are for texts",
                weights.display()
            )));
        }
        let folder = weights.parent().unwrap_or(Path::new(""));
        let above = folder.join("..");
        for folder in [folder, &above] {
            if let Some(fit) = FitFile::read(folder)? {
                let path = folder.join(TEXT);
                let choice = Choice {
                    set: fit.set.clone().into_iter().collect(),
                    net: Some(fit.net.clone()),
                };
                return Ok(Opened {
                    model: text::model(&text::read(&path)?, &path, &choice)?,
                    weights: Some(weights.to_owned()),
                    fit: Some(fit),
                    seed: self.seed,
                });
            }
        }
        // Of another program: the file holds its declaration.
        Ok(Opened {
            model: Model::load(weights)?,
            weights: Some(weights.to_owned()),
            fit: None,
            seed: self.seed,
        })
    }
}

impl Opened {
    /// The network, with its weights or as it is drawn.
    pub fn network<T: Scalar>(&self) -> Outcome<AnyNetwork<T>> {
        let mut network = draw::<T>(self.model, self.seed)?;
        if let Some(path) = &self.weights {
            let matching = network.load_matching(path)?;
            let difference = matching.difference().map(str::to_owned);
            let difference = difference.or_else(|| (!matching.is_complete()).then(|| matching.to_string()));
            if let Some(difference) = difference {
                return Err(Failure::of(format_args!(
                    "`{}` holds another network than `{}`: {difference}",
                    path.display(),
                    self.model.name()
                )));
            }
        }
        Ok(network)
    }
}

/// A network with parameters that are drawn, if memory has room for them.
pub fn draw<T: Scalar>(model: Model, seed: u64) -> Outcome<AnyNetwork<T>> {
    let parameters = model.description().parameters.iter();
    let numbers = parameters
        .map(|parameter| {
            let mut axes = parameter.shape.iter();
            axes.try_fold(1_usize, |numbers, &axis| numbers.checked_mul(axis))
        })
        .try_fold(0_usize, |sum, numbers| sum.checked_add(numbers?));
    let has_room = numbers.is_some_and(|numbers| Vec::<T>::new().try_reserve_exact(numbers).is_ok());
    match has_room {
        true => Ok(model.network(seed)?),
        false => Err(Failure::of(format_args!(
            "`{}` has more numbers than memory has room for; give it smaller sizes",
            model.name()
        ))),
    }
}
