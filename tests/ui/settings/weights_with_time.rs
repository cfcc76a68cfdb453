use aru::prelude::*;

recurrent_net! {
    pub struct Net {
        dt: 5 ms;
        input x: 1;
        layer hidden: Elman<4>;
        output y: 1;

        x -> hidden { weights: learn uniform(1 ms, 2); }
        hidden -> y;
    }
}

fn main() {}
