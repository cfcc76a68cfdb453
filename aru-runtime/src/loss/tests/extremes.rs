//! Outputs at the ends of the range, and what stands beside them.

use super::*;

fn cross_entropy<T: Scalar>(output: [T; 3], target: [T; 3]) -> (f64, [T; 3]) {
    let mut gradient = [T::ZERO; 3];
    let error = CrossEntropy.error(&output, &target, &mut gradient);
    let mut blocks = [Block::ZERO; 3];
    let errors =
        CrossEntropy.error_of_blocks(&output.map(Block::splat), &target.map(Block::splat), &mut blocks);
    assert!(
        errors.iter().all(|&of_lane| of_lane == error),
        "{errors:?}, {error}"
    );
    assert_eq!(blocks.map(|block| block.0[5]), gradient);
    (error, gradient)
}

#[test]
fn logits_further_apart_than_their_type_reaches_have_an_error() {
    let (right, gradient) = cross_entropy([3e38_f32, -3e38, 0.0], [1.0, 0.0, 0.0]);
    assert_eq!((right, gradient), (0.0, [0.0; 3]));
    let (wrong, gradient) = cross_entropy([3e38_f32, -3e38, 0.0], [0.0, 1.0, 0.0]);
    let expected = f64::from(3e38_f32) * 2.0;
    assert!((wrong - expected).abs() <= 1e-12 * expected, "{wrong}");
    assert_eq!(gradient, [1.0, -1.0, 0.0]);
    let (split, _) = cross_entropy([f32::MIN, f32::MAX, f32::MAX], [0.5, 0.5, 0.0]);
    let expected = f64::from(f32::MAX);
    assert!((split - expected).abs() <= 1e-12 * expected, "{split}");
    assert_eq!(cross_entropy([f64::MAX, f64::MIN, 0.0], [1.0, 0.0, 0.0]).0, 0.0);
    let (even, _) = cross_entropy([f64::MAX, f64::MAX, f64::MIN], [0.5, 0.5, 0.0]);
    assert!((even - 2.0_f64.ln()).abs() < 1e-15, "{even}");
}

#[test]
fn a_count_of_zero_or_a_rate_of_zero_has_a_finite_error() {
    for (rate, count) in [
        (0.0_f32, 0.0),
        (0.0, 3.0),
        (1e-45, 1.0),
        (3e38, 0.0),
        (3e38, 1e30),
    ] {
        let mut gradient = [0.0];
        let error = Poisson.error(&[rate], &[count], &mut gradient);
        assert!(
            error.is_finite() && gradient[0].is_finite(),
            "{rate}, {count}: {error}"
        );
    }
}
