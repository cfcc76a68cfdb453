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
