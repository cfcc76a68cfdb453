use aru::prelude::*;

recurrent_net! {
    pub struct Net {
        layer hidden: Elman<4>;
        output y: 1;

        hidden ~> hidden;
        hidden -> y;
    }
}

fn main() {}
