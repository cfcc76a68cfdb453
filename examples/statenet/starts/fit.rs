//! Networks of several seeds that learn side by side, from time constants that are drawn.

use aru::prelude::*;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::{Longest, Memory, Start, Trial};

/// What differs between data sets.
pub struct Setup<'d> {
    pub training: &'d Sequences<f32>,
    pub validation: &'d Sequences<f32>,
    /// The longest sequence that is trained on, in seconds.
    pub longest: f64,
}

impl Setup<'_> {
    /// One network for each seed. The layer with the memory is called `memory`.
    pub fn fit<N: Declared<Scalar = f32>>(&self, trial: &Trial) -> aru::Result<Vec<N>> {
        let seeds = trial.first_seed..trial.first_seed + trial.seeds;
        let mut nets = Ensemble::<N>::new(seeds.clone());
        let learning = trial.learning;
        let mut trainer = Trainer::new(Adam::new(learning.rate))
            .loss(MeanSquaredError)
            .batch_size(learning.batch)
            .epochs(trial.epochs)
            .seed(trial.first_seed)
            .schedule(Cosine {
                floor: 0.05,
                ..Cosine::default()
            })
            .weight_decay(learning.weight_decay)
            .clip_norm(1.0)
            .validate(self.validation)
            .restore_best(true);
        if let Memory::Aru {
            start,
            times,
            own_link,
        } = trial.memory
        {
            for (net, seed) in nets.networks_mut().iter_mut().zip(seeds) {
                self.start(net, start, seed)?;
                if !own_link {
                    let links = net.parameter("memory_to_memory.weight")?.values().len();
                    net.set("memory_to_memory.weight", &vec![0.0; links])?;
                }
            }
            for tau in ["memory.tau_s", "memory.tau_r"] {
                trainer = trainer.learning_rate_of(tau, f64::from(times) * learning.rate);
            }
            if !own_link {
                trainer = trainer.freeze(["memory_to_memory.weight"]);
            }
        }
        for history in trainer.fit(&mut nets, self.training)? {
            history?;
        }
        Ok(nets.into_networks())
    }

    /// Draws time constants, each seed its own.
    fn start<N: Network<Scalar = f32>>(&self, net: &mut N, start: Start, seed: u64) -> aru::Result<()> {
        let dt = net.description().dt.unwrap_or(1.0);
        let units = net.parameter("memory.alpha_s")?.values().len();
        let rng = &mut ChaCha8Rng::seed_from_u64(seed);
        for (tau, longest) in [("memory.tau_s", start.tau_s), ("memory.tau_r", start.tau_r)] {
            let longest = match longest {
                Longest::Short => 10.0 * dt,
                Longest::Middle => 40.0 * dt,
                Longest::Sound => self.longest,
            };
            // A little more than a bin, at which the logistic that holds them would have no slope.
            let shortest = 1.1 * dt;
            let mut draw = || -> f32 {
                let part: f64 = rng.random();
                let tau = match start.is_logarithmic {
                    true => shortest * (longest / shortest).powf(part),
                    false => shortest + (longest - shortest) * part,
                };
                tau as f32
            };
            let taus: Vec<f32> = (0..units).map(|_| draw()).collect();
            net.set(tau, &taus)?;
        }
        Ok(())
    }
}
