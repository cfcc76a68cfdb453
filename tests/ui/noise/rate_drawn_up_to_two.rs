use aru::prelude::*;

recurrent_net! {
    pub struct Net {
        input x: 1;
        layer hidden: Aru<4> { alpha_s: learn per_unit(uniform(0.5, 2)); alpha_r: 1.0; noise: normal(0.1); }
        output y: 1;

        x -> hidden -> y;
    }
}

fn main() {}
