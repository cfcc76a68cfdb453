use aru::prelude::*;

const BANDS: usize = 5;

recurrent_net! {
    pub struct Net {
        input x: 1;
        layer hidden: Elman<{ BANDS - 7 }>;
        output y: 1;

        x -> hidden -> y;
        hidden ~> hidden;
    }
}

fn main() {}
