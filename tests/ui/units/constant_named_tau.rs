use aru::prelude::*;

recurrent_net! {
    unit Mine {
        constant tau_s;
        rate = tau_s * drive;
        emit rate;
    }
    pub struct Net {
        input x: 1;
        layer hidden: Elman<4>;
        output y: 1;

        x -> hidden -> y;
    }
}

fn main() {}
