use aru::prelude::*;

recurrent_net! {
    pub struct Net {
        dt: 1 ms;
        input x: 1;
        layer h: Aru<4> { alpha_s: learn per_unit(by(rates)); alpha_r: 1.0; noise: normal(0.1); }
        layer bounded: Aru<4> { alpha_s: learn per_unit(by(rates)) in logistic(0, 1); alpha_r: 1.0; noise: normal(0.1); }
        layer timed: Aru<4> { tau_s: learn per_unit(by(rates)); alpha_r: fixed per_unit(by(rates)); noise: normal(0.1); }
        output y: 1;

        x -> h -> y;
        x -> bounded -> y;
        x -> timed -> y;
    }
}

fn rates(unit: usize) -> f64 {
    unit as f64
}

fn main() {}
