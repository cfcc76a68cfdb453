#![no_implicit_prelude]
#![allow(dead_code)]

// Names that emitted code might lean on, all meaning something else.
mod core {}
mod std {}
mod alloc {}
struct Vec;
struct Option;
struct Result;
struct String;
trait Clone {}
trait Declared {}
trait Network {}

::aru::recurrent_net! {
    pub struct Net<const H: usize> {
        input x: 1;
        layer hidden: Aru<H> {
            alpha_s: learn per_unit(0.5) in logistic(0, 1);
            alpha_r: 1.0;
        }
        output y: 1;

        x -> hidden -> y;
        hidden ~> hidden;
    }
}

fn main() {
    let net = <Net<f32, 4> as ::aru::Declared>::new(1);
    let _parameters = ::aru::Network::parameters(&net);
}
