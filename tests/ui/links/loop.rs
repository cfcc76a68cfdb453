use aru::prelude::*;

recurrent_net! {
    pub struct Net {
        input x: 1;
        layer a: Elman<4>;
        layer b: Elman<4>;
        layer c: Elman<4>;
        output y: 1;

        x -> a -> b -> c -> y;
        c -> a;
        b ~> b;
    }
}

fn main() {}
