//! Times as exact decimals: 0.3 ms at a step of 0.1 ms is three steps, which no binary fraction can say.

/// `mantissa x 10^exponent`, never negative, without trailing zeros in the mantissa.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decimal {
    mantissa: u128,
    exponent: i32,
}

/// Beyond any time that a step or a time constant could have; keeps the arithmetic small.
const LARGEST_EXPONENT: i32 = 60;

impl Decimal {
    /// Reads digits as a Rust literal has them once underscores and suffix are gone: `20`, `0.3`, `1.`, `5e-3`.
    /// `None` where they are more than 38 or the exponent is beyond reason.
    pub fn parse(digits: &str) -> Option<Decimal> {
        let (number, exponent) = match digits.split_once(['e', 'E']) {
            Some((number, exponent)) => (number, exponent.trim_start_matches('+').parse::<i32>().ok()?),
            None => (digits, 0),
        };
        let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
        let fraction = fraction.trim_end_matches('0');
        let mut mantissa: u128 = 0;
        for digit in whole.chars().chain(fraction.chars()) {
            mantissa = mantissa
                .checked_mul(10)?
                .checked_add(u128::from(digit.to_digit(10)?))?;
        }
        let shift = i32::try_from(fraction.len()).ok()?;
        Decimal {
            mantissa,
            exponent: exponent.checked_sub(shift)?,
        }
        .normal()
    }

    /// `self x 10^power`.
    pub fn scaled(self, power: i32) -> Option<Decimal> {
        Decimal {
            mantissa: self.mantissa,
            exponent: self.exponent.checked_add(power)?,
        }
        .normal()
    }

    pub fn is_zero(self) -> bool {
        self.mantissa == 0
    }

    /// Correctly rounded, because the standard library reads decimals so.
    pub fn to_f64(self) -> f64 {
        format!("{}e{}", self.mantissa, self.exponent)
            .parse()
            .unwrap_or(f64::INFINITY)
    }

    /// How many of `step` it is, where that is a whole number.
    pub fn whole_multiple_of(self, step: Decimal) -> Option<u128> {
        let (numerator, denominator) = self.over(step)?;
        (denominator == 1).then_some(numerator)
    }

    /// `self / other`, rounded once wherever the lowest terms are exact in `f64` (all but absurd ones are).
    pub fn divided_by(self, other: Decimal) -> f64 {
        match self.over(other) {
            Some((numerator, denominator)) => numerator as f64 / denominator as f64,
            None => self.to_f64() / other.to_f64(),
        }
    }

    /// Numerator and denominator in lowest terms; `None` where either has more digits than 18 or so.
    pub fn ratio(self) -> Option<[u64; 2]> {
        let one = Decimal {
            mantissa: 1,
            exponent: 0,
        };
        let (numerator, denominator) = self.over(one)?;
        Some([u64::try_from(numerator).ok()?, u64::try_from(denominator).ok()?])
    }

    pub fn is_less_than(self, other: Decimal) -> bool {
        match self.over(other) {
            Some((numerator, denominator)) => numerator < denominator,
            None => self.to_f64() < other.to_f64(),
        }
    }

    /// The ratio in lowest terms; `None` where it is too large to write down or `other` is zero.
    fn over(self, other: Decimal) -> Option<(u128, u128)> {
        if other.is_zero() {
            return None;
        }
        let power = self.exponent - other.exponent;
        let factor = 10u128.checked_pow(power.unsigned_abs())?;
        let (numerator, denominator) = if power >= 0 {
            (self.mantissa.checked_mul(factor)?, other.mantissa)
        } else {
            (self.mantissa, other.mantissa.checked_mul(factor)?)
        };
        let divisor = greatest_common_divisor(numerator, denominator);
        Some((numerator / divisor, denominator / divisor))
    }

    fn normal(mut self) -> Option<Decimal> {
        if self.mantissa == 0 {
            return Some(Decimal {
                mantissa: 0,
                exponent: 0,
            });
        }
        while self.mantissa.is_multiple_of(10) {
            self.mantissa /= 10;
            self.exponent = self.exponent.checked_add(1)?;
        }
        (self.exponent.abs() <= LARGEST_EXPONENT).then_some(self)
    }
}

/// Of two numbers of which the second is not zero.
fn greatest_common_divisor(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(digits: &str) -> Decimal {
        Decimal::parse(digits).expect("a decimal")
    }

    #[test]
    fn tenths_are_exact() {
        assert_eq!(decimal("0.3").whole_multiple_of(decimal("0.1")), Some(3));
        assert_eq!(decimal("1e-3").whole_multiple_of(decimal("0.0001")), Some(10));
        assert_eq!(decimal("2.5").whole_multiple_of(decimal("1")), None);
        assert_eq!(decimal("0").whole_multiple_of(decimal("0.7")), Some(0));
    }

    #[test]
    fn ratios_are_rounded_once() {
        assert_eq!(decimal("5").divided_by(decimal("20")), 0.25);
        assert_eq!(decimal("0.1").divided_by(decimal("0.3")), 1.0 / 3.0);
        assert_eq!(decimal("1e-7").divided_by(decimal("0.0000001")), 1.0);
    }

    #[test]
    fn what_is_beyond_reason_is_none() {
        assert_eq!(Decimal::parse("1e99999999999"), None);
        assert_eq!(Decimal::parse("1e400"), None);
        assert_eq!(Decimal::parse(&"9".repeat(60)), None);
        assert_eq!(decimal("1e50").whole_multiple_of(decimal("1e-50")), None);
        assert!(decimal("1e-50").is_less_than(decimal("1e50")));
        assert_eq!(decimal("1").divided_by(decimal("0")), f64::INFINITY);
    }

    #[test]
    fn every_form_of_a_literal_is_read() {
        for digits in ["20", "20.", "20.0", "2e1", "2E+1", "0.2e2", "2000e-2"] {
            assert_eq!(decimal(digits), decimal("20"), "{digits}");
        }
        assert_eq!(decimal("5e-3").to_f64(), 0.005);
    }
}
