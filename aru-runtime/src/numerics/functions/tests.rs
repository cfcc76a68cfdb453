//! Every function against a reference, on every instruction set of the machine.
//!
//! The reference of `f32` is the standard library's `f64`; that of `f64` is arithmetic in pairs of `f64`, which shares
//! neither code nor coefficients with what it judges.

mod double_double;

use self::double_double::Scaled;
use crate::numerics::dispatch::{InstructionSet, Isa, Task, dispatch_with};
use crate::numerics::functions::Functions;
use crate::numerics::scalar::Scalar;

/// A function, its reference and its bound.
struct Case {
    name: &'static str,
    function: Function,
    reference: fn(f64) -> f64,
    exact: fn(f64) -> Scaled,
    /// Worst error in ULP in `f32` and `f64`: the numbers of the documentation.
    bounds: (f64, f64),
    /// Arguments below it (in `f32`, in `f64`) are left out.
    from: (f64, f64),
}

#[derive(Clone, Copy, Debug)]
enum Function {
    Exp,
    ExpM1,
    Ln,
    Sqrt,
    Sigmoid,
    Tanh,
    Softplus,
}

const EVERYWHERE: (f64, f64) = (f64::NEG_INFINITY, f64::NEG_INFINITY);

const CASES: [Case; 7] = [
    Case {
        name: "exp",
        function: Function::Exp,
        reference: f64::exp,
        exact: double_double::exp,
        bounds: (1.5, 1.5),
        from: EVERYWHERE,
    },
    Case {
        name: "exp_m1",
        function: Function::ExpM1,
        reference: f64::exp_m1,
        exact: double_double::exp_m1,
        bounds: (2.5, 2.5),
        from: EVERYWHERE,
    },
    Case {
        name: "ln",
        function: Function::Ln,
        reference: f64::ln,
        exact: double_double::ln,
        bounds: (1.0, 1.0),
        from: (0.0, 0.0),
    },
    Case {
        name: "sqrt",
        function: Function::Sqrt,
        reference: f64::sqrt,
        exact: double_double::sqrt,
        // Half a unit, and what the rounding of the reference adds.
        bounds: (0.501, 0.501),
        from: (0.0, 0.0),
    },
    Case {
        name: "sigmoid",
        function: Function::Sigmoid,
        reference: |x| 1.0 / (1.0 + (-x).exp()),
        exact: double_double::sigmoid,
        bounds: (2.5, 2.5),
        // Below, the result is subnormal.
        from: (-87.336, -708.396),
    },
    Case {
        name: "tanh",
        function: Function::Tanh,
        reference: f64::tanh,
        exact: double_double::tanh,
        bounds: (3.0, 3.0),
        from: EVERYWHERE,
    },
    Case {
        name: "softplus",
        function: Function::Softplus,
        reference: |x| x.max(0.0) + (-x.abs()).exp().ln_1p(),
        exact: double_double::softplus,
        bounds: (3.0, 3.0),
        from: EVERYWHERE,
    },
];

/// The function of each number.
struct Apply<'a, T> {
    function: Function,
    numbers: &'a mut [T],
}

impl<T: Scalar> Task for Apply<'_, T> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa>(self, isa: I) {
        let numbers = self.numbers.iter_mut();
        match self.function {
            Function::Exp => numbers.for_each(|x| *x = Functions::exp(*x, isa)),
            Function::ExpM1 => numbers.for_each(|x| *x = Functions::exp_m1(*x, isa)),
            Function::Ln => numbers.for_each(|x| *x = Functions::ln(*x, isa)),
            Function::Sqrt => numbers.for_each(|x| *x = Functions::sqrt(*x)),
            Function::Sigmoid => numbers.for_each(|x| *x = Functions::sigmoid(*x, isa)),
            Function::Tanh => numbers.for_each(|x| *x = Functions::tanh(*x, isa)),
            Function::Softplus => numbers.for_each(|x| *x = Functions::softplus(*x, isa)),
        }
    }
}

fn apply<T: Scalar>(set: InstructionSet, function: Function, arguments: &[T]) -> Vec<T> {
    let mut numbers = arguments.to_vec();
    dispatch_with(
        set,
        Apply {
            function,
            numbers: &mut numbers,
        },
    );
    numbers
}

/// The largest error seen, and where.
#[derive(Clone, Copy, Default)]
struct Worst {
    ulp: f64,
    at: f64,
}

impl Worst {
    fn see(&mut self, ulp: f64, at: f64) {
        // An error that is NaN must count, and stay.
        if ulp.is_nan() || ulp > self.ulp {
            *self = Worst { ulp, at };
        }
    }
}

/// 2^128: what infinity counts as in `f32`, and the most that is wanted of it.
const BEYOND: f64 = 2.0 * (1_u128 << 127) as f64;

/// A result of `f32` that is wanted, and the units in the last place that make up 1.
struct Wanted {
    x: f64,
    value: f64,
    ulps_of_one: f64,
}

impl Wanted {
    fn new(x: f64, value: f64) -> Self {
        let value = value.clamp(-BEYOND, BEYOND);
        let exponent = (value.to_bits() >> 52 & 0x7ff).clamp(1023 - 126, 1023 + 127);
        let ulps_of_one = f64::from_bits((2 * 1023 + 23 - exponent) << 52);
        Wanted {
            x,
            value,
            ulps_of_one,
        }
    }

    fn ulp_error(&self, got: f32) -> f64 {
        (f64::from(got).clamp(-BEYOND, BEYOND) - self.value).abs() * self.ulps_of_one
    }
}

/// The worst error of each set, in the order of `InstructionSet::available`.
type Worsts = Vec<Worst>;

fn worst_f32(case: &Case, arguments: &[f32]) -> Worsts {
    let counted = arguments
        .iter()
        .map(|&x| f64::from(x))
        .filter(|&x| x >= case.from.0);
    let wanted: Vec<Wanted> = counted.map(|x| Wanted::new(x, (case.reference)(x))).collect();
    let arguments: Vec<f32> = wanted.iter().map(|wanted| wanted.x as f32).collect();
    let of_set = |set| {
        let mut worst = Worst::default();
        for (wanted, got) in wanted.iter().zip(apply(set, case.function, &arguments)) {
            worst.see(wanted.ulp_error(got), wanted.x);
        }
        worst
    };
    InstructionSet::available().map(of_set).collect()
}

fn worst_f64(case: &Case, arguments: &[f64]) -> Worsts {
    let arguments: Vec<f64> = arguments.iter().copied().filter(|&x| x >= case.from.1).collect();
    let wanted: Vec<Scaled> = arguments.iter().map(|&x| (case.exact)(x)).collect();
    let of_set = |set| {
        let mut worst = Worst::default();
        for ((&x, want), got) in arguments
            .iter()
            .zip(&wanted)
            .zip(apply(set, case.function, &arguments))
        {
            worst.see(want.ulp_error(got), x);
        }
        worst
    };
    InstructionSet::available().map(of_set).collect()
}

fn check(case: &Case, scalar: &str, bound: f64, worsts: &Worsts) {
    for (set, worst) in InstructionSet::available().zip(worsts) {
        let found = format!(
            "{} {scalar} {set}: {:.3} ULP at {:e}",
            case.name, worst.ulp, worst.at
        );
        println!("{found}");
        assert!(worst.ulp <= bound, "{found}, the bound is {bound}");
    }
}

/// Numbers of every magnitude and both signs: bit patterns at an odd distance.
fn every_magnitude_f32() -> Vec<f32> {
    let bits = (0..=u32::MAX).step_by(16_381);
    bits.map(f32::from_bits).filter(|x| !x.is_nan()).collect()
}

/// Numbers of every magnitude, then as many where the functions have their curves.
fn every_magnitude_f64() -> Vec<f64> {
    let bits = (0..=u64::MAX).step_by((1 << 48) + 12_345_678_901);
    let magnitudes = bits.map(f64::from_bits).filter(|x| !x.is_nan());
    let curves = (-100_000..=100_000).map(|i| f64::from(i) * 4.000_001e-4);
    let range = (-100_000..=100_000).map(|i| f64::from(i) * 7.600_001e-3);
    magnitudes.chain(curves).chain(range).collect()
}

#[test]
fn f32_is_within_the_documented_bounds() {
    let arguments = every_magnitude_f32();
    for case in &CASES {
        check(case, "f32", case.bounds.0, &worst_f32(case, &arguments));
    }
}

#[test]
fn f64_is_within_the_documented_bounds() {
    let arguments = every_magnitude_f64();
    for case in &CASES {
        check(case, "f64", case.bounds.1, &worst_f64(case, &arguments));
    }
}

/// `cargo test --release -p aru-runtime every_f32 -- --ignored --nocapture`: a quarter of an hour.
#[test]
#[ignore = "visits all 2^32 numbers"]
fn every_f32_is_within_the_documented_bounds() {
    for case in &CASES {
        let mut worsts = vec![Worst::default(); InstructionSet::available().count()];
        for high in 0..=0xffff_u32 {
            let numbers: Vec<f32> = (0..=0xffff).map(|low| f32::from_bits(high << 16 | low)).collect();
            if numbers[1].is_nan() {
                assert_all_nan(case.function, &numbers[1..]);
                continue;
            }
            for (worst, here) in worsts.iter_mut().zip(worst_f32(case, &numbers)) {
                worst.see(here.ulp, here.at);
            }
        }
        check(case, "f32", case.bounds.0, &worsts);
    }
}

fn assert_all_nan<T: Scalar>(function: Function, nans: &[T]) {
    for set in InstructionSet::available() {
        let images = apply(set, function, nans);
        assert!(
            images.iter().all(|image| image.to_f64().is_nan()),
            "{function:?} {set} of NaN"
        );
    }
}

/// What each function gives at NaN of several payloads, and at the ends of the line.
fn limits<T: Scalar>(nans: &[T], infinity: T) {
    let one = |set, function, x: T| apply(set, function, &[x; 16])[0];
    for case in &CASES {
        assert_all_nan(case.function, nans);
    }
    for set in InstructionSet::available() {
        let expected = [
            (Function::Exp, 0.0, f64::INFINITY),
            (Function::ExpM1, -1.0, f64::INFINITY),
            (Function::Sigmoid, 0.0, 1.0),
            (Function::Tanh, -1.0, 1.0),
            (Function::Softplus, 0.0, f64::INFINITY),
            (Function::Ln, f64::NAN, f64::INFINITY),
            (Function::Sqrt, f64::NAN, f64::INFINITY),
        ];
        for (function, below, above) in expected {
            let at = |x| one(set, function, x).to_f64();
            assert_eq!(at(infinity), above);
            assert!(at(-infinity) == below || at(-infinity).is_nan() && below.is_nan());
        }
        let at = |function, x: f64| one(set, function, T::from_f64(x)).to_f64();
        assert_eq!(at(Function::Ln, 0.0), f64::NEG_INFINITY);
        assert_eq!(at(Function::Ln, -0.0), f64::NEG_INFINITY);
        assert!(at(Function::Ln, -1.0).is_nan());
        assert_eq!(at(Function::Ln, 1.0), 0.0);
        assert_eq!(at(Function::Exp, 0.0), 1.0);
        assert_eq!(at(Function::Sigmoid, 0.0), 0.5);
        assert_eq!(at(Function::Sigmoid, -1e30), 0.0);
        assert_eq!(at(Function::Sigmoid, 1e30), 1.0);
        assert!(at(Function::Tanh, -0.0).is_sign_negative());
        assert_eq!(at(Function::Tanh, 1e30), 1.0);
    }
}

#[test]
fn nan_stays_nan_and_infinities_give_the_limits() {
    let nans = [0x7fc0_0000, 0x7fc0_0001, 0xffc1_2345, 0x7fff_ffff, 0xffff_ffff].map(f32::from_bits);
    limits(&nans, f32::INFINITY);
    let quiet = 0x7ff8_0000_0000_0000_u64;
    let nans = [
        quiet,
        quiet | 1,
        quiet | 0x8000_0000_1234_5678,
        u64::MAX >> 1,
        u64::MAX,
    ]
    .map(f64::from_bits);
    limits(&nans, f64::INFINITY);
}

/// Below the normal range a sigmoid has no relative accuracy left to promise: it must fall to 0 and never rise.
#[test]
fn sigmoid_falls_to_zero() {
    for set in InstructionSet::available() {
        let arguments: Vec<f32> = (0..=4000).map(|i| -87.0 - i as f32 * 0.001).collect();
        let images = apply(set, Function::Sigmoid, &arguments);
        assert!(images.windows(2).all(|pair| pair[1] <= pair[0] * 1.0001), "{set}");
        for (x, image) in arguments.iter().zip(&images) {
            let exact = f64::from(*x).exp();
            assert!(
                (f64::from(*image) - exact).abs() <= 4.3e-39,
                "{set}: sigmoid({x}) = {image:e}"
            );
        }
        assert_eq!(*images.last().unwrap(), 0.0);
    }
}
