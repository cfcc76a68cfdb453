use aru::prelude::*;

recurrent_net! {
    pub struct Net {
        input x: 1;
        layer type: Elman<4>;
        output y: 1;

        x -> type -> y;
    }
}

fn main() {}
