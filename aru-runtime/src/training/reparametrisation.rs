//! The numbers that an optimiser moves, and what they are to the network.
//!
//! A parameter without bounds, or in an interval, is its own coordinate. One under a logistic has the coordinate w,
//! and the constant low + (high - low) / (1 + exp(-slope w)) follows from it. Only what is trained has a
//! coordinate: what is fixed or frozen cannot move.
//!
//! Several networks of one declaration may stand side by side, element by element: all copies of the first element,
//! then all of the second. Everything here acts on every copy alike.

use std::ops::Range;

use super::selection::Treatment;
use crate::error::Result;
use crate::network::description::{Bounds, Description, Parameter};
use crate::network::linked::{Masks, refuse_unlinked};
use crate::network::parameters::{check_values, ranges};
use crate::numerics::scalar::Scalar;
use crate::training::optimiser::ParameterGroup;

/// The coordinates of a network's trained parameters, one after the other, with their gradient.
#[derive(Debug)]
pub(super) struct Reparametrisation<T> {
    sections: Vec<Section>,
    groups: Vec<ParameterGroup>,
    /// l2 on ranges of coordinates.
    penalties: Vec<(Range<usize>, f64)>,
    /// Of coordinates that have each its own: the signs that it may have.
    signs: Vec<Signs>,
    /// What the optimiser moves.
    pub(super) values: Vec<T>,
    /// Derivative of the loss with respect to it.
    pub(super) gradient: Vec<T>,
    /// Derivative of the constant with respect to its coordinate; one for coordinates that are their own constant.
    pub(super) slopes: Vec<T>,
}

/// Neighbours in the buffer that are transformed alike.
#[derive(Debug)]
struct Section {
    /// Where its coordinates lie.
    own: Range<usize>,
    /// Where its parameters lie in the network's buffer.
    place: Range<usize>,
    transform: Transform,
}

/// What the coordinate of a parameter is.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Transform {
    /// The parameter itself.
    Free,
    /// The parameter itself, which stops training where it leaves (0, 2); an index into the description.
    Rate(usize),
    /// The parameter itself, projected back after a step.
    Interval(Inside),
    /// The parameter itself, projected back after a step, each element by itself: by Dale's law, and to zero where nothing
    /// is linked. The signs stand from this place on.
    Elements(usize),
    /// The w of which the parameter is the logistic.
    Logistic(Logistic, Inside),
}

/// The lowest and the highest value inside bounds that the network's number type has.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Inside {
    low: f64,
    high: f64,
}

/// low + (high - low) / (1 + exp(-slope w)).
#[derive(Clone, Copy, Debug, PartialEq)]
struct Logistic {
    low: f64,
    high: f64,
    slope: f64,
}

/// A learned rate without bounds that has left (0, 2).
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Left {
    /// Index of the parameter.
    pub(super) parameter: usize,
    /// What it has become.
    pub(super) value: f64,
}

impl<T: Scalar> Reparametrisation<T> {
    /// The coordinates of the parameters that have a treatment, at the values of `copies` networks side by side.
    ///
    /// # Errors
    /// A value outside its bounds, or that is not finite.
    pub(super) fn new(
        description: &Description,
        treatments: &[Option<Treatment>],
        learning_rate: f64,
        copies: usize,
        parameters: &[T],
    ) -> Result<Self> {
        let mut made = Reparametrisation {
            sections: Vec::new(),
            groups: Vec::new(),
            penalties: Vec::new(),
            signs: Vec::new(),
            values: Vec::new(),
            gradient: Vec::new(),
            slopes: Vec::new(),
        };
        let masks = Masks::of(description);
        for (index, ((parameter, place), treatment)) in ranges(description).zip(treatments).enumerate() {
            let Some(treatment) = treatment else { continue };
            let place = copies * place.start..copies * place.end;
            let mut linked = Vec::new();
            for copy in 0..copies {
                let own = parameters[place.clone()].iter().skip(copy).step_by(copies);
                let values: Vec<T> = own.copied().collect();
                check_values(parameter, &values)?;
                if let Some(own) = masks.linked_of_copy(parameter, parameters, copies, copy) {
                    refuse_unlinked(parameter, &values, &own)?;
                    linked.push(own);
                }
            }
            let transform = if !linked.is_empty() || matches!(parameter.bounds, Bounds::Signed { .. }) {
                made.add_signs(parameter, &linked, copies)
            } else {
                transform_of::<T>(index, parameter, description.is_rate(parameter))
            };
            made.add(transform, place, *treatment, learning_rate);
        }
        made.gradient = made.values.clone();
        made.slopes = vec![T::ONE; made.values.len()];
        made.read(parameters);
        Ok(made)
    }

    /// Appends the signs of each element of a parameter, given for each copy which of them are there, or nothing where
    /// all are.
    fn add_signs(&mut self, parameter: &Parameter, linked: &[Vec<bool>], copies: usize) -> Transform {
        let first = self.signs.len();
        for place in 0..parameter.len() {
            let signs = Signs::of(parameter.bounds.at(place));
            let is_there = |copy: usize| linked.get(copy).is_none_or(|linked| linked[place]);
            self.signs.extend((0..copies).map(|copy| match is_there(copy) {
                true => signs,
                false => Signs::NONE,
            }));
        }
        Transform::Elements(first)
    }

    /// Appends a parameter, to what stands before it where that is treated alike.
    fn add(&mut self, transform: Transform, place: Range<usize>, treatment: Treatment, learning_rate: f64) {
        let first = self.values.len();
        let own = first..first + place.len();
        self.values.resize(own.end, T::ZERO);
        match self.sections.last_mut() {
            Some(last) if last.transform == transform && last.place.end == place.start => {
                (last.own.end, last.place.end) = (own.end, place.end);
            }
            _ => self.sections.push(Section {
                own: own.clone(),
                place,
                transform,
            }),
        }
        let learning_rate = treatment.learning_rate.unwrap_or(learning_rate);
        let weight_decay = treatment.weight_decay;
        match self.groups.last_mut() {
            Some(last) if last.learning_rate == learning_rate && last.weight_decay == weight_decay => {
                last.place.end = own.end;
            }
            _ => self.groups.push(ParameterGroup {
                place: own.clone(),
                learning_rate,
                weight_decay,
            }),
        }
        if treatment.l2 != 0.0 {
            match self.penalties.last_mut() {
                Some((last, _)) if last.end == own.start => last.end = own.end,
                _ => self.penalties.push((own, treatment.l2)),
            }
        }
    }

    /// Takes the values from the network: w of a constant under a logistic.
    fn read(&mut self, parameters: &[T]) {
        for section in &self.sections {
            let (own, place) = (section.own.clone(), section.place.clone());
            let values = &mut self.values[own.clone()];
            values.copy_from_slice(&parameters[place]);
            if let Transform::Logistic(logistic, _) = section.transform {
                for (value, slope) in values.iter_mut().zip(&mut self.slopes[own]) {
                    let w = logistic.coordinate(value.to_f64());
                    (*value, *slope) = (T::from_f64(w), T::from_f64(logistic.at(w).1));
                }
            }
        }
    }

    /// Takes the gradient of the network's parameters over into that of the reparametrisation: times the slope of the
    /// logistic, plus l2 x value.
    pub(super) fn take_gradient(&mut self, gradient: &[T]) {
        for section in &self.sections {
            let (own, place) = (section.own.clone(), section.place.clone());
            let (gradient, slopes) = (&gradient[place], &self.slopes[own.clone()]);
            let own = &mut self.gradient[own];
            match section.transform {
                Transform::Logistic(..) => {
                    for ((own, &gradient), &slope) in own.iter_mut().zip(gradient).zip(slopes) {
                        *own = gradient * slope;
                    }
                }
                _ => own.copy_from_slice(gradient),
            }
        }
        for (place, l2) in &self.penalties {
            let l2 = T::from_f64(*l2);
            let values = &self.values[place.clone()];
            for (gradient, &value) in self.gradient[place.clone()].iter_mut().zip(values) {
                *gradient += l2 * value;
            }
        }
    }

    /// Brings the network to the coordinates, after projecting those that have left their interval. Tells of each rate
    /// without bounds that has left (0, 2), with its place among the coordinates; the network then has it.
    pub(super) fn write(&mut self, parameters: &mut [T], mut left: impl FnMut(usize, Left)) {
        for section in &self.sections {
            let (own, place) = (section.own.clone(), section.place.clone());
            let values = &mut self.values[own.clone()];
            let parameters = &mut parameters[place];
            match section.transform {
                Transform::Free => parameters.copy_from_slice(values),
                Transform::Rate(parameter) => {
                    parameters.copy_from_slice(values);
                    for (place, value) in own.zip(values).map(|(place, value)| (place, value.to_f64())) {
                        if !(0.0 < value && value < 2.0) {
                            left(place, Left { parameter, value });
                        }
                    }
                }
                // What is not finite is left for the trainer to find.
                Transform::Interval(ends) => {
                    for value in values.iter_mut().filter(|value| value.is_finite()) {
                        *value = T::from_f64(value.to_f64().clamp(ends.low, ends.high));
                    }
                    parameters.copy_from_slice(values);
                }
                Transform::Elements(first) => {
                    let signs = &self.signs[first..][..values.len()];
                    for (value, signs) in values.iter_mut().zip(signs) {
                        *value = signs.nearest(*value);
                    }
                    parameters.copy_from_slice(values);
                }
                Transform::Logistic(logistic, ends) => {
                    let slopes = &mut self.slopes[own];
                    for ((value, slope), parameter) in values.iter().zip(slopes).zip(parameters) {
                        let (constant, derivative) = logistic.at(value.to_f64());
                        let inside = T::from_f64(constant.clamp(ends.low, ends.high));
                        *parameter = if value.is_finite() { inside } else { *value };
                        *slope = T::from_f64(derivative);
                    }
                }
            }
        }
    }

    /// What an optimiser takes: groups, values, gradient.
    pub(super) fn parts(&mut self) -> (&[ParameterGroup], &mut [T], &[T]) {
        (&self.groups, &mut self.values, &self.gradient)
    }
}

/// How a parameter is transformed.
fn transform_of<T: Scalar>(index: usize, parameter: &Parameter, is_rate: bool) -> Transform {
    let bounds = parameter.bounds;
    let ends = |low, high| Inside {
        low: bounds.nearest_inside::<T>(low).to_f64(),
        high: bounds.nearest_inside::<T>(high).to_f64(),
    };
    match bounds {
        Bounds::Free if is_rate => Transform::Rate(index),
        Bounds::Free | Bounds::Signed { .. } => Transform::Free,
        Bounds::Interval { low, high } => Transform::Interval(ends(low, high)),
        Bounds::Logistic { low, high, slope } => {
            Transform::Logistic(Logistic { low, high, slope }, ends(low, high))
        }
    }
}

/// The signs that a number may have beside zero. A byte: in a large weight there is one for each element.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Signs(u8);

impl Signs {
    const NONE: Signs = Signs(0);
    const ABOVE: Signs = Signs(1);
    const BELOW: Signs = Signs(2);
    const BOTH: Signs = Signs(3);

    /// Those within bounds that are an element's own.
    fn of(bounds: Bounds) -> Self {
        match bounds {
            Bounds::Interval { low: 0.0, .. } => Signs::ABOVE,
            Bounds::Interval { high: 0.0, .. } => Signs::BELOW,
            _ => Signs::BOTH,
        }
    }

    /// The nearest number of such a sign; zero is +0. What is not finite is left for the trainer to find. Without a branch,
    /// so that a loop takes many at once.
    #[inline(always)]
    fn nearest<T: Scalar>(self, value: T) -> T {
        let is_out = (self.0 & Signs::ABOVE.0 == 0) & (value > T::ZERO)
            | (self.0 & Signs::BELOW.0 == 0) & (value < T::ZERO);
        let inside = if is_out { T::ZERO } else { value + T::ZERO };
        if value.is_finite() { inside } else { value }
    }
}

impl Logistic {
    /// The constant at w, low + (high - low) s with s = 1 / (1 + exp(-slope w)), and its derivative,
    /// (high - low) slope s (1 - s). Both are formed from exp(-|slope w|), and the constant from the nearer end, so
    /// that neither end and no derivative is lost to rounding as long as that exponential is a number.
    fn at(self, w: f64) -> (f64, f64) {
        let Logistic { low, high, slope } = self;
        let decay = (-(slope * w).abs()).exp();
        let from_end = (high - low) * decay / (1.0 + decay);
        let constant = if slope * w > 0.0 {
            high - from_end
        } else {
            low + from_end
        };
        let derivative = (high - low) * slope * decay / ((1.0 + decay) * (1.0 + decay));
        (constant, derivative)
    }

    /// The w at which it is this constant.
    fn coordinate(self, constant: f64) -> f64 {
        ((constant - self.low) / (self.high - constant)).ln() / self.slope
    }
}

#[cfg(test)]
mod tests;
