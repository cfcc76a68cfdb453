use aru::prelude::*;

recurrent_net! {
    unit Noisy { constant noise; rate = noise * drive; emit rate; }
    pub struct Net {
        input x: 1;
        layer hidden: Noisy<4> { noise: normal(0.1); }
        output y: 1;

        x -> hidden -> y;
    }
}

fn main() {}
