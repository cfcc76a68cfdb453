//! Random signals without fast parts.

use std::f64::consts::TAU;

use ndarray::Array1;
use rand_distr::{Distribution, StandardNormal};

use aru_runtime::__private::lab;
use aru_runtime::numerics::block::{Block, LANES};
use aru_runtime::numerics::dispatch::{Isa, Task, dispatch};
use aru_runtime::{Error, Result};

/// White noise without frequencies above `cutoff` (in Hz, for a step of `dt` seconds), with mean zero and variance one.
///
/// Cosine and sine of each frequency k / (`steps` dt) up to the cutoff have amplitudes from N(0, 1), the others none: a
/// brick wall. The same seed and duration give the same process, however finely it is sampled.
///
/// # Errors
///
/// A `dt` or `cutoff` that is not positive, a cutoff of half the sampling rate or more, or a duration in which not even
/// the slowest frequency fits.
///
/// ```
/// use aru::signal::band_limited_noise;
/// # fn main() -> aru::Result<()> {
/// let coarse = band_limited_noise(50, 0.02, 10.0, 7)?;
/// let fine = band_limited_noise(100, 0.01, 10.0, 7)?;
/// assert!((coarse[3] - fine[6]).abs() < 1e-12);
/// # Ok(())
/// # }
/// ```
pub fn band_limited_noise(steps: usize, dt: f64, cutoff: f64, seed: u64) -> Result<Array1<f64>> {
    for (name, value) in [("`dt`", dt), ("`cutoff`", cutoff)] {
        if !(value.is_finite() && value > 0.0) {
            return Err(Error::setting(
                format!("{name} of band-limited noise"),
                value,
                "expected a positive number",
            ));
        }
    }
    // With room for rounding, so that a frequency at the cutoff is in.
    let highest = (cutoff * dt * steps as f64 * (1.0 + 1e-12)).floor() as usize;
    if highest >= steps.div_ceil(2) {
        let expected = format!("expected less than {} Hz, half the sampling rate", 0.5 / dt);
        return Err(Error::setting("cutoff of band-limited noise", cutoff, &expected));
    }
    if highest == 0 {
        let expected = format!(
            "expected at least {} Hz, one period in all steps",
            1.0 / (dt * steps as f64)
        );
        return Err(Error::setting("cutoff of band-limited noise", cutoff, &expected));
    }
    let mut rng = lab::stream(seed, "band-limited noise");
    // A sine and a cosine of amplitudes N(0, 1): a vector of two such numbers that turns by a fixed angle a step. The
    // signal is the sum of the first parts.
    let mut square = 0.0;
    let wheel = |k: usize| {
        let [c, s]: [f64; 2] = [(); 2].map(|()| StandardNormal.sample(&mut rng));
        square += c * c + s * s;
        let (sin, cos) = (TAU * k as f64 / steps as f64).sin_cos();
        [c, s, cos, sin]
    };
    let wheels: Vec<[f64; 4]> = (1..=highest).map(wheel).collect();
    // Half the sum of squares of all amplitudes is the variance of the sum over whole periods.
    let scale = (0.5 * square).sqrt().recip();
    Ok(scale * Array1::from(dispatch(Turn::of(&wheels, steps))))
}

/// The sum of the first parts of vectors that turn, at each step.
struct Turn {
    /// First and second part of a vector, cosine and sine of its turn in a step, of 16 vectors in the lanes of blocks;
    /// lanes left over are zero.
    blocks: Vec<[Block<f64>; 4]>,
    steps: usize,
}

impl Turn {
    fn of(wheels: &[[f64; 4]], steps: usize) -> Self {
        let mut blocks = vec![[Block::ZERO; 4]; wheels.len().div_ceil(LANES)];
        for (place, wheel) in wheels.iter().enumerate() {
            for (block, &part) in blocks[place / LANES].iter_mut().zip(wheel) {
                block.0[place % LANES] = part;
            }
        }
        Turn { blocks, steps }
    }
}

impl Task for Turn {
    type Output = Vec<f64>;

    #[inline(always)]
    fn run<I: Isa>(mut self, _: I) -> Vec<f64> {
        (0..self.steps)
            .map(|_| {
                let mut sum = Block::<f64>::ZERO;
                for [c, s, cos, sin] in &mut self.blocks {
                    sum += *c;
                    (*c, *s) = (*c * *cos - *s * *sin, *s * *cos + *c * *sin);
                }
                sum.sum()
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noise_has_the_band_and_the_variance_asked_for() {
        let (steps, dt, cutoff) = (400, 0.005, 20.0);
        let noise = band_limited_noise(steps, dt, cutoff, 3).unwrap();
        let mean = noise.mean().unwrap();
        assert!(mean.abs() < 1e-12, "{mean}");
        let variance = noise.mapv(|value| value * value).mean().unwrap();
        assert!((variance - 1.0).abs() < 1e-12, "{variance}");
        let power = |k: usize| {
            let angle = |t: usize| TAU * (k * t) as f64 / steps as f64;
            let part =
                |f: fn(f64) -> f64| (0..steps).map(|t| noise[t] * f(angle(t))).sum::<f64>() / steps as f64;
            part(f64::cos).powi(2) + part(f64::sin).powi(2)
        };
        // 40 frequencies fit below 20 Hz in two seconds.
        let (inside, outside): (f64, f64) = ((1..=40).map(power).sum(), (41..=200).map(power).sum());
        assert!(
            (inside - 0.5).abs() < 1e-12 && outside < 1e-20,
            "{inside} and {outside}"
        );
        assert!((1..=40).all(|k| power(k) > 0.0));
        assert_ne!(noise, band_limited_noise(steps, dt, cutoff, 4).unwrap());
    }

    #[test]
    fn noise_that_cannot_be_is_refused() {
        let message = |steps, dt, cutoff| band_limited_noise(steps, dt, cutoff, 1).unwrap_err().to_string();
        assert!(message(100, 0.0, 10.0).contains("`dt`"));
        assert!(message(100, 0.01, f64::NAN).contains("`cutoff`"));
        assert!(message(100, 0.01, 50.0).contains("less than 50 Hz"));
        assert!(message(100, 0.01, 0.5).contains("at least 1 Hz"));
        assert!(band_limited_noise(0, 0.01, 1.0, 1).is_err());
        assert!(message(10, 1.0, 1e300).contains("less than 0.5 Hz"));
    }
}
