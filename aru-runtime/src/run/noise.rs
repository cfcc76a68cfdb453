//! Noise on the drives of layers that declare it: where its numbers come from.

pub(crate) mod rows;

use ndarray::{Array3, CowArray, Ix3};

use crate::data::shapes::check_finite;
use crate::error::{Error, Result};
use crate::names::unknown;
use crate::network::description::Description;
use crate::network::initial::fnv1a;
use crate::network::program::Program;
use crate::numerics::scalar::Scalar;

/// The standard normal numbers of the layers that declare `noise: normal(sd);`.
///
/// A layer with noise reads, in place of `drive`,
///
/// > drive + sd c xi\[t\] with c = sqrt((2 - alpha_s) / alpha_s),
///
/// with xi a standard normal number of its own for each sequence, step and unit, and c = 1 where its unit has no
/// `alpha_s`. A leaky average of it has the standard deviation sd whatever alpha_s is, and so whatever `dt`: as `dt` goes
/// to 0 it becomes the Ornstein-Uhlenbeck process of tau_s and sd. The derivative is that of the path with xi held.
///
/// There is noise in training ([`Trainer::noise`](crate::training::Trainer::noise)), and wherever else it is handed in:
/// [`Evaluation::noise`](crate::run::evaluation::Evaluation::noise). `run`, `trace`, `stream` and validation have none.
///
/// # The numbers of a seed
///
/// Those of one step of one unit depend on the seed, the name of the layer, the unit, the step, the place of the sequence
/// in its data set and the epoch, and on nothing else: batches, order, threads, ensembles and resuming change no bit.
/// They come from Philox 4x32-10 (Salmon et al. 2011), whose key is seed XOR FNV-1a-64 of `"{layer}.noise"`, low word
/// first, and whose counter is \[unit / 4, step, sequence, epoch\]; the epoch counts from 1 and is 0 in evaluations. Words
/// w0 to w3 give the numbers of units 4g to 4g + 3: with u = (w0 + 1) / 2^32 and v = w1 / 2^32
/// sqrt(-2 ln u) cos(2 pi v) and sqrt(-2 ln u) sin(2 pi v), then the same of w2 and w3. In `f32` they are rounded.
///
/// ```
/// use aru::Noise;
/// use aru::prelude::*;
/// use ndarray::Array3;
///
/// recurrent_net! {
///     struct Net {
///         input x: 1;
///         layer hidden: Aru<3> { alpha_s: learn global(0.5) in logistic(0, 1); alpha_r: 1.0; noise: normal(0.1); }
///         output y: 1;
///         x -> hidden -> y;
///     }
/// }
/// # fn main() -> aru::Result<()> {
/// let net = Net::<f64>::new(1);
/// let data = Sequences::new(Array3::zeros((2, 20, 1)), Array3::zeros((2, 20, 1)))?;
/// let noise = Noise::seed(7);
/// let noisy = net.evaluate(&data).noise(&noise).outputs()?;
/// assert_ne!(noisy, net.run(data.inputs())?);
///
/// let silent = Noise::given([("hidden", Array3::<f64>::zeros((2, 20, 3)))]);
/// assert_eq!(net.evaluate(&data).noise(&silent).outputs()?, net.run(data.inputs())?);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub enum Noise {
    /// None.
    #[default]
    Off,
    /// Drawn from a seed.
    Seed(u64),
    /// The numbers themselves.
    Given(Given),
}

/// Standard normal numbers for some layers, see [`Noise::given`].
#[derive(Clone, Debug, PartialEq)]
pub struct Given {
    layers: Vec<(String, Array3<f64>)>,
}

impl Noise {
    /// Noise that is drawn from a seed, in each epoch anew.
    pub fn seed(seed: u64) -> Self {
        Noise::Seed(seed)
    }

    /// These standard normal numbers, \[sequence, step, unit\] before scaling, for each layer that has noise: the same in
    /// every epoch. What lies beyond the length of a sequence is not looked at.
    ///
    /// Whether they fit is checked where they are used: a layer that has no noise or is left out, another shape than that
    /// of the data, and a number that is not finite are errors.
    pub fn given<'a, T: Scalar, N: Into<String>, A: Into<CowArray<'a, T, Ix3>>>(
        layers: impl IntoIterator<Item = (N, A)>,
    ) -> Self {
        let layers = layers.into_iter();
        let layers = layers.map(|(name, numbers)| (name.into(), numbers.into().mapv(Scalar::to_f64)));
        Noise::Given(Given {
            layers: layers.collect(),
        })
    }

    /// The draws of each layer with noise, in the order of the program; none where it is off.
    ///
    /// # Errors
    /// Numbers that are given for other layers than those with noise.
    pub(crate) fn draws<T: Scalar>(&self, program: &Program<T>) -> Result<Vec<Draw<'_>>> {
        match self {
            Noise::Off => Ok(Vec::new()),
            Noise::Seed(seed) => Ok(Self::draws_of_seed(*seed, program)),
            Noise::Given(given) => given.draws(program.description, &noisy(program).collect::<Vec<_>>()),
        }
    }

    /// Those of a seed.
    pub(crate) fn draws_of_seed<T: Scalar>(seed: u64, program: &Program<T>) -> Vec<Draw<'static>> {
        let stream = |layer: &str| {
            let key = seed ^ fnv1a(&format!("{layer}.noise"));
            Draw::Stream([key as u32, (key >> 32) as u32])
        };
        noisy(program).map(stream).collect()
    }

    /// What it is, in words that tell one from another.
    pub(crate) fn in_words(&self) -> String {
        match self {
            Noise::Off => "none".into(),
            Noise::Seed(seed) => format!("seed {seed}"),
            Noise::Given(given) => {
                let mut sum = crc32fast::Hasher::new();
                for (name, numbers) in &given.layers {
                    sum.update(name.as_bytes());
                    for number in numbers {
                        sum.update(&number.to_le_bytes());
                    }
                }
                format!("given, checksum {:08x}", sum.finalize())
            }
        }
    }
}

impl Given {
    fn draws(&self, description: &Description, noisy: &[&str]) -> Result<Vec<Draw<'_>>> {
        let quiet = |name: &str| {
            let mut layers = description.layers.iter();
            layers.find(|layer| layer.name == name && layer.noise.is_none())
        };
        for (index, (name, _)) in self.layers.iter().enumerate() {
            if noisy.is_empty() {
                let expected =
                    "no layer of the network has noise; declare `noise: normal(sd);` on one, or give none";
                return Err(Error::setting(
                    "the noise",
                    format!("given for `{name}`"),
                    expected,
                ));
            }
            if let Some(layer) = quiet(name) {
                let unit = &description.units[layer.unit];
                // As the macro has it.
                let expected = match layer.is_output {
                    true => "an output can have none; leave it out".to_string(),
                    false if unit.ports.first().is_none_or(|port| *port != "drive") => {
                        format!("`{}` has ports of its own and can have none; leave it out", unit.name)
                    }
                    false => "it has no noise, or one of standard deviation 0; declare `noise: normal(sd);` with an sd above 0 on \
                              it, or give it no numbers"
                        .to_string(),
                };
                let noise = format!("the noise of `{name}`");
                return Err(Error::setting(noise, "given", expected));
            }
            if !noisy.contains(&&**name) {
                return Err(unknown("layer with noise", name, noisy));
            }
            if self.layers[..index].iter().any(|(earlier, _)| earlier == name) {
                let expected = "give each layer its numbers once";
                return Err(Error::setting(
                    format!("the noise of `{name}`"),
                    "given twice",
                    expected,
                ));
            }
        }
        let numbers = |layer: &&str| {
            let own = self.layers.iter().find(|(name, _)| name == layer);
            let (_, numbers) = own.ok_or_else(|| {
                let expected = "give the numbers of every layer that has noise, zeros for none";
                Error::setting(format!("the noise of `{layer}`"), "missing", expected)
            })?;
            Ok(Draw::Given(numbers))
        };
        noisy.iter().map(numbers).collect()
    }
}

/// The names of the layers with noise.
fn noisy<T: Scalar>(program: &Program<T>) -> impl Iterator<Item = &'static str> {
    let description = program.description;
    program
        .noise
        .iter()
        .map(|&(layer, _)| &*description.layers[layer].name)
}

/// Where the numbers of one layer come from.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Draw<'n> {
    /// A key.
    Stream([u32; 2]),
    /// \[sequence, step, unit\]
    Given(&'n Array3<f64>),
}

/// The noise of an epoch.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Draws<'n> {
    /// One for each layer with noise.
    pub(crate) layers: &'n [Draw<'n>],
    pub(crate) epoch: u32,
}

impl<'n> Draws<'n> {
    /// Those of an epoch, 0 outside of training; None where there is no noise.
    pub(crate) fn in_epoch(layers: &'n [Draw<'n>], epoch: usize) -> Option<Self> {
        let epoch = epoch as u32;
        (!layers.is_empty()).then_some(Draws { layers, epoch })
    }
}

/// Refuses numbers that are given for data of another shape, or are not finite within the lengths.
pub(crate) fn check_draws<T: Scalar>(
    program: &Program<T>,
    draws: &[Draw<'_>],
    (sequences, steps): (usize, usize),
    length: impl Fn(usize) -> usize,
) -> Result<()> {
    for (&(layer, _), draw) in program.noise.iter().zip(draws) {
        let Draw::Given(numbers) = draw else { continue };
        let layer = &program.description.layers[layer];
        let what = format!("the noise of `{}`", layer.name);
        if numbers.dim() != (sequences, steps, layer.size) {
            let expected = format!(
                "[{sequences} sequences, {steps} steps, {} units], as the data have them",
                layer.size
            );
            return Err(Error::shape(what, expected, numbers.shape()));
        }
        for sequence in 0..sequences {
            let one = ndarray::s![sequence..=sequence, ..length(sequence), ..];
            check_finite(&what, &numbers.slice(one), "numbers must be finite").map_err(
                |error| match error {
                    Error::Value {
                        what,
                        found,
                        at,
                        expected,
                    } => Error::Value {
                        what,
                        found,
                        at: at.replacen("sequence 0", &format!("sequence {sequence}"), 1),
                        expected,
                    },
                    other => other,
                },
            )?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
