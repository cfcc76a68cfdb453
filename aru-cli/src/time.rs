//! Times as people write them: a number and its unit.

/// Seconds of `10ms`, `1 ms`, `0.5 s`, `50us`.
pub fn parse(text: &str) -> Result<f64, String> {
    let text = text.trim();
    let units: [(&str, f64); 4] = [("us", 1e-6), ("µs", 1e-6), ("ms", 1e-3), ("s", 1.0)];
    let seconds = units.iter().find_map(|(unit, seconds)| {
        let number: f64 = text.strip_suffix(unit)?.trim_end().parse().ok()?;
        // Divided, so that 10 ms are the number that `0.01` is.
        Some(number / (1.0 / *seconds).round())
    });
    seconds
        .filter(|seconds| seconds.is_finite() && *seconds > 0.0)
        .ok_or_else(|| "expected a time above zero with its unit, `us`, `ms` or `s`, as `5ms`".to_owned())
}

/// In the unit that people would say it in, with four digits.
pub fn show(seconds: f64) -> String {
    let (value, unit) = match seconds.abs() {
        time if time >= 1.0 => (seconds, "s"),
        time if time >= 1e-3 => (1e3 * seconds, "ms"),
        _ => (1e6 * seconds, "us"),
    };
    format!("{} {unit}", number(value))
}

/// A number with four digits, without zeros at its end.
pub fn number(value: f64) -> String {
    if !value.is_finite() || (value != 0.0 && !(1e-4..1e7).contains(&value.abs())) {
        return format!("{value:.3e}");
    }
    let digits = (3.0 - value.abs().max(1e-4).log10().floor()).clamp(0.0, 7.0) as usize;
    let text = format!("{value:.digits$}");
    match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_have_a_unit_and_are_above_zero() {
        for (text, seconds) in [("10ms", 0.01), ("1 ms", 0.001), (" 0.5 s", 0.5), ("50us", 5e-5)] {
            assert_eq!(parse(text), Ok(seconds), "{text}");
        }
        for text in ["10", "ms", "-1 ms", "0s", "inf s", "1 h", "NaNms", ""] {
            assert!(parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn numbers_are_as_long_as_they_need() {
        for (value, text) in [
            (0.1, "0.1"),
            (12.0, "12"),
            (0.123456, "0.1235"),
            (1234.56, "1235"),
            (0.0, "0"),
            (1e-9, "1.000e-9"),
            (-0.5, "-0.5"),
        ] {
            assert_eq!(number(value), text);
        }
        assert_eq!(show(0.0123456), "12.35 ms");
        assert_eq!(show(2.0), "2 s");
        assert_eq!(show(5e-5), "50 us");
    }
}
