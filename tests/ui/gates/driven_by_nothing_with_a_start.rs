use aru::prelude::*;

recurrent_net! {
    pub struct Net {
        input x: 1;
        layer hidden: Aru<4> {
            alpha_s: gated(0.2);
            alpha_r: 1.0;
        }
        output y: 1;

        x -> hidden -> y;
        hidden ~> hidden;
    }
}

fn main() {}
