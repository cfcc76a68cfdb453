//! Numbers and names as people read them.

use aru_runtime::network::description::{Description, Layer};

/// A number of at most four digits that count, without zeros at the end.
pub(crate) fn short(number: f64) -> String {
    rounded(number, 4)
}

/// A number of at most so many digits that count, without zeros at the end.
pub(crate) fn rounded(number: f64, digits: i32) -> String {
    if number == 0.0 {
        return "0".to_string();
    }
    let digits = (digits - 1 - number.abs().log10().floor() as i32).clamp(0, 12) as usize;
    let text = format!("{number:.digits$}");
    match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_string(),
        false => text,
    }
}

/// A number in a formula of LaTeX: a very small one as a power of ten.
pub(crate) fn in_formula(number: f64, digits: i32) -> String {
    if number == 0.0 || number.abs() >= 1e-4 {
        return rounded(number, digits);
    }
    // Rust rounds the digits, and so knows which power is left.
    let scientific = format!("{number:.*e}", (digits - 1).max(0) as usize);
    let (digits, power) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let digits = match digits.contains('.') {
        true => digits.trim_end_matches('0').trim_end_matches('.'),
        false => digits,
    };
    format!("{digits} \\cdot 10^{{{power}}}")
}

/// The name as declared: a unit with gated rates is another one, and says in its name which.
pub(crate) fn plain_unit(name: &str) -> &str {
    let end = name.find(|letter: char| !letter.is_alphanumeric() && letter != '_');
    &name[..end.unwrap_or(name.len())]
}

/// The unit of a layer, where it says one: that of a plain output is `Dense` without a word.
pub(crate) fn unit_in_words<'d>(description: &'d Description, layer: &Layer) -> Option<&'d str> {
    let unit = plain_unit(&description.units[layer.unit].name);
    (!layer.is_output || unit != "Dense").then_some(unit)
}

#[cfg(test)]
mod tests {
    use super::{in_formula, short};

    #[test]
    fn a_very_small_number_is_a_power_of_ten_in_formulas() {
        let numbers = [0.0, 1e-4, 1e-13, -2.5e-5, 9.999_999_9e-6, 0.25];
        let texts = [
            "0",
            "0.0001",
            "1 \\cdot 10^{-13}",
            "-2.5 \\cdot 10^{-5}",
            "1 \\cdot 10^{-5}",
            "0.25",
        ];
        assert_eq!(numbers.map(|number| in_formula(number, 6)), texts);
    }

    #[test]
    fn four_digits_count() {
        let numbers = [
            0.0,
            1.0,
            0.1,
            1e3 * 3.0 * 0.0001,
            12.3456,
            150.0,
            12345.6,
            -0.05,
            1e-9,
        ];
        let texts = [
            "0",
            "1",
            "0.1",
            "0.3",
            "12.35",
            "150",
            "12346",
            "-0.05",
            "0.000000001",
        ];
        assert_eq!(numbers.map(short), texts);
    }
}
