use aru::prelude::*;

recurrent_net! {
    pub struct Net {
        dt: 1 ms;
        input x: 1;
        layer hidden: Elman<4>;
        output y: 1;

        x ~> hidden { delay: 2.5 ms; }
        hidden -> y;
    }
}

fn main() {}
