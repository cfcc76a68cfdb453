use aru::prelude::*;

recurrent_net! {
    pub struct Net<const H: usize = 4> {
        input x: 1;
        layer hidden: Elman<H>;
        output y: 1;

        x -> hidden -> y;
        hidden ~> hidden;
    }
}

fn main() {}
