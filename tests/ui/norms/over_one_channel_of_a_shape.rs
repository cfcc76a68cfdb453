use aru::prelude::*;

recurrent_net! {
    pub struct Net {
        input x: 1;
        layer hidden: Elman<[5, 1]> { norm: layer(over channels); }
        output y: 1;

        x -> hidden -> y;
    }
}

fn main() {}
