//! The numbers that an optimiser moves, and what they are to the network.
//!
//! A parameter without bounds, or in an interval, is its own coordinate. One under a logistic has the coordinate w,
//! and the constant low + (high - low) / (1 + exp(-slope w)) follows from it. Only what is trained has coordinates:
//! what is fixed or frozen cannot move.

use std::ops::Range;

use super::selection::Treatment;
use crate::description::{Bounds, Description, Parameter, Role};
use crate::error::{Error, Result};
use crate::optimiser::Run;
use crate::scalar::Scalar;

/// Coordinates of a network's trained parameters, one after the other, with their gradient.
#[derive(Debug)]
pub(super) struct Coordinates<T> {
    spans: Vec<Span>,
    runs: Vec<Run>,
    penalties: Vec<Penalty>,
    /// What the optimiser moves.
    pub(super) values: Vec<T>,
    /// Derivative of the loss with respect to it.
    pub(super) gradient: Vec<T>,
    /// Derivative of the constant with respect to its coordinate; one for coordinates that are their own constant.
    slopes: Vec<T>,
}

/// Neighbours in the buffer that are transformed alike.
#[derive(Debug)]
struct Span {
    /// Where its coordinates begin.
    first: usize,
    /// Where its parameters lie in the network's buffer.
    place: Range<usize>,
    form: Form,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Form {
    /// The parameter itself.
    Free,
    /// The parameter itself, which stops training where it leaves (0, 2); an index into the description.
    Rate(usize),
    /// The parameter itself, projected back after a step.
    Interval(Bounds),
    /// w.
    Logistic(Bounds),
}

/// l2 on a range of coordinates.
#[derive(Debug)]
struct Penalty {
    place: Range<usize>,
    l2: f64,
}

/// A learned rate without bounds that has left (0, 2).
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Left {
    /// Index of the parameter.
    pub(super) parameter: usize,
    /// What it has become.
    pub(super) value: f64,
}

impl<T: Scalar> Coordinates<T> {
    /// The coordinates of the parameters that have a treatment, at the network's values.
    ///
    /// # Errors
    ///
    /// A value outside its bounds, or that is not finite.
    pub(super) fn new(
        description: &Description,
        treatments: &[Option<Treatment>],
        learning_rate: f64,
        parameters: &[T],
    ) -> Result<Self> {
        let mut coordinates = Coordinates {
            spans: Vec::new(),
            runs: Vec::new(),
            penalties: Vec::new(),
            values: Vec::new(),
            gradient: Vec::new(),
            slopes: Vec::new(),
        };
        let mut start = 0;
        for (index, (parameter, treatment)) in description.parameters.iter().zip(treatments).enumerate() {
            let place = start..start + parameter.len();
            start = place.end;
            if let Some(treatment) = treatment {
                check_inside(parameter, &parameters[place.clone()])?;
                coordinates.add(form(index, parameter), place, *treatment, learning_rate);
            }
        }
        coordinates.gradient = coordinates.values.clone();
        coordinates.slopes = vec![T::ONE; coordinates.values.len()];
        coordinates.read(parameters);
        Ok(coordinates)
    }

    /// Appends a parameter, to what stands before it where that is treated alike.
    fn add(&mut self, form: Form, place: Range<usize>, treatment: Treatment, learning_rate: f64) {
        let first = self.values.len();
        let own = first..first + place.len();
        self.values.resize(own.end, T::ZERO);
        match self.spans.last_mut() {
            Some(last) if last.form == form && last.place.end == place.start => last.place.end = place.end,
            _ => self.spans.push(Span { first, place, form }),
        }
        let learning_rate = treatment.learning_rate.unwrap_or(learning_rate);
        let weight_decay = treatment.weight_decay;
        match self.runs.last_mut() {
            Some(last) if last.learning_rate == learning_rate && last.weight_decay == weight_decay => {
                last.place.end = own.end;
            }
            _ => self.runs.push(Run { place: own.clone(), learning_rate, weight_decay }),
        }
        if treatment.l2 != 0.0 {
            match self.penalties.last_mut() {
                Some(last) if last.place.end == own.start => last.place.end = own.end,
                _ => self.penalties.push(Penalty { place: own, l2: treatment.l2 }),
            }
        }
    }

    /// Takes the values from the network: w of a constant under a logistic.
    fn read(&mut self, parameters: &[T]) {
        for span in &self.spans {
            let own = span.first..span.first + span.place.len();
            let values = &mut self.values[own.clone()];
            let parameters = &parameters[span.place.clone()];
            match span.form {
                Form::Free | Form::Rate(_) | Form::Interval(_) => values.copy_from_slice(parameters),
                Form::Logistic(bounds) => {
                    let slopes = &mut self.slopes[own];
                    for ((value, slope), &parameter) in values.iter_mut().zip(slopes).zip(parameters) {
                        let w = coordinate(bounds, parameter.to_f64());
                        *value = T::from_f64(w);
                        *slope = T::from_f64(logistic(bounds, w).1);
                    }
                }
            }
        }
    }

    /// Takes the gradient of the network's parameters over into that of the coordinates: times the slope of the
    /// logistic, plus l2 x value.
    pub(super) fn take_gradient(&mut self, gradient: &[T]) {
        for span in &self.spans {
            let own = span.first..span.first + span.place.len();
            let own_gradient = &mut self.gradient[own.clone()];
            let gradient = &gradient[span.place.clone()];
            match span.form {
                Form::Free | Form::Rate(_) | Form::Interval(_) => own_gradient.copy_from_slice(gradient),
                Form::Logistic(_) => {
                    for ((own, &gradient), &slope) in own_gradient.iter_mut().zip(gradient).zip(&self.slopes[own]) {
                        *own = gradient * slope;
                    }
                }
            }
        }
        for Penalty { place, l2 } in &self.penalties {
            let l2 = T::from_f64(*l2);
            let values = &self.values[place.clone()];
            for (gradient, &value) in self.gradient[place.clone()].iter_mut().zip(values) {
                *gradient += l2 * value;
            }
        }
    }

    /// Brings the network to the coordinates, after projecting those that have left their interval. Returns the first
    /// rate without bounds that has left (0, 2); the network then has it.
    pub(super) fn write(&mut self, parameters: &mut [T]) -> Option<Left> {
        let mut left = None;
        for span in &self.spans {
            let own = span.first..span.first + span.place.len();
            let values = &mut self.values[own.clone()];
            let parameters = &mut parameters[span.place.clone()];
            match span.form {
                Form::Free => parameters.copy_from_slice(values),
                Form::Rate(parameter) => {
                    parameters.copy_from_slice(values);
                    let outside = |value: &T| !(0.0 < value.to_f64() && value.to_f64() < 2.0);
                    let value = values.iter().copied().find(outside).map(Scalar::to_f64);
                    left = left.or(value.map(|value| Left { parameter, value }));
                }
                Form::Interval(bounds) => {
                    // What is not finite is left for the trainer to find.
                    for value in values.iter_mut().filter(|value| value.is_finite() && !bounds.contains(**value)) {
                        *value = bounds.nearest_inside(value.to_f64());
                    }
                    parameters.copy_from_slice(values);
                }
                Form::Logistic(bounds) => {
                    let slopes = &mut self.slopes[own];
                    for ((value, slope), parameter) in values.iter().zip(slopes).zip(parameters) {
                        let (constant, derivative) = logistic(bounds, value.to_f64());
                        *parameter = if value.is_finite() { bounds.nearest_inside(constant) } else { *value };
                        *slope = T::from_f64(derivative);
                    }
                }
            }
        }
        left
    }

    /// What an optimiser takes: runs, values, gradient.
    pub(super) fn parts(&mut self) -> (&[Run], &mut [T], &[T]) {
        (&self.runs, &mut self.values, &self.gradient)
    }
}

/// How a parameter is transformed.
fn form(index: usize, parameter: &Parameter) -> Form {
    let constant = parameter.name.rsplit('.').next().unwrap_or_default();
    let is_rate = matches!(parameter.role, Role::Constant { .. }) && constant.starts_with("alpha_");
    match parameter.bounds {
        Bounds::Free if is_rate => Form::Rate(index),
        Bounds::Free => Form::Free,
        Bounds::Interval { .. } => Form::Interval(parameter.bounds),
        Bounds::Logistic { .. } => Form::Logistic(parameter.bounds),
    }
}

fn check_inside<T: Scalar>(parameter: &Parameter, values: &[T]) -> Result<()> {
    let place = |index: usize| {
        let mut rest = index;
        let mut place: Vec<usize> = parameter.shape.iter().rev().map(|&length| (rest % length, rest /= length).0).collect();
        place.reverse();
        place
    };
    for (index, value) in values.iter().enumerate() {
        let (what, value) = (format!("`{}`", parameter.name), *value);
        if !value.is_finite() {
            return Err(Error::NotFinite { what, index: place(index), value: value.to_f64() });
        }
        if !parameter.bounds.contains(value) {
            let range = parameter.bounds.in_words();
            return Err(Error::OutOfBounds { what, index: place(index), value: value.to_f64(), range });
        }
    }
    Ok(())
}

/// The constant at w, and its derivative: low + (high - low) s, with s = 1 / (1 + exp(-slope w)), and
/// (high - low) slope s (1 - s). Both are formed from exp(-|slope w|), and the constant from the nearer end, so that
/// neither end and no slope is lost to rounding as long as that exponential is a number.
fn logistic(bounds: Bounds, w: f64) -> (f64, f64) {
    let Bounds::Logistic { low, high, slope } = bounds else {
        return (w, 1.0);
    };
    let decay = (-(slope * w).abs()).exp();
    let from_end = (high - low) * decay / (1.0 + decay);
    let constant = if slope * w > 0.0 { high - from_end } else { low + from_end };
    let derivative = (high - low) * slope * decay / ((1.0 + decay) * (1.0 + decay));
    (constant, derivative)
}

/// The w at which the logistic has this value.
fn coordinate(bounds: Bounds, constant: f64) -> f64 {
    let Bounds::Logistic { low, high, slope } = bounds else {
        return constant;
    };
    ((constant - low) / (high - constant)).ln() / slope
}

#[cfg(test)]
mod tests;
