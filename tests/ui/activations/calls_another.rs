use aru::prelude::*;

recurrent_net! {
    activation soft(x) = ln(1 + exp(x));
    activation swish(x) = x * soft(x);
    struct Net {
        input x: 1;
        layer h: Elman<4> { activation: swish; }
        output y: 1;
        x -> h -> y;
    }
}

fn main() {}
