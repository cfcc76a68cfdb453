//! Outputs of any unit, and losses of what they emit.

use aru::ndarray::Array3;
use aru::prelude::*;

recurrent_net! {
    unit Sharp {
        constant a;
        y = a * drive;
        emit y;
    }
    struct Any {
        input x: 1;
        output counts: Sharp<2> { a: learn global(1.0); }
        output slow: Aru<1> { alpha_s: 1.0; alpha_r: learn per_unit(0.5); activation: softplus; }
        x -> counts { weights: fixed 1.0; }
        x -> slow;
    }
}

fn data(first: f64) -> Sequences<f64> {
    let inputs = Array3::from_shape_fn((2, 3, 1), |(n, t, _)| if (n, t) == (1, 2) { first } else { 1.0 });
    Sequences::new(inputs, Array3::from_elem((2, 3, 3), 1.0)).unwrap()
}

#[test]
fn counts_of_a_unit_are_scored_where_they_are_rates() {
    let net = Any::<f64>::new(1);
    let loss = net.evaluate(&data(2.0)).loss(&Poisson).unwrap();
    assert!(loss.is_finite());
    net.evaluate(&data(0.0)).gradients(&Poisson).unwrap();
}

#[test]
fn a_rate_below_zero_is_told_with_its_place() {
    let net = Any::<f64>::new(1);
    let expected = "Poisson loss cannot score output `counts`: it is -0.5 at sequence 1, step 2, unit 0; it is a rate, which \
                    is zero or more; let the unit emit what cannot be negative, by `softplus` say, or put bounds on its \
                    constants";
    let data = data(-0.5);
    let evaluation = net.evaluate(&data);
    assert_eq!(evaluation.loss(&Poisson).unwrap_err().to_string(), expected);
    assert_eq!(evaluation.gradients(&Poisson).unwrap_err().to_string(), expected);
    let error = evaluation.loss_by_output(&Poisson).unwrap_err().to_string();
    assert_eq!(error, expected);
    assert_eq!(
        evaluation.input_gradients(&Poisson).unwrap_err().to_string(),
        expected
    );
    assert_eq!(evaluation.check(&Poisson).unwrap_err().to_string(), expected);
    let mut trained = net.clone();
    let mut trainer = Trainer::new(Adam::new(0.01))
        .loss(Poisson)
        .epochs(2)
        .progress(Progress::Silent);
    let error = trainer.fit(&mut trained, &data).unwrap_err().to_string();
    assert!(
        error.contains("counts") && error.contains("it is -0.5 at sequence 1, step 2"),
        "{error}"
    );
}
