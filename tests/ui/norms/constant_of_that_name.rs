use aru::prelude::*;

recurrent_net! {
    unit Mine {
        constant norm;
        rate = norm * tanh(drive);
        emit rate;
    }
    pub struct Net {
        input x: 1;
        layer hidden: Mine<4> { norm: layer; }
        output y: 1;

        x -> hidden -> y;
    }
}

fn main() {}
