use aru::prelude::*;

recurrent_net! {
    pub struct Net {
        input x: 1;
        output y: 1;

        x -> y;
        /// Nothing follows.
    }
}

fn main() {}
