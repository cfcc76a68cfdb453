use aru::prelude::*;

recurrent_net! {
    pub struct Net {
        input x: 1;
        layer hidden: Aru<4> {
            alpha_s: learn per_unit(uniform(0.1, 0.2)) in 0.6..=0.9;
            alpha_r: 1.0;
        }
        output y: 1;

        x -> hidden -> y;
        hidden ~> hidden;
    }
}

fn main() {}
