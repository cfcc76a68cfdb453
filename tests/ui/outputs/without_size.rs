use aru::prelude::*;

recurrent_net! {
    pub struct Net {
        input x: 1;
        layer hidden: Elman<4>;
        output y: Dense<> { activation: tanh; }

        x -> hidden -> y;
    }
}

fn main() {}
