use aru::prelude::*;

recurrent_net! {
    pub struct Net {
        input x: 2;
        layer h: Dense<[5, 1]> { norm: layer; bias: learn per_channel(zeros); }
        output y: 1;
        x -> h -> y;
    }
}

fn main() {}
