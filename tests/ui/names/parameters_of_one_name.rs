use aru::prelude::*;

recurrent_net! {
    pub struct Net {
        input a: 1;
        layer a_to_b: Dense<2>;
        layer b_to_c: Dense<2>;
        layer c: Dense<2>;
        output y: 1;

        a -> b_to_c;
        a -> a_to_b;
        a_to_b -> c;
        b_to_c -> y;
        c -> y;
    }
}

fn main() {}
