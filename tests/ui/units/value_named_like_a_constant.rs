use aru::prelude::*;

recurrent_net! {
    unit Mine {
        constant gain;
        gain = gain * drive;
        emit gain;
    }
    pub struct Net {
        input x: 1;
        layer hidden: Mine<4> { gain: 1.0; }
        output y: 1;

        x -> hidden -> y;
    }
}

fn main() {}
