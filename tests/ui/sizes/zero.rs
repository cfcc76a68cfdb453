use aru::prelude::*;

recurrent_net! {
    pub struct Net {
        input x: 0;
        layer hidden: Elman<0>;
        output y: 1;

        x -> hidden -> y;
        hidden ~> hidden;
    }
}

fn main() {}
