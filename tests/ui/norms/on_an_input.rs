use aru::prelude::*;

recurrent_net! {
    pub struct Net {
        input x: 4 { norm: layer; }
        layer hidden: Elman<4>;
        output y: 1;

        x -> hidden -> y;
    }
}

fn main() {}
