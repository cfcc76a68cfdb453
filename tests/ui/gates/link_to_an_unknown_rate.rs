use aru::prelude::*;

recurrent_net! {
    pub struct Net {
        input x: 1;
        layer hidden: Aru<4> {
            alpha_s: gated(from x);
            alpha_r: 1.0;
        }
        output y: 1;

        x -> hidden -> y;
        hidden ~> hidden;
        hidden ~> hidden.alfa_s;
    }
}

fn main() {}
