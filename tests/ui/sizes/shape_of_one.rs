use aru::prelude::*;

recurrent_net! {
    pub struct Net {
        input x: [34];
        layer hidden: Elman<[4, 2, 1]>;
        layer other: Elman<[4 2]>;
        layer nested: Elman<[[4, 2], 1]>;
        output y: 1;

        x -> hidden -> other -> nested -> y;
        hidden ~> hidden;
    }
}

fn main() {}
