use aru::prelude::*;

recurrent_net! {
    unit Mine {
        constant initial_rate;
        rate = initial_rate * drive + prev(rate);
        emit rate;
    }
    pub struct Net {
        input x: 1;
        layer hidden: Mine<4> { initial_rate: 1.0; }
        output y: 1;

        x -> hidden -> y;
    }
}

fn main() {}
