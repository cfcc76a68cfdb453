//! The map of one step: by hand, and in company.

use aru::__private::lab::StepMap;
use aru::prelude::*;

recurrent_net! {
    /// The network of Eq. 20.
    struct Paper<const H: usize> {
        input x: 2;
        layer hidden: Aru<H> {
            alpha_s: learn global(0.5) in logistic(0, 1);
            alpha_r: learn global(0.3) in logistic(0, 1);
        }
        output y: 2 { activation: sigmoid; }

        x -> hidden;
        hidden ~> hidden;
        hidden -> y;
    }
}

/// In Eqs. 12 and 13 by hand.
#[test]
fn rows_of_the_jacobian_are_those_of_the_paper() {
    const H: usize = 19;
    let net = Paper::<f64, H>::new(5);
    let mut map = StepMap::new(&net);
    map.hold(&[0.3, -0.7]).unwrap();
    assert_eq!(map.len(), 2 * H);
    let state: Vec<f64> = (0..2 * H).map(|i| (0.9 * i as f64).sin()).collect();
    let (next, jacobian) = map.linearise(&state);
    let (alpha_s, alpha_r) = (net.hidden().alpha_s()[0], net.hidden().alpha_r()[0]);
    let weight = net.hidden_to_hidden().weight().to_vec();
    for i in 0..H {
        let sigmoid = 1.0 / (1.0 + (-next[i]).exp());
        let slope = alpha_r * sigmoid * (1.0 - sigmoid);
        for j in 0..H {
            let same = f64::from(i == j);
            let expected = [
                (1.0 - alpha_s) * same,
                alpha_s * weight[i * H + j],
                slope * (1.0 - alpha_s) * same,
                (1.0 - alpha_r) * same + slope * alpha_s * weight[i * H + j],
            ];
            let found = [(i, j), (i, H + j), (H + i, j), (H + i, H + j)].map(|place| jacobian[place]);
            for (found, expected) in found.into_iter().zip(expected) {
                assert!((found - expected).abs() < 1e-14, "{i} {j}: {found} {expected}");
            }
        }
    }
}

#[test]
fn sixteen_states_step_as_each_alone() {
    let net = Paper::<f32, 4>::new(5);
    let mut map = StepMap::new(&net);
    map.hold(&[0.3, -0.7]).unwrap();
    let states: Vec<f64> = (0..16 * 8).map(|i| (0.3 * i as f64).cos()).collect();
    let together = map.step(&states);
    for (state, next) in states.chunks(8).zip(together.chunks(8)) {
        assert_eq!(map.step(state), next);
    }
}

#[test]
fn inputs_that_do_not_fit_are_refused() {
    let mut map = StepMap::new(&Paper::<f64, 4>::new(5));
    assert_eq!(
        map.hold(&[0.5]).unwrap_err().to_string(),
        "the input has shape [1], expected [2], one number a feature of all inputs side by side"
    );
    assert_eq!(
        map.hold(&[0.5, f64::INFINITY]).unwrap_err().to_string(),
        "the input holds inf at [1]; values must be finite"
    );
}
