//! Dual numbers: a value, and its derivatives along K directions at once.
//!
//! Forward mode is exact to rounding, and shares nothing with the reverse pass that it judges.

use std::array;
use std::ops::{Add, Div, Mul, Neg, Sub};

use super::number::Number;

/// `value + sum over k of tangent[k] e_k`, where every product of two `e` is zero.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dual<const K: usize> {
    pub value: f64,
    pub tangent: [f64; K],
}

impl<const K: usize> Dual<K> {
    /// The variable itself: derivative one along direction `k`, zero along the others.
    pub fn variable(value: f64, k: usize) -> Self {
        Dual {
            value,
            tangent: array::from_fn(|direction| if direction == k { 1.0 } else { 0.0 }),
        }
    }
}

impl Dual<1> {
    /// A variable that moves at this rate along the one direction.
    pub fn moving(value: f64, rate: f64) -> Self {
        Dual {
            value,
            tangent: [rate],
        }
    }
}

impl<const K: usize> Number for Dual<K> {
    fn constant(value: f64) -> Self {
        Dual {
            value,
            tangent: [0.0; K],
        }
    }

    fn value(self) -> f64 {
        self.value
    }

    fn mapped(self, value: f64, slope: f64) -> Self {
        Dual {
            value,
            tangent: self.tangent.map(|tangent| slope * tangent),
        }
    }
}

impl<const K: usize> Add for Dual<K> {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        let tangent = array::from_fn(|k| self.tangent[k] + other.tangent[k]);
        Dual {
            value: self.value + other.value,
            tangent,
        }
    }
}

impl<const K: usize> Sub for Dual<K> {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        let tangent = array::from_fn(|k| self.tangent[k] - other.tangent[k]);
        Dual {
            value: self.value - other.value,
            tangent,
        }
    }
}

// By the product rule.
#[allow(clippy::suspicious_arithmetic_impl)]
impl<const K: usize> Mul for Dual<K> {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        let tangent = array::from_fn(|k| self.tangent[k] * other.value + self.value * other.tangent[k]);
        Dual {
            value: self.value * other.value,
            tangent,
        }
    }
}

// By the quotient rule.
#[allow(clippy::suspicious_arithmetic_impl)]
impl<const K: usize> Div for Dual<K> {
    type Output = Self;

    fn div(self, other: Self) -> Self {
        let quotient = self.value / other.value;
        let tangent = array::from_fn(|k| (self.tangent[k] - quotient * other.tangent[k]) / other.value);
        Dual {
            value: quotient,
            tangent,
        }
    }
}

impl<const K: usize> Neg for Dual<K> {
    type Output = Self;

    fn neg(self) -> Self {
        Dual {
            value: -self.value,
            tangent: self.tangent.map(|tangent| -tangent),
        }
    }
}
