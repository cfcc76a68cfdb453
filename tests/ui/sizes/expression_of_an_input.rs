use aru::prelude::*;

const N: usize = 2;

recurrent_net! {
    pub struct Net {
        input x: 2 * N;
        output y: [N - 1, 1];
        x -> y;
    }
}

fn main() {}
