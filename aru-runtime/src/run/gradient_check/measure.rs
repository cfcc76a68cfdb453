//! A derivative by differences, and how well it is known.

use crate::numerics::interrupt::is_unwanted;

/// The widest step, relative to what is moved or to 0.1, whichever is larger; each further one is a quarter of it.
const WIDEST: f64 = 1.0 / 32.0;

/// Steps tried for a parameter: down to about 1e-6, where the rounding of the network begins to count.
const STEPS: usize = 8;

/// Steps tried for an output: a loss is a single expression, and its corners may be near.
const STEPS_OF_LOSS: usize = 14;

/// Where a derivative is measured.
#[derive(Clone, Copy, Debug)]
pub(super) struct At {
    value: f64,
    /// The widest step.
    step: f64,
    steps: usize,
    /// What is differenced, here.
    here: f64,
    /// How much of it may be rounding, beside its last digits.
    noise: f64,
    /// It has a corner right here, where its derivative is by definition the mean of those to either side.
    is_corner: bool,
}

impl At {
    /// A parameter.
    pub(super) fn parameter(value: f64, here: f64, noise: f64) -> Self {
        At {
            value,
            step: WIDEST * value.abs().max(0.1),
            steps: STEPS,
            here,
            noise,
            is_corner: false,
        }
    }

    /// The same where the derivative is the mean of those to either side, which may differ.
    pub(super) fn at_a_corner(self, is_corner: bool) -> Self {
        At { is_corner, ..self }
    }

    /// An output, whose distance from the target says how far its loss bends: steps are as wide as that allows, so that
    /// what they change is more than the rounding of a large loss.
    pub(super) fn output(value: f64, target: f64, here: f64) -> Self {
        let scale = value.abs().max((value - target).abs()).max(0.1);
        At {
            value,
            step: WIDEST * scale,
            steps: STEPS_OF_LOSS,
            here,
            noise: 0.0,
            is_corner: false,
        }
    }
}

/// What differences of the loss tell about its derivative.
#[derive(Clone, Copy, Debug)]
pub(super) struct Measured {
    pub(super) derivative: f64,
    /// How far off it may be.
    pub(super) uncertainty: f64,
    /// The difference between the derivatives to either side: zero unless the loss has a corner right here.
    pub(super) corner: f64,
}

/// The derivative of a function at a place. Central differences of ever smaller steps, each
/// pair extrapolated to step zero (Richardson), end at the two that agree best: wide enough for rounding, narrow
/// enough for curvature and for corners near by.
pub(super) fn measure(at: At, mut loss_at: impl FnMut(f64) -> f64) -> Measured {
    let At { value, mut step, .. } = at;
    let mut best = Measured {
        derivative: f64::NAN,
        uncertainty: f64::INFINITY,
        corner: 0.0,
    };
    let (mut wider, mut wider_mean, mut last) = (None::<Quotients>, None::<f64>, None::<f64>);
    for _ in 0..at.steps {
        if is_unwanted() {
            break;
        }
        let (above, below) = (loss_at(value + step), loss_at(value - step));
        let here = Quotients::new(step, [below, at.here, above], at.noise);
        if let Some(wider) = wider {
            let (mut derivative, mut corner) = here.extrapolated(&wider);
            if at.is_corner {
                // Both sides bend in ways of their own, so that the slope is off by any power of the step.
                let mean = here.extrapolated_mean(&wider);
                derivative = wider_mean.map_or(mean, |wider| (16.0 * mean - wider) / 15.0);
                (wider_mean, corner) = (Some(mean), 0.0);
            }
            if let Some(last) = last {
                let uncertainty = (derivative - last).abs() + here.rounding;
                if uncertainty < best.uncertainty {
                    best = Measured {
                        derivative,
                        uncertainty,
                        corner: (corner.abs() - 4.0 * here.rounding).max(0.0),
                    };
                }
            }
            last = Some(derivative);
        }
        wider = Some(here);
        if best.uncertainty <= 1e-9 * best.derivative.abs() {
            break;
        }
        step /= 4.0;
    }
    best
}

/// Differences of the loss over one step to either side.
#[derive(Clone, Copy, Debug)]
struct Quotients {
    /// The slope from one side to the other: off by a multiple of the square of the step.
    slope: f64,
    /// The slope above less the slope below: a corner, and a multiple of the step.
    bend: f64,
    /// What the rounding of the loss may add to either.
    rounding: f64,
}

impl Quotients {
    fn new(step: f64, [below, here, above]: [f64; 3], noise: f64) -> Self {
        Quotients {
            slope: (above - below) / (2.0 * step),
            bend: (above - 2.0 * here + below) / step,
            rounding: (8.0 * f64::EPSILON * above.abs().max(below.abs()) + noise) / step,
        }
    }

    /// Slope and bend at step zero, from these and those of four times the step.
    fn extrapolated(&self, wider: &Quotients) -> (f64, f64) {
        (
            (16.0 * self.slope - wider.slope) / 15.0,
            (4.0 * self.bend - wider.bend) / 3.0,
        )
    }

    /// Slope at step zero at a corner, but for a multiple of the square of the step.
    fn extrapolated_mean(&self, wider: &Quotients) -> f64 {
        (4.0 * self.slope - wider.slope) / 3.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(value: f64, loss: impl Fn(f64) -> f64) -> Measured {
        measure(At::parameter(value, loss(value), 0.0), loss)
    }

    #[test]
    fn a_smooth_loss_has_a_derivative_and_no_corner() {
        for value in [-3.0, 0.0, 1e-3, 2.0, 50.0] {
            let found = of(value, |x| (5.0 * x).sin() + 7.0);
            assert!(
                (found.derivative - 5.0 * (5.0 * value).cos()).abs() < 1e-9,
                "{value}: {found:?}"
            );
            assert!(
                found.uncertainty < 1e-7 && found.corner < 1e-7,
                "{value}: {found:?}"
            );
        }
    }

    #[test]
    fn a_corner_near_by_is_stepped_around() {
        let found = of(1e-4, |x| if x > 0.0 { 3.0 * x } else { 0.0 });
        assert!(
            (found.derivative - 3.0).abs() < 1e-9 && found.corner < 1e-9,
            "{found:?}"
        );
    }

    #[test]
    fn a_corner_right_here_is_found() {
        let relu = of(0.0, |x: f64| x.max(0.0) + 0.1 * x.exp());
        assert!((relu.corner - 1.0).abs() < 1e-6, "{relu:?}");
        let absolute = of(0.5, |x: f64| 3.0 * (x - 0.5).abs() + x * x);
        assert!((absolute.corner - 6.0).abs() < 1e-6, "{absolute:?}");
    }

    #[test]
    fn a_corner_by_definition_has_the_mean_of_both_sides() {
        let loss = |x: f64| {
            if x > 2.0 {
                (x - 2.0).exp()
            } else {
                (3.0 * (x - 2.0)).sin() + 1.0
            }
        };
        let found = measure(At::parameter(2.0, 1.0, 0.0).at_a_corner(true), loss);
        assert!((found.derivative - 2.0).abs() < 1e-9, "{found:?}");
        assert!(found.uncertainty < 1e-7 && found.corner == 0.0, "{found:?}");
        let smooth = |x: f64| (5.0 * x).sin();
        let found = measure(At::parameter(2.0, smooth(2.0), 0.0).at_a_corner(true), smooth);
        assert!(
            (found.derivative - 5.0 * 10.0_f64.cos()).abs() < 1e-8,
            "{found:?}"
        );
    }

    #[test]
    fn a_corner_nearer_than_any_step_is_not_taken_for_a_derivative() {
        let found = of(1e-9, |x| if x > 0.0 { 3.0 * x } else { 0.0 });
        assert!(found.corner.max(found.uncertainty) > 0.1, "{found:?}");
    }
}
