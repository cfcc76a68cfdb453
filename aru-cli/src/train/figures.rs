//! The figures of a fit: its course, and what it predicts.

use std::path::Path;

use aru::description::Description;
use aru::ndarray::{Array3, ArrayView1, s};
use aru::plot::{Figure, Panels};
use aru::{Scalar, Sequences};

use super::fitting::Fitted;
use crate::constants::as_time;
use crate::failure::Outcome;
use crate::measures::{Loss, names_of_features};

/// Up to so many outputs, or constants, are drawn.
const SHOWN: usize = 6;

/// Losses over the epochs, and the course of each rate constant of the best.
pub fn training<T: Scalar>(fitted: &[Fitted<T>], best: usize, dt: Option<f64>, path: &Path) -> Outcome {
    let chosen = &fitted[best].history;
    let epochs = |history: &aru::prelude::History| -> Vec<usize> {
        history.epochs().iter().map(|epoch| epoch.epoch).collect()
    };
    let validated = chosen.best().is_some();
    let loss_of = |history: &aru::prelude::History| -> Vec<f64> {
        let losses = history.epochs().iter().map(|epoch| match validated {
            true => epoch.validation_loss.unwrap_or(epoch.train_loss),
            false => epoch.train_loss,
        });
        losses.collect()
    };
    let mut figure = Figure::new("Training").x_label("Epoch").y_label("Loss");
    let mut others = "other seeds";
    for (number, fit) in fitted.iter().enumerate() {
        if number != best && !fit.history.is_empty() {
            let figure_of = figure.line(others, epochs(&fit.history), loss_of(&fit.history));
            figure = figure_of.grey().opacity(0.5);
            others = "";
        }
    }
    let training: Vec<f64> = chosen.epochs().iter().map(|epoch| epoch.train_loss).collect();
    figure = figure.line("training", epochs(chosen), training);
    if let Some(best) = chosen.best() {
        figure = figure
            .line("validation", epochs(chosen), loss_of(chosen))
            .vertical("kept", best.epoch);
    }
    let mut panels = vec![figure];
    panels.extend(constants(fitted, best, dt));
    Ok(Panels::new(panels).save(path)?)
}

/// The course of the rate constants: as time constants where the length of a step is known.
fn constants<T: Scalar>(fitted: &[Fitted<T>], best: usize, dt: Option<f64>) -> Option<Figure> {
    let Fitted { net, history, .. } = &fitted[best];
    let description = aru::Network::description(net);
    let rates = history.constants().iter().filter(|name| {
        let parameter = description.parameter(name);
        parameter.is_some_and(|parameter| parameter.learn && description.is_rate(parameter))
    });
    let figure = match dt {
        Some(_) => Figure::new("Learned time constants: dt over the mean rate constant")
            .y_label("Time constant (ms)"),
        None => Figure::new("Learned rate constants: the mean over units").y_label("Rate constant"),
    };
    let mut figure = figure.x_label("Epoch");
    let mut drawn = 0;
    for name in rates.take(SHOWN) {
        let Some(values) = history.constant(name) else {
            continue;
        };
        let epochs = history.epochs().iter().map(|epoch| epoch.epoch);
        figure = match dt {
            Some(dt) => {
                let taus: Vec<f64> = values.iter().map(|alpha| 1000.0 * dt / alpha).collect();
                figure.line(as_time(name), epochs, taus)
            }
            None => figure.line(name.as_str(), epochs, values),
        };
        drawn += 1;
    }
    (drawn > 0).then_some(figure)
}

/// What is drawn of a prediction.
pub struct Prediction<'a, T> {
    /// `test`, `validation` or `training`.
    pub part: &'static str,
    /// In the units of the data; logits of choices.
    pub predicted: &'a Array3<T>,
    pub measured: &'a Sequences<T>,
    /// The same targets in the units of the data.
    pub targets: &'a Array3<T>,
    pub loss: Loss,
    pub dt: Option<f64>,
}

impl<T: Scalar> Prediction<'_, T> {
    /// Measured and predicted, of the first sequence: a second of it, or as much as there is.
    pub fn draw(&self, description: &Description, path: &Path) -> Outcome {
        let (_, steps, features) = self.predicted.dim();
        let sequence = 0;
        let counts = |step: usize| self.measured.weight(sequence, step) > T::ZERO;
        let end = self.measured.length(sequence);
        let first = (0..end).find(|&step| counts(step)).unwrap_or(0);
        let first = if self.loss == Loss::CrossEntropy { 0 } else { first };
        let second = self.dt.map_or(500, |dt| (1.0 / dt).min(1e6) as usize).max(100);
        let shown = first..end.min(first.saturating_add(second)).min(steps);
        let names = names_of_features(description);
        if self.loss == Loss::CrossEntropy {
            return self.draw_choice(shown, &names, path);
        }
        let panels = (0..features.min(SHOWN)).map(|feature| {
            let times: Vec<f64> = shown.clone().map(|step| self.time(step)).collect();
            let predicted: Vec<f64> = self.column(self.predicted, feature, &shown);
            let measured: Vec<f64> = self.column(self.targets, feature, &shown);
            let there = shown.clone().zip(times.iter().zip(measured));
            let there: Vec<(f64, f64)> = there
                .filter(|(step, _)| counts(*step))
                .map(|(_, (&time, value))| (time, value))
                .collect();
            let figure = Figure::new(format!("{}: {}", self.part, names[feature])).x_label(self.x_label());
            let figure = match self.loss {
                Loss::Poisson => {
                    let top = predicted.iter().copied().fold(0.0, f64::max);
                    let spikes: Vec<f64> = there
                        .iter()
                        .filter(|(_, count)| *count > 0.0)
                        .map(|(t, _)| *t)
                        .collect();
                    let above = vec![1.1 * top; spikes.len()];
                    let figure = figure.y_label("Expected count a step");
                    if spikes.is_empty() {
                        figure
                    } else {
                        figure.points("counts above 0", spikes, above)
                    }
                }
                _ => {
                    let (x, y): (Vec<f64>, Vec<f64>) = there.into_iter().unzip();
                    let figure = figure.y_label(names[feature].as_str());
                    if x.is_empty() {
                        figure
                    } else {
                        figure.line("measured", x, y)
                    }
                }
            };
            figure.line("predicted", times, predicted)
        });
        Ok(Panels::new(panels.collect::<Vec<_>>()).save(path)?)
    }

    /// The probability of each class over the first sequence.
    fn draw_choice(&self, shown: std::ops::Range<usize>, names: &[String], path: &Path) -> Outcome {
        let true_class = (0..names.len())
            .find(|&class| self.targets[[0, shown.start, class]] > T::from_f64(0.5))
            .map_or_else(String::new, |class| format!(", which is {class}"));
        let mut figure = Figure::new(format!(
            "{}: probability of each class of one sequence{true_class}",
            self.part
        ))
        .x_label(self.x_label())
        .y_label("Probability")
        .y_range(0.0, 1.0);
        let probabilities: Vec<Vec<f64>> = shown
            .clone()
            .map(|step| softmax(self.predicted.slice(s![0, step, ..])))
            .collect();
        for (class, name) in names.iter().enumerate().take(SHOWN) {
            let times = shown.clone().map(|step| self.time(step));
            figure = figure.line(name.as_str(), times, probabilities.iter().map(|of| of[class]));
        }
        Ok(figure.save(path)?)
    }

    fn column(&self, array: &Array3<T>, feature: usize, shown: &std::ops::Range<usize>) -> Vec<f64> {
        let values = array.slice(s![0, shown.clone(), feature]);
        values.iter().map(|value| value.to_f64()).collect()
    }

    fn time(&self, step: usize) -> f64 {
        self.dt.map_or(step as f64, |dt| step as f64 * dt)
    }

    fn x_label(&self) -> &'static str {
        match self.dt {
            Some(_) => "Time (s)",
            None => "Step",
        }
    }
}

fn softmax<T: Scalar>(logits: ArrayView1<'_, T>) -> Vec<f64> {
    let top = logits
        .iter()
        .map(|logit| logit.to_f64())
        .fold(f64::NEG_INFINITY, f64::max);
    let parts: Vec<f64> = logits.iter().map(|logit| (logit.to_f64() - top).exp()).collect();
    let sum: f64 = parts.iter().sum();
    parts.into_iter().map(|part| part / sum).collect()
}
