use aru::prelude::*;

recurrent_net! {
    pub struct Net {
        input x: 1;
        layer hidden: Elman<{ 2 - 4 / 2 }>;
        output y: 1;

        x -> hidden -> y;
        hidden ~> hidden;
    }
}

fn main() {}
