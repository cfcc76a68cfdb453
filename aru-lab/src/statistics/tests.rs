//! Numbers of SciPy are those of SciPy 1.17.1 with NumPy 2.4.6; tails of Student's t are the regularised incomplete beta
//! function of mpmath with 40 digits, 17 of which stand here.
#![expect(clippy::excessive_precision)]

use super::t_test::both_tails;
use super::*;

fn message<V: std::fmt::Debug>(result: Result<V>) -> String {
    result.unwrap_err().to_string()
}

#[track_caller]
fn assert_near(found: f64, expected: f64, relative: f64) {
    let far = (found - expected).abs() > relative * expected.abs();
    assert!(!far && found.is_finite(), "{found:e}, expected {expected:e}");
}

#[test]
fn sums_of_a_few_values() {
    let values = [3.0, -1.0, 4.0, 1.5, 9.25];
    assert_eq!(mean(&values).unwrap(), 3.35);
    assert_near(standard_deviation(&values).unwrap(), 3.7980258029665883, 1e-15);
    assert_near(standard_error(&values).unwrap(), 1.6985287751463027, 1e-15);
    assert_eq!(mean(&[0.1; 3]).unwrap(), 0.1);
    assert_eq!(standard_deviation(&[0.1; 7]).unwrap(), 0.0);
    // On a large offset nothing is lost but what the offset itself rounds away.
    let far: Vec<f64> = values.iter().map(|value| value + 1e9).collect();
    assert_near(standard_deviation(&far).unwrap(), 3.7980258029665883, 1e-15);
}

/// `numpy.quantile(values, part)`.
#[test]
fn quantiles_are_those_of_numpy() {
    let values = [3.0, -1.0, 4.0, 1.5, 9.25];
    let expected = [
        (0.0, -1.0),
        (0.1, 0.0),
        (0.25, 1.5),
        (0.5, 3.0),
        (0.6, 3.4),
        (0.9, 7.15),
        (1.0, 9.25),
    ];
    for (part, expected) in expected {
        let found = quantile(&values, part).unwrap();
        assert!(
            (found - expected).abs() < 1e-14,
            "{part}: {found}, expected {expected}"
        );
    }
    assert_eq!(median(&[3.0, 1.0, 2.0, 10.0]).unwrap(), 2.5);
    assert_eq!(quantile(&[7.0], 0.3).unwrap(), 7.0);
    assert_eq!(median(&[f64::MAX, -f64::MAX]).unwrap(), 0.0);
    assert_eq!(
        message(quantile(&values, 50.0)),
        "the part of a quantile is 50; it must lie between 0 and 1; the median is at 0.5"
    );
    assert!(quantile(&values, f64::NAN).is_err());
}

#[test]
fn tails_of_student_are_right_however_small() {
    let tails = [
        (1e-3, 3.0, 0.99926489496946094),
        (0.5, 1.0, 0.70483276469913345),
        (2.0, 10.0, 0.073388034770740366),
        (5.0, 30.5, 2.2358470831133014e-5),
        (12.0, 100.0, 4.3950877156043781e-21),
        (20.0, 59.0, 5.7566030210590538e-28),
        (40.0, 200.0, 2.2487396535202507e-97),
        (1e8, 3.0, 2.2053155816871674e-24),
        (1e-6, 1e4, 0.99999920213538606),
    ];
    for (t, freedom, expected) in tails {
        assert_near(both_tails(t, freedom).unwrap(), expected, 1e-11);
        assert_eq!(both_tails(-t, freedom).unwrap(), both_tails(t, freedom).unwrap());
    }
    // With many more values it is good to fewer digits.
    assert_near(both_tails(1.5, 1e4).unwrap(), 0.13364597182361961, 1e-9);
    assert_near(both_tails(1.9, 1e4).unwrap(), 0.057461856827386065, 1e-9);
    assert_near(both_tails(3.0, 1e5).unwrap(), 0.0027004608840647192, 1e-9);
    assert_near(both_tails(30.0, 1e6).unwrap(), 1.2020094233663438e-197, 1e-8);
    assert_eq!(both_tails(0.0, 5.0).unwrap(), 1.0);
    assert!(message(both_tails(1.0, 0.0)).starts_with("the degrees of freedom is 0; Student's t takes"));
}

/// `ttest_ind(a, b, equal_var=False)` and `ttest_rel(a, c)`.
#[test]
fn t_tests_are_those_of_scipy() {
    let a = [2.1, 3.4, 1.9, 5.6, 4.4, 3.8];
    let welch = welch_t_test(&a, &[1.2, 2.0, 0.7, 3.1]).unwrap();
    assert_near(welch.t, 2.298551940778754, 1e-14);
    assert_near(welch.degrees_of_freedom, 7.7849231519074005, 1e-14);
    assert_near(welch.p, 0.05145516653543667, 1e-12);
    let paired = paired_t_test(&a, &[1.7, 3.0, 2.2, 4.1, 4.0, 2.9]).unwrap();
    assert_near(paired.t, 2.23606797749979, 1e-14);
    assert_eq!(paired.degrees_of_freedom, 5.0);
    assert_near(paired.p, 0.07558681842161241, 1e-12);
}

/// x = sin(k) and y = x + 3 + 0.1 cos(3 k) for k in 0..60.
#[test]
fn p_far_below_rounding_is_that_of_scipy() {
    let x: Vec<f64> = (0..60).map(|k| f64::from(k).sin()).collect();
    let y: Vec<f64> = (0..60)
        .map(|k| f64::from(k).sin() + 3.0 + 0.1 * f64::from(3 * k).cos())
        .collect();
    let welch = welch_t_test(&x, &y).unwrap();
    assert_near(welch.t, -23.08468447924704, 1e-13);
    assert_near(welch.degrees_of_freedom, 117.99807515350054, 1e-13);
    assert_near(welch.p, 1.418017185248774e-45, 1e-11);
    let paired = paired_t_test(&x, &y).unwrap();
    assert_near(paired.t, -333.7365386727605, 1e-12);
    assert_near(paired.p, 2.329769821631233e-98, 1e-10);
    let turned = paired_t_test(&y, &x).unwrap();
    assert_eq!((turned.t, turned.p), (-paired.t, paired.p));
}

#[test]
fn one_sample_of_a_welch_test_may_be_constant() {
    let test = welch_t_test(&[1.0, 2.0, 3.0], &[5.0; 3]).unwrap();
    assert_near(test.t, -5.196152422706632, 1e-14);
    assert_eq!(test.degrees_of_freedom, 2.0);
    assert_near(test.p, 0.03509871864598465, 1e-12);
    assert_eq!(
        message(welch_t_test(&[1.0; 3], &[5.0; 2])),
        "every value of the first slice is 1, and of the second 5; a t test needs values that vary; where nothing was \
         left to chance, state the values themselves"
    );
}

#[test]
fn differences_that_vary_by_rounding_alone_are_refused() {
    // 0.1 + 0.2 and 0.3 are two numbers, and so are the differences.
    let (a, b) = ([0.3, 0.4, 1.1], [0.1, 0.2, 0.9]);
    assert_ne!(a[0] - b[0], a[1] - b[1]);
    assert!(message(paired_t_test(&a, &b)).starts_with("every difference of a pair is 0.19999999999999998"));
    assert!(
        message(welch_t_test(&[0.1 + 0.2, 0.3], &[0.7; 2])).starts_with("every value of the first slice")
    );
    assert!(paired_t_test(&[0.3, 0.4, 1.1], &[0.1, 0.2, 0.9 + 1e-12]).is_ok());
}

/// `spearmanr(a, b)` and `pearsonr(a, b)`.
#[test]
fn correlations_are_those_of_scipy() {
    let a = [1.0, 2.0, 2.0, 3.0, 5.0, 8.0, 8.0, 8.0, 9.0, 10.0];
    let b = [3.0, 1.0, 4.0, 4.0, 2.0, 9.0, 7.0, 7.0, 12.0, 6.0];
    let ranks = spearman(&a, &b).unwrap();
    assert_near(ranks.r, 0.7461622157059679, 1e-14);
    assert_near(ranks.p, 0.013194860302221677, 1e-12);
    let line = pearson(&a, &b).unwrap();
    assert_near(line.r, 0.7711079493249924, 1e-14);
    assert_near(line.p, 0.009014657598401522, 1e-12);
    let b: Vec<f64> = (0..40).map(|k| f64::from(k + (7 * k) % 5)).collect();
    let a: Vec<f64> = (0..40).map(f64::from).collect();
    let ranks = spearman(&a, &b).unwrap();
    assert_near(ranks.r, 0.9932457786116325, 1e-14);
    assert_near(ranks.p, 3.6776751709468636e-37, 1e-10);
    assert_near(pearson(&a, &b).unwrap().p, 1.5417757763865423e-36, 1e-10);
    let falling: Vec<f64> = b.iter().map(|value| -value).collect();
    let turned = spearman(&a, &falling).unwrap();
    assert_near(turned.r, -ranks.r, 1e-15);
    assert_near(turned.p, ranks.p, 1e-12);
}

#[test]
fn one_order_in_both_is_a_correlation_of_one() {
    let (a, b) = ([1.0, 2.0, 3.0, 4.0, 5.0], [2.0, 3.0, 9.0, 11.0, 40.0]);
    assert_eq!(spearman(&a, &b).unwrap(), Correlation { r: 1.0, p: 0.0 });
    assert_eq!(
        pearson(&a, &[0.5, 0.4, 0.3, 0.2, 0.1]).unwrap(),
        Correlation { r: -1.0, p: 0.0 }
    );
    // A zero with a sign is tied with one without: the ranks are 1.5, 1.5, 3 and 1, 2, 3.
    let tied = spearman(&[0.0, -0.0, 1.0], &[1.0, 2.0, 3.0]).unwrap();
    assert_near(tied.r, 0.75_f64.sqrt(), 1e-15);
}

const CLOUD: [[f64; 2]; 7] = [
    [0.9, 0.2],
    [1.4, 0.5],
    [0.3, 0.4],
    [2.0, 0.7],
    [1.1, 0.6],
    [0.8, 1.0],
    [1.6, 1.1],
];

/// Of all 128 ways to swap, 8 are as far from their mirror image as the cloud: counted in Python with the energy
/// distance from its definition, by `scipy.spatial.distance.cdist`.
#[test]
fn a_mirror_test_comes_near_the_exact_chance() {
    let p = mirror_test(&CLOUD, 20_000, 3).unwrap();
    // Four standard errors.
    assert!(
        (p - 8.0 / 128.0).abs() < 4.0 * (0.0625_f64 * 0.9375 / 20_000.0).sqrt(),
        "{p}"
    );
    assert_eq!(mirror_test(&CLOUD, 20_000, 3).unwrap(), p, "the seed decides");
    assert_ne!(mirror_test(&CLOUD, 20_000, 4).unwrap(), p);
    let mirrored = CLOUD.map(|[a, b]| [b, a]);
    assert_eq!(mirror_test(&mirrored, 20_000, 3).unwrap(), p);
}

#[test]
fn a_cloud_that_is_its_own_mirror_image_is_never_unlike() {
    let symmetric: Vec<[f64; 2]> = CLOUD.iter().flat_map(|&[a, b]| [[a, b], [b, a]]).collect();
    assert!(mirror_test(&symmetric, 999, 0).unwrap() > 0.9);
    let diagonal: Vec<[f64; 2]> = (0..9).map(|k| [f64::from(k).sqrt(); 2]).collect();
    assert_eq!(mirror_test(&diagonal, 99, 0).unwrap(), 1.0);
}

#[test]
fn a_mirror_test_sees_more_than_means() {
    // Both coordinates have mean 0, but the first is spread ten times as wide.
    let cloud: Vec<[f64; 2]> = (0..40)
        .map(|k| [2.0 * (f64::from(k) * 2.4).sin(), 0.2 * (f64::from(k) * 1.7).cos()])
        .collect();
    assert!(
        mean(&cloud.iter().map(|[a, b]| a - b).collect::<Vec<_>>())
            .unwrap()
            .abs()
            < 0.1
    );
    // SciPy's cdist and 999 swaps give 0.003.
    assert!(mirror_test(&cloud, 999, 0).unwrap() < 0.01);
}

#[test]
fn sizes_whose_squares_leave_f64_change_nothing() {
    let (a, b) = ([1.0, 2.5, 2.0, 4.0], [1.0, 1.5, 0.5, 2.5]);
    // Powers of two, so that the digits stay.
    for scale in [-1000, 1000].map(|power| 2.0_f64.powi(power)) {
        let (large_a, large_b) = (a.map(|value| scale * value), b.map(|value| scale * value));
        assert_eq!(mean(&large_a).unwrap(), scale * mean(&a).unwrap());
        assert_eq!(
            standard_deviation(&large_a).unwrap(),
            scale * standard_deviation(&a).unwrap()
        );
        assert_eq!(
            welch_t_test(&large_a, &large_b).unwrap(),
            welch_t_test(&a, &b).unwrap()
        );
        assert_eq!(
            paired_t_test(&large_a, &large_b).unwrap(),
            paired_t_test(&a, &b).unwrap()
        );
        assert_eq!(pearson(&large_a, &b).unwrap(), pearson(&a, &b).unwrap());
        assert_eq!(spearman(&a, &large_b).unwrap(), spearman(&a, &b).unwrap());
        let large = CLOUD.map(|pair| pair.map(|value| scale * value));
        assert_eq!(
            mirror_test(&large, 99, 0).unwrap(),
            mirror_test(&CLOUD, 99, 0).unwrap()
        );
    }
    assert_eq!(mean(&[f64::MAX; 3]).unwrap(), f64::MAX);
    assert_eq!(mean(&[0.0; 3]).unwrap(), 0.0);
    assert_eq!(standard_deviation(&[0.0; 3]).unwrap(), 0.0);
    assert!(
        paired_t_test(&[f64::MAX, -f64::MAX, 0.0], &[-f64::MAX, f64::MAX, 1.0])
            .unwrap()
            .p
            > 0.9
    );
    let least = f64::from_bits(1);
    assert_eq!(
        standard_deviation(&[least, 5.0 * least, 9.0 * least]).unwrap(),
        4.0 * least
    );
}

#[test]
fn values_that_cannot_be_compared_are_refused() {
    assert_eq!(
        message(mean(&[])),
        "the length of the slice of values is 0; a mean needs at least one value"
    );
    assert_eq!(
        message(standard_deviation(&[1.0])),
        "the length of the slice of values is 1; a standard deviation needs at least 2 values"
    );
    assert_eq!(
        message(median(&[1.0, f64::NAN])),
        "the slice of values holds NaN at [1]; values must be finite"
    );
    let wide = message(standard_deviation(&[f64::MAX, -f64::MAX]));
    assert!(
        wide.starts_with("the standard deviation is inf; it is too large for f64"),
        "{wide}"
    );
    assert!(
        message(welch_t_test(&[1.0, 2.0], &[1.0]))
            .starts_with("the length of the second slice of values is 1")
    );
    assert_eq!(
        message(paired_t_test(&[1.0, 2.0], &[1.0, 2.0, 3.0])),
        "the second slice of values has shape [3], expected [2], as many as in the first: a paired t test compares pairs"
    );
    let infinite = message(spearman(&[1.0, 2.0, 3.0], &[1.0, f64::INFINITY, 2.0]));
    assert!(
        infinite.starts_with("the second slice of values holds inf at [1]"),
        "{infinite}"
    );
    assert!(
        message(pearson(&[1.0, 2.0], &[2.0, 1.0])).ends_with("Pearson's correlation needs at least 3 values")
    );
    assert_eq!(
        message(spearman(&[2.0; 3], &[1.0, 2.0, 3.0])),
        "every value of the first slice is 2; only what varies can go together with something"
    );
    assert!(message(mirror_test(&[[1.0, 2.0]], 99, 0)).starts_with("the number of points is 1"));
    assert!(message(mirror_test(&CLOUD, 0, 0)).starts_with("the number of permutations is 0"));
    let broken = mirror_test(&[[1.0, 2.0], [0.0, f64::NAN]], 99, 0);
    assert_eq!(
        message(broken),
        "the slice of points holds NaN at [1, 1]; values must be finite"
    );
}
