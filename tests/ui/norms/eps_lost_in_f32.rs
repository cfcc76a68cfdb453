use aru::prelude::*;

recurrent_net! {
    pub struct Net {
        input x: 1;
        layer hidden: Elman<4> { norm: layer(eps 1e-50); }
        output y: 1;

        x -> hidden -> y;
    }
}

fn main() {}
