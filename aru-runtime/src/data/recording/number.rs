//! A number of a file, of whatever type it is there, and what a program asks for.

use crate::numerics::scalar::Scalar;

/// A number as a file holds it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Number {
    Real(f64),
    /// Of any signed or unsigned type of up to 64 bits.
    Whole(i128),
    Truth(bool),
}

impl Number {
    /// In as many digits as f64 has.
    pub(super) fn wide(self) -> f64 {
        match self {
            Number::Real(number) => number,
            Number::Whole(number) => number as f64,
            Number::Truth(truth) => f64::from(u8::from(truth)),
        }
    }

    /// In a number type of networks, rounded where it has not enough digits.
    ///
    /// What it has no room for is refused: infinity would stand for a finite number.
    pub(super) fn scalar<T: Scalar>(self) -> Result<T, String> {
        let wide = self.wide();
        let number = T::from_f64(wide);
        if wide.is_finite() && !number.is_finite() {
            return Err(format!(
                "{wide:e} is beyond what {} holds; read it as f64 and scale it",
                T::NAME
            ));
        }
        Ok(number)
    }

    /// As a whole number, not rounded.
    pub(super) fn whole(self) -> Result<i64, String> {
        let refused = |found: String| format!("expected a whole number of 64 bits, found {found}");
        match self {
            Number::Whole(number) => i64::try_from(number).map_err(|_| refused(number.to_string())),
            Number::Truth(truth) => Ok(truth.into()),
            // Every whole number of that size is exact in f64.
            Number::Real(number) if number.fract() == 0.0 && number.abs() <= EXACT => Ok(number as i64),
            Number::Real(number) => Err(refused(format!("{number:?}"))),
        }
    }

    /// As a truth value: one of those, or 0 or 1.
    pub(super) fn truth(self) -> Result<bool, String> {
        match self {
            Number::Truth(truth) => Ok(truth),
            Number::Whole(0) | Number::Real(0.0) => Ok(false),
            Number::Whole(1) | Number::Real(1.0) => Ok(true),
            Number::Whole(number) => Err(format!("expected true or false, 0 or 1, found {number}")),
            Number::Real(number) => Err(format!("expected true or false, 0 or 1, found {number:?}")),
        }
    }
}

/// 2^53.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// How a number of a text file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Decimal {
    Point,
    Comma,
}

/// The number that a cell holds: NaN where it is empty or says that the value is missing.
pub(super) fn parse(text: &str, decimal: Decimal) -> Option<Number> {
    if MISSING.contains(&text) {
        return Some(Number::Real(f64::NAN));
    }
    match text {
        "True" | "true" | "TRUE" => return Some(Number::Truth(true)),
        "False" | "false" | "FALSE" => return Some(Number::Truth(false)),
        _ => {}
    }
    let with_point;
    let text = match decimal {
        Decimal::Comma if text.contains(',') => {
            // One alone, and no point: else some of them group thousands.
            if text.contains('.') || text.matches(',').count() > 1 {
                return None;
            }
            with_point = text.replace(',', ".");
            &with_point
        }
        _ => text,
    };
    // Not by way of f64, which rounds from 2^53 on.
    if let Ok(number) = text.parse::<i128>()
        && (i128::from(i64::MIN)..=i128::from(u64::MAX)).contains(&number)
        && text != "-0"
    {
        return Some(Number::Whole(number));
    }
    let number: f64 = text.parse().ok()?;
    // Digits beyond what f64 holds read as infinity.
    (number.is_finite() || !text.contains(|letter: char| letter.is_ascii_digit()))
        .then_some(Number::Real(number))
}

/// Why a cell holds no number, with the way out where it is meant as one.
pub(super) fn no_number(text: &str, decimal: Decimal) -> String {
    let is_number = |text: &str| !text.is_empty() && parse(text, decimal).is_some();
    // What cannot be seen is written as Rust writes it.
    let shown: String = text
        .chars()
        .flat_map(|letter| match letter.is_control() {
            true => letter.escape_default().collect::<Vec<_>>(),
            false => vec![letter],
        })
        .collect();
    let way = if text.parse::<f64>().is_ok() {
        " is beyond what f64 holds; scale it"
    } else if is_number(&text.replace(MINUS, "-")) {
        "; write its minus sign as `-`"
    } else if is_number(&text.replace([',', ' ', '\u{a0}', '\u{202f}', '\'', '_'], "")) {
        "; write it without anything between thousands"
    } else if is_number(text.trim_end_matches('%').trim_end()) {
        "; write it without the unit"
    } else {
        ""
    };
    match way.starts_with(' ') {
        true => format!("`{shown}`{way}"),
        false => format!("expected a number, found `{shown}`{way}"),
    }
}

/// Minus signs and dashes of typeset text.
const MINUS: [char; 3] = ['\u{2212}', '\u{2013}', '\u{2012}'];

/// What pandas, R and spreadsheets write for a missing value.
const MISSING: [&str; 14] = [
    "", "NA", "N/A", "n/a", "#N/A", "<NA>", "NULL", "null", "None", "NaN", "nan", "NAN", "-nan", "#NUM!",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_are_not_rounded_on_their_way() {
        let large = parse("9007199254740993", Decimal::Point).unwrap();
        assert_eq!(large.whole(), Ok(9_007_199_254_740_993));
        assert_eq!(parse("-3.0", Decimal::Point).unwrap().whole(), Ok(-3));
        assert_eq!(parse("1e3", Decimal::Point).unwrap().whole(), Ok(1000));
        for refused in ["0.5", "nan", "1e300", "18446744073709551615"] {
            assert!(
                parse(refused, Decimal::Point).unwrap().whole().is_err(),
                "{refused}"
            );
        }
        let zero: f64 = parse("-0", Decimal::Point).unwrap().scalar().unwrap();
        assert!(zero == 0.0 && zero.is_sign_negative());
    }

    #[test]
    fn a_number_that_f32_has_no_room_for_became_infinity() {
        for text in ["1e39", "-4e38", "1e300"] {
            let number = parse(text, Decimal::Point).unwrap();
            let refusal = number.scalar::<f32>().unwrap_err();
            assert!(refusal.ends_with("beyond what f32 holds; read it as f64 and scale it"));
            assert!(number.scalar::<f64>().is_ok());
        }
        assert_eq!(parse("1e999", Decimal::Point), None);
        let infinite = parse("-inf", Decimal::Point).unwrap();
        assert_eq!(infinite.scalar::<f32>(), Ok(f32::NEG_INFINITY));
    }

    #[test]
    fn truth_values_are_written_in_several_ways() {
        for (text, truth) in [("True", true), ("FALSE", false), ("1", true), ("0.0", false)] {
            assert_eq!(parse(text, Decimal::Point).unwrap().truth(), Ok(truth));
        }
        assert!(parse("2", Decimal::Point).unwrap().truth().is_err());
        assert!(parse("", Decimal::Point).unwrap().truth().is_err());
        assert_eq!(parse("True", Decimal::Point).unwrap().scalar(), Ok(1.0_f32));
    }

    #[test]
    fn a_comma_is_no_thousand() {
        assert_eq!(parse("0,5", Decimal::Comma), Some(Number::Real(0.5)));
        assert_eq!(parse("-1,5e-3", Decimal::Comma), Some(Number::Real(-1.5e-3)));
        for refused in ["1.234,5", "1,234,567", ",", "0,5,"] {
            assert_eq!(parse(refused, Decimal::Comma), None, "{refused}");
        }
        assert_eq!(parse("0,5", Decimal::Point), None);
    }
}
