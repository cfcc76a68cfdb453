use aru::prelude::*;

recurrent_net! {
    recurrent_net! {
        struct Net {
            input x: 1;
            output y: 1;
            x -> y;
        }
    }
}

fn main() {}
