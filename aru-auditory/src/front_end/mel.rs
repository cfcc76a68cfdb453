//! The mel scale, and triangular bands that are equally wide on it.

/// Mel of a frequency in Hz: 2595 log10(1 + f / 700).
pub fn mel(hz: f64) -> f64 {
    2595.0 * (hz / 700.0).ln_1p() / std::f64::consts::LN_10
}

/// The frequency in Hz of a mel.
pub fn hz(mel: f64) -> f64 {
    700.0 * (mel * std::f64::consts::LN_10 / 2595.0).exp_m1()
}

/// The edges of so many bands, in Hz: band b begins at edge b, has its peak at b + 1 and ends at b + 2.
pub(super) fn edges(bands: usize, low: f64, high: f64) -> Vec<f64> {
    let (from, to) = (mel(low), mel(high));
    let step = (to - from) / (bands + 1) as f64;
    let mut edges: Vec<f64> = (0..bands + 2).map(|edge| hz(from + step * edge as f64)).collect();
    // As given, to the last bit.
    edges[0] = low;
    edges[bands + 1] = high;
    edges
}

/// The frequency in Hz at which a band has its peak.
pub(crate) fn peak(band: usize, bands: usize, low: f64, high: f64) -> f64 {
    let (from, to) = (mel(low), mel(high));
    hz(from + (to - from) * (band + 1) as f64 / (bands + 1) as f64)
}

/// Weights of consecutive frequencies of a spectrum.
pub(super) struct Band {
    pub(super) first: usize,
    pub(super) weights: Vec<f64>,
}

/// A triangle a band over frequencies that are multiples of `spacing`: 1 at its peak, 0 at its edges. Between the peaks of
/// the first and the last band they add up to 1.
pub(super) fn triangles(edges: &[f64], spacing: f64) -> Vec<Band> {
    let of_band = |edges: &[f64]| {
        let [from, peak, to] = [edges[0], edges[1], edges[2]];
        let first = (from / spacing).ceil() as usize;
        let last = (to / spacing).floor() as usize;
        let weight = |place: usize| {
            let frequency = place as f64 * spacing;
            let rising = (frequency - from) / (peak - from);
            let falling = (to - frequency) / (to - peak);
            rising.min(falling).max(0.0)
        };
        Band {
            first,
            weights: (first..=last).map(weight).collect(),
        }
    };
    edges.windows(3).map(of_band).collect()
}
