use aru::prelude::*;

const UNITS: usize = 1;

recurrent_net! {
    pub struct Net {
        input x: 1;
        layer hidden: Elman<UNITS> { norm: layer; }
        output y: 1;

        x -> hidden -> y;
    }
}

fn main() {}
