use aru::prelude::*;

recurrent_net! {
    pub struct Net {
        input x: 1;
        layer hidden: Elman<4>;

        x -> hidden;
        hidden ~> hidden;
    }
}

fn main() {}
