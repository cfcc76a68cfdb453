use aru::prelude::*;

recurrent_net! {
    pub struct Net {
        input x: 1;
        output y: Aru<1> { alpha_s: 0.5; alpha_r: 1.0; noise: normal(0.1); }

        x -> y;
    }
}

fn main() {}
