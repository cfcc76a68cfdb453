use aru::prelude::*;

recurrent_net! {
    pub struct Net {
        input x: { 2 * T };
        layer hidden: Elman<{ (Self::UNITS - 1) / 2 }>;
        output y: 1;

        x -> hidden -> y;
        hidden ~> hidden;
    }
}

fn main() {}
