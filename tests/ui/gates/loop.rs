use aru::prelude::*;

recurrent_net! {
    pub struct Net {
        input x: 1;
        layer a: Aru<4> { alpha_s: gated(from b); alpha_r: 1.0; }
        layer b: Aru<4> { alpha_s: 0.5; alpha_r: 1.0; }
        output y: 1;

        x -> a -> b -> y;
    }
}

fn main() {}
