use aru::prelude::*;

recurrent_net! {
    struct Net {
        input x: 1;
        layer h: Elman<5> { activation: relu; sign: dale(excitatory 0.8); }
        layer slow: Aru<5> { alpha_s: gated(from h); alpha_r: 1.0; }
        output y: 1;
        x -> h;
        x -> slow -> y;
        h -> y { sign: free; }
    }
}

fn main() {}
