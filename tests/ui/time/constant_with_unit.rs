use aru::prelude::*;

recurrent_net! {
    unit Scaled {
        constant gain;
        value = gain * drive;
        emit value;
    }
    pub struct Net {
        dt: 5 ms;
        input x: 1;
        layer hidden: Aru<4> {
            alpha_s: 0.5;
            alpha_r: 1.0;
        }
        layer other: Scaled<2> { gain: 5 ms; }
        output y: 1;

        x -> hidden -> y;
        hidden -> other -> y;
    }
}

fn main() {}
