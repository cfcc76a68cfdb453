//! Functions of the unit language at the ends of their domain.

use super::Lanes;
use crate::numerics::block::{Block, LANES};
use crate::numerics::dispatch::{Isa, Task, dispatch};
use crate::numerics::layout::Layout;
use crate::numerics::scalar::Scalar;

/// Name, value at minus infinity, value at infinity, value at the largest number, given that.
type Ends<T> = (&'static str, [T; 4]);

struct AtTheEnds<T>(T);

impl<T: Scalar> Task for AtTheEnds<T> {
    type Output = Vec<Ends<T>>;

    #[inline(always)]
    fn run<I: Isa>(self, isa: I) -> Vec<Ends<T>> {
        let lanes = Lanes::<T, I>::new(isa, Layout::ONE);
        let infinity = T::from_f64(f64::INFINITY);
        let mut x = Block::splat(T::from_f64(f64::NAN));
        (x.0[0], x.0[1], x.0[2]) = (-infinity, infinity, self.0);
        let four = |y: Block<T>| [y.0[0], y.0[1], y.0[2], y.0[LANES - 1]];
        vec![
            ("relu", four(lanes.relu(x))),
            ("leaky_relu", four(lanes.leaky_relu(x, 0.0))),
            (
                "leaky_relu of a slope too small",
                four(lanes.leaky_relu(x, 1e-60)),
            ),
            ("elu", four(lanes.elu(x))),
            ("softplus", four(lanes.softplus(x))),
            ("sigmoid", four(lanes.sigmoid(x))),
            ("tanh", four(lanes.tanh(x))),
            ("exp", four(lanes.exp(x))),
        ]
    }
}

fn check<T: Scalar>(largest: T) {
    let infinity = T::from_f64(f64::INFINITY);
    for (name, [low, high, far, nan]) in dispatch(AtTheEnds(largest)) {
        let lowest = match name {
            "elu" | "tanh" => -T::ONE,
            _ => T::ZERO,
        };
        let (highest, of_largest) = match name {
            "sigmoid" | "tanh" => (T::ONE, T::ONE),
            "exp" => (infinity, infinity),
            _ => (infinity, largest),
        };
        if !(name.ends_with("small") && T::NAME == "f64") {
            assert_eq!(low, lowest, "{name} of minus infinity");
        }
        assert_eq!(high, highest, "{name} of infinity");
        assert_eq!(far, of_largest, "{name} of the largest number");
        assert!(nan.to_f64().is_nan(), "{name} of NaN is {nan}");
    }
}

#[test]
fn functions_end_where_their_limits_are() {
    check(f32::MAX);
    check(f64::MAX);
}

/// What -1e60 is in `f32`, and the lowest number that it has.
#[test]
fn relu_of_what_is_far_below_zero_is_zero() {
    struct Relu([f32; 2]);
    impl Task for Relu {
        type Output = [f32; 2];
        #[inline(always)]
        fn run<I: Isa>(self, isa: I) -> [f32; 2] {
            let lanes = Lanes::<f32, I>::new(isa, Layout::ONE);
            self.0.map(|x| lanes.relu(Block::splat(x)).0[3])
        }
    }
    assert_eq!(dispatch(Relu([-1e60_f64 as f32, f32::MIN])), [0.0; 2]);
}

struct Powers(Vec<f64>);

impl Task for Powers {
    type Output = Vec<(f64, f64, f64)>;

    #[inline(always)]
    fn run<I: Isa>(self, isa: I) -> Vec<(f64, f64, f64)> {
        let lanes = Lanes::<f64, I>::new(isa, Layout::ONE);
        let bases = [0.0, 0.3, 1.0, 1.7, 40.0, f64::INFINITY, -0.3, -2.0, f64::NAN];
        let mut all = Vec::new();
        for exponent in self.0 {
            for base in bases {
                let power = lanes.pow(Block::splat(base), exponent).0[LANES - 1];
                all.push((base, exponent, power));
            }
        }
        all
    }
}

#[test]
fn powers_are_those_of_the_platform() {
    let exponents = vec![
        -64.0, -3.0, -2.5, -0.5, -0.3, 0.3, 0.5, 1.5, 2.0, 3.0, 63.5, 64.0, 65.0, 700.5,
    ];
    for (base, exponent, power) in dispatch(Powers(exponents)) {
        let expected = base.powf(exponent);
        let is_right = match expected.is_finite() {
            true => (power - expected).abs() <= 1e-13 * expected.abs(),
            // Below zero and a broken exponent: of minus infinity and zero nobody needs the limit.
            false => power == expected || power.is_nan() && expected.is_nan(),
        };
        assert!(is_right, "{base}^{exponent} is {power}, not {expected}");
    }
}

struct Corners([f64; 2]);

impl Task for Corners {
    type Output = [f64; 6];

    #[inline(always)]
    fn run<I: Isa>(self, isa: I) -> [f64; 6] {
        let lanes = Lanes::<f64, I>::new(isa, Layout::ONE);
        let [a, b] = self.0.map(Block::splat);
        let (one, two) = (Block::splat(1.0), Block::splat(2.0));
        [
            lanes.abs(a),
            lanes.max(a, b),
            lanes.min(a, b),
            lanes.select_above(a, b, one, two),
            lanes.select_at_least(a, b, one, two),
            lanes.sin(a),
        ]
        .map(|block| block.0[LANES - 1])
    }
}

#[test]
fn corners_and_comparisons_with_what_is_no_number() {
    let nan = f64::NAN;
    for (arguments, expected) in [
        ([-1.5, 2.0], [1.5, 2.0, -1.5, 2.0, 2.0, (-1.5_f64).sin()]),
        ([2.0, 2.0], [2.0, 2.0, 2.0, 2.0, 1.0, 2.0_f64.sin()]),
        ([3.0, -2.0], [3.0, 3.0, -2.0, 1.0, 1.0, 3.0_f64.sin()]),
        ([-0.0, 0.0], [0.0, 0.0, 0.0, 2.0, 1.0, -0.0]),
        (
            [f64::NEG_INFINITY, 1.0],
            [f64::INFINITY, 1.0, f64::NEG_INFINITY, 2.0, 2.0, nan],
        ),
        ([nan, 1.0], [nan, nan, nan, 2.0, 2.0, nan]),
    ] {
        for (place, (found, expected)) in dispatch(Corners(arguments)).into_iter().zip(expected).enumerate() {
            let is_right = found == expected || found.is_nan() && expected.is_nan();
            assert!(
                is_right,
                "number {place} of {arguments:?}: {found}, not {expected}"
            );
        }
    }
    let [_, of_second_nan, ..] = dispatch(Corners([1.0, nan]));
    assert!(of_second_nan.is_nan(), "the larger of 1 and what is no number");
}
