use aru::prelude::*;

recurrent_net! {
    pub struct Net {
        input x: 1;
        layer hidden: Elman<4>;
        output y: 1;

        x ~> hidden { delay: learn(8.0); }
        hidden ~> hidden;
        hidden -> y;
    }
}

fn main() {}
