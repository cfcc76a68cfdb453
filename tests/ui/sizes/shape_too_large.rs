use aru::prelude::*;

recurrent_net! {
    pub struct Net {
        input x: [5000, 5000];
        layer hidden: Elman<4>;
        output y: 1;

        x -> hidden -> y;
        hidden ~> hidden;
    }
}

fn main() {}
