use aru::prelude::*;

recurrent_net! {
    pub struct Net {
        input x: 1;
        layer hidden: Elman<4> { noise: normal(-0.1); }
        output y: 1;

        x -> hidden -> y;
    }
}

fn main() {}
