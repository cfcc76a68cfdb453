use aru::prelude::*;

recurrent_net! {
    pub struct Net {
        dt: 5 ms;
        input x: 1;
        layer hidden: Elman<4>;
        output y: 1;

        x ~> hidden { delay: learn(8.0) in 5 ms..=150 ms; }
        hidden ~> hidden;
        hidden -> y;
    }
}

fn main() {}
