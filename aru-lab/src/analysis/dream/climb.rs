//! The climb: updates of Adam on a sound, and a projection after each.

use aru_runtime::training::optimiser::{Adam, Optimiser, ParameterGroup, Update};
use aru_runtime::{Error, Result};
use ndarray::{Array2, Array3, ArrayView2, Axis};

use super::super::grad_map::{GradMap, Lags};
use super::super::responds::{Responds, column, inputs};
use super::{Dream, Dreamt};

impl Dream {
    /// The dream of a unit of an output.
    pub(in crate::analysis) fn of(self, network: &dyn Responds, output: &str, unit: usize) -> Result<Dreamt> {
        let description = network.description();
        let column = column(description, output, unit)?;
        self.check()?;
        let bounds = self.bounds(description.input_size())?;
        let frame = self.null.frame(description)?;
        let steps = match self.length {
            Some(steps) => steps,
            None => self.usual_length(network, output, unit)?,
        };
        // Feature after feature, since each has a rate of its own.
        let null = Array2::from_shape_fn((frame.len(), steps), |(feature, _)| frame[feature]);
        let mut sound = null.clone();
        project(&mut sound, &bounds);
        let climb = Climb {
            network,
            column,
            settings: &self,
            null: &null,
        };
        let steepest = climb.up(&mut sound, &bounds)?;

        let (_, slope) = climb.derivative(sound.view())?;
        let movable = || {
            let rows = sound.outer_iter().zip(&bounds);
            // Without room between its bounds a number would be at both.
            rows.filter(|(_, [low, high])| low < high)
        };
        let at = |end: usize| {
            movable()
                .map(|(row, bounds)| row.iter().filter(|&&value| value == bounds[end]).count())
                .sum()
        };
        Ok(Dreamt {
            response: climb.response(sound.view())?,
            response_to_null: climb.response(null.view())?,
            at_low: at(0),
            at_high: at(1),
            movable: movable().count() * steps,
            sound: sound.t().as_standard_layout().into_owned(),
            output: output.to_string(),
            unit,
            dt: description.dt,
            inputs: inputs(description),
            slope,
            steepest: steepest.max(slope),
            is_before_activation: self.is_before_activation,
            null: self.null,
        })
    }

    /// Twice as far as the unit's map reaches.
    fn usual_length(&self, network: &dyn Responds, output: &str, unit: usize) -> Result<usize> {
        let (null, lags) = (self.null.clone(), Lags::until_forgotten());
        let map = GradMap::around_null(network, null, lags, (output, Some(unit)))?;
        let [_, reach] = map.usual();
        if map.is_zero() || reach.is_at_least() {
            let found = match map.is_zero() {
                true => "not known, since the gradient map round the null is zero".to_string(),
                false => format!("not known, since the gradient map round the null reaches {reach}"),
            };
            let expected = "give it, `.length(steps)`, or start from another null";
            return Err(Error::setting("the length of the dream", found, expected));
        }
        Ok(2 * reach.steps())
    }
}

struct Climb<'c> {
    network: &'c dyn Responds,
    column: usize,
    settings: &'c Dream,
    /// [feature, step], as sounds are here.
    null: &'c Array2<f64>,
}

impl Climb<'_> {
    /// The largest derivative on the way.
    fn up(&self, sound: &mut Array2<f64>, bounds: &[[f64; 2]]) -> Result<f64> {
        let Dream {
            updates,
            rate,
            l2,
            smoothing,
            is_before_activation,
            ..
        } = *self.settings;
        let steps = sound.ncols();
        let groups: Vec<ParameterGroup> = bounds
            .iter()
            .enumerate()
            .map(|(feature, [low, high])| ParameterGroup {
                place: feature * steps..(feature + 1) * steps,
                learning_rate: rate * (high - low),
                weight_decay: 0.0,
            })
            .collect();
        let adam = Adam::new(rate);
        let mut state = vec![0.0; adam.state_size() * sound.len()];
        let mut steepest = 0.0_f64;
        for number in 1..=updates as u64 {
            let (mut gradient, largest) = self.derivative(sound.view())?;
            steepest = steepest.max(largest);
            if is_before_activation && largest > 0.0 {
                gradient /= largest;
            }
            if l2 > 0.0 {
                gradient.scaled_add(l2, &(&*sound - self.null));
            }
            let (Some(values), Some(gradient)) = (sound.as_slice_mut(), gradient.as_slice()) else {
                unreachable!("both were made in standard layout");
            };
            adam.step(Update {
                number,
                schedule: 1.0,
                groups: &groups,
                values,
                gradient,
                state: &mut state,
            });
            project(sound, bounds);
            if smoothing > 0.0 {
                smooth(sound, smoothing);
            }
        }
        Ok(steepest)
    }

    /// That of minus the response, [feature, step], and its largest number.
    fn derivative(&self, sound: ArrayView2<'_, f64>) -> Result<(Array2<f64>, f64)> {
        let (_, steps) = sound.dim();
        let mut d_outputs = Array3::zeros((1, steps, self.network.description().output_size()));
        d_outputs[[0, steps - 1, self.column]] = -1.0;
        let adjoints = self
            .network
            .pull_back(sound.t().insert_axis(Axis(0)), d_outputs.view())?;
        let gradient = adjoints.index_axis(Axis(0), 0).reversed_axes();
        let gradient = gradient.as_standard_layout().into_owned();
        let largest = gradient.iter().fold(0.0_f64, |most, value| most.max(value.abs()));
        Ok((gradient, largest))
    }

    fn response(&self, sound: ArrayView2<'_, f64>) -> Result<f64> {
        let outputs = self.network.run(sound.t().insert_axis(Axis(0)))?;
        Ok(outputs[[0, sound.ncols() - 1, self.column]])
    }
}

/// Moves what lies outside of the bounds to the nearest.
fn project(sound: &mut Array2<f64>, bounds: &[[f64; 2]]) {
    for (mut row, [low, high]) in sound.outer_iter_mut().zip(bounds) {
        row.mapv_inplace(|value| value.clamp(*low, *high));
    }
}

/// Moves each number by half of the share towards each neighbour in time; at its ends a sound goes on as it is.
fn smooth(sound: &mut Array2<f64>, share: f64) {
    let steps = sound.ncols();
    for mut row in sound.outer_iter_mut() {
        let mut before = row[0];
        for step in 0..steps {
            let now = row[step];
            let after = row[(step + 1).min(steps - 1)];
            row[step] = now + 0.5 * share * ((before - now) + (after - now));
            before = now;
        }
    }
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;

    #[test]
    fn smoothing_is_a_step_of_diffusion() {
        let mut sound = array![[0.0, 4.0, 0.0, 0.0], [1.0, 1.0, 1.0, 1.0]];
        smooth(&mut sound, 0.5);
        assert_eq!(sound, array![[1.0, 2.0, 1.0, 0.0], [1.0, 1.0, 1.0, 1.0]]);
        // Nothing is lost at the ends.
        let mut sound = array![[4.0, 0.0]];
        smooth(&mut sound, 1.0);
        assert_eq!(sound, array![[2.0, 2.0]]);
    }

    #[test]
    fn a_projection_moves_what_is_outside_alone() {
        let mut sound = array![[-2.0, 0.5, 3.0], [-2.0, 0.5, 3.0]];
        project(&mut sound, &[[-1.0, 1.0], [0.0, 4.0]]);
        assert_eq!(sound, array![[-1.0, 0.5, 1.0], [0.0, 0.5, 3.0]]);
    }
}
