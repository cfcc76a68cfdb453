//! Items of a user's crate that are called like what emitted code has of its own: constants, statics, unit structs,
//! variants, types, macros and derives.
#![no_implicit_prelude]
#![allow(
    non_upper_case_globals,
    non_camel_case_types,
    non_snake_case,
    dead_code,
    unused_imports,
    unused_macros,
    clippy::upper_case_acronyms
)]

// Locals and parameters of functions.
const steps: u8 = 1;
const seed: u8 = 1;
const values: u8 = 1;
const current: u8 = 1;
const d_current: u8 = 1;
const x: u8 = 1;
const hidden: u8 = 1;
const hidden_bias: u8 = 1;
static t: u8 = 1;
static lanes: u8 = 1;
static mut parameters: u8 = 1;
struct unit;
struct delay;
struct part(u8);
struct alpha_s;
enum Variants {
    gradients,
    adjoints(u8),
    rate_now,
}
use self::Variants::*;
fn current_now() {}

// Types.
struct usize;
struct u64;
struct f32;
struct f64;
struct bool;
struct str;
struct Vec;
struct Option;
struct Cow;
struct Some;
struct None;
trait Copy {}
trait Iterator {}
trait Scalar {}
trait Declared {}
trait Network {}
struct T;
struct U;
struct I;
struct TRACE;
struct Layer_hidden;
mod core {}
mod std {}
mod alloc {}
mod aru {}
mod __data {}

// Macros.
macro_rules! assert {
    () => {};
}
macro_rules! panic {
    () => {};
}
macro_rules! vec {
    () => {};
}
// A derive called like one of ours, and an attribute called `derive`.
use ::core::hash::Hash as Clone;
use ::core::hash::Hash as Debug;

mod sizes {
    pub const T: ::core::primitive::usize = 4;
    pub const hidden: ::core::primitive::usize = 3;
}

impl T {
    const SIZE: ::core::primitive::usize = 2;
}

// Sizes too may be called like that.
const unit_size: ::core::primitive::usize = 2;
const delay_: ::core::primitive::usize = 2;

::aru::recurrent_net! {
    unit Own {
        constant lanes, alpha_s;
        current = (1 - alpha_s) * prev(current) + alpha_s * drive * lanes;
        t = exp(current) / (1 + exp(current));
        emit t;
    }
    pub struct Net<const H: usize> {
        dt: 1 ms;
        input x: unit_size;
        input seed: T::SIZE;
        layer hidden: Aru<H> {
            tau_s: learn global(20 ms) in logistic(1 ms, 1 s);
            alpha_r: learn per_unit(0.5) in logistic(0, 1);
            initial: learn;
        }
        layer steps: Own<sizes::T> { lanes: learn global(0.5); alpha_s: fixed global(0.5); }
        layer t: Gru<sizes::hidden>;
        output y: delay_;

        x -> hidden { delays: 0..3; }
        seed -> steps -> t -> hidden;
        hidden -> y;
        hidden ~> hidden { delays: [1, 2]; }
        y ~> hidden;
    }
}

/// Networks whose own names are those of what is emitted for them.
mod names {
    ::aru::recurrent_net! {
        struct Layer_hidden<const Layer_y: usize, const Output_y: usize> {
            input x: Layer_y;
            layer hidden: Aru<Output_y> { alpha_s: 1.0; alpha_r: 0.5; }
            output y: 1;
            x -> hidden -> y;
        }
        struct f32 { input x: 1; output y: 1; x -> y; }
        struct Vec { input x: 1; output y: 1; x -> y; }
        struct Option { input x: 1; output y: 1; x -> y; }
    }

    pub fn made() {
        let _ = Layer_hidden::<::core::primitive::f32, 1, 2>::new(1)
            .hidden()
            .alpha_r_is_folded();
        let _ = (
            f32::<::core::primitive::f64>::new(1),
            Vec::<::core::primitive::f64>::new(1),
        );
        let _ = Option::<::core::primitive::f64>::new(1).y().bias();
    }

    trait Folded {
        fn alpha_r_is_folded(&self) -> ::core::primitive::bool;
    }

    impl<Any> Folded for Any {
        fn alpha_r_is_folded(&self) -> ::core::primitive::bool {
            true
        }
    }
}

/// Impls of the user's on the network, with the names of what ours have.
impl<X, const H: ::core::primitive::usize> Net<X, H> {
    const LENGTHS: ::core::primitive::usize = 1;
    const FORMS: ::core::primitive::usize = 1;
    const PLAN: ::core::primitive::usize = 1;
}

/// In a function items are found as well.
fn in_a_function() {
    const t: u8 = 1;
    const steps: u8 = 1;
    struct values;
    const SIZE: ::core::primitive::usize = 2;

    ::aru::recurrent_net! {
        struct Local {
            input x: SIZE;
            layer hidden: Elman<SIZE>;
            output y: 1;
            x -> hidden -> y;
            hidden ~> hidden;
        }
    }
    let _ = Local::<::core::primitive::f64>::new(1);
}

fn main() {
    let net = <Net<::core::primitive::f32, 4> as ::aru::Declared>::new(1);
    ::core::assert_eq!(net.hidden().tau_s().len(), 1);
    ::core::assert_eq!(net.steps().lanes(), [0.5]);
    ::core::assert_eq!(net.steps_to_t().weight().len(), 3 * 3 * 4);
    names::made();
    in_a_function();
}
