use aru::prelude::*;

recurrent_net! {
    unit Mine {
        constant norm_gain;
        rate = norm_gain * tanh(drive);
        emit rate;
    }
    pub struct Net {
        input x: 1;
        layer hidden: Mine<4> { norm_gain: learn global(1.0); norm: layer; }
        output y: 1;

        x -> hidden -> y;
    }
}

fn main() {}
