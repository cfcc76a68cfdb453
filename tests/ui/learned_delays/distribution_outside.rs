use aru::prelude::*;

recurrent_net! {
    pub struct Net {
        input x: 1;
        layer hidden: Elman<4>;
        output y: 1;

        x ~> hidden { delay: learn per_source(uniform(40, 50)) in 1..=30; }
        hidden ~> hidden;
        hidden -> y;
    }
}

fn main() {}
