//! Whether an activation is what it says.

use super::{Activation, Dual, Real};
use crate::error::{Error, Result};

/// Points on each side of zero, and how far they go.
const POINTS: i32 = 2000;
const END: f64 = 20.0;

/// How far two numbers may differ in `f64` and in `f32`: so much, or this part of what is expected.
const IN_F64: f64 = 1e-12;
const IN_F32: f64 = 1e-5;

/// Holds an activation against itself at 4,001 points of -20..=20: a derivative of its own against the one that is provided,
/// within 1e-12 in `f64` and 1e-5 in `f32` (of the derivative, where that is above 1); its value in `f32` against `f64`; what
/// it says of its sign against its values. Where the provided derivative is not finite nothing is compared with it.
///
/// # Errors
/// The first point at which they differ, with both numbers.
///
/// ```
/// use aru::activation::check_activation;
/// use aru::prelude::*;
///
/// struct Square;
///
/// impl Activation for Square {
///     const NAME: &'static str = "square";
///
///     fn value<R: Real>(x: R) -> R {
///         x * x
///     }
///
///     fn derivative<R: Real>(x: R, _y: R) -> R {
///         x
///     }
/// }
///
/// let fault = check_activation::<Square>().unwrap_err();
/// assert!(fault.to_string().contains("at -20 its derivative is -20 in f64, and that of its value is -40"));
/// ```
pub fn check_activation<A: Activation>() -> Result<()> {
    let points = -POINTS..=POINTS;
    for x in points.map(|point| END * f64::from(point) / f64::from(POINTS)) {
        check_at::<A>(x).map_err(|fault| Error::Activation {
            name: A::NAME.to_string(),
            fault,
        })?;
    }
    Ok(())
}

fn check_at<A: Activation>(x: f64) -> std::result::Result<(), String> {
    let (y, provided) = value_and_slope::<A, f64>(x);
    // The same point in both: the next number of `f32` can lie on the other side of a corner.
    let narrow = x as f32;
    let (y_there, _) = value_and_slope::<A, f64>(f64::from(narrow));
    let (y_narrow, provided_narrow) = value_and_slope::<A, f32>(narrow);
    let same = |found: f64, expected: f64, tolerance: f64| {
        let difference = (found - expected).abs();
        found == expected
            || (found.is_nan() && expected.is_nan())
            || difference <= tolerance * expected.abs().max(1.0)
    };

    let own = A::derivative(x, y);
    if provided.is_finite() && !same(own, provided, IN_F64) {
        return Err(format!(
            "at {x} its derivative is {own} in f64, and that of its value is {provided}"
        ));
    }
    let own = A::derivative(narrow, y_narrow);
    if provided_narrow.is_finite() && !same(own.into(), provided_narrow.into(), IN_F32) {
        return Err(format!(
            "at {narrow} its derivative is {own} in f32, and that of its value is {provided_narrow}"
        ));
    }
    let is_in_range = y_there.abs() <= f64::from(f32::MAX);
    if is_in_range && !same(y_narrow.into(), y_there, IN_F32) {
        return Err(format!(
            "at {narrow} its value is {y_narrow} in f32, and {y_there} in f64"
        ));
    }
    if A::POSITIVE && y <= 0.0 {
        return Err(format!(
            "at {x} its value is {y}, and it says that it is POSITIVE"
        ));
    }
    if A::NON_NEGATIVE && y < 0.0 {
        return Err(format!(
            "at {x} its value is {y}, and it says that it is NON_NEGATIVE"
        ));
    }
    Ok(())
}

/// The value, and the derivative that is provided.
fn value_and_slope<A: Activation, R: Real>(x: R) -> (R, R) {
    (A::value(x), A::value(Dual::variable(x)).slope)
}

#[cfg(test)]
mod tests;
