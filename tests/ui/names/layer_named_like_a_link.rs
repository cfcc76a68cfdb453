use aru::prelude::*;

recurrent_net! {
    pub struct Net {
        input a: 1;
        layer b: Dense<2>;
        layer a_to_b: Dense<2>;
        output y: 1;

        a -> b -> y;
        a -> a_to_b -> y;
    }
}

fn main() {}
