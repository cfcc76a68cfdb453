//! What can be asked of any network about its inputs, as methods.

use aru_runtime::__private::lab::tau_named;
use aru_runtime::data::sequences::Sequences;
use aru_runtime::numerics::scalar::Scalar;
use aru_runtime::{Network, Result};
use ndarray::ArrayView2;

use super::dream::{Dream, Dreamt};
use super::grad_map::{GradMap, Lags};
use super::null::Null;
use super::wide;

/// Reading a trained network: what its outputs respond to, how far back, and the sound that they like most.
///
/// All of it is computed in `f64`, without noise, from the initial state. It is in the prelude; `docs/analysis.md` says what the
/// answers mean, and what they do not.
///
/// ```
/// use aru::analysis::{Dream, Lags, Null};
/// use aru::prelude::*;
///
/// recurrent_net! {
///     struct Receptor {
///         dt: 5 ms;
///         input sound: 4;
///         layer hidden: Aru<6> { alpha_s: 1.0; tau_r: learn per_unit(uniform(10 ms, 40 ms)) in 5 ms..=1 s; activation: tanh; }
///         output rate: 1 { activation: sigmoid; }
///         sound -> hidden { delays: 0..3; }
///         hidden -> rate;
///     }
/// }
///
/// let net = Receptor::<f32>::new(1);
/// let map = net.grad_map(Null::Silence, Lags::until_forgotten(), "rate")?;
/// println!("{map}");
/// assert!(map.within(0.95)?.seconds() < map.reach(0.01)?.seconds());
///
/// let dream = net.dream("rate", 0, Dream::default().within(0.0..=1.0).updates(100))?;
/// println!("{dream}");
/// assert!(dream.response() > dream.response_to_null());
/// # Ok::<(), aru::Error>(())
/// ```
pub trait Reading: Network {
    /// The gradient map of an output: how the last value of each of its units depends on every input before, where all of
    /// them have been the null.
    ///
    /// # Errors
    /// An output that there is not; a null of another number of features; no lag; a network that leaves the finite numbers.
    fn grad_map(&self, null: Null, lags: Lags, output: &str) -> Result<GradMap> {
        let map = GradMap::around_null(&wide(self), null, lags, (output, None))?;
        Ok(map.with_time_constants(time_constants(self)))
    }

    /// The same at a step of a sound, `[step, feature]`: the dynamic receptive field of Keshishian et al. 2020. Its lags go back
    /// to the first step of the sound.
    ///
    /// # Errors
    /// An output or a step that there is not; a sound of another number of features; a network that leaves the finite
    /// numbers.
    ///
    /// ```
    /// # use aru::prelude::*;
    /// # recurrent_net! { struct Net { input x: 1; layer hidden: Aru<3> { alpha_s: 0.5; alpha_r: 0.5; } output y: 1; x -> hidden -> y; } }
    /// # let sound = ndarray::Array2::from_shape_fn((20, 1), |(step, _)| (step % 5) as f32);
    /// let net = Net::<f32>::new(1);
    /// let map = net.gradient_map(sound.view(), 12, "y")?;
    /// // [unit, lag, feature]
    /// assert_eq!(map.values().dim(), (1, 13, 1));
    /// # Ok::<(), aru::Error>(())
    /// ```
    fn gradient_map(
        &self,
        sound: ArrayView2<'_, Self::Scalar>,
        step: usize,
        output: &str,
    ) -> Result<GradMap> {
        let sound = sound.mapv(Scalar::to_f64);
        let map = GradMap::around_sound(&wide(self), sound.view(), step, output)?;
        Ok(map.with_time_constants(time_constants(self)))
    }

    /// The mean of such maps over moments of sounds, of so many lags: how the output depends on the sounds before, on average over
    /// what it hears. For a filter behind a nonlinearity it is the filter, whatever the state; for normal sounds it is the linear
    /// filter that predicts the network best (Stein's lemma). Moments are those with so many lags before them within the sound, the
    /// first of each sound and every so many steps.
    ///
    /// # Errors
    /// An output that there is not; no lag, or moments that are no step apart; no sound with so many lags; sounds of another number
    /// of features; a network that leaves the finite numbers.
    ///
    /// ```
    /// # use aru::prelude::*;
    /// # recurrent_net! { struct Net { input x: 1; layer hidden: Aru<3> { alpha_s: 0.5; alpha_r: 0.5; } output y: 1; x -> hidden -> y; } }
    /// # let sounds = ndarray::Array3::from_shape_fn((2, 50, 1), |(_, step, _)| (step % 5) as f32);
    /// let net = Net::<f32>::new(1);
    /// # let songs = Sequences::new(&sounds, net.run(sounds.view())?)?;
    /// // At steps 39, 44 and 49 of each of two songs of 50 steps.
    /// let map = net.mean_gradient_map(&songs, 40, 5, "y")?;
    /// assert_eq!(map.around(), &aru::analysis::Around::Sounds { moments: 6 });
    /// println!("{}", map.modes(0.99)?);
    /// # Ok::<(), aru::Error>(())
    /// ```
    fn mean_gradient_map(
        &self,
        sounds: &Sequences<Self::Scalar>,
        lags: usize,
        every: usize,
        output: &str,
    ) -> Result<GradMap> {
        let lengths: Vec<usize> = (0..sounds.len()).map(|sound| sounds.length(sound)).collect();
        let sounds = sounds.inputs().mapv(Scalar::to_f64);
        let map = GradMap::along(&wide(self), (sounds.view(), &lengths), (lags, every), output)?;
        Ok(map.with_time_constants(time_constants(self)))
    }

    /// The sound that a unit of an output responds to most, found from the null by climbing.
    ///
    /// # Errors
    /// An output or a unit that there is not; a dream without bounds, or with settings that cannot work; a network that leaves
    /// the finite numbers.
    fn dream(&self, output: &str, unit: usize, dream: Dream) -> Result<Dreamt> {
        dream.of(&wide(self), output, unit)
    }
}

impl<N: Network> Reading for N {}

/// The learned rates as time constants, in seconds or steps: by their names, the shortest and the longest.
fn time_constants<N: Network>(network: &N) -> Vec<(String, [f64; 2])> {
    let (description, step) = (network.description(), network.description().dt.unwrap_or(1.0));
    let learned = description
        .parameters
        .iter()
        .filter(|parameter| parameter.learn && description.is_rate(parameter));
    let named = learned.filter_map(|declared| {
        let parameter = network.parameter(&declared.name).ok()?;
        let ends = parameter.values().iter().map(|alpha| step / alpha.to_f64());
        let ends = ends.fold([f64::INFINITY, f64::NEG_INFINITY], |[least, most], tau| {
            [least.min(tau), most.max(tau)]
        });
        let name = tau_named(&declared.name).unwrap_or_else(|| declared.name.to_string());
        Some((name, ends))
    });
    named.collect()
}
