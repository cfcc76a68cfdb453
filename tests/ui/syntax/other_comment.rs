use aru::prelude::*;

recurrent_net! {
    struct Net {
        # the stimulus
        input x: 1;
        output y: 1;
        x -> y;
    }
}

fn main() {}
