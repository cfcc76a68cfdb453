//! What the activations compute that tests declare as types, by their `NAME`: value and slope, written by hand.

/// The value and the slope at x.
pub type ValueAndSlope = fn(f64) -> (f64, f64);

const KNOWN: &[(&str, ValueAndSlope)] = &[
    ("threshold_power", |x| match x > 0.0 {
        true => (0.5 * x * x, x),
        false => (0.0, 0.0),
    }),
    ("swish", |x| {
        let sigmoid = 1.0 / (1.0 + (-x).exp());
        (x * sigmoid, sigmoid + x * sigmoid * (1.0 - sigmoid))
    }),
    ("tanh(x/2)", |x| {
        let y = (0.5 * x).tanh();
        (y, 0.5 * (1.0 - y * y))
    }),
    ("own_tanh", |x| (x.tanh(), 1.0 / (x.cosh() * x.cosh()))),
];

/// The activation of this name.
pub fn custom(name: &str) -> ValueAndSlope {
    let known = KNOWN.iter().find(|(known, _)| *known == name);
    known
        .unwrap_or_else(|| panic!("tests/support/custom.rs does not know the activation `{name}`"))
        .1
}
