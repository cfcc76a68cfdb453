use aru::prelude::*;

recurrent_net! {
    unit Mine {
        constant bias_scale, initial;
        rate = bias_scale * drive + initial;
        emit rate;
    }
    pub struct Net {
        input x: 1;
        layer hidden: Mine<4> { bias_scale: 1.0; }
        output y: 1;

        x -> hidden -> y;
    }
}

fn main() {}
