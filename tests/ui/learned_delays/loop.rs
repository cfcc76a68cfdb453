use aru::prelude::*;

recurrent_net! {
    pub struct Net {
        input x: 1;
        layer a: Elman<4>;
        layer b: Elman<4>;
        output y: 1;

        x -> a -> b -> y;
        b -> a { delay: learn(2.0) in 0..=4; }
    }
}

fn main() {}
