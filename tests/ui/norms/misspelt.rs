use aru::prelude::*;

recurrent_net! {
    pub struct Net {
        input x: 1;
        layer hidden: Elman<4> { norm: layre; }
        output y: 1;

        x -> hidden -> y;
    }
}

fn main() {}
