use aru::prelude::*;

recurrent_net! {
    pub struct Net {
        input x: 1;
        layer hidden: Dense<4> { initial: learn; }
        output y: 1;

        x -> hidden -> y;
    }
}

fn main() {}
