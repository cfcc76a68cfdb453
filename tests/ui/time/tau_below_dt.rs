use aru::prelude::*;

recurrent_net! {
    pub struct Net {
        dt: 5 ms;
        input x: 1;
        layer hidden: Aru<4> {
            tau_s: 2 ms;
            tau_r: learn per_unit(uniform(1 ms, 20 ms));
        }
        output y: 1;

        x -> hidden -> y;
        hidden ~> hidden;
    }
}

fn main() {}
