use aru::prelude::*;

recurrent_net! {
    struct Net {
        input x: 1;
        layer h: Elman<4> { activation: custom(Swish); }
        output y: 1;
        x -> h -> y;
    }
}

fn main() {}
