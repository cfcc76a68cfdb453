use aru::prelude::*;

recurrent_net! {
    pub struct Net {
        dt: 5 ms;
        dt: 10 ms;
        input x: 1;
        layer hidden: Elman<4>;
        output y: 1;

        x -> hidden -> y;
        hidden ~> hidden;
    }
}

fn main() {}
