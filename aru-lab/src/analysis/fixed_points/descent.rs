//! From a start to a state that stays, by Levenberg's and Marquardt's method, and from where that is caught, by Newton's.
//!
//! Unknown are the states, and one number for each unit of a layer without a state that is read with a delay: in a state
//! that stays, a line holds one value. With g(w) = F(w) - w and G its derivative, J - I with the columns of each line
//! added up, a step solves (G' G + damping I) d = -G' g. It is taken where |g|^2 falls; the damping is then a tenth, else
//! tenfold. Far away that is a small step down, near by one of Newton's.
//!
//! Rectified units make F of pieces, and where two of them meet |g|^2 can be least without being zero: each piece has its
//! steepest descent across the border, and beyond it |g|^2 rises. What ends so, without being slow, goes on by whole steps of
//! Newton's method, whatever |g| does: inside of a piece that is linear one step leads to where its g is zero, which
//! either is the point or lies in another piece. (Qi and Sun, Mathematical Programming 58, 353, 1993: what converges, and
//! how fast, where the derivative is that of the piece.)

use aru_runtime::__private::lab::{StepMap, is_unwanted};
use ndarray::{Array1, Array2};

use super::growth::grows;

/// Damping of the first step.
const DAMPING: f64 = 1e-3;
/// Beyond this no step moves anything.
const MOST_DAMPING: f64 = 1e16;
/// Most steps, failed ones among them.
const MOST_STEPS: usize = 200;
/// Most whole steps from where a search was caught, and how often it is freed so.
const MOST_WHOLE_STEPS: usize = 50;
const MOST_ROUNDS: usize = 3;
/// A residual below which what has not converged is a slow point, relative to the largest number of the state, or 1.
const SLOW: f64 = 1e-6;
/// What a residual of a fixed point may be, relative to the largest number of the state, or 1.
const CONVERGED: f64 = 1e-12;

/// Where a search ended.
#[derive(Clone, Debug)]
pub(super) struct End {
    /// The full state.
    pub(super) state: Vec<f64>,
    /// max |F(z) - z|.
    pub(super) residual: f64,
    pub(super) is_converged: bool,
    /// Whether the derivative there is finite.
    pub(super) has_derivative: bool,
    /// Of a search that found nothing: whether the state that it started from goes on growing.
    pub(super) grows: bool,
}

impl End {
    /// Whether the network hardly moves there, although it is no fixed point.
    pub(super) fn is_slow(&self) -> bool {
        let state = self.state.iter();
        let size = state.fold(1.0, |size: f64, value| size.max(value.abs()));
        !self.is_converged && self.residual < SLOW * size
    }
}

/// The map on unknowns.
#[derive(Clone)]
pub(super) struct Reduced {
    map: StepMap,
}

/// g, and its derivative.
struct Linear {
    residual: Array1<f64>,
    derivative: Array2<f64>,
}

impl Reduced {
    /// Of a map which holds the input.
    pub(super) fn new(map: StepMap) -> Self {
        Reduced { map }
    }

    /// The map itself.
    pub(super) fn map(&self) -> &StepMap {
        &self.map
    }

    /// The same, to be stepped.
    pub(super) fn map_mut(&mut self) -> &mut StepMap {
        &mut self.map
    }

    fn state(&self, unknowns: &Array1<f64>) -> Vec<f64> {
        let unknown_at = self.map.unknown_at().iter();
        unknown_at.map(|&unknown| unknowns[unknown]).collect()
    }

    fn residual_of(&self, unknowns: &Array1<f64>, next: &[f64]) -> Array1<f64> {
        let next = self.map.unknowns().iter().map(|&place| next[place]);
        next.zip(unknowns).map(|(next, now)| next - now).collect()
    }

    fn residual(&mut self, unknowns: &Array1<f64>) -> Array1<f64> {
        let next = self.map.step(&self.state(unknowns));
        self.residual_of(unknowns, &next)
    }

    fn linearise(&mut self, unknowns: &Array1<f64>) -> Linear {
        let (next, mut derivative) = self.map.linearise_held(&self.state(unknowns));
        derivative.diag_mut().mapv_inplace(|value| value - 1.0);
        Linear {
            residual: self.residual_of(unknowns, &next),
            derivative,
        }
    }

    /// Searches from a start.
    pub(super) fn search(&mut self, start: &[f64]) -> End {
        let caught = self.descend(Array1::from(start.to_vec()));
        let mut end = caught.clone();
        for _ in 0..MOST_ROUNDS {
            if end.is_converged {
                return end;
            }
            if end.is_slow() {
                break;
            }
            let here = self.map.unknowns().iter().map(|&place| end.state[place]);
            let Some(there) = self.newton(here.collect()) else {
                break;
            };
            end = self.descend(there);
        }
        if end.is_converged || end.is_slow() {
            return end;
        }
        let start = self.state(&Array1::from(start.to_vec()));
        End {
            grows: grows(&start, |state| self.map.step(state)),
            ..caught
        }
    }

    /// So many whole steps, or fewer where they converge. None where the next is not to be had.
    fn newton(&mut self, mut here: Array1<f64>) -> Option<Array1<f64>> {
        for _ in 0..MOST_WHOLE_STEPS {
            if is_unwanted() {
                return None;
            }
            let linear = self.linearise(&here);
            if largest(&linear.residual) <= CONVERGED * largest(&here).max(1.0) {
                break;
            }
            here += &Normal::of(&linear).step(0.0)?;
        }
        Some(here)
    }

    /// Goes down from a place.
    fn descend(&mut self, mut here: Array1<f64>) -> End {
        let mut linear = self.linearise(&here);
        let mut normal = Normal::of(&linear);
        let mut damping = DAMPING;
        let mut is_converged = false;
        for _ in 0..MOST_STEPS {
            if is_unwanted() {
                break;
            }
            // One step more once it has converged: near by a step squares the residual.
            let was_converged = is_converged;
            is_converged = largest(&linear.residual) <= CONVERGED * largest(&here).max(1.0);
            let is_done = linear.residual.iter().all(|&value| value == 0.0);
            if was_converged || is_done || damping > MOST_DAMPING {
                break;
            }
            let trial = normal.step(damping).map(|step| &here + &step);
            let better = trial.filter(|trial| {
                let residual = self.residual(trial);
                residual.dot(&residual) < linear.residual.dot(&linear.residual)
            });
            match better {
                Some(trial) => {
                    here = trial;
                    linear = self.linearise(&here);
                    normal = Normal::of(&linear);
                    damping /= 10.0;
                }
                None => damping *= 10.0,
            }
        }
        let residual = largest(&linear.residual);
        End {
            is_converged: residual <= CONVERGED * largest(&here).max(1.0),
            has_derivative: linear.derivative.iter().all(|value| value.is_finite()),
            state: self.state(&here),
            residual,
            grows: false,
        }
    }
}

/// The largest magnitude; NaN where there is one.
fn largest(values: &Array1<f64>) -> f64 {
    values
        .iter()
        .fold(0.0, |largest: f64, value| match value.is_nan() {
            true => f64::NAN,
            false if largest.is_nan() => largest,
            false => largest.max(value.abs()),
        })
}

/// G' G and -G' g.
struct Normal {
    matrix: Array2<f64>,
    right: Array1<f64>,
}

impl Normal {
    fn of(linear: &Linear) -> Self {
        let transposed = linear.derivative.t();
        Normal {
            matrix: transposed.dot(&linear.derivative),
            right: -transposed.dot(&linear.residual),
        }
    }

    /// By Cholesky's factors. None where rounding has left the matrix without them, or with numbers that are not finite.
    fn step(&self, damping: f64) -> Option<Array1<f64>> {
        let size = self.right.len();
        let mut factor = self.matrix.clone();
        let rows = factor.as_slice_mut().expect("a product in order");
        for i in 0..size {
            let (above, row) = rows.split_at_mut(i * size);
            row[i] += damping;
            for j in 0..i {
                let other = &above[j * size..=j * size + j];
                let sum: f64 = row[..j].iter().zip(other).map(|(a, b)| a * b).sum();
                row[j] = (row[j] - sum) / other[j];
            }
            let square = row[i] - row[..i].iter().map(|value| value * value).sum::<f64>();
            if !(square > 0.0 && square.is_finite()) {
                return None;
            }
            row[i] = square.sqrt();
        }
        let mut step = self.right.to_vec();
        for i in 0..size {
            let row = &rows[i * size..][..=i];
            let sum: f64 = row[..i].iter().zip(&step).map(|(a, b)| a * b).sum();
            step[i] = (step[i] - sum) / row[i];
        }
        for i in (0..size).rev() {
            step[i] /= rows[i * size + i];
            let value = step[i];
            for (above, factor) in step[..i].iter_mut().zip(&rows[i * size..]) {
                *above -= factor * value;
            }
        }
        let is_finite = step.iter().all(|value| value.is_finite());
        is_finite.then(|| Array1::from(step))
    }
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;

    #[test]
    fn a_step_solves_the_damped_equations() {
        let linear = Linear {
            derivative: array![[2.0, -1.0, 0.5], [0.3, 1.5, -0.2], [-0.4, 0.1, 3.0]],
            residual: array![1.0, -2.0, 0.7],
        };
        let normal = Normal::of(&linear);
        for damping in [0.0, 0.3] {
            let step = normal.step(damping).unwrap();
            let left = normal.matrix.dot(&step) + damping * &step;
            assert!((left - &normal.right).iter().all(|apart| apart.abs() < 1e-14));
        }
        let newton = normal.step(0.0).unwrap();
        let left = linear.derivative.dot(&newton) + &linear.residual;
        assert!(left.iter().all(|value| value.abs() < 1e-14));
        let singular = Linear {
            derivative: Array2::zeros((2, 2)),
            residual: array![1.0, 1.0],
        };
        assert!(Normal::of(&singular).step(0.0).is_none());
    }
}
