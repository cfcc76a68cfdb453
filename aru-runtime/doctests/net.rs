// The network that examples in the documentation of this crate call `Net`.
use aru::prelude::*;

recurrent_net! {
    pub struct Net {
        input x: 1;
        layer hidden: Aru<3> { alpha_s: learn global(0.5) in logistic(0, 1); alpha_r: 0.5; }
        output y: 1;
        x -> hidden -> y;
        hidden ~> hidden;
    }
}
