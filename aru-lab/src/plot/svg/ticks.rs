//! Where an axis has its ticks, and what they say.

use super::scale::Scale;

/// Wanted between two ticks, in pixels.
const DISTANCE: f64 = 40.0;

/// A shorter decade has no minor ticks, in pixels.
const LEAST_DECADE: f64 = 40.0;

pub(super) struct Ticks {
    /// Places of the long ticks, with their labels.
    pub(super) major: Vec<(f64, String)>,
    /// Places of the short ticks between them, which have no labels.
    pub(super) minor: Vec<f64>,
}

impl Ticks {
    /// At the places given, or where they are easy to read.
    pub(super) fn new(scale: Scale, pixels: f64, given: Option<&Vec<f64>>) -> Self {
        let places = match given {
            Some(given) => given
                .iter()
                .copied()
                .filter(|&place| scale.holds(place))
                .collect(),
            None if scale.log => log_places(scale, pixels),
            None => even_places(scale, pixels),
        };
        let minor = match given {
            None if scale.log => between(scale, &places, pixels),
            _ => Vec::new(),
        };
        let labels = labels(&places, scale.log);
        Ticks {
            major: places.into_iter().zip(labels).collect(),
            minor,
        }
    }

    pub(super) fn labels(&self) -> impl Iterator<Item = &String> {
        self.major.iter().map(|(_, label)| label)
    }
}

/// How many ticks an axis of some length should have.
fn count(pixels: f64) -> usize {
    ((pixels / DISTANCE).round() as usize).clamp(2, 10)
}

/// From tick to tick: 1, 2, 2.5 or 5 times a power of ten, near to what gives the number wanted.
pub(super) fn step(low: f64, high: f64, pixels: f64) -> f64 {
    let wanted = (high - low) / count(pixels) as f64;
    let power = 10_f64.powf(wanted.log10().floor());
    let multiple = match wanted / power {
        ..1.5 => 1.0,
        ..2.25 => 2.0,
        ..3.5 => 2.5,
        ..7.5 => 5.0,
        _ => 10.0,
    };
    multiple * power
}

/// The multiples of the step within the range.
fn even_places(scale: Scale, pixels: f64) -> Vec<f64> {
    let step = step(scale.low, scale.high, pixels);
    let first = (scale.low / step).floor();
    let most = 2 + ((scale.high - scale.low) / step) as usize;
    let places = (0..=most).map(|place| (first + place as f64) * step);
    places
        .filter(|place| (scale.low..=scale.high).contains(place))
        .collect()
}

/// Up to three decades are ticked at 1, 2 and 5, more at their starts.
fn multiples(low: f64, high: f64) -> &'static [f64] {
    if high / low <= 1e3 {
        &[1.0, 2.0, 5.0]
    } else {
        &[1.0]
    }
}

fn decade(exponent: i32) -> f64 {
    // Positive powers of ten are exact, and so the quotient is the nearest number.
    if exponent < 0 {
        1.0 / 10_f64.powi(-exponent)
    } else {
        10_f64.powi(exponent)
    }
}

/// Multiples of the decades around a range, in order.
fn around<'a>(low: f64, high: f64, multiples: &'a [f64]) -> impl Iterator<Item = f64> + 'a {
    let (first, last) = (low.log10().floor() as i32 - 1, high.log10().ceil() as i32 + 1);
    (first..=last).flat_map(move |exponent| multiples.iter().map(move |multiple| multiple * decade(exponent)))
}

/// The nearest ticks outside of a range.
pub(super) fn log_ends(low: f64, high: f64) -> (f64, f64) {
    let multiples = multiples(low, high);
    let below = around(low, high, multiples).filter(|&tick| tick <= low).last();
    let above = around(low, high, multiples).find(|&tick| tick >= high);
    (below.unwrap_or(low), above.unwrap_or(high))
}

fn log_places(scale: Scale, pixels: f64) -> Vec<f64> {
    let count = count(pixels);
    let within = |multiples| -> Vec<f64> {
        around(scale.low, scale.high, multiples)
            .filter(|&tick| scale.holds(tick))
            .collect()
    };
    let many = within(multiples(scale.low, scale.high));
    let places = if many.len() > count + 2 {
        within(&[1.0])
    } else {
        many
    };
    if places.len() < 2 {
        return even_places(scale, pixels);
    }
    let stride = places.len().div_ceil(count + 2);
    places.into_iter().step_by(stride).collect()
}

/// The rest of 1 to 9 in each decade, unless a decade is too short to see them.
fn between(scale: Scale, places: &[f64], pixels: f64) -> Vec<f64> {
    if pixels / (scale.high / scale.low).log10() < LEAST_DECADE {
        return Vec::new();
    }
    around(
        scale.low,
        scale.high,
        &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0],
    )
    .filter(|&tick| scale.holds(tick) && !places.contains(&tick))
    .collect()
}

/// Labels with no more digits than they need. Minus signs are as long as plus signs.
fn labels(places: &[f64], log: bool) -> Vec<String> {
    let greatest = super::greatest(places.iter().map(|place| place.abs()));
    let label = |&place: &f64| {
        // Four digits, without zeros at their end.
        let rounded = || format!("{place:.3e}").parse::<f64>().unwrap_or(place);
        let text = if log && (1e-3..1e5).contains(&place) {
            rounded().to_string()
        } else if place == 0.0 {
            "0".into()
        } else if log || !(1e-3..1e6).contains(&greatest) {
            format!("{:e}", rounded())
        } else {
            format!("{place:.*}", decimals(places))
        };
        text.replace('-', "−")
    };
    places.iter().map(label).collect()
}

/// The least number of decimals that tells all places apart.
fn decimals(places: &[f64]) -> usize {
    let gap = places
        .windows(2)
        .map(|pair| (pair[1] - pair[0]).abs())
        .filter(|&gap| gap > 0.0)
        .fold(f64::INFINITY, f64::min);
    let gap = if gap.is_finite() { gap } else { places[0].abs() };
    let told = |decimals: usize| {
        let factor = 10_f64.powi(decimals as i32);
        places
            .iter()
            .all(|place| (place - (place * factor).round() / factor).abs() < 1e-3 * gap)
    };
    (0..9).find(|&decimals| told(decimals)).unwrap_or(9)
}
