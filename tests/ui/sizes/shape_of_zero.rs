use aru::prelude::*;

recurrent_net! {
    pub struct Net {
        input x: [34, 0];
        layer hidden: Elman<[0, 7]>;
        output y: [1 << 3, 1];

        x -> hidden -> y;
        hidden ~> hidden;
    }
}

fn main() {}
