use aru::prelude::*;

recurrent_net! {
    pub struct Net {
        input x: 1;
        layer hidden: Elman<4>;
        output y: Arru<1> { alpha_s: 1.0; alpha_r: 0.5; }

        x -> hidden -> y;
    }
}

fn main() {}
