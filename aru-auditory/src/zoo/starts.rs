//! What time constants and frequencies start from, by their place.

use std::f64::consts::PI;

use crate::front_end::peak;

/// Time constant, in seconds, of the adaptation of midbrain neurons that are tuned to a band of a mel spectrogram
/// (Willmore et al. 2016): 500 ms - 105 ms log10(f), f being the frequency in Hz at which the band has its peak. The
/// spectrogram has so many `BANDS` from `LOW` to `HIGH` Hz, as [`MelSpectrogram`](crate::front_end::MelSpectrogram) has.
///
/// It is made for `tau_m: learn per_unit(by(midbrain_tau::<32, 250, 8000>));`: what it says beyond the bounds of a constant is
/// moved to their nearest end. Above 57.8 kHz it falls below zero.
///
/// ```
/// use aru::auditory::zoo::midbrain_tau;
///
/// // The lower the band, the slower: at 316 Hz 238 ms, at 7.4 kHz 94 ms.
/// let taus = [0, 31].map(midbrain_tau::<32, 250, 8000>);
/// assert!((taus[0] - 0.2375).abs() < 1e-4 && (taus[1] - 0.0935).abs() < 1e-4, "{taus:?}");
/// ```
pub fn midbrain_tau<const BANDS: usize, const LOW: u32, const HIGH: u32>(band: usize) -> f64 {
    const {
        assert!(
            LOW < HIGH,
            "the range of a front end is from `low` to a higher `high`, in Hz"
        )
    };
    let frequency = peak(band, BANDS, f64::from(LOW), f64::from(HIGH));
    (500.0 - 105.0 * frequency.log10()) / 1000.0
}

/// Frequency, in radians a step, of a pole of a diagonal state-space model whose channels have so many `POLES` each: pi n for
/// pole n of a channel (S4D-Lin of Gu et al. 2022), times a step of 0.01 in its continuous time. There may be up to 99.
///
/// ```
/// use aru::auditory::zoo::s4d_frequency;
///
/// assert_eq!(s4d_frequency::<32>(0), 0.0);
/// assert_eq!(s4d_frequency::<32>(33), s4d_frequency::<32>(1));
/// ```
pub fn s4d_frequency<const POLES: usize>(unit: usize) -> f64 {
    const {
        assert!(
            POLES > 0 && POLES < 100,
            "a channel has 1 to 99 poles: beyond, a pole would turn by more than half a circle in a step"
        )
    };
    0.01 * PI * (unit % POLES) as f64
}
