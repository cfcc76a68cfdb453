use aru::prelude::*;

recurrent_net! {
    pub struct Net {
        input x: 1;
        layer run: Elman<4>;
        output y: 1;

        x -> run -> y;
    }
}

fn main() {}
