use aru::prelude::*;

recurrent_net! {
    pub struct Net {
        input x: 1;
        layer hidden: Aru<4> {
            alpha_s: gated;
            alpha_r: 1.0;
        }
        output y: 1;

        x -> hidden;
        x -> hidden.alpha_s -> y;
    }
}

fn main() {}
