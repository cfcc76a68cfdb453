use aru::prelude::*;

recurrent_net! {
    pub struct Net {
        input x: 1;
        layer hidden: Aru<4> {
            alpha_s: learn per_band(0.5) in logistic(0, 1);
            alpha_r: 1.0;
            bias: none;
        }
        output y: 1;

        x -> hidden -> y;
    }
}

fn main() {}
