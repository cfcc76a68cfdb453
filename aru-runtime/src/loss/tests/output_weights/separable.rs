//! Which losses can have them, and what the others say.

use super::*;

#[test]
fn a_loss_that_takes_all_outputs_together_takes_one_weight_for_them() {
    let net = Net::<f32, 3>::new(1);
    let refusal = |weights: Array3<f32>, targets: Option<Array3<f32>>| {
        let data = data::<f32>(2, 4);
        let targets = targets.unwrap_or(data.targets().to_owned());
        let data = Sequences::new(data.inputs(), targets)
            .unwrap()
            .with_output_weights(weights)
            .unwrap();
        let evaluation = net
            .evaluate(&data)
            .loss_of("choice", &CrossEntropy)
            .loss_of("rate", &Poisson);
        evaluation
            .loss(&MeanSquaredError)
            .map_err(|error| error.to_string())
    };
    let mut weights = output_weights::<f32>(2, 4, 1);
    weights.slice_mut(ndarray::s![.., .., 5..]).fill(2.0);
    // Targets that do not count may be what the loss cannot take.
    let mut targets = data::<f32>(2, 4).targets().to_owned();
    weights[[1, 1, 3]] = 0.0;
    targets[[1, 1, 3]] = -1.0;
    weights.slice_mut(ndarray::s![0, 2, 5..]).fill(0.0);
    targets.slice_mut(ndarray::s![0, 2, 5..]).fill(0.0);
    for (i, t) in [(0, 3), (1, 2), (1, 3)] {
        targets[[i, t, 5]] = 1.0;
        targets.slice_mut(ndarray::s![i, t, 6..]).fill(0.0);
    }
    assert!(
        refusal(weights.clone(), Some(targets.clone()))
            .unwrap()
            .is_finite()
    );
    weights[[1, 2, 6]] = 0.0;
    let error = refusal(weights.clone(), Some(targets.clone())).unwrap_err();
    assert!(
        error.starts_with(
            "cross-entropy cannot score output `choice`: it has one error for all outputs of a step, and at sequence 1, step 2 \
             their weights are 2 and 0; give all of them the same, zero to leave the step out"
        ),
        "{error}"
    );
    weights[[1, 2, 6]] = 2.0;
    weights[[1, 1, 3]] = 1.0;
    let error = refusal(weights, Some(targets)).unwrap_err();
    assert!(error.contains("`rate`") && error.contains("hold -1"), "{error}");
}

/// A separable loss of a user's own, and one that does not say so.
#[test]
fn a_loss_of_ones_own_says_whether_it_is_separable() {
    struct Absolute(bool);
    impl<T: Scalar> Loss<T> for Absolute {
        fn name(&self) -> &'static str {
            "absolute error"
        }
        fn is_separable(&self) -> bool {
            self.0
        }
        fn error(&self, output: &[T], target: &[T], gradient: &mut [T]) -> f64 {
            let share = 1.0 / output.len() as f64;
            let pairs = gradient.iter_mut().zip(output).zip(target);
            let errors = pairs.map(|((gradient, &output), &target)| {
                let error = (output - target).to_f64();
                *gradient = T::from_f64(share * error.signum());
                share * error.abs()
            });
            errors.sum()
        }
    }
    let net = Net::<f64, 3>::new(1);
    for count in [1, 4, 20] {
        let data = weighted::<f64>(count, 5, 2);
        let loss = net.evaluate(&data).loss(&Absolute(true)).unwrap();
        let (outputs, mut sum, mut total) = (net.run(data.inputs()).unwrap(), 0.0, 0.0);
        for ((i, t, f), output) in outputs
            .indexed_iter()
            .filter(|((i, t, _), _)| *t < data.length(*i))
        {
            sum += data.weight_of(i, t, f) * (output - data.targets()[[i, t, f]]).abs();
            total += data.weight_of(i, t, f);
        }
        assert!((loss - sum / total).abs() < 1e-14);
        let report = net.evaluate(&data).check(&Absolute(true)).unwrap();
        assert!(report.error() < 1e-6, "{report}");
        let refused = net
            .evaluate(&data)
            .loss(&Absolute(false))
            .unwrap_err()
            .to_string();
        assert!(refused.contains("says by `is_separable`"), "{refused}");
    }
}

/// It is no number for one feature of several, and only where that counts.
#[test]
fn a_loss_that_is_no_number_is_named_where_it_counts() {
    struct Picky;
    impl Loss<f64> for Picky {
        fn name(&self) -> &'static str {
            "picky loss"
        }
        fn is_separable(&self) -> bool {
            true
        }
        fn error(&self, output: &[f64], target: &[f64], gradient: &mut [f64]) -> f64 {
            let error = MeanSquaredError.error(output, target, gradient);
            // Softplus alone is above a quarter everywhere here.
            let is_rate = |(&output, &target): (&f64, &f64)| target == 7.0 && output > 0.25;
            if output.iter().zip(target).any(is_rate) {
                f64::NAN
            } else {
                error
            }
        }
    }
    for place in [[0, 3, 4], [1, 5, 2], [3, 0, 3]] {
        let data = data::<f64>(5, 7);
        let mut targets = data.targets().to_owned();
        targets[place] = 7.0;
        let data = Sequences::new(data.inputs(), targets).unwrap();
        let mut weights = Array3::from_elem((5, 7, 8), 2.0);
        let fit = |weights: &Array3<f64>| {
            let data = data.clone().with_output_weights(weights).unwrap();
            let mut net = Net::<f64, 3>::new(1);
            let trainer = Trainer::new(Sgd::new(1e-3)).epochs(1).loss_of("rate", Picky);
            { trainer }.fit(&mut net, &data)
        };
        let error = fit(&weights).unwrap_err().to_string();
        assert!(
            error.contains(&format!(
                "its error is NaN at sequence {}, step {}",
                place[0], place[1]
            )),
            "{error}"
        );
        weights[place] = 0.0;
        assert!(fit(&weights).is_ok());
    }
}
