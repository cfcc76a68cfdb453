use aru::prelude::*;

recurrent_net! {
    activation exp(x) = x * sigmoid(x);
    struct Net {
        input x: 1;
        layer h: Elman<4>;
        output y: 1;
        x -> h -> y;
    }
}

fn main() {}
