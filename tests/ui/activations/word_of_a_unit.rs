use aru::prelude::*;

recurrent_net! {
    activation swish(x) = x * sigmoid(prev(x)) + activation(x);
    struct Net {
        input x: 1;
        layer h: Elman<4> { activation: swish; }
        output y: 1;
        x -> h -> y;
    }
}

fn main() {}
