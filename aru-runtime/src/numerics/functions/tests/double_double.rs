//! The functions to about 100 bits, in pairs of `f64`: slow, and different in every step from what they judge.

use std::ops::{Add, Div, Mul, Neg};

/// high + low, not overlapping.
#[derive(Clone, Copy, Debug)]
struct Pair {
    high: f64,
    low: f64,
}

/// mantissa x 2^exponent: beyond the range of `f64` on both sides.
#[derive(Clone, Copy, Debug)]
pub struct Scaled {
    mantissa: Pair,
    exponent: i32,
}

const LN_2: Pair = Pair {
    high: std::f64::consts::LN_2,
    low: 2.319_046_813_846_299_6e-17,
};

/// floor(log2(|x|)) of a finite number, subnormal ones included; the lowest at zero.
pub fn exponent(x: f64) -> i32 {
    let lifted = x * 2.0_f64.powi(64);
    let (x, lift) = if lifted.is_finite() { (lifted, 64) } else { (x, 0) };
    (x.to_bits() >> 52 & 0x7ff) as i32 - 1023 - lift
}

/// x 2^n, rounded at most once.
fn scale(mut x: f64, mut n: i32) -> f64 {
    while n != 0 {
        let step = n.clamp(-1000, 1000);
        x *= 2.0_f64.powi(step);
        n -= step;
    }
    x
}

impl Scaled {
    /// Error of `got` in units in the last place of `f64`; beyond the range, infinity counts as 2^1024.
    pub fn ulp_error(self, got: f64) -> f64 {
        if self.mantissa.high.is_infinite() || got.is_nan() {
            return if got == self.mantissa.high { 0.0 } else { f64::NAN };
        }
        let place = (exponent(self.mantissa.high) + self.exponent).clamp(-1022, 1024) - 52;
        if got.is_infinite() {
            // Right where the result, rounded, is at least 2^1024.
            let excess = scale(self.mantissa.high, self.exponent - 1023) - 2.0 * got.signum();
            return if excess * got.signum() >= 0.0 {
                0.0
            } else {
                scale(excess.abs(), 1023 - 971)
            };
        }
        // In units of the last place, so that nothing leaves the range.
        let want = self.mantissa.times(self.exponent - place);
        let error = want + Pair::from(-scale(got, -place));
        (error.high + error.low).abs()
    }
}

impl From<f64> for Pair {
    fn from(high: f64) -> Self {
        Pair { high, low: 0.0 }
    }
}

impl Pair {
    /// The exact sum of two numbers.
    fn sum(a: f64, b: f64) -> Self {
        let high = a + b;
        let part = high - a;
        let low = (a - (high - part)) + (b - part);
        Pair { high, low }
    }

    /// 2^n times this.
    fn times(self, n: i32) -> Self {
        Pair {
            high: scale(self.high, n),
            low: scale(self.low, n),
        }
    }

    fn scaled(self, exponent: i32) -> Scaled {
        Scaled {
            mantissa: self,
            exponent,
        }
    }
}

impl Neg for Pair {
    type Output = Self;
    fn neg(self) -> Self {
        Pair {
            high: -self.high,
            low: -self.low,
        }
    }
}

impl Add for Pair {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        let high = Pair::sum(self.high, other.high);
        let low = Pair::sum(self.low, other.low);
        let once = Pair::sum(high.high, high.low + low.high);
        Pair::sum(once.high, once.low + low.low)
    }
}

impl Mul for Pair {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        let high = self.high * other.high;
        let low = self.high.mul_add(other.high, -high) + (self.high * other.low + self.low * other.high);
        Pair::sum(high, low)
    }
}

impl Div for Pair {
    type Output = Self;
    fn div(self, other: Self) -> Self {
        let first = self.high / other.high;
        let rest = self + -(other * Pair::from(first));
        let second = rest.high / other.high;
        let rest = rest + -(other * Pair::from(second));
        Pair::sum(first, second) + Pair::from(rest.high / other.high)
    }
}

/// (n, exp(r) - 1) with x = n ln(2) + r: r halved eight times, Taylor's series, (1 + e)^2 - 1 = 2 e + e^2.
fn reduced_exp_m1(x: Pair) -> (i32, Pair) {
    let n = (x.high * std::f64::consts::LOG2_E).round();
    let r = (x + -(Pair::from(n) * LN_2)).times(-8);
    let mut sum = Pair::from(0.0);
    for k in (1..=12).rev() {
        sum = (Pair::from(1.0) + sum) * r / Pair::from(f64::from(k));
    }
    for _ in 0..8 {
        sum = sum.times(1) + sum * sum;
    }
    (n as i32, sum)
}

fn exp_of_pair(x: Pair) -> Scaled {
    let (n, m1) = reduced_exp_m1(x);
    (Pair::from(1.0) + m1).scaled(n)
}

pub fn exp(x: f64) -> Scaled {
    // The clamp leaves results that are certainly 0 or infinite.
    exp_of_pair(Pair::from(x.clamp(-2000.0, 2000.0)))
}

fn exp_m1_of_pair(x: Pair) -> Scaled {
    let (n, m1) = reduced_exp_m1(x);
    if n == 0 {
        return m1.scaled(0);
    }
    if n > 200 {
        return (Pair::from(1.0) + m1).scaled(n);
    }
    let power = Pair::from(1.0).times(n);
    (power * m1 + (power + Pair::from(-1.0))).scaled(0)
}

pub fn exp_m1(x: f64) -> Scaled {
    if x.abs() < 1e-100 {
        return Pair::from(x).scaled(0);
    }
    exp_m1_of_pair(Pair::from(x.clamp(-2000.0, 2000.0)))
}

/// ln(x) by one step of Newton's method from the standard library's result.
pub fn ln(x: f64) -> Scaled {
    let first = x.ln();
    if !first.is_finite() {
        return Pair::from(first).scaled(0);
    }
    let inverse = exp_of_pair(Pair::from(-first));
    let lift = -exponent(x);
    let ratio = Pair::from(scale(x, lift)) * inverse.mantissa.times(inverse.exponent - lift);
    newton(first, ratio + Pair::from(-1.0)).scaled(0)
}

/// first + ln(1 + d) for a small d.
fn newton(first: f64, d: Pair) -> Pair {
    Pair::from(first) + d + -(d * d).times(-1)
}

pub fn sqrt(x: f64) -> Scaled {
    if x == 0.0 || x.is_infinite() {
        return Pair::from(x).scaled(0);
    }
    let half = exponent(x).div_euclid(2);
    let x = scale(x, -2 * half);
    let first = x.sqrt();
    let rest = (-first).mul_add(first, x);
    (Pair::from(first) + Pair::from(rest / (2.0 * first))).scaled(half)
}

pub fn sigmoid(x: f64) -> Scaled {
    let e = exp(-x.abs());
    let value = e.mantissa.times(e.exponent.max(-1000));
    let sum = Pair::from(1.0) + value;
    if x < 0.0 {
        (e.mantissa / sum).scaled(e.exponent)
    } else {
        (Pair::from(1.0) / sum).scaled(0)
    }
}

pub fn tanh(x: f64) -> Scaled {
    if x.abs() < 1e-100 {
        return Pair::from(x).scaled(0);
    }
    let m1 = exp_m1(2.0 * x.clamp(-50.0, 50.0)).mantissa;
    (m1 / (m1 + Pair::from(2.0))).scaled(0)
}

pub fn softplus(x: f64) -> Scaled {
    let e = exp(-x.abs());
    if x < -100.0 {
        return e;
    }
    if x > 100.0 {
        return Pair::from(x).scaled(0);
    }
    let e = e.mantissa.times(e.exponent);
    // ln(1 + e) = y + ln(1 + d) with d = (1 + e) exp(-y) - 1 = exp(-y) - 1 + e exp(-y).
    let first = e.high.ln_1p();
    let m1 = exp_m1_of_pair(Pair::from(-first)).mantissa;
    let d = m1 + e * (Pair::from(1.0) + m1);
    (newton(first, d) + Pair::from(x.max(0.0))).scaled(0)
}
