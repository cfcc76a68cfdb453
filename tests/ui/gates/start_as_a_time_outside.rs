use aru::prelude::*;

recurrent_net! {
    pub struct Net {
        dt: 5 ms;
        input x: 1;
        layer hidden: Aru<4> {
            tau_s: gated(300 ms, from x) in logistic(5 ms, 200 ms);
            alpha_r: 1.0;
        }
        output y: 1;

        x -> hidden -> y;
        hidden ~> hidden;
    }
}

fn main() {}
