//! Parameters by name: read, and set with checks.

use std::ops::Range;

use ndarray::ArrayViewD;

use crate::error::{Error, Result};
use crate::network::constants::{find_time, no_parameter, rates_of_times};
use crate::network::description::{self, Bounds, Description, Role};
use crate::network::linked::Masks;
use crate::network::programmed::Programmed;
use crate::numerics::scalar::Scalar;

/// A parameter of a network: its declaration and its values.
#[derive(Clone, Copy, Debug)]
pub struct Parameter<'n, T> {
    declared: &'static description::Parameter,
    values: &'n [T],
}

impl<'n, T> Parameter<'n, T> {
    /// As docs/language.md names it: `x_to_hidden.weight`, `hidden.alpha_s`.
    pub fn name(&self) -> &'static str {
        &self.declared.name
    }

    /// Its axes: `[target, source]` of a weight, with a leading axis where its link has several delays.
    pub fn shape(&self) -> &'static [usize] {
        &self.declared.shape
    }

    /// Its values, row-major.
    pub fn values(&self) -> &'n [T] {
        self.values
    }

    /// The same in its shape.
    ///
    /// ```
    /// # use aru::prelude::*;
    /// # mod net { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doctests/net.rs")); }
    /// # use net::Net;
    /// let net = Net::<f32>::new(1);
    /// let weight = net.parameter("x_to_hidden.weight")?.array();
    /// assert_eq!(weight.shape(), [3, 1], "[target, source]");
    /// # Ok::<(), aru::Error>(())
    /// ```
    pub fn array(&self) -> ArrayViewD<'n, T> {
        shaped(self.declared, self.values)
    }

    /// Declared `learn`; false where it is `fixed`.
    pub fn is_learned(&self) -> bool {
        self.declared.learn
    }

    /// What it is, how it is drawn and the range it is kept in.
    pub fn declaration(&self) -> &'static description::Parameter {
        self.declared
    }
}

/// Values in the shape of their parameter.
pub(crate) fn shaped<'n, T>(declared: &description::Parameter, values: &'n [T]) -> ArrayViewD<'n, T> {
    ArrayViewD::from_shape(&*declared.shape, values)
        .expect("a parameter has as many values as its shape says")
}

/// Where each parameter lies in the buffer of all, in the order of the description.
pub(crate) fn ranges(
    description: &Description,
) -> impl Iterator<Item = (&description::Parameter, Range<usize>)> {
    description.parameters.iter().scan(0, |end, parameter| {
        let start = *end;
        *end += parameter.len();
        Some((parameter, start..*end))
    })
}

/// Every parameter of a network.
pub(crate) fn all<N: Programmed>(network: &N) -> impl Iterator<Item = Parameter<'_, N::Number>> {
    ranges(network.program().description).map(|(declared, range)| Parameter {
        declared,
        values: &network.values()[range],
    })
}

/// Where a parameter lies in the buffer of all.
pub(crate) fn range_of(description: &Description, index: usize) -> Range<usize> {
    let parameters = &description.parameters;
    let start = parameters[..index].iter().map(description::Parameter::len).sum();
    start..start + parameters[index].len()
}

/// A parameter by its own name.
pub(crate) fn find<'d>(
    description: &'d Description,
    name: &str,
) -> Option<(&'d description::Parameter, Range<usize>)> {
    ranges(description).find(|(parameter, _)| parameter.name == name)
}

/// The same, or why there is none.
pub(crate) fn find_in<'d>(
    description: &'d Description,
    name: &str,
) -> Result<(&'d description::Parameter, Range<usize>)> {
    find(description, name).ok_or_else(|| no_parameter(description, name, &[]))
}

/// A parameter by name, with its values.
pub(crate) fn get<'n, N: Programmed>(network: &'n N, name: &str) -> Result<Parameter<'n, N::Number>> {
    let (declared, range) = find_in(network.program().description, name)?;
    Ok(Parameter {
        declared,
        values: &network.values()[range],
    })
}

/// Gives a parameter other values, if they may stand there; a rate also by the name of its time constant, in seconds.
pub(crate) fn set<N: Programmed>(network: &mut N, name: &str, values: &[N::Number]) -> Result<()> {
    let description = network.program().description;
    if let Some((declared, range)) = find(description, name) {
        check_number(declared, name, values.len())?;
        check_values(declared, values)?;
        let masks = Masks::of(description);
        masks.check(declared, values, network.values())?;
        check_scale_of_noise(description, declared, values)?;
        check_fixed_rate(description, declared, values)?;
        network.values_mut()[range].copy_from_slice(values);
        // Where a mask has just unlinked something.
        masks.clear_weights(network.values_mut());
        return Ok(());
    }
    let Some((declared, dt)) = find_time(description, name) else {
        return Err(no_parameter(description, name, &[]));
    };
    check_number(declared, name, values.len())?;
    let rates = rates_of_times(name, declared, dt, values)?;
    set(network, &declared.name, &rates)
}

/// Refuses another number of values than the parameter has elements.
fn check_number(declared: &description::Parameter, name: &str, number: usize) -> Result<()> {
    if number == declared.len() {
        return Ok(());
    }
    let expected = match &*declared.shape {
        [length] => format!("[{length}]"),
        shape => format!("the {} values of {shape:?}, row-major", declared.len()),
    };
    Err(Error::shape(format!("`{name}`"), expected, &[number]))
}

/// Refuses values that are not finite, or that leave the bounds; of a mask, all but 0 and 1.
pub(crate) fn check_values<T: Scalar>(declared: &description::Parameter, values: &[T]) -> Result<()> {
    for (place, value) in values.iter().enumerate() {
        if !value.is_finite() {
            return Err(Error::NotFinite {
                what: format!("`{}`", declared.name),
                index: index_of(place, &declared.shape),
                value: value.to_f64(),
            });
        }
        let is_mask = matches!(declared.role, Role::Mask { .. });
        let bounds = declared.bounds.at(place);
        let range = if is_mask && *value != T::ZERO && *value != T::ONE {
            "at 0, or at 1 where a pair is linked".to_owned()
        } else if !bounds.contains(*value) {
            bounds.in_words() + &why(declared, place)
        } else {
            continue;
        };
        return Err(Error::OutOfBounds {
            what: format!("`{}`", declared.name),
            index: index_of(place, &declared.shape),
            value: value.to_f64(),
            range,
        });
    }
    Ok(())
}

/// Why an element has bounds of its own.
fn why(declared: &description::Parameter, place: usize) -> String {
    match (declared.bounds, declared.role) {
        (Bounds::Signed { excitatory, sources }, Role::Weight { .. }) => {
            let source = place % sources;
            let does = if source < excitatory {
                "excites"
            } else {
                "inhibits"
            };
            format!(", since unit {source} of its source {does}")
        }
        (Bounds::Signed { .. }, _) => ", since Dale's law holds for the layer".to_owned(),
        _ => String::new(),
    }
}

/// Refuses a rate by which noise cannot be scaled: sqrt((2 - alpha_s) / alpha_s) would be no number, or have no derivative.
pub(crate) fn check_scale_of_noise<T: Scalar>(
    description: &Description,
    declared: &description::Parameter,
    values: &[T],
) -> Result<()> {
    let Role::Constant { layer, .. } = declared.role else {
        return Ok(());
    };
    let layer = description.layers.get(layer);
    let is_noisy = layer.is_some_and(|layer| layer.noise.is_some());
    if !(is_noisy && declared.name.ends_with(".alpha_s")) {
        return Ok(());
    }
    let range = "strictly between 0 and 2, since noise is scaled by it";
    check_each(declared, values, range, |value| {
        value > T::ZERO && value < T::from_f64(2.0)
    })
}

/// Refuses a fixed rate that could not be declared.
fn check_fixed_rate<T: Scalar>(
    description: &Description,
    declared: &description::Parameter,
    values: &[T],
) -> Result<()> {
    if declared.learn || declared.bounds != Bounds::Free || !description.is_rate(declared) {
        return Ok(());
    }
    check_each(declared, values, "above 0, and at 2 or below", |value| {
        value > T::ZERO && value <= T::from_f64(2.0)
    })
}

/// Refuses values that are not within a range.
fn check_each<T: Scalar>(
    declared: &description::Parameter,
    values: &[T],
    range: &str,
    is_within: impl Fn(T) -> bool,
) -> Result<()> {
    match values.iter().position(|&value| !is_within(value)) {
        None => Ok(()),
        Some(place) => Err(Error::OutOfBounds {
            what: format!("`{}`", declared.name),
            index: index_of(place, &declared.shape),
            value: values[place].to_f64(),
            range: range.to_owned(),
        }),
    }
}

/// The index of an element of a row-major array.
pub fn index_of(mut place: usize, shape: &[usize]) -> Vec<usize> {
    let mut index: Vec<usize> = shape
        .iter()
        .rev()
        .map(|&length| {
            let along = place % length;
            place /= length;
            along
        })
        .collect();
    index.reverse();
    index
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paper::Paper;
    use crate::run::network::Network;

    type Net = Paper<f32, 10>;

    #[test]
    fn a_parameter_is_found_by_name() {
        let network = Net::new(1);
        let weight = network.parameter("x_to_hidden.weight").unwrap();
        assert_eq!(
            (weight.name(), weight.shape(), weight.values().len()),
            ("x_to_hidden.weight", &[10, 2][..], 20)
        );
        assert!(weight.is_learned());
        assert_eq!(network.parameter("hidden.alpha_s").unwrap().values(), [0.5]);
        let names: Vec<&str> = network.parameters().map(|parameter| parameter.name()).collect();
        assert_eq!(
            (names.len(), names[0], names[8]),
            (9, "x_to_hidden.weight", "y.bias")
        );
        let count: usize = network
            .parameters()
            .map(|parameter| parameter.values().len())
            .sum();
        assert_eq!(count, network.values().len());
    }

    #[test]
    fn what_is_set_is_read_back_and_nothing_else_moves() {
        let mut network = Net::new(1);
        let before = network.values().to_vec();
        network.set("hidden.alpha_r", &[0.34]).unwrap();
        assert_eq!(network.parameter("hidden.alpha_r").unwrap().values()[0], 0.34);
        let moved = before
            .iter()
            .zip(network.values())
            .filter(|(before, now)| before != now);
        assert_eq!(moved.count(), 1);
    }

    #[test]
    fn what_may_not_stand_is_refused_and_nothing_changes() {
        let mut network = Net::new(1);
        let before = network.values().to_vec();
        let mut refusal = |name: &str, values: &[f32]| {
            let error = network.set(name, values).unwrap_err();
            assert_eq!(network.values(), before);
            error.to_string()
        };
        let unknown = refusal("hidden.alfa_s", &[0.5]);
        assert!(
            unknown.starts_with("no parameter named `hidden.alfa_s`, did you mean `hidden.alpha_s`"),
            "{unknown}"
        );
        assert_eq!(
            refusal("hidden.alpha_s", &[0.5, 0.5]),
            "`hidden.alpha_s` has shape [2], expected [1]"
        );
        assert_eq!(
            refusal("x_to_hidden.weight", &[0.5]),
            "`x_to_hidden.weight` has shape [1], expected the 20 values of [10, 2], row-major"
        );
        let mut weight = [0.0; 20];
        weight[7] = f32::NAN;
        assert_eq!(
            refusal("x_to_hidden.weight", &weight),
            "`x_to_hidden.weight` holds NaN at [3, 1]; values must be finite"
        );
        assert_eq!(
            refusal("hidden.alpha_s", &[1.0]),
            "`hidden.alpha_s` holds 1 at [0]; it must lie strictly between 0 and 1"
        );
        refusal("hidden.alpha_s", &[f32::INFINITY]);
        refusal("hidden.bias", &[f32::NEG_INFINITY; 10]);
    }
}
