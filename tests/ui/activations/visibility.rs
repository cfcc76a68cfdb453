use aru::prelude::*;

recurrent_net! {
    pub activation swish(x) = x * sigmoid(x);
    struct Net {
        input x: 1;
        layer h: Elman<4> { activation: swish; }
        output y: 1;
        x -> h -> y;
    }
}

fn main() {}
